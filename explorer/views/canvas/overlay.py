"""What is painted anew in each frame: the card under the cursor, motion, focus."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from core.model.run import Status
from core.picture import Emphasis, Picture
from explorer.views.canvas.atlas import lift_area
from explorer.views.canvas.batches import draw_lines, flattened
from explorer.views.canvas.camera import View
from explorer.views.canvas.coats import (
    device_boxes,
    on_device,
    paint_dots,
    paint_heads,
    paint_rims,
    pen_of,
)
from explorer.views.canvas.level import Level, level_at
from explorer.views.canvas.regions import areas_at
from explorer.views.canvas.scene import Scene
from explorer.views.canvas.shapes import outline, shape_of
from explorer.views.canvas.signs import DISC, status_place, status_spot
from explorer.views.canvas.sprites import Sprites

_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_FRAME = 33
"""Milliseconds between two frames of a turning arc."""
_TURN = 30
"""Frames in which an arc goes round."""
_ARC = 100 * 16
"""Length of the arc in Qt's sixteenths of a degree."""
_ARC_ROOM = 40.0
"""Device pixels that an arc may reach beyond its card."""
_MOST_ARCS, _MOST_GLOWS = 40, 500
"""Cards that turn or glow at once at most: nobody looks at more."""


class Overlay(QObject):
    """Draws over the scene. A timer runs only while a node does and is seen."""

    changed = Signal(QRect)
    """Some device pixels are to be painted anew."""

    def __init__(self, scene: Scene, widget: QWidget) -> None:
        super().__init__(widget)
        self._scene = scene
        self._lens = Sprites(scene.colours)
        self._view = View(1.0, 0, 0, 0, 0, 1.0)
        self._frame = 0
        self._clock = QTimer(self, interval=_FRAME)
        self._clock.timeout.connect(self._tick)
        self._has_focus = False
        self.hovered: int | None = None
        self.hovered_area: int | None = None
        widget.installEventFilter(self)

    @property
    def is_moving(self) -> bool:
        """Whether the clock runs."""
        return self._clock.isActive()

    def update_scene(self) -> None:
        """Take the scene's picture and colours."""
        self._lens.set_colours(self._scene.colours)
        self.hovered = self.hovered_area = None
        self.update_motion()

    def update_motion(self) -> None:
        """Start or stop the clock as the picture asks for."""
        picture = self._scene.picture
        if picture is not None and len(picture.running):
            self._clock.start()
        else:
            self._clock.stop()

    def paint(self, painter: QPainter, view: View) -> None:
        """Paint over the drawing of a view."""
        self._view = view
        picture = self._scene.picture
        if picture is None:
            return
        if (regions := self._scene.regions(view.zoom)) is not None:
            if self.hovered_area is not None:
                lift_area(painter, view, regions, self.hovered_area)
        else:
            self._paint_cards(painter, picture)
        if self._has_focus:
            _paint_frame(painter, view, self._scene.colours.accent)

    def _tick(self) -> None:
        self._frame = (self._frame + 1) % _TURN
        picture = self._scene.picture
        if picture is None:
            return
        for card in self._turning(picture):
            self.changed.emit(_arc_rect(picture, self._view, card))

    def _turning(self, picture: Picture) -> list[int]:
        """Return the running cards in view, as many as turn."""
        if areas_at(picture, self._view.zoom) is not None:
            return []
        running = picture.running
        left, top, right, bottom = self._view.scene(self._view.rect, _ARC_ROOM)
        x, y, width, height = picture.geometry.boxes[running].T
        seen = (x < right) & (x + width > left) & (y < bottom) & (y + height > top)
        return running[seen][:_MOST_ARCS].tolist()

    def _paint_cards(self, painter: QPainter, picture: Picture) -> None:
        if level_at(self._view.zoom) is Level.DOT:
            self._paint_failed(painter, picture)
        for card in self._turning(picture):
            self._paint_arc(painter, picture, card)
        if self.hovered is not None:
            self._paint_hovered(painter, picture, self.hovered)

    def _paint_failed(self, painter: QPainter, picture: Picture) -> None:
        """Make failed cards stand out that would be too small to be seen."""
        failed = picture.failed[:_MOST_GLOWS]
        if not len(failed):
            return
        glow = QColor(self._scene.colours.failed)
        glow.setAlphaF(0.4)
        paint_rims(painter, self._view, picture, failed, glow, 3.5)
        paint_dots(painter, self._view, picture, failed, self._scene.colours)

    def _paint_arc(self, painter: QPainter, picture: Picture, card: int) -> None:
        view = self._view
        width = 1.8 * view.ratio * max(view.zoom, 0.7)
        circle = QRectF(_arc_rect(picture, view, card)).adjusted(width, width, -width, -width)
        pen = QPen(self._scene.colours.statuses[Status.RUNNING], width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawArc(circle, round(-self._frame / _TURN * 360 * 16), _ARC)

    def _paint_hovered(self, painter: QPainter, picture: Picture, card: int) -> None:
        """Lift a card and its wires; from far off show it at reading size."""
        view, scene, edges = self._view, self._scene, picture.layout.edges
        for tone, end in ((Emphasis.UPSTREAM, 1), (Emphasis.DOWNSTREAM, 0)):
            wires = np.flatnonzero(edges[:, end] == card)
            if len(wires):
                _lift(painter, view, picture, wires, scene.colours.tones[tone])
                scene.paint_labels(painter, view, np.unique(edges[wires, 1]))
        if level_at(view.zoom) is Level.DOT:
            alone = np.array([card])
            paint_rims(painter, view, picture, alone, scene.colours.accent, 2.0)
            paint_dots(painter, view, picture, alone, scene.colours)
            _magnify(painter, self._lens, view, picture, card)
            return
        is_selected = picture.selected == card
        tone = Emphasis.SELECTED if is_selected else Emphasis.NORMAL
        scene.paint_card(painter, view, card, tone)
        if not is_selected:
            _outline(painter, view, picture, card, scene.colours.accent)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.Show:
                self.update_motion()
            case QEvent.Type.Hide:
                self._clock.stop()
            case QEvent.Type.FocusIn | QEvent.Type.FocusOut if isinstance(event, QFocusEvent):
                self._has_focus = event.gotFocus() and event.reason() in _BY_KEY
                self.changed.emit(self._view.rect)
            case _:
                pass
        return False


def _arc_rect(picture: Picture, view: View, card: int) -> QRect:
    """Return the device pixels of a running card's arc."""
    rect = QRectF(*picture.geometry.boxes[card].tolist())
    kind, level = picture.faces.nodes[card].kind, level_at(view.zoom)
    centre, radius = status_place(kind, rect), DISC * view.scale
    if level is Level.TITLE:
        centre = status_spot(kind, rect, 1 / view.zoom).center()
        radius = 5.0 * view.ratio
    elif level is Level.DOT:
        centre, radius = rect.center(), 9.0 * view.ratio
    x, y = centre.x() * view.scale - view.left, centre.y() * view.scale - view.top
    radius += view.ratio
    return QRectF(x - radius, y - radius, 2 * radius, 2 * radius).toAlignedRect()


def _paint_frame(painter: QPainter, view: View, colour: QColor) -> None:
    """Tell that keys go here."""
    width = 2.0 * view.ratio
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = width / 2
    painter.drawRect(QRectF(view.rect).adjusted(half, half, -half, -half))


def _lift(
    painter: QPainter, view: View, picture: Picture, wires: NDArray[np.intp], colour: QColor
) -> None:
    geometry = picture.geometry
    pieces = geometry.pieces[geometry.pieces_of(wires)]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen_of(view, colour, 1.2))
    draw_lines(painter, flattened(on_device(view, pieces)))
    if level_at(view.zoom) is not Level.DOT:
        targets = np.unique(picture.layout.edges[wires, 1])
        paint_heads(painter, view, picture, targets, colour)


