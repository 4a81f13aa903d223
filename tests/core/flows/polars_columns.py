"""Columns of polars frames."""

import polars as pl
from hamilton.function_modifiers import extract_columns
from hamilton.plugins.h_polars import with_columns


def c(a: pl.Series) -> pl.Series:
    return a + 1


@with_columns(c, columns_to_pass=["a"], select=["c"])
def wide(frame: pl.DataFrame) -> pl.DataFrame:
    return frame


@extract_columns("p1", "p2")
def narrow(x: int) -> pl.DataFrame:
    return pl.DataFrame({"p1": [x], "p2": [2]})
