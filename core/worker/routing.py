"""Where the values that a request hands in belong, and a sentence where they belong nowhere."""
# pyright: basic

import difflib
from collections.abc import Iterable

from .dataflow import Dataflow
from .messages import Execute, Given
from .plan import Refusal, Wiring
from .typenames import type_text

_NAMED = 5


def routed(request: Execute, wiring: Wiring) -> dict[str, Given]:
    """Return the handed-in values by node; an input may come as an override and the reverse.

    Raises:
        Refusal: a target or a name that is not there or cannot run, or a value given twice.
    """
    flow, errors = wiring.flow, dict[str, str]()
    for target in request.targets:
        if problem := _missing(target, flow):
            errors[target] = problem
    given: dict[str, Given] = {}
    for name, value in (*request.inputs.items(), *request.overrides.items()):
        problem = _missing(name, flow, is_given=True) or _conflict(name, wiring)
        if problem:
            errors[name] = problem
        given[name] = value
    for name in request.inputs.keys() & request.overrides.keys():
        errors[name] = f"`{name}` is given twice, as an input and in place of the node. Keep one."
    if not request.targets:
        raise Refusal("Name at least one node to run to.")
    if errors:
        raise Refusal(joined(list(errors.values())), errors)
    return given


def check_all_there(
    order: Iterable[str], given: Iterable[str], targets: Iterable[str], wiring: Wiring
) -> None:
    """Check that every node in `order` can run and every input that is needed has a value.

    Raises:
        Refusal: it names all that is missing.
    """
    flow, errors = wiring.flow, dict[str, str]()
    there = {*given, *flow.config}
    absent = {name for name in order if name in wiring.inputs and name not in there}
    users: dict[str, list[str]] = {name: [] for name in targets if name in absent}
    for name in order:
        if name in there:
            continue
        if name in flow.broken:
            errors[name] = f"`{name}` cannot run: {flow.broken[name]}"
        for parent in absent.intersection(wiring.parents[name]) if absent else ():
            if flow.nodes[name].requires(parent):
                users.setdefault(parent, []).append(name)
    for name, readers in users.items():
        errors[name] = _needed(name, readers, flow)
    if errors:
        raise Refusal(joined(list(errors.values())), errors)


def _needed(name: str, users: list[str], flow: Dataflow) -> str:
    kind = type_text(flow.nodes[name].type)
    if not users:
        return f"`{name}` is an input ({kind}): give it a value."
    named = ", ".join(f"`{user}`" for user in users[:_NAMED])
    more = f" and {len(users) - _NAMED} more" if len(users) > _NAMED else ""
    return f"`{name}` ({kind}) is needed by {named}{more}: give it a value."


def _missing(name: str, flow: Dataflow, *, is_given: bool = False) -> str:
    if name in flow.nodes and (is_given or name not in flow.broken):
        return ""
    if name in flow.broken:
        return f"`{name}` cannot run: {flow.broken[name]}"
    similar = difflib.get_close_matches(name, flow.nodes, n=3)
    hint = f" Did you mean {' or '.join(f'`{other}`' for other in similar)}?" if similar else ""
    return f"There is no node `{name}`.{hint}"


def _conflict(name: str, wiring: Wiring) -> str:
    if name in wiring.flow.config and name in wiring.inputs:
        return f"`{name}` is set by the configuration. Change it there, or take it out there."
    giver = wiring.blocks(wiring.upstream([name], ())).get(name) if wiring.expanding else None
    if giver:
        return f"`{name}` runs once per item of `{giver}`. Give the items of `{giver}` instead."
    return ""


def joined(sentences: list[str]) -> str:
    """Return one text for several things that are wrong."""
    if len(sentences) == 1:
        return sentences[0]
    return f"{len(sentences)} things are in the way. {' '.join(sentences[:_NAMED])}"
