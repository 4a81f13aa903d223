"""Rows of two runs beside each other, as text for people, and as JSON for programs."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from core.model.graph import NodeId
from core.model.rows import RowChange, RowComparison
from explorer.terminal.wording import aligned

_MOST_COLUMNS = 6
_WIDEST = 28


def rows_texts(rows: Mapping[NodeId, RowComparison | str]) -> list[str]:
    """Return for each node which of its rows differ."""
    return ["\n".join([f"rows of {node}", *_lines(found)]) for node, found in rows.items()]


def rows_document(rows: Mapping[NodeId, RowComparison | str]) -> dict[str, Any]:
    """Return which rows differ, for programs; nothing where no node was asked for."""
    found = {node: _document(one) for node, one in rows.items()}
    return {"rows": found} if found else {}


def _lines(found: RowComparison | str) -> Iterator[str]:
    if isinstance(found, str):
        yield f"  {found}"
        return
    yield f"  {found.said}, matched by {found.matched_by}".replace("`", "")
    if found.note:
        yield f"  {found.note}"
    if found.moved:
        counts = ", ".join(f"{name} in {count:,}" for name, count in found.moved)
        yield f"  other cells: {counts}"
    if found.rounded:
        yield f"  {found.rounded:,} cells differ by rounding alone"
    for title, names in (("only before", found.only_before), ("only after", found.only_after)):
        if names:
            yield f"  columns {title}: {', '.join(names)}"
    yield from _all_examples(found)


def _all_examples(found: RowComparison) -> Iterator[str]:
    for title, count, changes in (
        ("changed", found.changed_count, found.changed),
        ("added", found.added_count, found.added),
        ("removed", found.removed_count, found.removed),
    ):
        if changes:
            more = f" (the first {len(changes)})" if count > len(changes) else ""
            yield f"  {title}{more}"
            yield from _examples(found, changes)


def _examples(found: RowComparison, changes: Iterable[RowChange]) -> list[str]:
    names = found.columns[:_MOST_COLUMNS]
    rows = [("", *names)]
    rows += [(row.label, *(_cell(row, place) for place in range(len(names)))) for row in changes]
    return aligned(rows, "    ")


def _cell(row: RowChange, place: int) -> str:
    if row.before and row.after and place in row.differing:
        return f"{_short(row.before[place])} -> {_short(row.after[place])}"
    return _short((row.after or row.before)[place])


def _short(text: str | None) -> str:
    if text is None:
        return "null"
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 3]}..."


def _document(found: RowComparison | str) -> dict[str, Any]:
    if isinstance(found, str):
        return {"refused": found}
    return {
        "matched_by": found.matched_by,
        "note": found.note,
        "before": found.rows_before,
        "after": found.rows_after,
        "same": found.same,
        "changed": found.changed_count,
        "added": found.added_count,
        "removed": found.removed_count,
        "rounded": found.rounded,
        "columns_changed": dict(found.moved),
        "columns_only_before": list(found.only_before),
        "columns_only_after": list(found.only_after),
        "examples": {
            "changed": [_change(found, row) for row in found.changed],
            "added": [_row(found, row.label, row.after) for row in found.added],
            "removed": [_row(found, row.label, row.before) for row in found.removed],
        },
    }


def _change(found: RowComparison, row: RowChange) -> dict[str, Any]:
    return {
        "label": row.label,
        "before": dict(zip(found.columns, row.before, strict=False)),
        "after": dict(zip(found.columns, row.after, strict=False)),
        "differing": [found.columns[place] for place in sorted(row.differing)],
    }


def _row(found: RowComparison, label: str, cells: tuple[str | None, ...]) -> dict[str, Any]:
    return {"label": label, "cells": dict(zip(found.columns, cells, strict=False))}
