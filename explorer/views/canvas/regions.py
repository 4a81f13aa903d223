"""How areas look: what very many cards are shown as from far off."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor

from core.model.run import Status
from core.picture import Picture
from core.picture.areas import Areas
from core.picture.picture import STATUSES
from explorer.views.canvas.colours import Colours, mixed
from explorer.views.canvas.places import box_of, nearest

_CARDS_FROM = 0.08
"""The zoom from which on cards are shown: they are then some four pixels high."""
_SHADES = 4
_LOUD = (Status.RUNNING, Status.FAILED)
_SETTLED = [STATUSES.index(s) for s in (Status.DONE, Status.REUSED, Status.GIVEN)]


def areas_at(picture: Picture | None, zoom: float) -> Areas | None:
    """Return the areas that are shown in place of cards, None where cards are."""
    return None if picture is None or zoom >= _CARDS_FROM else picture.faces.areas


@dataclass(frozen=True, eq=False)
class Regions:
    """Areas as they are painted: `counts` is (a, s), cards by place in `STATUSES`.

    Area i is filled with `fills[codes[i]]`.
    """

    picture: Picture
    areas: Areas
    colours: Colours
    counts: NDArray[np.int64]
    codes: NDArray[np.int64]
    fills: tuple[QColor, ...]


def regions_of(picture: Picture, areas: Areas, colours: Colours) -> Regions:
    """Return how areas look.

    They take the tint of most nodes, else show how many are done; one that failed shows anyhow.
    """
    counts = areas.tally(picture.statuses, len(STATUSES))
    settled = counts[:, _SETTLED].sum(axis=1) / areas.counts
    codes = np.ceil(settled * _SHADES).astype(np.int64)
    done = colours.statuses[Status.DONE]
    fills = [mixed(colours.body, done, 0.24 * shade / _SHADES) for shade in range(_SHADES + 1)]
    if picture.colouring is not None:
        tints = areas.tally(picture.tints + 1, len(colours.tints) + 1)[:, 1:]
        is_tinted = tints.any(axis=1)
        codes[is_tinted] = len(fills) + tints[is_tinted].argmax(axis=1)
        fills += [mixed(colours.body, tint, 0.6) for tint in colours.tints]
    for status in _LOUD:
        codes[counts[:, STATUSES.index(status)] > 0] = len(fills)
        fills.append(mixed(colours.body, colours.statuses[status], 0.35))
    return Regions(picture, areas, colours, counts, codes, tuple(fills))


def landing(picture: Picture | None, before: float, after: float, point: QPointF) -> QPointF | None:
    """Return the scene point to look at in place of another, None for the same.

    Areas do not lie where their cards do: going nearer leads to the middle card of the area, going
    away to the area of the nearest card.
    """
    areas = None if picture is None else picture.faces.areas
    if picture is None or areas is None or (before < _CARDS_FROM) == (after < _CARDS_FROM):
        return None
    if after >= _CARDS_FROM:
        area = areas.index.at(point.x(), point.y())
        return None if area is None else box_of(picture, int(areas.hearts[area])).center()
    area = int(areas.members[nearest(picture.layout, point)])
    return QRectF(*areas.boxes[area].tolist()).center()


def tip(picture: Picture, areas: Areas, area: int) -> str:
    """Return what is to be said of an area, as rich text."""
    counts = areas.tally(picture.statuses, len(STATUSES))[area].tolist()
    fared = [f"{n:,} {s.value}" for s, n in zip(STATUSES, counts, strict=True) if n]
    sources = np.count_nonzero(areas.ends[:, 1] == area)
    readers = np.count_nonzero(areas.ends[:, 0] == area)
    said = [
        f"<b>{areas.titles[area]}</b>",
        f"{in_words(int(areas.counts[area]))}: {', '.join(fared)}",
        f"Reads from {sources:,} areas, read by {readers:,}.",
        "Click to mark its nodes, double-click to see it alone.",
    ]
    return "<br>".join(said)


def in_words(count: int) -> str:
    """Return a number of nodes as people say it."""
    return "1 node" if count == 1 else f"{count:,} nodes"
