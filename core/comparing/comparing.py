"""Two runs -> what became of each node, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from core.comparing.circumstances import surroundings
from core.comparing.inheritance import scored
from core.comparing.values import is_same, value_difference
from core.model.comparison import CodeChange, Comparison, Difference, Outcome
from core.model.graph import NodeId
from core.model.history import PastOutcome
from core.model.record import Record
from core.model.run import Status

_FAILED = "It failed in this run."
_NOT_TOLD = "What came out cannot be compared: {}"
_NOTHING_KNOWN = "nothing is recorded of it."
_RANKS = (Outcome.CODE, Outcome.UNEXPLAINED, Outcome.ENVIRONMENT, Outcome.INPUT)
_NONE: Mapping[str, str] = {}


def compare(
    before: PastOutcome,
    after: PastOutcome,
    code: Mapping[NodeId, str] | None = None,
    sources: Mapping[str, str] = _NONE,
) -> Comparison:
    """Compare a run with a good one, by the records of both. Any thread.

    `code` has the fingerprints of the nodes of `after`, for those that failed and so have no
    record. `sources` has the texts of functions by fingerprint, as far as they were kept.

    The rule of blame: a node that differs while its inputs are the same did it. Then its code
    changed, or what surrounds it, or else it hangs on something outside. Where inputs differ as
    well, the score tells how much of it is the node's own.
    """
    sides = _Sides(before, after, code or {}, sources)
    found: dict[NodeId, Difference] = {}
    for node in sides.order:
        if made := _difference(node, sides, found):
            found[node] = made
    place = {node: i for i, node in enumerate(found)}
    ranked = sorted(found.values(), key=lambda one: (_rank(one), -one.score, place[one.node]))
    return Comparison(
        before.run,
        after.run,
        {one.node: one for one in ranked},
        tuple(node for node in before.records if node not in after.records and node not in found),
        tuple(node for node in after.records if node not in before.records and node not in found),
        sides.surroundings,
    )


@dataclass(frozen=True)
class _Sides:
    before: PastOutcome
    after: PastOutcome
    code: Mapping[NodeId, str]
    sources: Mapping[str, str]

    @cached_property
    def surroundings(self) -> tuple[str, ...]:
        return surroundings(self.before.run.circumstances, self.after.run.circumstances)

    @cached_property
    def order(self) -> tuple[NodeId, ...]:
        """All nodes, each after those that go into it."""
        done: dict[NodeId, None] = {}
        for start in (*self.after.records, *self.before.records):
            pending: list[tuple[NodeId, bool]] = [(start, False)]
            entered: set[NodeId] = set()
            while pending:
                node, is_left = pending.pop()
                if is_left:
                    done[node] = None
                elif node not in done and node not in entered:
                    entered.add(node)
                    pending.append((node, True))
                    pending.extend((parent, False) for parent in self.parents(node))
        return tuple(done)

    def parents(self, node: NodeId) -> tuple[NodeId, ...]:
        """What goes into a node in either run."""
        records = (side.records.get(node) for side in (self.after, self.before))
        found = (parent for record in records if record for parent in record.inputs)
        return tuple(dict.fromkeys(found))

    def failed(self, node: NodeId) -> bool:
        part = self.after.nodes.get(node)
        return part is not None and part.status is Status.FAILED

    def is_given(self, node: NodeId) -> bool:
        part = self.after.nodes.get(node)
        return part is not None and part.status is Status.GIVEN


def _difference(
    node: NodeId, sides: _Sides, found: Mapping[NodeId, Difference]
) -> Difference | None:
    old, new = sides.before.records.get(node), sides.after.records.get(node)
    if old is None or (new is None and not sides.failed(node)):
        return None
    has_new_input = any(
        found[parent].is_different if parent in found else _is_new(parent, old, new)
        for parent in sides.parents(node)
    )
    code_now = new.code if new else sides.code.get(node, "")
    has_new_code = bool(old.code and code_now and old.code != code_now)
    same = is_same(old, new) if new else False
    if same is not False and not (same is None and (has_new_code or has_new_input)):
        outcome = Outcome.SAME if same else Outcome.UNKNOWN
    else:
        outcome = _reason(has_new_code, has_new_input, sides, node)
    made = Difference(
        node,
        outcome,
        has_new_code,
        has_new_input,
        note=_note(old, new, same),
        code=_code(old.code, code_now, sides.sources) if has_new_code else None,
        before=old,
        after=new,
    )
    if new is not None and made.is_different:
        made = replace(made, **value_difference(old, new))
    made = replace(made, is_first=made.is_different and not has_new_input)
    return scored(made, new or old, found, sides.after.records)


def _is_new(parent: NodeId, old: Record, new: Record | None) -> bool:
    """Whether a parent that is not compared itself is read in only one of the runs."""
    return new is not None and (parent in old.inputs) != (parent in new.inputs)


def _reason(has_new_code: bool, has_new_input: bool, sides: _Sides, node: NodeId) -> Outcome:
    if sides.is_given(node):
        return Outcome.INPUT
    if has_new_code:
        return Outcome.CODE
    if has_new_input:
        return Outcome.INPUT
    return Outcome.ENVIRONMENT if sides.surroundings else Outcome.UNEXPLAINED


def _note(old: Record, new: Record | None, same: bool | None) -> str:
    if new is None:
        return _FAILED
    if same is None:
        return _NOT_TOLD.format(new.note or old.note or _NOTHING_KNOWN)
    return ""


def _code(before: str, after: str, sources: Mapping[str, str]) -> CodeChange:
    return CodeChange(sources.get(before, ""), sources.get(after, ""))


def _rank(one: Difference) -> tuple[int, int]:
    """Return the tier of a node: first those that did it, then heirs, then the rest."""
    if not one.is_different:
        return (3 if one.outcome is Outcome.UNKNOWN else 4, 0)
    tier = 0 if one.is_first else 1 if one.has_new_code else 2
    return (tier, _RANKS.index(one.outcome))
