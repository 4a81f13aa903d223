"""The smallest case of something wrong, with a real worker."""

from collections.abc import Iterator
from typing import Any

import pytest

from core.worker.messages import Cancel, Refused, Shrink, Shrinking, Shrunk
from tests.core.worker_rig import Rig
from tests.core.worker_runs import run

FLOW = """
import time

import numpy as np
import pandas as pd


def prices(rows: int) -> pd.DataFrame:
    texts = [f"{i % 1000}.5" for i in range(rows)]
    texts[rows * 7 // 10 + 3] = "12,5O"
    return pd.DataFrame({"price": texts, "shop": "a", "n": range(rows)})


def parsed(prices: pd.DataFrame) -> pd.DataFrame:
    print("parsing")
    return prices.assign(price=prices["price"].astype(float))


def parsed_in_silence(prices: pd.DataFrame) -> pd.Series:
    try:
        return prices["price"].astype(float)
    except ValueError:
        raise RuntimeError("a price is wrong") from None


def orders(rows: int) -> pd.DataFrame:
    return pd.DataFrame({"customer": np.arange(rows) * 7 % (rows // 4), "day": 5, "note": "x"})


def customers(rows: int) -> pd.DataFrame:
    since = np.ones(rows // 4)
    since[rows // 5] = 9
    return pd.DataFrame({"customer": range(rows // 4), "since": since, "name": "k"})


def joined(orders: pd.DataFrame, customers: pd.DataFrame) -> pd.DataFrame:
    both = orders.merge(customers, on="customer")
    if (both["day"] < both["since"]).any():
        raise ValueError("an order is older than its customer")
    return both


def numbers(rows: int) -> list:
    return [*range(rows // 2), 17, *range(rows // 2, rows)]


def unique(numbers: list) -> int:
    if len(set(numbers)) < len(numbers):
        raise ValueError("some are there twice")
    return len(numbers)


def zones(rows: int) -> dict:
    return {town: town % 9 for town in range(0, 20, 2)}


def towns(rows: int) -> pd.Series:
    return pd.Series(np.where(np.arange(rows) % 10 == 3, 5, 4), name="town")


def weights(rows: int) -> pd.Series:
    return pd.Series(np.arange(rows) * 0.5, name="weight")


def zoned(towns: pd.Series, weights: pd.Series, zones: dict) -> pd.Series:
    return towns.map(zones) * weights


def kept(orders: pd.DataFrame) -> pd.DataFrame:
    return orders[orders["customer"] != 3]


def slow(prices: pd.DataFrame) -> int:
    time.sleep(0.1)
    raise ValueError(len(prices))


def fine(prices: pd.DataFrame) -> int:
    return len(prices)
"""


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    folder = tmp_path_factory.mktemp("shrinking")
    (folder / "wares.py").write_text(FLOW)
    rig = Rig(cwd=folder)
    rig.load(folder, "wares")
    yield rig
    rig.close()


def _shrunk(rig: Rig, node: str, symptom: str = "", column: str | None = None) -> Shrunk:
    run(rig, node, inputs={"rows": 4_000})
    rig.send(Shrink(rig.ticket(), node, symptom, column))
    return rig.next(Shrunk)


def _cells(found: Shrunk) -> dict[str, Any]:
    return {piece.name: piece.cells for piece in found.pieces if piece.columns}


def test_a_value_named_in_the_exception_is_tried_first(rig: Rig) -> None:
    found = _shrunk(rig, "parsed")
    assert _cells(found) == {"prices": (("12,5O",),)}
    assert found.pieces[0].columns == ("price",)
    assert found.pieces[0].shape_before == (4_000, 3)
    assert (found.rows, found.rows_before, found.ending) == (1, 4_000, "minimal")
    assert found.calls < 8
    assert found.raised.startswith("ValueError: could not convert string to float")


def test_without_a_hint_halves_are_taken(rig: Rig) -> None:
    found = _shrunk(rig, "parsed_in_silence")
    assert _cells(found) == {"prices": (("12,5O",),)}
    assert found.calls < 25


def test_a_join_keeps_a_row_of_each_side(rig: Rig) -> None:
    found = _shrunk(rig, "joined")
    assert _cells(found) == {"orders": (("800", "5"),), "customers": (("800", "9"),)}
    assert found.calls < 60


def test_rows_that_only_fail_together_are_both_found(rig: Rig) -> None:
    found = _shrunk(rig, "unique")
    assert _cells(found) == {"numbers": (("17",), ("17",))}
    assert found.calls < 60


def test_a_symptom_keeps_what_tells_it_from_an_empty_table(rig: Rig) -> None:
    found = _shrunk(rig, "zoned", "nulls")
    assert found.result is not None
    assert [row[0] is None for row in found.result.cells] == [False, True]
    towns, weights, zones = (_cells(found)[name] for name in ("towns", "weights", "zones"))
    assert towns == (("4",), ("5",))
    assert len(weights) == 2
    assert len(zones) == 1
    assert found.common == ("In `towns`: 100% of the bad rows have `town` ≥ 5; 0% of the others.",)


def test_a_row_that_is_lost_is_found(rig: Rig) -> None:
    found = _shrunk(rig, "kept", "rows-lost")
    assert _cells(found)["orders"] == (("3",),)
    assert found.result is not None
    assert found.result.shape == (0, 1)


def test_what_is_held_stays_as_it_was(rig: Rig) -> None:
    first = _shrunk(rig, "parsed")
    assert first.pieces == _shrunk(rig, "parsed").pieces


@pytest.mark.parametrize(
    ("node", "symptom", "said"),
    [
        ("fine", "", "does not raise when it is called again"),
        ("parsed_in_silence", "nulls", "Called again, `parsed_in_silence` raises RuntimeError"),
        ("zoned", "shifted", "shows only among many rows"),
        ("rows", "", "has no function that could be called"),
        ("numbers", "", "takes no table, list or dict to shrink"),
    ],
)
def test_what_cannot_be_shrunk_is_said(rig: Rig, node: str, symptom: str, said: str) -> None:
    run(rig, node, inputs={"rows": 4_000})
    rig.send(Shrink(rig.ticket(), node, symptom))
    assert said in rig.next(Refused).message


def test_time_is_kept_and_told(rig: Rig) -> None:
    run(rig, "slow", inputs={"rows": 4_000})
    ticket = rig.ticket()
    rig.send(Shrink(ticket, "slow", seconds=0.6))
    found = rig.next(Shrunk)
    assert found.ending == "budget"
    assert found.seconds < 3
    assert rig.next(Shrinking).rows <= 4_000


def test_a_search_that_is_stopped_gives_what_it_has(rig: Rig) -> None:
    run(rig, "slow", inputs={"rows": 4_000})
    rig.pending.clear()
    ticket = rig.ticket()
    rig.send(Shrink(ticket, "slow"))
    while rig.next(Shrinking).rows == 4_000:
        pass
    rig.send(Cancel(ticket))
    found = rig.next(Shrunk)
    assert found.ending == "stopped"
    assert found.rows < 4_000
