"""`h_spark.with_columns`: columns of a Spark frame, worked out one behind the other.

Hamilton threads the frame through the columns: each reads the frame that the one before it makes.
In which order, it leaves to chance where columns are selected.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from core.reading.decorators.adapters import injectable
from core.reading.decorators.columns import inner_config, needed, texts
from core.reading.decorators.subdags import inner, namespaced
from core.reading.draft import (
    Draft,
    Making,
    Misuse,
    Wire,
    final,
    partial,
    untouched,
)
from core.reading.typetext import named
from core.reading.values import text

_FRAME = named("DataFrame")
_SELECT = "_select"
_TARGET = "hamilton.spark.target"
_COLUMNS = "hamilton.spark.columns"


def require_columns(making: Making) -> list[Draft]:
    """`require_columns("a", "b")` on a function that takes a frame."""
    names = [text(name) for name in making.call.arguments]
    meant = final(making.drafts)
    made = [*untouched(making.drafts, meant), *(_requiring(draft, names) for draft in meant)]
    return partial(made) if making.call.has_more else made


def with_columns(making: Making) -> list[Draft]:
    """`with_columns(f, g, columns_to_pass=["a"], select=["c"], mode="append")`."""
    chosen = texts(making.said("select"))
    mode = making.said("mode", "append")
    return _with_columns(making, chosen, mode == "select")


def select(making: Making) -> list[Draft]:
    """`select(f, g, columns_to_pass=["a"], output_cols=["c"])`."""
    chosen = texts(making.said("output_cols"))
    return _with_columns(making, chosen, selects=True)


def _with_columns(making: Making, chosen: list[str] | None, selects: bool) -> list[Draft]:
    frame = _frame_parameter(making)
    nodes = [_prepared(node) for node in inner(making, inner_config(making))]
    if chosen is not None:
        nodes = needed(nodes, chosen)
    thread = _Thread(making, frame)
    for node in _ordered(nodes):
        thread.add(node)
    is_left_out = chosen is not None and any(node.name not in chosen for node in nodes)
    if selects or is_left_out:
        thread.end()
    namespace = making.said("namespace")
    prefix = making.name if namespace is None else text(namespace)
    last = f"{prefix}.{thread.last}" if thread.nodes else frame
    new = namespaced(thread.nodes, prefix)
    if chosen is not None:
        new = [replace(draft, approximate=True) for draft in new]
    made = [*(draft.renamed({frame: last}) for draft in making.drafts), *new]
    is_partial = making.call.has_more or any(node.is_partial for node in nodes)
    return partial(made) if is_partial else made


class _Thread:
    """Nodes one behind the other, each reading the frame that the one before makes."""

    def __init__(self, making: Making, frame: str) -> None:
        self.nodes: list[Draft] = []
        self.last = frame
        self._frame = frame
        self._passed = texts(making.said("columns_to_pass")) or []
        self._passed_as = making.said("pass_dataframe_as")
        self._names: set[str] = set()

    def add(self, node: Draft) -> None:
        """Add a node, which comes after all nodes that it reads."""
        target = node.tags.get(_TARGET)
        inputs = {
            name: Wire(_FRAME) if name in self._names else wire
            for name, wire in node.inputs.items()
            if name not in self._passed and name != target
        }
        inputs[self.last] = Wire(_FRAME)
        if self._reads_frame(node, target):
            inputs[self._frame] = Wire(_FRAME)
        self.nodes.append(replace(node, inputs=inputs, type=node.type if target else _FRAME))
        self._names.add(node.name)
        self.last = node.name

    def end(self) -> None:
        """Let a node take only some columns of the frame."""
        self.nodes.append(Draft(_SELECT, _FRAME, {self.last: Wire(_FRAME)}))
        self.last = _SELECT

    def _reads_frame(self, node: Draft, target: object) -> bool:
        """Whether a node reads the first frame, too."""
        if target is not None:
            return target == self._passed_as
        return any(name in self._passed for name in node.inputs)


def _requiring(draft: Draft, columns: Sequence[str]) -> Draft:
    frames = _frames(draft)
    if len(frames) != 1:
        raise Misuse("the function should take one frame")
    more = {name: Wire(_FRAME) for name in columns if name not in draft.inputs}
    kind = _FRAME if draft.type.origin == "Column" else draft.type
    tags = {_TARGET: frames[0], _COLUMNS: list(columns)}
    return replace(draft, inputs={**draft.inputs, **more}, type=kind, tags=tags)


def _prepared(node: Draft) -> Draft:
    """Return a node with its frame marked, when it works on the frame and not on columns."""
    return _requiring(node, _frames(node)) if len(_frames(node)) == 1 else node


def _frames(draft: Draft) -> list[str]:
    return [name for name, wire in draft.inputs.items() if wire.type.origin == _FRAME.origin]


def _frame_parameter(making: Making) -> str:
    spec = making.function.tree.args
    name = next((p.arg for p in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)), "")
    if name not in injectable(making.drafts):
        raise Misuse("its first parameter should be the frame")
    return name


def _ordered(nodes: Sequence[Draft]) -> list[Draft]:
    """Return the nodes so that each comes after those it reads; as Hamilton sorts them."""
    by_name = {node.name: node for node in nodes}
    waits = {node.name: sum(name in by_name for name in node.inputs) for node in nodes}
    pending = deque(node for node in nodes if not waits[node.name])
    ordered: list[Draft] = []
    while pending:
        node = pending.popleft()
        ordered.append(node)
        for reader in nodes:
            if node.name in reader.inputs:
                waits[reader.name] -= 1
                if not waits[reader.name]:
                    pending.append(reader)
    return ordered