def _outline(painter: QPainter, view: View, picture: Picture, card: int, colour: QColor) -> None:
    kind = picture.faces.nodes[card].kind
    left, top, width, height = device_boxes(view, picture.geometry.boxes[[card]])[0].tolist()
    pen = QPen(colour, 1.5 * view.ratio / view.scale)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(left, top)
    painter.scale(view.scale, view.scale)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    box = QRectF(0, 0, width / view.scale, height / view.scale)
    painter.drawPath(outline(shape_of(kind), box, -pen.widthF() / 2))
    painter.restore()


def _magnify(painter: QPainter, lens: Sprites, view: View, picture: Picture, card: int) -> None:
    """Paint a far-off card at reading size beside its place, within the window."""
    left, top, width, height = picture.geometry.boxes[card].tolist()
    lens.set_scale(view.ratio, view.ratio)
    sprite = lens.sprite(picture.card(card), width, height, Level.WHOLE)
    x = (left + width / 2) * view.scale - view.left - sprite.width() / 2
    y = top * view.scale - view.top - sprite.height() + 4 * view.ratio
    if y < 0:
        y = (top + height) * view.scale - view.top
    x = min(max(x, 0), view.width - sprite.width())
    painter.drawPixmap(QPointF(round(x), round(y)), sprite)
