"""Frames that are not computed yet: told by their schema, never forced."""
# pyright: basic

import itertools
from collections.abc import Callable, Iterable
from typing import Any

from .kinds import kinds_of, type_name
from .looks import Facts, Look
from .texts import one_line

_FACTS = 500
_FACT_LIMIT = 200


def is_lazy(value: Any) -> bool:
    """Whether a value says what to compute, and nothing is computed yet."""
    return any(kind in _SCHEMAS for kind in kinds_of(value))


def lazy(value: Any, *, is_timid: bool) -> Look | None:
    """Return what is known of a lazy value without computing it, None when it is not lazy."""
    for kind in kinds_of(value):
        if kind in _SCHEMAS:
            facts = () if is_timid else _facts(_SCHEMAS[kind], value)
            text = f"A lazy {type_name(value)}: nothing is computed to show it."
            return Look("opaque", text=text, facts=facts)
    return None


def _facts(schema: Callable[[Any], Iterable[tuple[Any, Any]]], value: Any) -> Facts:
    try:
        pairs = list(itertools.islice(schema(value), _FACTS))
        return tuple(
            (one_line(str(k), _FACT_LIMIT), one_line(str(v), _FACT_LIMIT)) for k, v in pairs
        )
    except Exception as error:  # a file that is gone, a column that is not there
        lines = str(error).strip().splitlines() or [""]
        return (("schema", one_line(f"{type(error).__name__}: {lines[0]}", _FACT_LIMIT)),)


def _polars(value: Any) -> Iterable[tuple[Any, Any]]:
    return (value.collect_schema() if hasattr(value, "collect_schema") else value.schema).items()


def _dask_frame(value: Any) -> Iterable[tuple[Any, Any]]:
    return itertools.chain([("partitions", value.npartitions)], value.dtypes.items())


def _dask_series(value: Any) -> Iterable[tuple[Any, Any]]:
    return [("partitions", value.npartitions), (value.name, value.dtype)]


def _dask_array(value: Any) -> Iterable[tuple[Any, Any]]:
    return [("shape", value.shape), ("chunks", value.chunksize), ("type", value.dtype)]


def _ibis(value: Any) -> Iterable[tuple[Any, Any]]:
    return value.schema().items() if hasattr(value, "schema") else ()


def _spark(value: Any) -> Iterable[tuple[Any, Any]]:
    return value.dtypes


def _duckdb(value: Any) -> Iterable[tuple[Any, Any]]:
    return zip(value.columns, value.types, strict=True)


def _nothing(_: Any) -> Iterable[tuple[Any, Any]]:
    return ()


_SCHEMAS: dict[str, Callable[[Any], Iterable[tuple[Any, Any]]]] = {
    "polars.LazyFrame": _polars,
    "dask.DataFrame": _dask_frame,
    "dask.Series": _dask_series,
    "dask.Array": _dask_array,
    "dask.Delayed": _nothing,
    "dask.Bag": _nothing,
    "ibis.Expr": _ibis,
    "pyspark.DataFrame": _spark,
    "duckdb.DuckDBPyRelation": _duckdb,
}
