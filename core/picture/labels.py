"""A few words beside wires and cards: what became of rows on the way, the figures of a path."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from core.layout import Direction, text_widths
from core.model.run import NodeRun, Status
from core.picture import words
from core.picture.geometry import Geometry
from core.picture.picture import Emphasis, Picture

TEXT = 10.0
"""Size of the text in logical pixels."""
LINE = 13.0
"""Height of a line of it."""
_PADDING = 3.0
_BEFORE_HEAD = 9.0
"""Scene pixels between a label and the card that its wire comes into: an arrow head is there."""
_ASIDE = 25.0
"""Scene pixels before a card at which a label stands that has no room on the wire."""
_SPARE = 1.5
_MOST_ON_PATH = 60
_DEEPEST = 3
_STEPS = np.linspace(0.0, 1.0, 33)
_WEIGHTS = np.stack(
    [(1 - _STEPS) ** 3, 3 * (1 - _STEPS) ** 2 * _STEPS, 3 * (1 - _STEPS) * _STEPS**2, _STEPS**3]
)
_HAS_CAME_OUT = (Status.DONE, Status.REUSED)
_Box = tuple[float, float, float, float]
"""Left, top, right, bottom in scene pixels."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a label; `is_bad` where it tells of what one looks for."""

    text: str
    is_bad: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """Lines in a box: left, top, right, bottom in scene pixels.

    `stem` joins a label to its card or wire where it stands apart: x, and y at both ends.
    """

    lines: tuple[Line, ...]
    box: tuple[float, float, float, float]
    stem: tuple[float, float, float] | None = None


def has_flow(run: NodeRun | None) -> bool:
    """Whether rows were lost or gained, or nulls began, on the way into a node."""
    return run is not None and bool(run.change or run.new_nulls) and run.status in _HAS_CAME_OUT


def flow_label(picture: Picture, card: int, pixel: float) -> Label | None:
    """Return what stands on the wires into a card, where they come in, None for nothing.

    It says what became of the rows and whether nulls began; as much of that as there is room for
    between cards and the wires of others. `pixel` is a logical pixel in scene pixels. Takes some
    50 microseconds.
    """
    run, geometry = picture.runs[card], picture.geometry
    if run is None or not has_flow(run) or not geometry.has_entry[card]:
        return None
    own = geometry.pieces_of(np.flatnonzero(picture.layout.edges[:, 1] == card))
    for label in _flow_places(picture, card, run, pixel):
        if _is_free(geometry, label.box, own, _SPARE * pixel):
            return label
    return None


def path_labels(picture: Picture, pixel: float) -> tuple[Label, ...]:
    """Return the notes of a path that is lit, each beside its card, none over another.

    `pixel` as for `flow_label`. Cards that are not on the path may be covered: they are dimmed.
    """
    spotlight = picture.spotlight
    if spotlight is None or not spotlight.is_path:
        return ()
    found = ((picture.index_of(node), note) for node, note in spotlight.notes.items())
    noted = {card: note for card, note in found if card is not None}
    boxes = {card: _box_of(picture, card) for card in [*noted][:_MOST_ON_PATH]}
    wires = np.flatnonzero(picture.wire_emphasis == Emphasis.SLOWEST)
    path = picture.geometry.pieces[picture.geometry.pieces_of(wires)]
    placed: list[Label] = []
    for card, box in boxes.items():
        taken = [*boxes.values(), *(label.box for label in placed)]
        best: tuple[float, Label] | None = None
        for cost, label in _beside(picture, box, noted[card], pixel):
            if any(_overlap(label.box, other) for other in taken):
                continue
            cost += 2.0 * _is_crossed(path, label.box) + _is_over_card(picture, label.box)
            if best is None or cost < best[0]:
                best = cost, label
        if best is not None:
            placed.append(best[1])
    return tuple(placed)


def _flow_places(picture: Picture, card: int, run: NodeRun, pixel: float) -> Iterator[Label]:
    """Return what may stand on the wires into a card, and where, the best first."""
    variants = list(_flow_variants(run))
    for lines in (*variants, *map(_stacked, variants)):
        yield Label(lines, _at_entry(picture, card, _size(lines, pixel)))
    if picture.layout.direction is Direction.RIGHT:
        for lines in variants:
            yield _above_entry(picture, card, lines, pixel)


def _flow_variants(run: NodeRun) -> Iterator[tuple[Line, ...]]:
    rows = [Line(text, is_bad=run.rows == 0) for text in words.rows_flow(run)]
    nulls = [Line(text, is_bad=True) for text in words.nulls_flow(run)]
    if rows and nulls:
        yield from zip(rows, nulls, strict=True)
    for line in (*nulls, *rows):
        yield (line,)


