"""How well the figures of some rows stand out from those of others."""
# pyright: basic

from typing import Any

_SAMPLE = 2_000
_NOTICEABLE = 5.0
"""Spreads from the middle from which on a value can be what made another one an outlier."""


def least(np: Any, figures: Any, kind: str) -> float:
    """Return from what figure on a row counts as bad."""
    if kind != "outliers":
        return 0.5
    some = figures[:: max(1, len(figures) // _SAMPLE)]
    return max(_NOTICEABLE, float(np.quantile(some, 0.5)))


def samples(np: Any, bad: Any, good: Any) -> tuple[Any, Any]:
    """Return places of some bad rows and of some others, evenly spread."""
    chosen, others = np.flatnonzero(bad), np.flatnonzero(good)
    return (
        chosen[:: max(1, len(chosen) // _SAMPLE)],
        others[:: max(1, len(others) // _SAMPLE)],
    )


def area(np: Any, bad: Any, good: Any, *, is_graded: bool) -> float:
    """Return how likely a bad row has the larger figure: 0.5 is chance, 1 always."""
    if not len(bad):
        return 0.0
    if not len(good):
        return 0.0 if is_graded else 0.5 + 0.5 * float((bad > 0).mean())
    ordered = np.sort(good)
    below = np.searchsorted(ordered, bad, "left")
    equal = np.searchsorted(ordered, bad, "right") - below
    return float(((below + equal / 2) / len(good)).mean())
