"""What `hamilton.driver` makes of modules: run as a script, so that tests never import Hamilton.

Reads a JSON list of [import path, module names, config] from stdin; writes a list of
{"nodes": {name: [type of node, names of what it reads]}} or {"error": text}.
"""

import importlib
import json
import logging
import sys
from typing import Any


def graph_of(folder: str, modules: list[str], config: dict[str, Any]) -> dict[str, Any]:
    """Return the graph that a driver builds of some modules."""
    from hamilton import driver

    if folder not in sys.path:
        sys.path.insert(0, folder)
    for name in modules:  # building changes the functions of a module
        sys.modules.pop(name, None)
    try:
        loaded = [importlib.import_module(name) for name in modules]
        built = driver.Builder().with_modules(*loaded).with_config(config).build().graph
    except Exception as error:  # noqa: BLE001 - whatever the modules raise
        return {"error": f"{type(error).__name__}: {error}"}
    return {
        "nodes": {
            name: [node.node_role.name, sorted(source.name for source in node.dependencies)]
            for name, node in built.nodes.items()
        }
    }


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    sys.dont_write_bytecode = True
    json.dump([graph_of(*case) for case in json.load(sys.stdin)], sys.stdout)
