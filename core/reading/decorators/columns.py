"""`with_columns` for pandas and polars: columns worked out by a dataflow of their own."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from core.reading.decorators.adapters import injectable
from core.reading.decorators.extraction import column_type
from core.reading.decorators.subdags import inner, namespaced
from core.reading.draft import Draft, Making, Misuse, Wire, partial
from core.reading.typetext import Type, named
from core.reading.values import Symbol, Unclear, Value, plain, text

_FRAMES = {
    "h_pandas": "pd.DataFrame",
    "h_polars": "pl.DataFrame",
    "h_polars_lazyframe": "pl.LazyFrame",
}
_APPEND = "_append"


def with_columns(making: Making) -> list[Draft]:
    """`with_columns(f, g, columns_to_pass=["a"], select=["c"], namespace="ns")`."""
    frame = _frame(making)
    wires = injectable(making.drafts)
    parameter = _parameter(making)
    if parameter not in wires:
        raise Misuse(f"`{parameter}` is no longer an input of the function by then")
    passed = texts(making.said("columns_to_pass")) or []
    column = column_type(frame)
    initial = [Draft(name, column, {parameter: Wire(wires[parameter].type)}) for name in passed]
    nodes = [*initial, *inner(making, inner_config(making))]
    if any(count > 1 for count in Counter(node.name for node in nodes).values()):
        raise Misuse("a column that is passed in is worked out as well")
    chosen = texts(making.said("select"))
    if chosen is None:
        chosen = [node.name for node in nodes if node.type.text == column.text]
    else:
        nodes = needed(nodes, chosen)
    inputs = {name: Wire(column) for name in chosen} | {parameter: Wire(frame)}
    namespace = making.said("namespace")
    prefix = making.name if namespace is None else text(namespace)
    new = namespaced([*nodes, Draft(_APPEND, frame, inputs)], prefix)
    made = [*(draft.renamed({parameter: f"{prefix}.{_APPEND}"}) for draft in making.drafts), *new]
    is_partial = making.call.has_more or any(node.is_partial for node in nodes)
    return partial(made) if is_partial else made


def needed(nodes: Sequence[Draft], chosen: Sequence[str]) -> list[Draft]:
    """Return the chosen nodes and those they need, in the order in which Hamilton finds them."""
    by_name = {node.name: node for node in nodes}
    missing = [name for name in chosen if name not in by_name]
    if missing:
        raise Misuse(f"it selects `{missing[0]}`, which none of its functions makes")
    seen = set(chosen)
    pending = list(dict.fromkeys(chosen))
    found: list[Draft] = []
    while pending:
        found.append(by_name[pending.pop()])
        for name in found[-1].inputs:
            if name in by_name and name not in seen:
                seen.add(name)
                pending.append(name)
    return found


def _frame(making: Making) -> Type:
    callee = making.call.callee
    if isinstance(callee, Symbol):
        for part in callee.name.split("."):
            if part in _FRAMES:
                return named(_FRAMES[part])
    raise Unclear


def _parameter(making: Making) -> str:
    given = making.said("on_input")
    if given is not None:
        return text(given)
    spec = making.function.tree.args
    parameters = [*spec.posonlyargs, *spec.args, *spec.kwonlyargs]
    if not parameters:
        raise Misuse("the function has no parameter")
    return parameters[0].arg


def texts(value: Value) -> list[str] | None:
    """Return a list of texts; None stays None. Raises `Unclear`."""
    if value is None:
        return None
    items = plain(value)
    if isinstance(items, str) or not hasattr(items, "__iter__"):
        raise Unclear
    return [text(item) for item in items]


def inner_config(making: Making) -> Mapping[str, Any]:
    """Return the configuration that inner functions see: all, or what is listed.

    Raises:
        Unclear: the text does not tell what is listed.
    """
    listed = texts(making.said("config_required"))
    if listed is None:
        return making.config
    return {key: making.config[key] for key in listed if key in making.config}
