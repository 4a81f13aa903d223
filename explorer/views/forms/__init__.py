"""Asking for values: those that a dataflow starts from, and those used in place of computed ones."""

from explorer.views.forms.dialogs import InputsForm, ValueForm
from explorer.views.forms.field import Field

__all__ = ["Field", "InputsForm", "ValueForm"]
