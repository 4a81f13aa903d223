"""What `hamilton.driver` makes of modules: run as a script, so that tests never import Hamilton.

Reads a JSON list of [import path, module names, config] from stdin; writes a list of
{"nodes": {name: [kind, names of what it reads]}} or {"error": text}.
"""

import importlib
import json
import logging
import subprocess
import sys
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_TAGS = {
    "hamilton.data_quality.contains_dq_results": "check",
    "hamilton.data_saver": "saver",
    "hamilton.data_loader": "loader",
}
_ROLES = {"EXPAND": "expand", "COLLECT": "collect"}

Asked = tuple[Path, tuple[str, ...], Mapping[str, Any]]


def driver_shapes(asked: Iterable[Asked]) -> list[dict[str, Any]]:
    """Return what a driver builds for each of (import path, modules, config)."""
    done = subprocess.run(
        [sys.executable, __file__],
        input=json.dumps(
            [[str(folder), modules, dict(config)] for folder, modules, config in asked]
        ),
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    return json.loads(done.stdout.splitlines()[-1])


def _shape(folder: str, modules: list[str], config: dict[str, Any]) -> dict[str, Any]:
    known = set(sys.modules)
    sys.path.insert(0, folder)
    try:
        nodes = _built([importlib.import_module(name) for name in modules], config)
    except Exception as error:  # noqa: BLE001 - whatever the modules raise
        return {"error": f"{type(error).__name__}: {error}"}
    finally:
        sys.path.remove(folder)
        for name in set(sys.modules) - known:
            if not name.startswith(("hamilton.plugins", "hamilton.data_quality")):
                file = getattr(sys.modules[name], "__file__", None) or folder
                if file.startswith(folder) and "site-packages" not in file:
                    del sys.modules[name]
        importlib.invalidate_caches()
    return {"nodes": {n.name: [_kind(n, config), list(n.input_types)] for n in nodes}}


def _built(modules: list[Any], config: dict[str, Any]) -> list[Any]:
    from hamilton import driver

    builder = driver.Builder().with_modules(*modules).with_config(config)
    flow = builder.enable_dynamic_execution(allow_experimental_mode=True).build()
    return list(flow.graph.nodes.values())


def _kind(node: Any, config: dict[str, Any]) -> str:
    if node.user_defined:
        return "config" if node.name in config else "input"
    for tag, kind in _TAGS.items():
        if node.tags.get(tag):
            return kind
    return _ROLES.get(node.node_role.name, "function")


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    sys.dont_write_bytecode = True
    shapes = [_shape(*case) for case in json.load(sys.stdin)]
    sys.stdout.write(f"\n{json.dumps(shapes)}\n")
