"""From all that goes into a function to the little that still shows what is wrong."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from .oracles import Oracle
from .parts import Part, Selection, length, taken
from .reducing import reduced
from .trials import Outcome, Trials

_REMEMBERED = 400
"""Places in a selection up to which it is remembered whether it shows."""
_MOST_PASSES = 3


class Search:
    """Leaves out what it can. `selection` and `outcome` are of the best so far.

    `progressed` is called after each call.
    """

    def __init__(
        self,
        arguments: Mapping[str, Any],
        parts: Sequence[Part],
        oracle: Oracle,
        trials: Trials,
        progressed: Callable[[], None],
    ) -> None:
        self.selection: Selection = {part: part.whole for part in parts}
        self.outcome = Outcome()
        self._whole = arguments
        self._lengths = {name: length(value) or 0 for name, value in arguments.items()}
        self._oracle = oracle
        self._trials = trials
        self._progressed = progressed
        self._known: dict[tuple[tuple[int, ...], ...], Outcome | None] = {}

    @property
    def rows(self) -> int:
        """How many rows are left, of all arguments that go together counted once."""
        return sum(len(kept) for part, kept in self.selection.items() if part.kind == "rows")

    @property
    def arguments(self) -> dict[str, Any]:
        """What is left of the arguments, made anew."""
        return taken(self._whole, self.selection)

    def run(self, hints: Iterable[Selection]) -> None:
        """Make everything as small as it can be; try first what `hints` take for enough.

        Raises:
            ExhaustedError: the budget is used up.
            Cancelled: it was asked to end.
        """
        for hint in hints:
            self._try({**self.selection, **hint})
        rows = [part for part in self.selection if part.kind == "rows"]
        if len(rows) > 1:
            for part in rows:
                self._try({**self.selection, part: ()})
        for _ in range(_MOST_PASSES):
            before = self.selection
            for part in before:
                self._reduce(part)
            if self.selection == before or len(before) == 1:
                break

    def _reduce(self, part: Part) -> None:
        kept = self.selection[part]
        if kept:
            reduced(kept, lambda some: self._try({**self.selection, part: some}))

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
        rows = dict(self._lengths)
        for part, kept in selection.items():
            if part.kind == "rows":
                rows.update(dict.fromkeys(part.arguments, len(kept)))
        return outcome if self._oracle.shows(outcome, rows) else None


def _key(selection: Selection) -> tuple[tuple[int, ...], ...] | None:
    if sum(map(len, selection.values())) > _REMEMBERED:
        return None
    return tuple(tuple(kept) for kept in selection.values())
