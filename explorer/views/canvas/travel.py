"""Takes cards from an old layout to a new one, so that nobody gets lost."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPointF, Signal
from PySide6.QtWidgets import QWidget

from core.layout import Layout
from core.picture import Picture
from core.picture.drift import between, placed, shared
from explorer.views.canvas.glide import Glide

_GLIDE = 150
"""Milliseconds."""
_MOST = 2500
"""Cards and wires that glide at most; more would stutter, so they jump."""


class Travel(QObject):
    """Moves the cards of a picture and says by how much one of them went along."""

    moved = Signal(object, QPointF)
    """The picture on its way, and how far the anchor went since the last time."""
    arrived = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._glide = Glide(widget)
        self._picture: Picture | None = None
        self._last = QPointF()

    @property
    def is_under_way(self) -> bool:
        """Whether cards move."""
        return self._glide.is_under_way

    def start(self, old: Layout, new: Picture, anchor: int | None) -> None:
        """Move from one layout to the picture's own; `anchor` is a card of the new picture."""
        self._picture = new
        self._last = _corner(between(old, new.layout, 0.0), anchor)
        if len(new.layout.ids) + len(new.layout.edges) > _MOST:
            self._advance(old, anchor, 1.0)
        else:
            self._glide.start(_GLIDE, lambda share: self._advance(old, anchor, share))

    def replace(self, picture: Picture) -> None:
        """Take a newer picture with the same layout on the way."""
        self._picture = picture

    def finish(self) -> None:
        """Go to the end at once."""
        self._glide.finish()

    def stop(self) -> None:
        """Stop moving."""
        self._glide.stop()

    def _advance(self, old: Layout, anchor: int | None, share: float) -> None:
        picture = self._picture
        if picture is None:
            return
        if share < 1.0:
            picture = placed(picture, between(old, picture.layout, share))
        corner = _corner(picture.layout, anchor)
        step, self._last = corner - self._last, corner
        self.moved.emit(picture, step)
        if share >= 1.0:
            self.arrived.emit()


def anchor_of(old: Layout, new: Layout, wanted: int | None, point: QPointF) -> int | None:
    """Return the card of `new` that is to stay where it is seen, None when none is shared.

    That is `wanted`, a card of `old`, if it is still there; else the one nearest to a point.
    """
    before, after = shared(old, new)
    if not len(before):
        return None
    if wanted is not None and wanted in before:
        return int(after[before == wanted][0])
    return int(after[_gaps(old, point)[before].argmin()])


def nearest(layout: Layout, point: QPointF) -> int:
    """Return the card nearest to a point of the scene; there must be one."""
    return int(_gaps(layout, point).argmin())


def _gaps(layout: Layout, point: QPointF) -> NDArray[np.float64]:
    centres = layout.boxes[:, :2] + layout.boxes[:, 2:] / 2
    return np.abs(centres - (point.x(), point.y())).sum(axis=1)


def _corner(layout: Layout, card: int | None) -> QPointF:
    return QPointF() if card is None else QPointF(*layout.boxes[card, :2].tolist())
