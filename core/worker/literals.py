"""Read text and JSON as the type that a node is annotated with."""
# pyright: basic

import dataclasses
import datetime
import decimal
import enum
import inspect
import json
import numbers
import pathlib
import typing
import uuid
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from hamilton import htypes

from . import files
from .forms import choices, without_none
from .kinds import is_class, kinds_of_type
from .texts import one_line
from .typenames import is_union, type_text

_SHOWN = 60
_BOOLEANS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class WrongValue(Exception):  # noqa: N818 - what a person reads is its text
    """A handed-in value that is not what the node's annotation asks for."""


def accepts(kind: Any, value: Any) -> bool:
    """Whether a node of type `kind` takes `value`, as Hamilton checks inputs, or a bit looser."""
    asked, optional = without_none(kind)
    if value is None and optional:
        return True
    if typing.is_typeddict(asked):
        return isinstance(value, dict)
    if typing.get_origin(asked) is typing.Literal:
        return any(type(value) is type(c) and value == c for c in typing.get_args(asked))
    origin = typing.get_origin(asked) or asked
    try:
        if htypes.check_input_type(asked, value):
            return True
        is_checked = origin in (list, set)  # down to what is in it
        return not is_checked and isinstance(origin, type) and isinstance(value, origin)
    except TypeError:  # a type of which nothing can be an instance
        return True


def from_text(text: str, kind: Any) -> Any:
    """Return what a person typed as a value of type `kind`, as far as that can be told.

    Raises:
        WrongValue: it cannot be read so.
    """
    if allowed := _chosen(kind):
        return _choice(text, allowed)
    if is_union(kind):
        return _first_fit(typing.get_args(kind), lambda arm: from_text(text, arm), text)
    if spelling := _spelling_of(kind):
        return _parsed(text, kind, spelling)
    try:
        value = json.loads(text)
    except ValueError:
        if accepts(kind, text):
            return text
        message = f"{quoted(text)} is not JSON, and {type_text(kind)} is expected."
        raise WrongValue(message) from None
    return from_json(value, kind)


def from_json(value: Any, kind: Any) -> Any:
    """Return a JSON value as a value of type `kind`, as far as that can be told.

    Raises:
        WrongValue: it cannot be read so.
    """
    if value is None:
        return None
    if allowed := _chosen(kind):
        fitting = [c for c in allowed.values() if type(c) is type(value) and c == value]
        return fitting[0] if fitting else _choice(str(value), allowed)
    if is_union(kind):
        return _first_fit(typing.get_args(kind), lambda arm: from_json(value, arm), value)
    return _from_string(value, kind) if isinstance(value, str) else _from_other(value, kind)


def quoted(value: Any) -> str:
    """Return a JSON value as it is named in a sentence."""
    return f"`{one_line(value if isinstance(value, str) else json.dumps(value), _SHOWN)}`"


def said(error: Exception) -> str:
    """Return the first line of what an exception says, as a sentence."""
    lines = str(error).strip().splitlines()
    text = one_line(lines[0], 300) if lines else type(error).__name__
    return text if text.endswith(".") else f"{text}."


class _Spelling(NamedTuple):
    """How values of a type are written."""

    base: type
    parse: Callable[[str], Any]
    what: str
    is_number: bool = False


def _boolean(text: str) -> bool:
    return _BOOLEANS[text.strip().lower()]


def _moment(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text.strip().replace("Z", "+00:00"))


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text.strip())


_SPELLINGS = (
    _Spelling(bool, _boolean, "true or false", is_number=True),
    _Spelling(numbers.Integral, int, "a whole number", is_number=True),
    _Spelling(decimal.Decimal, decimal.Decimal, "a number"),
    _Spelling(numbers.Real, float, "a number", is_number=True),
    _Spelling(str, str, "a text"),
    _Spelling(bytes, str.encode, "a text"),
    _Spelling(pathlib.PurePath, pathlib.Path, "a path"),
    _Spelling(uuid.UUID, uuid.UUID, "a UUID"),
    _Spelling(datetime.datetime, _moment, "a date and time such as 2026-01-31 12:00"),
    _Spelling(datetime.date, _day, "a date such as 2026-01-31"),
)


def _spelling_of(kind: Any) -> _Spelling | None:
    if not is_class(kind):
        return None
    return next((s for s in _SPELLINGS if issubclass(kind, s.base)), None)


