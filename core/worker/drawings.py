"""Figures that nodes leave open in pyplot instead of returning them."""
# pyright: basic

import sys
from typing import Any


class Drawings:
    """Watches what pyplot keeps open during a run. Main thread only."""

    def __init__(self) -> None:
        self._known = set(_open())

    def left_open(self, *, close: bool) -> Any:
        """Return the newest figure opened since the last call, None when there is none.

        With `close`, pyplot forgets all that were opened since: the next node starts afresh.
        """
        figures = _open()
        if not figures:
            return None
        new = [number for number in figures if number not in self._known]
        self._known.update(new)
        figure = figures[new[-1]].canvas.figure if new else None
        if close:
            for number in new:
                sys.modules["matplotlib.pyplot"].close(number)
        return figure

    def close_all(self) -> None:
        """Let pyplot forget all figures; those that are values of nodes live on."""
        if _open():
            sys.modules["matplotlib.pyplot"].close("all")
            self._known.clear()


def _open() -> dict[int, Any]:
    """Return pyplot's open figures by number, oldest first."""
    helpers = sys.modules.get("matplotlib._pylab_helpers")
    return helpers.Gcf.figs if helpers else {}
