"""Types as people write them: `pd.DataFrame`, `dict[str, int]`, `int | None`."""
# pyright: basic

import types
import typing
from typing import Any

from .complaints import readable

LIMIT = 200
_ALIASES = {"pandas": "pd.", "numpy": "np.", "polars": "pl.", "pyarrow": "pa."}


def type_text(kind: Any) -> str:
    """Return a type as short readable text; never raises."""
    try:
        return readable(_text(kind), LIMIT)
    except Exception:  # a class of the user's may have a say in all of this
        return "?"


def unwrapped(kind: Any) -> Any:
    """Return the type without `Annotated`, `NewType` and the like around it."""
    while True:
        if hasattr(kind, "__metadata__"):
            kind = kind.__origin__
        elif hasattr(kind, "__supertype__"):
            kind = kind.__supertype__
        elif isinstance(kind, typing.TypeVar):
            kind = kind.__bound__ or Any
        else:
            return kind


def is_union(kind: Any) -> bool:
    """Whether the type is `A | B`, `Union[A, B]` or `Optional[A]`."""
    return typing.get_origin(kind) in (typing.Union, types.UnionType)


def _text(kind: Any) -> str:
    atom = _atom(kind)
    if atom is not None:
        return atom
    arguments = typing.get_args(kind)
    if is_union(kind):
        return " | ".join(map(_text, arguments))
    if typing.get_origin(kind) is typing.Literal:
        return f"Literal[{', '.join(map(repr, arguments))}]"
    return f"{_name(kind)}[{_joined(arguments)}]" if arguments else _name(kind)


def _atom(kind: Any) -> str | None:
    if kind is None or kind is type(None) or kind is Ellipsis:
        return "..." if kind is Ellipsis else "None"
    if isinstance(kind, typing.ForwardRef):
        return kind.__forward_arg__
    if isinstance(kind, str):
        return kind
    if isinstance(kind, (list, tuple)):  # the arguments of a Callable
        return f"[{_joined(kind)}]"
    return _text(kind.__origin__) if hasattr(kind, "__metadata__") else None


def _joined(kinds: Any) -> str:
    return ", ".join(map(_text, kinds))


def _name(kind: Any) -> str:
    origin = typing.get_origin(kind)
    named = kind if origin is None else origin
    if isinstance(named, type):
        alias = _ALIASES.get(named.__module__.partition(".")[0], "")
        return alias + named.__qualname__.rpartition("<locals>.")[2]
    return getattr(named, "_name", None) or getattr(named, "__name__", None) or str(kind)
