"""What a suspect's value would be like if it were well: no truth, but free of the symptom.

Bad cells become the median of the good ones, or the commonest of them; where none is good, what
the parent's column of that name has. Rows that came twice go, rows that were lost come back.
"""
# pyright: basic

import importlib
from collections.abc import Callable, Mapping
from typing import Any

from ..kinds import kinds_of
from ..tracing.findings import Suspect
from ..tracing.flow import Flow
from ..tracing.tables import Table


def mended(flow: Flow, suspect: Suspect, value: Any, parents: Mapping[str, Any]) -> Any:
    """Return a copy of a suspect's value without the symptom; `value` itself where none is known.

    `parents` are the values that went into it.
    """
    if suspect.keys:
        return _with_entries(value, suspect.keys)
    if suspect.symptom == "rows-lost":
        return _with_rows_back(flow, suspect, value, parents)
    if suspect.symptom in ("rows-gained", "duplicate-rows", "duplicate-index"):
        return _without_copies(value, suspect.column)
    if suspect.symptom in ("type-changed", "constant"):
        return _with_column_before(flow, suspect, value, retyped=suspect.symptom == "type-changed")
    table = flow.table(suspect.node)
    if table is None or suspect.column not in table.names or suspect.bad_at is None:
        return value
    cells = _good_cells(flow, suspect, table)
    return value if cells is None else _with_column(value, suspect.column, cells)


def _good_cells(flow: Flow, suspect: Suspect, table: Table) -> list[Any] | None:
    """Return the cells of a column, the bad ones replaced."""
    bad = suspect.bad_at
    cells, marks = table.listed(suspect.column), bad.tolist()
    usual = _usual([cell for cell, is_bad in zip(cells, marks, strict=True) if not is_bad])
    before = _before(flow, suspect) if usual is None else [usual] * len(cells)
    if before is None:
        return None
    return [b if is_bad else c for b, c, is_bad in zip(before, cells, marks, strict=True)]


def _before(flow: Flow, suspect: Suspect) -> list[Any] | None:
    """Return the cells of the parent's column of the same name, row by row."""
    for parent, (its, alignment) in flow.aligned(suspect.node).items():
        names = [n for n in its.names if n == suspect.column or parent == suspect.column]
        if not names or alignment.how == "unknown":
            continue
        places = alignment.places(its.np, its.np.arange(len(alignment.of_value)))
        if (places >= 0).all():
            cells = its.listed(names[0])
            return [cells[place] for place in places.tolist()]
    return None


