"""What the team reads in the morning."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure


def best_customers(sales: pd.DataFrame, top_n: int) -> pd.DataFrame:
    """The customers who brought most, best first."""
    groups = sales.groupby(["customer_id", "name", "tier"])
    totals = groups.agg(revenue=("net_eur", "sum"), lines=("order_id", "count"))
    return totals.sort_values("revenue", ascending=False).head(top_n).reset_index().round(2)


def summary(
    sales: pd.DataFrame,
    growth: np.ndarray,
    revenue_forecast: float,
    margin_share: float,
    currency: str = "EUR",
) -> dict:
    """The figures of the report's first page."""
    return {
        "orders": len(sales),
        "customers": int(sales["customer_id"].nunique()),
        "currency": currency,
        "revenue": round(float(sales["net_eur"].sum()), 2),
        "margin": round(float(sales["margin_eur"].sum()), 2),
        "growth_last_month": round(float(growth[-1]), 4),
        "forecast": {"revenue": revenue_forecast, "margin_share": round(margin_share, 4)},
    }


def headline(summary: dict, best_customers: pd.DataFrame) -> str:
    """One sentence for the subject line."""
    best = best_customers.iloc[0]
    return (
        f"{summary['revenue']:,.0f} {summary['currency']} from {summary['orders']:,} order lines, "
        f"{summary['growth_last_month']:+.1%} last month; "
        f"{best['name']} ({best['tier']}) bought most."
    )


def chart(
    revenue_by_month: pd.DataFrame, revenue_by_tier: pd.DataFrame, revenue_forecast: float
) -> Figure:
    """Revenue by month with the forecast, and revenue by tier."""
    figure = Figure(figsize=(9, 3.6), layout="constrained")
    months, tiers = figure.subplots(1, 2, width_ratios=(2, 1))
    names = [str(month) for month in revenue_by_month.index]
    months.bar(names, revenue_by_month["revenue"] / 1000, color="#5b76b8")
    months.bar(["next"], [revenue_forecast / 1000], color="#f0934a")
    months.tick_params(axis="x", rotation=60)
    months.set_title("Revenue by month, thousand EUR")
    tiers.barh(revenue_by_tier.index, revenue_by_tier["revenue"] / 1000, color="#2b8fa8")
    tiers.set_title("By tier")
    return figure


def morning_report(
    headline: str, summary: dict, chart: Figure, revenue_by_country: pd.DataFrame
) -> dict:
    """Everything that goes out at seven."""
    return {
        "subject": headline,
        "figures": summary,
        "by_country": revenue_by_country["revenue"].to_dict(),
        "pages": len(chart.axes),
    }
