"""What `hamilton.driver` computes: run as a script, so that tests never import Hamilton.

Reads a JSON list of [folder, module, config, inputs, targets] from stdin; writes for each a list
with a look at each target, as the worker would tell it, or {"error": type of the exception}.
"""

import asyncio
import importlib
import inspect
import json
import logging
import sys
from dataclasses import asdict
from typing import Any

COMPARED = ("kind", "table", "tree", "text")


def looks_at(
    folder: str, name: str, config: dict[str, Any], inputs: dict[str, Any], targets: list[str]
) -> list[dict[str, Any]]:
    """Return a look at each of some nodes, computed alone."""
    sys.path.insert(0, folder)
    sys.modules.pop(name, None)  # building changes the functions of a module
    module = importlib.import_module(name)
    return [_look_at(module, config, inputs, target) for target in targets]


def _look_at(module: Any, config: dict[str, Any], inputs: dict[str, Any], target: str) -> Any:
    from core.worker.looking import look
    from core.worker.messages import Peek

    try:
        value = _computed(module, config, inputs, target)
    except Exception as error:  # noqa: BLE001 - whatever the nodes raise
        return {"error": type(error).__name__}
    found = asdict(look(value, Peek(0, target), {}, is_timid=False))
    return {name: found[name] for name in COMPARED}


def _computed(module: Any, config: dict[str, Any], inputs: dict[str, Any], target: str) -> Any:
    from hamilton import async_driver, driver
    from hamilton.execution.executors import SynchronousLocalTaskExecutor

    if any(inspect.iscoroutinefunction(value) for value in vars(module).values()):

        async def compute() -> Any:
            builder: Any = async_driver.Builder().with_modules(module).with_config(config)
            built = await builder.build()
            return await built.execute([target], inputs=inputs)

        return asyncio.run(compute())[target]
    builder = driver.Builder().with_modules(module).with_config(config)
    if "Parallelizable" in vars(module):
        builder = builder.enable_dynamic_execution(allow_experimental_mode=True)
        builder = builder.with_remote_executor(SynchronousLocalTaskExecutor())
    built = builder.build()
    return built.execute([target], inputs=_read(built.graph.nodes, inputs))[target]


def _read(nodes: Any, inputs: dict[str, Any]) -> dict[str, Any]:
    """Read JSON the way the worker does: the values of inputs are not what is compared."""
    from core.worker.given import read
    from core.worker.messages import Given

    return {name: read(Given(json=value), nodes[name].type) for name, value in inputs.items()}


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    sys.dont_write_bytecode = True
    json.dump([looks_at(*case) for case in json.load(sys.stdin)], sys.stdout)
