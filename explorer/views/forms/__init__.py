"""Asking for values: to start a dataflow from, and to use in place of computed ones."""

from explorer.views.forms.dialogs import InputsForm, ValueForm
from explorer.views.forms.field import Field

__all__ = ["Field", "InputsForm", "ValueForm"]
