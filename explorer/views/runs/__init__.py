"""The last run: its nodes in order, why it failed, what the checks found."""

from explorer.views.runs.panel import RunPanel

__all__ = ["RunPanel"]
