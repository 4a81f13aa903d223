"""Paints a picture onto pixels: any part, at any zoom, in steps of some milliseconds.

Two coats. The base is the dataflow at rest: ground, wires, cards. With a node selected, a veil
dims the base and what is up- and downstream is painted over it; so a new selection repaints
only what is lit.
"""

from collections.abc import Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QPainter

from core.model.run import Status
from core.picture import Emphasis, Picture
from core.picture.geometry import GIST, Bundle
from core.picture.picture import STATUSES
from explorer.views.canvas.atlas import paint_areas, paint_bars, paint_lit_areas
from explorer.views.canvas.body import MARGIN
from explorer.views.canvas.camera import View
from explorer.views.canvas.coats import (
    paint_dots,
    paint_ground,
    paint_heads,
    paint_wires,
    pen_of,
    wire_pen,
    wires_about,
)
from explorer.views.canvas.colours import Colours
from explorer.views.canvas.deck import Deck
from explorer.views.canvas.ghosts import paint_ghosts
from explorer.views.canvas.groups import HEAVY_WEIGHT, heavy_colour, heavy_wires
from explorer.views.canvas.labels import Labels
from explorer.views.canvas.level import Level
from explorer.views.canvas.regions import Regions, areas_at, regions_of
from explorer.views.canvas.sheet import Sheet

_TONES = (Emphasis.LIT, Emphasis.DOWNSTREAM, Emphasis.UPSTREAM, Emphasis.SLOWEST)
_LIT_WEIGHT = 1.3
_HASTY_PIECES = 1000
"""Pieces of wire painted at most where there is no time."""
_AHEAD = 0.5
"""Share of the window, on each side, in which cards are prepared."""
_FAILED, _RUNNING = STATUSES.index(Status.FAILED), STATUSES.index(Status.RUNNING)


