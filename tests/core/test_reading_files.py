"""Whatever lies where a module should be, reading says so in a sentence."""

import os
from pathlib import Path

import pytest

from core.model.graph import Graph, NodeId
from core.model.problem import Problem, ProblemKind
from core.model.project import ModuleRef, Project
from core.reading import Reading, read, read_modules
from core.reading.source import LIMIT


def read_file(file: Path) -> Reading:
    return read_modules([ModuleRef("flow", file)], [file.parent])


def read_bytes(data: bytes, folder: Path) -> Reading:
    file = folder / "flow.py"
    file.write_bytes(data)
    return read_file(file)


def only(reading: Reading) -> Problem:
    (problem,) = reading.problems
    return problem


def test_text_that_is_not_utf8_is_told_with_its_line_and_still_read(tmp_path: Path) -> None:
    reading = read_bytes(
        "# one\n# caf\xe9\ndef f(a: int) -> int: ...\n".encode("latin-1"), tmp_path
    )

    assert only(reading).kind is ProblemKind.SYNTAX
    assert only(reading).line == 2
    assert "is not UTF-8 text" in only(reading).message
    assert set(reading.graph.nodes) == {"f", "a"}


def test_a_named_encoding_is_obeyed(tmp_path: Path) -> None:
    text = "# coding: latin-1\nNAME = 'caf\xe9'\ndef f(a: int) -> int:\n    '''Caf\xe9.'''\n"

    reading = read_bytes(text.encode("latin-1"), tmp_path)

    assert reading.problems == ()
    assert reading.graph.nodes[NodeId("f")].doc == "Caf\xe9."


@pytest.mark.parametrize("name", ["no-such-code", "rot13", "base64"])
def test_an_unknown_encoding_is_told(name: str, tmp_path: Path) -> None:
    reading = read_bytes(f"# coding: {name}\ndef f(a: int) -> int: ...\n".encode(), tmp_path)

    assert only(reading).kind is ProblemKind.SYNTAX
    assert set(reading.graph.nodes) == {"f", "a"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_byte_order_mark_and_any_line_ends_are_fine(end: str, tmp_path: Path) -> None:
    text = end.join(["def f(a: int) -> int:", "    return a", "", "def g(f: int) -> int: ..."])

    reading = read_bytes(b"\xef\xbb\xbf" + text.encode(), tmp_path)

    source = reading.graph.nodes[NodeId("g")].source
    assert reading.problems == ()
    assert source
    assert source.first_line == 4


def test_null_bytes_are_told_with_their_line(tmp_path: Path) -> None:
    reading = read_bytes(b"def f(a: int) -> int: ...\n\0\ndef g() -> int: ...\n", tmp_path)

    assert only(reading).line == 2
    assert "null bytes" in only(reading).message
    assert set(reading.graph.nodes) == {"f", "a", "g"}


def test_a_missing_file_a_folder_and_a_pipe_are_told(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.py"
    os.mkfifo(pipe)

    messages = [only(read_file(file)).message for file in (tmp_path / "no.py", tmp_path, pipe)]

    assert "does not exist" in messages[0]
    assert "is a folder" in messages[1]
    assert "not an ordinary file" in messages[2]


def test_a_name_that_no_file_can_have_is_told(tmp_path: Path) -> None:
    assert "cannot be read" in only(read_file(tmp_path / "a\0b.py")).message


def test_a_huge_file_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "flow.py"
    with file.open("wb") as stream:
        stream.truncate(LIMIT + 1)

    assert "too much to read" in only(read_file(file)).message


def test_a_file_of_data_is_left_alone(tmp_path: Path) -> None:
    reading = read_bytes(b"X = [" + b"1," * 300_000 + b"]\n", tmp_path)

    assert "mostly data" in only(reading).message


def test_an_empty_file_is_an_empty_graph(tmp_path: Path) -> None:
    reading = read_bytes(b"", tmp_path)

    assert (reading.graph, reading.problems) == (Graph(), ())


def test_a_module_that_only_the_interpreter_can_find_is_told() -> None:
    reading = read_modules([ModuleRef("installed.flow")], [])

    assert "`installed.flow` is not below the project's folder" in only(reading).message


def test_a_module_without_a_file_is_found_below_the_import_paths(tmp_path: Path) -> None:
    (tmp_path / "flow.py").write_text("def f(a: int) -> int: ...\n", "utf-8")

    reading = read_modules([ModuleRef("flow")], [tmp_path])

    assert set(reading.graph.nodes) == {"f", "a"}


def test_a_project_is_read_with_its_configuration(tmp_path: Path) -> None:
    file = tmp_path / "flow.py"
    file.write_text("def f(a: int, b: int) -> int: ...\n", "utf-8")
    module = ModuleRef("flow", file)

    reading = read(Project(tmp_path, (module,), (tmp_path,), Path("python"), {"a": 3, "c": "x"}))

    kinds = {str(node.id): node.kind.value for node in reading.graph.nodes.values()}
    assert kinds == {"f": "function", "a": "config", "b": "input", "c": "config"}
    form = reading.graph.nodes[NodeId("a")].form
    assert form
    assert form.default == "3"


def test_nothing_of_the_project_is_imported_or_run(tmp_path: Path) -> None:
    trap = f"open({str(tmp_path / 'ran')!r}, 'w').close()\n"
    (tmp_path / "helper.py").write_text(f"{trap}NAMES = ['a']\n", "utf-8")
    text = (
        f"{trap}import helper\nfrom hamilton.function_modifiers import extract_columns\n"
        "@extract_columns(*helper.NAMES, *[str(print) for _ in [open('x', 'w')]])\n"
        "def f() -> dict: ...\n"
    )

    reading = read_bytes(text.encode(), tmp_path)

    assert "a" in reading.graph.nodes
    assert sorted(os.listdir(tmp_path)) == ["flow.py", "helper.py"]
