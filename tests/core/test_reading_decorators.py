"""Reading makes of every decorator what `hamilton.driver` makes of it."""

from pathlib import Path
from typing import Any

import pytest

from tests.core.reading_case import Case, read_case, shape
from tests.core.reading_decorators import DECORATORS
from tests.core.reading_functions import FUNCTIONS
from tests.core.reading_names import NAMES
from tests.core.reading_structures import STRUCTURES
from tests.core.reading_truth import driver_shapes

CASES = (*DECORATORS, *STRUCTURES, *NAMES, *FUNCTIONS)


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("cases")
    return {made.name: made.write(folder) for made in CASES}


@pytest.fixture(scope="module")
def expected(roots: dict[str, Path]) -> dict[str, Any]:
    asked = [(roots[made.name], made.modules, made.config) for made in CASES]
    return {made.name: one for made, one in zip(CASES, driver_shapes(asked), strict=True)}


@pytest.mark.parametrize("made", CASES, ids=lambda made: made.name)
def test_nodes_kinds_and_edges_are_those_of_the_driver(
    made: Case, roots: dict[str, Path], expected: dict[str, Any]
) -> None:
    reading = read_case(made, roots[made.name])

    assert "error" not in expected[made.name], expected[made.name]
    found = {name: [kind, sources] for name, (kind, sources) in shape(reading.graph).items()}
    assert found == expected[made.name]["nodes"]


@pytest.mark.parametrize("made", CASES, ids=lambda made: made.name)
def test_what_is_literal_is_neither_approximate_nor_a_problem(
    made: Case, roots: dict[str, Path]
) -> None:
    reading = read_case(made, roots[made.name])

    assert reading.problems == ()
    assert not [node.id for node in reading.graph.nodes.values() if node.approximate]
