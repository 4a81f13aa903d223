"""From nodes in the making to a graph, and what is wrong with it as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.model.graph import Graph, Node, NodeId, NodeKind, Parameter, SourceSpan
from core.model.problem import Problem, ProblemKind
from core.model.project import Json
from core.reading.code import Codes
from core.reading.cycles import find_cycles
from core.reading.decorators.adapters import IS_LOADER, IS_SAVER
from core.reading.decorators.checks import IS_CHECK
from core.reading.draft import Draft, Role, Wire
from core.reading.signatures import default_text, first_line, where
from core.reading.typetext import ANY
from core.reading.values import Function, is_row

_LONGEST_TAG = 500
_LONGEST_PATH = 30
_TAGGED = (
    (IS_CHECK, NodeKind.CHECK),
    (IS_SAVER, NodeKind.SAVER),
    (IS_LOADER, NodeKind.LOADER),
)
_ROLES = {
    Role.STANDARD: NodeKind.FUNCTION,
    Role.EXPAND: NodeKind.EXPAND,
    Role.COLLECT: NodeKind.COLLECT,
}


@dataclass(frozen=True, slots=True)
class Made:
    """The nodes of one function. `owner` is the one whose decorators made them."""

    owner: Function
    drafts: Sequence[Draft]


class Assembly:
    """A graph being put together, in Hamilton's order: functions first, then what they lack."""

    def __init__(
        self, config: Mapping[str, Json], is_complete: bool, codes: Codes | None = None
    ) -> None:
        self.problems: list[Problem] = []
        self._config = config
        self._is_complete = is_complete
        self._codes = codes
        self._drafts: dict[str, Draft] = {}
        self._owners: dict[str, Function] = {}

    def add(self, made: Made) -> None:
        """Add the nodes of a function; the configuration stands in for those that it names."""
        for draft in made.drafts:
            self._is_complete = self._is_complete and not draft.is_partial
            if draft.name in self._config:
                continue
            first = self._owners.get(draft.name)
            if first is None:
                self._drafts[draft.name] = draft
                self._owners[draft.name] = made.owner
            elif not (draft.approximate or self._drafts[draft.name].approximate):
                self.problems.append(_duplicate(draft.name, first, made.owner))

    def graph(self, order: Mapping[str, int]) -> Graph:
        """Return the graph: nodes as they are written, by module and line, then inputs.

        `order` has the position of each module by name.
        """

        def position(draft: Draft) -> tuple[int, int]:
            owner = self._owners[draft.name]
            return order.get(owner.module.name, len(order)), first_line(owner.tree)

        nodes: dict[NodeId, Node] = {}
        checked = self._checked()
        for draft in sorted(self._drafts.values(), key=position):
            code = self._code(draft) if self._codes else ""
            nodes[NodeId(draft.name)] = _node(draft, checked.get(draft.name), code)
        for name, readers in self._readers().items():
            nodes[NodeId(name)] = self._input(name, readers)
        for name in self._config:
            if name not in nodes:
                nodes[NodeId(name)] = self._input(name, [])
        return Graph(nodes)

    def _code(self, draft: Draft) -> str:
        assert self._codes
        owner = self._owners[draft.name]
        makers = [draft.maker] if draft.maker and draft.maker.tree is not owner.tree else []
        return self._codes.of(draft.name, [*makers, owner])

    def _readers(self) -> dict[str, list[Draft]]:
        """Return what reads each node that no function makes."""
        readers: dict[str, list[Draft]] = {}
        for draft in self._drafts.values():
            for source in draft.inputs:
                if source not in self._drafts:
                    readers.setdefault(source, []).append(draft)
        return readers

    def _input(self, name: str, readers: Sequence[Draft]) -> Node:
        wires = [reader.inputs[name] for reader in readers] or [Wire(ANY)]
        kind = wires[0].type
        if name in self._config:
            value = default_text(self._config[name])
            return Node(NodeId(name), NodeKind.CONFIG, kind.text, form=kind.form(value))
        is_optional = all(wire.is_optional for wire in wires)
        is_certain = self._is_complete and not all(reader.approximate for reader in readers)
        return Node(
            NodeId(name),
            NodeKind.INPUT,
            kind.text,
            form=kind.form(wires[0].default if is_optional else None),
            approximate=not is_certain,
        )

    def _checked(self) -> dict[str, str]:
        """Return the node that each check looks at: the one that reads what the check reads."""
        readers: dict[str, str] = {}
        for draft in self._drafts.values():
            if not draft.tags.get(IS_CHECK):
                for source in draft.inputs:
                    readers.setdefault(source, draft.name)
        return {
            draft.name: readers.get(next(iter(draft.inputs), ""), draft.name)
            for draft in self._drafts.values()
            if draft.tags.get(IS_CHECK)
        }


def cycles_in(graph: Graph) -> list[Problem]:
    """Return a problem for each cycle, with its nodes in order."""
    return [_cycle([graph.nodes[name] for name in cycle]) for cycle in find_cycles(graph.parents)]


def _node(draft: Draft, checked: str | None, code: str) -> Node:
    maker = draft.maker
    kind = next((k for tag, k in _TAGGED if draft.tags.get(tag)), _ROLES[draft.role])
    return Node(
        NodeId(draft.name),
        kind,
        draft.type.text,
        module=maker.module.name if maker else "",
        function=maker.tree.name if maker else "",
        doc=draft.doc,
        tags={name: _tag_text(value) for name, value in draft.tags.items()},
        source=_span(maker) if maker else None,
        parameters=tuple(
            Parameter(NodeId(source), wire.type.text, wire.is_optional, wire.default)
            for source, wire in draft.inputs.items()
        ),
        code=code,
        form=draft.type.form(),
        checked=NodeId(checked) if checked else None,
        has_side_effects=kind is NodeKind.SAVER,
        approximate=draft.approximate,
    )


def _span(maker: Function) -> SourceSpan:
    tree = maker.tree
    return SourceSpan(maker.module.file, first_line(tree), tree.end_lineno or tree.lineno)


def _tag_text(value: object) -> str:
    if isinstance(value, str):
        return value[:_LONGEST_TAG]
    if is_row(value):
        return ", ".join(map(str, value))[:_LONGEST_TAG]
    return str(value)[:_LONGEST_TAG]


def _duplicate(name: str, first: Function, second: Function) -> Problem:
    file, line = second.module.file, first_line(second.tree)
    other = where(first.module.file, first_line(first.tree))
    message = (
        f"{where(file, line)}: `{second.tree.name}` makes a node `{name}`, but "
        f"`{first.tree.name}` in {other} makes one too. Rename one of them; the first is shown."
    )
    return Problem(ProblemKind.DUPLICATE, message, file, line, NodeId(name), second.tree.name)


def _cycle(cycle: Sequence[Node]) -> Problem:
    first = cycle[0]
    place = first.source
    if len(cycle) == 1:
        what = f"`{first.id}` reads itself, so it can never be computed"
    else:
        names = [f"`{node.id}`" for node in cycle[:_LONGEST_PATH]]
        rest = ["…"] if len(cycle) > _LONGEST_PATH else []
        path = " → ".join([*names, *rest, names[0]])
        what = f"{path} is a cycle, so none of these nodes can be computed"
    at = f"{where(place.file, place.first_line)}: " if place else ""
    return Problem(
        ProblemKind.CYCLE,
        f"{at}{what}. Remove or rename one of the parameters.",
        place.file if place else None,
        place.first_line if place else 0,
        first.id,
        first.function,
    )
