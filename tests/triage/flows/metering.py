"""Electricity from the meter to the bill: readings cleaned, priced, billed and watched."""

from typing import Any

import numpy as np
import pandas as pd
from hamilton.function_modifiers import (
    config,
    extract_columns,
    extract_fields,
    parameterize,
    pipe_output,
    source,
    step,
    value,
)


def meters(meter_count: int) -> pd.DataFrame:
    """One row a meter; large ones count through a transformer."""
    random = np.random.default_rng(51)
    return pd.DataFrame(
        {
            "meter": [f"M{number:03d}" for number in range(meter_count)],
            "site": [f"S{number // 2:02d}" for number in range(meter_count)],
            "multiplier": random.choice([1, 10, 20], meter_count, p=[0.7, 0.2, 0.1]),
            "digits": 6,
        }
    )


def sites(meters: pd.DataFrame) -> pd.DataFrame:
    """One row a site."""
    random = np.random.default_rng(52)
    names = meters["site"].unique()
    return pd.DataFrame(
        {
            "site": names,
            "customer": [f"C{number // 2:02d}" for number in range(len(names))],
            "region": random.choice(["coast", "hills", "city"], len(names), p=[0.3, 0.3, 0.4]),
            "segment": random.choice(["home", "shop", "works"], len(names), p=[0.5, 0.3, 0.2]),
            "area_m2": random.integers(60, 2_200, len(names)),
        }
    )


def customers(sites: pd.DataFrame) -> pd.DataFrame:
    """One row a customer."""
    random = np.random.default_rng(53)
    names = sites["customer"].unique()
    return pd.DataFrame(
        {
            "customer": names,
            "plan": random.choice(["flat", "night", "green"], len(names)),
            "vat_class": random.choice(
                ["full", "reduced", "exempt"], len(names), p=[0.7, 0.2, 0.1]
            ),
            "discount_percent": random.choice([0, 2, 5], len(names)),
        }
    )


def raw_readings(meters: pd.DataFrame, days: int) -> pd.DataFrame:
    """The counters as they were sent, hour by hour; some were sent again, corrected."""
    random = np.random.default_rng(54)
    hours = days * 24
    count = len(meters)
    hour = np.arange(hours) % 24
    shape = 0.6 + 0.5 * np.exp(-(((hour - 19) / 4) ** 2)) + 0.3 * np.exp(-(((hour - 8) / 2) ** 2))
    used = random.gamma(6.0, 0.2, (count, hours)) * shape
    rows = pd.DataFrame(
        {
            "meter": np.repeat(meters["meter"].to_numpy(), hours),
            "read_at": np.tile(pd.date_range("2024-02-05", periods=hours, freq="h"), count),
            "counter": (random.integers(1_000, 9_000, (count, 1)) + used.cumsum(axis=1))
            .ravel()
            .round(3),
        }
    )
    rows["sent_at"] = rows["read_at"] + pd.Timedelta(minutes=4)
    again = rows.sample(frac=0.02, random_state=9)
    first = rows["counter"].where(~rows.index.isin(again.index), (rows["counter"] - 0.05).round(3))
    again = again.assign(sent_at=again["sent_at"] + pd.Timedelta(hours=30))
    return pd.concat([rows.assign(counter=first), again], ignore_index=True)


def weather(days: int) -> pd.DataFrame:
    """Mean temperatures, one row a region and day."""
    random = np.random.default_rng(55)
    table = pd.MultiIndex.from_product(
        [["coast", "hills", "city"], pd.date_range("2024-02-05", periods=days)],
        names=["region", "day"],
    ).to_frame(index=False)
    offset = table["region"].map({"coast": 7.5, "hills": 3.0, "city": 6.0})
    return table.assign(temperature=(offset + random.normal(0, 2.0, len(table))).round(1))


def tariffs() -> pd.DataFrame:
    """Prices in cents a kWh, one row a plan and band."""
    return pd.DataFrame(
        [
            ("flat", "peak", 31.0),
            ("flat", "day", 31.0),
            ("flat", "night", 31.0),
            ("night", "peak", 37.5),
            ("night", "day", 32.0),
            ("night", "night", 21.0),
            ("green", "peak", 39.0),
            ("green", "day", 34.5),
            ("green", "night", 29.0),
        ],
        columns=["plan", "band", "cents"],
    )