def _stacked(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return lines with what their figures count below them."""
    parts = ((line, line.text.rpartition(" ")) for line in lines)
    split = (
        (line, (head, tail) if tail == "null" else (line.text,)) for line, (head, _, tail) in parts
    )
    return tuple(replace(line, text=text) for line, texts in split for text in texts)


def _size(lines: tuple[Line, ...], pixel: float) -> tuple[float, float]:
    width = float(text_widths([line.text for line in lines]).max()) * TEXT + 2 * _PADDING
    return width * pixel, (LINE * len(lines) + 2.0) * pixel


def _at_entry(picture: Picture, card: int, size: tuple[float, float]) -> _Box:
    """Return the box just before the place where wires come into a card."""
    x, y = picture.geometry.entries[card].tolist()
    width, height = size
    if picture.layout.direction is Direction.RIGHT:
        return x - _BEFORE_HEAD - width, y - height / 2, x - _BEFORE_HEAD, y + height / 2
    return x - width / 2, y - _BEFORE_HEAD - height, x + width / 2, y - _BEFORE_HEAD


def _above_entry(picture: Picture, card: int, lines: tuple[Line, ...], pixel: float) -> Label:
    """Return a label above the cards on both sides of a wire, with a stem down to it."""
    x, y = picture.geometry.entries[card].tolist()
    width, height = _size(lines, pixel)
    middle, bottom = x - _ASIDE, float(picture.geometry.boxes[card, 1]) - _SPARE * pixel - 0.5
    box = (middle - width / 2, bottom - height, middle + width / 2, bottom)
    return Label(lines, box, (middle, bottom, y))


def _is_free(geometry: Geometry, box: _Box, own: NDArray[np.int32], spare: float) -> bool:
    """Whether a box lies over no card and over no wires but its own."""
    left, top, right, bottom = box
    grown = (left - spare, top - spare, right, bottom + spare)
    if len(geometry.cards.touching(*grown)):
        return False
    near = geometry.curves.touching(*grown)
    others = near[~np.isin(near, own)]
    return not _is_crossed(geometry.pieces[others], grown)


def _is_crossed(pieces: NDArray[np.float32], box: _Box) -> bool:
    """Whether any of some pieces of wire goes through a box, as nearly as matters."""
    if not len(pieces):
        return False
    left, top, right, bottom = box
    x, y = pieces[:, 0::2] @ _WEIGHTS, pieces[:, 1::2] @ _WEIGHTS
    hits = np.minimum(x[:, 1:], x[:, :-1]) <= right
    hits &= np.maximum(x[:, 1:], x[:, :-1]) >= left
    hits &= np.minimum(y[:, 1:], y[:, :-1]) <= bottom
    hits &= np.maximum(y[:, 1:], y[:, :-1]) >= top
    return bool(hits.any())


def _beside(picture: Picture, card: _Box, note: str, pixel: float) -> Iterator[tuple[float, Label]]:
    """Return places for a note: below and above its card, further off at a cost.

    Where the data flows down: right and left of it.
    """
    left, top, right, bottom = card
    texts = dict.fromkeys((note, note.partition(" · ")[0]))
    for shortened, text in enumerate(texts):
        lines = (Line(text, is_bad=True),)
        width, height = _size(lines, pixel)
        if picture.layout.direction is Direction.DOWN:
            y, gap = (top + bottom - height) / 2, 4 * pixel
            yield shortened, Label(lines, (right + gap, y, right + gap + width, y + height))
            yield shortened + 0.1, Label(lines, (left - gap - width, y, left - gap, y + height))
            continue
        x = (left + right) / 2
        for depth, is_above in product(range(_DEEPEST), (False, True)):
            away = 3 * pixel + depth * (height + 2 * pixel)
            y = top - away - height if is_above else bottom + away
            stem = (x, top, y + height) if is_above else (x, bottom, y)
            box = (x - width / 2, y, x + width / 2, y + height)
            cost = 1.2 * shortened + 0.7 * depth + 0.1 * is_above
            yield cost, Label(lines, box, stem if depth else None)


def _box_of(picture: Picture, card: int) -> _Box:
    left, top, width, height = picture.geometry.boxes[card].tolist()
    return left, top, left + width, top + height


def _is_over_card(picture: Picture, box: _Box) -> bool:
    return bool(len(picture.geometry.cards.touching(*box)))


def _overlap(box: _Box, other: _Box) -> bool:
    left, top, right, bottom = box
    return left < other[2] and right > other[0] and top < other[3] and bottom > other[1]
