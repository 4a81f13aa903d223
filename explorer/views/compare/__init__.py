"""A run beside a good one: what differs, node by node."""

from explorer.views.compare.panel import ComparePanel

__all__ = ["ComparePanel"]
