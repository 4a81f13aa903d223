"""From all that goes into a function to the little that still shows what is wrong."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from .hints import going_along
from .oracles import Oracle
from .parts import Part, Selection, taken
from .reducing import reduced
from .trials import Outcome, Trials

_REMEMBERED = 400
"""Places in a selection up to which it is remembered whether it shows."""
_MOST_PASSES = 3
_FEW = 10


class Search:
    """Leaves out what it can. `selection` and `outcome` are of the best so far.

    `fixed` are columns that stay. `progressed` is called after each call.
    """

    def __init__(
        self,
        arguments: Mapping[str, Any],
        fixed: Selection,
        oracle: Oracle,
        trials: Trials,
        progressed: Callable[[], None],
    ) -> None:
        self.selection: Selection = {}
        self.outcome = Outcome()
        self._whole = arguments
        self._fixed = fixed
        self._oracle = oracle
        self._trials = trials
        self._progressed = progressed
        self._known: dict[tuple[tuple[str, tuple[int, ...]], ...], Outcome | None] = {}

    @property
    def rows(self) -> int:
        """How many rows are left, of all arguments that go together counted once."""
        return sum(len(kept) for part, kept in self.selection.items() if part.kind == "rows")

    @property
    def rows_before(self) -> int:
        """How many of them there were."""
        return sum(part.count for part in self.selection if part.kind == "rows")

    @property
    def arguments(self) -> dict[str, Any]:
        """What is left of the arguments, made anew."""
        return taken(self._whole, self.selection)

    def run(self, parts: Sequence[Part], hints: Iterable[Selection]) -> None:
        """Make some parts as small as they can be; try first what `hints` take for enough.

        Raises:
            ExhaustedError: the budget is used up.
            Cancelled: it was asked to end.
        """
        self.selection = {**self.selection, **{part: part.whole for part in parts}}
        for hint in hints:
            if hint:
                self._try({**self.selection, **hint})
        rows = [part for part in parts if part.kind == "rows"]
        if len(rows) > 1:
            for part in rows:
                self._try({**self.selection, part: ()})
        for _ in range(_MOST_PASSES):
            before = self.selection
            for part in parts:
                self._reduce(part)
            if self.selection == before or len(before) == 1:
                break

    def fill_up(self) -> None:
        """Put back what a reader looks for: rows that others look up, a few where none is left.

        Raises:
            ExhaustedError: the budget is used up.
            Cancelled: it was asked to end.
        """
        rows = [part for part in self.selection if part.kind == "rows"]
        for part in rows:
            kept = self.selection[part]
            along = going_along(self._whole, part, self.selection) if part != rows[0] else ()
            some = sorted({*kept, *along}) if along or kept else (0,)
            if len(some) > len(kept):
                self._try({**self.selection, part: some})
        for part, kept in list(self.selection.items()):
            if part.kind == "columns" and not kept:
                self._try({**self.selection, part: part.whole[:_FEW]})

    def _reduce(self, part: Part) -> None:
        kept, fixed = self.selection[part], set(self._fixed.get(part, ()))

        def shows(some: Sequence[int]) -> bool:
            places = sorted(fixed.union(some)) if fixed else some
            return self._try({**self.selection, part: places})

        free = [place for place in kept if place not in fixed] if fixed else kept
        if free and not (fixed and shows(())):
            reduced(free, shows)

    def _try(self, selection: Selection) -> bool:
        """Return whether a part shows it, and take it as the best if so."""
        key = _key(selection)
        if key is not None and key in self._known:
            shown = self._known[key]
        else:
            shown = self._shown(selection)
            if key is not None:
                self._known[key] = shown
        if shown is not None:
            self.selection, self.outcome = selection, shown
        self._progressed()
        return shown is not None

    def _shown(self, selection: Selection) -> Outcome | None:
        outcome = self._trials.call(taken(self._whole, selection))
        return outcome if self._oracle.shows(outcome, selection) else None


def _key(selection: Selection) -> tuple[tuple[str, tuple[int, ...]], ...] | None:
    if sum(map(len, selection.values())) > _REMEMBERED:
        return None
    return tuple((part.kind + part.arguments[0], tuple(kept)) for part, kept in selection.items())
