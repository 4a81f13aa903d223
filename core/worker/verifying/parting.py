"""What went into some rows of a node's value, and nothing else."""
# pyright: basic

from collections.abc import Mapping
from typing import Any

from ..kinds import kinds_of
from ..tracing.flow import Flow

_ROW_BY_ROW = ("exact", "by position", "by key")


def parted(flow: Flow, node: str, values: Mapping[str, Any], rows: Any) -> dict[str, Any] | None:
    """Return the values that went into a node, those that go row by row with only some rows.

    None where no value goes with the node's row by row, or one may and cannot be parted.
    """
    parts = dict(values)
    count = 0
    for parent, (its, alignment) in flow.aligned(node).items():
        if its.rows < 2 or its.is_mapping:
            continue
        if alignment.how not in _ROW_BY_ROW:
            continue
        part = _taken(values[parent], alignment.to_parent(its.np, rows))
        if part is None:
            return None
        parts[parent] = part
        count += 1
    return parts if count else None


def _taken(value: Any, rows: Any) -> Any:
    """Return some rows of a value, None where we do not know how."""
    kinds = kinds_of(value)
    if "pandas.DataFrame" in kinds or "pandas.Series" in kinds:
        return value[rows]
    if "polars.DataFrame" in kinds or "polars.Series" in kinds:
        return value.filter(rows)
    if "numpy.ndarray" in kinds:
        return value[rows]
    if "builtins.list" in kinds:
        return [cell for cell, is_in in zip(value, rows.tolist(), strict=True) if is_in]
    return None
