"""How the person looks at the graph: groups, focus, and the way back."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QObject

from core.grouping import GroupBy, GroupId
from core.model.graph import NodeId
from core.viewing import (
    HOPS,
    Around,
    Between,
    Chosen,
    Focus,
    Lens,
    Look,
    Seen,
    between,
    focussed,
    groups_of,
    revealed,
)
from explorer.controllers.selection import SelectionController
from explorer.state import Banner, State, Store


class ViewingController(QObject):
    """Changes the lens, step by step along the trail; what is seen follows in a moment."""

    def __init__(self, store: Store, selection: SelectionController) -> None:
        super().__init__()
        self._store = store
        self._selection = selection

    # groups

    def group_by(self, by: GroupBy | None, tag: str = "") -> None:
        """Group the nodes, all groups closed; by nothing: draw each node."""
        self._look(replace(self._lens, by=by, tag=tag, opened=frozenset()))

    def group_by_tag(self, key: str) -> None:
        """Group the nodes by the values of a tag."""
        self.group_by(GroupBy.TAG, key)

    def open(self, group: GroupId) -> None:
        """Show what is in a group, in place."""
        self._look(replace(self._lens, opened=self._lens.opened | {group}))

    def close(self, group: GroupId) -> None:
        """Let a group be one card again."""
        self._look(replace(self._lens, opened=self._lens.opened - {group}))

    def open_selected(self) -> None:
        """Open the group that is selected."""
        if self._state.group is not None:
            self.open(self._state.group)

    def close_around_selected(self) -> None:
        """Close the innermost opened group that the selected node is in."""
        selected = self._state.selected
        group = None if selected is None else self._state.seen.opened_around(selected)
        if group is not None:
            self.close(group)

    def open_all(self) -> None:
        """Draw every node that is looked at."""
        groups = groups_of(self._state.graph, self._lens, self._state.seen)
        self._look(replace(self._lens, opened=frozenset(groups.groups)))

    def close_all(self) -> None:
        """Close every group; without any, group by module."""
        self._look(replace(self._lens, by=self._lens.by or GroupBy.MODULE, opened=frozenset()))

    # focus

    def focus(self, upstream: int | None = HOPS, downstream: int | None = HOPS) -> None:
        """Show only what is selected, and so many hops around it; None for all."""
        nodes, text = self.chosen
        if nodes:
            self._focus(Around(nodes, text, upstream, downstream))

    def widen(self, by: int) -> None:
        """Show more hops around what is in focus, or fewer; without a focus begin one."""
        focus = self._lens.focus
        if not isinstance(focus, Around):
            self.focus()
            return
        hops = [max(n + by, 1) if n else n for n in _hops(focus)]
        self._focus(replace(focus, upstream=hops[0], downstream=hops[1]), is_same_step=True)

    def show_path(self, start: NodeId, end: NodeId) -> None:
        """Show only the ways between two nodes, whichever of them comes first."""
        graph = self._state.graph
        for focus in (Between(start, end), Between(end, start)):
            if between(graph, focus.start, focus.end):
                self._focus(focus)
                return
        text = f"Nothing leads from `{start}` to `{end}`, or back."
        self._store.update(banner=Banner("info", text))

    def show_only(self, nodes: frozenset[NodeId], text: str) -> None:
        """Show some nodes and no others; `text` says which they are."""
        if nodes:
            self._focus(Chosen(nodes, text))

    def hide(self, nodes: Iterable[NodeId]) -> None:
        """Show all that is shown without some nodes."""
        lens = replace(self._lens, hidden=self._lens.hidden | frozenset(nodes))
        shown = lens.shown(self._state.graph)
        if shown is None or shown:
            self._look(lens)
        else:
            text = "Nothing would be left to see."
            self._store.update(banner=Banner("info", text))

    def pin(self, nodes: Iterable[NodeId], *, is_pinned: bool = True) -> None:
        """Keep nodes in sight as cards of their own whatever else is shown, or no longer."""
        pinned = self._lens.pinned
        pinned = pinned | frozenset(nodes) if is_pinned else pinned - frozenset(nodes)
        self._look(replace(self._lens, pinned=pinned))

    def show_all(self) -> None:
        """Leave every focus, and hide nothing."""
        self._look(replace(self._lens, focus=None, hidden=frozenset()))

    # the way

    def forget_removed(self) -> None:
        """Show no longer what the last save took away."""
        freshness = self._state.freshness
        if freshness.ghosts:
            self._store.update(freshness=replace(freshness, ghosts=()))

    def reveal(self, node: NodeId) -> None:
        """See that a node has a card of its own; call this before it is selected."""
        if node in self._state.graph.nodes:
            self._look(revealed(self._seen(), node), selected=node)

    def back(self) -> None:
        """Look at what was looked at before."""
        self.go_to(self._state.trail.place - 1)

    def forward(self) -> None:
        """Look again at what one went back from."""
        self.go_to(self._state.trail.place + 1)

    def go_to(self, place: int) -> None:
        """Look at a place of the trail; below 0 at everything."""
        state = self._state
        if place < 0:
            self.show_all()
            return
        trail = state.trail.replaced(Look(state.lens, state.selected)).at(place)
        self._store.update(lens=trail.look.lens, trail=trail)
        if trail.look.selected != state.selected:
            self._selection.select(trail.look.selected)

    @property
    def chosen(self) -> tuple[frozenset[NodeId], str]:
        """The nodes that commands act on, and what to call them."""
        state, nodes = self._state, self._state.chosen
        if len(state.marked) > 1:
            return nodes, f"{len(nodes):,} marked nodes"
        if closed := state.seen.closed.get(state.group or GroupId("")):
            return nodes, closed.group.title
        return nodes, next(iter(nodes), "")

    @property
    def _state(self) -> State:
        return self._store.state

    @property
    def _lens(self) -> Lens:
        return self._store.state.lens

    def _seen(self) -> Seen:
        """What is seen, with the groups of the newest lens."""
        state = self._state
        groups = groups_of(state.graph, state.lens, state.seen)
        return Seen(state.graph, state.lens, groups)

    def _focus(self, focus: Focus, *, is_same_step: bool = False) -> None:
        self._look(focussed(self._seen(), focus), is_same_step=is_same_step)

    def _look(
        self, lens: Lens, *, selected: NodeId | None = None, is_same_step: bool = False
    ) -> None:
        """Take a lens as the next step of the trail, or in place of the last one."""
        state = self._state
        look = Look(lens, selected or state.selected)
        if look == Look(state.lens, state.selected):
            return
        trail = state.trail.replaced(Look(state.lens, state.selected))
        trail = trail.replaced(look) if is_same_step else trail.pushed(look)
        self._store.update(lens=lens, trail=trail)


def _hops(focus: Around) -> tuple[int | None, int | None]:
    return focus.upstream, focus.downstream
