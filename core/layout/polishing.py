"""The best picture that is to be had in a second or two."""

from core.layout.dot import place_by_dot
from core.layout.effort import thorough, weight
from core.layout.layered import laid_out
from core.layout.layout import Direction, Layout, Topology
from core.layout.quality import drawn_crossings

MOST_BY_DOT = 300
"""Cards up to which `dot` is asked too: it takes 0.15 s for these, and 1 s for 1,000."""
MOST = 20_000
"""Cards up to which more effort pays in useful time."""


def polished(topology: Topology, direction: Direction) -> Layout | None:
    """Place cards and wires with care; None for graphs that are too large for that.

    Small graphs are placed by `dot` and by our own engine; that with fewer crossings is taken.
    """
    cards = weight(topology)
    if cards > MOST:
        return None
    own = laid_out(topology, direction, thorough(cards))
    if cards > MOST_BY_DOT:
        return own
    other = place_by_dot(topology, direction)
    return other if drawn_crossings(other) < drawn_crossings(own) else own
