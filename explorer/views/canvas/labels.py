"""Paints the words beside wires and cards, and keeps where they stand at one scale."""

from collections.abc import Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from core.model.run import NodeRun
from core.picture import Emphasis, Picture
from core.picture.geometry import Geometry
from core.picture.labels import LINE, TEXT, Label, flow_label, has_flow, path_labels
from explorer.views.canvas.camera import View
from explorer.views.canvas.colours import Colours
from explorer.views.canvas.ink import font
from explorer.views.canvas.sheet import Sheet

_FLOWS_FROM = 0.4
"""The zoom from which on there is room on wires."""
_PATH_UNTIL = 0.8
"""The zoom from which on the cards of a path say their figures themselves."""
_REACH = 150.0
"""Logical pixels by which a label reaches beyond its card at most."""
_NEW_IN_HASTE = 2
_CARDS_A_STEP = 32


class Labels:
    """Labels of a picture in some colours. Where each stands is worked out once a scale."""

    def __init__(self, colours: Colours) -> None:
        self._colours = colours
        self._scale = 0.0
        self._geometry: Geometry | None = None
        self._kept: dict[int, tuple[NodeRun | None, Label | None]] = {}

    def set_colours(self, colours: Colours) -> None:
        """Paint in other colours."""
        self._colours = colours

    def paint_flows(
        self, sheet: Sheet, picture: Picture, *, is_lit: bool = False
    ) -> Iterator[None]:
        """Paint what is said on wires, step by step; only at those that are lit, if asked for."""
        view = sheet.view
        if view.zoom < _FLOWS_FROM:
            return
        self._turn_to(picture, view)
        reach = _REACH * view.ratio * max(view.zoom, 1.0)
        cards = sheet.touching(picture.geometry.cards, reach)
        if is_lit:
            cards = cards[picture.emphasis[cards] >= Emphasis.LIT]
        speaking = _speaking(picture, cards)
        if sheet.is_hasty:
            known = [card for card in speaking if self._is_known(picture, card)]
            fresh = [card for card in speaking if not self._is_known(picture, card)]
            speaking = known + fresh[:_NEW_IN_HASTE]
        for start in range(0, len(speaking), _CARDS_A_STEP):
            found = [self._label(picture, c) for c in speaking[start : start + _CARDS_A_STEP]]
            labels = [label for label in found if label is not None]
            if labels:
                sheet.draw(partial(self._paint_all, view, labels))
            yield

    def paint_path(self, sheet: Sheet, picture: Picture) -> None:
        """Paint the figures of the path that is lit, unless its cards can be read."""
        if sheet.view.zoom < _PATH_UNTIL:
            for label in path_labels(picture, 1.0 / min(sheet.view.zoom, 1.0)):
                sheet.draw(partial(_paint_note, sheet.view, label, self._colours))

    def paint_of(
        self, painter: QPainter, view: View, picture: Picture, cards: NDArray[np.integer]
    ) -> None:
        """Paint the labels of wires into some cards."""
        if view.zoom >= _FLOWS_FROM:
            self._turn_to(picture, view)
            found = (self._label(picture, card) for card in _speaking(picture, cards))
            self._paint_all(view, [label for label in found if label is not None], painter)

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
            before = self._kept.get(card, (None, None))[1]
            after = self._label(picture, card) if card in speaking else None
            for label in (before, after):
                if label is not None:
                    boxes[place, :2] = np.minimum(boxes[place, :2], label.box[:2])
                    boxes[place, 2:] = np.maximum(boxes[place, 2:], label.box[2:])
        boxes[:, 2:] -= boxes[:, :2]
        return boxes

    def _turn_to(self, picture: Picture, view: View) -> None:
        if self._geometry is not picture.geometry or self._scale != view.scale / view.ratio:
            self._geometry, self._scale = picture.geometry, view.scale / view.ratio
            self._kept.clear()

    def _is_known(self, picture: Picture, card: int) -> bool:
        return card in self._kept and self._kept[card][0] is picture.runs[card]

    def _label(self, picture: Picture, card: int) -> Label | None:
        if not self._is_known(picture, card):
            pixel = 1.0 / min(self._scale, 1.0)
            self._kept[card] = picture.runs[card], flow_label(picture, card, pixel)
        return self._kept[card][1]

    def _paint_all(self, view: View, labels: list[Label], painter: QPainter) -> None:
        for label in labels:
            _paint_flow(view, label, self._colours, painter)


def path_bounds(picture: Picture, zoom: float) -> QRectF:
    """Return the rectangle around the figures of the path that is lit, empty for none."""
    labels = path_labels(picture, 1.0 / min(zoom, 1.0)) if zoom < _PATH_UNTIL else ()
    bounds = QRectF()
    for left, top, right, bottom in (label.box for label in labels):
        bounds = bounds.united(QRectF(left, top, right - left, bottom - top))
    return bounds


def _speaking(picture: Picture, cards: NDArray[np.integer]) -> list[int]:
    return [card for card in map(int, cards) if has_flow(picture.runs[card])]


def _paint_flow(view: View, label: Label, colours: Colours, painter: QPainter) -> None:
    ground = QColor(colours.ground)
    ground.setAlphaF(0.9)
    _paint_stem(painter, view, label, colours.wire)
    _paint(painter, view, label, colours, (ground, None))


def _paint_note(view: View, label: Label, colours: Colours, painter: QPainter) -> None:
    tone = colours.tones[Emphasis.SLOWEST]
    _paint_stem(painter, view, label, tone)
    _paint(painter, view, label, colours, (colours.body, tone))


def _paint_stem(painter: QPainter, view: View, label: Label, colour: QColor) -> None:
    if label.stem is not None:
        x, start, end = label.stem
        across = x * view.scale - view.left
        ends = (QPointF(across, y * view.scale - view.top) for y in (start, end))
        painter.setPen(QPen(colour, view.ratio))
        painter.drawLine(*ends)


def _paint(
    painter: QPainter,
    view: View,
    label: Label,
    colours: Colours,
    look: tuple[QColor, QColor | None],
) -> None:
    """Paint lines in a box of a fill and an edge."""
    left, top, right, bottom = label.box
    box = QRectF(
        round(left * view.scale) - view.left,
        round(top * view.scale) - view.top,
        round((right - left) * view.scale),
        round((bottom - top) * view.scale),
    )
    fill, edge = look
    unit = view.ratio * max(view.zoom, 1.0)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen if edge is None else QPen(edge, view.ratio))
    painter.setBrush(fill)
    painter.drawRoundedRect(box, 4 * unit, 4 * unit)
    painter.setFont(font(round(TEXT * unit), QFont.Weight.Medium))
    plain = colours.muted if edge is None else colours.text
    bad = colours.warned if edge is None else colours.text
    height = LINE * unit
    y = box.center().y() - height * len(label.lines) / 2
    for place, line in enumerate(label.lines):
        painter.setPen(bad if line.is_bad else plain)
        row = QRectF(box.left(), y + place * height, box.width(), height)
        painter.drawText(row, Qt.AlignmentFlag.AlignCenter, line.text)