def grid_fees() -> dict[str, float]:
    """What the grid takes, in cents a kWh by region."""
    return {"coast": 8.4, "hills": 9.9, "city": 7.1}


def vat_rates() -> dict[str, float]:
    """What is added by class of tax."""
    return {"full": 0.19, "reduced": 0.07, "exempt": 0.0}


def holidays() -> list[pd.Timestamp]:
    """Days that are priced as Sundays."""
    return [pd.Timestamp("2024-02-12"), pd.Timestamp("2024-02-21")]


@extract_fields({"standing_charge": float, "grams_per_kwh": float, "heating_limit": float})
def constants() -> dict[str, float]:
    """Figures of the year: EUR a meter and day, g of CO2 a kWh, degrees."""
    return {"standing_charge": 0.31, "grams_per_kwh": 380.0, "heating_limit": 15.0}


def outages(meters: pd.DataFrame, days: int) -> pd.DataFrame:
    """Hours without power, one row an outage."""
    random = np.random.default_rng(56)
    count = len(meters)
    return pd.DataFrame(
        {
            "meter": random.choice(meters["meter"], count),
            "began_at": pd.Timestamp("2024-02-05")
            + pd.to_timedelta(random.integers(0, days * 24, count), "h"),
            "minutes": random.integers(4, 240, count),
        }
    )


def latest_readings(raw_readings: pd.DataFrame) -> pd.DataFrame:
    """Each reading once, as it was sent last."""
    ordered = raw_readings.sort_values(["meter", "read_at", "sent_at"])
    return ordered.drop_duplicates(["meter", "read_at"], keep="last").reset_index(drop=True)


def counted(latest_readings: pd.DataFrame) -> pd.DataFrame:
    """What a counter moved since the hour before; the first hour only starts it."""
    moved = latest_readings.groupby("meter")["counter"].diff()
    return latest_readings.assign(moved=moved)[moved.notna()].drop(columns="sent_at")


@extract_columns("meter", "site", "read_at", "kwh")
def hourly_use(counted: pd.DataFrame, meters: pd.DataFrame) -> pd.DataFrame:
    """Energy by meter and hour."""
    joined = counted.merge(meters, on="meter", how="left")
    return joined.assign(kwh=(joined["moved"] * joined["multiplier"]).round(3))


def hour(read_at: pd.Series) -> pd.Series:
    """Hour of the day."""
    return read_at.dt.hour.rename("hour")


def day(read_at: pd.Series) -> pd.Series:
    """The day at midnight."""
    return read_at.dt.normalize().rename("day")


def is_free_day(day: pd.Series, holidays: list[pd.Timestamp]) -> pd.Series:
    """Whether nobody works."""
    return (day.dt.dayofweek >= 5) | day.isin(holidays)


def band(hour: pd.Series, is_free_day: pd.Series) -> pd.Series:
    """Which price counts: peak, day or night."""
    names = np.where(hour.between(17, 20), "peak", np.where(hour.between(6, 21), "day", "night"))
    return pd.Series(names, index=hour.index, name="band").mask(is_free_day, "night")


def region_by_site(sites: pd.DataFrame) -> dict[str, str]:
    """Where a site is."""
    return dict(zip(sites["site"], sites["region"], strict=True))


def plan_by_site(sites: pd.DataFrame, customers: pd.DataFrame) -> dict[str, str]:
    """What was agreed with the customer of a site."""
    joined = sites.merge(customers, on="customer")
    return joined.set_index("site")["plan"].to_dict()


@parameterize(
    region={"names": source("region_by_site")},
    plan={"names": source("plan_by_site")},
)
def of_site(site: pd.Series, names: dict[str, str]) -> pd.Series:
    """What holds for the site of each hour."""
    return site.map(names)


def price(plan: pd.Series, band: pd.Series, tariffs: pd.DataFrame) -> pd.Series:
    """EUR a kWh in each hour."""
    wanted = pd.DataFrame({"plan": plan, "band": band})
    cents = wanted.merge(tariffs, on=["plan", "band"], how="left")["cents"]
    return pd.Series(cents.to_numpy() / 100, index=plan.index, name="price")


