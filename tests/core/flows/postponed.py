"""Annotations that are text until they are asked for."""

from __future__ import annotations

import datetime
import enum
import pathlib
from typing import Annotated, Literal, NewType, TypedDict

import numpy as np
import pandas as pd
from hamilton.htypes import column

Money = NewType("Money", float)


class Color(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Options(TypedDict):
    depth: int


def everything(
    whole: int,
    part: float,
    on: bool,
    name: str,
    day: datetime.date,
    moment: datetime.datetime,
    color: Color,
    size: Literal["s", "m", 3],
    options: Options,
    names: list[str],
    money: Money,
    path: pathlib.Path,
    maybe: int | None,
    either: int | str,
    marked: Annotated[int, "a count"],
    numbers: np.ndarray,
    table: pd.DataFrame,
    stamp: pd.Timestamp,
    small: np.int64,
    shade: Color = Color.BLUE,
    level: int = 3,
    label: str = "none",
    since: datetime.date = datetime.date(2024, 1, 2),
    flags: dict[str, bool] | None = None,
) -> column[pd.Series, int]:  # pyright: ignore[reportInvalidTypeForm]
    return pd.Series([whole])
