"""Read a handed-in value: a text, a JSON value or a file."""
# pyright: basic

import hashlib
import json
import os
import stat
import typing
from typing import Any

from hamilton import htypes

from . import files
from .forms import without_none
from .kinds import type_name
from .literals import WrongValue, accepts, from_json, from_text, said
from .messages import Given
from .typenames import type_text

_NOTHING = ("", "none", "null")
_MOST_BYTES = 1 << 23
"""A file may be so large to be read for what is in it, before each run."""


def read(given: Given, kind: Any) -> Any:
    """Return the value for a node of type `kind`.

    Files are read by the user's libraries; importing one may take a second.

    Raises:
        WrongValue: it says in a sentence what is wrong.
    """
    asked, optional = without_none(_as_list(kind))
    if given.file is not None:
        value = _from_file(given.file, asked)
    elif given.text is not None:
        is_nothing = optional and given.text.strip().lower() in _NOTHING
        value = None if is_nothing else from_text(given.text, asked)
    else:
        value = from_json(given.json, asked)
    if not (value is None and optional) and not accepts(asked, value):
        raise WrongValue(f"This is of type {type_name(value)}; {type_text(kind)} is expected.")
    return value


def content(given: Given) -> tuple[Any, ...]:
    """Return what makes a handed-in value the same as another one.

    Of a file what is in it, or, where that is much, its size and the time of its last change.
    """
    if given.text is not None:
        return ("text", given.text)
    if given.file is None:
        return ("json", json.dumps(given.json, sort_keys=True))
    try:
        found = os.stat(given.file)
        if found.st_size > _MOST_BYTES or not stat.S_ISREG(found.st_mode):
            return ("file", given.file, found.st_size, found.st_mtime_ns)
        with open(given.file, "rb") as file:
            return ("file", given.file, hashlib.sha256(file.read()).hexdigest())
    except OSError:
        return ("file", given.file)


def _as_list(kind: Any) -> Any:
    """Return a list's type for what Hamilton takes item by item."""
    if typing.get_origin(kind) is htypes.Parallelizable:
        return list[typing.get_args(kind)[0]]  # pyright: ignore[reportInvalidTypeArguments]
    return kind


def _from_file(path: str, kind: Any) -> Any:
    name = os.path.basename(path)
    if not os.path.isfile(path):
        raise WrongValue(f"There is no file {path}.")
    try:
        return files.read(path, kind)
    except files.UnreadableError as error:
        raise WrongValue(str(error)) from None
    except ImportError as error:
        raise WrongValue(f"Reading {name} needs a package: {said(error)}") from None
    except Exception as error:
        raise WrongValue(f"{name} cannot be read: {said(error)}") from None
