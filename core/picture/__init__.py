"""What is to be seen, as values: how each card and each wire looks."""

from core.picture.change import Change, change
from core.picture.colouring import ColourBy, Colouring, colouring
from core.picture.composing import compose, is_of
from core.picture.picture import Card, Emphasis, Mark, Picture
from core.picture.spotlight import Spotlight
from core.picture.topology import topology

__all__ = [
    "Card",
    "Change",
    "ColourBy",
    "Colouring",
    "Emphasis",
    "Mark",
    "Picture",
    "Spotlight",
    "change",
    "colouring",
    "compose",
    "is_of",
    "topology",
]
