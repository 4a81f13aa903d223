"""What stands beside the cards of a path that is lit: a figure each."""

from collections.abc import Iterator
from itertools import product

import numpy as np

from core.layout import Direction
from core.picture.labels import Box, Label, Line, Strokes, overlap, size_of
from core.picture.picture import Emphasis, Picture

_MOST = 60
_DEEPEST = 3
_CROSSED, _OVER_CARD, _SHORTENED, _FURTHER, _ABOVE = 2.0, 1.0, 1.2, 0.7, 0.1
"""How bad it is for a label: to lie over the path, over a dimmed card, to be cut, ..."""


def path_labels(picture: Picture, pixel: float, *, is_named: bool = False) -> tuple[Label, ...]:
    """Return the notes of a path that is lit, each beside its card, none over another.

    With the names of the nodes where cards are too small for them. `pixel` is a logical pixel in
    scene pixels. Cards that are not on the path may be covered: they are dimmed.
    """
    spotlight = picture.spotlight
    if spotlight is None or not spotlight.is_path or not spotlight.notes:
        return ()
    found = ((picture.index_of(node), note) for node, note in spotlight.notes.items())
    # of several nodes in one closed group the last one counts
    by_card = {card: note for card, note in found if card is not None}
    noted = [*by_card.items()][:_MOST]
    boxes = [_box_of(picture, card) for card, _ in noted]
    wires = np.flatnonzero(picture.wire_emphasis == Emphasis.SLOWEST)
    path = Strokes(picture.geometry.pieces[picture.geometry.pieces_of(wires)])
    placed: list[Label] = []
    for (card, note), box in zip(noted, boxes, strict=True):
        name = (Line(picture.card(card).title),) if is_named else ()
        taken = [*boxes, *(label.box for label in placed)]
        best: tuple[float, Label] | None = None
        for cost, label in _beside(picture, box, (name, note), pixel):
            if any(overlap(label.box, other) for other in taken):
                continue
            cost += _CROSSED * path.cross(label.box) + _OVER_CARD * _covers(picture, label.box)
            if best is None or cost < best[0]:
                best = cost, label
        if best is not None:
            placed.append(best[1])
    return tuple(placed)


def _beside(
    picture: Picture, card: Box, said: tuple[tuple[Line, ...], str], pixel: float
) -> Iterator[tuple[float, Label]]:
    """Return places for a name with a note, or its first part, and how bad they are.

    Below and above its card; where the data flows down, right and left of it.
    """
    name, note = said
    for shortened, text in enumerate(dict.fromkeys((note, note.partition(" · ")[0]))):
        lines = (*name, Line(text, is_bad=True))
        cost, size = _SHORTENED * shortened, size_of(lines, pixel)
        if picture.layout.direction is Direction.DOWN:
            for is_left in (False, True):
                yield cost + _ABOVE * is_left, Label(lines, _aside(card, size, pixel, is_left))
        else:
            for depth, is_above in product(range(_DEEPEST), (False, True)):
                label = _over(card, lines, pixel, -depth - 1 if is_above else depth)
                yield cost + _FURTHER * depth + _ABOVE * is_above, label


def _aside(card: Box, size: tuple[float, float], pixel: float, is_left: bool) -> Box:
    left, top, right, bottom = card
    width, height = size
    y = (top + bottom - height) / 2
    x = left - 4 * pixel - width if is_left else right + 4 * pixel
    return x, y, x + width, y + height


def _over(card: Box, lines: tuple[Line, ...], pixel: float, row: int) -> Label:
    """Return a label in a row below a card, counted from 0, or above it, counted from -1."""
    left, top, right, bottom = card
    width, height = size_of(lines, pixel)
    x, step = (left + right) / 2, height + 2 * pixel
    is_above = row < 0
    y = top - pixel + row * step if is_above else bottom + 3 * pixel + row * step
    is_near = row in (0, -1)
    ends = (top, y + height) if is_above else (bottom, y)
    stem = None if is_near else (x, *ends)
    return Label(lines, (x - width / 2, y, x + width / 2, y + height), stem)


def _box_of(picture: Picture, card: int) -> Box:
    left, top, width, height = picture.geometry.boxes[card].tolist()
    return left, top, left + width, top + height


def _covers(picture: Picture, box: Box) -> bool:
    """Whether a box lies over any card."""
    return bool(len(picture.geometry.cards.touching(*box)))
