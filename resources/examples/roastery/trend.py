"""A straight line through a monthly series. Used as a subdag, once for each series."""

import numpy as np
import pandas as pd


def months(history: pd.Series) -> np.ndarray:
    """The months as 0, 1, 2, ..."""
    return np.arange(len(history), dtype=float)


def line(months: np.ndarray, history: pd.Series) -> np.ndarray:
    """Slope and height of the line that fits best (least squares)."""
    return np.polyfit(months, history.to_numpy(), 1)


def next_value(line: np.ndarray, months: np.ndarray) -> float:
    """The line's value in the month to come."""
    return float(np.polyval(line, months[-1] + 1))
