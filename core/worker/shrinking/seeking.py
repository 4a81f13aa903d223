"""From a request to what is looked for, and to where it may be."""
# pyright: basic

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..messages import Shrink, Trace
from ..plan import Wiring
from ..sources import origin
from ..tracing.flow import Flow
from ..tracing.symptoms import BY_ROW
from .hints import bad_and_good, belonging, marked, named_columns, named_rows
from .oracles import (
    Contains,
    CountsRows,
    HasSymptom,
    Oracle,
    RaisesAlike,
    StaysConstant,
    said_of,
)
from .parts import Part, Selection, length, lookups, parts_of
from .stretch import Stretch, UnshrinkableError
from .trials import Outcome

_BY_COUNT = ("rows-lost", "rows-gained")
_AS_A_WHOLE = ("duplicate-rows", "duplicate-index", "type-changed")


class Quest(NamedTuple):
    """What is looked for, in what, and what is perhaps enough.

    `parts` are made smaller; `spared` only when they alone are to blame. `bad` are the rows of the
    value that have the symptom, None where single rows do not tell.
    """

    oracle: Oracle
    parts: list[Part]
    spared: list[Part]
    fixed: Selection
    hints: list[Selection]
    bad: Any


def quest(request: Shrink, found: Stretch, first: Outcome, flow: Flow, wiring: Wiring) -> Quest:
    """Return what to look for; `first` is what came of a call with everything.

    Raises:
        UnshrinkableError: that call did not show it; says what it did.
    """
    name, symptom = request.node, request.symptom
    parts, spared = divided(found)
    fixed = _fixed(found, wiring, parts)
    if not symptom:
        if first.error is None:
            raise UnshrinkableError(
                f"`{name}` does not raise when it is called again. Say which symptom it has."
            )
        oracle: Oracle = RaisesAlike(first.error, wiring.modules)
        hints = list(named_rows(first.error, found.arguments, parts))
        return Quest(oracle, parts, spared, fixed, [*hints, fixed], None)
    if first.error is not None:
        raise UnshrinkableError(f"Called again, `{name}` raises {said_of(first.error)}.")
    if flow.table(name) is None and symptom not in _BY_COUNT:
        raise UnshrinkableError(f"`{name}` has no table or number here that could show {symptom}.")
    bad = marked(flow, name, request.column, symptom, request.value)
    oracle = _symptomatic(request, flow, found.arguments, parts, first, bad)
    if not oracle.shows(first, {part: part.whole for part in parts}):
        raise UnshrinkableError(f"Called again, `{name}` does not show {symptom}.")
    pair = bad_and_good(bad)
    hinted = [belonging(flow, name, some, parts) for some in (pair, pair[:1]) if pair[0] >= 0]
    return Quest(oracle, parts, spared, fixed, [*filter(None, hinted), fixed], bad)


def divided(found: Stretch) -> tuple[list[Part], list[Part]]:
    """Return the parts to make smaller, and those of small tables in which one looks things up.

    Raises:
        UnshrinkableError: the ancestor's value has no parts.
    """
    parts = parts_of(found.arguments)
    if found.ancestor:
        own = [part for part in parts if found.ancestor in part.arguments]
        if not own:
            raise UnshrinkableError(
                f"`{found.ancestor}` is no table, list or dict of several things to leave out."
            )
        return own, []
    spared = lookups(found.arguments, parts)
    return [part for part in parts if part not in spared], spared


def _fixed(found: Stretch, wiring: Wiring, parts: Sequence[Part]) -> Selection:
    """Return the columns that code names: mended, it will want them, though it now raises before.

    Others may go.
    """
    origins = {name: origin(wiring.nodes[name]) for name in found.nodes}
    # what takes a column out of a parent bears the name of the function that made the parent
    functions = [
        function
        for name, its in origins.items()
        for function in its.functions
        if function.__name__ not in wiring.parents[name]
    ]
    texts = [value for its in origins.values() for value in its.values]
    return named_columns(functions, texts, wiring.modules, found.arguments, parts)


def _symptomatic(
    request: Shrink,
    flow: Flow,
    whole: Mapping[str, Any],
    parts: Sequence[Part],
    first: Outcome,
    bad: Any,
) -> Oracle:
    symptom, name = request.symptom, request.node
    asked = Trace(0, name, symptom, request.column)
    if symptom in _BY_COUNT:
        of = _counted(first.value, whole, parts, symptom == "rows-lost")
        if of is None:
            raise UnshrinkableError(f"Called again, `{name}` does not show {symptom}.")
        return CountsRows(of, symptom == "rows-lost", whole)
    if symptom == "constant":
        return StaysConstant(flow, asked, whole)
    if symptom == "unseen-category":
        if not (request.column and request.value):
            raise UnshrinkableError("Say which: a column, and the value that it was not to have.")
        return Contains(name, request.column, request.value)
    if symptom not in (*BY_ROW, *_AS_A_WHOLE):
        raise UnshrinkableError(
            f"That a column is {symptom} shows only among many rows, so no few rows can show it. "
            "Trace it instead."
        )
    is_control_there = bad_and_good(bad)[1] is not None
    others = [part for part in parts if part.kind != "columns"]
    return HasSymptom(flow, asked, is_control_there and len(others) > 1)


def _counted(
    value: Any, whole: Mapping[str, Any], parts: Sequence[Part], is_fewer: bool
) -> str | None:
    """Return the argument whose rows a value has fewer or more of: the nearest in number."""
    after = length(value)
    if after is None:
        return None
    counts = {
        name: length(whole[name]) or 0
        for part in parts
        if part.kind == "rows"
        for name in part.arguments
    }
    fitting = {
        name: abs(count - after)
        for name, count in counts.items()
        if (after < count if is_fewer else after > count)
    }
    return min(fitting, key=fitting.__getitem__, default=None)
