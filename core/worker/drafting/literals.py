"""Values as Python expressions that make them again."""
# pyright: basic

import math
from collections.abc import Callable, Iterable
from typing import Any

from ..kinds import kind_of

_FEW = 5
_MADE_BY = {"M": "pd.DatetimeIndex", "m": "pd.TimedeltaIndex"}


class NotInlineError(Exception):
    """There is no expression for a value."""


def literal(value: Any) -> str:
    """Return an expression for a value, in terms of `pd`, `np`, `pl` and modules by their names.

    It is not certain to make the very same: see `values`.

    Raises:
        NotInlineError: nothing is known of such values.
    """
    kind = kind_of(value)
    if kind in _SCALARS:
        return repr(value)
    if kind.startswith("numpy.") and kind != "numpy.ndarray" and hasattr(value, "item"):
        return _numpy_scalar(value)
    if kind not in _LITERALS:
        raise NotInlineError
    return _LITERALS[kind](value)


def quoted(text: str) -> str:
    """Return a text as people write it in code: in double quotes, where it has none itself."""
    spelled = repr(text)
    return f'"{spelled[1:-1]}"' if '"' not in spelled else spelled


def bracketed(opening: str, items: Iterable[str], closing: str) -> str:
    """Return items in brackets, on one line."""
    return f"{opening}{', '.join(items)}{closing}"


def _float(value: float) -> str:
    return repr(value) if math.isfinite(value) else f'float("{value!r}")'


def _numpy_scalar(value: Any) -> str:
    name = type(value).__name__
    if name in ("datetime64", "timedelta64"):
        unit = str(value.dtype).partition("[")[2].rstrip("]")
        plain = str(value) if name == "datetime64" else int(value.astype("int64"))
        return f"np.{name}({plain!r}, {unit!r})"
    return f"np.{name}({literal(value.item())})"


def _list(value: Any) -> str:
    return bracketed("[", map(literal, value), "]")


def _tuple(value: Any) -> str:
    return (
        f"({literal(value[0])},)" if len(value) == 1 else bracketed("(", map(literal, value), ")")
    )


def _set(value: Any) -> str:
    return bracketed("{", sorted(map(literal, value)), "}") if value else "set()"


def _dict(value: dict[Any, Any]) -> str:
    return bracketed("{", (f"{literal(k)}: {literal(v)}" for k, v in value.items()), "}")


def _moment(value: Any) -> str:
    zone = f", tz={quoted(str(value.tz))}" if value.tz is not None else ""
    text = value.tz_localize(None).isoformat() if zone else value.isoformat()
    return f"pd.Timestamp({quoted(text)}{zone})"


def _array(value: Any) -> str:
    if value.dtype.kind in "mM":
        items = literal(value.astype("int64").tolist())
        return f"np.array({items}).astype({quoted(str(value.dtype))})"
    if value.dtype.kind == "V":
        raise NotInlineError
    parts = [literal(value.tolist()), f"dtype={quoted(str(value.dtype))}"]
    made = bracketed("np.array(", parts, ")")
    return made if value.size else f"{made}.reshape({value.shape!r})"


def _cells(column: Any) -> str:
    """Return the cells of a pandas column: a plain list where its type follows from that."""
    dtype = column.dtype
    if hasattr(dtype, "categories"):
        known = [*dtype.categories.tolist(), None]
        codes = [known[code] for code in column.cat.codes.tolist()]
        parts = [literal(codes), f"categories={_index(dtype.categories)}"]
        parts += ["ordered=True"] if dtype.ordered else []
        return bracketed("pd.Categorical(", parts, ")")
    cells = _list(_plain_cells(column))
    if len(column) and type(column)(_plain_cells(column)).dtype == dtype:
        return cells
    if dtype.kind == "M" and getattr(dtype, "tz", None) is None:
        return f"pd.to_datetime({_list(_moments(column))})"
    return bracketed("pd.array(", [cells, f"dtype={quoted(str(dtype))}"], ")")


def _plain_cells(column: Any) -> list[Any]:
    if column.dtype.kind in "mM":
        missing = column.isna().tolist()
        texts = [moment.isoformat() for moment in column.tolist()]
        return [None if no else text for no, text in zip(missing, texts, strict=True)]
    return column.tolist()


