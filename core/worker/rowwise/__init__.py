"""Two values of a node row by row: which rows came, which went, which have other cells."""

from .report import IncomparableError, compared

__all__ = ["IncomparableError", "compared"]