def _parsed(text: str, kind: type, spelling: _Spelling) -> Any:
    try:
        value = spelling.parse(text)
    except (ValueError, KeyError, ArithmeticError):
        raise WrongValue(f"{quoted(text)} is not {spelling.what}.") from None
    if isinstance(value, kind) or inspect.isabstract(kind):
        return value
    return _built(lambda: kind(value), kind)  # such as a timestamp of pandas' from a datetime


def _chosen(kind: Any) -> dict[str, Any]:
    allowed = choices(kind)
    if is_class(kind) and issubclass(kind, enum.Enum):
        allowed = {**kind.__members__, **allowed}
    return allowed


def _choice(text: str, allowed: dict[str, Any]) -> Any:
    if text in allowed:
        return allowed[text]
    named = {id(value): name for name, value in allowed.items()}
    raise WrongValue(f"{quoted(text)} is none of {', '.join(named.values())}.")


def _first_fit(arms: tuple[Any, ...], read_as: Callable[[Any], Any], shown: Any) -> Any:
    """Read a value as the first type of a union that takes it; a text last of all as a text."""
    for arm in sorted(arms, key=lambda arm: arm is str):
        try:
            value = read_as(arm)
        except WrongValue:
            continue
        if accepts(arm, value):
            return value
    raise WrongValue(f"{quoted(shown)} is not {' or '.join(map(type_text, arms))}.")


def _from_string(value: str, kind: Any) -> Any:
    """JSON has no dates, paths and the like: a text stands for them, but never for a number."""
    spelling = _spelling_of(kind)
    return _parsed(value, kind, spelling) if spelling and not spelling.is_number else value


def _from_other(value: Any, kind: Any) -> Any:
    origin = typing.get_origin(kind) or kind
    parts: tuple[Any, ...] = typing.get_args(kind)
    if not isinstance(origin, type):
        return value
    if isinstance(value, dict) and issubclass(origin, Mapping) and len(parts) == 2:
        return {_key(key, parts[0]): _item(item, parts[1]) for key, item in value.items()}
    if isinstance(value, list) and not issubclass(origin, Mapping) and parts:
        value = _items(value, parts)
    if isinstance(value, list) and issubclass(origin, (tuple, set, frozenset)):
        return origin(value)
    return value if accepts(kind, value) else _made(value, origin)


def _items(value: list[Any], kinds: tuple[Any, ...]) -> list[Any]:
    if len(kinds) == len(value) and len(kinds) > 1 and kinds[1] is not Ellipsis:  # a tuple
        return [_item(item, kind) for item, kind in zip(value, kinds, strict=True)]
    return [_item(item, next(iter(kinds))) for item in value]


def _key(key: str, kind: Any) -> Any:
    return key if accepts(kind, key) else from_text(key, kind)


def _item(item: Any, kind: Any) -> Any:
    made = from_json(item, kind)
    if not accepts(kind, made):
        raise WrongValue(f"{quoted(item)} in it is not of type {type_text(kind)}.")
    return made


def _made(value: Any, kind: type) -> Any:
    """Make what JSON has no form for from what comes nearest."""
    if type(value) in (bool, int, float):
        return _number(value, kind)
    if isinstance(value, dict) and dataclasses.is_dataclass(kind):
        return _built(lambda: kind(**value), kind)
    if isinstance(value, dict) and hasattr(kind, "model_validate"):
        return _built(lambda: kind.model_validate(value), kind)  # pyright: ignore[reportAttributeAccessIssue]
    framed = files.FROM_PLAIN.intersection(kinds_of_type(kind))
    if isinstance(value, (list, dict)) and framed:
        return _built(lambda: files.from_plain(value, *framed), kind)
    return value


def _number(value: float, kind: type) -> Any:
    """Make a number one of another type, if nothing is lost."""
    if "numpy.generic" in kinds_of_type(kind):
        made = kind(value)  # pyright: ignore[reportCallIssue]
        return made if made == value else value
    if type(value) is not bool and issubclass(kind, decimal.Decimal):
        return decimal.Decimal(str(value))
    return float(value) if type(value) is int and issubclass(kind, float) else value


def _built(build: Callable[[], Any], kind: type) -> Any:
    try:
        return build()
    except Exception as error:
        raise WrongValue(f"This makes no {kind.__name__}: {said(error)}") from None
