"""How far two columns are apart, from their profiles alone.

Sources: population stability index with ten bins by quantiles of the reference, below 0.1 stable
and above 0.25 to be acted on (the rule of credit scoring); Jensen-Shannon distance, in base 2
(Lin, IEEE Trans. Inf. Theory 1991), Wasserstein distance in standard deviations of the reference
and the Kolmogorov-Smirnov distance, with 0.1 as Evidently has it. P-values are of no use here:
with a million rows any difference is significant. Instead the distance that samples of such sizes
would have from each other by chance is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from core.model.record import QUANTILES, ColumnProfile

_EPSILON = 1e-4
"""The least share that a bin counts as."""


@dataclass(frozen=True)
class Distribution:
    """What a profile tells of how numbers lie: knots of a cumulated curve, rising."""

    profile: ColumnProfile

    @cached_property
    def knots(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Values, each once and rising, and which share of all is not above each."""
        found = self.profile
        low, high = found.minimum or 0.0, found.maximum or 0.0
        values = [low, *found.quantiles, high]
        shares = [0.0, *QUANTILES, 1.0]
        if total := sum(found.histogram):
            edges = np.linspace(found.quantiles[0], found.quantiles[-1], len(found.histogram) + 1)
            values += edges[1:-1].tolist()
            shares += (np.cumsum(found.histogram)[:-1] / total).tolist()
        points = np.array([values, shares])
        points = points[:, np.lexsort((points[1], points[0]))]
        shares_ = np.maximum.accumulate(points[1])
        is_last = np.append(points[0, 1:] != points[0, :-1], True)
        return points[0, is_last], shares_[is_last]

    def share_up_to(self, at: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return which share of the values is not above each of some numbers."""
        values, shares = self.knots
        found = np.interp(at, values, shares, left=0.0, right=1.0)
        return np.where(at >= values[-1], 1.0, found)


def is_known(profile: ColumnProfile) -> bool:
    """Whether a profile tells how numbers lie."""
    return bool(profile.quantiles) and profile.minimum is not None and profile.maximum is not None


def stability(before: Distribution, after: Distribution) -> float:
    """Return the population stability index, with bins between the quantiles of `before`."""
    edges = np.unique(np.array(before.profile.quantiles))
    shares = [np.diff(one.share_up_to(edges), prepend=0.0, append=1.0) for one in (before, after)]
    expected, actual = (np.maximum(share, _EPSILON) for share in shares)
    return float(((actual - expected) * np.log(actual / expected)).sum())


def largest_gap(before: Distribution, after: Distribution) -> float:
    """Return the Kolmogorov-Smirnov distance: how far the cumulated curves part at most."""
    at = np.union1d(before.knots[0], after.knots[0])
    return float(np.abs(before.share_up_to(at) - after.share_up_to(at)).max())


def shift(before: Distribution, after: Distribution) -> float:
    """Return the Wasserstein distance in standard deviations of `before`.

    Where that one is constant: in parts of its value.
    """
    at = np.union1d(before.knots[0], after.knots[0])
    if len(at) < 2:
        return 0.0
    gaps = np.abs(before.share_up_to(at) - after.share_up_to(at))
    moved = float(((gaps[1:] + gaps[:-1]) / 2 * np.diff(at)).sum())
    return moved / (before.profile.deviation or abs(before.profile.mean or 0.0) or 1.0)


def categories(before: Mapping[str, float], after: Mapping[str, float]) -> float:
    """Return the Jensen-Shannon distance of two distributions over names, from 0 to 1."""
    divergence = 0.0
    for name in {*before, *after}:
        p, q = before.get(name, 0.0), after.get(name, 0.0)
        middle = (p + q) / 2
        divergence += sum(share / 2 * log(share / middle, 2) for share in (p, q) if share > 0)
    return sqrt(max(divergence, 0.0))


def unalike(before: ColumnProfile, after: ColumnProfile) -> float:
    """Return the share of different values that only one of two columns has, from sketches.

    The smallest hashes of both together are a fair sample of all values (k minimum values,
    Bar-Yossef et al. 2002).
    """
    size = min(len(before.sketch), len(after.sketch))
    if not size:
        return 0.0
    both = sorted({*before.sketch, *after.sketch})[:size]
    shared = {*before.sketch} & {*after.sketch}
    return 1.0 - sum(number in shared for number in both) / len(both)
