"""Runs are kept: through kills, damage, other windows and later versions."""

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from core.model.given import GivenFile, GivenJson, GivenText
from core.model.graph import NodeId
from core.model.history import Circumstances, KeptValues, PastRun
from core.model.record import ColumnKind, ColumnProfile, Record, ValueKind
from core.model.run import NodeRun, OutputSpan, RunStatus, Status
from core.store import Limits, RunStore, circumstances, commit_of, is_dirty, opened

ROOT = Path(__file__).parents[2]
KILLS = 100
A, B = NodeId("a"), NodeId("b")
RECORD = Record(
    *(A, "pd.DataFrame", ValueKind.TABLE, (3, 1)),
    columns=(ColumnProfile("x", "float64", ColumnKind.NUMBER, nulls=1, top=(("1.5", 2),)),),
    inputs={B: "cafe"},
    memory=12,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "project.sqlite"


@pytest.fixture
def store(file: Path) -> RunStore:
    store, trouble = opened(file)
    assert not trouble
    return store


def begun(store: RunStore, started: float = 1.0) -> int:
    return store.begin(started, (A,), Circumstances(inputs={B: "7"}, commit="c0ffee"))


def test_what_was_written_is_read_back_as_it_was(store: RunStore, file: Path) -> None:
    run = begun(store)
    part = NodeRun(Status.DONE, 0.5, "DataFrame 3 x 1", 3, output=OutputSpan((0, 4), (0, 0)))
    store.add_nodes(run, {A: part, B: NodeRun(Status.GIVEN)})
    store.add_records(run, [RECORD])
    store.end(PastRun(run, 1.0, status=RunStatus.FAILED, seconds=2.5, failed=A, message="no"))
    store.annotate(run, "before the fix")
    store.mark_good(run, is_good=True)
    store.close()

    again, _ = opened(file)
    past = again.outcome(run)

    assert past
    assert past.nodes == {A: part, B: NodeRun(Status.GIVEN)}
    assert past.records == {A: RECORD}
    assert again.runs() == (past.run,)
    assert past.run == PastRun(
        *(run, 1.0, (A,), RunStatus.FAILED, 2.5, 2, A, "no"),
        is_good=True,
        note="before the fix",
        circumstances=Circumstances(inputs={B: "7"}, commit="c0ffee"),
    )


@pytest.mark.slow
def test_nothing_committed_is_lost_by_a_hundred_kills(file: Path) -> None:
    command = [sys.executable, "-m", "tests.core.store_writer", str(file)]
    told = 0
    for kill in range(KILLS):
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as writer:
            assert writer.stdout
            lines = [writer.stdout.readline() for _ in range(1 + kill % 7)]
            writer.kill()
            lines += writer.stdout.readlines()
        whole = [int(line) for line in lines if line.endswith(b"\n")]
        told += len(whole)
        store, trouble = opened(file)
        there = {run.id for run in store.runs(100_000)}
        last = store.outcome(whole[-1])
        store.close()
        assert not trouble
        assert there.issuperset(whole)
        assert last and last.records[A].columns[0].top[1] == ("1", 1)
    assert told >= KILLS


def test_a_run_whose_program_was_killed_counts_as_died(file: Path) -> None:
    command = [sys.executable, "-m", "tests.core.store_writer", str(file)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as writer:
        assert writer.stdout
        run = int(writer.stdout.readline())
        store, _ = opened(file)
        alive = store.run(run)
        writer.kill()
        writer.wait()
    dead = store.run(run)

    assert alive and alive.status is RunStatus.RUNNING
    assert dead and dead.status is RunStatus.DIED


def test_a_damaged_file_is_set_aside_with_a_sentence(store: RunStore, file: Path) -> None:
    begun(store)
    store.close()
    file.write_bytes(b"this is no database" * 100)

    again, trouble = opened(file)

    assert "damaged" in trouble and "set aside" in trouble
    assert again.runs() == ()
    assert begun(again)
    assert len(list(file.parent.glob("*.damaged-*"))) == 1


def test_a_file_of_a_later_version_is_left_as_it_is(store: RunStore, file: Path) -> None:
    store.close()
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = file.read_bytes()

    again, trouble = opened(file)

    assert "later version" in trouble
    assert begun(again)
    again.close()
    assert file.read_bytes() == before


def test_a_folder_that_cannot_be_written_costs_the_history_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    store, trouble = opened(tmp_path / "file" / "project.sqlite")

    assert "only until the program ends" in trouble
    assert store.runs(begun(store))


def test_two_windows_write_into_one_file(store: RunStore, file: Path) -> None:
    other, _ = opened(file)

    first, second = begun(store, 1.0), begun(other, 2.0)
    other.add_records(second, [RECORD])
    store.delete(second)
    other.add_nodes(second, {A: NodeRun(Status.DONE)})

    assert [run.id for run in other.runs()] == [first]


def test_old_runs_are_pruned_by_number_and_size_but_good_ones_stay(store: RunStore) -> None:
    runs = [begun(store, float(i)) for i in range(6)]
    store.mark_good(runs[0], is_good=True)
    for run in runs:
        store.add_records(run, [RECORD])

    assert store.prune(Limits(runs=3)) == 2
    assert [run.id for run in store.runs()] == [runs[5], runs[4], runs[3], runs[0]]
    assert store.prune(Limits(size=1)) == 2
    assert [run.id for run in store.runs()] == [runs[5], runs[0]]


def test_the_commit_is_read_from_git_s_files(tmp_path: Path) -> None:
    commit, inside = "a1" * 20, tmp_path / "src" / "flow"
    inside.mkdir(parents=True)
    git = tmp_path / ".git"
    (git / "refs" / "heads").mkdir(parents=True)
    (git / "HEAD").write_text("ref: refs/heads/main\n")

    assert commit_of(inside) == ""
    (git / "packed-refs").write_text(f"# pack-refs\n{commit} refs/heads/main\n")
    assert commit_of(inside) == commit
    (git / "refs" / "heads" / "main").write_text("b2" * 20 + "\n")
    assert commit_of(inside) == "b2" * 20
    (git / "HEAD").write_text(f"{commit}\n")
    assert commit_of(inside) == commit
    (git / "HEAD").write_text("ref: ../../../etc/passwd\n")
    assert commit_of(inside) == ""


@pytest.mark.skipif(not shutil.which("git"), reason="git makes the repository")
def test_files_that_differ_from_git_s_are_told_without_running_git(tmp_path: Path) -> None:
    files = [tmp_path / "flow" / name for name in ("a.py", "a_rather_long_name.py")]
    files[0].parent.mkdir()
    for file in files:
        file.write_text("x = 1\n")

    def git(*words: str) -> str:
        return subprocess.run(
            ["git", "-c", "user.name=x", "-c", "user.email=x@x", *words],
            cwd=tmp_path,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()

    assert is_dirty(files[0].parent, files) is None
    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "first")

    assert commit_of(files[0].parent) == git("rev-parse", "HEAD")
    assert is_dirty(files[0].parent, files) is False
    files[1].write_text("x = 1\r\n", newline="")
    assert is_dirty(files[0].parent, files) is False
    files[1].write_text("x = 2\n")
    assert is_dirty(files[0].parent, files) is True
    assert is_dirty(files[0].parent, files[:1]) is False
    assert is_dirty(files[0].parent, [tmp_path / "new.py", files[0]]) is None
    (tmp_path / "new.py").write_text("")
    assert is_dirty(files[0].parent, [tmp_path / "new.py"]) is True


def test_texts_of_functions_are_kept_by_what_they_do(store: RunStore) -> None:
    store.add_sources({"1": "def old(): ...", "2": "def new(): ..."})
    store.add_sources({"1": "def old():  # the same, written otherwise"})

    assert store.sources(["1", "2", "3"]) == {"1": "def old(): ...", "2": "def new(): ..."}


def test_a_file_of_an_earlier_version_is_brought_up_to_date(store: RunStore, file: Path) -> None:
    number = store.begin(1.0, (), Circumstances())
    store.close()
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TABLE sources")
        connection.execute("ALTER TABLE runs DROP COLUMN kept")
        connection.execute("PRAGMA user_version = 1")
    connection.close()

    again, trouble = opened(file)
    again.add_sources({"1": "text"})

    assert not trouble
    assert again.run(number) and again.sources(["1"]) == {"1": "text"}
    again.close()


def values_of(store: RunStore, run: int) -> Path:
    """A folder as a worker leaves it, with one value and one that was being written."""
    folder = store.values.folder(run)
    assert folder
    folder.mkdir(parents=True)
    (folder / "a.value").write_bytes(b"value")
    (folder / "b.999999999.part").write_bytes(b"val")
    return folder


def test_values_stay_as_long_as_their_run_is_good(store: RunStore, file: Path) -> None:
    runs = [begun(store, float(i)) for i in range(4)]
    folders = [values_of(store, run) for run in runs]
    kept = KeptValues((A,), {B: "too large"}, 5)
    for run in runs[:3]:
        store.mark_good(run, is_good=True)
        store.note_kept(run, kept)
    assert store.kept_size() == 15
    assert store.runs()[1].kept == kept and kept.said == "1 of 2 values kept; 1 too large"

    store.mark_good(runs[1], is_good=False)
    store.delete(runs[2])
    store.prune()

    assert [folder.exists() for folder in folders] == [True, False, False, False]
    assert [path.name for path in folders[0].iterdir()] == ["a.value"]
    past = store.run(runs[1])
    assert store.kept_size() == 5 and past and past.kept is None


def test_values_that_come_when_the_run_is_no_longer_good_go(store: RunStore) -> None:
    run = begun(store)
    folder = values_of(store, run)

    store.note_kept(run, KeptValues((A,)))

    past = store.run(run)
    assert past and past.kept is None and not folder.exists()


def test_values_handed_in_are_kept_whole_or_by_their_digest(tmp_path: Path) -> None:
    long, file = "x" * 5000, GivenFile(tmp_path / "data.csv")
    word, number = NodeId("word"), NodeId("number")
    given = {A: GivenText(long), B: GivenJson({"k": [1, None]})}
    given |= {word: GivenJson("EUR"), number: GivenJson("7")}

    made = circumstances(None, given, {NodeId("c"): file, NodeId("d"): GivenText("y" * 200_000)})

    assert made.inputs == {A: long, B: '{"k": [1, null]}', word: "EUR", number: '"7"'}
    assert made.overrides[NodeId("c")] == str(file.path)
    assert made.overrides[NodeId("d")].startswith("(not kept: 200,000 characters, sha256 ")
    assert made.cut == (NodeId("d"),)
