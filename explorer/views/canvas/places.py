"""Where cards are in the scene, as Qt's rectangles and points."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

from core.layout import Layout
from core.picture import Picture
from core.picture.drift import Pairs


def box_of(picture: Picture | None, card: int) -> QRectF:
    """Return where a card is."""
    return QRectF() if picture is None else QRectF(*picture.layout.boxes[card].tolist())


def bounds_of(picture: Picture | None, cards: Sequence[int] | None = None) -> QRectF:
    """Return the rectangle around some cards, or around the whole drawing."""
    if picture is None or not len(picture.layout.ids):
        return QRectF(0, 0, 1, 1)
    if cards is None:
        return QRectF(0, 0, *picture.layout.size)
    boxes = picture.layout.boxes[list(cards)]
    low, high = boxes[:, :2].min(axis=0), (boxes[:, :2] + boxes[:, 2:]).max(axis=0)
    return QRectF(QPointF(*low.tolist()), QPointF(*high.tolist()))


def corner_of(layout: Layout, card: int) -> QPointF:
    """Return the left upper corner of a card."""
    return QPointF(*layout.boxes[card, :2].tolist())


def nearest(layout: Layout, point: QPointF) -> int:
    """Return the card nearest to a point; there must be one."""
    return int(_gaps(layout, point).argmin())


def anchor_of(
    old: Layout, new: Layout, pairs: Pairs, wanted: int | None, point: QPointF
) -> int | None:
    """Return the card of `new` that is to stay where it is seen, None when none is shared.

    That is `wanted`, a card of `old`, if it is still there, or the middle one of those that come
    from it; else the one nearest to a point.
    """
    before, after = pairs
    if not len(before):
        return None
    if wanted is not None and wanted in before:
        heirs = after[before == wanted]
        corners = new.boxes[heirs, :2]
        return int(heirs[np.abs(corners - corners.mean(axis=0)).sum(axis=1).argmin()])
    return int(after[_gaps(old, point)[before].argmin()])


def _gaps(layout: Layout, point: QPointF) -> NDArray[np.float64]:
    centres = layout.boxes[:, :2] + layout.boxes[:, 2:] / 2
    return np.abs(centres - (point.x(), point.y())).sum(axis=1)
