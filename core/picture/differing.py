"""Classes of nodes by what became of them since a good run."""

from collections import Counter
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from core.model.comparison import Comparison, Difference, Outcome
from core.model.graph import Graph, NodeId
from core.model.run import Status
from core.picture import tints

MORE = 0.2
"""The score from which on a node is said to add to what came in."""
_FAILED = tints.FIRST_STATUS + list(Status).index(Status.FAILED)
_GIVEN = tints.FIRST_STATUS + list(Status).index(Status.GIVEN)

_CLASSES: tuple[tuple[str, int, Callable[[Difference], bool]], ...] = (
    ("code changed", _FAILED, lambda one: one.outcome is Outcome.CODE),
    (
        "differs without a reason",
        tints.FIRST_HUE + 3,
        lambda one: one.outcome is Outcome.UNEXPLAINED,
    ),
    (
        "config or environment changed",
        tints.FIRST_HUE + 4,
        lambda one: one.outcome is Outcome.ENVIRONMENT,
    ),
    ("another value given", _GIVEN, lambda one: one.outcome is Outcome.INPUT and one.is_first),
    (
        "input changed, and more here",
        tints.FIRST_HUE + 7,
        lambda one: one.outcome is Outcome.INPUT and one.score >= MORE,
    ),
    ("input changed", tints.FIRST_HUE + 2, lambda one: one.outcome is Outcome.INPUT),
    ("same", tints.OTHER, lambda one: one.outcome is Outcome.SAME),
    ("not compared", tints.UNKNOWN, lambda _: True),
)
"""Titles, tints and who is in, the worst first: the first that fits counts."""


def difference_classes(
    graph: Graph, comparison: Comparison | None
) -> tuple[tuple[tuple[str, int, int], ...], NDArray[np.int8]]:
    """Return (title, count, tint) of each class that is there, and the class of each node."""
    none: Mapping[NodeId, Difference] = {}
    nodes = comparison.nodes if comparison else none
    all_ranks = [_rank(nodes.get(id)) for id in graph.nodes]
    counts = Counter(all_ranks)
    there = sorted(counts)
    entries = tuple((_CLASSES[rank][0], counts[rank], _CLASSES[rank][1]) for rank in there)
    place = {rank: i for i, rank in enumerate(there)}
    return entries, np.array([place[rank] for rank in all_ranks], np.int8)


def tint_of(one: Difference) -> int:
    """Return the tint of a node's class."""
    return _CLASSES[_rank(one)][1]


def _rank(one: Difference | None) -> int:
    if one is None:
        return len(_CLASSES) - 1
    return next(i for i, (_, _, fits) in enumerate(_CLASSES) if fits(one))
