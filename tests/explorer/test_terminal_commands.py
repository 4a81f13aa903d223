"""`graph` and `run`, with a real worker behind them."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from explorer.entry import main

PATIENCE = 60
COMMAND = [
    sys.executable,
    "-P",
    "-c",
    "import sys; from explorer.entry import main; sys.exit(main())",
]

SHOP = """
import time

import pandas as pd
from hamilton.function_modifiers import check_output, tag


def orders(path: str, factor: int = 2) -> pd.DataFrame:
    \"\"\"What was ordered.\"\"\"
    print("reading", path)
    return pd.DataFrame(
        {"item": ["a", "b", None], "price": [1.5, 2.0, 3.25], "sold": [True, False, True]}
    )


@tag(owner="sales")
@check_output(range=(0, 3), importance="warn")
def prices(orders: pd.DataFrame) -> pd.Series:
    return orders["price"]


def total(prices: pd.Series, factor: int = 2) -> float:
    return float(prices.sum()) * factor


def summary(total: float) -> dict:
    return {"total": total, "items": ["a", "b"]}


def broken(total: float) -> float:
    return total / len([])


def after(broken: float) -> float:
    return broken


def crash(total: float) -> float:
    import os
    os._exit(7)


def slow(total: float) -> float:
    FLAG
    time.sleep(600)
    return total


