"""Whether what comes of a call is still what was wrong at first."""
# pyright: basic

import traceback
from collections.abc import Container, Mapping
from typing import Any, Protocol

from ..failures import message_of
from ..kinds import type_name
from ..messages import Trace
from ..texts import one_line
from ..tracing.columns import has_it
from ..tracing.flow import Flow
from ..tracing.symptoms import BY_ROW, bad_rows
from ..tracing.tables import Table, table_of
from ..verifying.measuring import Measure
from .parts import Selection, length, taken
from .trials import Outcome

_NAMED = (LookupError, AttributeError, NameError)
"""What these lack stands in the message: another name is another failure."""


class Oracle(Protocol):
    """Knows what is looked for."""

    def shows(self, outcome: Outcome, selection: Selection) -> bool:
        """Whether what came of a call with some parts of the arguments shows it."""
        ...


class RaisesAlike:
    """The same exception at the same line of the user's."""

    def __init__(self, error: BaseException, modules: Container[str]) -> None:
        self._modules = modules
        self._sign = self._sign_of(error)

    def shows(self, outcome: Outcome, selection: Selection) -> bool:
        """Whether it raised, and so."""
        return outcome.error is not None and self._sign_of(outcome.error) == self._sign

    def _sign_of(self, error: BaseException) -> tuple[object, ...]:
        frames = list(traceback.walk_tb(error.__traceback__))
        own = [one for one in frames if one[0].f_globals.get("__name__", "") in self._modules]
        frame, line = (own or frames)[-1]
        said = said_of(error) if isinstance(error, _NAMED) else ""
        return type(error), frame.f_code.co_filename, line, said


class HasSymptom:
    """A symptom in the value, as tracing tells it, and no more of it than at first.

    With `has_control` some rows have to be well: where a table is looked something up in, any row
    would be bad once that table is empty.
    """

    def __init__(self, flow: Flow, asked: Trace, has_control: bool) -> None:
        self._asked = asked
        self._measure = Measure(flow, asked)
        self._has_control = has_control and asked.symptom in BY_ROW

    def shows(self, outcome: Outcome, selection: Selection) -> bool:
        """Whether there is a value, and it has the symptom."""
        if outcome.error is not None:
            return False
        asked = self._asked
        table = table_of(outcome.value, asked.node)
        if table is None or not 0 < self._measure.of(outcome.value) <= self._measure.before:
            return False
        if not self._has_control:
            return True
        names = (asked.column,) if asked.column in table.names else table.names
        marks = (bad_rows(table, name, asked.symptom) for name in names)
        return any(bad.any() and not bad.all() for bad in marks)


class StaysConstant:
    """Rows that are alike in a column, although what went into it is not."""

    def __init__(self, flow: Flow, asked: Trace, whole: Mapping[str, Any]) -> None:
        self._inner = HasSymptom(flow, asked, has_control=False)
        self._whole = whole
        self._column = asked.column or asked.node
        tables = [table_of(value, name) for name, value in whole.items()]
        self._is_named = any(self._column in its.names for its in tables if its is not None)

    def shows(self, outcome: Outcome, selection: Selection) -> bool:
        """Whether there are two rows or more, alike now and different before."""
        if not self._inner.shows(outcome, selection):
            return False
        left = taken(self._whole, selection)
        names = [n for part in selection if part.kind == "rows" for n in part.arguments]
        return any(map(self._varies, (table_of(left[name], name) for name in names)))

    def _varies(self, table: Table | None) -> bool:
        if table is None or table.rows < 2:
            return False
        names = [n for n in table.names if n == self._column or not self._is_named]
        return any(not has_it(table, name, "constant") for name in names)


class Contains:
    """A value that a column was not to have."""

    def __init__(self, node: str, column: str, value: str) -> None:
        self._node = node
        self._column = column
        self._value = value

    def shows(self, outcome: Outcome, selection: Selection) -> bool:
        """Whether it is in the column."""
        table = None if outcome.error else table_of(outcome.value, self._node)
        if table is None or self._column not in table.names:
            return False
        return has_it(table, self._column, "unseen-category", self._value)


class CountsRows:
    """Fewer or more rows than the argument `of` has."""

    def __init__(self, of: str, is_fewer: bool, whole: Mapping[str, Any]) -> None:
        self._of = of
        self._is_fewer = is_fewer
        self._whole = length(whole[of]) or 0

    def shows(self, outcome: Outcome, selection: Selection) -> bool:
        """Whether there are fewer, or more."""
        after = length(outcome.value)
        if outcome.error is not None or after is None:
            return False
        counted = (p for p in selection if p.kind == "rows" and self._of in p.arguments)
        part = next(counted, None)
        before = self._whole if part is None else len(selection[part])
        return after < before if self._is_fewer else after > before


def said_of(error: BaseException) -> str:
    """Return the type of an exception, and the first line of its message."""
    try:
        message = message_of(error).strip().partition("\n")[0]
    except BaseException:  # code of the exception's own
        message = ""
    name = type_name(error)
    return one_line(f"{name}: {message}" if message else name, 300)
