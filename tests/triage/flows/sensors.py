"""Weather stations in columns: one function a series, gathered into features and alerts."""

import numpy as np
import pandas as pd
from hamilton.function_modifiers import extract_columns, parameterize, source


@extract_columns("station", "hour", "temperature", "humidity", "pressure", "wind", "battery")
def readings(hours: int) -> pd.DataFrame:
    """One row a station and hour."""
    random = np.random.default_rng(21)
    stations = ["north", "south", "east", "west", "summit"]
    count = hours * len(stations)
    hour = np.repeat(np.arange(hours), len(stations))
    daily = 6 * np.sin((hour % 24 - 8) / 24 * 2 * np.pi)
    offset = np.tile([1.0, 4.0, 2.5, 2.0, -6.0], hours)
    return pd.DataFrame(
        {
            "station": np.tile(stations, hours),
            "hour": hour,
            "temperature": (12 + daily + offset + random.normal(0, 1.2, count)).round(2),
            "humidity": np.clip(62 - daily + random.normal(0, 6, count), 5, 100).round(1),
            "pressure": (1013 + random.normal(0, 4, count)).round(1),
            "wind": random.gamma(2.0, 2.1, count).round(2),
            "battery": np.clip(98 - hour / 40 + random.normal(0, 1, count), 0, 100).round(1),
        },
        index=pd.RangeIndex(1_000, 1_000 + count, name="reading"),
    )


def temperature_kelvin(temperature: pd.Series) -> pd.Series:
    """Temperature for the physics below."""
    return (temperature + 273.15).round(2)


def humidity_share(humidity: pd.Series) -> pd.Series:
    """Humidity from 0 to 1."""
    return (humidity / 100).clip(0, 1)


def vapour_pressure(temperature: pd.Series, humidity_share: pd.Series) -> pd.Series:
    """Partial pressure of water in hPa (Magnus)."""
    saturation = 6.112 * np.exp(17.62 * temperature / (243.12 + temperature))
    return saturation * humidity_share


def dew_point(vapour_pressure: pd.Series) -> pd.Series:
    """Temperature at which dew forms."""
    part = np.log(vapour_pressure / 6.112)
    return (243.12 * part / (17.62 - part)).round(2)


def air_density(
    temperature_kelvin: pd.Series, pressure: pd.Series, vapour_pressure: pd.Series
) -> pd.Series:
    """Density of humid air in kg a cubic metre."""
    dry = (pressure - vapour_pressure) * 100 / (287.05 * temperature_kelvin)
    humid = vapour_pressure * 100 / (461.5 * temperature_kelvin)
    return (dry + humid).round(5)


def wind_power(air_density: pd.Series, wind: pd.Series) -> pd.Series:
    """Power of the wind in W a square metre."""
    return (0.5 * air_density * wind**3).round(3)


def wind_chill(temperature: pd.Series, wind: pd.Series) -> pd.Series:
    """Temperature as it feels in the wind."""
    kmh = (wind * 3.6) ** 0.16
    felt = 13.12 + 0.6215 * temperature - 11.37 * kmh + 0.3965 * temperature * kmh
    return felt.where(temperature < 10, temperature).round(2)


def height(station: pd.Series) -> pd.Series:
    """Metres above the sea of each reading's station."""
    metres = {"north": 120, "south": 80, "east": 210, "west": 95, "summit": 1_450}
    return station.map(metres)


def sea_level_pressure(
    pressure: pd.Series, height: pd.Series, temperature_kelvin: pd.Series
) -> pd.Series:
    """Pressure as it would be at the sea."""
    return (pressure * np.exp(9.81 * height / (287.05 * temperature_kelvin))).round(2)


def exposure(station: pd.Series) -> pd.Series:
    """How a station stands."""
    kinds = {"north": "field", "south": "town", "east": "field", "west": "coast", "summit": "peak"}
    return station.map(kinds)


