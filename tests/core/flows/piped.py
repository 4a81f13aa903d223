"""Steps before and after a function."""

import pandas as pd
from hamilton.function_modifiers import (
    extract_columns,
    hamilton_exclude,
    pipe_input,
    pipe_output,
    source,
    step,
)


def _add_one(x: int) -> int:
    return x + 1


def _sum(x: int, y: int) -> int:
    return x + y


def times(x: int, y: int) -> int:
    return x * y


def _double(x: pd.Series) -> pd.Series:
    return x * 2


@pipe_input(
    step(_add_one),
    step(_add_one),
    step(_sum, y=source("u")),
    step(times, y=2).named("named"),
    step(times, y=3).named("flat", namespace=None),
    step(times, y=3).named("inside", namespace="space"),
    step(_sum, y=3).when(season="summer"),
)
def before(start: int, other: int) -> int:
    """Has steps before it."""
    return start + other


@pipe_input(step(_add_one), step(_add_one).named("q"), namespace="ns", on_input="other")
def on_other(start: int, other: int) -> int:
    return start + other


@pipe_output(step(_add_one), step(_sum, y=source("u")), step(_add_one).named("last"))
def after(start: int) -> int:
    return start


@pipe_output(step(_double).on_output("c1"))
@extract_columns("c1", "c2")
def frame() -> pd.DataFrame:
    return pd.DataFrame({"c1": [1], "c2": [2]})


@hamilton_exclude
def helper(x: int) -> int:
    return x
