"""From a value to its record."""
# pyright: basic

import importlib
import sys
from dataclasses import replace
from typing import Any

from ..kinds import type_name
from ..lazy import is_lazy
from ..messages import OutcomeRecord
from ..texts import one_line
from ..values import Gone, Held
from .columns import Means
from .frames import tabular
from .plain import plain

_ERROR_LIMIT = 200
_LAZY = "It is lazy: nothing is computed to record it."
_GONE = "It can be used only once, so nothing of it is recorded."
_CHANGED = "Changed in place by a later node, so nothing of it is recorded."


def recorded(node: str, held: Held, means: Means) -> OutcomeRecord:
    """Return the record of what is held of a node, without code, inputs and times.

    Errors of the value's own code end in the record's note.
    """
    value = held.shown
    name = value.type_name if isinstance(value, Gone) else type_name(value)
    record = OutcomeRecord(node, name)
    if isinstance(value, Gone):
        return replace(record, note=_GONE)
    if is_lazy(value):
        return replace(record, note=_LAZY)
    try:
        found = _filled(value, record, means) if held.is_intact else None
        is_intact = held.is_intact
    except Exception as error:
        lines = str(error).strip().splitlines() or [""]
        said = one_line(f"{type_name(error)}: {lines[0]}", _ERROR_LIMIT)
        return replace(record, note=f"It could not be recorded ({said}).")
    return found if found and is_intact else replace(record, note=_CHANGED)


def _filled(value: Any, record: OutcomeRecord, means: Means) -> OutcomeRecord:
    if "numpy" not in sys.modules:
        return plain(value, record) or record
    with importlib.import_module("numpy").errstate(all="ignore"):  # not the user's to read
        return tabular(value, record, means) or plain(value, record) or record