@parameterize(
    temperature_mean={"values": source("temperature")},
    humidity_mean={"values": source("humidity")},
    wind_mean={"values": source("wind")},
)
def station_mean(values: pd.Series, station: pd.Series) -> pd.Series:
    """The mean of each reading's own station."""
    return values.groupby(station).transform("mean").round(4)


def temperature_deviation(temperature: pd.Series, temperature_mean: pd.Series) -> pd.Series:
    """How far a reading is from its station's mean."""
    return (temperature - temperature_mean).round(3)


def humidity_deviation(humidity: pd.Series, humidity_mean: pd.Series) -> pd.Series:
    """How far a reading is from its station's mean."""
    return (humidity - humidity_mean).round(3)


def gustiness(wind: pd.Series, wind_mean: pd.Series) -> pd.Series:
    """Wind as a multiple of what is common at the station."""
    return (wind / wind_mean).round(4)


def temperature_before(temperature: pd.Series, station: pd.Series) -> pd.Series:
    """The reading an hour before; the first hour takes its own."""
    return temperature.groupby(station).shift(1).fillna(temperature)


def temperature_change(temperature: pd.Series, temperature_before: pd.Series) -> pd.Series:
    """Degrees since an hour before."""
    return (temperature - temperature_before).round(2)


def is_frost(temperature: pd.Series, dew_point: pd.Series) -> pd.Series:
    """Whether the ground is white."""
    return (temperature < 3) & (dew_point < 0)


def is_storm(wind: pd.Series, gustiness: pd.Series) -> pd.Series:
    """Whether it blows."""
    return (wind > 10) & (gustiness > 1.5)


def battery_state(battery: pd.Series) -> pd.Series:
    """How a battery does, in words."""
    return pd.Series(np.where(battery < 30, "low", "fine"), index=battery.index)


def features(
    station: pd.Series,
    hour: pd.Series,
    exposure: pd.Series,
    dew_point: pd.Series,
    air_density: pd.Series,
    wind_power: pd.Series,
    wind_chill: pd.Series,
    sea_level_pressure: pd.Series,
    temperature_deviation: pd.Series,
    humidity_deviation: pd.Series,
    gustiness: pd.Series,
    temperature_change: pd.Series,
    battery_state: pd.Series,
) -> pd.DataFrame:
    """All that the forecast learns from, one row a reading."""
    return pd.DataFrame(
        {
            "station": station,
            "hour": hour,
            "exposure": exposure,
            "dew_point": dew_point,
            "air_density": air_density,
            "wind_power": wind_power,
            "wind_chill": wind_chill,
            "sea_level_pressure": sea_level_pressure,
            "temperature_deviation": temperature_deviation,
            "humidity_deviation": humidity_deviation,
            "gustiness": gustiness,
            "temperature_change": temperature_change,
            "battery_state": battery_state,
        }
    )


def scaled(features: pd.DataFrame) -> pd.DataFrame:
    """Features with their numbers centred and scaled."""
    numbers = features.select_dtypes("number").drop(columns="hour")
    parts = (numbers - numbers.mean()) / numbers.std()
    return features[["station", "hour", "exposure"]].join(parts.round(5))


def alerts(
    is_frost: pd.Series, is_storm: pd.Series, station: pd.Series, hour: pd.Series
) -> pd.DataFrame:
    """Readings that somebody should hear of."""
    table = pd.DataFrame({"station": station, "hour": hour, "frost": is_frost, "storm": is_storm})
    return table[table["frost"] | table["storm"]]


def station_summary(features: pd.DataFrame) -> pd.DataFrame:
    """One row a station."""
    return (
        features.groupby(["station", "exposure"])
        .agg(
            readings=("hour", "count"),
            dew_point=("dew_point", "mean"),
            power=("wind_power", "sum"),
            pressure=("sea_level_pressure", "mean"),
            coldest=("wind_chill", "min"),
        )
        .reset_index()
    )
