import numpy as np
import pytest

from core.layout import Layout, place
from core.picture.areas import CROWD, DRAWN, Areas, areas
from tests.benchmarks.dataflows import Dataflow, dataflow


@pytest.fixture(scope="module")
def flow() -> Dataflow:
    return dataflow(CROWD + 500)


@pytest.fixture(scope="module")
def places(flow: Dataflow) -> Layout:
    return place(flow.topology)


@pytest.fixture(scope="module")
def drawn(flow: Dataflow, places: Layout) -> Areas:
    found = areas([f"project.steps.part_{module}" for module in flow.modules.tolist()], places)
    assert found is not None
    return found


def test_areas_divide_the_drawing_without_gap_or_overlap(drawn: Areas, places: Layout) -> None:
    left, top, width, height = drawn.boxes.T

    assert (width * height).sum() == pytest.approx(np.prod(places.size))
    across = np.minimum.outer(left + width, left + width) - np.maximum.outer(left, left)
    down = np.minimum.outer(top + height, top + height) - np.maximum.outer(top, top)
    overlap = np.clip(across, 0, None) * np.clip(down, 0, None)
    np.fill_diagonal(overlap, 0)
    assert overlap.max() < 1e-3


def test_each_area_holds_the_cards_of_its_module(drawn: Areas, flow: Dataflow) -> None:
    assert len(drawn.titles) == len(set(flow.modules.tolist()))
    assert len(set(zip(drawn.members.tolist(), flow.modules.tolist(), strict=True))) == len(
        drawn.titles
    )
    assert drawn.titles[drawn.members[0]] == f"part_{flow.modules[0]}"
    assert (drawn.members[drawn.hearts] == np.arange(len(drawn.titles))).all()


def test_bundles_stand_for_all_wires_between_areas(drawn: Areas, flow: Dataflow) -> None:
    modules = flow.modules[flow.edges]
    outer = modules[:, 0] != modules[:, 1]

    assert drawn.strengths.sum() == outer.sum()
    assert (np.diff(drawn.strengths) <= 0).all()
    assert ((drawn.bundle_of >= 0) == outer).all()
    ends = drawn.ends[drawn.bundle_of[outer]]
    assert (ends == drawn.members[flow.edges[outer]]).all()
    everywhere = drawn.strongest.touching(-np.inf, -np.inf, np.inf, np.inf)
    assert len(everywhere) == min(DRAWN, len(drawn.ends))


def test_a_tally_counts_cards_by_area_and_code(drawn: Areas, flow: Dataflow) -> None:
    codes = np.zeros(len(flow.names), np.int8)
    codes[drawn.members == 3] = 2

    counts = drawn.tally(codes, 4)

    assert counts[3].tolist() == [0, 0, drawn.counts[3], 0]
    assert counts[4].tolist() == [drawn.counts[4], 0, 0, 0]


def test_packages_are_taken_where_modules_are_too_many(flow: Dataflow, places: Layout) -> None:
    found = areas([f"shop.team_{m % 9}.part_{m}" for m in flow.modules.tolist()], places)

    assert found is not None
    assert sorted(found.titles) == [f"team_{i}" for i in range(9)]


def test_a_card_without_a_module_lies_with_its_reader(flow: Dataflow, places: Layout) -> None:
    source, reader = flow.edges[0].tolist()
    modules = ["ab"[m % 2] for m in flow.modules.tolist()]
    modules[source] = ""

    found = areas(modules, places)

    assert found is not None
    assert found.titles[found.members[source]] == modules[reader]


def test_few_cards_have_no_areas() -> None:
    flow = dataflow(300)

    assert areas([str(m) for m in flow.modules.tolist()], place(flow.topology)) is None
