"""What an edit makes of the nodes and of the values that were computed before it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from core.live import Basis, Contents, changes, patched, stale
from core.model.given import GivenFile, GivenJson
from core.model.graph import Graph, NodeId
from core.model.project import ModuleRef
from core.reading import Reading, read_modules
from tests.core.worker_rig import write

FLOW = """
    import helpers
    import pandas as pd

    # commented
    LIMIT = 3
    pd.set_option("display.width", 80)


    class Shape:
        side = 2


    def _trim(x):
        return x[:LIMIT]


    def a(number: int) -> str:
        '''Documented.'''
        return _trim(str(number))


    def b(a: str) -> int:
        return helpers.clean(len(a))


    def c(b: int, shape: Shape = None) -> int:
        return b


    def apart(other: int) -> int:
        return other
"""
HELPERS = "def clean(x):\n    return x\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path, {"flow.py": FLOW, "helpers.py": HELPERS})


def reading(folder: Path, **files: str) -> Reading:
    write(folder, {f"{name}.py": text for name, text in files.items()})
    return read_modules([ModuleRef("flow", folder / "flow.py")], [folder], with_code=True)


def basis(read: Reading, **given: int) -> Basis:
    return Basis(read.parts, {NodeId(name): GivenJson(value) for name, value in given.items()})


def computed(read: Reading, then: Basis) -> Mapping[NodeId, Basis]:
    return dict.fromkeys(read.graph.nodes, then)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Documented.", "Documented better.", {}),
        ("    # commented\n", "", {}),
        (
            "return _trim(str(number))",
            "return _trim(repr(number))",
            {
                "a": "its code changed",
                "b": "upstream `a` is stale",
                "c": "upstream `b` is stale",
            },
        ),
        (
            "LIMIT = 3",
            "LIMIT = 4",
            {
                "a": "constant `LIMIT` changed",
                "b": "upstream `a` is stale",
                "c": "upstream `b` is stale",
            },
        ),
        ("side = 2", "side = 3", {"c": "class `Shape` changed"}),
        (
            "x[:LIMIT]",
            "x[LIMIT:]",
            {
                "a": "helper `_trim` changed",
                "b": "upstream `a` is stale",
                "c": "upstream `b` is stale",
            },
        ),
    ],
)
def test_a_stale_value_says_why(
    folder: Path, old: str, new: str, expected: Mapping[str, str]
) -> None:
    before = reading(folder)
    after = reading(folder, flow=FLOW.replace(old, new))

    assert stale(after.graph, computed(before, basis(before)), basis(after)) == expected


def test_what_other_modules_say_counts(folder: Path) -> None:
    before = reading(folder)
    after = reading(folder, helpers=HELPERS.replace("return x", "return -x"))

    assert stale(after.graph, computed(before, basis(before)), basis(after)) == {
        "b": "helper `clean` in `helpers` changed",
        "c": "upstream `b` is stale",
    }


def test_an_edit_that_is_taken_back_leaves_nothing_stale(folder: Path) -> None:
    before = reading(folder)
    reading(folder, flow=FLOW.replace("LIMIT = 3", "LIMIT = 4"))
    after = reading(folder, flow=FLOW)

    assert not stale(after.graph, computed(before, basis(before)), basis(after))


def test_other_inputs_make_stale_what_reads_them(folder: Path) -> None:
    read = reading(folder)
    then, now = basis(read, number=1, other=1), basis(read, number=2, other=1)

    assert stale(read.graph, computed(read, then), now) == {
        "number": "its value changed",
        "a": "input `number` changed",
        "b": "upstream `a` is stale",
        "c": "upstream `b` is stale",
    }


def test_a_value_given_in_place_cuts_off_what_is_upstream(folder: Path) -> None:
    read = reading(folder)
    after = reading(folder, flow=FLOW.replace("str(number)", "repr(number)"))

    assert not stale(after.graph, {NodeId("b"): basis(read, b=1)}, basis(after, b=1))
    assert stale(read.graph, computed(read, basis(read)), basis(read, b=1)) == {
        "b": "another value is given in its place",
        "c": "upstream `b` is stale",
    }
    removed = stale(read.graph, computed(read, basis(read, b=1)), basis(read))
    assert removed[NodeId("b")] == "the value given in its place was removed"


def test_other_content_of_a_file_that_was_given_makes_stale(tmp_path: Path, folder: Path) -> None:
    read, contents = reading(folder), Contents()
    file = tmp_path / "number.json"
    given = {NodeId("number"): GivenFile(file)}

    def now() -> Basis:
        return Basis(read.parts, given, contents=contents.of(given.values()))

    file.write_text("1")
    then = now()
    file.unlink()
    gone = stale(read.graph, computed(read, then), now())
    file.write_text("2")
    changed = stale(read.graph, computed(read, then), now())
    file.write_text("1")

    assert gone[NodeId("number")] == "its file `number.json` is gone"
    assert changed[NodeId("number")] == "its file `number.json` changed"
    assert changed[NodeId("a")] == "input `number` changed"
    assert not stale(read.graph, computed(read, then), now())


def test_what_the_worker_knows_of_code_counts_more_than_the_text(folder: Path) -> None:
    before = reading(folder)
    after = reading(folder, flow=FLOW.replace("LIMIT = 3", "LIMIT = 4"))
    then = computed(before, basis(before))

    assert not stale(after.graph, then, basis(after), outdated=())
    told = stale(after.graph, then, basis(after), outdated=(NodeId("apart"),))
    assert told == {"apart": "its code or what it reads changed"}


def test_changes_name_what_is_new_edited_and_removed(folder: Path) -> None:
    before = reading(folder)
    edited = FLOW.replace("def c(", "def renamed(").replace("return other", "return -other")

    found = changes(before, reading(folder, flow=edited))

    assert found.sentence == "`renamed` new, `apart` edited, `c` removed"
    assert not found.has_side_effects
    assert not changes(before, before).edits


@pytest.mark.parametrize(("width", "expected"), [("81", True), ("80", False)])
def test_other_statements_at_the_top_are_told(folder: Path, width: str, expected: bool) -> None:
    before = reading(folder)
    after = reading(folder, flow=FLOW.replace("80", width) + "\n\n    X = 1\n")

    assert changes(before, after).has_side_effects is expected


def test_a_loaded_graph_keeps_what_the_edit_left_alone(folder: Path) -> None:
    before = reading(folder)
    loaded = Graph({id: replace(n, doc="loaded") for id, n in before.graph.nodes.items()})
    after = reading(
        folder,
        flow=FLOW.replace("LIMIT = 3", "LIMIT = 3\n    X = 1").replace("b: int, shape", "shape"),
    )

    shown = patched(loaded, before.graph, after.graph)

    assert {id for id, node in shown.nodes.items() if node.doc == "loaded"} == {
        *("a", "b", "apart", "number", "other", "shape")
    }
    assert [p.source for p in shown.nodes[NodeId("c")].parameters] == ["shape"]
    moved = shown.nodes[NodeId("a")].source
    assert moved == after.graph.nodes[NodeId("a")].source
