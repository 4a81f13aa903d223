"""The panel of the smallest case."""

from explorer.views.case.panel import CasePanel

__all__ = ["CasePanel"]
