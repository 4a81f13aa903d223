"""Brings the drawing on the screen up to date as cheaply as can be.

Panning moves pixels and paints the strips that come into sight; zooming scales them and paints
sharply, in slices, once the hand rests; a changed card repaints its own box.
"""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QTimer, Signal
from PySide6.QtGui import QPainter

from explorer.views.canvas.body import MARGIN
from explorer.views.canvas.camera import View
from explorer.views.canvas.coats import device_boxes
from explorer.views.canvas.scene import Scene
from explorer.views.canvas.slices import Slices
from explorer.views.canvas.surface import Surface

_SETTLED = 20
"""Milliseconds after the last zoom before it is made sharp."""
_RESTED = 150
"""Milliseconds after the last pan before everything is painted once more."""
_FAR = 0.75
"""Share of the window from which a jump is painted whole instead of moved."""
_SMOOTH = 2_500_000
"""Device pixels up to which a scaled drawing is smoothed: four times that takes 10 ms."""
_FEW = 8
"""Parts up to which each is copied to the window by itself."""
_MANY = 80
"""Cards from which a change is painted whole instead of card by card."""


class Screen(QObject):
    """What the window shows of a scene, as pixels."""

    changed = Signal(QRect)
    """Some device pixels are other than they were."""
    sharpened = Signal()
    """Everything is painted as it is to be."""

    def __init__(self, scene: Scene, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self._surface = Surface(scene)
        self._wanted = View(1.0, 0, 0, 0, 0, 1.0)
        self._late: set[int] = set()
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self.redraw)
        self._slices = Slices(self)
        self._slices.done.connect(self._completed)
        self._ahead = Slices(self)

    @property
    def is_sharp(self) -> bool:
        """Whether what is shown is what is to be seen."""
        return self._surface.view == self._wanted and not self._slices.is_busy

    @property
    def painted(self) -> int:
        """Device pixels painted since the start."""
        return self._surface.painted

    def is_for(self, view: View) -> bool:
        """Whether a view is what was last asked for."""
        return self._wanted == view

    def look(self, view: View) -> None:
        """Show another part of the scene."""
        self._wanted, shown = view, self._surface.view
        self._ahead.drop()
        if shown is None or _size(shown) != _size(view):
            self.redraw()
        elif shown.scale != view.scale:
            self._slices.drop()
            self._pause.start(_SETTLED)
        elif _distance(shown, view) > _FAR:
            self.redraw()
        elif shown != view:
            self._slices.drop()
            self._surface.move(view)
            self._pause.start(_RESTED)
        self.changed.emit(view.rect)

    def redraw(self) -> None:
        """Paint everything, in slices; until then the old drawing stays."""
        self._pause.stop()
        self._late.clear()
        if self._wanted.rect.isEmpty():
            return
        self._slices.start(self._surface.all(self._wanted))

    def relight(self) -> None:
        """Paint what lies over the base, in slices."""
        if self.is_sharp:
            self._slices.start(self._surface.lights(self._wanted))
        else:
            self.redraw()

    def retouch(self, cards: NDArray[np.integer]) -> None:
        """Paint some cards anew."""
        if self._slices.is_busy:
            self._late.update(cards.tolist())
        shown = self._surface.view
        if shown is None:
            return
        boxes = device_boxes(shown, self._scene.boxes(shown.zoom, cards))
        margin = round(max(MARGIN * shown.scale, 6 * shown.ratio)) + 2
        boxes += (-margin, -margin, 2 * margin, 2 * margin)
        seen = (boxes[:, :2] < (shown.width, shown.height)).all(axis=1)
        seen &= (boxes[:, :2] + boxes[:, 2:] > 0).all(axis=1)
        parts = [QRect(*map(int, box)) & shown.rect for box in boxes[seen].tolist()]
        if parts and not self._surface.touch_up(cards, is_hasty=self._pause.isActive()):
            if len(parts) > _MANY:
                if not self._slices.is_busy:
                    self.redraw()
                return
            self._surface.repaint(parts)
        is_simple = shown == self._wanted and len(parts) <= _FEW
        for part in parts if is_simple else [self._wanted.rect]:
            self.changed.emit(part)

    def paint(self, painter: QPainter) -> None:
        """Copy the drawing to a painter in device pixels."""
        wanted, shown = self._wanted, self._surface.view
        if shown == wanted:
            painter.drawPixmap(0, 0, self._surface.picture)
            return
        painter.fillRect(wanted.rect, self._scene.colours.ground)
        if shown is None:
            return
        grown = wanted.scale / shown.scale
        corner = (shown.left * grown - wanted.left, shown.top * grown - wanted.top)
        if grown == 1.0:
            painter.drawPixmap(QPoint(*map(round, corner)), self._surface.picture)
            return
        is_small = wanted.width * wanted.height <= _SMOOTH
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_small)
        target = QRectF(*corner, shown.width * grown, shown.height * grown)
        painter.drawPixmap(target, self._surface.picture, QRectF(shown.rect))

    def finish(self) -> None:
        """Paint all that is still to be painted, now."""
        if self._pause.isActive():
            self.redraw()
        self._slices.finish()

    def stop(self) -> None:
        """Paint nothing more."""
        self._pause.stop()
        self._ahead.drop()
        self._slices.drop()

    def _completed(self) -> None:
        late = np.array(sorted(self._late), np.intp)
        self._late.clear()
        if len(late):
            self.retouch(late)
        if self._surface.view != self._wanted:
            self.look(self._wanted)
        self.changed.emit(self._wanted.rect)
        self.sharpened.emit()
        self._ahead.start(self._scene.ahead(self._wanted))


def _size(view: View) -> tuple[int, int, float]:
    return view.width, view.height, view.ratio


def _distance(view: View, other: View) -> float:
    """Return how far apart two views are, as a share of the window."""
    across = abs(view.left - other.left) / max(view.width, 1)
    return max(across, abs(view.top - other.top) / max(view.height, 1))
