"""From a request to shrink to what is told of it."""
# pyright: basic

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from hamilton import node as hamilton_node

from ..calling import Caller
from ..messages import Shrink, Shrinking, Shrunk, Trace
from ..plan import Wiring
from ..sources import origin
from ..tracing.flow import Flow
from ..tracing.symptoms import BY_ROW, bad_rows
from ..userland import Cancelled, Userland
from ..values import Held
from .case import Case
from .commonality import common
from .hints import bad_and_good, belonging, named_columns, named_rows
from .oracles import CountsRows, HasSymptom, Oracle, RaisesAlike, said_of
from .parts import Part, Selection, length, parts_of, taken
from .pieces import piece
from .search import Search
from .trials import ExhaustedError, Outcome, Trials

_SECONDS_BETWEEN = 0.1
_BY_COUNT = ("rows-lost", "rows-gained")
_BY_ROWS_OF = (*BY_ROW, "duplicate-rows", "duplicate-index", "type-changed")


class UnshrinkableError(Exception):
    """A smallest case cannot be looked for. The message is a sentence."""


class Shrinker:
    """Looks for the smallest case of one node. Main thread."""

    def __init__(
        self,
        wiring: Wiring,
        held: Mapping[str, Held],
        userland: Userland,
        caller: Caller,
        tell: Callable[[Shrinking], None],
    ) -> None:
        self._wiring = wiring
        self._held = held
        self._userland = userland
        self._caller = caller
        self._tell = tell
        self._told_at = 0.0

    def shrunk(self, request: Shrink) -> tuple[Shrunk, Case]:
        """Return what was found, to be told and to be kept.

        Raises:
            UnshrinkableError: there is nothing to shrink; says why.
            Cancelled: it was asked to end before anything was found.
        """
        whole = self.arguments(request.node)
        trials = self._trials(request)
        parts = parts_of(whole)
        if not parts:
            raise UnshrinkableError(f"`{request.node}` takes no table, list or dict to shrink.")
        first = trials.call(taken(whole, {}))
        flow = self._flow()
        oracle, hints = self._sought(request, first, flow, whole, parts)
        search = Search(
            whole, parts, oracle, trials, lambda: self._progressed(request, search, trials)
        )
        search.outcome = first
        functions = origin(self._wiring.nodes[request.node]).functions
        ending = _ending(search, (*hints, named_columns(functions, whole, parts)))
        case = _case(request, search)
        said = _common(flow, request, case)
        return _told(request, case, whole, search, trials, ending, said), case

    def sampled(self, request: Shrink, rows: int) -> Case:
        """Return a case of some rows that went into a node, and what comes of them.

        Raises:
            UnshrinkableError: it cannot be called again; says why.
            Cancelled: it was asked to end.
        """
        whole = self.arguments(request.node)
        parts = parts_of(whole)
        some: dict[Part, Sequence[int]] = {
            part: range(min(rows, part.count)) for part in parts if part.kind == "rows"
        }
        flow = self._flow()
        table = flow.table(request.node)
        if table is not None and table.rows:
            chosen = range(0, table.rows, max(1, table.rows // rows))[:rows]
            some.update(belonging(flow, request.node, chosen, parts) or {})
        outcome = self._trials(request).call(taken(whole, some))
        raised = said_of(outcome.error) if outcome.error is not None else ""
        return Case(request.node, "", None, taken(whole, some), outcome.value, raised)

    def arguments(self, name: str) -> dict[str, Any]:
        """Return what went into a node, as it is held: not to be changed.

        Raises:
            UnshrinkableError: it cannot be called again; says why.
        """
        if name not in self._wiring.nodes or name in self._wiring.inputs:
            raise UnshrinkableError(f"`{name}` has no function that could be called.")
        if name in self._wiring.savers:
            raise UnshrinkableError(f"`{name}` writes to the outside, so it is not called again.")
        if name in self._wiring.blocks(self._wiring.upstream([name], ())):
            raise UnshrinkableError(f"`{name}` runs once per item, which cannot be shrunk.")
        found: dict[str, Any] = {}
        for parent in self._wiring.parents[name]:
            held = self._held.get(parent)
            if held is not None and held.is_kept:
                value = held.hand_out()
                found[parent] = copy.deepcopy(value) if _is_plain(value) else value
            elif not self._is_optional(name, parent):
                raise UnshrinkableError(
                    f"The value of `{parent}` is not at hand. Run to `{name}` first."
                )
        return found

    def _trials(self, request: Shrink) -> Trials:
        name = request.node
        return Trials(
            name,
            lambda arguments: self._caller.call(name, arguments),
            self._userland,
            request.seconds,
            request.calls,
        )

    def _flow(self) -> Flow:
        held = self._held
        return Flow(self._wiring.parents, lambda n: held[n].shown if n in held else None)

    def _is_optional(self, name: str, parent: str) -> bool:
        wanted = self._wiring.nodes[name].input_types.get(parent)
        return bool(wanted) and wanted[1] == hamilton_node.DependencyType.OPTIONAL

    def _sought(
        self,
        request: Shrink,
        first: Outcome,
        flow: Flow,
        whole: Mapping[str, Any],
        parts: Sequence[Part],
    ) -> tuple[Oracle, list[Selection]]:
        """Return what is looked for, and parts that are perhaps enough.

        Raises:
            UnshrinkableError: a call with everything does not show it.
        """
        name, symptom = request.node, request.symptom
        if not symptom:
            if first.error is None:
                raise UnshrinkableError(
                    f"`{name}` does not raise when it is called again. Say which symptom it has."
                )
            oracle: Oracle = RaisesAlike(first.error, self._wiring.modules)
            return oracle, list(named_rows(first.error, whole, parts))
        if first.error is not None:
            raise UnshrinkableError(f"Called again, `{name}` raises {said_of(first.error)}.")
        oracle = self._symptomatic(request, flow, whole, parts, first)
        rows = {part: len(part.whole) for part in parts if part.kind == "rows"}
        lengths = {n: length(v) or 0 for n, v in whole.items()}
        if not rows or not oracle.shows(first, lengths):
            raise UnshrinkableError(f"Called again, `{name}` does not show {symptom}.")
        pair = bad_and_good(flow, name, request.column, symptom)
        hinted = [belonging(flow, name, some, parts) for some in (pair, pair[:1]) if pair[0] >= 0]
        return oracle, [hint for hint in hinted if hint]

    def _symptomatic(
        self,
        request: Shrink,
        flow: Flow,
        whole: Mapping[str, Any],
        parts: Sequence[Part],
        first: Outcome,
    ) -> Oracle:
        symptom, name = request.symptom, request.node
        if symptom in _BY_COUNT:
            of = _counted(first.value, whole, symptom == "rows-lost")
            if of is None:
                raise UnshrinkableError(f"Called again, `{name}` does not show {symptom}.")
            return CountsRows(of, symptom == "rows-lost")
        if symptom not in _BY_ROWS_OF or flow.table(name) is None:
            raise UnshrinkableError(
                f"What is {symptom} shows only among many rows, so that it cannot be shrunk."
            )
        asked = Trace(0, name, symptom, request.column)
        is_control_there = bad_and_good(flow, name, request.column, symptom)[1] is not None
        others = [part for part in parts if part.kind != "columns"]
        return HasSymptom(flow, asked, is_control_there and len(others) > 1)

    def _progressed(self, request: Shrink, search: Search, trials: Trials) -> None:
        seconds = trials.seconds
        if seconds - self._told_at >= _SECONDS_BETWEEN:
            self._told_at = seconds
            before = sum(part.count for part in search.selection if part.kind == "rows")
            self._tell(
                Shrinking(request.ticket, request.node, search.rows, before, trials.calls, seconds)
            )


def _is_plain(value: Any) -> bool:
    return type(value) in (list, dict, set)


def _ending(search: Search, hints: Sequence[Selection]) -> str:
    try:
        search.run(hint for hint in hints if hint)
    except ExhaustedError:
        return "budget"
    except Cancelled:
        return "stopped"
    return "minimal"


def _counted(value: Any, whole: Mapping[str, Any], is_fewer: bool) -> str | None:
    """Return the argument whose rows a value has fewer or more of: the nearest in number."""
    after = length(value)
    if after is None:
        return None
    counts = {name: length(argument) for name, argument in whole.items()}
    fitting = {
        name: abs(count - after)
        for name, count in counts.items()
        if count is not None and (after < count if is_fewer else after > count)
    }
    return min(fitting, key=fitting.__getitem__, default=None)


def _case(request: Shrink, search: Search) -> Case:
    outcome = search.outcome
    raised = said_of(outcome.error) if outcome.error is not None else ""
    return Case(
        request.node, request.symptom, request.column, search.arguments, outcome.value, raised
    )


def _common(flow: Flow, request: Shrink, case: Case) -> tuple[str, ...]:
    """Return what all bad rows of the node have in common, in the words of what went into it."""
    table = flow.table(request.node)
    if request.symptom not in BY_ROW or table is None:
        return ()
    names = (request.column,) if request.column in table.names else table.names
    bad = next((b for b in (bad_rows(table, n, request.symptom) for n in names) if b.any()), None)
    return () if bad is None else tuple(_sentences(flow, case, bad))


def _sentences(flow: Flow, case: Case, bad: Any) -> Iterator[str]:
    for parent, (its, alignment) in flow.aligned(case.node).items():
        if alignment.how in ("exact", "by key", "by position"):
            found = common(its, alignment.to_parent(its.np, bad))
            if found:
                yield f"In `{parent}`: {found}"


def _told(
    request: Shrink,
    case: Case,
    whole: Mapping[str, Any],
    search: Search,
    trials: Trials,
    ending: str,
    said: tuple[str, ...],
) -> Shrunk:
    return Shrunk(
        request.ticket,
        request.node,
        request.symptom,
        request.column,
        tuple(piece(name, value, whole[name]) for name, value in case.arguments.items()),
        None if case.raised else piece(request.node, case.result, None),
        case.raised,
        trials.calls,
        trials.seconds,
        search.rows,
        sum(part.count for part in search.selection if part.kind == "rows"),
        ending,
        said,
    )
