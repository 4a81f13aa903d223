"""Where something bad in a value began: suspects, with what speaks against them."""

from explorer.views.trace.panel import TracePanel

__all__ = ["TracePanel"]
