"""The words of the command line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from explorer.entry import main
from explorer.options import WindowOptions
from explorer.terminal.arguments import parse
from explorer.terminal.options import GraphOptions, RunOptions


def test_all_words_for_the_window_are_understood() -> None:
    options = parse(
        [
            "a.py",
            "--config",
            "region=EU",
            "--config",
            "top=3",
            "shop.flows",
            "--input",
            'weights={"a": [1, 2.5]}',
            "--input",
            "name=a=b",
            "--python",
            "env/bin/python",
            "--node",
            "total",
            "--screenshot",
            "shot.png",
            "--timings",
            "--trust",
            "--run",
        ],
        started=12.5,
    )

    assert options == WindowOptions(
        targets=("a.py", "shop.flows"),
        config={"region": "EU", "top": 3},
        inputs={"weights": {"a": [1, 2.5]}, "name": "a=b"},
        python=Path("env/bin/python"),
        node="total",
        screenshot=Path("shot.png"),
        has_timings=True,
        is_trusted=True,
        started=12.5,
        has_run=True,
    )


def test_demo_is_a_word_of_its_own() -> None:
    assert parse(["demo", "--timings"]) == WindowOptions(is_demo=True, has_timings=True)
    assert parse(["./demo"]) == WindowOptions(targets=("./demo",))


def test_nothing_opens_an_empty_window() -> None:
    assert parse([]) == WindowOptions()


def test_graph_and_run_have_words_of_their_own() -> None:
    graph = parse(["graph", "a.py", "--json", "b.py"])
    run = parse(["run", "a.py", "--to", "x", "b.py", "--to", "y", "--to", "x", "--rows", "3"])

    assert isinstance(graph, GraphOptions)
    assert (graph.project.targets, graph.project.is_json) == (("a.py", "b.py"), True)
    assert isinstance(run, RunOptions)
    assert (run.project.targets, run.to, run.rows) == (("a.py", "b.py"), ("x", "y"), 3)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("true", True),
        ("null", None),
        ('"3"', "3"),
        ("EU", "EU"),
        ("", ""),
        ("NaN", "NaN"),
        ("2024-01-31", "2024-01-31"),
        ("[" * 100_000, "[" * 100_000),
    ],
)
def test_a_value_is_json_where_it_parses(text: str, value: object) -> None:
    options = parse(["--config", f"key={text}"])

    assert isinstance(options, WindowOptions)
    assert options.config == {"key": value}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["run", "a.py"],
            "lineage-explorer: say what to compute: --to NODE, or --select TEXT. Try",
        ),
        (["--config", "region"], "'region' is not NAME=VALUE"),
        (["--config", "=3"], "'=3' is not NAME=VALUE"),
        (["run", "--to", "x", "--rows", "-1"], "'-1' is not a number of rows"),
        (["graph", "a.py", "--to", "x"], "unrecognized arguments: --to x"),
        (["--conf", "a=b"], "unrecognized arguments: --conf"),
    ],
)
def test_what_makes_no_sense_is_one_line_and_code_2(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exit:
        parse(words)

    said = capsys.readouterr().err
    assert exit.value.code == 2
    assert sentence in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("words", [["--help"], ["graph", "--help"], ["run", "-h"]])
def test_help_has_examples(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit:
        main(words)

    assert exit.value.code == 0
    assert "examples:\n  lineage-explorer" in capsys.readouterr().out


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit:
        main(["--version"])

    assert exit.value.code == 0
    assert capsys.readouterr().out.startswith("lineage-explorer ")


COUNT_MODULES = """
import sys
from explorer.entry import main
try:
    main(["--help"])
except SystemExit:
    pass
heavy = {"numpy", "networkx", "pandas", "hamilton", "pygraphviz", "PySide6", "matplotlib"}
print(sorted(heavy & sys.modules.keys()), file=sys.stderr)
"""


def test_asking_for_help_imports_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-c", COUNT_MODULES], capture_output=True, text=True, timeout=60
    )

    assert done.stderr == "[]\n"


ENTRY = Path(__file__).parents[2] / "explorer" / "lineage_explorer.py"


def run_copy(folder: Path, **paths: str) -> "subprocess.CompletedProcess[str]":
    """Run the entry as a wheel has it: under a name of its own, beside whatever is in `folder`."""
    (folder / "lineage_explorer.py").write_text(ENTRY.read_text())
    program = "import sys, lineage_explorer; sys.exit(lineage_explorer.main(['--help']))"
    return subprocess.run(
        [sys.executable, "-S", "-c", program],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), *paths.values()])},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_foreign_package_of_our_name_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "__init__.py").write_text("raise SystemError('imported')\n")

    done = run_copy(tmp_path, ours=str(ENTRY.parents[1]))

    assert done.returncode == 2
    assert done.stderr.startswith(
        f"lineage-explorer: another package owns the name `core` here ({tmp_path / 'core'})."
    )
    assert done.stderr.count("\n") == 1


def test_a_foreign_module_of_our_name_is_told_as_well(tmp_path: Path) -> None:
    (tmp_path / "explorer.py").write_text("")

    done = run_copy(tmp_path, ours=str(ENTRY.parents[1]))

    assert done.returncode == 2
    assert "another package owns the name `explorer` here" in done.stderr


def test_a_part_that_is_missing_is_told(tmp_path: Path) -> None:
    done = run_copy(tmp_path)

    assert done.returncode == 2
    assert done.stderr == (
        "lineage-explorer: its part `core` is missing; install lineage-explorer again.\n"
    )


def test_parts_of_two_installations_are_told(tmp_path: Path) -> None:
    ours = ENTRY.parents[1] / "core" / "__init__.py"
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "__init__.py").write_text(ours.read_text())

    done = run_copy(tmp_path, ours=str(ENTRY.parents[1]))

    assert done.returncode == 2
    assert "its parts come from different installations" in done.stderr