def grid_fee(region: pd.Series, grid_fees: dict[str, float]) -> pd.Series:
    """EUR a kWh for the grid in each hour."""
    return (region.map(grid_fees) / 100).rename("grid_fee")


def energy_cost(kwh: pd.Series, price: pd.Series) -> pd.Series:
    """EUR for the energy of each hour."""
    return (kwh * price).round(4).rename("energy_cost")


def grid_cost(kwh: pd.Series, grid_fee: pd.Series) -> pd.Series:
    """EUR for the grid in each hour."""
    return (kwh * grid_fee).round(4).rename("grid_cost")


def co2_kg(kwh: pd.Series, grams_per_kwh: float, plan: pd.Series) -> pd.Series:
    """What went into the air; green plans count a tenth."""
    share = np.where(plan == "green", 0.1, 1.0)
    return (kwh * share * grams_per_kwh / 1_000).round(4)


@parameterize(
    kwh_day={"hours": value(24)},
    kwh_week={"hours": value(168)},
)
def rolling_use(kwh: pd.Series, meter: pd.Series, hours: int) -> pd.Series:
    """Mean energy of the hours before, for each meter."""
    rolled = kwh.groupby(meter).rolling(hours, min_periods=1).mean()
    return rolled.reset_index(level=0, drop=True).round(4)


def usual_kwh(kwh: pd.Series, meter: pd.Series, hour: pd.Series) -> pd.Series:
    """The common energy of a meter at this hour of the day."""
    return kwh.groupby([meter, hour]).transform("median").rename("usual_kwh")


def excess(kwh: pd.Series, usual_kwh: pd.Series, kwh_week: pd.Series) -> np.ndarray:
    """How far an hour is from the usual one, in means of the week."""
    return ((kwh - usual_kwh) / kwh_week).to_numpy().round(4)


def is_odd_hour(excess: np.ndarray, meter: pd.Series) -> pd.Series:
    """Whether somebody should look at a meter."""
    return pd.Series(np.abs(excess) > 1.5, index=meter.index, name="is_odd")


def load_state(kwh_day: pd.Series, kwh_week: pd.Series) -> pd.Series:
    """Whether a meter runs above or below its week."""
    ratio = kwh_day / kwh_week
    return pd.cut(ratio, [0, 0.85, 1.15, np.inf], labels=["low", "even", "high"]).astype(str)


def hourly_costs(
    hourly_use: pd.DataFrame,
    day: pd.Series,
    hour: pd.Series,
    band: pd.Series,
    region: pd.Series,
    energy_cost: pd.Series,
    grid_cost: pd.Series,
    co2_kg: pd.Series,
    load_state: pd.Series,
) -> pd.DataFrame:
    """All that is known of an hour of a meter."""
    return hourly_use[["meter", "site", "kwh"]].assign(
        day=day,
        hour=hour,
        band=band,
        region=region,
        energy_cost=energy_cost,
        grid_cost=grid_cost,
        co2_kg=co2_kg,
        load_state=load_state,
    )


def odd_hours(hourly_costs: pd.DataFrame, is_odd_hour: pd.Series) -> pd.DataFrame:
    """The hours that somebody should look at."""
    return hourly_costs[is_odd_hour].sort_values("kwh", ascending=False)


def daily_use(hourly_costs: pd.DataFrame) -> pd.DataFrame:
    """One row a site and day."""
    return hourly_costs.groupby(["site", "region", "day"], as_index=False).agg(
        kwh=("kwh", "sum"),
        meters=("meter", "nunique"),
        energy_cost=("energy_cost", "sum"),
        grid_cost=("grid_cost", "sum"),
        co2_kg=("co2_kg", "sum"),
    )


def daily_weather(
    daily_use: pd.DataFrame, weather: pd.DataFrame, heating_limit: float
) -> pd.DataFrame:
    """Days of sites with how cold they were."""
    joined = daily_use.merge(weather, on=["region", "day"], how="left")
    return joined.assign(degrees=(heating_limit - joined["temperature"]).clip(lower=0))


