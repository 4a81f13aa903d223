"""Where each card and wire lies: from cards with sizes and edges to scene pixels."""

from core.layout.cards import card_size, card_sizes
from core.layout.layered import place
from core.layout.layout import Direction, Layout, Topology

__all__ = ["Direction", "Layout", "Topology", "card_size", "card_sizes", "place"]
