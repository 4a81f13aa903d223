"""Hashes of the code behind nodes, on request."""

from pathlib import Path

import pytest

from core.reading import read_modules
from tests.core.reading_case import HEADER, ref

TEXT = (
    HEADER
    + '''
LIMIT = 3
def _clean(x: int, times: int = 1) -> int:
    return x * LIMIT
@extract_fields({"p": int})
@pipe_input(step(_clean, times=2))
def a(x: int) -> dict:
    """About a."""
    return {"p": x}
def b(p: int) -> int:
    return p
'''
)


def codes(text: str, folder: Path) -> dict[str, str]:
    (folder / "flow.py").write_text(text, "utf-8")
    graph = read_modules([ref(folder, "flow")], [folder], with_code=True).graph
    return {str(node.id): node.code for node in graph.nodes.values()}


def test_computed_nodes_have_a_code_each_of_their_own(tmp_path: Path) -> None:
    found = codes(TEXT, tmp_path)

    assert found.pop("x") == ""
    assert len(set(found.values())) == len(found) == 4
    assert "" not in found.values()


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("LIMIT = 3", "LIMIT = 4", {"a", "a.with_clean", "p"}),
        ("return p", "return -p", {"b"}),
        ("times=2", "times=3", {"a", "a.with_clean", "p"}),
        ("About a.", "About it.", set()),
        ("LIMIT = 3", "LIMIT = 3  # so it is", set()),
    ],
)
def test_the_code_changes_with_what_a_node_does(
    old: str, new: str, changed: set[str], tmp_path: Path
) -> None:
    before = codes(TEXT, tmp_path)

    after = codes(TEXT.replace(old, new, 1), tmp_path)

    assert {name for name in before if before[name] != after[name]} == changed


def test_without_being_asked_there_is_no_code(tmp_path: Path) -> None:
    (tmp_path / "flow.py").write_text(TEXT, "utf-8")

    graph = read_modules([ref(tmp_path, "flow")], [tmp_path]).graph

    assert {node.code for node in graph.nodes.values()} == {""}
