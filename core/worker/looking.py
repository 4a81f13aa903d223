"""Choose how to show a value."""
# pyright: basic

from collections.abc import Callable
from typing import Any

from .describing import summary
from .kinds import is_single_use, kind_of, kinds_of, type_name
from .lazy import lazy
from .looks import Look
from .messages import Peek
from .pictures import picture
from .spelling import Speller
from .tables import Nulls, table
from .texts import clip
from .trees import tree
from .values import Gone

TEXT_LIMIT = 100_000
_WRITTEN_BITS = 13_000
"""Longer integers than this Python itself refuses to write (4,300 digits)."""


def look(value: Any, request: Peek, nulls: Nulls, *, is_timid: bool) -> Look:
    """Return a bounded look at a value. Nothing lazy is computed, nothing is used up.

    Unless `is_timid`, code of the value's own may run (`__repr__`, attributes): it can raise,
    and may never return.
    """
    if isinstance(value, Gone) or is_single_use(value):
        return _single_use(value)
    speller = Speller(is_timid=is_timid)
    ways: tuple[Callable[[], Look | None], ...] = (
        lambda: _plain(value, speller),
        lambda: table(value, request, speller, nulls),
        lambda: tree(value, request, speller),
        lambda: lazy(value, is_timid=is_timid),
        lambda: None if is_timid else picture(value),
    )
    return next(filter(None, (way() for way in ways)), None) or _strange(value, speller)


def _single_use(value: Any) -> Look:
    name = value.type_name if isinstance(value, Gone) else type_name(value)
    return Look("opaque", text=f"A {name} can be used only once, so it is neither shown nor kept.")


def _plain(value: Any, speller: Speller) -> Look | None:
    kind = kind_of(value)
    if kind == "builtins.str":
        return Look("text", text=clip(value, TEXT_LIMIT), is_cut=len(value) > TEXT_LIMIT)
    if kind == "builtins.int" and value.bit_length() < _WRITTEN_BITS:
        return Look("text", text=str(value))
    if kind in ("builtins.bytes", "builtins.bytearray"):
        text = repr(bytes(value[:TEXT_LIMIT]))
        return Look("text", text=clip(text, TEXT_LIMIT), is_cut=len(text) > TEXT_LIMIT)
    text = speller.plain(value)
    return None if text is None else Look("text", text=text)


def _strange(value: Any, speller: Speller) -> Look:
    shape = tuple(value.shape) if "numpy.ndarray" in kinds_of(value) else ()
    if speller.is_timid:
        return Look("opaque", shape, text=f"{summary(value)[0]}, shown by its type only.")
    text = speller.repr_of(value)
    return Look("text", shape, text=clip(text, TEXT_LIMIT), is_cut=len(text) > TEXT_LIMIT)
