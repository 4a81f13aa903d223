"""The whole drawing in a corner, with the part that the canvas shows."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from core.model.run import Status
from core.picture import Emphasis, Picture
from core.picture.picture import STATUSES
from core.picture.tints import NONE
from explorer.theme import Theme
from explorer.views.canvas.batches import draw_rects
from explorer.views.canvas.camera import View
from explorer.views.canvas.coats import device_boxes
from explorer.views.canvas.colours import Colours, colours_of
from explorer.views.pane import CornerPane

_LARGEST = QSize(220, 150)
_LEAST = QSize(90, 56)
_INSET = 7.0
_SMALLEST_CANVAS = QSize(520, 340)
_PAUSE_MILLISECONDS = 200
"""While statuses change it is painted anew so often."""
_FAILED = STATUSES.index(Status.FAILED)
_FEW = 2000
"""Cards that are painted as boxes; more are painted as one pixel each."""


class Minimap(CornerPane):
    """Shows where on the drawing one is. Clicking and dragging move there.

    It is there only while a part of the drawing is out of sight, and the canvas is large enough.
    """

    looked = Signal(QPointF)
    """A point of the scene is to be in the middle."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Corner.BottomRightCorner, parent)
        self._picture: Picture | None = None
        self._colours = colours_of(self.theme)
        self._view = QRectF()
        self._grip = QPointF()
        self._is_wanted = True
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.refresh)
        self.setAccessibleName("Minimap")
        self.hide()

    def show_picture(self, picture: Picture | None) -> None:
        """Show another picture: at once where cards lie elsewhere, else in a moment."""
        before, self._picture = self._picture, picture
        if picture is not None and (before is None or before.layout is not picture.layout):
            self.refresh()
        elif not self._pause.isActive():
            self._pause.start()
        self._show_if_useful()

    def show_view(self, view: QRectF) -> None:
        """Show which part of the scene the canvas shows."""
        if view != self._view:
            self._view = view
            self._show_if_useful()
            self.update()

    def set_wanted(self, is_wanted: bool) -> None:
        """Let it be seen at all, or not."""
        self._is_wanted = is_wanted
        self._show_if_useful()

    def set_theme(self, theme: Theme) -> None:
        self._colours = colours_of(theme)
        super().set_theme(theme)

    def pane_size(self) -> QSize:
        width, height = self._extent()
        room = _LARGEST - QSize(round(2 * _INSET), round(2 * _INSET))
        scale = min(room.width() / width, room.height() / height)
        size = QSize(round(width * scale + 2 * _INSET), round(height * scale + 2 * _INSET))
        return size.expandedTo(_LEAST)

    def paint_pane(self, painter: QPainter) -> None:
        if self._picture is None or not len(self._picture.layout.ids):
            return
        ratio = painter.deviceTransform().m11()
        scale = self._scale() * ratio
        origin = self._origin() * ratio
        size = self.size() * ratio
        view = View(scale, round(-origin.x()), round(-origin.y()), *size.toTuple(), ratio=ratio)
        painter.save()
        painter.setClipRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.scale(1 / ratio, 1 / ratio)
        paint_cards(painter, view, self._picture, self._colours)
        painter.restore()

    def paint_over(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = QColor(self.theme.accent)
        painter.setPen(QPen(accent, 1.5))
        accent.setAlphaF(0.12)
        painter.setBrush(accent)
        frame = self._frame() & QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.drawRoundedRect(frame, 2, 2)

    def _show_if_useful(self) -> None:
        room = self.parentWidget()
        is_large = room is not None and room.size().boundedTo(_SMALLEST_CANVAS) == _SMALLEST_CANVAS
        whole = QRectF(0, 0, *self._extent())
        is_all_seen = self._view.isEmpty() or self._view.contains(whole)
        is_there = self._picture is not None and bool(len(self._picture.layout.ids))
        self.setVisible(self._is_wanted and is_there and is_large and not is_all_seen)

    def _extent(self) -> tuple[float, float]:
        width, height = self._picture.geometry.extent if self._picture else (0.0, 0.0)
        return max(width, 1.0), max(height, 1.0)

    def _scale(self) -> float:
        width, height = self._extent()
        return min((self.width() - 2 * _INSET) / width, (self.height() - 2 * _INSET) / height)

    def _origin(self) -> QPointF:
        """Return where the scene's corner is in the widget."""
        width, height = self._extent()
        scale = self._scale()
        return QPointF((self.width() - width * scale) / 2, (self.height() - height * scale) / 2)

    def _frame(self) -> QRectF:
        """Return where the canvas looks, in the widget's pixels."""
        scale, origin = self._scale(), self._origin()
        corner = origin + self._view.topLeft() * scale
        return QRectF(corner, self._view.size() * scale)

    def _look(self, place: QPointF) -> None:
        self.looked.emit((place - self._grip - self._origin()) / self._scale())

    # Qt overrides

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            frame, place = self._frame(), event.position()
            self._grip = place - frame.center() if frame.contains(place) else QPointF()
            self._look(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._look(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()


def paint_cards(painter: QPainter, view: View, picture: Picture, colours: Colours) -> None:
    """Paint all cards in device pixels; those that are dimmed faintly."""
    everything = np.arange(len(picture.layout.ids))
    paint = _paint_boxes if len(everything) <= _FEW else _paint_pixels
    paint(painter, view, picture, everything, colours)
    if picture.is_lit:
        painter.fillRect(view.rect, colours.veil)
        paint(painter, view, picture, np.flatnonzero(picture.emphasis >= Emphasis.LIT), colours)


def _paint_boxes(
    painter: QPainter,
    view: View,
    picture: Picture,
    cards: NDArray[np.integer],
    colours: Colours,
) -> None:
    boxes = device_boxes(view, picture.geometry.boxes[cards])
    boxes[:, 2:] = np.maximum(boxes[:, 2:], 2.0)
    shades = _shades(picture, cards, colours)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    for shade in np.unique(shades).tolist():
        painter.setBrush(QColor.fromRgba(shade))
        draw_rects(painter, boxes[shades == shade])


def _paint_pixels(
    painter: QPainter,
    view: View,
    picture: Picture,
    cards: NDArray[np.integer],
    colours: Colours,
) -> None:
    """Paint each card as the pixel that its middle is on; failed ones are never covered."""
    order = cards[np.argsort(picture.statuses[cards] == _FAILED, kind="stable")]
    boxes = picture.geometry.boxes[order]
    middles = (boxes[:, :2] + boxes[:, 2:] / 2) * view.scale - (view.left, view.top)
    x, y = np.clip(middles.astype(int).T, 0, [[view.width - 1], [view.height - 1]])
    pixels = np.zeros((view.height, view.width), np.uint32)
    pixels[y, x] = _shades(picture, order, colours)
    data = pixels.tobytes()
    form = QImage.Format.Format_ARGB32
    painter.drawImage(0, 0, QImage(data, view.width, view.height, form))


def _shades(picture: Picture, cards: NDArray[np.integer], colours: Colours) -> NDArray[np.uint32]:
    """Return the colour of each card as a QRgb number."""
    dots = np.array([[colour.rgba() for colour in kinds] for kinds in colours.dots], np.uint32)
    tinted = np.array([colour.rgba() for colour in colours.tints], np.uint32)
    plain = dots[picture.statuses[cards], picture.faces.kinds[cards]]
    tints = picture.tints[cards]
    return np.where(tints == NONE, plain, tinted[tints])