def heating_lines(daily_weather: pd.DataFrame) -> dict[str, np.ndarray]:
    """For each site how energy goes with the cold: slope and intercept."""
    return {
        site: np.polyfit(rows["degrees"], rows["kwh"], 1)
        for site, rows in daily_weather.groupby("site")
    }


def expected_kwh(daily_weather: pd.DataFrame, heating_lines: dict[str, np.ndarray]) -> pd.Series:
    """What a site should use on a day as cold as this."""
    lines = pd.DataFrame(heating_lines, index=["slope", "intercept"]).T
    mine = lines.loc[daily_weather["site"]].to_numpy()
    expected = mine[:, 0] * daily_weather["degrees"] + mine[:, 1]
    return expected.clip(lower=0.1).round(3).rename("expected_kwh")


def daily_watch(daily_weather: pd.DataFrame, expected_kwh: pd.Series) -> pd.DataFrame:
    """Days of sites beside what they should be."""
    ratio = daily_weather["kwh"] / expected_kwh
    return daily_weather[["site", "region", "day", "kwh", "temperature"]].assign(
        expected_kwh=expected_kwh, ratio=ratio.round(4)
    )


def region_load(daily_use: pd.DataFrame) -> pd.DataFrame:
    """One row a day, a column a region."""
    return daily_use.groupby(["day", "region"])["kwh"].sum().unstack().round(2)


def weekly_load(region_load: pd.DataFrame) -> pd.DataFrame:
    """The load of regions by week."""
    return region_load.resample("W").sum()


def load_vector(region_load: pd.DataFrame) -> np.ndarray:
    """The load of all regions by day."""
    return region_load.sum(axis=1).to_numpy()


def peak_factor(load_vector: np.ndarray) -> float:
    """The largest day as a multiple of the mean one."""
    return float(np.round(load_vector.max() / load_vector.mean(), 4))


def band_use(hourly_costs: pd.DataFrame) -> pd.DataFrame:
    """One row a site, a column a band."""
    sums = hourly_costs.groupby(["site", "band"])["kwh"].sum()
    return sums.unstack(fill_value=0.0).rename_axis(columns=None)


def band_shares(band_use: pd.DataFrame) -> pd.DataFrame:
    """The share of each band in what a site uses."""
    matrix = band_use.to_numpy()
    shares = matrix / matrix.sum(axis=1, keepdims=True)
    return pd.DataFrame(shares.round(4), index=band_use.index, columns=band_use.columns)


def _with_percent(rows: pd.DataFrame) -> pd.DataFrame:
    """Add how much of the whole time a meter had power."""
    return rows.assign(percent=(100 - rows["minutes"] / rows["total"] * 100).round(3))


@pipe_output(step(_with_percent))
def availability(outages: pd.DataFrame, meters: pd.DataFrame, days: int) -> pd.DataFrame:
    """One row a meter: how long it had no power."""
    lost = outages.groupby("meter", as_index=False)["minutes"].sum()
    joined = meters[["meter", "site"]].merge(lost, on="meter", how="left")
    return joined.assign(minutes=joined["minutes"].fillna(0), total=days * 24 * 60)


@config.when(losses="region")
def loss_shares__region() -> dict[str, float]:
    """What gets lost on the way, by region."""
    return {"coast": 0.041, "hills": 0.063, "city": 0.029}


@config.when(losses="flat")
def loss_shares__flat() -> dict[str, float]:
    """What gets lost on the way, the same everywhere."""
    return {"coast": 0.045, "hills": 0.045, "city": 0.045}


def supplied(daily_use: pd.DataFrame, loss_shares: dict[str, float]) -> pd.DataFrame:
    """What had to be fed in for each site and day."""
    share = daily_use["region"].map(loss_shares)
    fed = (daily_use["kwh"] / (1 - share)).round(3)
    return daily_use[["site", "region", "day", "kwh"]].assign(fed=fed, lost=fed - daily_use["kwh"])


def bill_lines(
    daily_use: pd.DataFrame, sites: pd.DataFrame, standing_charge: float
) -> pd.DataFrame:
    """One row a customer and week."""
    joined = daily_use.merge(sites[["site", "customer"]], on="site", how="left")
    week = joined["day"].dt.to_period("W").dt.start_time
    return (
        joined.assign(week=week, standing=joined["meters"] * standing_charge)
        .groupby(["customer", "week"], as_index=False)
        .agg(
            kwh=("kwh", "sum"),
            energy=("energy_cost", "sum"),
            grid=("grid_cost", "sum"),
            standing=("standing", "sum"),
        )
        .round(2)
    )


