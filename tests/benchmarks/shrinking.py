"""How few calls it takes from a million rows to the few that fail. Linux only."""

import tempfile
from pathlib import Path

from core.worker.messages import Execute, Given, RunEnded, Shrink, Shrunk
from tests.benchmarks.figure import Figure, at_most
from tests.core.worker_rig import Rig

ROWS = 1_000_000
_FLOW = """
import numpy as np
import pandas as pd


def prices(rows: int) -> pd.DataFrame:
    texts = [f"{i % 1000}.5" for i in range(rows)]
    texts[rows * 7 // 10 + 3] = "12,5O"
    return pd.DataFrame({"price": texts, "shop": "a", "number": range(rows)})


def parsed(prices: pd.DataFrame) -> pd.DataFrame:
    return prices.assign(price=prices["price"].astype(float))


def parsed_in_silence(prices: pd.DataFrame) -> pd.DataFrame:
    try:
        return prices.assign(price=prices["price"].astype(float))
    except ValueError:
        raise ValueError("a price is no number") from None


def orders(rows: int) -> pd.DataFrame:
    customers = np.arange(rows) * 7 % (rows // 4)
    return pd.DataFrame({"customer": customers, "day": 5, "note": "x"})


def customers(rows: int) -> pd.DataFrame:
    since = np.ones(rows // 4)
    since[rows // 5] = 9
    return pd.DataFrame({"customer": range(rows // 4), "since": since})


def joined(orders: pd.DataFrame, customers: pd.DataFrame) -> pd.DataFrame:
    both = orders.merge(customers, on="customer")
    if (both["day"] < both["since"]).any():
        raise ValueError("an order is older than its customer")
    return both


def numbers(rows: int) -> pd.Series:
    numbers = pd.Series(range(rows))
    numbers[rows // 3] = rows - 5
    return numbers


def matched(numbers: pd.Series) -> pd.Series:
    if not numbers.is_unique:
        raise ValueError("a number is there twice")
    return numbers


def readings(rows: int) -> pd.DataFrame:
    values = np.random.default_rng(5).normal(10, 1, (rows, 20))
    values[rows * 4 // 7, 13] = -1.0
    return pd.DataFrame(values, columns=[f"c{i}" for i in range(20)])


def roots(readings: pd.DataFrame) -> pd.DataFrame:
    if (readings < 0).any(axis=None):
        raise ValueError("no root")
    return readings**0.5


def tidied(prices: pd.DataFrame) -> pd.DataFrame:
    return prices.rename(columns={"price": "amount"}).drop_duplicates("number")


def amounts(tidied: pd.DataFrame) -> pd.Series:
    return tidied["amount"].str.strip()


def converted(amounts: pd.Series) -> pd.Series:
    try:
        return amounts.astype(float)
    except ValueError:
        raise ValueError("an amount is no number") from None
"""
_CASES = {
    "a parse of one bad row, which the exception names": "parsed",
    "a parse of one bad row, without a hint": "parsed_in_silence",
    "a join that fails on two rows": "joined",
    "two rows of one column that fail together": "matched",
    "one number of 20 columns of floats": "roots",
}
_PATHS = {"three functions, from the first one's input on": ("converted", "prices")}


def measure() -> list[Figure]:
    """Calls, rows left, seconds and memory for failures in 1,000,000 rows."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "market.py").write_text(_FLOW)
        rig = Rig(cwd=folder)
        try:
            rig.load(folder, "market")
            for what, node in _CASES.items():
                figures += _of_one(rig, what, node)
            for what, (node, ancestor) in _PATHS.items():
                figures += _of_one(rig, what, node, ancestor)
        finally:
            rig.close()
    return figures


def _of_one(rig: Rig, what: str, node: str, ancestor: str = "") -> list[Figure]:
    rig.send(Execute(rig.ticket(), (node,), {"rows": Given(json=ROWS)}))
    assert rig.next(RunEnded, 60).status == "failed"
    before = _megabytes(rig, "VmRSS")
    _status(rig).with_name("clear_refs").write_text("5")  # the peak is counted from here on
    rig.send(Shrink(rig.ticket(), node, ancestor=ancestor))
    found = rig.next(Shrunk, 60)
    assert found.ending == "minimal", found
    return [
        at_most(f"{what}: calls", found.calls, "calls", 60),
        at_most(f"{what}: rows left", found.rows, "rows", 4),
        at_most(f"{what}: time", found.seconds, "s", 20),
        at_most(f"{what}: memory on top", _megabytes(rig, "VmHWM") - before, "MB"),
    ]


def _status(rig: Rig) -> Path:
    return Path(f"/proc/{rig.process.pid}/status")


def _megabytes(rig: Rig, name: str) -> float:
    line = next(line for line in _status(rig).read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024
