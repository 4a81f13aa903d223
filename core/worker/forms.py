"""What to ask a person for when a value is handed in, by its annotated type."""
# pyright: basic

import datetime
import decimal
import enum
import json
import numbers
import pathlib
import typing
import uuid
from typing import Any

from .complaints import readable
from .messages import FormRecord
from .typenames import is_union, unwrapped

_DEFAULT_LIMIT = 2000
_FRAMES = {"DataFrame", "GeoDataFrame", "LazyFrame", "Series", "Table", "ndarray", "Index"}
_FRAME_PACKAGES = {"pandas", "polars", "pyarrow", "numpy", "geopandas", "modin", "dask", "narwhals"}
MISSING = object()
"""Stands for a default that is not there."""


def form(kind: Any, default: Any = MISSING) -> FormRecord:
    """Return what to ask for a value of type `kind`. Never raises."""
    try:
        asked, optional = without_none(kind)
        allowed = choices(asked)
        name = "choice" if allowed else _form_kind(asked)
        text = None if default is MISSING else default_text(default)
        return FormRecord(name, tuple(allowed), text, optional)
    except Exception:  # a class of the user's may have a say in all of this
        return FormRecord("json")


def choices(kind: Any) -> dict[str, Any]:
    """Return the values of an enum or a Literal by the text that stands for each; else {}."""
    asked, _ = without_none(kind)
    if typing.get_origin(asked) is typing.Literal:
        return {_choice_text(value): value for value in typing.get_args(asked)}
    if not typing.get_args(asked) and isinstance(asked, type) and issubclass(asked, enum.Enum):
        return {_choice_text(member.value): member for member in asked}
    return {}


def without_none(kind: Any) -> tuple[Any, bool]:
    """Return the type to ask for, and whether None is allowed too.

    Wrappers (`Annotated`, `NewType`) are taken off. Of several other types in a union the whole
    union is returned.
    """
    kind = unwrapped(kind)
    if not is_union(kind):
        return kind, kind is type(None)
    arguments = typing.get_args(kind)
    rest = [argument for argument in arguments if argument is not type(None)]
    optional = len(rest) < len(arguments)
    return (unwrapped(rest[0]) if len(rest) == 1 else typing.Union[tuple(rest)]), optional  # noqa: UP007


def default_text(value: Any) -> str:
    """Return a default value the way a person would type it."""
    if isinstance(value, enum.Enum):
        return _choice_text(value.value)
    if isinstance(value, str):
        return readable(value, _DEFAULT_LIMIT)
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    if isinstance(value, (bool, dict, list, tuple)):
        try:
            return readable(json.dumps(value), _DEFAULT_LIMIT)
        except (TypeError, ValueError):
            pass
    try:
        return readable(str(value), _DEFAULT_LIMIT)
    except Exception:
        return type(value).__name__


def _choice_text(value: Any) -> str:
    return readable(str(value), 200)


def _form_kind(kind: Any) -> str:
    if is_union(kind):
        return _of_several([_form_kind(unwrapped(part)) for part in typing.get_args(kind)])
    kind = typing.get_origin(kind) or kind
    if not isinstance(kind, type):
        return "json"
    if _is_frame(kind):
        return "file"
    for base, name in _SCALARS:
        if issubclass(kind, base):
            return name
    return "json"


_SCALARS: tuple[tuple[type, str], ...] = (
    (bool, "boolean"),
    (numbers.Integral, "integer"),
    (numbers.Real, "number"),
    (decimal.Decimal, "number"),
    (str, "text"),
    (pathlib.PurePath, "text"),
    (uuid.UUID, "text"),
    (bytes, "text"),
    (datetime.datetime, "datetime"),
    (datetime.date, "date"),
)


def _of_several(kinds: list[str]) -> str:
    """Return the one form that can give a value for each of several types."""
    if len(set(kinds)) == 1:
        return kinds[0]
    for name in ("file", "text"):
        if name in kinds:
            return name
    return "number" if set(kinds) == {"integer", "number"} else "json"


def _is_frame(kind: type) -> bool:
    return any(
        base.__name__ in _FRAMES and base.__module__.partition(".")[0] in _FRAME_PACKAGES
        for base in kind.__mro__
    )
