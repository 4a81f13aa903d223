"""Reading says of each node what the worker says of it, in the same words and order."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.model.graph import FormKind, Node, NodeId, NodeKind
from core.reading import read_modules
from core.session import records
from tests.core.reading_case import Case, read_case, read_text, ref
from tests.core.reading_decorators import DECORATORS
from tests.core.reading_functions import FUNCTIONS
from tests.core.reading_names import NAMES
from tests.core.reading_structures import STRUCTURES
from tests.core.worker_rig import Rig

ADAPTERS = {"load_from", "save_to"}
CASES = [
    made for made in (*DECORATORS, *STRUCTURES, *NAMES, *FUNCTIONS) if made.name not in ADAPTERS
]
EXAMPLE = Path(__file__).parents[2] / "resources" / "examples" / "roastery"


@pytest.fixture(scope="module")
def rig() -> Iterator[Rig]:
    rig = Rig()
    yield rig
    rig.close()


def comparable(node: Node) -> Node:
    """Leave out what only the interpreter knows: hashes, what a validator says of itself.

    A default that belongs to a renamed parameter is known to reading alone.
    """
    doc = "" if node.kind is NodeKind.CHECK else node.doc
    parameters = tuple(replace(p, default=None) for p in node.parameters)
    form = node.form and replace(node.form, default=None)
    return replace(node, code="", doc=doc, parameters=parameters, form=form)


@pytest.mark.parametrize("made", CASES, ids=lambda made: made.name)
def test_nodes_are_described_as_the_worker_describes_them(
    rig: Rig, made: Case, tmp_path: Path
) -> None:
    root = made.write(tmp_path)

    loaded, _ = rig.load(root, *made.modules, config=made.config)
    nodes = read_case(made, root).graph.nodes

    assert list(nodes) == list(loaded)
    for record in loaded.values():
        worker = comparable(records.node(record))
        assert comparable(nodes[worker.id]) == worker


def test_the_bundled_example_reads_as_it_loads(rig: Rig) -> None:
    names = ("loading", "cleaning", "sales", "forecast", "report")
    config = {"rate_source": "daily"}

    loaded, _ = rig.load(EXAMPLE, *names, config=config)
    reading = read_modules([ref(EXAMPLE, name) for name in names], [EXAMPLE], config)

    assert reading.problems == ()
    expected = {node.id: comparable(node) for node in map(records.node, loaded.values())}
    assert {id: comparable(node) for id, node in reading.graph.nodes.items()} == expected
    assert not any(node.approximate for node in reading.graph.nodes.values())


@pytest.mark.parametrize(
    ("annotation", "text", "kind", "choices", "optional"),
    [
        ("int", "int", FormKind.INTEGER, (), False),
        ("Optional[float]", "float | None", FormKind.NUMBER, (), True),
        ("bool | None", "bool | None", FormKind.BOOLEAN, (), True),
        ("'str'", "str", FormKind.TEXT, (), False),
        ("datetime.date", "date", FormKind.DATE, (), False),
        ("datetime.datetime", "datetime", FormKind.DATETIME, (), False),
        ("pathlib.Path", "Path", FormKind.TEXT, (), False),
        ("Literal['a', 'b']", "Literal['a', 'b']", FormKind.CHOICE, ("a", "b"), False),
        ("Color", "Color", FormKind.CHOICE, ("red", "blue"), False),
        ("Optional[Color]", "Color | None", FormKind.CHOICE, ("red", "blue"), True),
        ("Dict[str, List[int]]", "dict[str, list[int]]", FormKind.JSON, (), False),
        ("pd.DataFrame", "pd.DataFrame", FormKind.FILE, (), False),
        ("pl.Series", "pl.Series", FormKind.FILE, (), False),
        ("np.ndarray", "np.ndarray", FormKind.FILE, (), False),
        ("UserId", "UserId", FormKind.INTEGER, (), False),
        ("int | float", "int | float", FormKind.NUMBER, (), False),
        ("Any", "Any", FormKind.JSON, (), False),
    ],
)
def test_inputs_are_asked_for_by_their_annotation(
    annotation: str,
    text: str,
    kind: FormKind,
    choices: tuple[str, ...],
    optional: bool,
    tmp_path: Path,
) -> None:
    source = f"""
        import datetime, pathlib
        from enum import Enum
        from typing import NewType
        import numpy as np
        class Color(Enum):
            RED = "red"
            BLUE = "blue"
        UserId = NewType("UserId", int)
        def f(x: {annotation}) -> int: ...
    """

    node = read_text(source, tmp_path).graph.nodes[NodeId("x")]

    assert node.form
    assert (node.type_name, node.form.kind) == (text, kind)
    assert (node.form.choices, node.form.optional) == (choices, optional)


def test_defaults_are_shown_as_a_person_would_type_them(tmp_path: Path) -> None:
    source = """
        LIMIT = 3
        def f(
            a: str = "text", b: bool = True, c: dict = {"k": [1]}, d: int = LIMIT,
            e: Optional[int] = None, g: float = -1.5, h: int = len(__file__),
        ) -> int: ...
    """

    node = read_text(source, tmp_path).graph.nodes[NodeId("f")]

    defaults = [parameter.default for parameter in node.parameters]
    assert defaults == ["text", "true", '{"k": [1]}', "3", "None", "-1.5", "len(__file__)"]
    assert all(parameter.optional for parameter in node.parameters)


def test_source_spans_include_decorators_and_steps_have_their_own_function(tmp_path: Path) -> None:
    source = """
        def _clean(x: int) -> int:
            return x

        @tag(a="b")
        @pipe_input(step(_clean))
        def f(x: int) -> int:
            '''First line.

            Second line.
            '''
            return x
    """

    nodes = read_text(source, tmp_path).graph.nodes

    final, inner = nodes[NodeId("f")], nodes[NodeId("f.with_clean")]
    assert final.source
    assert inner.source
    assert final.source.last_line - final.source.first_line == 7
    assert inner.function == "_clean"
    assert inner.source.last_line - inner.source.first_line == 1
    assert final.doc == "First line.\n\nSecond line."
    assert nodes[NodeId("x")].source is None
    assert nodes[NodeId("x")].function == ""