class Scene:
    """What is drawn: a picture in some colours."""

    def __init__(self, colours: Colours) -> None:
        self._colours = colours
        self._deck = Deck(colours)
        self._labels = Labels(colours)
        self._picture: Picture | None = None
        self._heavy: Bundle | None = None
        self._lit: dict[Emphasis, Bundle] = {}
        self._regions: Regions | None = None
        self._entered: dict[Emphasis, NDArray[np.bool_]] = {}

    @property
    def picture(self) -> Picture | None:
        """What is drawn, None before there is anything."""
        return self._picture

    @property
    def colours(self) -> Colours:
        """The colours it is drawn in."""
        return self._colours

    @property
    def is_lit(self) -> bool:
        """Whether there is anything to paint over the base."""
        return self._picture is not None and self._picture.is_lit

    def set_colours(self, colours: Colours) -> None:
        """Draw in other colours."""
        self._colours = colours
        self._regions = None
        self._deck.set_colours(colours)
        self._labels.set_colours(colours)

    def set_picture(self, picture: Picture) -> None:
        """Draw another picture."""
        before, self._picture = self._picture, picture
        if before is None or before.geometry is not picture.geometry:
            self._heavy = heavy_wires(picture)
        if (
            before is None
            or before.wire_emphasis is not picture.wire_emphasis
            or before.geometry is not picture.geometry
        ):
            self._lit = _bundles(picture)
            self._entered = {tone: _targets(picture, tone) for tone in self._lit}

    def base(self, sheet: Sheet) -> Iterator[None]:
        """Paint the dataflow at rest, step by step."""
        colours, picture, view = self._colours, self._picture, sheet.view
        sheet.fill(lambda painter, part: paint_ground(painter, view, part, colours))
        if picture is None:
            return
        if (regions := self.regions(view.zoom)) is not None:
            yield from paint_areas(sheet, regions)
            return
        if gone := picture.freshness.ghosts:
            sheet.draw(lambda painter: paint_ghosts(painter, view, gone, colours))
        geometry = picture.geometry
        about = wires_about(view, geometry)
        index = geometry.gist if about > GIST else geometry.curves
        pieces = sheet.touching(index, 3 * view.ratio)
        if sheet.is_hasty and len(pieces) > _HASTY_PIECES:
            pieces = pieces[:: len(pieces) // _HASTY_PIECES + 1]
        pen = wire_pen(view, about, colours)
        yield from paint_wires(sheet, geometry.pieces[pieces], pen)
        if self._heavy is not None and sheet.level is not Level.DOT:
            heavy = sheet.touching(self._heavy.index, 3 * view.ratio)
            pen = pen_of(view, heavy_colour(colours), HEAVY_WEIGHT)
            yield from paint_wires(sheet, self._heavy.pieces[heavy], pen)
        cards = _cards_at(picture, sheet)
        if sheet.level is not Level.DOT:
            into = cards[geometry.has_entry[cards]]
            sheet.draw(lambda painter: paint_heads(painter, view, picture, into, colours.wire))
            yield from self._labels.paint_flows(sheet, picture)
        yield from self._deck.paint(sheet, picture, cards, is_lit=False)

    def lit(self, sheet: Sheet) -> Iterator[None]:
        """Paint veil, lit wires and lit cards over the base, step by step."""
        picture = self._picture
        if picture is None:
            return
        veil = self._colours.veil
        sheet.fill(lambda painter, part: painter.fillRect(part, veil))
        if (regions := self.regions(sheet.view.zoom)) is not None:
            yield from paint_lit_areas(sheet, regions)
            return
        cards = _cards_at(picture, sheet)
        for tone, bundle in self._lit.items():
            pieces = sheet.touching(bundle.index, 3 * sheet.view.ratio)
            pen = pen_of(sheet.view, self._tone(tone), _LIT_WEIGHT)
            yield from paint_wires(sheet, bundle.pieces[pieces], pen)
            if sheet.level is not Level.DOT:
                into = cards[self._entered[tone][cards]]
                sheet.draw(partial(self._paint_heads, sheet.view, picture, into, tone))
        if picture.spotlight is None or not picture.spotlight.is_path:
            yield from self._labels.paint_flows(sheet, picture, is_lit=True)
        lit = cards[(picture.emphasis[cards] >= Emphasis.LIT) | _is_loud(picture, cards)]
        yield from self._deck.paint(sheet, picture, lit, is_lit=True)
        self._labels.paint_path(sheet, picture)

    def paint_card(self, painter: QPainter, view: View, card: int, emphasis: Emphasis) -> None:
        """Paint one card in device pixels."""
        if self._picture is not None:
            self._deck.paint_one(painter, view, self._picture, card, emphasis)

    def paint_labels(self, painter: QPainter, view: View, cards: NDArray[np.integer]) -> None:
        """Paint what is said on the wires into some cards, in device pixels."""
        if self._picture is not None:
            self._labels.paint_of(painter, view, self._picture, cards)

    def regions(self, zoom: float) -> Regions | None:
        """Return the areas that are shown at a zoom, None where cards are."""
        picture, areas = self._picture, areas_at(self._picture, zoom)
        if picture is None or areas is None:
            return None
        if self._regions is None or self._regions.picture is not picture:
            self._regions = regions_of(picture, areas, self._colours)
        return self._regions

    def boxes(self, zoom: float, cards: NDArray[np.integer]) -> NDArray[np.float64]:
        """Return where changed cards show at a zoom, (n, 4): with their labels, or their areas."""
        picture, areas = self._picture, areas_at(self._picture, zoom)
        if picture is None:
            return np.empty((0, 4))
        if areas is None:
            return self._labels.boxes(picture, zoom, cards)
        return areas.boxes[np.unique(areas.members[cards])]

    def touch_up(self, sheet: Sheet, cards: NDArray[np.integer]) -> bool:
        """Paint changed cards over the base without what lies below; False where that cannot be.

        From far off a card is an opaque box, so the new one covers the old; from near it nearly
        does, which is enough in haste.
        """
        picture = self._picture
        if picture is None or self.is_lit:
            return False
        if (regions := self.regions(sheet.view.zoom)) is not None:
            changed = np.unique(regions.areas.members[cards])
            sheet.draw(partial(paint_bars, sheet.view, regions, changed))
            return sheet.is_hasty
        if sheet.level is Level.DOT:
            view, colours = sheet.view, self._colours
            sheet.draw(lambda painter: paint_dots(painter, view, picture, cards, colours))
            return True
        if sheet.is_hasty:
            self._deck.cover(sheet, picture, cards)
        return sheet.is_hasty

    def ahead(self, view: View) -> Iterator[None]:
        """Prepare what comes into sight when the hand pans on, step by step."""
        picture = self._picture
        if picture is None:
            return
        left, top, right, bottom = view.scene(view.rect)
        across, down = (right - left) * _AHEAD, (bottom - top) * _AHEAD
        cards = picture.geometry.cards.touching(
            left - across, top - down, right + across, bottom + down
        )
        yield from self._deck.prepare(view, picture, cards)
        yield from self._labels.prepare(view, picture, cards)

    def _tone(self, tone: Emphasis) -> QColor:
        return self._colours.tones.get(tone, self._colours.faint)

    def _paint_heads(
        self,
        view: View,
        picture: Picture,
        cards: NDArray[np.int32],
        tone: Emphasis,
        painter: QPainter,
    ) -> None:
        paint_heads(painter, view, picture, cards, self._tone(tone))


def _cards_at(picture: Picture, sheet: Sheet) -> NDArray[np.int32]:
    margin = (MARGIN + 1) * sheet.view.scale + 2 * sheet.view.ratio
    return sheet.touching(picture.geometry.cards, margin)


def _is_loud(picture: Picture, cards: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return which cards are never dimmed: a failure must not be overlooked."""
    statuses = picture.statuses[cards]
    return (statuses == _FAILED) | (statuses == _RUNNING)


def _bundles(picture: Picture) -> dict[Emphasis, Bundle]:
    """Return the lit wires of each tone, in painting order."""
    lit = {tone: np.flatnonzero(picture.wire_emphasis == tone) for tone in _TONES}
    return {tone: picture.geometry.bundle(wires) for tone, wires in lit.items() if len(wires)}


def _targets(picture: Picture, tone: Emphasis) -> NDArray[np.bool_]:
    """Return which cards a wire of some tone comes into."""
    entered = np.zeros(len(picture.layout.ids), bool)
    entered[picture.layout.edges[picture.wire_emphasis == tone, 1]] = True
    return entered
