"""Paints the words beside wires and cards, and keeps where they stand at one scale."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap

from core.model.run import NodeRun
from core.picture import Emphasis, Picture
from core.picture.flows import flow_label, has_flow
from core.picture.geometry import Geometry
from core.picture.labels import LINE, TEXT, Label
from core.picture.pathnotes import path_labels
from explorer.views.canvas.camera import View
from explorer.views.canvas.colours import Colours
from explorer.views.canvas.ink import font
from explorer.views.canvas.level import Level, level_at
from explorer.views.canvas.sheet import Sheet

_FLOWS_FROM = 0.4
"""The zoom from which on there is room on wires."""
_PATH_UNTIL = 0.8
"""The zoom from which on the cards of a path say their figures themselves."""
_REACH = 150.0
"""Logical pixels by which a label reaches beyond its card at most."""
_NEW_IN_HASTE = 1
_CARDS_A_STEP = 32


class _Stamp(NamedTuple):
    """A label as it is painted, and the run that it tells of."""

    run: NodeRun | None
    label: Label | None
    picture: QPixmap


class Labels:
    """Labels of a picture in some colours, each placed and painted once a scale."""

    def __init__(self, colours: Colours) -> None:
        self._colours = colours
        self._scale = (0.0, 0.0)
        self._geometry: Geometry | None = None
        self._kept: dict[int, _Stamp] = {}

    def set_colours(self, colours: Colours) -> None:
        """Paint in other colours."""
        self._colours = colours
        self._kept.clear()

    def paint_flows(
        self, sheet: Sheet, picture: Picture, *, is_lit: bool = False
    ) -> Iterator[None]:
        """Paint what is said on wires, step by step; only at those that are lit, if asked for."""
        view = sheet.view
        if view.zoom < _FLOWS_FROM:
            return
        self._turn_to(picture, view)
        cards = sheet.touching(picture.geometry.cards, _REACH * view.ratio * max(view.zoom, 1.0))
        if is_lit:
            cards = cards[picture.emphasis[cards] >= Emphasis.LIT]
        speaking = _speaking(picture, cards)
        if sheet.is_hasty:
            fresh = [card for card in speaking if not self._is_known(picture, card)]
            late = frozenset(fresh[_NEW_IN_HASTE:])
            speaking = [card for card in speaking if card not in late]
        for start in range(0, len(speaking), _CARDS_A_STEP):
            stamps = [self._stamp(picture, c) for c in speaking[start : start + _CARDS_A_STEP]]
            sheet.fill(partial(self._put, view, stamps))
            yield

    def prepare(self, view: View, picture: Picture, cards: NDArray[np.integer]) -> Iterator[None]:
        """Place and paint labels that may soon be seen, one a step."""
        if view.zoom >= _FLOWS_FROM:
            self._turn_to(picture, view)
            for card in _speaking(picture, cards):
                self._stamp(picture, card)
                yield

    def paint_path(self, sheet: Sheet, picture: Picture) -> None:
        """Paint the figures of the path that is lit, unless its cards can be read."""
        if sheet.view.zoom < _PATH_UNTIL:
            for label in _notes(picture, sheet.view.zoom):
                sheet.draw(partial(_paint_note, sheet.view, label, self._colours))

    def paint_of(
        self, painter: QPainter, view: View, picture: Picture, cards: NDArray[np.integer]
    ) -> None:
        """Paint the labels of wires into some cards."""
        if view.zoom >= _FLOWS_FROM:
            self._turn_to(picture, view)
            stamps = [self._stamp(picture, card) for card in _speaking(picture, cards)]
            self._put(view, stamps, painter, view.rect)

    def boxes(
        self, picture: Picture, zoom: float, cards: NDArray[np.integer]
    ) -> NDArray[np.float64]:
        """Return the boxes of cards (left, top, width, height), each with the label it has or had.

        In scene pixels.
        """
        boxes = picture.geometry.boxes[cards]
        if zoom < _FLOWS_FROM or self._geometry is not picture.geometry:
            return boxes
        boxes = np.hstack([boxes[:, :2], boxes[:, :2] + boxes[:, 2:]])
        speaking = set(_speaking(picture, cards))
        for place, card in enumerate(map(int, cards)):
            before = self._kept.get(card)
            after = self._stamp(picture, card) if card in speaking else None
            for label in (stamp.label for stamp in (before, after) if stamp):
                if label is not None:
                    boxes[place, :2] = np.minimum(boxes[place, :2], label.box[:2])
                    boxes[place, 2:] = np.maximum(boxes[place, 2:], label.box[2:])
        boxes[:, 2:] -= boxes[:, :2]
        return boxes

    def _turn_to(self, picture: Picture, view: View) -> None:
        scale = (view.scale, view.ratio)
        if self._geometry is not picture.geometry or self._scale != scale:
            self._geometry, self._scale = picture.geometry, scale
            self._kept.clear()

    def _is_known(self, picture: Picture, card: int) -> bool:
        return card in self._kept and self._kept[card].run is picture.runs[card]

    def _stamp(self, picture: Picture, card: int) -> _Stamp:
        if not self._is_known(picture, card):
            scale, ratio = self._scale
            label = flow_label(picture, card, 1.0 / min(scale / ratio, 1.0))
            painted = QPixmap() if label is None else self._painted(label, scale, ratio)
            self._kept[card] = _Stamp(picture.runs[card], label, painted)
        return self._kept[card]

    def _painted(self, label: Label, scale: float, ratio: float) -> QPixmap:
        left, top, right, bottom = label.box
        ground = QColor(self._colours.ground)
        ground.setAlphaF(0.9)
        painted = QPixmap(round((right - left) * scale), round((bottom - top) * scale))
        painted.fill(Qt.GlobalColor.transparent)
        with QPainter(painted) as painter:
            unit = max(ratio, scale)
            _paint(painter, QRectF(painted.rect()), unit, label, self._colours, (ground, None))
        return painted

    def _put(self, view: View, stamps: list[_Stamp], painter: QPainter, part: QRect) -> None:
        """Copy labels that touch a part."""
        for _, label, picture in stamps:
            if label is None:
                continue
            place = picture.rect().translated(_corner(view, label))
            if place.intersects(part):
                painter.drawPixmap(place.topLeft(), picture)
            if label.stem is not None:
                _paint_stem(painter, view, label.stem, self._colours.wire)


def path_bounds(picture: Picture, zoom: float) -> QRectF:
    """Return the rectangle around the figures of the path that is lit, empty for none."""
    labels = _notes(picture, zoom) if zoom < _PATH_UNTIL else ()
    bounds = QRectF()
    for left, top, right, bottom in (label.box for label in labels):
        bounds = bounds.united(QRectF(left, top, right - left, bottom - top))
    return bounds


def _notes(picture: Picture, zoom: float) -> tuple[Label, ...]:
    return path_labels(picture, 1.0 / min(zoom, 1.0), is_named=level_at(zoom) is Level.DOT)


def _speaking(picture: Picture, cards: NDArray[np.integer]) -> list[int]:
    return [card for card in map(int, cards) if has_flow(picture.runs[card])]


def _corner(view: View, label: Label) -> QPoint:
    left, top = label.box[:2]
    return QPoint(round(left * view.scale) - view.left, round(top * view.scale) - view.top)


def _paint_note(view: View, label: Label, colours: Colours, painter: QPainter) -> None:
    tone = colours.tones[Emphasis.SLOWEST]
    if label.stem is not None:
        _paint_stem(painter, view, label.stem, tone)
    left, top, right, bottom = label.box
    size = QSizeF(round((right - left) * view.scale), round((bottom - top) * view.scale))
    box = QRectF(QPointF(_corner(view, label)), size).adjusted(0.5, 0.5, -0.5, -0.5)
    _paint(painter, box, max(view.ratio, view.scale), label, colours, (colours.body, tone))


def _paint_stem(
    painter: QPainter, view: View, stem: tuple[float, float, float], colour: QColor
) -> None:
    x, start, end = stem
    across = round(x * view.scale) - view.left
    top, bottom = (round(y * view.scale) - view.top for y in sorted((start, end)))
    width = max(1, round(view.ratio))
    painter.fillRect(across - width // 2, top, width, bottom - top, colour)


def _paint(
    painter: QPainter,
    box: QRectF,
    unit: float,
    label: Label,
    colours: Colours,
    look: tuple[QColor, QColor | None],
) -> None:
    """Paint lines in a box with a fill and an edge; `unit` is a pixel of the text's size."""
    fill, edge = look
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen if edge is None else QPen(edge, unit))
    painter.setBrush(fill)
    painter.drawRoundedRect(box, 4 * unit, 4 * unit)
    painter.setFont(font(round(TEXT * unit), QFont.Weight.Medium))
    plain, bad = colours.muted, colours.warned if edge is None else colours.text
    height = LINE * unit
    top = box.center().y() - height * len(label.lines) / 2
    for place, line in enumerate(label.lines):
        painter.setPen(bad if line.is_bad else plain)
        row = QRectF(box.left(), top + place * height, box.width(), height)
        painter.drawText(row, Qt.AlignmentFlag.AlignCenter, line.text)
