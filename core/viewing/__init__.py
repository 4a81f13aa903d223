"""How a graph is looked at: groups closed, parts in focus, and the way back."""

from core.viewing.crumbs import Crumbs, crumbs
from core.viewing.folds import FEW
from core.viewing.lens import HOPS, Around, Between, Chosen, Focus, Lens, between, within
from core.viewing.lenses import MANY, first_lens, focussed, revealed, ways
from core.viewing.seeing import Closed, Seen, groups_of, see
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
    "Crumbs",
    "Focus",
    "Lens",
    "Look",
    "Seen",
    "Tally",
    "Trail",
    "between",
    "crumbs",
    "first_lens",
    "focussed",
    "groups_of",
    "revealed",
    "see",
    "tally",
    "ways",
    "within",
]
