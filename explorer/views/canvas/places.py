"""Where cards are in the scene, as Qt's rectangles and points."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

from core.layout import Layout
from core.picture import Picture
from core.picture.drift import Pairs

_TRIED = 200
"""Cards that are looked for in another picture at most."""


def box_of(picture: Picture | None, card: int) -> QRectF:
    """Return where a card is."""
    return QRectF() if picture is None else QRectF(*picture.layout.boxes[card].tolist())


def bounds_of(picture: Picture | None, cards: Sequence[int] | None = None) -> QRectF:
    """Return the rectangle around some cards, or around the whole drawing."""
    if picture is None or not len(picture.layout.ids):
        return QRectF(0, 0, 1, 1)
    if cards is None:
        return QRectF(0, 0, *picture.geometry.extent)
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


def partner_of(
    old: Picture, new: Picture, wanted: int | None, point: QPointF
) -> tuple[int, int] | None:
    """Return a card that both pictures have, as places in both: `wanted`, else one near a point.

    None where none of those tried is shared. For pictures that are too large to be compared.
    """
    gaps = _gaps(old.layout, point)
    if wanted is not None:
        gaps[wanted] = -1.0
    for card in np.argsort(gaps)[:_TRIED].tolist():
        if (place := new.index_of(old.id_of(card))) is not None:
            return card, place
    return None


def _gaps(layout: Layout, point: QPointF) -> NDArray[np.float64]:
    centres = layout.boxes[:, :2] + layout.boxes[:, 2:] / 2
    return np.abs(centres - (point.x(), point.y())).sum(axis=1)
