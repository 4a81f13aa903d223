"""Traces through values of other libraries and of plain Python, with a real worker."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.worker.messages import Trace, Traced, Verified, Verify
from tests.core.surroundings import needs
from tests.core.worker_rig import Rig
from tests.core.worker_runs import run

POLARS = """
import polars as pl

def orders() -> pl.DataFrame:
    towns = ["Ulm", "Bonn", "Jena", "Ulm", "Jena"] * 12
    return pl.DataFrame({"order": range(60), "town": towns, "price": [2.5] * 60})

def zones() -> pl.DataFrame:
    return pl.DataFrame({"town": ["Ulm", "Jena", "Kiel"], "fee": [3.0, 4.0, 5.0]})

def joined(orders: pl.DataFrame, zones: pl.DataFrame) -> pl.DataFrame:
    return orders.join(zones, on="town", how="left")

def totals(joined: pl.DataFrame) -> pl.DataFrame:
    return joined.with_columns(total=pl.col("price") + pl.col("fee"))

def total(totals: pl.DataFrame) -> pl.Series:
    return totals["total"]

def kept(orders: pl.DataFrame) -> pl.DataFrame:
    return orders.filter(pl.col("town") != "Bonn")

def repeated(orders: pl.DataFrame) -> pl.DataFrame:
    return pl.concat([orders, orders.head(7)])

def priced(orders: pl.DataFrame) -> pl.DataFrame:
    wrong = pl.col("town") == "Jena"
    return orders.with_columns(
        price=pl.when(wrong).then(pl.col("price") * 1000).otherwise(pl.col("price")),
        rate=1.0 / pl.when(wrong).then(0.0).otherwise(2.0),
    )

def billed(priced: pl.DataFrame) -> pl.DataFrame:
    return priced.with_columns(bill=pl.col("price") * 1.19, part=pl.col("price") * pl.col("rate"))

def after(repeated: pl.DataFrame) -> pl.DataFrame:
    return repeated.with_columns(cost=pl.col("price") * 2)
"""
PLAIN = """
import numpy as np
import pandas as pd

def readings() -> np.ndarray:
    return np.linspace(1, 50, 50)

def logs(readings: np.ndarray) -> np.ndarray:
    return np.log(np.where(readings > 48, 0.0, readings))

def scaled(logs: np.ndarray) -> np.ndarray:
    return logs * 2

def listed(scaled: np.ndarray) -> list:
    return [float(value) for value in scaled]

def prices() -> dict:
    return {"tea": 2.0, "coffee": None, "cocoa": 3.0}

def doubled(prices: dict) -> dict:
    return {name: None if price is None else price * 2 for name, price in prices.items()}

def peak(scaled: np.ndarray) -> float:
    return float(np.min(scaled))

def levels(readings: np.ndarray) -> np.ndarray:
    return np.where(readings > 47, np.nan, np.where(readings < 3, readings * 1e6, readings))

def halves(levels: np.ndarray) -> np.ndarray:
    return levels / 2

def grid(readings: np.ndarray) -> np.ndarray:
    return np.column_stack([readings, readings**2])

def repeated(grid: np.ndarray) -> np.ndarray:
    return np.concatenate([grid, grid[:6]])

def rounded(repeated: np.ndarray) -> np.ndarray:
    return repeated.round(3)

def cut(grid: np.ndarray) -> np.ndarray:
    return grid[grid[:, 0] > 9]

def roots(cut: np.ndarray) -> np.ndarray:
    return np.sqrt(cut)
"""


@pytest.fixture(scope="module")
def rig() -> Iterator[Rig]:
    made = Rig()
    yield made
    made.close()


def traced(rig: Rig, node: str, symptom: str, column: str | None = None) -> list[str]:
    rig.send(Trace(rig.ticket(), node, symptom, column))
    return [suspect.node for suspect in rig.next(Traced).suspects]


@pytest.fixture
def shop(rig: Rig, tmp_path: Path) -> Rig:
    (tmp_path / "shop.py").write_text(POLARS)
    rig.load(tmp_path, "shop")
    run(rig, "total", "kept", "after", "billed")
    return rig


@needs("polars")
def test_a_join_of_polars_that_finds_nothing_is_traced_and_verified(shop: Rig) -> None:
    assert traced(shop, "totals", "nulls", "total") == ["zones", "joined"]
    assert traced(shop, "total", "nulls") == ["zones", "joined"]
    asked = Trace(shop.ticket(), "totals", "nulls", "total")
    for suspect in ("zones", "joined"):
        shop.send(Verify(shop.ticket(), asked, suspect))
        found = shop.next(Verified)
        assert found.outcome == "verified", found.said
        assert found.said[-1].endswith("`totals` has 0 nulls instead of 12.")


@needs("polars")
def test_rows_of_polars_are_traced(shop: Rig) -> None:
    assert traced(shop, "kept", "rows-lost")[0] == "kept"
    assert traced(shop, "after", "duplicate-rows")[0] == "repeated"
    assert traced(shop, "after", "rows-gained")[0] == "repeated"


@needs("polars")
def test_numbers_of_polars_are_traced(shop: Rig) -> None:
    assert traced(shop, "billed", "out-of-range", "bill")[0] == "priced"
    assert traced(shop, "billed", "infinite", "part")[0] == "priced"


@pytest.mark.parametrize(
    ("node", "symptom", "guilty"),
    [
        ("halves", "nulls", "levels"),
        ("halves", "out-of-range", "levels"),
        ("rounded", "duplicate-rows", "repeated"),
        ("rounded", "rows-gained", "repeated"),
        ("roots", "rows-lost", "cut"),
        ("listed", "infinite", "logs"),
        ("scaled", "infinite", "logs"),
        ("peak", "infinite", "logs"),
        ("doubled", "nulls", "prices"),
        ("prices", "nulls", "prices"),
    ],
)
def test_plain_values_are_traced(
    rig: Rig, tmp_path: Path, node: str, symptom: str, guilty: str
) -> None:
    (tmp_path / "plain.py").write_text(PLAIN)
    rig.load(tmp_path, "plain")
    run(rig, "listed", "doubled", "peak", "halves", "rounded", "roots")
    assert traced(rig, node, symptom)[:1] == [guilty]
