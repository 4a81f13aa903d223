"""Whether what comes of a call is still what was wrong at first."""
# pyright: basic

import traceback
from collections.abc import Container, Mapping
from typing import Protocol

from ..failures import message_of
from ..kinds import type_name
from ..messages import Trace
from ..texts import one_line
from ..tracing.flow import Flow
from ..tracing.symptoms import BY_ROW, bad_rows
from ..tracing.tables import table_of
from ..verifying.measuring import Measure
from .parts import length
from .trials import Outcome

_NAMED = (LookupError, AttributeError, NameError)
"""What these lack stands in the message: another name is another failure."""


class Oracle(Protocol):
    """Knows what is looked for."""

    def shows(self, outcome: Outcome, rows: Mapping[str, int]) -> bool:
        """Whether what came of a call shows it; `rows` are those that each argument had."""
        ...


class RaisesAlike:
    """The same exception at the same line of the user's."""

    def __init__(self, error: BaseException, modules: Container[str]) -> None:
        self._modules = modules
        self._sign = self._sign_of(error)

    def shows(self, outcome: Outcome, rows: Mapping[str, int]) -> bool:
        """Whether it raised, and so."""
        return outcome.error is not None and self._sign_of(outcome.error) == self._sign

    def _sign_of(self, error: BaseException) -> tuple[object, ...]:
        frames = list(traceback.walk_tb(error.__traceback__))
        own = [one for one in frames if one[0].f_globals.get("__name__", "") in self._modules]
        frame, line = (own or frames)[-1]
        said = said_of(error) if isinstance(error, _NAMED) else ""
        return type(error), frame.f_code.co_filename, line, said


class HasSymptom:
    """A symptom in the value, as tracing tells it.

    With `has_control` some rows have to be well: where a table is looked something up in, any row
    would be bad once that table is empty.
    """

    def __init__(self, flow: Flow, asked: Trace, has_control: bool) -> None:
        self._asked = asked
        self._measure = Measure(flow, asked)
        self._has_control = has_control and asked.symptom in BY_ROW

    def shows(self, outcome: Outcome, rows: Mapping[str, int]) -> bool:
        """Whether there is a value, and it has the symptom."""
        if outcome.error is not None:
            return False
        asked = self._asked
        table = table_of(outcome.value, asked.node)
        if table is None or not self._measure.of(outcome.value):
            return False
        if not self._has_control:
            return True
        names = (asked.column,) if asked.column in table.names else table.names
        marks = (bad_rows(table, name, asked.symptom) for name in names)
        return any(bad.any() and not bad.all() for bad in marks)


class CountsRows:
    """Fewer or more rows than the argument `of` has."""

    def __init__(self, of: str, is_fewer: bool) -> None:
        self._of = of
        self._is_fewer = is_fewer

    def shows(self, outcome: Outcome, rows: Mapping[str, int]) -> bool:
        """Whether there are fewer, or more."""
        after, before = length(outcome.value), rows[self._of]
        if outcome.error is not None or after is None:
            return False
        return after < before if self._is_fewer else after > before


def said_of(error: BaseException) -> str:
    """Return the type of an exception, and the first line of its message."""
    try:
        message = message_of(error).strip().partition("\n")[0]
    except BaseException:  # code of the exception's own
        message = ""
    name = type_name(error)
    return one_line(f"{name}: {message}" if message else name, 300)
