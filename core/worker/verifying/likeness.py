"""Whether a suspect is where values came to differ from a good run: no symptom is needed for that.

With the suspect's value of the good run in place, is the value at the end as it was? On what went
into the suspect then, does it give what it gave then?
"""
# pyright: basic

from collections.abc import Callable
from typing import Any, NamedTuple

from ..messages import CompareRows
from ..rowwise import IncomparableError, compared
from .again import Call, RaisedError
from .goodrun import GoodRun

_NEAR = 0.1
"""The part of the rows that differ now below which a value is as it was."""


class Likeness(NamedTuple):
    """What came of it: is the suspect itself at fault, does its good value mend the end.

    Either is None where that cannot be told.
    """

    is_its_own: bool | None
    mends: bool | None

    @property
    def outcome(self) -> str:
        """One of "verified", "not", "unknown"; there may be others at fault as well."""
        sure = self.mends if self.is_its_own is None else self.is_its_own
        if sure is None:
            return "unknown"
        return "verified" if sure else "not"


def likened(
    name: str,
    target: str,
    parents: list[str],
    good: GoodRun,
    now: Callable[[str], Any],
    call: Call,
    run_below: Callable[[Any], Any],
    said: list[str],
) -> Likeness:
    """Run a suspect on what went into it in the good run, and what is below it on its good value.

    `now` gives a copy of what is held of a node, `call` runs the suspect, `run_below` what is below
    it on a value: it gives what comes out at the end. What came of it is said.

    Raises:
        LookupError: no value of the suspect was kept.
    """
    differs = _apart(name, good.value(name), now(name))
    if not differs:
        said.append(f"`{name}` gives what it gave in the good run.")
        return Likeness(False, None)
    own = _on_good_inputs(name, parents, good, call, differs, said) if parents else None
    return Likeness(own, _mends(name, target, good, now, run_below, said))


def _on_good_inputs(
    name: str,
    parents: list[str],
    good: GoodRun,
    call: Call,
    differs: int,
    said: list[str],
) -> bool | None:
    try:
        arguments = {parent: good.value(parent) for parent in parents}
        again = _apart(name, good.value(name), call(arguments))
    except Exception:  # a value was not kept, or old ones do not go together with new code
        return None
    start = f"On what went into it in the good run, `{name}`"
    if again <= _NEAR * differs:
        said.append(f"{start} gives what it gave then: something that goes in has changed.")
        return False
    is_same = all(map(good.is_as_now, parents))
    same = " What goes in is the same." if is_same else ""
    said.append(
        f"{start} gives {_rows(again)} than then, too.{same} It is its code or its configuration."
    )
    return True


def _mends(
    name: str,
    target: str,
    good: GoodRun,
    now: Callable[[str], Any],
    run_below: Callable[[Any], Any],
    said: list[str],
) -> bool | None:
    if name == target:
        return None
    try:
        then = good.value(target)
    except LookupError:
        return None
    try:
        end = run_below(good.value(name))
    except RaisedError as raised:
        said.append(str(raised))
        return None
    before, after = _apart(target, then, now(target)), _apart(target, then, end)
    start = f"With the value of the good run in `{name}`, `{target}`"
    if not after:
        said.append(f"{start} is as it was then.")
    else:
        said.append(f"{start} has {_rows(after)} than then, instead of {before:,}.")
    return after <= _NEAR * before


def _apart(node: str, then: Any, now: Any) -> int:
    """Return how many rows of two values differ; of what has no rows, whether it does."""
    try:
        found = compared(CompareRows(0, node, "", "", 0), then, now)
    except IncomparableError:
        return int(type(then) is not type(now) or repr(then) != repr(now))
    columns = len(found.only_before) + len(found.only_after)
    rows = found.changed_count + found.added_count + found.removed_count
    return rows or columns


def _rows(count: int) -> str:
    return "1 other row" if count == 1 else f"{count:,} other rows"
