"""Bring orders, customers, prices and rates together, and work out what was earned."""

import pandas as pd
from hamilton.function_modifiers import (
    check_output,
    extract_columns,
    parameterize,
    source,
    tag,
    value,
)

DISCOUNTS = {"basic": 0.0, "silver": 0.05, "gold": 0.10, "premium": 0.15}


@extract_columns("quantity", "unit_price", "tier")
def order_lines(
    orders: pd.DataFrame, customers: pd.DataFrame, products: pd.DataFrame
) -> pd.DataFrame:
    """Order lines with who bought, from where, and what it was."""
    buyers = customers[["customer_id", "name", "country", "tier"]]
    things = products[["product", "category", "unit_cost_eur"]]
    return orders.merge(buyers, on="customer_id", how="left").join(things, on="product_id")


@check_output(allow_nans=False, importance="fail")
def rate(order_lines: pd.DataFrame, rates: pd.DataFrame) -> pd.Series:
    """Euros for one unit of each line's currency, on its day."""
    long = rates.stack().rename("rate")
    keys = pd.MultiIndex.from_frame(order_lines[["day", "currency"]])
    return pd.Series(long.reindex(keys).to_numpy(), index=order_lines.index, name="rate")


def gross_eur(quantity: pd.Series, unit_price: pd.Series, rate: pd.Series) -> pd.Series:
    """What each line would bring without any discount, in euros."""
    return quantity * unit_price * rate


def tier_discount(tier: pd.Series) -> pd.Series:
    """The discount that each line's customer gets, as a share of the price."""
    return tier.map(DISCOUNTS)


def refunded(order_lines: pd.DataFrame, refunds: pd.Series) -> pd.Series:
    """Share of each line that was paid back."""
    return order_lines["order_id"].map(refunds).fillna(0.0)


@tag(unit="EUR")
def net_eur(gross_eur: pd.Series, tier_discount: pd.Series, refunded: pd.Series) -> pd.Series:
    """What each line brought after discount and refund, in euros."""
    return gross_eur * (1 - tier_discount) * (1 - refunded)


@tag(unit="EUR")
def margin_eur(net_eur: pd.Series, order_lines: pd.DataFrame) -> pd.Series:
    """What is left of each line after what the goods cost us, in euros."""
    return net_eur - order_lines["quantity"] * order_lines["unit_cost_eur"]


def sales(order_lines: pd.DataFrame, net_eur: pd.Series, margin_eur: pd.Series) -> pd.DataFrame:
    """Every order line with what it brought: the table that all reports start from."""
    return order_lines.assign(
        net_eur=net_eur, margin_eur=margin_eur, month=order_lines["day"].dt.to_period("M")
    )


@parameterize(
    revenue_by_month={"table": source("sales"), "by": value("month")},
    revenue_by_country={"table": source("sales"), "by": value("country")},
    revenue_by_category={"table": source("sales"), "by": value("category")},
    revenue_by_tier={"table": source("sales"), "by": value("tier")},
)
def revenue_by(table: pd.DataFrame, by: str) -> pd.DataFrame:
    """Revenue, margin and orders by {by}."""
    groups = table.groupby(by)
    return groups.agg(
        revenue=("net_eur", "sum"), margin=("margin_eur", "sum"), lines=("order_id", "count")
    ).round(2)
