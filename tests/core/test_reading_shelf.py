"""Reading again after an edit: only what changed is parsed, and what does not parse stays."""

from pathlib import Path

import pytest

from core.model.graph import NodeId
from core.model.project import ModuleRef
from core.reading import Reading, Shelf, read_modules
from core.reading import shelf as shelf_module
from core.reading.parsing import Parsed, parse
from tests.core.worker_rig import write

A, C = NodeId("a"), NodeId("c")
FLOW = "import helpers\n\ndef a(x: int) -> int:\n    return helpers.one(x)\n"
OTHER = "def b(a: int) -> int:\n    return a\n\ndef c(b: int) -> int:\n    return b\n"
HELPERS = "def one(x):\n    return x\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path, {"flow.py": FLOW, "other.py": OTHER, "helpers.py": HELPERS})


def again(folder: Path, shelf: Shelf | None = None) -> Reading:
    modules = [ModuleRef(name, folder / f"{name}.py") for name in ("flow", "other")]
    return read_modules(modules, [folder], with_code=True, shelf=shelf)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("flow.py", FLOW + "\ndef d(c: int) -> int:\n    return c\n"),
        ("helpers.py", HELPERS.replace("return x", "return x + 1")),
        ("other.py", OTHER.replace("def c(", "def renamed(")),
        ("other.py", ""),
    ],
)
def test_what_was_read_before_makes_no_difference(folder: Path, file: str, text: str) -> None:
    shelf = Shelf(keeps_whole=True)
    again(folder, shelf)

    (folder / file).write_text(text)

    assert again(folder, shelf) == again(folder)


def test_only_the_file_that_changed_is_parsed_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf()
    again(folder, shelf)
    parsed: list[str] = []

    def noted(text: str) -> Parsed:
        parsed.append(text)
        return parse(text)

    monkeypatch.setattr(shelf_module, "parse", noted)
    edited = OTHER.replace("return b", "return -b")
    (folder / "other.py").write_text(edited)
    reading = again(folder, shelf)

    assert parsed == [edited]
    assert reading.files == {folder / "flow.py", folder / "other.py", folder / "helpers.py"}


def test_a_file_that_no_longer_parses_is_shown_as_it_was(folder: Path) -> None:
    shelf = Shelf(keeps_whole=True)
    before = again(folder, shelf)
    (folder / "other.py").write_text(OTHER.replace("return b", "return (b"))
    (folder / "flow.py").write_text(FLOW.replace("def a(", "def e("))

    damaged = again(folder, shelf)
    (folder / "other.py").write_text(OTHER.replace("return b", "return [b"))
    still_damaged = again(folder, shelf)
    (folder / "other.py").write_text(OTHER)
    (folder / "flow.py").write_text(FLOW)

    assert {"b", "c", "e"} <= damaged.graph.nodes.keys()
    assert damaged.graph.nodes[C].code == before.graph.nodes[C].code
    problem = damaged.outdated[0]
    assert (problem.file, problem.line) == (folder / "other.py", 5)
    assert problem.message == (
        "other.py, line 5: '(' was never closed. "
        "The graph is of the last version that could be read."
    )
    assert still_damaged.outdated[0].message.startswith("other.py, line 5: '[' was never closed")
    assert again(folder, shelf) == before


def test_a_module_that_is_only_called_is_kept_as_it_was_too(folder: Path) -> None:
    shelf = Shelf(keeps_whole=True)
    before = again(folder, shelf)
    (folder / "helpers.py").write_text("def one(x:\n    return x\n")

    damaged = again(folder, shelf)

    assert damaged.graph == before.graph
    assert [problem.file for problem in damaged.outdated] == [folder / "helpers.py"]


def test_parts_say_what_the_code_of_a_node_covers(folder: Path) -> None:
    assert set(again(folder).parts[A]) == {"flow.a", "helpers.one"}
