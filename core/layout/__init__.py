"""Where each card and wire lies: from cards with sizes and edges to scene pixels."""

from core.layout.cache import LayoutCache
from core.layout.cards import card_size, card_sizes, text_width
from core.layout.helper import LayoutHelper
from core.layout.layered import STEADY, place
from core.layout.layout import Direction, Layout, Topology
from core.layout.placer import Placer
from core.layout.quality import drawn_crossings, is_clearly_better

__all__ = [
    "STEADY",
    "Direction",
    "Layout",
    "LayoutCache",
    "LayoutHelper",
    "Placer",
    "Topology",
    "card_size",
    "card_sizes",
    "drawn_crossings",
    "is_clearly_better",
    "place",
    "text_width",
]