def bills(
    bill_lines: pd.DataFrame, customers: pd.DataFrame, vat_rates: dict[str, float]
) -> pd.DataFrame:
    """What a customer owes for a week, with tax."""
    joined = bill_lines.merge(customers, on="customer", how="left")
    energy = joined["energy"] * (1 - joined["discount_percent"] / 100)
    net = (energy + joined["grid"] + joined["standing"]).round(2)
    vat = (net * joined["vat_class"].map(vat_rates)).round(2)
    return joined.assign(net=net, vat=vat, gross=(net + vat).round(2))


def payments(bills: pd.DataFrame) -> pd.DataFrame:
    """What came in; most pay in full, some in part, some not at all."""
    random = np.random.default_rng(57)
    share = random.choice([1.0, 0.5, 0.0], len(bills), p=[0.8, 0.12, 0.08])
    paid = bills[["customer", "week"]].assign(paid=(bills["gross"] * share).round(2))
    return paid[paid["paid"] > 0].reset_index(drop=True)


def accounts(bills: pd.DataFrame, payments: pd.DataFrame) -> pd.DataFrame:
    """Bills beside payments, and what is open, week by week."""
    joined = bills.merge(payments, on=["customer", "week"], how="left")
    paid = joined["paid"].fillna(0.0)
    open_amount = (joined["gross"] - paid).round(2)
    ordered = joined.assign(paid=paid, open=open_amount).sort_values(["customer", "week"])
    return ordered.assign(balance=ordered.groupby("customer")["open"].cumsum().round(2))


def reminders(accounts: pd.DataFrame) -> pd.DataFrame:
    """Where customers stand at the end, and how they are written to."""
    last = accounts.drop_duplicates("customer", keep="last")
    levels = pd.cut(last["balance"], [-np.inf, 1, 1_000, np.inf], labels=["none", "letter", "call"])
    columns = ["customer", "plan", "balance"]
    return last[columns].assign(level=levels.astype(str)).reset_index(drop=True)


def plan_report(accounts: pd.DataFrame) -> pd.DataFrame:
    """One row a plan."""
    sums = accounts.groupby("plan").agg(
        customers=("customer", "nunique"),
        kwh=("kwh", "sum"),
        net=("net", "sum"),
        open=("open", "sum"),
    )
    return sums.assign(cents_per_kwh=(sums["net"] / sums["kwh"] * 100).round(3)).reset_index()


def site_totals(daily_use: pd.DataFrame) -> pd.DataFrame:
    """One row a site."""
    return daily_use.groupby("site").agg(
        kwh=("kwh", "sum"), largest_day=("kwh", "max"), co2_kg=("co2_kg", "sum")
    )


def site_availability(availability: pd.DataFrame) -> pd.Series:
    """How much of the time a site's worst meter had power."""
    return availability.groupby("site")["percent"].min().rename("availability")


def site_report(
    sites: pd.DataFrame,
    site_totals: pd.DataFrame,
    band_shares: pd.DataFrame,
    site_availability: pd.Series,
    peak_factor: float,
) -> pd.DataFrame:
    """One row a site, as the board reads it."""
    joined = (
        sites.merge(site_totals, left_on="site", right_index=True, how="left")
        .merge(band_shares.add_prefix("share_"), left_on="site", right_index=True, how="left")
        .merge(site_availability, left_on="site", right_index=True, how="left")
    )
    return joined.assign(
        kwh_per_m2=(joined["kwh"] / joined["area_m2"]).round(4),
        reserve=(joined["largest_day"] * peak_factor).round(2),
    )


def summary(
    plan_report: pd.DataFrame, supplied: pd.DataFrame, peak_factor: float
) -> dict[str, Any]:
    """The figures for the first page."""
    return {
        "kwh": round(float(plan_report["kwh"].sum()), 2),
        "net": round(float(plan_report["net"].sum()), 2),
        "lost": round(float(supplied["lost"].sum()), 2),
        "peak_factor": peak_factor,
    }
