"""Data quality checks: built in, of one's own, on parts, below subdags."""

from typing import Any

import numpy as np
import pandas as pd
from hamilton.data_quality.base import DataValidator, ValidationResult
from hamilton.function_modifiers import (
    check_output,
    check_output_custom,
    config,
    extract_columns,
    parameterize,
    source,
    subdag,
    tag,
    value,
)


class IsSmall(DataValidator):
    """A check of one's own."""

    def __init__(self, importance: str, limit: int) -> None:
        super().__init__(importance)
        self.limit = limit

    def applies_to(self, datatype: type) -> bool:
        return datatype is int

    def description(self) -> str:
        return f"Is below {self.limit}."

    @classmethod
    def name(cls) -> str:
        return "is_small"

    def validate(self, dataset: Any) -> ValidationResult:
        return ValidationResult(dataset < self.limit, f"{dataset} against {self.limit}")


@check_output(range=(0, 10), data_type=float, importance="fail")
def ratio(x: float) -> float:
    """A ratio."""
    return x


@check_output(data_type=np.int64, range=(0, 10), allow_nans=False, importance="warn")
def series(x: float) -> pd.Series:
    return pd.Series([1])


@check_output(importance="fail", values_in=[1, 2])
def chosen() -> int:
    return 5


@check_output(range=(0, 10), target_="c1", importance="fail")
@extract_columns("c1", "c2")
def parts() -> pd.DataFrame:
    return pd.DataFrame({"c1": [1, 20], "c2": [2, 2]})


@check_output(range=(0, 10), importance="warn")
@extract_columns("e1", "e2")
def every_part() -> pd.DataFrame:
    return pd.DataFrame({"e1": [1, 20], "e2": [2, 2]})


@check_output(range=(0, 10))
@parameterize(p1={"y": source("x")}, p2={"y": value(1.0)})
def each(y: float) -> float:
    return y


@check_output_custom(IsSmall("warn", 1), IsSmall("fail", 2))
def small(chosen: int) -> int:
    return chosen


@tag(owner="z")
@check_output(range=(0, 1), target_=["s1"])
@extract_columns("s1", "s2")
@config.when_not(k=1)
def stacked__usual() -> pd.DataFrame:
    return pd.DataFrame({"s1": [1], "s2": [2]})


@subdag(ratio, inputs={"x": value(3.0)})
def below(ratio: float) -> float:
    return ratio
