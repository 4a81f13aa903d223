"""From a request to shrink to the smallest case."""
# pyright: basic

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..messages import Shrink, Shrinking, Shrunk, Trace
from ..plan import Wiring
from ..tracing.flow import Flow
from ..userland import Cancelled, Userland
from ..values import Held
from ..verifying.measuring import Measure
from .case import Case
from .explaining import of_raising, of_symptom
from .hints import belonging, going_along
from .oracles import said_of
from .parts import Selection, length, taken
from .search import Search
from .seeking import Quest, divided, quest
from .stretch import MakeCaller, Stretch, UnshrinkableError, caller_of, stretch
from .telling import told
from .trials import ExhaustedError, Outcome, Trials

_SECONDS_BETWEEN = 0.1
_MOST_PROBES = 100
_LEAST_PROBING = 2.0
"""Seconds for which it is looked for what bad rows have in common, if there are so many left."""


class Shrinker:
    """Looks for the smallest case of one node. Main thread."""

    def __init__(
        self,
        wiring: Wiring,
        held: Mapping[str, Held],
        userland: Userland,
        make_caller: MakeCaller,
        tell: Callable[[Shrinking], None],
    ) -> None:
        self._wiring = wiring
        self._held = held
        self._userland = userland
        self._make_caller = make_caller
        self._tell = tell
        self._told_at = 0.0

    def shrunk(self, request: Shrink) -> tuple[Shrunk, Case]:
        """Return what was found, to be told and to be kept.

        Raises:
            UnshrinkableError: there is nothing to shrink; says why.
            Cancelled: it was asked to end before anything was found.
        """
        found = stretch(self._wiring, self._held, request.node, request.ancestor)
        trials = self._trials(found, request.seconds, request.calls + found.items)
        found, first, sought = self._begun(request, found, trials)
        search = Search(
            found.arguments,
            sought.fixed,
            sought.oracle,
            trials,
            lambda: self._progressed(request, search, trials),
        )
        search.outcome = first
        ending = _ending(search, sought)
        case = _case(request, found, search)
        spent = trials.calls, trials.seconds
        said = tuple(self._common(request, found, search, sought, trials.seconds))
        return told(request, found, case, search, spent, ending, said), case

    def sampled(self, request: Shrink, rows: int) -> Case:
        """Return a case of some rows that went into a node, and what comes of them.

        Raises:
            UnshrinkableError: it cannot be called again; says why.
            Cancelled: it was asked to end.
        """
        found = stretch(self._wiring, self._held, request.node, request.ancestor)
        if found.is_per_item:
            if not found.items:
                raise UnshrinkableError(f"There were no items that `{request.node}` could run for.")
            found = found.at(0)
        some = _some_rows(found, self._flow(found), rows)
        outcome = self._trials(found, request.seconds, 1).call(taken(found.arguments, some))
        raised = said_of(outcome.error) if outcome.error is not None else ""
        left = taken(found.arguments, some)
        return Case(request.node, "", None, left, outcome.value, raised, found.nodes)

    def _begun(
        self, request: Shrink, found: Stretch, trials: Trials
    ) -> tuple[Stretch, Outcome, Quest]:
        """Call with everything; of what runs once per item, for the first that goes wrong."""
        if not found.is_per_item:
            first, flow = trials.call(taken(found.arguments, {})), self._flow(found)
            sought = quest(request, found, first, flow, self._wiring)
            if found.ancestor and sought.bad is not None:
                _refuse_lookup(request, found, sought, flow, trials)
            return found, first, sought
        for item in range(found.items):
            one = found.at(item)
            first = trials.call(taken(one.arguments, {}))
            try:
                return one, first, quest(request, one, first, self._flow(one), self._wiring)
            except UnshrinkableError as error:
                if found.items == 1:
                    raise UnshrinkableError(f"For its one item: {error}") from error
        what = f"shows {request.symptom}" if request.symptom else "raises"
        raise UnshrinkableError(
            f"Called again, `{request.node}` {what} for none of its {found.items:,} items."
        )

    def _trials(self, found: Stretch, seconds: float, most: int) -> Trials:
        caller = caller_of(found, self._wiring, self._make_caller)
        return Trials(
            found.node,
            lambda arguments: found.called(arguments, self._wiring, caller, self._userland),
            self._userland,
            seconds,
            most,
        )

    def _flow(self, found: Stretch) -> Flow:
        def value_of(name: str) -> Any:
            if name in found.arguments:
                return found.arguments[name]
            held = self._held.get(name)
            if held is None or found.item is None or name not in found.nodes:
                return None if held is None else held.shown
            return held.shown[found.item]

        return Flow(self._wiring.parents, value_of)

    def _common(
        self, request: Shrink, found: Stretch, search: Search, sought: Quest, spent: float
    ) -> Iterable[str]:
        flow = self._flow(found)
        if request.symptom:
            return of_symptom(flow, found, sought)
        seconds = min(request.seconds - spent, max(_LEAST_PROBING, spent))
        if seconds <= 0:
            return ()
        return of_raising(flow, found, search, sought, self._trials(found, seconds, _MOST_PROBES))

    def _progressed(self, request: Shrink, search: Search, trials: Trials) -> None:
        seconds = trials.seconds
        if seconds - self._told_at >= _SECONDS_BETWEEN:
            self._told_at = seconds
            rows, before = search.rows, search.rows_before
            self._tell(Shrinking(request.ticket, request.node, rows, before, trials.calls, seconds))


def _some_rows(found: Stretch, flow: Flow, rows: int) -> Selection:
    """Return a few rows of what goes in, spread over the value, and what these look up."""
    parts = [part for part in divided(found)[0] if part.kind == "rows"]
    table = flow.table(found.node)
    known: Selection = {}
    if table is not None and table.rows:
        chosen = range(0, table.rows, max(1, table.rows // rows))[:rows]
        known = belonging(flow, found.node, chosen, parts) or {}
    some = {part: range(min(rows, part.count)) for part in parts[:1]} | dict(known)
    for part in parts:
        if part not in some:
            along = going_along(found.arguments, part, some)
            some[part] = along or range(min(rows, part.count))
    return some


def _refuse_lookup(
    request: Shrink, found: Stretch, sought: Quest, flow: Flow, trials: Trials
) -> None:
    """See that rows that were well stay so without the ancestor's.

    Raises:
        UnshrinkableError: they do not, as they look something up in it.
    """
    none = {part: () for part in sought.parts if part.kind != "columns"}
    outcome = trials.call(taken(found.arguments, none))
    measure = Measure(flow, Trace(0, request.node, request.symptom, request.column))
    if outcome.error is None and measure.of(outcome.value) > measure.before:
        rows = {name: length(value) or 0 for name, value in found.arguments.items()}
        longest = max(rows, key=rows.__getitem__)
        raise UnshrinkableError(
            f"Without rows of `{found.ancestor}` rows go wrong that were well: they look something "
            f"up in it. Choose a node whose rows come out, such as `{longest}`."
        )


def _ending(search: Search, sought: Quest) -> str:
    try:
        search.run(sought.parts, sought.hints)
        if sought.spared and not search.rows:
            search.run(sought.spared, ())
        search.fill_up()
    except ExhaustedError:
        return "budget"
    except Cancelled:
        return "stopped"
    return "minimal"


def _case(request: Shrink, found: Stretch, search: Search) -> Case:
    outcome = search.outcome
    raised = said_of(outcome.error) if outcome.error is not None else ""
    said = request.symptom, request.column
    return Case(request.node, *said, search.arguments, outcome.value, raised, found.nodes)