def _usual(cells: list[Any]) -> Any:
    """Return the median of numbers, else the commonest value; None where there is none."""
    there = [cell for cell in cells if cell is not None and cell == cell]
    if not there:
        return None
    if all(isinstance(c, (int, float)) and not isinstance(c, bool) for c in there[:200]):
        ordered = sorted(cell for cell in there if abs(cell) != float("inf"))
        return ordered[len(ordered) // 2] if ordered else None
    counts: dict[Any, int] = {}
    try:
        for cell in there:
            counts[cell] = counts.get(cell, 0) + 1
    except TypeError:
        return there[0]
    return max(counts, key=counts.__getitem__)


def _with_column(value: Any, name: str, cells: list[Any]) -> Any:
    for kind in kinds_of(value):
        if kind in _WRITERS:
            return _WRITERS[kind](value, name, cells)
    return value


def _in_frame(value: Any, name: str, cells: list[Any]) -> Any:
    place = [str(column) for column in value.columns].index(name)
    new = value.copy()
    new.isetitem(place, _in_series(value.iloc[:, place], name, cells))
    return new


def _in_series(value: Any, _: str, cells: list[Any]) -> Any:
    pandas = importlib.import_module("pandas")
    new = pandas.Series(cells, index=value.index, name=value.name)
    return new.astype(value.dtype) if value.dtype.kind in "OMm" else new


def _in_polars(value: Any, name: str, cells: list[Any]) -> Any:
    polars = importlib.import_module("polars")
    if hasattr(value, "columns"):
        return value.with_columns(polars.Series(name, cells, value.schema[name], strict=False))
    return polars.Series(value.name, cells, value.dtype, strict=False)


def _in_array(value: Any, name: str, cells: list[Any]) -> Any:
    new = value.copy()
    if value.ndim == 1:
        new[:] = cells
    else:
        new[:, int(name)] = cells
    return new


def _in_dict(value: dict[Any, Any], _: str, cells: list[Any]) -> dict[Any, Any]:
    return dict(zip(value, cells, strict=True))


def _in_list(_: Any, __: str, cells: list[Any]) -> list[Any]:
    return cells


_WRITERS: Mapping[str, Callable[[Any, str, list[Any]], Any]] = {
    "pandas.DataFrame": _in_frame,
    "pandas.Series": _in_series,
    "polars.DataFrame": _in_polars,
    "polars.Series": _in_polars,
    "numpy.ndarray": _in_array,
    "builtins.dict": _in_dict,
    "builtins.list": _in_list,
}


def _with_entries(value: Any, keys: tuple[Any, ...]) -> Any:
    """Return a table in which something is looked up, with usual values for some keys."""
    kinds = kinds_of(value)
    texts = set(map(str, keys))
    if "builtins.dict" in kinds:
        usual = _usual([v for key, v in value.items() if str(key) not in texts])
        fresh = {key: usual for key in keys if str(key) not in set(map(str, value))}
        return {k: usual if str(k) in texts else v for k, v in value.items()} | fresh
    if "pandas.Series" in kinds:
        usual = _usual(value.tolist())
        new = value.reindex(value.index.union(list(keys), sort=False))
        return new.fillna(usual) if usual is not None else new
    if "pandas.DataFrame" in kinds or "polars.DataFrame" in kinds:
        return _with_rows_for(value, keys)
    return value


def _with_rows_for(value: Any, keys: tuple[Any, ...]) -> Any:
    """Return a frame with a usual row for each key, in the first column that holds such."""
    columns = {name: value[name].to_list() for name in value.columns}
    kind = type(keys[0])
    key = next((n for n, cells in columns.items() if _is_key(cells, kind)), None)
    if key is None:
        return value
    usual = {name: _usual(cells) for name, cells in columns.items()}
    rows = [{**usual, key: wanted} for wanted in keys]
    is_polars = "polars.DataFrame" in kinds_of(value)
    library = importlib.import_module("polars" if is_polars else "pandas")
    if is_polars:
        fresh = library.DataFrame(rows, schema=value.schema, strict=False)
        return library.concat([value, fresh])
    return library.concat([value, library.DataFrame(rows)], ignore_index=True)


def _is_key(cells: list[Any], kind: type) -> bool:
    there = [cell for cell in cells if cell is not None and cell == cell]
    try:
        return bool(there) and len(set(there)) == len(there) and type(there[0]) is kind
    except TypeError:
        return False


def _without_copies(value: Any, key: str) -> Any:
    kinds = kinds_of(value)
    if "pandas.DataFrame" in kinds:
        if key:
            return value.drop_duplicates(subset=[key])
        kept = value[~value.index.duplicated()]
        return kept if len(kept) < len(value) else value.drop_duplicates()
    if "pandas.Series" in kinds:
        return value[~value.index.duplicated()]
    if "polars.DataFrame" in kinds:
        return value.unique(subset=[key] if key else None, maintain_order=True)
    return value


def _with_rows_back(flow: Flow, suspect: Suspect, value: Any, parents: Mapping[str, Any]) -> Any:
    """Return what the rows were taken from, with the suspect's columns only."""
    table = flow.table(suspect.node)
    for parent, (its, _) in flow.aligned(suspect.node).items():
        if table is None or its.rows <= table.rows or type(parents[parent]) is not type(value):
            continue
        if len(table.names) == 1 and not hasattr(value, "columns"):
            return parents[parent]
        if set(table.names) <= set(its.names):
            return parents[parent][list(value.columns)]
    return value


def _with_column_before(flow: Flow, suspect: Suspect, value: Any, *, retyped: bool) -> Any:
    """Return a value with a column as it was in the parent, or else as numbers again."""
    table = flow.table(suspect.node)
    if table is None or suspect.column not in table.names:
        return value
    before = _before(flow, suspect)
    if before is not None:
        return _with_column(value, suspect.column, before)
    if not retyped:
        return value
    cells = table.listed(suspect.column)
    try:
        numbers = [float("nan") if cell is None else float(cell) for cell in cells]
    except (TypeError, ValueError):
        return value
    return _with_column(value, suspect.column, numbers)
