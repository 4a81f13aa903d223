"""Where one is, in words: the steps that led into the focus, and how much of the graph is seen."""

from dataclasses import dataclass

from core.grouping import GroupBy
from core.viewing.lens import Around, Between, Focus
from core.viewing.seeing import Seen
from core.viewing.trail import Trail

_PARTS = {
    GroupBy.PACKAGE: "packages",
    GroupBy.MODULE: "modules",
    GroupBy.NAMESPACE: "namespaces",
    GroupBy.FUNCTION: "functions",
    GroupBy.TAG: "tags",
}


@dataclass(frozen=True, slots=True)
class Crumbs:
    """The steps to where one is, outermost first: (place in the trail, text).

    The last one is where one is. `summary` says how much of the graph is seen. `has_hops` says
    that the focus can be made wider and narrower.
    """

    steps: tuple[tuple[int, str], ...] = ()
    summary: str = ""
    has_hops: bool = False
    can_go_back: bool = False
    can_go_forward: bool = False
    can_draw_all: bool = False
    can_close_all: bool = False
    can_show_all: bool = False
    by: GroupBy | None = None

    @property
    def is_worth_showing(self) -> bool:
        """Whether there is anything to say."""
        return self.by is not None or self.can_show_all or self.can_go_back or self.can_go_forward


def crumbs(seen: Seen, trail: Trail) -> Crumbs:
    """Return where one is."""
    lens = seen.lens
    return Crumbs(
        steps=_steps(trail),
        summary=summary(seen),
        has_hops=isinstance(lens.focus, Around) and lens.focus.has_hops,
        can_go_back=trail.can_go_back,
        can_go_forward=trail.can_go_forward,
        can_draw_all=bool(seen.closed),
        can_close_all=bool(lens.opened),
        can_show_all=lens.focus is not None or bool(lens.hidden),
        by=lens.by,
    )


def summary(seen: Seen) -> str:
    """Return how much of a graph is seen: `3,000 nodes in 60 modules`, `14 of 3,000 nodes`."""
    all, shown = len(seen.graph.nodes), seen.node_count
    told = _counted(all) if shown == all else f"{shown:,} of {_counted(all)}"
    if seen.closed and seen.lens.by is not None:
        kinds = {closed.group.by for closed in seen.closed.values()}
        by = kinds.pop() if len(kinds) == 1 else seen.lens.by
        what = _PARTS[by] if len(seen.closed) != 1 else _PARTS[by].removesuffix("s")
        told += f", {len(seen.closed):,} {what} closed"
    if seen.lens.hidden:
        told += f", {len(seen.lens.hidden):,} hidden"
    if seen.lens.pinned:
        told += f", {len(seen.lens.pinned):,} pinned"
    return told


def focus_text(focus: Focus | None) -> str:
    """Return a focus in words; `All` for none."""
    match focus:
        case None:
            return "All"
        case Around():
            return f"{focus.text} {_hops(focus)}"
        case Between():
            return f"{focus.start} → {focus.end}"
        case _:
            return focus.text


def _hops(focus: Around) -> str:
    up, down = focus.upstream, focus.downstream
    if (up, down) == (None, 0):
        return "and all upstream"
    if (up, down) == (0, None):
        return "and all downstream"
    if up == down:
        return "and all that it is wired to" if up is None else f"±{up}"
    return f"({_count(up)} up, {_count(down)} down)"


def _count(hops: int | None) -> str:
    return "all" if hops is None else str(hops)


def _steps(trail: Trail) -> tuple[tuple[int, str], ...]:
    """Return the looks since there was no focus, those with one focus as one."""
    steps: list[tuple[int, str]] = []
    last: Focus | None = None
    for place in range(trail.place, -1, -1):
        focus = trail.looks[place].lens.focus
        if not steps or focus != last:
            steps.append((place, focus_text(focus)))
        last = focus
        if focus is None:
            break
    if last is not None:
        steps.append((-1, focus_text(None)))
    return tuple(reversed(steps))


def _counted(count: int) -> str:
    return f"{count:,} node" if count == 1 else f"{count:,} nodes"
