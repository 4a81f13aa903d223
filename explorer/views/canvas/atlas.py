"""Paints areas and the bundles of wires between them."""

from collections.abc import Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from core.model.run import Status
from core.picture import Emphasis
from core.picture.areas import Areas
from core.picture.picture import STATUSES
from explorer.views.canvas.batches import draw_lines, draw_rects, flattened
from explorer.views.canvas.camera import View
from explorer.views.canvas.coats import on_device, paint_wires, softened
from explorer.views.canvas.colours import mixed
from explorer.views.canvas.ink import font
from explorer.views.canvas.regions import Regions, in_words
from explorer.views.canvas.sheet import Sheet

_CLASSES = ((16, 3.0, 0.5), (8, 2.2, 0.4), (4, 1.6, 0.3), (2, 1.2, 0.22), (1, 1.0, 0.16))
"""Bundles of so many wires or more: logical pixels and opacity, the strongest first."""
_HASTY_BUNDLES, _HASTY_TITLES = 120, 12
_BUNDLES_A_MEGAPIXEL = 250
_TITLES_A_STEP = 60
_GAP = 1.0
"""Logical pixels that an area keeps from its edge."""
_BAR = 3.0
_LEAST_ROOM = (24.0, 11.0)
"""Logical pixels that an area must have for a title."""
_LEAST_LETTERS, _LEAST_LETTERING = 6, 8.5
"""Letters that a shortened title must have left, and logical pixels of its type."""
_COUNT_FROM = 30.0
_BARS = (
    Status.FAILED,
    Status.RUNNING,
    Status.DONE,
    Status.REUSED,
    Status.GIVEN,
    Status.WAITING,
    Status.SKIPPED,
    Status.CANCELLED,
)


def paint_areas(sheet: Sheet, regions: Regions) -> Iterator[None]:
    """Paint areas with their bundles and titles, step by step."""
    areas, colours = regions.areas, regions.colours
    found = np.sort(sheet.touching(areas.index, 0.0))
    sheet.draw(partial(_paint_tiles, sheet.view, regions, found))
    yield
    bundles = np.sort(sheet.touching(areas.strongest, 4 * sheet.view.ratio))
    colour = mixed(colours.wire, colours.text, 0.25)
    bundles = bundles[: _HASTY_BUNDLES if sheet.is_hasty else _most_bundles(sheet.view)]
    for pen, some in _classes(sheet.view, areas, bundles, colour):
        yield from paint_wires(sheet, areas.pieces[some], pen)
    sheet.draw(partial(paint_bars, sheet.view, regions, found))
    yield from _paint_titles(sheet, regions, found)


def _most_bundles(view: View) -> int:
    """Return how many bundles leave the areas to be seen in a window of this size."""
    megapixels = view.width * view.height / view.ratio**2 / 1e6
    return max(_HASTY_BUNDLES, round(_BUNDLES_A_MEGAPIXEL * megapixels))


def paint_lit_areas(sheet: Sheet, regions: Regions) -> Iterator[None]:
    """Paint the areas and bundles that hold lit cards and wires, step by step."""
    picture, areas, tones = regions.picture, regions.areas, regions.colours.tones
    seen = np.zeros(len(areas.titles), bool)
    seen[sheet.touching(areas.index, 0.0)] = True
    for tone in sorted(tones):
        inside = _among(areas.members[picture.emphasis == tone], seen)
        if len(inside):
            sheet.draw(partial(_paint_rims, sheet.view, areas, inside, tones[tone]))
            sheet.draw(partial(_paint_tiles, sheet.view, regions, inside))
            yield
    for tone in (Emphasis.DOWNSTREAM, Emphasis.UPSTREAM):
        lit = np.unique(areas.bundle_of[picture.wire_emphasis == tone])
        for pen, some in _classes(sheet.view, areas, lit[lit >= 0], tones[tone]):
            yield from paint_wires(sheet, areas.pieces[some], pen)
    lit = _among(areas.members[picture.emphasis > Emphasis.DIMMED], seen)
    sheet.draw(partial(paint_bars, sheet.view, regions, lit))
    yield from _paint_titles(sheet, regions, lit)


def lift_area(painter: QPainter, view: View, regions: Regions, area: int) -> None:
    """Paint one area with all its bundles, over the others."""
    areas, colours = regions.areas, regions.colours
    for tone, end in ((Emphasis.UPSTREAM, 1), (Emphasis.DOWNSTREAM, 0)):
        bundles = np.flatnonzero(areas.ends[:, end] == area)
        for pen, some in _classes(view, areas, bundles, colours.tones[tone]):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(pen)
            draw_lines(painter, flattened(on_device(view, areas.pieces[some]), view.rect))
    one = np.array([area])
    _paint_rims(view, areas, one, colours.accent, painter)
    for paint in (_paint_tiles, paint_bars, _write):
        paint(view, regions, one, painter)


def _among(found: NDArray[np.integer], seen: NDArray[np.bool_]) -> NDArray[np.integer]:
    distinct = np.unique(found)
    return distinct[seen[distinct]]


def _inner(view: View, areas: Areas, some: NDArray[np.integer]) -> NDArray[np.float64]:
    """Return areas without the gaps between them, in device pixels."""
    gap = max(1.0, round(_GAP * view.ratio))
    left, top, width, height = areas.boxes[some].T
    edges = np.rint(np.stack([left, top, left + width, top + height], axis=1) * view.scale)
    edges -= (view.left, view.top, view.left, view.top)
    boxes = np.hstack([edges[:, :2] + gap, edges[:, 2:] - edges[:, :2] - 2 * gap])
    boxes[:, 2:] = np.maximum(boxes[:, 2:], 1.0)
    return boxes


