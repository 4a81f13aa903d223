"""`compare`, `checks` and `trace --baseline`, with real workers, git and a real store."""

import json
import subprocess
import time
from pathlib import Path

import pytest

from core.model.given import GivenText
from core.model.graph import NodeId
from core.model.history import Circumstances, PastRun
from core.model.project import Project
from core.model.run import Run, RunStatus
from core.session import Dialogue, prepare
from core.store import RunStore, database_name, opened
from explorer.entry import main
from tests.core.worker_rig import write

FLOW = """
    import numpy as np
    import pandas as pd


    def prices(count: int) -> pd.DataFrame:
        tiers = ["gold", "tin"] * (count // 2)
        return pd.DataFrame({"price": np.arange(count) + 1.0, "tier": tiers})


    def discount(prices: pd.DataFrame) -> pd.Series:
        return prices["tier"].map({"gold": 0.1, "tin": 0.0})


    def net(prices: pd.DataFrame, discount: pd.Series) -> pd.Series:
        return prices["price"] * (1 - discount)
"""
NET = NodeId("net")


@pytest.fixture
def flow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LINEAGE_EXPLORER_HOME", str(tmp_path / "home"))
    return write(tmp_path / "flow", {"priced.py": FLOW}) / "priced.py"


@pytest.fixture
def committed(flow: Path) -> Path:
    git(flow, "init", "-q")
    git(flow, "add", ".")
    git(flow, "commit", "-q", "-m", "one")
    return flow


def git(flow: Path, *words: str) -> None:
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    subprocess.run(["git", *who, *words], cwd=flow.parent, check=True)


def break_it(flow: Path) -> None:
    flow.write_text(flow.read_text().replace('"tin"', '"tim"', 2).replace('"tim"] *', '"tin"] *'))


def keep(flow: Path, count: int, *, is_good: bool) -> None:
    """Run the flow, and keep that as the window does."""
    project = prepare([str(flow)], flow.parent, {}, {}).project
    store, trouble = opened(flow.parents[1] / "home" / "history" / database_name(project.root))
    assert not trouble
    given = Circumstances(inputs={NodeId("count"): str(count)})
    with_records(store, project, given, is_good)
    store.close()


def with_records(store: RunStore, project: Project, given: Circumstances, is_good: bool) -> None:
    dialogue = Dialogue(project.interpreter, project.root)
    try:
        dialogue.load(project)
        inputs = {node: GivenText(text) for node, text in given.inputs.items()}
        run = dialogue.run((NET,), inputs, {})
        assert isinstance(run, Run)
        number = store.begin(time.time(), (NET,), given)
        store.add_nodes(number, run.nodes)
        store.add_records(number, dialogue.records(run).values())
    finally:
        dialogue.close()
    store.end(PastRun(number, 0.0, status=RunStatus.OK, seconds=0.1))
    store.mark_good(number, is_good=is_good)


def test_a_good_run_beside_the_code_as_it_is(
    flow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(flow, 1000, is_good=True)
    break_it(flow)

    assert main(["compare", "good", "now", str(flow), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)

    outcomes = {one["node"]: one["outcome"] for one in found["nodes"]}
    same = dict.fromkeys(("count", "prices"), "same")
    assert outcomes == {"discount": "code changed", "net": "input changed", **same}
    first = found["nodes"][0]
    assert (first["node"], first["is_first"]) == ("discount", True)
    (column,) = first["columns"]
    nulls = next(move for move in column["moves"] if move["metric"] == "nulls")
    assert (nulls["before"], nulls["after"], nulls["distance"]) == ("0 %", "50.0 %", 0.5)


def test_other_inputs_are_told_from_other_code(
    flow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(flow, 1000, is_good=True)
    keep(flow, 500, is_good=False)

    assert main(["compare", "good", "last", str(flow)]) == 0
    said = capsys.readouterr().out

    assert "code changed" not in said
    assert "1,000 rows → 500 rows" in said


def test_a_revision_is_run_on_files_of_its_own(
    committed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    break_it(committed)
    before = sorted(path.name for path in committed.parent.rglob("*"))

    words = ("--to", "net", "--input", "count=1000", "--node", "net", "--json")
    assert main(["compare", "HEAD", "now", str(committed), *words]) == 0
    found = json.loads(capsys.readouterr().out)

    assert [one["node"] for one in found["nodes"] if one["is_first"]] == ["discount"]
    assert found["before"]["name"] == "HEAD"
    rows = found["rows"]["net"]
    assert (rows["matched_by"], rows["changed"], rows["same"]) == ("their position", 500, 500)
    assert sorted(path.name for path in committed.parent.rglob("*")) == before


def test_reading_a_revision_runs_nothing_that_the_repository_names(
    committed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trap = tmp_path / "sprung"
    for key in ("core.fsmonitor", "filter.x.smudge", "filter.x.process", "core.pager"):
        git(committed, "config", key, f"touch {trap}")
    (committed.parent / ".git" / "info" / "attributes").write_text("* filter=x\n")
    hook = committed.parent / ".git" / "hooks" / "post-checkout"
    hook.write_text(f"#!/bin/sh\ntouch {trap}\n")
    hook.chmod(0o755)

    words = ("--to", "net", "--input", "count=10")
    assert main(["compare", "HEAD", "HEAD", str(committed), *words]) == 0

    assert not trap.exists()
    assert "What both runs have came out the same." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("good", "last"), "No run is pinned as good."),
        (("7", "last"), "There is no run 7. None is kept."),
        (("nowhere", "now"), "There is no git revision `nowhere`"),
        (("HEAD", "now"), "Say what to compute"),
        (("good",), "name two runs"),
    ],
)
def test_a_run_that_is_not_there_is_said_in_a_sentence(
    names: tuple[str, ...], said: str, committed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = [str(committed)] if len(names) == 2 else []
    given = ["--to", "net"] if "nowhere" in names else []
    try:
        code = main(["compare", *names, *target, *given])
    except SystemExit as left:
        code = left.code

    assert code == 2
    assert said in capsys.readouterr().err


def test_a_trace_blames_the_change_since_the_good_run(
    flow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(flow, 1000, is_good=True)
    text = flow.read_text()
    flow.write_text(text.replace('{"gold": 0.1', '{"gold": 0.4'))

    words = ("--to", "net", "--input", "count=1000", "--baseline", "good")
    assert main(["trace", str(flow), *words, "--symptom", "shifted", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)

    assert [one["node"] for one in found["suspects"]] == ["discount"]
    assert "Its code changed since the good run" in found["suspects"][0]["evidence"]["reason"]
    assert [(hop["node"], hop["parent"]) for hop in found["path"]] == [("net", "discount")]


def test_checks_that_are_suggested_pass_on_what_they_come_from(
    flow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(flow, 1000, is_good=True)

    assert main(["checks", str(flow), "--node", "discount"]) == 0
    line = capsys.readouterr().out.splitlines()[-1]
    text = flow.read_text().replace("def discount", f"{line}\ndef discount")
    flow.write_text("from hamilton.function_modifiers import check_output\n" + text)

    def checked() -> list[bool]:
        main(["run", str(flow), "--to", "net", "--input", "count=1000", "--json"])
        return [check["passed"] for check in json.loads(capsys.readouterr().out)["checks"]]

    assert checked() == [True, True, True]
    break_it(flow)
    assert not all(checked())
