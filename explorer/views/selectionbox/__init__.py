"""The box that marks nodes by a few words."""

from explorer.views.selectionbox.box import SelectionBox

__all__ = ["SelectionBox"]
