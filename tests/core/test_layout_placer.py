"""Placing large graphs in another process, as the window does."""

import threading
from collections.abc import Iterator

import numpy as np
import pytest

from core.layout import Direction, Layout, Placer, place
from tests.benchmarks.dataflows import dataflow

LONG = 60.0
LARGE = 5000


class Shares:
    """Collects the progress that is told; `begun` is set with the first."""

    def __init__(self) -> None:
        self.told: list[float] = []
        self.begun = threading.Event()

    def __call__(self, share: float) -> None:
        self.told.append(share)
        self.begun.set()


@pytest.fixture
def shares() -> Shares:
    return Shares()


@pytest.fixture
def placer(shares: Shares) -> Iterator[Placer]:
    placer = Placer(shares)
    yield placer
    placer.close()


def waiting(placer: Placer, count: int) -> tuple[threading.Thread, list[Layout | None]]:
    """Place a dataflow on another thread; what comes out is put into the list."""
    found: list[Layout | None] = []
    thread = threading.Thread(
        target=lambda: found.append(placer.place(dataflow(count).topology, Direction.RIGHT))
    )
    thread.start()
    return thread, found


def test_a_large_graph_is_placed_as_in_process_and_tells_how_far_it_is(
    placer: Placer, shares: Shares
) -> None:
    topology = dataflow(LARGE).topology

    layout = placer.place(topology, Direction.RIGHT)

    assert layout is not None and np.array_equal(layout.boxes, place(topology).boxes)
    assert len(shares.told) > 3 and shares.told == sorted(shares.told)
    assert shares.told[0] > 0 and shares.told[-1] <= 1


def test_a_small_graph_is_placed_at_once_without_a_word(placer: Placer, shares: Shares) -> None:
    topology = dataflow(50).topology

    layout = placer.place(topology, Direction.RIGHT)

    assert layout is not None and np.array_equal(layout.boxes, place(topology).boxes)
    assert not shares.told


def test_whoever_waits_for_a_cancelled_graph_goes_on_without(
    placer: Placer, shares: Shares
) -> None:
    thread, found = waiting(placer, 50_000)
    assert shares.begun.wait(LONG)

    placer.cancel()

    thread.join(LONG)
    assert found == [None]
    assert placer.place(dataflow(LARGE).topology, Direction.RIGHT) is not None


def test_closing_ends_what_is_under_way(placer: Placer, shares: Shares) -> None:
    thread, found = waiting(placer, 50_000)
    assert shares.begun.wait(LONG)

    placer.close()

    thread.join(LONG)
    assert found == [None]
    assert placer.place(dataflow(LARGE).topology, Direction.RIGHT) is None
