"""Faults as people make them: one line of one function, written wrong."""

from typing import NamedTuple


class Edit(NamedTuple):
    """In `function` of `flow` the text `old` became `new`."""

    flow: str
    function: str
    old: str
    new: str
    kind: str


EDITS = (
    # a mapping that lacks a value
    Edit("shop", "exchange_rates", '"CHF": 1.04', '"CFH": 1.04', "nulls"),
    Edit("shop", "exchange_rates", ', "GBP": 1.17', "", "nulls"),
    Edit("shop", "discounts", '"gold": 0.07', '"Gold": 0.07', "nulls"),
    Edit("shop", "discounts", '"platinum": 0.12', '"premium": 0.12', "nulls"),
    Edit("sensors", "height", '"summit": 1_450', '"top": 1_450', "nulls"),
    Edit("sensors", "exposure", '"west": "coast", ', "", "nulls"),
    Edit("ledger", "rates__fixed", '"PLN": 0.232', '"PLZ": 0.232', "nulls"),
    Edit("ledger", "signed", '"credit": -1.0', '"Credit": -1.0', "nulls"),
    # nulls from arithmetic and from a forgotten default
    Edit("shop", "net_orders", 'joined["refund"].fillna(0.0)', 'joined["refund"]', "nulls"),
    Edit("shop", "customer_ages", 'group.where(group.notna(), "unknown")', "group", "nulls"),
    Edit("sensors", "temperature_before", ".fillna(temperature)", "", "nulls"),
    Edit(
        "sensors",
        "dew_point",
        "np.log(vapour_pressure / 6.112)",
        "np.log(vapour_pressure / 6.112 - 1)",
        "nulls",
    ),
    Edit("ledger", "purpose", '.fillna("other")', "", "nulls"),
    # the wrong key
    Edit(
        "shop",
        "orders_with_products",
        'on="product_id"',
        'left_on="quantity", right_on="product_id", suffixes=("", "_p")',
        "constant",
    ),
    Edit(
        "shop",
        "orders_with_customers",
        'on="customer_id"',
        'left_on="order_id", right_on="customer_id", suffixes=("", "_c")',
        "nulls",
    ),
    Edit(
        "shop",
        "sales_report",
        'on="order_id", how="left"',
        'left_on="customer_id", right_on="order_id", how="left", suffixes=("", "_s")',
        "nulls",
    ),
    Edit(
        "ledger",
        "journal_by_account",
        'on="account", how="left"',
        'left_on="side", right_on="account", how="left", suffixes=("", "_a")',
        "nulls",
    ),
    Edit(
        "ledger",
        "budget_use",
        'on="account", how="left"',
        'left_on="kind", right_on="account", how="left", suffixes=("", "_b")',
        "nulls",
    ),
    # rows lost
    Edit("shop", "valid_orders", 'orders["quantity"] > 0', 'orders["quantity"] > 1', "rows-lost"),
    Edit(
        "shop",
        "priced_orders",
        "return valid_orders.assign(",
        "return valid_orders[rate < 1.1].assign(",
        "rows-lost",
    ),
    Edit(
        "shop",
        "orders_with_customers",
        'how="left"',
        'how="inner").dropna(subset=["birth_year"]',
        "rows-lost",
    ),
    Edit(
        "shop",
        "margins",
        "return net_orders.assign(",
        "return net_orders[cost < 100].assign(",
        "rows-lost",
    ),
    Edit("shop", "net_orders", 'how="left"', 'how="inner"', "rows-lost"),
    Edit(
        "shop",
        "daily_sales",
        'margins.groupby("placed_on")',
        'margins[margins["margin"] > 0].query("quantity > 6").groupby("placed_on")',
        "rows-lost",
    ),
    Edit(
        "sensors",
        "readings",
        "    count = hours * len(stations)\n",
        "    stations = stations[:3]\n    count = hours * len(stations)\n",
        "rows-lost",
    ),
    Edit(
        "ledger",
        "unique_postings",
        'drop_duplicates("posting")',
        'drop_duplicates("amount")',
        "rows-lost",
    ),
    Edit(
        "ledger",
        "journal",
        "return kept.assign(",
        "return kept[purpose != 'tax'].assign(",
        "rows-lost",
    ),
    Edit(
        "ledger",
        "balances",
        "journal_by_account.groupby(",
        'journal_by_account[journal_by_account["kind"] != "asset"].groupby(',
        "rows-lost",
    ),
    # rows gained
    Edit(
        "shop",
        "orders_with_customers",
        "return orders_with_products.merge(customers,",
        "return orders_with_products.merge(pd.concat([customers, customers[:60]]),",
        "rows-gained",
    ),
    Edit(
        "shop",
        "orders_with_products",
        "merge(products,",
        "merge(pd.concat([products, products.tail(7)]),",
        "rows-gained",
    ),
    Edit(
        "shop",
        "net_orders",
        "order_values.merge(refunds,",
        "order_values.merge(pd.concat([refunds, refunds]),",
        "rows-gained",
    ),
    Edit("ledger", "unique_postings", '.drop_duplicates("posting")', "", "rows-gained"),
    Edit(
        "ledger",
        "journal_by_account",
        "merge(accounts,",
        "merge(pd.concat([accounts, accounts[:3]]),",
        "rows-gained",
    ),
    # units and signs
    Edit(
        "shop",
        "priced_orders",
        '(valid_orders["unit_price"] * rate)',
        '(valid_orders["unit_price"] * rate * np.where(valid_orders["currency"] == "USD", 100, 1))',
        "out-of-range",
    ),
    Edit("shop", "exchange_rates", '"GBP": 1.17', '"GBP": 117', "out-of-range"),
    Edit(
        "shop",
        "shipping",
        "/ 1_000",
        '/ np.where(net_orders["channel"] == "app", 1, 1_000)',
        "out-of-range",
    ),
    Edit("shop", "discounts", '"silver": 0.03', '"silver": 3', "out-of-range"),
    Edit(
        "shop",
        "net_orders",
        '(joined["net"] - refund)',
        '(joined["net"] * np.where(refund > 0, -1, 1) - refund)',
        "negative",
    ),
    Edit(
        "sensors",
        "temperature_kelvin",
        "(temperature + 273.15)",
        "(temperature + 273.15).where(temperature > 4, temperature)",
        "out-of-range",
    ),
    Edit(
        "sensors",
        "wind_power",
        "0.5 * air_density * wind**3",
        "0.5 * air_density * wind**3 * np.where(wind > 6, -1, 1)",
        "negative",
    ),
    Edit("sensors", "height", '"summit": 1_450', '"summit": 1_450_000', "out-of-range"),
    Edit(
        "sensors",
        "humidity_share",
        "(humidity / 100).clip(0, 1)",
        "humidity / np.where(humidity > 75, 1, 100)",
        "out-of-range",
    ),
    Edit("ledger", "rates__fixed", '"SEK": 0.088', '"SEK": 8.8', "out-of-range"),
    Edit(
        "ledger",
        "budget_use",
        'joined["turnover"] / joined["budget"]',
        'joined["turnover"] / joined["budget"].where(joined["kind"] != "asset", joined["budget"] / 100)',
        "out-of-range",
    ),
    Edit(
        "ledger",
        "in_euros",
        ".map(rates))",
        '.map(rates) * np.where(unique_postings["month"] == 3, -1, 1))',
        "negative",
    ),
    # infinities
    Edit(
        "shop",
        "sales_trend",
        'weekly_sales["revenue"] / before - 1',
        'weekly_sales["revenue"] / before.fillna(0) - 1',
        "infinite",
    ),
    Edit(
        "sensors",
        "gustiness",
        "wind / wind_mean",
        "wind / (wind_mean - wind_mean.min())",
        "infinite",
    ),
    Edit(
        "sensors",
        "dew_point",
        "np.log(vapour_pressure / 6.112)",
        "np.log((vapour_pressure - 6.112).clip(0))",
        "infinite",
    ),
    Edit(
        "ledger",
        "budget_use",
        'joined["turnover"] / joined["budget"]',
        'joined["turnover"] / joined["budget"].where(joined["kind"] != "asset", 0)',
        "infinite",
    ),
    # types
    Edit(
        "shop",
        "order_values",
        "net=(gross * (1 - discounts)).round(2)",
        "net=(gross * (1 - discounts)).round(2).astype(object)",
        "type-changed",
    ),
    Edit(
        "shop",
        "weekly_sales",
        '.dt.to_period("W").dt.start_time',
        '.dt.to_period("W").astype(str)',
        "type-changed",
    ),
    Edit(
        "shop",
        "shipping",
        "cost = (2.9 + 0.6 * kilos).round(2)",
        "cost = (2.9 + 0.6 * kilos).round(2).astype(str)",
        "type-changed",
    ),
    Edit("sensors", "temperature_change", ".round(2)", ".round(2).astype(str)", "type-changed"),
    Edit(
        "ledger", "in_euros", '.rename("euros")', '.astype(object).rename("euros")', "type-changed"
    ),
    # constants
    Edit(
        "shop",
        "discounts",
        'orders_with_customers["tier"].map(shares)',
        'orders_with_customers["tier"].mode().map(shares).reindex(orders_with_customers.index, fill_value=0.0) * 0',
        "constant",
    ),
    Edit(
        "sensors",
        "exposure",
        "station.map(kinds)",
        "pd.Series(kinds[station.iloc[0]], index=station.index)",
        "constant",
    ),
    Edit(
        "sensors",
        "temperature_deviation",
        "temperature - temperature_mean",
        "temperature_mean - temperature_mean",
        "constant",
    ),
    Edit("ledger", "signed", "in_euros * sign", "in_euros.mean() * sign * sign", "constant"),
    # shifted rows
    Edit("shop", "order_values", "discount=discounts", "discount=discounts.shift(1)", "nulls"),
    Edit("sensors", "wind_chill", "(wind * 3.6)", "(wind.shift(-3) * 3.6)", "nulls"),
    Edit(
        "sensors",
        "vapour_pressure",
        "saturation * humidity_share",
        "saturation * humidity_share.reset_index(drop=True)",
        "nulls",
    ),
    Edit("ledger", "journal", "signed=signed", "signed=signed.reset_index(drop=True)", "nulls"),
    Edit(
        "ledger",
        "in_euros",
        'unique_postings["amount"] *',
        'unique_postings["amount"].shift(5) *',
        "nulls",
    ),
    # a stale category
    Edit(
        "shop",
        "products",
        '"category": random.choice(["coffee"',
        '"category": random.choice(["cofee"',
        "unseen-category",
    ),
    Edit("shop", "customer_ages", 'labels = ["young"', 'labels = ["junior"', "unseen-category"),
    Edit("sensors", "exposure", '"summit": "peak"', '"summit": "mountain"', "unseen-category"),
    Edit("sensors", "battery_state", '"low"', '"empty"', "unseen-category"),
    Edit("ledger", "purpose", '.fillna("other")', '.fillna("others")', "unseen-category"),
)
