"""Read the raw files, changing nothing."""

from pathlib import Path

import pandas as pd
from hamilton.function_modifiers import config, tag

DATA = Path(__file__).parent.parent / "data"


@tag(owner="shop", source="orders.csv")
def raw_orders() -> pd.DataFrame:
    """One row an order line, as the shop exports it every night."""
    return pd.read_csv(DATA / "orders.csv")


@tag(owner="crm", source="customers.csv")
def raw_customers() -> pd.DataFrame:
    """One row a customer, as the CRM exports it."""
    return pd.read_csv(DATA / "customers.csv")


@tag(owner="purchasing", source="products.csv")
def raw_products() -> pd.DataFrame:
    """The price list, with what each product costs us."""
    return pd.read_csv(DATA / "products.csv")


@tag(owner="support", source="returns.csv")
def raw_returns() -> pd.DataFrame:
    """Order lines that came back, and the share of the price that was refunded."""
    return pd.read_csv(DATA / "returns.csv")


@config.when(rate_source="daily")
@tag(owner="finance", source="exchange_rates.csv")
def raw_rates__daily() -> pd.DataFrame:
    """The central bank's rates: euros for one unit of a currency, no rows on weekends."""
    return pd.read_csv(DATA / "exchange_rates.csv")


@config.when(rate_source="fixed")
def raw_rates__fixed() -> pd.DataFrame:
    """One planning rate a currency for the whole year."""
    planned = {"EUR": 1.0, "CHF": 1.06, "GBP": 1.17, "DKK": 0.134, "SEK": 0.089}
    return pd.DataFrame(
        {"date": "2025-07-01", "currency": list(planned), "eur": list(planned.values())}
    )
