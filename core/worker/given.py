"""Read a handed-in value as the type that its node is annotated with."""
# pyright: basic

import dataclasses
import datetime
import decimal
import enum
import json
import os
import pathlib
import typing
import uuid
from collections.abc import Callable
from typing import Any

from hamilton import htypes

from . import files
from .forms import choices, without_none
from .kinds import kinds_of_type, type_name
from .messages import Given
from .texts import one_line
from .typenames import is_union, type_text

_SHOWN = 60
_NOTHING = ("", "none", "null")
_BOOLEANS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class WrongValue(Exception):  # noqa: N818 - what a person reads is its text
    """A handed-in value that is not what the node's annotation asks for."""


def read(given: Given, kind: Any) -> Any:
    """Return the value for a node of type `kind`.

    Files are read by the libraries of the user's; importing one may take a second.

    Raises:
        WrongValue: it says in a sentence what is wrong.
    """
    asked, optional = without_none(_item_list(kind))
    if given.file is not None:
        value = _from_file(given.file, asked)
    elif given.text is not None:
        if optional and given.text.strip().lower() in _NOTHING:
            return None
        value = _from_text(given.text, asked)
    else:
        value = _from_json(given.json, asked)
    if not accepts(asked, value, optional):
        raise WrongValue(f"This is {_a(type_name(value))}, but {type_text(kind)} is expected.")
    return value


def content(given: Given) -> tuple[Any, ...]:
    """Return what makes a handed-in value the same as another one.

    Of a file: path, size and time of its last change.
    """
    if given.file is None:
        return (
            ("json", json.dumps(given.json, sort_keys=True))
            if given.text is None
            else ("text", given.text)
        )
    try:
        found = os.stat(given.file)
    except OSError:
        return ("file", given.file)
    return ("file", given.file, found.st_size, found.st_mtime_ns)


def accepts(kind: Any, value: Any, optional: bool = True) -> bool:
    """Whether a node of type `kind` takes `value`, as Hamilton checks inputs, or a bit looser."""
    if value is None and optional:
        return True
    if htypes.check_input_type(kind, value):
        return True
    origin = typing.get_origin(kind) or kind
    return isinstance(origin, type) and isinstance(value, origin)


def _item_list(kind: Any) -> Any:
    if typing.get_origin(kind) in (htypes.Parallelizable, htypes.Collect):
        return list[typing.get_args(kind)[0]]  # pyright: ignore[reportInvalidTypeArguments]
    return kind


# ------------------------------------------------------------------------------- text


def _from_text(text: str, kind: Any) -> Any:
    if allowed := _chosen(kind):
        return _choice(text, allowed)
    if is_union(kind):
        return _first_fit([*typing.get_args(kind)], lambda arm: _from_text(text, arm), text)
    for base, parse, what in _TEXTS:
        if isinstance(kind, type) and issubclass(kind, base):
            return _parsed(text, parse, what)
    try:
        value = json.loads(text)
    except ValueError:
        if accepts(kind, text):
            return text
        raise WrongValue(
            f"{quoted(text)} is not JSON, and {type_text(kind)} is expected."
        ) from None
    return _from_json(value, kind)


def _chosen(kind: Any) -> dict[str, Any]:
    allowed = choices(kind)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        allowed = {**kind.__members__, **allowed}
    return allowed


def _choice(text: str, allowed: dict[str, Any]) -> Any:
    if text in allowed:
        return allowed[text]
    raise WrongValue(f"{quoted(text)} is none of {', '.join(allowed)}.")


def _parsed(text: str, parse: Callable[[str], Any], what: str) -> Any:
    try:
        return parse(text)
    except (ValueError, KeyError, ArithmeticError):
        raise WrongValue(f"{quoted(text)} is not {what}.") from None


def _boolean(text: str) -> bool:
    return _BOOLEANS[text.strip().lower()]


def _moment(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text.strip().replace("Z", "+00:00"))


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text.strip())


