"""How a test calls a node: its function as it is written, else through Hamilton's driver."""
# pyright: basic

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ..plan import Wiring
from ..sources import origin
from .layout import WIDTH
from .literals import bracketed, quoted
from .values import UnwritableError, Values

_TAKEN = frozenset(("HERE", "Path", "driver", "expected", "np", "pd", "pl", "pytest", "sys"))


class Call(NamedTuple):
    """The statements that make `result`, a line each, and what they need: imports, modules."""

    lines: list[str]
    imports: list[str]
    modules: tuple[str, ...]


def call(
    wiring: Wiring, nodes: Sequence[str], arguments: Mapping[str, str], values: Values
) -> Call:
    """Return how to have the last of some nodes with arguments that are expressions.

    Raises:
        UnwritableError: the configuration cannot be written down, or Hamilton cannot run it so.
    """
    function = _plain_function(wiring, nodes[-1]) if len(nodes) == 1 else None
    if function is None:
        return _driven(wiring, nodes, arguments, values)
    module, name = function.__module__, function.__name__
    renamed = f"{name}_of_the_flow" if name in _TAKEN else name
    given = [f"{parameter}={text}" for parameter, text in arguments.items()]
    text = bracketed(f"result = {renamed}(", given, ")")
    imported = name if renamed == name else f"{name} as {renamed}"
    imports = [f"from {module} import {imported}"]
    if function.__code__.co_flags & 0x80:  # a coroutine
        text = bracketed(f"result = asyncio.run({renamed}(", given, "))")
        imports.insert(0, "import asyncio")
    return Call([text], imports, (module,))


def folders(modules: tuple[str, ...], beside: str) -> list[str]:
    """Return the folders from which modules are imported, relative to the folder of the test."""
    found: dict[str, None] = {}
    for name in modules:
        file = getattr(sys.modules.get(name), "__file__", None)
        if file is None:
            continue
        path = Path(os.path.realpath(file))
        depth = name.count(".") + (path.name == "__init__.py")
        try:
            found[os.path.relpath(path.parents[depth], os.path.realpath(beside))] = None
        except ValueError:  # on another drive
            found[str(path.parents[depth])] = None
    return [Path(folder).as_posix() for folder in found]


def _plain_function(wiring: Wiring, node: str) -> Any:
    """Return the function that a node calls just so; None where decorators have a say."""
    made = wiring.nodes[node]
    for function in origin(made).functions:
        module = sys.modules.get(function.__module__)
        if made.callable is function and getattr(module, function.__name__, None) is function:
            return function
    return None


def _driven(
    wiring: Wiring, nodes: Sequence[str], arguments: Mapping[str, str], values: Values
) -> Call:
    node, modules = nodes[-1], wiring.flow.modules
    inputs = [f"{quoted(n)}: {text}" for n, text in arguments.items() if n in wiring.inputs]
    others = [f"{quoted(n)}: {text}" for n, text in arguments.items() if n not in wiring.inputs]
    steps = [f"with_modules({', '.join(modules)})"]
    if wiring.flow.config:
        steps.append(f"with_config({values.written('config', dict(wiring.flow.config))})")
    imports = ["from hamilton import driver"]
    if not wiring.expanding.isdisjoint(nodes):
        if node in wiring.blocks(wiring.upstream([node], ())):
            raise UnwritableError(
                f"`{node}` runs once per item, and Hamilton gives out only what is collected of "
                "that. Look for the smallest case of all that goes into it, and test that."
            )
        imports = ["from hamilton import driver", "from hamilton.execution import executors"]
        steps.append("enable_dynamic_execution(allow_experimental_mode=True)")
        steps.append("with_remote_executor(executors.SynchronousLocalTaskExecutor())")
    steps.append("build()")
    asked = [f"[{quoted(node)}]"]
    asked += [bracketed("inputs={", inputs, "}")] if inputs else []
    asked += [bracketed("overrides={", others, "}")] if others else []
    lines = [f"flow = driver.Builder().{'.'.join(steps)}"]
    if len(lines[0]) > WIDTH - 4:
        chain = ["driver.Builder()", *(f".{step}" for step in steps)]
        is_short = len("".join(chain)) <= WIDTH - 8
        lines = ["flow = (", *(f"    {part}" for part in (["".join(chain)] if is_short else chain))]
        lines.append(")")
    lines.append(bracketed("result = flow.execute(", asked, f")[{quoted(node)}]"))
    return Call(lines, [*imports, *(f"import {name}" for name in sorted(modules))], modules)
