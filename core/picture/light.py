"""Which cards and wires stand out: about the selected node, in the spotlight, marked."""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.grouping import CardId
from core.model.graph import NodeId
from core.picture.picture import Emphasis, Faces, Picture
from core.picture.spotlight import Spotlight


class Light(NamedTuple):
    """A part of a `Picture`."""

    selected_id: CardId | None
    selected: int | None
    spotlight: Spotlight | None
    marked: frozenset[NodeId]
    emphasis: NDArray[np.int8]
    wire_emphasis: NDArray[np.int8]


def light(
    faces: Faces,
    selected: CardId | None,
    spotlight: Spotlight | None,
    marked: frozenset[NodeId],
    before: Picture | None,
) -> Light:
    """Return how cards and wires stand out; the arrays of `before` where nothing changed."""
    chosen = faces.place_of(selected)
    is_same = before and before.marked == marked
    if before and is_same and _is_same(before, selected, chosen, spotlight):
        arrays = before.emphasis, before.wire_emphasis
        return Light(selected, chosen, spotlight, before.marked, *arrays)
    if selected is None or chosen is None:
        emphasis = np.zeros(len(faces.nodes), np.int8)
        wires = np.zeros(len(faces.layout.edges), np.int8)
    else:
        emphasis, wires = _about(faces, chosen, selected)
    if spotlight is not None:
        _shine(faces, spotlight, emphasis, wires)
    elif marked and chosen is None:
        _shine(faces, Spotlight(marked), emphasis, wires)
    emphasis[_places(faces, marked)] = Emphasis.MARKED
    if chosen is not None:
        emphasis[chosen] = Emphasis.SELECTED
    return Light(selected, chosen, spotlight, marked, emphasis, wires)


def _is_same(
    before: Picture, selected: CardId | None, chosen: int | None, spotlight: Spotlight | None
) -> bool:
    if before.spotlight != spotlight or before.selected != chosen:
        return False
    return chosen is None or before.selected_id == selected


def _about(
    faces: Faces, chosen: int, selected: CardId
) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    emphasis = np.full(len(faces.nodes), Emphasis.DIMMED, np.int8)
    wires = np.full(len(faces.layout.edges), Emphasis.DIMMED, np.int8)
    below, start = faces.below, faces.start_of(chosen, selected)
    for tone, neighbours in (
        (Emphasis.DOWNSTREAM, below.wiring.children),
        (Emphasis.UPSTREAM, below.wiring.parents),
    ):
        lit_cards, lit_wires = below.reach(neighbours, start)
        emphasis[lit_cards] = tone
        wires[lit_wires] = tone
    return emphasis, wires


def _shine(
    faces: Faces, spotlight: Spotlight, emphasis: NDArray[np.int8], wires: NDArray[np.int8]
) -> None:
    """Dim what is not in the spotlight; what is keeps how it stands to the selected node."""
    edges = faces.layout.edges
    is_in = np.zeros(len(emphasis), bool)
    is_in[_places(faces, spotlight.nodes)] = True
    if spotlight.is_path:
        is_joined = _steps(faces, spotlight.nodes)
        emphasis[is_in], wires[is_joined] = Emphasis.SLOWEST, Emphasis.SLOWEST
    else:
        is_joined = is_in[edges[:, 0]] & is_in[edges[:, 1]]
        for tones, holds in ((emphasis, is_in), (wires, is_joined)):
            tones[holds & (tones < Emphasis.LIT)] = Emphasis.LIT
    emphasis[~is_in], wires[~is_joined] = Emphasis.DIMMED, Emphasis.DIMMED


def _places(faces: Faces, nodes: Collection[NodeId]) -> list[int]:
    find = faces.index.get if faces.seen is None else faces.place_of
    return [place for place in map(find, nodes) if place is not None]


def _steps(faces: Faces, path: Collection[NodeId]) -> NDArray[np.bool_]:
    """Return which wires lead from a card of a path to the next one."""
    edges, cards = faces.layout.edges.astype(np.int64), len(faces.nodes)
    places = np.array(_places(faces, path), np.int64)
    steps = places[:-1] * cards + places[1:]
    return np.isin(edges[:, 0] * cards + edges[:, 1], steps)
