"""How a graph is looked at: groups closed, parts in focus, and the way back."""

from core.viewing.lens import HOPS, Around, Between, Chosen, Focus, Lens, between, within
from core.viewing.seeing import Closed, Seen, grouped, see
from core.viewing.start import FEW, MANY, first_lens
from core.viewing.tally import Tally, tally
from core.viewing.trail import Look, Trail

__all__ = [
    "FEW",
    "HOPS",
    "MANY",
    "Around",
    "Between",
    "Chosen",
    "Closed",
    "Focus",
    "Lens",
    "Look",
    "Seen",
    "Tally",
    "Trail",
    "between",
    "first_lens",
    "grouped",
    "see",
    "tally",
    "within",
]
