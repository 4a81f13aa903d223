"""Functions, inputs with and without defaults, nodes that are none."""

from typing import Any

import numpy as np
import pandas as pd


def a() -> int:
    return 1


def b(a: int, given: float = 2.0, needed: int = 3) -> float:
    """The documentation of b.

    It has two paragraphs.
    """
    return a * given * needed


def frame(b: float, rows: int) -> pd.DataFrame:
    return pd.DataFrame({"x": np.full(rows, b)})


def variadic(*series: int, **options: int) -> int:
    return sum(series) + sum(options.values())


def nothing(frame: pd.DataFrame) -> None:
    pass


def _hidden(x: Any) -> Any:
    return x
