"""How much work to put into a layout, by its size."""

from dataclasses import dataclass

from core.layout.layout import Topology

_WIRES_A_CARD = 2
"""As dataflows have, where each card is a node."""


@dataclass(frozen=True, slots=True)
class Effort:
    """Bounds on the work of each phase: work, not time, so that results can be repeated.

    `starts` is how many differently started orders compete. Sources share one trunk for all
    their wires where `is_bundled`; otherwise wires are bundled after they are in order.
    """

    is_bundled: bool
    rank_pivots: int
    starts: int
    sweeps: int
    patience: int
    sifts: int
    widest_sift: int
    level_pivots: int


def weight(topology: Topology) -> int:
    """How many cards a graph counts for: a card that stands for many nodes has many wires."""
    return max(len(topology.ids), len(topology.edges) // _WIRES_A_CARD)


def quick(cards: int) -> Effort:
    """For the first picture: 60 ms at a weight of 1,000 cards, 5 s at 50,000."""
    return Effort(
        is_bundled=cards > 250,
        rank_pivots=1000 if cards <= 10_000 else 300,
        starts=max(1, min(8, 400 // max(cards, 1))),
        sweeps=24,
        patience=4,
        sifts=2 if cards <= 500 else 0,
        widest_sift=450,
        level_pivots=1000 if cards <= 500 else 0,
    )


def thorough(cards: int) -> Effort:
    """For the picture that replaces it."""
    return Effort(
        is_bundled=cards > 250,
        rank_pivots=20_000,
        starts=max(1, min(16, 2000 // max(cards, 1))),
        sweeps=40,
        patience=6,
        sifts=8 if cards <= 2000 else 3,
        widest_sift=600,
        level_pivots=3000,
    )
