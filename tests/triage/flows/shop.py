"""A shop in frames: orders, customers and products joined, priced and summed up."""

import numpy as np
import pandas as pd


def orders(order_count: int) -> pd.DataFrame:
    """One row an order line, as the shop's database has it."""
    random = np.random.default_rng(11)
    days = pd.Timestamp("2024-01-01") + pd.to_timedelta(random.integers(0, 180, order_count), "D")
    return pd.DataFrame(
        {
            "order_id": np.arange(10_000, 10_000 + order_count),
            "customer_id": random.integers(1, 401, order_count),
            "product_id": random.integers(1, 61, order_count),
            "quantity": random.integers(1, 9, order_count),
            "unit_price": random.gamma(3.0, 12.0, order_count).round(2) + 1.0,
            "currency": random.choice(
                ["EUR", "USD", "GBP", "CHF"], order_count, p=[0.6, 0.2, 0.15, 0.05]
            ),
            "channel": random.choice(["web", "app", "store"], order_count, p=[0.5, 0.3, 0.2]),
            "placed_on": days,
        }
    )


def customers() -> pd.DataFrame:
    """One row a customer; some never told their birth year."""
    random = np.random.default_rng(12)
    years = random.integers(1940, 2006, 400).astype(float)
    years[random.random(400) < 0.06] = np.nan
    return pd.DataFrame(
        {
            "customer_id": np.arange(1, 401),
            "tier": random.choice(
                ["basic", "silver", "gold", "platinum"], 400, p=[0.5, 0.3, 0.15, 0.05]
            ),
            "country": random.choice(["DE", "FR", "UK", "CH", "US"], 400),
            "birth_year": years,
        }
    )


def products() -> pd.DataFrame:
    """One row a product."""
    random = np.random.default_rng(13)
    return pd.DataFrame(
        {
            "product_id": np.arange(1, 61),
            "category": random.choice(["coffee", "tea", "mugs", "grinders", "filters"], 60),
            "cost": random.gamma(2.0, 5.0, 60).round(2) + 0.5,
            "weight_g": random.integers(80, 2_400, 60),
        }
    )


def exchange_rates() -> dict[str, float]:
    """What one unit of a currency is in EUR."""
    return {"EUR": 1.0, "USD": 0.92, "GBP": 1.17, "CHF": 1.04}


def returned_lines(orders: pd.DataFrame) -> pd.DataFrame:
    """Order lines that came back, with the share that was refunded."""
    random = np.random.default_rng(14)
    lines = orders[["order_id"]].sample(frac=0.06, random_state=3).sort_values("order_id")
    return lines.assign(refund_share=random.choice([0.5, 1.0], len(lines))).reset_index(drop=True)


def valid_orders(orders: pd.DataFrame) -> pd.DataFrame:
    """Orders that make sense."""
    kept = orders[(orders["quantity"] > 0) & (orders["unit_price"] > 0)]
    return kept.reset_index(drop=True)


def priced_orders(valid_orders: pd.DataFrame, exchange_rates: dict[str, float]) -> pd.DataFrame:
    """Orders with their prices in EUR."""
    rate = valid_orders["currency"].map(exchange_rates)
    return valid_orders.assign(price_eur=(valid_orders["unit_price"] * rate).round(4))


def orders_with_products(priced_orders: pd.DataFrame, products: pd.DataFrame) -> pd.DataFrame:
    """Orders with what was ordered."""
    return priced_orders.merge(products, on="product_id", how="left")


def orders_with_customers(
    orders_with_products: pd.DataFrame, customers: pd.DataFrame
) -> pd.DataFrame:
    """Orders with who ordered."""
    return orders_with_products.merge(customers, on="customer_id", how="left")


def discounts(orders_with_customers: pd.DataFrame) -> pd.Series:
    """The share taken off each order."""
    shares = {"basic": 0.0, "silver": 0.03, "gold": 0.07, "platinum": 0.12}
    share = orders_with_customers["tier"].map(shares)
    return share.where(orders_with_customers["channel"] != "store", 0.0).rename("discount")


def order_values(orders_with_customers: pd.DataFrame, discounts: pd.Series) -> pd.DataFrame:
    """What each order is worth before and after the discount."""
    gross = orders_with_customers["price_eur"] * orders_with_customers["quantity"]
    return orders_with_customers.assign(
        gross=gross.round(2), discount=discounts, net=(gross * (1 - discounts)).round(2)
    )


