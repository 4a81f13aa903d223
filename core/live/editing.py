"""From one reading of a project to the next: what an edit made, changed and took away."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from core.live.reasons import has_other_statements, why
from core.model.freshness import Edit
from core.model.graph import Graph, Node, NodeId
from core.reading import Reading


@dataclass(frozen=True, slots=True)
class Changes:
    """What an edit did to the nodes.

    `has_side_effects` tells of other statements at the top of modules: what the ones before have
    done when they ran cannot be undone in the same process.
    """

    edits: Mapping[NodeId, Edit] = field(default_factory=dict[NodeId, Edit])
    removed: tuple[NodeId, ...] = ()
    has_side_effects: bool = False

    @property
    def sentence(self) -> str:
        """It in a few words, empty when there is nothing to say."""
        new = [node for node, edit in self.edits.items() if edit.is_new]
        edited = [node for node, edit in self.edits.items() if not edit.is_new]
        parts = (
            _counted(nodes, what)
            for nodes, what in ((new, "new"), (edited, "edited"), (self.removed, "removed"))
            if nodes
        )
        return ", ".join(parts)


def changes(before: Reading, after: Reading) -> Changes:
    """Return what lies between two readings with code."""
    edits: dict[NodeId, Edit] = {}
    for id, node in after.graph.nodes.items():
        old = before.graph.nodes.get(id)
        if old is None:
            edits[id] = Edit(is_new=True)
        elif reason := _reason(old, node, before, after):
            edits[id] = Edit(is_new=False, why=reason)
    removed = tuple(id for id in before.graph.nodes if id not in after.graph.nodes)
    effects = any(
        has_other_statements(was, after.parts.get(id, was)) for id, was in before.parts.items()
    )
    return Changes(edits, removed, effects)


def patched(shown: Graph, before: Graph, after: Graph) -> Graph:
    """Return the graph that is shown with an edit done to it.

    `shown` may be one that was loaded: what the edit left alone stays as it is there, but for
    the lines it is written in.
    """
    nodes: dict[NodeId, Node] = {}
    for id, new in after.nodes.items():
        old, now = before.nodes.get(id), shown.nodes.get(id)
        is_same = now is not None and old is not None and _bare(old) == _bare(new)
        nodes[id] = replace(now, source=new.source or now.source) if now and is_same else new
    loaded = {id: node for id, node in shown.nodes.items() if id not in before.nodes}
    return Graph({**loaded, **nodes} if loaded.keys() - nodes.keys() else nodes)


def own_name(node: Node) -> str:
    """Return the dotted name of the function behind a node."""
    return f"{node.module}.{node.function}"


def _reason(old: Node, new: Node, before: Reading, after: Reading) -> str:
    was, now = before.parts.get(old.id), after.parts.get(new.id)
    if was is not None and now is not None:
        return why(own_name(new), was, now)
    return "" if _bare(old) == _bare(new) else "its code changed"


def _bare(node: Node) -> Node:
    """Return a node without what an edit elsewhere changes too, or a worker tells otherwise."""
    return replace(node, source=None, code="")


def _counted(nodes: "tuple[NodeId, ...] | list[NodeId]", what: str) -> str:
    return f"`{nodes[0]}` {what}" if len(nodes) == 1 else f"{len(nodes)} {what}"
