"""Comparisons as text for people, and as JSON for programs."""

import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

from core.model.comparison import ColumnDifference, Comparison, Difference, Move
from core.model.history import PastRun

_MOST_COLUMNS = 5
_MOST_MOVES = 3


def comparison_text(found: Comparison) -> str:
    """Return what differs: the nodes that differ first, then those that follow from them."""
    counts = Counter(one.said for one in found.nodes.values())
    lines = [
        f"{_named(found.before)} -> {_named(found.after)}",
        ", ".join(f"{count} {words}" for words, count in counts.most_common()),
        *found.circumstances,
    ]
    if found.after.message:
        lines.append(f"{_named(found.after)} failed: {found.after.message}")
    first = [line for one in found.first for line in _lines(one)]
    others = [line for one in found.different if not one.is_first for line in _lines(one)]
    if first:
        lines += ["", "differs first", *first]
    if others:
        lines += ["", "differs with it", *others]
    for title, nodes in (("only before", found.only_before), ("only after", found.only_after)):
        if nodes:
            lines += ["", f"{title}: {', '.join(nodes)}"]
    if not (first or others):
        lines += ["", "What both runs have came out the same."]
    return "\n".join(lines)


def comparison_document(found: Comparison) -> dict[str, Any]:
    """Return a comparison, for programs."""
    return {
        "before": _run(found.before),
        "after": _run(found.after),
        "circumstances": list(found.circumstances),
        "nodes": [_node(one) for one in found.nodes.values()],
        "only_before": list(found.only_before),
        "only_after": list(found.only_after),
    }


def _run(run: PastRun) -> dict[str, Any]:
    return {
        "id": run.id or None,
        "name": str(run.id) if run.id else run.note,
        "started": run.started,
        "status": run.status.value,
        "commit": run.circumstances.commit,
    }


def _node(one: Difference) -> dict[str, Any]:
    return {
        "node": one.node,
        "outcome": one.outcome.value,
        "is_first": one.is_first,
        "code_changed": one.has_new_code,
        "input_changed": one.has_new_input,
        "score": round(one.score, 4),
        "note": one.note,
        "moves": [_move(move) for move in one.moves],
        "columns": [_column(column) for column in one.columns],
    }


def _column(column: ColumnDifference) -> dict[str, Any]:
    return {
        "name": column.name,
        "score": round(column.score, 4),
        "moves": [_move(move) for move in column.moves],
    }


def _move(move: Move) -> dict[str, Any]:
    return {
        "metric": move.metric.value,
        "distance": round(move.distance, 6),
        "strength": round(move.strength, 4),
        "is_large": move.is_large,
        "before": move.before,
        "after": move.after,
    }


def _named(run: PastRun) -> str:
    then = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(run.started))
    name = f"run {run.id}" if run.id else run.note
    good = ", good" if run.is_good else ""
    return f"{name} ({then}{good})"


def _lines(one: Difference) -> Iterator[str]:
    score = f"  introduced {one.score:+.2f}" if abs(one.score) >= 0.005 else ""
    yield f"  {one.node}  {one.said}{score}"
    if one.note:
        yield f"    {one.note}"
    if one.moves:
        yield f"    {_moves(one.moves)}"
    for column in one.columns[:_MOST_COLUMNS]:
        yield f"    {column.name}: {_moves(column.moves)}"
    if len(one.columns) > _MOST_COLUMNS:
        yield f"    and {len(one.columns) - _MOST_COLUMNS} more columns"


def _moves(moves: tuple[Move, ...]) -> str:
    worth = [move for move in moves if move.is_large] or list(moves)
    return "; ".join(move.said for move in worth[:_MOST_MOVES])