_TEXTS: tuple[tuple[type, Callable[[str], Any], str], ...] = (
    (bool, _boolean, "true or false"),
    (int, int, "a whole number"),
    (float, float, "a number"),
    (decimal.Decimal, decimal.Decimal, "a number"),
    (str, str, "a text"),
    (bytes, str.encode, "a text"),
    (pathlib.PurePath, pathlib.Path, "a path"),
    (uuid.UUID, uuid.UUID, "a UUID"),
    (datetime.datetime, _moment, "a date and time such as 2026-01-31 12:00"),
    (datetime.date, _day, "a date such as 2026-01-31"),
)

# ------------------------------------------------------------------------------- JSON


def _from_json(value: Any, kind: Any) -> Any:
    if value is None:
        return None
    if allowed := _chosen(kind):
        fitting = [
            choice for choice in allowed.values() if type(choice) is type(value) and choice == value
        ]
        return fitting[0] if fitting else _choice(str(value), allowed)
    if is_union(kind):
        return _first_fit([*typing.get_args(kind)], lambda arm: _from_json(value, arm), value)
    if isinstance(value, str):
        return _from_json_text(value, kind)
    origin = typing.get_origin(kind) or kind
    if not isinstance(origin, type) or accepts(kind, value):
        return value
    return _made(value, origin)


def _from_json_text(value: str, kind: Any) -> Any:
    """JSON has no dates, paths and the like; a text stands for them, but never for a number."""
    for base, parse, what in _TEXTS:
        if isinstance(kind, type) and issubclass(kind, base):
            return value if base in (bool, int, float) else _parsed(value, parse, what)
    return value


def _made(value: Any, kind: type) -> Any:
    """Make what JSON has no form for from what comes nearest."""
    if type(value) in (int, float):
        return _number(value, kind)
    if isinstance(value, dict) and dataclasses.is_dataclass(kind):
        return _built(lambda: kind(**value), kind)
    if isinstance(value, dict) and hasattr(kind, "model_validate"):
        return _built(lambda: kind.model_validate(value), kind)  # pyright: ignore[reportAttributeAccessIssue]
    if isinstance(value, list) and issubclass(kind, (tuple, set, frozenset)):
        return kind(value)
    framed = files.FROM_PLAIN.intersection(kinds_of_type(kind))
    if isinstance(value, (list, dict)) and framed:
        return _built(lambda: files.from_plain(value, *framed), kind)
    return value


def _number(value: float, kind: type) -> Any:
    if isinstance(value, int) and issubclass(kind, float):
        return float(value)
    return decimal.Decimal(str(value)) if issubclass(kind, decimal.Decimal) else value


def _built(build: Callable[[], Any], kind: type) -> Any:
    try:
        return build()
    except Exception as error:
        raise WrongValue(f"This does not make {_a(kind.__name__)}: {_said(error)}") from None


def _first_fit(arms: list[Any], read_as: Callable[[Any], Any], shown: Any) -> Any:
    """Read a value as the first type of a union that takes it; a text last of all as a text."""
    for arm in sorted(arms, key=lambda arm: arm is str):
        try:
            value = read_as(arm)
        except WrongValue:
            continue
        if accepts(arm, value, optional=False):
            return value
    names = " or ".join(map(type_text, arms))
    raise WrongValue(f"{quoted(shown)} is not {names}.")


# ------------------------------------------------------------------------------- files


def _from_file(path: str, kind: Any) -> Any:
    if not os.path.isfile(path):
        raise WrongValue(f"There is no file {path}.")
    try:
        return files.read(path, kind)
    except files.UnreadableError as error:
        raise WrongValue(str(error)) from None
    except ImportError as error:
        raise WrongValue(
            f"Reading {os.path.basename(path)} needs a package: {_said(error)}"
        ) from None
    except Exception as error:
        raise WrongValue(f"{os.path.basename(path)} cannot be read: {_said(error)}") from None


# ------------------------------------------------------------------------------- words


def quoted(value: Any) -> str:
    """Return a JSON value as it is named in a sentence."""
    return f"`{one_line(value if isinstance(value, str) else json.dumps(value), _SHOWN)}`"


def _said(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    text = one_line(lines[0], 300) if lines else type(error).__name__
    return text if text.endswith(".") else f"{text}."


def _a(name: str) -> str:
    return f"{'an' if name[:1].lower() in 'aeio' else 'a'} {name}"
