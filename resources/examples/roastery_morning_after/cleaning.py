"""Make the raw files fit to be joined: one spelling, one row a thing, real dates."""

import pandas as pd
from hamilton.function_modifiers import check_output, extract_columns, pipe_input, step


def _without_duplicates(table: pd.DataFrame, key: str) -> pd.DataFrame:
    return table.drop_duplicates(key).reset_index(drop=True)


def _with_dates(table: pd.DataFrame, column: str) -> pd.DataFrame:
    return table.assign(**{column: pd.to_datetime(table[column])})


@pipe_input(
    step(_without_duplicates, key="order_id").named("unique_orders"),
    step(_with_dates, column="ordered_at").named("dated_orders"),
    namespace=None,
)
def orders(raw_orders: pd.DataFrame) -> pd.DataFrame:
    """Order lines, each once, with the day they were placed on."""
    return raw_orders.assign(day=raw_orders["ordered_at"].dt.normalize())


def customers(raw_customers: pd.DataFrame) -> pd.DataFrame:
    """Customers with one spelling of country and e-mail."""
    return raw_customers.assign(
        country=raw_customers["country"].str.strip(),
        email=raw_customers["email"].str.lower(),
        joined=pd.to_datetime(raw_customers["joined"]),
    )


@extract_columns("list_price_eur", "unit_cost_eur")
def products(raw_products: pd.DataFrame) -> pd.DataFrame:
    """The price list by product."""
    return raw_products.set_index("product_id")


@check_output(range=(0.0, 0.9), importance="warn")
def markup(list_price_eur: pd.Series, unit_cost_eur: pd.Series) -> pd.Series:
    """Share of the list price that is left after what the product costs us."""
    return (list_price_eur - unit_cost_eur) / list_price_eur


def rates(raw_rates: pd.DataFrame, orders: pd.DataFrame) -> pd.DataFrame:
    """Euros for one unit of each currency, for every day with orders: weekends take Friday's."""
    table = raw_rates.assign(date=pd.to_datetime(raw_rates["date"]))
    wide = table.pivot(index="date", columns="currency", values="eur")
    days = pd.date_range(orders["day"].min(), orders["day"].max(), name="date")
    return wide.reindex(days.union(wide.index)).ffill().reindex(days)


def refunds(raw_returns: pd.DataFrame) -> pd.Series:
    """Share of the price that was refunded, by order."""
    return raw_returns.set_index("order_id")["refund_share"]
