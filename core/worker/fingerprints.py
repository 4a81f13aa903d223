"""A fingerprint per node: equal ones compute the same from the same inputs."""
# pyright: basic

import dataclasses
import datetime
import enum
import types
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath
from typing import Any

from hamilton import node
from hamilton.function_modifiers.base import NodeTransformLifecycle

from . import environment
from .codehash import CodeBase, digest
from .sources import Origin, defaults_of

_DEPTH = 12
_PLAIN = (bool, int, float, complex, str, bytes, datetime.date, datetime.timedelta, PurePath)


class Fingerprints:
    """Makes them from the code of all functions of a node and what decorators have bound.

    Of the configuration counts what the decorators look at: the rest reaches nodes as inputs.
    """

    def __init__(
        self, code: CodeBase, is_own: Callable[[str], bool], config: dict[str, Any]
    ) -> None:
        self._code = code
        self._is_own = is_own
        self._config = config
        self._known: dict[types.FunctionType, str] = {}

    def of(self, made: node.Node, origin: Origin) -> str:
        """Return the fingerprint of a computed node; "" when some of its code cannot be found."""
        functions = [self._function(function) for function in origin.functions]
        if not functions or not all(functions):
            return ""
        return digest(
            [
                made.name,
                made.node_role.name,
                *functions,
                *(_spelled(value) for value in origin.values),
                *(f"{source}:{kind.name}" for source, (_, kind) in made.input_types.items()),
                _spelled(defaults_of(made)),
                _spelled(self._seen_config(origin)),
                environment.version_of("hamilton"),
            ]
        )

    def _function(self, function: types.FunctionType) -> str:
        if function not in self._known:
            self._known[function] = self._hash(function)
        return self._known[function]

    def _hash(self, function: types.FunctionType) -> str:
        code = function.__code__
        if not self._is_own(code.co_filename):
            package = (function.__module__ or "").partition(".")[0]
            version = environment.version_of(package)
            return f"{function.__module__}.{function.__qualname__} {version}" if version else ""
        file = Path(code.co_filename)
        found = self._code.hash_of(file, code.co_name)
        if found is None and (name := self._code.definition_at(file, code.co_firstlineno)):
            found = self._code.hash_of(file, name)
        return found.digest if found else ""

    def _seen_config(self, origin: Origin) -> dict[str, Any]:
        """Return the part of the configuration that decorators of these functions are given."""
        seen: dict[str, Any] = {}
        for function in origin.functions:
            for decorator in _decorators(function):
                required, optional = decorator.required_config(), decorator.optional_config()
                if required is None or optional is None:
                    return self._config
                seen.update({k: self._config.get(k) for k in (*required, *optional)})
        return seen


def _decorators(function: types.FunctionType) -> Iterator[NodeTransformLifecycle]:
    for value in vars(function).values():
        if isinstance(value, list):
            yield from (item for item in value if isinstance(item, NodeTransformLifecycle))


def _spelled(value: Any, depth: int = 0) -> str:
    """Return a value that a decorator has bound as text; of strange objects the type only."""
    if value is None or isinstance(value, _PLAIN):
        return repr(value)
    if isinstance(value, enum.Enum):
        return str(value)
    if isinstance(value, type):
        return f"{value.__module__}.{value.__qualname__}"
    if depth > _DEPTH:
        return "..."
    return _spelled_parts(value, depth + 1) or type(value).__qualname__


def _spelled_parts(value: Any, depth: int) -> str:
    parts: list[str] = []
    if isinstance(value, dict):
        parts = [f"{_spelled(k, depth)}:{_spelled(v, depth)}" for k, v in value.items()]
    elif isinstance(value, (set, frozenset)):
        parts = sorted(_spelled(item, depth) for item in value)
    elif isinstance(value, (list, tuple)):
        parts = [_spelled(item, depth) for item in value]
    elif dataclasses.is_dataclass(value):
        parts = [_spelled(getattr(value, f.name), depth) for f in dataclasses.fields(value)]
    return f"{type(value).__qualname__}({','.join(parts)})" if parts else ""