def _moments(column: Any) -> list[Any]:
    """Return moments as short as one would write them: days, where none has a time."""
    texts = _plain_cells(column)
    if column.dtype.kind == "M":
        texts = [None if text is None else text.replace("T", " ") for text in texts]
    for end in (" 00:00:00", ":00"):
        if all(text is None or text.endswith(end) for text in texts):
            return [None if text is None else text.removesuffix(end) for text in texts]
    return texts


def _series(value: Any) -> str:
    parts = [_cells(value), *_index_part(value.index)]
    if value.name is not None:
        parts.append(f"name={literal(value.name)}")
    return bracketed("pd.Series(", parts, ")")


def _frame(value: Any) -> str:
    if not value.columns.is_unique:
        raise NotInlineError
    columns = [
        f"{literal(name)}: {_cells(value.iloc[:, place])}"
        for place, name in enumerate(value.columns.tolist())
    ]
    parts = [bracketed("{", columns, "}"), *_index_part(value.index)]
    named = value.columns.name
    axis = f".rename_axis(columns={literal(named)})" if named is not None else ""
    return bracketed("pd.DataFrame(", parts, f"){axis}")


def _index_part(index: Any) -> list[str]:
    is_new = type(index).__name__ == "RangeIndex" and index.start == 0 and index.step == 1
    return [] if is_new and index.name is None else [f"index={_index(index)}"]


def _index(index: Any) -> str:
    if hasattr(index, "levels"):
        names = f"names={literal(list(index.names))}"
        return bracketed("pd.MultiIndex.from_tuples(", [literal(index.tolist()), names], ")")
    name = [f"name={literal(index.name)}"] if index.name is not None else []
    if type(index).__name__ == "RangeIndex" and len(index) > _FEW:
        parts = [str(index.start), str(index.stop), str(index.step), *name]
        return bracketed("pd.RangeIndex(", parts, ")")
    if getattr(index, "freq", None) is not None:
        parts = [_list(_moments(index)), f"freq={quoted(index.freqstr)}", *name]
        return bracketed(f"{_MADE_BY[index.dtype.kind]}(", parts, ")")
    cells = _cells(index.to_series().reset_index(drop=True))
    if cells.startswith(("[", "pd.to_datetime(")) and not name:
        return cells
    if cells.startswith("pd.array("):
        cells = _list(_plain_cells(index.to_series()))
        name.insert(0, f"dtype={quoted(str(index.dtype))}")
    return bracketed("pd.Index(", [cells, *name], ")")


def _polars_series(value: Any) -> str:
    parts = [literal(value.name), literal(value.to_list()), f"dtype={_polars_type(value.dtype)}"]
    return bracketed("pl.Series(", parts, ")")


def _polars_frame(value: Any) -> str:
    return bracketed(
        "pl.DataFrame([", (_polars_series(value[name]) for name in value.columns), "])"
    )


def _polars_type(dtype: Any) -> str:
    text = str(dtype)
    if text.startswith(("Datetime", "Duration")):
        return f"pl.{dtype!r}"
    if not text.isalnum():
        raise NotInlineError
    return f"pl.{text}"


_SCALARS = frozenset(f"builtins.{name}" for name in ("NoneType", "bool", "int", "bytes", "complex"))
_LITERALS: dict[str, Callable[[Any], str]] = {
    "builtins.float": _float,
    "builtins.str": quoted,
    "builtins.list": _list,
    "builtins.tuple": _tuple,
    "builtins.set": _set,
    "builtins.frozenset": lambda value: f"frozenset({_set(value)})",
    "builtins.dict": _dict,
    "decimal.Decimal": lambda value: f"decimal.{value!r}",
    "datetime.date": repr,
    "datetime.datetime": repr,
    "datetime.time": repr,
    "datetime.timedelta": repr,
    "uuid.UUID": lambda value: f"uuid.UUID({str(value)!r})",
    "pathlib.PosixPath": lambda value: f"pathlib.Path({str(value)!r})",
    "pathlib.WindowsPath": lambda value: f"pathlib.Path({str(value)!r})",
    "pandas.Timestamp": _moment,
    "pandas.Timedelta": lambda value: f"pd.Timedelta({value.isoformat()!r})",
    "pandas.NaTType": lambda _: "pd.NaT",
    "pandas.NAType": lambda _: "pd.NA",
    "pandas.DataFrame": _frame,
    "pandas.Series": _series,
    "numpy.ndarray": _array,
    "polars.DataFrame": _polars_frame,
    "polars.Series": _polars_series,
}