def stubborn(total: float) -> float:
    FLAG
    while True:
        try:
            time.sleep(600)
        except KeyboardInterrupt:
            pass
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one dataflow, and we stand in it."""
    file = tmp_path / "shop.py"
    file.write_text(SHOP)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    monkeypatch.delenv("CONDA_PREFIX", raising=False)
    return file


BAD_LINE = SHOP.splitlines().index("    return total / len([])") + 1
Said = pytest.CaptureFixture[str]


def document(said: Said) -> dict[str, Any]:
    """What was printed on stdout, which has to be one JSON object and nothing else."""
    return json.loads(said.readouterr().out)


def complaint(said: Said) -> str:
    """What was printed on stderr, which has to be sentences of ours; nothing is on stdout."""
    out, err = said.readouterr()
    assert out == ""
    assert all(line.startswith(("lineage-explorer: ", "  ")) for line in err.splitlines())
    return err


def test_the_graph_is_printed_as_json(shop: Path, capsys: Said) -> None:
    code = main(["graph", "shop.py", "--trust", "--json"])

    graph = document(capsys)
    nodes = {node["name"]: node for node in graph["nodes"]}
    assert code == 0
    assert list(graph) == ["nodes", "edges", "problems"]
    assert nodes["orders"] == {
        "name": "orders",
        "type": "pd.DataFrame",
        "module": "shop",
        "kind": "function",
        "doc": "What was ordered.",
        "tags": {"module": "shop"},
        "source": {"file": str(shop), "first_line": 8, "last_line": 13},
    }
    assert nodes["path"]["kind"] == "input"
    assert nodes["path"]["source"] is None
    assert nodes["prices"]["tags"]["owner"] == "sales"
    assert [node["kind"] for node in graph["nodes"]].count("check") == 1
    assert ["orders", "prices_raw"] in graph["edges"]
    assert ["total", "summary"] in graph["edges"]
    assert graph["problems"] == []


def test_the_graph_is_printed_for_people(shop: Path, capsys: Said) -> None:
    code = main(["graph", "shop.py", "--trust"])

    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    assert "shop" in lines
    assert any(line.split()[:3] == ["total", "function", "float"] for line in lines)
    assert lines[-1].endswith("0 problems")


def test_a_bad_function_is_a_problem_and_the_rest_is_there(shop: Path, capsys: Said) -> None:
    shop.write_text("def good() -> int:\n    return 1\n\n\ndef bad(good):\n    return good\n")

    code = main(["graph", "shop.py", "--trust", "--json"])

    graph = document(capsys)
    problem = graph["problems"][0]
    assert code == 0
    assert "good" in [node["name"] for node in graph["nodes"]]
    assert set(problem) == {"kind", "message", "file", "line", "node"}
    assert (problem["kind"], problem["file"], problem["line"], problem["node"]) == (
        "annotation",
        str(shop),
        5,
        "bad",
    )


def test_a_module_that_ends_the_process_is_told(shop: Path, capsys: Said) -> None:
    shop.write_text("import os\nos._exit(3)\ndef good() -> int:\n    return 1\n")

    code = main(["graph", "shop.py", "--trust", "--json"])

    graph = document(capsys)
    assert code == 1
    assert "ended with code 3 while importing shop" in graph["problems"][-1]["message"]
    assert [node["name"] for node in graph["nodes"]] == ["good"]
    assert graph["nodes"][0]["approximate"] is True


def test_a_module_that_does_not_import_is_shown_as_it_is_written(shop: Path, capsys: Said) -> None:
    (shop.parent / "boom.py").write_text(
        "raise ValueError('no')\ndef after_all(good: int) -> int:\n    return 1\n"
    )
    shop.write_text("def good() -> int:\n    return 1\n")

    code = main(["graph", "shop.py", "boom.py", "--trust", "--json"])
    graph = document(capsys)
    refused = main(["run", "shop.py", "boom.py", "--to", "after_all"])

    assert code == 0
    assert ["good", "after_all"] in graph["edges"]
    assert [problem["kind"] for problem in graph["problems"]] == ["import"]
    assert refused == 2
    assert "`after_all` cannot run. boom.py, line 1" in complaint(capsys)


def test_a_run_gives_the_contracted_json(shop: Path, capsys: Said) -> None:
    code = main(
        ["run", "shop.py", "--to", "orders", "--to", "total", "--input", "path=x", "--json"]
    )

    run = document(capsys)
    assert code == 0
    assert list(run) == ["status", "nodes", "values", "checks", "error"]
    assert run["status"] == "ok"
    assert run["error"] is None
    assert set(run["nodes"]["total"]) == {"status", "seconds", "summary", "message"}
    assert run["nodes"]["total"]["status"] == "done"
    assert run["nodes"]["path"]["status"] == "given"
    assert run["nodes"]["total"]["seconds"] >= 0
    orders = run["values"]["orders"]
    assert orders["kind"] == "table"
    assert orders["shape"] == [3, 3]
    assert orders["columns"] == ["item", "price", "sold"]
    assert orders["dtypes"][1:] == ["float64", "bool"]
    assert orders["rows"] == [["a", 1.5, True], ["b", 2.0, False], [None, 3.25, True]]
    total = run["values"]["total"]
    assert (total["kind"], total["type"], total["rows"], total["text"]) == (
        "text",
        "float",
        [],
        "13.5",
    )


def test_only_what_is_upstream_runs(shop: Path, capsys: Said) -> None:
    main(["run", "shop.py", "--to", "orders", "--input", "path=x", "--json"])

    assert set(document(capsys)["nodes"]) == {"path", "orders"}


def test_rows_are_as_many_as_asked_for(shop: Path, capsys: Said) -> None:
    shop.write_text(
        "import pandas as pd\n"
        "def long() -> pd.DataFrame:\n"
        "    return pd.DataFrame({f'c{n}': range(2500) for n in range(450)})\n"
    )

    main(["run", "shop.py", "--to", "long", "--rows", "2100", "--json"])

    value = document(capsys)["values"]["long"]
    assert value["shape"] == [2500, 450]
    assert len(value["columns"]) == len(value["dtypes"]) == 450
    assert value["columns"][449] == "c449"
    assert len(value["rows"]) == 2100
    assert value["rows"][2099] == [2099] * 450


def test_no_rows_can_be_asked_for(shop: Path, capsys: Said) -> None:
    main(["run", "shop.py", "--to", "orders", "--input", "path=x", "--rows", "0", "--json"])

    value = document(capsys)["values"]["orders"]
    assert value["columns"] == ["item", "price", "sold"]
    assert value["rows"] == []


def test_checks_are_told(shop: Path, capsys: Said) -> None:
    main(["run", "shop.py", "--to", "prices", "--input", "path=x", "--json"])

    check = document(capsys)["checks"][0]
    assert (check["node"], check["passed"], check["importance"]) == ("prices", False, "warn")
    assert check["row_count"] == 1


def test_a_failure_names_node_exception_and_line(shop: Path, capsys: Said) -> None:
    code = main(["run", "shop.py", "--to", "after", "--input", "path=x", "--json"])

    run = document(capsys)
    assert code == 1
    assert run["status"] == "failed"
    assert run["nodes"]["broken"]["status"] == "failed"
    assert run["nodes"]["after"]["status"] == "skipped"
    assert run["nodes"]["total"]["status"] == "done"
    error = run["error"]
    assert (error["node"], error["type"]) == ("broken", "ZeroDivisionError")
    assert error["frames"] == [{"file": str(shop), "line": BAD_LINE, "function": "broken"}]
    assert run["values"] == {}


def test_a_run_is_printed_for_people(shop: Path, capsys: Said) -> None:
    code = main(
        ["run", "shop.py", "--to", "orders", "--to", "summary", "--input", "path=x", "--verbose"]
    )

    said = capsys.readouterr()
    lines = [line.split() for line in said.out.splitlines()]
    assert code == 0
    assert ["|", "reading", "x"] in lines
    assert ["item", "price", "sold"] in lines
    assert ["1", "b", "2", "False"] in lines
    assert any(line[:1] == ["done"] and "total" in line for line in lines)
    assert any("prices" in " ".join(line) and line[:1] == ["warn:"] for line in lines)
    assert said.err == ""


def test_a_failure_is_printed_for_people(shop: Path, capsys: Said) -> None:
    code = main(["run", "shop.py", "--to", "after", "--input", "path=x"])

    out = capsys.readouterr().out
    assert code == 1
    assert "`broken` failed: ZeroDivisionError: " in out
    assert f"  {shop}:{BAD_LINE} in broken" in out
    assert "    return total / len([])" in out
    assert "it received" in out
    assert "Traceback" not in out


def test_what_a_person_should_know_is_told(shop: Path, capsys: Said) -> None:
    shop.write_text(
        "import os\ndef asks() -> str:\n    os.chdir('/')\n    try:\n        return input('who?')\n"
        "    except EOFError:\n        return 'nobody'\n"
    )

    main(["run", "shop.py", "--to", "asks"])

    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("note: input() was called (who?)") for line in lines)
    assert any("working folder" in line and "asks" in line for line in lines)


def test_a_table_keeps_to_the_width_of_the_terminal(shop: Path) -> None:
    shop.write_text(
        "import pandas as pd\ndef wide() -> pd.DataFrame:\n"
        "    return pd.DataFrame({f'column_{n}': [n] for n in range(30)})\n"
    )

    drawn = on_a_terminal([*COMMAND, "run", "shop.py", "--to", "wide"], shop.parent, columns=60)

    lines = drawn.split("\r\n")
    assert max(map(len, lines[lines.index("wide pd.DataFrame 1 x 30") :])) <= 60
    assert "column_0  column_1  column_2  column_3  column_4" in drawn
    assert "column_5" not in drawn
    assert "  and 25 more columns" in lines


def test_the_death_of_the_worker_is_told(shop: Path, capsys: Said) -> None:
    code = main(["run", "shop.py", "--to", "crash", "--input", "path=x", "--json"])

    run = document(capsys)
    assert code == 1
    assert run["status"] == "died"
    assert run["nodes"]["crash"]["status"] == "failed"
    assert run["nodes"]["total"]["status"] == "done"
    assert run["error"]["node"] == "crash"
    assert run["error"]["message"] == "The worker ended with code 7 while `crash` was running."


@pytest.mark.parametrize("flag", ["--input", "--override"])
def test_an_input_can_be_given_either_way(shop: Path, capsys: Said, flag: str) -> None:
    main(["run", "shop.py", "--to", "total", "--input", "path=x", flag, "factor=4", "--json"])

    assert document(capsys)["values"]["total"]["text"] == "27"


def test_a_node_can_be_replaced_by_a_file_or_a_literal(shop: Path, capsys: Said) -> None:
    (shop.parent / "mine.csv").write_text("item,price\nz,1.0\ny,2.0\n")

    main(["run", "shop.py", "--to", "total", "--override", "orders=mine.csv", "--json"])
    by_file = document(capsys)
    main(["run", "shop.py", "--to", "summary", "--override", "total=5", "--json"])
    by_literal = document(capsys)

    assert by_file["nodes"]["orders"]["status"] == "given"
    assert by_file["values"]["total"]["text"] == "6"
    assert set(by_literal["nodes"]) == {"total", "summary"}


def test_the_project_can_say_what_to_open(shop: Path, capsys: Said) -> None:
    (shop.parent / "pyproject.toml").write_text(
        "[tool.lineage-explorer]\ntargets = ['shop.py']\n"
        "inputs = { path = 'x', factor = 3, elsewhere = 1 }\n"
    )
    (shop.parent / "deep").mkdir()
    os.chdir("deep")

    refused = main(["run", "--to", "total", "--json"])
    sentence = complaint(capsys)
    trusted = main(["run", "--to", "total", "--trust", "--json"])

    assert (refused, trusted) == (2, 0)
    assert "Add --trust if you trust it" in sentence
    assert document(capsys)["values"]["total"]["text"] == "20.25"


def test_what_is_typed_wins_over_what_the_project_says(shop: Path, capsys: Said) -> None:
    (shop.parent / "pyproject.toml").write_text(
        "[tool.lineage-explorer]\ninputs = { path = 'x', factor = 3 }\n"
    )

    main(["run", "shop.py", "--to", "total", "--input", "factor=1", "--json"])

    assert document(capsys)["values"]["total"]["text"] == "6.75"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["graph"], "Name a target"),
        (["graph", "shopp.py"], "Did you mean shop.py?"),
        (["graph", "shop.py", "--python", "nowhere"], "There is no interpreter"),
        (
            ["graph", "shop.py", "--trust", "--python", "/bin/false"],
            "ended with code 1 before it was ready",
        ),
        (["run", "shop.py", "--to", "totl"], "There is no node `totl`. Did you mean `total`?"),
        (["run", "shop.py", "--to", "total", "--input", "orders=1"], "use --override orders=VALUE"),
        (["run", "shop.py", "--to", "total", "--input", "pth=1"], "Did you mean `path`?"),
        (["run", "shop.py", "--to", "total", "--override", "nope=1"], "There is no node `nope`."),
        (["run", "shop.py", "--to", "total", "--override", "orders=no.csv"], "There is no file"),
        (["run", "shop.py", "--to", "total"], "Add --input path=VALUE."),
        (
            ["run", "shop.py", "--to", "total", "--input", "path=x", "--input", "factor=x"],
            "`factor`",
        ),
    ],
)
def test_wrong_use_is_a_sentence_and_code_2(
    shop: Path, capsys: Said, words: list[str], sentence: str
) -> None:
    code = main(words)

    assert code == 2
    assert sentence in complaint(capsys)


def test_an_environment_without_hamilton_says_how_to_install_it(shop: Path, capsys: Said) -> None:
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", ".venv"], check=True, timeout=PATIENCE
    )

    code = main(["run", "shop.py", "--to", "total", "--json"])

    assert code == 2
    assert "pip install" in complaint(capsys)


def test_what_user_code_prints_stays_out_of_the_json(shop: Path, capfd: Said) -> None:
    shop.write_text(
        "import os, sys\nprint('importing')\nos.write(1, b'raw')\n"
        "def loud() -> int:\n    print('x' * 10_000_000)\n    sys.__stderr__.write('e')\n"
        "    os.system('echo child')\n    return 1\n"
    )

    code = main(["run", "shop.py", "--to", "loud", "--json"])

    out, err = capfd.readouterr()
    assert code == 0
    assert json.loads(out)["status"] == "ok"
    assert err == ""


class Spawned:
    """The command in a process of its own, stopped in the middle of a run."""

    def __init__(self, shop: Path, *words: str) -> None:
        flag = shop.parent / "running"
        shop.write_text(shop.read_text().replace("FLAG", f"open({str(flag)!r}, 'w').close()"))
        self.process = subprocess.Popen(
            [*COMMAND, *words],
            cwd=shop.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.flag = flag

    def worker(self) -> psutil.Process:
        """Return its worker, waiting for it."""
        return eventually(lambda: next(iter(psutil.Process(self.process.pid).children()), None))

    def result(self) -> tuple[int, str, str]:
        out, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out, err


def eventually(look: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.01)
    raise AssertionError("waited in vain")


@pytest.fixture
def spawn(shop: Path) -> Iterator[Callable[..., Spawned]]:
    """Start the command, and wait for user code to run the word FLAG."""
    spawned: list[Spawned] = []

    def start(*words: str) -> Spawned:
        spawned.append(Spawned(shop, *words))
        this = spawned[-1]
        eventually(lambda: this.flag.exists() or this.process.poll() is not None)
        assert this.flag.exists(), this.result()
        return this

    yield start
    for each in spawned:
        each.process.kill()
        each.process.communicate()


Spawn = Callable[..., Spawned]


@pytest.mark.parametrize("node", ["slow", "stubborn"])
def test_ctrl_c_cancels_and_what_was_computed_is_printed(spawn: Spawn, node: str) -> None:
    words = ("run", "shop.py", "--to", "total", "--to", node, "--input", "path=x", "--json")
    spawned = spawn(*words)

    os.killpg(spawned.process.pid, signal.SIGINT)
    code, out, err = spawned.result()

    run = json.loads(out)
    assert (code, run["status"], err) == (1, "cancelled", "")
    assert run["nodes"]["total"]["status"] == "done"
    assert run["nodes"][node]["status"] == "cancelled"
    # the worker of the one that can be interrupted lives on, and has its values
    assert ("total" in run["values"]) == (node == "slow")


def test_ctrl_c_while_importing_cancels(shop: Path, spawn: Spawn) -> None:
    shop.write_text("import time\nFLAG\ntime.sleep(600)\n")
    spawned = spawn("run", "shop.py", "--to", "x", "--json")

    os.killpg(spawned.process.pid, signal.SIGINT)
    code, out, _ = spawned.result()

    assert (code, json.loads(out)["status"]) == (1, "cancelled")


def test_a_worker_killed_from_outside_is_told_with_its_node(spawn: Spawn) -> None:
    spawned = spawn("run", "shop.py", "--to", "slow", "--input", "path=x")

    spawned.worker().kill()
    code, out, _ = spawned.result()

    assert code == 1
    assert "The worker was killed by SIGKILL while `slow` was running." in out
    assert "failed" in out


def test_the_worker_dies_with_the_command(spawn: Spawn) -> None:
    spawned = spawn("run", "shop.py", "--to", "slow", "--input", "path=x")
    worker = spawned.worker()

    spawned.process.kill()
    spawned.result()

    worker.wait(PATIENCE)


def test_a_reader_that_goes_away_is_no_reason_to_complain(shop: Path) -> None:
    words = " ".join(f"'{word}'" for word in COMMAND)

    done = subprocess.run(
        f"{words} graph shop.py --trust | true",
        shell=True,
        cwd=shop.parent,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )

    assert done.stderr == ""


def test_a_terminal_shows_a_progress_bar_that_leaves_no_trace(shop: Path) -> None:
    shop.write_text(
        "import time\ndef first() -> int:\n    time.sleep(0.5)\n    return 1\n"
        "def second(first: int) -> int:\n    return 2\n"
    )

    drawn = on_a_terminal([*COMMAND, "run", "shop.py", "--to", "second"], shop.parent, columns=80)

    bar, _, report = drawn.rpartition("\r\x1b[2K")
    assert "loading ..." in bar
    assert "[........................] 0 of 2" in bar
    assert bar.endswith("s  first") or "s  first\r" in bar
    assert report.startswith("  done")


def on_a_terminal(command: list[str], folder: Path, columns: int) -> str:
    """Return what a command writes to a terminal so many characters wide."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "COLUMNS": str(columns)},
    )
    drawn: list[bytes] = []
    while True:  # our end of theirs stays open: a terminal that is closed may lose the last words
        has_ended = process.poll() is not None
        if select.select([ours], [], [], 0 if has_ended else 0.05)[0]:
            drawn.append(os.read(ours, 65536))
        elif has_ended:
            break
    os.close(ours)
    os.close(theirs)
    assert process.returncode == 0
    return b"".join(drawn).decode()


