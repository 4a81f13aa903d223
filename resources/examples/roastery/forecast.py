"""Say what next month will bring."""

import numpy as np
import pandas as pd
import trend
from hamilton.function_modifiers import check_output, source, subdag


def monthly_revenue(revenue_by_month: pd.DataFrame) -> pd.Series:
    """Revenue a month, in euros."""
    return revenue_by_month["revenue"]


@subdag(trend, inputs={"history": source("monthly_revenue")})
def revenue_forecast(next_value: float) -> float:
    """Revenue expected next month, in euros."""
    return round(next_value, 2)


@check_output(range=(0.3, 1.0), importance="warn")
def margin_share(revenue_by_month: pd.DataFrame) -> float:
    """Share of the year's revenue that is left as margin."""
    return float(revenue_by_month["margin"].sum() / revenue_by_month["revenue"].sum())


def growth(monthly_revenue: pd.Series) -> np.ndarray:
    """Change of revenue from month to month, as a share."""
    history = monthly_revenue.to_numpy()
    return np.diff(history) / history[:-1]