def _paint_tiles(
    view: View, regions: Regions, some: NDArray[np.integer], painter: QPainter
) -> None:
    boxes, hair = _inner(view, regions.areas, some), max(1.0, round(view.ratio))
    inside = boxes + np.array([hair, hair, -2 * hair, -2 * hair])
    codes, edge = regions.codes[some], regions.colours.border_strong
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    for code in map(int, set(codes.tolist())):
        chosen = codes == code
        painter.setBrush(mixed(regions.fills[code], edge, 0.8))
        draw_rects(painter, softened(boxes[chosen]))
        painter.setBrush(regions.fills[code])
        draw_rects(painter, softened(np.maximum(inside[chosen], (-np.inf, -np.inf, 0.0, 0.0))))


def paint_bars(view: View, regions: Regions, some: NDArray[np.integer], painter: QPainter) -> None:
    """Show how the nodes of areas fared: a bar at the foot of each."""
    areas, colours, counts = regions.areas, regions.colours, regions.counts[some]
    left, top, width, height = _inner(view, areas, some).T
    high = np.minimum(np.maximum(1.0, round(_BAR * view.ratio)), height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    start = np.zeros(len(some))
    for status in _BARS:
        share = counts[:, STATUSES.index(status)] / areas.counts[some]
        painter.setBrush(colours.statuses[status])
        bars = np.column_stack([left + start * width, top + height - high, share * width, high])
        draw_rects(painter, bars[share > 0])
        start += share


def _paint_rims(
    view: View, areas: Areas, some: NDArray[np.integer], colour: QColor, painter: QPainter
) -> None:
    rim = max(1.0, round(1.5 * view.ratio))
    boxes = _inner(view, areas, some) + np.array([-rim, -rim, 2 * rim, 2 * rim])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    draw_rects(painter, softened(boxes))


def _classes(
    view: View, areas: Areas, bundles: NDArray[np.integer], colour: QColor
) -> Iterator[tuple[QPen, NDArray[np.integer]]]:
    """Return some bundles by strength with the pens for them, the strongest last."""
    strengths = areas.strengths[bundles]
    for least, width, opacity in reversed(_CLASSES):
        most = next((above for above, *_ in reversed(_CLASSES) if above > least), np.inf)
        some = bundles[(strengths >= least) & (strengths < most)]
        if len(some):
            faint = QColor(colour)
            faint.setAlphaF(opacity)
            yield QPen(faint, width * view.ratio), some


def _paint_titles(sheet: Sheet, regions: Regions, some: NDArray[np.integer]) -> Iterator[None]:
    room = np.array(_LEAST_ROOM) * sheet.view.ratio
    some = some[(_inner(sheet.view, regions.areas, some)[:, 2:] >= room).all(axis=1)]
    if sheet.is_hasty:
        some = some[:_HASTY_TITLES]
    for start in range(0, len(some), _TITLES_A_STEP):
        few = some[start : start + _TITLES_A_STEP]
        sheet.draw(partial(_write, sheet.view, regions, few))
        yield


def _write(view: View, regions: Regions, some: NDArray[np.integer], painter: QPainter) -> None:
    areas, colours = regions.areas, regions.colours
    boxes = _inner(view, areas, some).tolist()
    for area, (left, top, width, height) in zip(map(int, some), boxes, strict=True):
        pixels = min(max(height / view.ratio * 0.3, 9.5), 14.0) * view.ratio
        lines = [(areas.titles[area], pixels, colours.text)]
        if height >= _COUNT_FROM * view.ratio:
            lines.append((in_words(int(areas.counts[area])), pixels * 0.85, colours.muted))
        ground = QColor(regions.fills[int(regions.codes[area])])
        ground.setAlphaF(0.8)
        place = QRectF(left, top, width, height)
        _write_lines(painter, lines, place, ground, view.ratio)


def _write_lines(
    painter: QPainter,
    lines: list[tuple[str, float, QColor]],
    place: QRectF,
    ground: QColor,
    ratio: float,
) -> None:
    """Write lines into the middle of a place, on a ground of their own above the bundles.

    The first may be shortened.
    """
    inset = 4.0 * ratio
    top = place.center().y() - sum(pixels for _, pixels, _ in lines) * 0.64
    for row, (said, pixels, colour) in enumerate(lines):
        face = font(round(pixels), QFont.Weight.Medium)
        room = place.width() - 2 * inset
        fitting = pixels * room / max(QFontMetricsF(face).horizontalAdvance(said), 1.0)
        if fitting < pixels:
            face.setPixelSize(round(max(fitting, _LEAST_LETTERING * ratio)))
        metrics = QFontMetricsF(face)
        short = metrics.elidedText(said, Qt.TextElideMode.ElideMiddle, room)
        if short == said or (row == 0 and len(short) >= _LEAST_LETTERS):
            wide = metrics.horizontalAdvance(short)
            left = place.center().x() - wide / 2
            painter.fillRect(QRectF(left - inset / 2, top, wide + inset, pixels * 1.28), ground)
            painter.setFont(face)
            painter.setPen(colour)
            painter.drawText(QPointF(left, round(top + pixels)), short)
        top += pixels * 1.28
