"""How a test calls a node: its function as it is written, else through Hamilton's driver."""
# pyright: basic

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ..plan import Wiring
from ..sources import origin
from .literals import bracketed, quoted
from .values import Values

_TAKEN = frozenset(
    ("HERE", "Path", "base", "driver", "expected", "np", "pd", "pl", "pytest", "sys")
)


class Call(NamedTuple):
    """The lines that make `result`, and what they need: imports, and modules of the user's."""

    lines: list[str]
    imports: list[str]
    modules: tuple[str, ...]


def call(wiring: Wiring, node: str, arguments: Mapping[str, str], values: Values) -> Call:
    """Return how to call a node with arguments that are expressions.

    Raises:
        UnwritableError: the configuration cannot be written down.
    """
    function = _plain_function(wiring, node)
    if function is None:
        return _driven(wiring, node, arguments, values)
    module, name = function.__module__, function.__name__
    renamed = f"{name}_of_the_flow" if name in _TAKEN else name
    given = [f"{parameter}={text}" for parameter, text in arguments.items()]
    text = bracketed(f"result = {renamed}(", given, ")")
    imported = name if renamed == name else f"{name} as {renamed}"
    imports = [f"from {module} import {imported}"]
    if function.__code__.co_flags & 0x80:  # a coroutine
        text = bracketed(f"result = asyncio.run({renamed}(", given, "))")
        imports.insert(0, "import asyncio")
    return Call(text.splitlines(), imports, (module,))


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


def _driven(wiring: Wiring, node: str, arguments: Mapping[str, str], values: Values) -> Call:
    inputs = [
        f"{quoted(name)}: {text}" for name, text in arguments.items() if name in wiring.inputs
    ]
    others = [
        f"{quoted(name)}: {text}" for name, text in arguments.items() if name not in wiring.inputs
    ]
    modules = wiring.flow.modules
    build = [
        "flow = (",
        "    driver.Builder()",
        f"    .with_modules({', '.join(modules)})",
        "    .with_adapters(base.DictResult())",
        "    .build()",
        ")",
    ]
    if wiring.flow.config:
        config = values.written("config", dict(wiring.flow.config))
        build.insert(3, f"    .with_config({config})")
    asked = [f"[{quoted(node)}]"]
    asked += [f"inputs={bracketed('{', inputs, '}')}"] if inputs else []
    asked += [f"overrides={bracketed('{', others, '}')}"] if others else []
    execute = bracketed("result = flow.execute(", asked, f")[{quoted(node)}]")
    imports = ["from hamilton import base, driver", *(f"import {name}" for name in modules)]
    return Call([*build, *execute.splitlines()], imports, modules)
