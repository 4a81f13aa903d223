"""A column's profile: its distribution as small bars, and its figures in words."""

from datetime import UTC, datetime, timedelta
from html import escape

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter

from core.model.preview import Column
from core.model.record import ColumnKind, ColumnProfile, Record
from core.picture.words import counted, percent

_COLUMNS = 100
_SHOWN = 5
"""Most frequent values that are named."""
_LEAST = 1.0
"""Pixels of the bar of a bin that is not empty."""
_GAP = 1
_WIDEST_BAR = 14.0
_DATED = frozenset((ColumnKind.TIME, ColumnKind.SPAN))
_MEASURED = frozenset((ColumnKind.NUMBER, *_DATED))


def figures(record: Record) -> tuple[tuple[str, str], ...]:
    """Return what a record says of a value, as pairs of a name and a text."""
    told = [("type", record.type_name)]
    if record.shape:
        told.append(("size", " \u00d7 ".join(f"{size:,}" for size in record.shape)))
    for count, what in (
        (record.duplicate_rows, "rows that are there twice"),
        (record.duplicate_index, "labels that are there twice"),
    ):
        if count:
            told.append((what, f"{count:,}"))
    if record.note:
        told.append(("note", record.note))
    for column in record.columns[:_COLUMNS]:
        parts = (column.dtype, *_counts(column), *_span(column))
        told.append((column.name, " \u00b7 ".join(parts)))
    return tuple(told)


def has_bars(profile: ColumnProfile) -> bool:
    """Whether there is a distribution to show."""
    return bool(_bars(profile))


def paint_bars(painter: QPainter, box: QRect, profile: ColumnProfile, colour: QColor) -> None:
    """Paint the distribution of a column: bins of numbers, or the most frequent of its texts."""
    bars = _bars(profile)
    width = min(_WIDEST_BAR, box.width() / len(bars))
    most = max(bars)
    for place, count in enumerate(bars):
        if count:
            height = max(_LEAST, box.height() * count / most)
            left = box.left() + place * width
            bar = QRectF(left, box.bottom() + 1 - height, max(_LEAST, width - _GAP), height)
            painter.fillRect(bar, colour)


def tip(column: Column, profile: ColumnProfile | None, sampled: int) -> str:
    """Return what there is to say of a column, as rich text; `sampled` as in `Record`."""
    lines = [f"<b>{escape(column.name)}</b>: {escape(column.dtype)}"]
    if profile is None:
        if column.nulls is not None:
            lines.append(f"{column.nulls:.1%} null")
        return "<br>".join(lines)
    lines += [" · ".join(part) for part in (_counts(profile), _span(profile)) if part]
    if profile.top and profile.distinct != 1:
        told = ", ".join(f"{escape(text)} ({n:,})" for text, n in profile.top[:_SHOWN])
        lines.append(f"Most frequent: {told}")
    if sampled and (profile.top or profile.quantiles):
        what = "Median and most frequent" if profile.top else "Median"
        lines.append(f"<i>{what} from a sample of {sampled:,} rows.</i>")
    return "<p style='white-space:pre-wrap'>" + "<br>".join(lines) + "</p>"


def _bars(profile: ColumnProfile) -> tuple[int, ...]:
    if profile.kind in _MEASURED:
        return profile.histogram
    is_open = profile.top and profile.top[0][1] > 1 and profile.distinct != 1
    return tuple(count for _, count in profile.top) if is_open else ()


def _counts(profile: ColumnProfile) -> list[str]:
    """Return how many cells are of which sort."""
    said: list[str] = []
    if profile.nulls is not None:
        said.append(f"{profile.nulls:,} null" if profile.nulls else "no nulls")
    if profile.distinct is not None:
        said.append("constant" if profile.is_constant else f"{profile.distinct:,} distinct")
    for count, what in (
        (profile.infinities, "infinite"),
        (profile.empties, "empty"),
        (profile.negatives, "negative"),
    ):
        if count:
            said.append(f"{count:,} {what}")
    return said


def _span(profile: ColumnProfile) -> list[str]:
    """Return between which values a column lies."""
    low, high, mean = profile.minimum, profile.maximum, profile.mean
    if low is None or high is None:
        return []
    if profile.kind is ColumnKind.TEXT:
        return [f"{low:g} to {high:g} characters" if low < high else counted(int(low), "character")]
    if profile.kind is ColumnKind.FLAG:
        return [] if mean is None else [f"{percent(mean)} true"]
    said = [f"{_spelt(low, profile.kind)} to {_spelt(high, profile.kind)}"]
    if profile.quantiles:
        said.append(
            f"median {_spelt(profile.quantiles[len(profile.quantiles) // 2], profile.kind)}"
        )
    if mean is not None and profile.kind is ColumnKind.NUMBER:
        said.append(f"mean {_spelt(mean, profile.kind)}")
    return said


def _spelt(number: float, kind: ColumnKind) -> str:
    if kind is ColumnKind.NUMBER:
        return (
            f"{number:,.0f}" if abs(number) >= 1000 and number == int(number) else f"{number:.6g}"
        )
    try:
        if kind is ColumnKind.SPAN:
            return str(timedelta(seconds=round(number)))
        moment = datetime.fromtimestamp(number, UTC)
    except (OverflowError, ValueError, OSError):
        return f"{number:.6g} s"
    is_day = number % 86_400 == 0
    return f"{moment:%Y-%m-%d}" if is_day else f"{moment:%Y-%m-%d %H:%M}"
