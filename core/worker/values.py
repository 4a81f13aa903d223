"""What is held of each node: its newest value, as it was when the node ended."""
# pyright: basic

import itertools
from collections.abc import Iterable
from typing import Any

from .describing import summary
from .kinds import is_of_modules, is_single_use, kind_of, type_name
from .messages import CheckEnded, OutcomeRecord
from .snapshots import UNCHANGING, mark_of, snapshot
from .texts import plural

_LOOKED_AT = 20
_DEPTH = 4


class Gone:
    """Stands for a value that can be used only once, and so was not kept."""

    def __init__(self, value: Any) -> None:
        self.type_name = type_name(value)


class Held:
    """The value of one node, and what was said of it.

    `key` tells what it was computed from (see `keys`); `is_kept` is false for values that can
    be used only once. `shown` is what a person looks at: the value, or the figure that a node
    without a value drew. `check` is the outcome, for a validator. `is_timid` says that code of
    the value's own did not return when it was looked at. `record` has the value in figures, once
    that has been made.
    """

    __slots__ = (
        *("_mark", "_value", "check", "is_kept", "is_timid", "key", "nulls"),
        *("record", "rows", "shown", "summary"),
    )

    def __init__(self, key: int, value: Any, *, is_per_item: bool = False) -> None:
        self.key = key
        self.check: CheckEnded | None = None
        self.is_timid = False
        self.record: OutcomeRecord | None = None
        self.nulls: dict[tuple[tuple[int, ...], int], float] = {}
        """The share of nulls by place and column, as far as that has been looked at."""
        self.is_kept = True
        if kind_of(value) in UNCHANGING:
            self._value, self._mark = value, None
        else:
            self.is_kept = not is_single_use(value[0] if is_per_item and value else value)
            kept = snapshot(value) if self.is_kept else (Gone(value), None)
            self._value, self._mark = kept
        self.shown: Any = self._value
        self.summary, self.rows = self._said(is_per_item)

    def _said(self, is_per_item: bool) -> tuple[str, int | None]:
        if not self.is_kept:
            return self.shown.type_name, None
        return (plural(len(self.shown), "item"), None) if is_per_item else summary(self.shown)

    def show_instead(self, figure: Any) -> None:
        """Show a figure that the node drew but did not return."""
        self.shown = figure
        self.summary, self.rows = type_name(figure), None

    @property
    def is_intact(self) -> bool:
        """Whether the value is still what it was, as far as we can tell."""
        return self._mark is None or mark_of(self._value) == self._mark

    def hand_out(self) -> Any:
        """Return the value for a node to work with: what it changes does not change ours."""
        return self._value if self._mark is not None else snapshot(self._value)[0]

    def is_of(self, modules: frozenset[str]) -> bool:
        """Whether the value, or part of it, is of a type that one of `modules` defines."""
        return _is_of(self._value, modules, _DEPTH)


def _is_of(value: Any, modules: frozenset[str], depth: int) -> bool:
    if is_of_modules(value, modules):
        return True
    return depth > 0 and any(_is_of(part, modules, depth - 1) for part in _parts(value))


def _parts(value: Any) -> Iterable[Any]:
    """Return some of what a value is made of, without running code of its own."""
    kind = kind_of(value)
    if kind in ("builtins.list", "builtins.tuple", "builtins.set", "builtins.frozenset"):
        return itertools.islice(value, _LOOKED_AT)
    if kind == "builtins.dict":
        return itertools.chain(*itertools.islice(value.items(), _LOOKED_AT))
    if kind == "pandas.DataFrame":
        objects = [i for i, dtype in enumerate(value.dtypes) if dtype.kind == "O"]
        return [cell for i in objects[:_LOOKED_AT] for cell in value.iloc[:_LOOKED_AT, i]]
    if kind == "pandas.Series" and value.dtype.kind == "O":
        return value.iloc[:_LOOKED_AT]
    if kind.startswith(("builtins.", "pandas.", "numpy.", "polars.", "pyarrow.")):
        return ()
    return _attributes(value)


def _attributes(value: Any) -> Iterable[Any]:
    try:
        attributes = object.__getattribute__(value, "__dict__")
    except AttributeError:
        return ()
    return list(attributes.values())[:_LOOKED_AT] if type(attributes) is dict else ()
