"""Columns computed one by one and put back into their frame."""

import pandas as pd
from hamilton.plugins.h_pandas import with_columns


def c(a: pd.Series) -> pd.Series:
    return a + 1


def d(c: pd.Series, b: pd.Series, extra: int) -> pd.Series:
    return c + b + extra


def a_from_frame(frame: pd.DataFrame) -> pd.Series:
    return frame["a"]  # pyright: ignore[reportReturnType]


def e(a_from_frame: pd.Series) -> pd.Series:
    return a_from_frame + 1


@with_columns(c, d, columns_to_pass=["a", "b"], select=["d"], namespace="features")
def wide(frame: pd.DataFrame) -> pd.DataFrame:
    return frame


@with_columns(a_from_frame, e, on_input="frame", select=["e"])
def wider(x: int, frame: pd.DataFrame) -> pd.DataFrame:
    return frame
