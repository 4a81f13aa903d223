"""The children of a container, page by page, and what lies at a path."""
# pyright: basic

import dataclasses
import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from .kinds import has_attribute, kinds_of, type_name
from .looks import Look
from .messages import Peek, TreeEntryRecord, TreeRecord
from .spelling import Speller
from .texts import one_line

MAX_ENTRIES = 1000
_KEY_LIMIT = 200
_TEXT_LIMIT = 200

Child = tuple[Any, Any]
"""A key or a name, and a value."""


class NowhereError(Exception):
    """There is nothing at a path."""


def tree(value: Any, request: Peek, speller: Speller) -> Look | None:
    """Return a page of the children of a container, None when the value is none."""
    total = child_count(value)
    if total is None:
        return None
    first = min(max(0, request.row), total)
    count = min(max(0, request.rows), MAX_ENTRIES)
    entries = tuple(
        _entry(key, child, speller)
        for key, child in itertools.islice(_children(value), first, first + count)
    )
    return Look("tree", shape=(total,), tree=TreeRecord(request.path, first, total, entries))


def at(value: Any, path: tuple[int, ...]) -> Any:
    """Return what lies at a path of positions.

    Raises:
        NowhereError: there is nothing.
    """
    for position in path:
        total = child_count(value)
        if total is None or not 0 <= position < total:
            raise NowhereError
        found = next(itertools.islice(_children(value), position, None), None)
        if found is None:
            raise NowhereError
        value = found[1]
    return value


def child_count(value: Any) -> int | None:
    """Return how many children a container has, None when the value is no container."""
    for kind in kinds_of(value):
        if kind in _CONTAINERS:
            return _CONTAINERS[kind][0](value)
    names = _field_names(value)
    return None if names is None else len(names)


def _children(value: Any) -> Iterator[Child]:
    names = _field_names(value)
    if names is not None:
        return ((name, _field(value, name)) for name in names)
    kind = next(kind for kind in kinds_of(value) if kind in _CONTAINERS)
    return _CONTAINERS[kind][1](value)


def _entry(key: Any, child: Any, speller: Speller) -> TreeEntryRecord:
    name = key if type(key) is str else speller.inline(key, _KEY_LIMIT)
    return TreeEntryRecord(
        key=one_line(name, _KEY_LIMIT),
        type_name=type_name(child),
        text=speller.inline(child, _TEXT_LIMIT),
        child_count=child_count(child) or 0,
    )


def _field_names(value: Any) -> tuple[str, ...] | None:
    """Return the fields of a dataclass, a named tuple, or a model of pydantic, attrs or msgspec."""
    kind: Any = type(value)
    if has_attribute(value, "__dataclass_fields__"):
        names = [field.name for field in dataclasses.fields(kind)]
    elif isinstance(value, tuple) and has_attribute(value, "_fields"):
        names = kind._fields
    elif has_attribute(value, "__attrs_attrs__"):
        names = [field.name for field in kind.__attrs_attrs__]
    elif has_attribute(value, "__struct_fields__"):
        names = kind.__struct_fields__
    elif "pydantic.BaseModel" in kinds_of(value):
        names = getattr(kind, "model_fields", None) or getattr(kind, "__fields__", ())
    else:
        return None
    return tuple(names)


def _field(value: Any, name: str) -> Any:
    try:
        return getattr(value, name)
    except Exception as error:
        return f"({type(error).__name__} when read)"


def _numbered(items: Iterable[Any]) -> Iterator[Child]:
    return enumerate(items)


# the methods of the built-in types, whatever a subclass makes of them
_CONTAINERS: dict[str, tuple[Callable[[Any], int], Callable[[Any], Iterator[Child]]]] = {
    "builtins.dict": (dict.__len__, lambda value: iter(dict.items(value))),
    "builtins.list": (list.__len__, lambda value: _numbered(list.__iter__(value))),
    "builtins.tuple": (tuple.__len__, lambda value: _numbered(tuple.__iter__(value))),
    "builtins.set": (set.__len__, lambda value: _numbered(set.__iter__(value))),
    "builtins.frozenset": (frozenset.__len__, lambda value: _numbered(frozenset.__iter__(value))),
    "collections.deque": (deque.__len__, lambda value: _numbered(deque.__iter__(value))),
}
