"""One function, nodes for the parts of what it returns."""

from typing import TypedDict

import pandas as pd
from hamilton.function_modifiers import (
    ParameterizedExtract,
    extract_columns,
    extract_fields,
    parameterize,
    parameterize_extract_columns,
    source,
    value,
)


class Scores(TypedDict):
    best: int
    name: str


@extract_columns("c1", ("c2", "The second column."))
def frame(x: int) -> pd.DataFrame:
    """The whole frame."""
    return pd.DataFrame({"c1": [x], "c2": [2]})


@extract_fields({"f1": int, "f2": str})
def fields(x: int) -> dict:
    return {"f1": x, "f2": "a"}


@extract_fields("g1", "g2")
def numbers(x: int) -> dict[str, int]:
    return {"g1": x, "g2": 2}


@extract_fields()
def scores(x: int) -> Scores:
    return {"best": x, "name": "a"}


@parameterize_extract_columns(
    ParameterizedExtract(("o1a", "o2a"), {"column": source("c1"), "k": value(10)}),
    ParameterizedExtract(("o1b", "o2b"), {"column": source("c2"), "k": value(20)}),
)
def pairs(column: pd.Series, k: float) -> pd.DataFrame:
    return pd.concat([column * k, column + k], axis=1)


@extract_fields({"o": int})
@parameterize(p1={"x": value(1)})
def one(x: int) -> dict:
    return {"o": x}