SEE_WHAT_IS_IMPORTED = textwrap.dedent("""
    import sys
    from explorer.entry import main
    code = main(["graph", "shop.py", "--trust", "--json"])
    heavy = {"numpy", "networkx", "pandas", "hamilton", "pygraphviz", "PySide6", "shop"}
    print(code, sorted(heavy & sys.modules.keys()), file=sys.stderr)
""")


def test_our_process_imports_neither_qt_nor_anything_of_the_users(shop: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-c", SEE_WHAT_IS_IMPORTED],
        cwd=shop.parent,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )

    assert done.stderr == "0 []\n"


def test_graph_prints_only_what_is_selected(shop: Path, capsys: Said) -> None:
    assert (
        main(["graph", "shop.py", "--trust", "--json", "--select", "1+total and not kind:input"])
        == 0
    )

    printed = document(capsys)
    assert {node["name"] for node in printed["nodes"]} == {"prices", "total"}
    assert printed["edges"] == [["prices", "total"]]


def test_run_computes_what_is_selected(shop: Path, capsys: Said) -> None:
    words = ["run", "shop.py", "--json", "--input", "path=x", "--select", "tag:owner or total"]
    assert main(words) == 0

    assert set(document(capsys)["values"]) == {"prices", "total"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["graph", "shop.py", "--select", "total prices"],
            "--select: Put `and` or `or` before `prices`.\n  total prices\n        ^^^^^^\n",
        ),
        (
            ["--select", "kinds:x"],
            "--select: `kinds:` is not known. Write one of tag:, module:, type:, kind:, status:, "
            "changed:\n  kinds:x\n  ^^^^^^^\n",
        ),
        (
            ["run", "shop.py", "--select", "+totals"],
            "--select: There is no node `totals`. Did you mean `total`?\n  +totals\n   ^^^^^^\n",
        ),
        (
            ["run", "shop.py", "--select", "kind:input"],
            "--select `kind:input` picks only inputs, and nothing to compute.\n",
        ),
    ],
)
def test_a_mistake_in_a_selection_is_told_with_its_place(
    shop: Path, words: list[str], told: str, capsys: Said
) -> None:
    assert main(words) == 2

    assert complaint(capsys) == f"lineage-explorer: {told}"
