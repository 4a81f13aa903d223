"""What surrounds two runs: configuration, interpreter, packages."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from core.model.history import Circumstances


def surroundings(before: Circumstances, after: Circumstances) -> tuple[str, ...]:
    """Return a sentence for each thing that differs; what one of them does not know is left out.

    Inputs are not among them: they are nodes.
    """
    if not before.python or not after.python:  # nothing was noted
        return ()
    found = list(_changes("config", _config(before), _config(after)))
    if before.python != after.python:
        found.append(f"Python was {before.python}, and is {after.python}.")
    if before.packages and after.packages:
        found += _changes("package", before.packages, after.packages)
    return tuple(found)


def _config(made: Circumstances) -> Mapping[str, Any]:
    return json.loads(made.config) if made.config else {}


def _changes(what: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted({*before, *after}):
        old, new = (_told(name, side) for side in (before, after))
        if old != new:
            yield f"The {what} `{name}` was {old}, and is {new}."


def _told(name: str, side: Mapping[str, Any]) -> str:
    if name not in side:
        return "not there"
    value = side[name]
    return value if isinstance(value, str) else json.dumps(value)
