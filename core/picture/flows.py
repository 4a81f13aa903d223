"""What stands on wires: what became of rows on the way, and where nulls began."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import numpy as np

from core.layout import Direction
from core.model.run import NodeRun, Status
from core.picture import words
from core.picture.labels import Box, Label, Line, Strokes, overlap, size_of
from core.picture.picture import Picture

_BEFORE_HEAD = 9.0
"""Scene pixels between a label and the card that its wire comes into: an arrow head is there."""
_ASIDE = 25.0
"""Scene pixels before a card at which a label stands that has no room on the wire."""
_SPARE = 1.5
_CAME_OUT = (Status.DONE, Status.REUSED)


def has_flow(run: NodeRun | None) -> bool:
    """Whether rows were lost or gained, or nulls began, on the way into a node."""
    return run is not None and bool(run.change or run.new_nulls) and run.status in _CAME_OUT


def flow_label(picture: Picture, card: int, pixel: float) -> Label | None:
    """Return what stands on the wires into a card, where they come in, None for nothing.

    It says what became of the rows and whether nulls began; as much of that as there is room for
    between cards and the wires of others. `pixel` is a logical pixel in scene pixels. Takes some
    200 microseconds.
    """
    run = picture.runs[card]
    if run is None or not has_flow(run) or not picture.geometry.has_entry[card]:
        return None
    labels = list(_places(picture, card, run, pixel))
    if not labels:
        return None
    boxes = [_grown(label.box, _SPARE * pixel) for label in labels]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    around = min(lefts), min(tops), max(rights), max(bottoms)
    cards, others = _cards_in(picture, around), _others_in(picture, card, around)
    for label, box in zip(labels, boxes, strict=True):
        if not others.cross(box) and not any(overlap(box, other) for other in cards):
            return label
    return None


def _cards_in(picture: Picture, around: Box) -> list[Box]:
    near = picture.geometry.cards.touching(*around)
    boxes = picture.geometry.boxes[near].tolist()
    return [(left, top, left + width, top + height) for left, top, width, height in boxes]


def _others_in(picture: Picture, card: int, around: Box) -> Strokes:
    """Return the wires about that do not come into a card."""
    geometry = picture.geometry
    near = geometry.curves.touching(*around)
    own = geometry.pieces_of(np.flatnonzero(picture.layout.edges[:, 1] == card))
    return Strokes(geometry.pieces[near[~np.isin(near, own)]])


def _places(picture: Picture, card: int, run: NodeRun, pixel: float) -> Iterator[Label]:
    """Return what may stand on the wires into a card, and where, the best first."""
    variants = list(_variants(run))
    for lines in (*variants, *map(_stacked, variants)):
        yield Label(lines, _at_entry(picture, card, size_of(lines, pixel)))
    if picture.layout.direction is Direction.RIGHT:
        for lines in variants:
            yield _above_entry(picture, card, lines, pixel)


def _variants(run: NodeRun) -> Iterator[tuple[Line, ...]]:
    rows = [Line(text, is_bad=run.rows == 0) for text in words.rows_flow(run)]
    nulls = [Line(text, is_bad=True) for text in words.nulls_flow(run)]
    if rows and nulls:
        yield from zip(rows, nulls, strict=True)
    for line in (*nulls, *rows):
        yield (line,)


def _stacked(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return lines with their last words below, where these say what is counted."""
    return tuple(chain.from_iterable(map(_parted, lines)))


def _parted(line: Line) -> tuple[Line, ...]:
    head, _, tail = line.text.rpartition(" ")
    return (replace(line, text=head), replace(line, text=tail)) if tail == "null" else (line,)


def _at_entry(picture: Picture, card: int, size: tuple[float, float]) -> Box:
    """Return the box just before the place where wires come into a card."""
    x, y = picture.geometry.entries[card].tolist()
    width, height = size
    if picture.layout.direction is Direction.RIGHT:
        return x - _BEFORE_HEAD - width, y - height / 2, x - _BEFORE_HEAD, y + height / 2
    return x - width / 2, y - _BEFORE_HEAD - height, x + width / 2, y - _BEFORE_HEAD


def _above_entry(picture: Picture, card: int, lines: tuple[Line, ...], pixel: float) -> Label:
    """Return a label above the cards on both sides of a wire, with a stem down to it."""
    x, y = picture.geometry.entries[card].tolist()
    width, height = size_of(lines, pixel)
    middle, bottom = x - _ASIDE, float(picture.geometry.boxes[card, 1]) - _SPARE * pixel - 0.5
    box = (middle - width / 2, bottom - height, middle + width / 2, bottom)
    return Label(lines, box, (middle, bottom, y))


def _grown(box: Box, spare: float) -> Box:
    left, top, right, bottom = box
    return left - spare, top - spare, right, bottom + spare
