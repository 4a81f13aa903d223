"""`load_from`, `save_to`, `dataloader` and `datasaver`: values that come in or go out."""

from collections.abc import Sequence
from dataclasses import replace

from core.reading.decorators.sources import dependency, source_name
from core.reading.draft import (
    Draft,
    Making,
    Misuse,
    Wire,
    only,
    partial,
    targeted,
    untouched,
)
from core.reading.hamilton import hamilton_name
from core.reading.typetext import ANY, UNTYPED, Type, named
from core.reading.values import text

IS_LOADER = "hamilton.data_loader"
IS_SAVER = "hamilton.data_saver"
LOADED = "hamilton.data_loader.node"
HAS_METADATA = "hamilton.data_loader.has_metadata"

_SOURCE = "hamilton.data_loader.source"
_LOADER_CLASS = "hamilton.data_loader.classname"
_SINK = "hamilton.data_saver.sink"

_PATH = named("str")
_METADATA = named("dict", named("str"), ANY)


def load_from(making: Making) -> list[Draft]:
    """`load_from.csv(path=source("node"), inject_="parameter")`."""
    wires = injectable(making.drafts)
    parameter = making.said("inject_")
    if parameter is None:
        if len(wires) != 1:
            raise Misuse("the function has several parameters: name one with `inject_`")
        parameter = next(iter(wires))
    if text(parameter) not in wires:
        raise Misuse(f"there is no parameter `{parameter}` to load")
    kind = wires[parameter].type
    tags = {IS_LOADER: True, LOADED: parameter, _SOURCE: _format(making)}
    loaded = f"{making.name}.load_data.{parameter}"
    selected = f"{making.name}.select_data.{parameter}"
    pair = named("tuple", _METADATA, kind)
    inputs = _inputs(making, "inject_")
    new = [
        Draft(loaded, pair, inputs, tags={**tags, HAS_METADATA: True}),
        Draft(selected, kind, {loaded: Wire(pair)}, tags={**tags, HAS_METADATA: False}),
    ]
    made = [*(draft.renamed({parameter: selected}) for draft in making.drafts), *new]
    return partial(made) if making.call.has_more else made


def save_to(making: Making) -> list[Draft]:
    """`save_to.csv(path=source("node"), output_name_="saved", target_="node")`."""
    saved = only(targeted(making.said("target_"), making.drafts))
    name = making.said("output_name_") or f"save.{saved.name}"
    inputs = _inputs(making, "output_name_", "target_")
    inputs[saved.name] = Wire(saved.type)
    tags = {IS_SAVER: True, _SINK: _format(making)}
    saver = Draft(str(name), _METADATA, inputs, tags=tags)
    made = [*untouched(making.drafts, [saved]), saver, saved]
    return partial(made) if making.call.has_more else made


def dataloader(making: Making) -> list[Draft]:
    """`dataloader()` on a function that returns a value and its metadata."""
    whole = only(making.drafts)
    inner = f"{whole.name}.loader"
    tags = {IS_LOADER: True, LOADED: whole.name, _LOADER_CLASS: f"{whole.name}()"}
    kinds: tuple[Type, ...] = whole.type.arguments or (UNTYPED,)
    loader = {**tags, HAS_METADATA: True, _SOURCE: "loader"}
    picked = {**tags, HAS_METADATA: False, _SOURCE: whole.name}
    return [
        replace(whole.tagged(loader), name=inner),
        Draft(whole.name, kinds[0], {inner: Wire(whole.type)}, tags=picked),
    ]


def datasaver(making: Making) -> list[Draft]:
    """`datasaver()` on a function that writes a value and returns its metadata."""
    whole = only(making.drafts)
    tags = {IS_SAVER: True, _SINK: whole.name, "hamilton.data_saver.classname": f"{whole.name}()"}
    return [whole.tagged(tags)]


def injectable(drafts: Sequence[Draft]) -> dict[str, Wire]:
    """Return the inputs that come from outside of these nodes."""
    own = {draft.name for draft in drafts}
    return {
        name: wire for draft in drafts for name, wire in draft.inputs.items() if name not in own
    }


def _inputs(making: Making, *own: str) -> dict[str, Wire]:
    """Return the nodes that settings of an adapter come from; most are paths. Raises `Unclear`."""
    return {
        source_name(value): Wire(_PATH if "path" in key or "file" in key else ANY)
        for key, value in making.call.keywords.items()
        if key not in own and dependency(value) == "source"
    }


def _format(making: Making) -> str:
    return hamilton_name(making.call.callee).rpartition(".")[2]
