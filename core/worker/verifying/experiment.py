"""Runs nodes again, on copies, to see whether a suspect is where a symptom began.

A counterfactual (after Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input",
IEEE TSE 28(2), 2002): with the suspect's value mended the symptom goes at the end; with the same
inputs the suspect makes it again.
"""
# pyright: basic

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from ..calling import Caller
from ..messages import Trace, Verified
from ..plan import Wiring
from ..tracing import Sight, category, find
from ..tracing.findings import Finding, Suspect
from ..tracing.flow import Flow
from ..tracing.symptoms import BY_TABLE
from ..tracing.tables import table_of
from ..userland import Userland
from ..values import Held
from .again import Again, Call, RaisedError, UnverifiableError, short
from .goodrun import GoodRun
from .likeness import likened
from .measuring import Measure, having
from .mending import mended
from .parting import parted

_UNSEEN = "shifted"
"""What only a good run beside it can show."""
_ENOUGH = 0.9
"""The part of what a suspect explains that has to go when it is mended."""


class Experiment:
    """Runs nodes of a loaded dataflow again, on copies of what is held. Main thread."""

    def __init__(
        self,
        wiring: Wiring,
        held: Mapping[str, Held],
        userland: Userland,
        caller: Callable[[Mapping[str, str]], Caller],
        good: str = "",
    ) -> None:
        self._wiring = wiring
        self._good = GoodRun(good, held, userland)
        self._held = held
        self._again = Again(wiring, held, userland, caller)

    def verified(self, ticket: int, asked: Trace, name: str) -> Verified:
        """Return what came of running again.

        Raises:
            UnverifiableError: that cannot be done; says why.
            UntraceableError: what was asked for makes no sense for the value.
            Cancelled: it was asked to end.
        """
        began = time.monotonic()
        wiring = self._wiring
        sight = Sight(wiring.parents, self._held, wiring.flow.records, wiring.checks)
        flow = Flow(wiring.parents, self._shown, sight.text)
        is_seen = asked.symptom != _UNSEEN
        shown = self._held[asked.node].shown
        found = find(flow, asked, shown) if is_seen else Finding((), ())
        suspect = next((s for s in found.suspects if sight.written(s.node) == name), None)
        if suspect is None:
            return self._likened(ticket, asked.node, name, sight, began)
        asked = replace(asked, node=found.seen_at or asked.node)
        written, name = name, suspect.node
        wanted = self._category(flow, asked, suspect)
        suspect = _with_bad_rows(flow, suspect, wanted)
        below = self._again.below(name, asked.node)
        self._again.refuse_what_writes([name, *below])
        measure = Measure(flow, asked, suspect.symptom, wanted)
        sentences: list[str] = []
        makes = self._made_again(flow, suspect, wanted, sentences)
        goes = self._mended(flow, suspect, below, measure, sentences) if below else None
        outcome = _outcome(makes, goes)
        seconds = time.monotonic() - began
        return Verified(ticket, written, outcome, tuple(sentences), tuple(self._again.ran), seconds)

    def _likened(
        self, ticket: int, target: str, written: str, sight: Sight, began: float
    ) -> Verified:
        """Verify a node that only the good run speaks against."""
        names = [name for name in self._wiring.parents if sight.written(name) == written]
        name = next((name for name in names if name != written), written)
        if name not in self._wiring.parents:
            raise UnverifiableError(f"`{written}` is no suspect any more. Trace again.")
        below = self._again.below(name, target)
        self._again.refuse_what_writes([name, *below])
        call, said = self._again.caller(name), list[str]()
        try:
            found = likened(
                name,
                target,
                list(self._wiring.parents[name]),
                self._good,
                self._again.value,
                call,
                lambda good: self._again.run_below(name, good, below),
                said,
            )
        except LookupError as error:
            text = f"No value of `{written}` is kept of a good run, so it cannot be verified."
            raise UnverifiableError(text) from error
        seconds = time.monotonic() - began
        return Verified(
            ticket, written, found.outcome, tuple(said), tuple(self._again.ran), seconds
        )

    def _shown(self, node: str) -> Any:
        return self._held[node].shown if node in self._held else None

    def _category(self, flow: Flow, asked: Trace, suspect: Suspect) -> str | None:
        """Return the category in question, None where the symptom is another."""
        table = flow.table(asked.node)
        if suspect.symptom != "unseen-category" or table is None:
            return None
        return category(asked, table, self._held[asked.node].shown)

    # the suspect alone

    def _made_again(
        self, flow: Flow, suspect: Suspect, wanted: str | None, said: list[str]
    ) -> bool | None:
        """Run a suspect on what went into it; return whether it makes the symptom again.

        None where that cannot be told: data comes in there, or nothing in it can be counted.
        """
        name, table = suspect.node, flow.table(suspect.node)
        if name in self._wiring.inputs or flow.is_source(name) or suspect.keys or table is None:
            return None
        parents = {parent: self._again.value(parent) for parent in self._wiring.parents[name]}
        call = self._again.caller(name)
        inside = Measure(flow, Trace(0, name, suspect.symptom, suspect.column or None), "", wanted)
        try:
            value = call(parents)
        except Exception as error:
            said.append(f"Run again, `{name}` raises {short(error)}.")
            return False
        again = inside.of(value)
        if not inside.before:
            return None
        if again != inside.before:
            said.append(
                f"Run again on the same, `{name}` makes {again:,} such {inside.what}, not "
                f"{inside.before:,}: it does not give the same each time."
            )
            return again > 0
        said.append(f"Run again on the same, `{name}` makes it again: {again:,} {inside.what}.")
        self._follow_rows(flow, suspect, call, inside, said)
        above = list(self._wiring.parents[name])
        self._good.is_its_own(name, above, inside, call, self._again.value, said)
        return True

    def _follow_rows(
        self, flow: Flow, suspect: Suspect, call: Call, inside: Measure, said: list[str]
    ) -> None:
        """Run a suspect on its bad rows alone, then on the others: does the symptom follow them?"""
        if suspect.bad_at is None or suspect.bad_at.all() or not suspect.bad_at.any():
            return
        counts: list[int] = []
        for rows in (suspect.bad_at, ~suspect.bad_at):
            values = {
                parent: self._again.value(parent) for parent in self._wiring.parents[suspect.node]
            }
            part = parted(flow, suspect.node, values, rows)
            if part is None:
                return
            try:
                counts.append(inside.of(call(part)))
            except Exception:  # it may well need all rows
                return
        bad = int(suspect.bad_at.sum())
        said.append(
            f"On those {bad:,} rows alone it makes {counts[0]:,}, on all others {counts[1]:,}."
        )

    # everything below

    def _mended(
        self, flow: Flow, suspect: Suspect, below: list[str], measure: Measure, said: list[str]
    ) -> bool | None:
        """Mend the suspect's value, run what is below; return whether the symptom goes.

        Where the value of a good run was kept that one is put in place.
        """
        name = suspect.node
        value = self._again.value(name)
        end = self._with_good_value(flow, suspect, below, said)
        if end is not None:
            after, what = measure.of(end), measure.what
            said.append(
                f"With the value of the good run in `{name}`, `{measure.node}` has {after:,} "
                f"{what} instead of {measure.before:,}."
            )
            if measure.is_gone(after, _ENOUGH * min(1.0, suspect.share)):
                return True
        above = {p: self._again.value(p) for p in self._wiring.parents[name] if p in self._held}
        try:
            good = mended(flow, suspect, value, above)
        except Exception:  # its cells may be anything
            good = value
        if good is value:
            said.append(f"No good value is known to put in place of what `{name}` gives.")
            return None
        try:
            end = self._again.run_below(name, good, below)
        except RaisedError as raised:
            said.append(str(raised))
            return None
        after, what = measure.of(end), measure.what
        put = f"With usual values in `{name}`"
        if suspect.symptom in ("rows-lost", "rows-gained", "duplicate-rows", "duplicate-index"):
            put = f"With `{name}` mended"
        said.append(f"{put}, `{measure.node}` has {after:,} {what} instead of {measure.before:,}.")
        return measure.is_gone(after, _ENOUGH * min(1.0, suspect.share))

    def _with_good_value(
        self, flow: Flow, suspect: Suspect, below: list[str], said: list[str]
    ) -> Any:
        """Return what comes out at the end with the suspect's value of the good run, None for none.

        One that has other rows does not go together with what is held of other nodes.
        """
        if self._good.is_as_now(suspect.node):
            said.append(f"In the good run `{suspect.node}` gave the same.")
            return None
        try:
            good = self._good.value(suspect.node)
        except LookupError:
            return None
        mine, its = flow.table(suspect.node), table_of(good, suspect.node)
        is_of_rows = suspect.symptom not in BY_TABLE and not suspect.keys
        if is_of_rows and (mine is None or its is None or mine.rows != its.rows):
            said.append(f"In the good run `{suspect.node}` had other rows.")
            return None
        try:
            return self._again.run_below(suspect.node, good, below)
        except RaisedError as raised:
            said.append(str(raised))
            return None


def _outcome(makes: bool | None, goes: bool | None) -> str:
    """Return how the two experiments together speak, either of which may be missing."""
    if makes is False or goes is False:
        return "not"
    return "unknown" if makes is None and goes is None else "verified"


def _with_bad_rows(flow: Flow, suspect: Suspect, wanted: str | None) -> Suspect:
    """Return a suspect that knows its bad rows: those with the category in question."""
    table = flow.table(suspect.node)
    if wanted is None or table is None or suspect.column not in table.names:
        return suspect
    return suspect._replace(bad_at=having(table, suspect.column, wanted))