def refunds(returned_lines: pd.DataFrame, order_values: pd.DataFrame) -> pd.DataFrame:
    """What was paid back for each returned line."""
    lines = returned_lines.merge(order_values[["order_id", "net"]], on="order_id")
    return lines.assign(refund=(lines["net"] * lines["refund_share"]).round(2))[
        ["order_id", "refund"]
    ]


def net_orders(order_values: pd.DataFrame, refunds: pd.DataFrame) -> pd.DataFrame:
    """Orders with what is left after refunds."""
    joined = order_values.merge(refunds, on="order_id", how="left")
    refund = joined["refund"].fillna(0.0)
    return joined.assign(refund=refund, revenue=(joined["net"] - refund).round(2))


def margins(net_orders: pd.DataFrame) -> pd.DataFrame:
    """What each order earns."""
    cost = net_orders["cost"] * net_orders["quantity"]
    return net_orders.assign(margin=(net_orders["revenue"] - cost).round(2))


def daily_sales(margins: pd.DataFrame) -> pd.DataFrame:
    """One row a day."""
    days = margins.groupby("placed_on")
    return days.agg(
        orders=("order_id", "count"), revenue=("revenue", "sum"), margin=("margin", "sum")
    ).reset_index()


def weekly_sales(daily_sales: pd.DataFrame) -> pd.DataFrame:
    """One row a week, beginning on Monday."""
    week = daily_sales["placed_on"].dt.to_period("W").dt.start_time
    sums = daily_sales.assign(week=week).groupby("week")[["orders", "revenue", "margin"]].sum()
    return sums.reset_index()


def sales_trend(weekly_sales: pd.DataFrame) -> pd.DataFrame:
    """Weeks beside the week before."""
    before = weekly_sales["revenue"].shift(1)
    growth = (weekly_sales["revenue"] / before - 1).round(4)
    return weekly_sales.assign(revenue_before=before, growth=growth)


def customer_value(margins: pd.DataFrame, customers: pd.DataFrame) -> pd.DataFrame:
    """One row a customer who bought."""
    sums = margins.groupby("customer_id").agg(
        revenue=("revenue", "sum"), margin=("margin", "sum"), lines=("order_id", "count")
    )
    return customers.merge(sums.reset_index(), on="customer_id", how="inner")


def customer_ages(customer_value: pd.DataFrame) -> pd.DataFrame:
    """Customers with their age group; unknown where no birth year was told."""
    age = 2024 - customer_value["birth_year"]
    labels = ["young", "middle", "senior"]
    group = pd.cut(age, [0, 35, 60, 120], labels=labels).astype(object)
    return customer_value.assign(age_group=group.where(group.notna(), "unknown"))


def segment_report(customer_ages: pd.DataFrame) -> pd.DataFrame:
    """One row a tier and age group."""
    parts = customer_ages.groupby(["tier", "age_group"])
    return parts.agg(
        customers=("customer_id", "count"), revenue=("revenue", "sum"), margin=("margin", "sum")
    ).reset_index()


def category_report(margins: pd.DataFrame) -> pd.DataFrame:
    """One row a category of products."""
    sums = margins.groupby("category").agg(
        revenue=("revenue", "sum"), margin=("margin", "sum"), pieces=("quantity", "sum")
    )
    return sums.assign(rate=(sums["margin"] / sums["revenue"]).round(4)).reset_index()


def shipping(net_orders: pd.DataFrame) -> pd.DataFrame:
    """What sending each order costs, by weight."""
    kilos = net_orders["weight_g"] * net_orders["quantity"] / 1_000
    cost = (2.9 + 0.6 * kilos).round(2)
    return net_orders[["order_id", "country", "channel"]].assign(kilos=kilos, shipping=cost)


def shipping_report(shipping: pd.DataFrame) -> pd.DataFrame:
    """One row a country."""
    return shipping.groupby("country")[["kilos", "shipping"]].sum().reset_index()


def sales_report(margins: pd.DataFrame, shipping: pd.DataFrame) -> pd.DataFrame:
    """One row an order, as the accountants take it."""
    joined = margins.merge(shipping[["order_id", "shipping"]], on="order_id", how="left")
    profit = (joined["margin"] - joined["shipping"]).round(2)
    columns = ["order_id", "customer_id", "category", "country", "tier", "channel", "placed_on"]
    figures = ["quantity", "price_eur", "gross", "discount", "net", "refund", "revenue", "margin"]
    return joined[[*columns, *figures, "shipping"]].assign(profit=profit)
