"""The smallest case of something wrong, with a real worker."""

from collections.abc import Iterator
from typing import Any

import pytest

from core.worker.messages import Cancel, Refused, Shrink, Shrinking, Shrunk
from tests.core.surroundings import needs
from tests.core.worker_rig import Rig
from tests.core.worker_runs import run

FLOW = """
import time

import numpy as np
import pandas as pd
import polars as pl
from hamilton.function_modifiers import extract_columns
from hamilton.htypes import Collect, Parallelizable


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


def tidy(prices: pd.DataFrame) -> pd.DataFrame:
    return prices.rename(columns={"price": "amount"})


def amounts(tidy: pd.DataFrame, zones: dict) -> pd.Series:
    return tidy["amount"].str.strip().map(float) + len(zones)


def described(prices: pd.DataFrame) -> pd.Series:
    numbers = prices["price"].astype(float)
    return numbers.astype(str) + prices.shop


@extract_columns("euros")
def costs(prices: pd.DataFrame) -> pd.DataFrame:
    return prices.rename(columns={"price": "euros"})[["euros", "shop", "n"]]


def paid(euros: pd.Series) -> pd.Series:
    return euros.astype(float)


def rates() -> pd.DataFrame:
    return pd.DataFrame({"shop": ["a", "b", "b"], "rate": [1.0, 2.0, 3.0], "n": 1})


def rated(prices: pd.DataFrame, rates: pd.DataFrame) -> pd.DataFrame:
    return prices.merge(rates, on="shop", validate="many_to_one")


def known(rows: int) -> pd.DataFrame:
    return pd.DataFrame({"customer": range(3, rows), "name": "k"})


def greeted(orders: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    return orders.merge(known, on="customer", how="left")


def flat(prices: pd.DataFrame) -> pd.DataFrame:
    return prices.assign(n=0)


def levels(rows: int) -> pd.Series:
    return pd.Series(np.where(np.arange(rows) == 33, 1e9, np.arange(rows) % 5.0))


def halved(levels: pd.Series) -> pd.Series:
    return levels / 2


def written(levels: pd.Series) -> pd.Series:
    return levels.astype(str)


def twice(orders: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([orders, orders[orders["customer"] == 3]])


def labelled(orders: pd.DataFrame) -> pd.Series:
    return orders["customer"].map(lambda c: "?" if c == 7 else "known")


def visits(rows: int) -> pd.DataFrame:
    cities = ["Bonn", "Kiel", "Ulm", "Jena"] * (rows // 4)
    return pd.DataFrame({"n": range(rows), "city": cities, "size": np.arange(rows) % 7})


def welcomed(visits: pd.DataFrame) -> pd.DataFrame:
    if ((visits["city"] == "Kiel") & (visits["size"] > 4)).any():
        raise ValueError("not that many there")
    return visits


def with_polars(rows: int) -> pl.DataFrame:
    return pl.DataFrame({"n": range(rows), "text": ["1"] * (rows - 1) + ["x"], "more": 0})


def cast(with_polars: pl.DataFrame) -> pl.DataFrame:
    return with_polars.with_columns(pl.col("text").cast(pl.Int64))


def squares(rows: int) -> np.ndarray:
    return np.arange(rows * 3.0).reshape(rows, 3) - 60


def rooted(squares: np.ndarray) -> np.ndarray:
    if (squares < -55).any():
        raise ValueError("no root")
    return np.sqrt(squares)


def named(rows: int) -> dict:
    return {f"k{i}": i for i in range(rows)}


def inverse(named: dict) -> dict:
    return {key: 1 / value for key, value in named.items()}


def branch(orders: pd.DataFrame) -> Parallelizable[pd.DataFrame]:
    for customer, rows in orders[orders["customer"] < 9].groupby("customer"):
        yield rows


def takings(branch: pd.DataFrame, fine: int) -> float:
    if (branch["customer"] == 5).any():
        raise ValueError("a branch is closed")
    return float(branch["day"].sum())


def total(takings: Collect[float]) -> float:
    return sum(takings)


def letter(rows: int) -> Parallelizable[str]:
    yield from ("1", "2", "x")


def digit(letter: str) -> int:
    return int(letter)
"""


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    folder = tmp_path_factory.mktemp("shrinking")
    (folder / "wares.py").write_text(FLOW)
    rig = Rig(cwd=folder)
    rig.load(folder, "wares")
    yield rig
    rig.close()


def _shrunk(
    rig: Rig, node: str, symptom: str = "", column: str | None = None, **more: Any
) -> Shrunk:
    run(rig, node, inputs={"rows": 4_000})
    rig.send(Shrink(rig.ticket(), node, symptom, column, **more))
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


def test_a_table_that_is_looked_up_in_stays_whole(rig: Rig) -> None:
    found = _shrunk(rig, "zoned", "nulls")
    assert found.result is not None
    assert found.result.cells == ((None,),)
    towns, weights, zones = (_cells(found)[name] for name in ("towns", "weights", "zones"))
    assert towns == (("5",),)
    assert len(weights) == 1
    assert len(zones) == 10
    assert (found.rows, found.rows_before) == (1, 4_000)
    (said,) = found.common
    assert said == ("In `towns`: 100% of the 400 bad rows have `town` ≥ 5; 0% of 3,600 others.")


def test_a_table_that_is_looked_up_in_is_cut_where_it_is_to_blame(rig: Rig) -> None:
    found = _shrunk(rig, "rated")
    assert _cells(found)["rates"] == (("a",), ("b",), ("b",))
    assert _cells(found)["prices"] == (("a",),)


def test_a_large_table_that_is_looked_up_in_keeps_what_is_looked_up(rig: Rig) -> None:
    found = _shrunk(rig, "greeted", "nulls", "name")
    orders, known = (_cells(found)[name] for name in ("orders", "known"))
    assert len(orders) == 2
    assert {row[0] for row in known} == {row[0] for row in orders} - {"0", "1", "2"}
    assert found.pieces[1].shape_before == (3_997, 2)


def test_columns_that_the_code_names_below_the_line_stay(rig: Rig) -> None:
    found = _shrunk(rig, "described")
    assert found.pieces[0].columns == ("price", "shop")
    assert _cells(found) == {"prices": (("12,5O", "a"),)}


def test_columns_that_only_the_ancestor_names_go(rig: Rig) -> None:
    found = _shrunk(rig, "paid", ancestor="costs")
    assert found.pieces[0].columns == ("euros",)


def test_from_an_ancestor_on_its_value_is_cut_and_all_else_stays(rig: Rig) -> None:
    found = _shrunk(rig, "amounts", ancestor="prices")
    assert [piece.name for piece in found.pieces] == ["prices", "zones"]
    assert _cells(found)["prices"] == (("12,5O",),)
    assert len(_cells(found)["zones"]) == 10
    assert (found.ancestor, found.nodes, found.rows, found.rows_before) == ("prices", 2, 1, 4_000)
    assert found.calls < 20


def test_of_a_node_that_runs_once_per_item_the_item_that_fails_is_cut(rig: Rig) -> None:
    found = _shrunk(rig, "takings")
    assert found.item == "item 6 of 9"
    assert _cells(found) == {"branch": (("5", "5"),)}
    assert found.raised == "ValueError: a branch is closed"

    whole = _shrunk(rig, "takings", ancestor="orders")
    assert (whole.item, _cells(whole)["orders"]) == ("", (("5", "5"),))
    assert whole.nodes == 2


def test_an_item_without_parts_is_the_case(rig: Rig) -> None:
    found = _shrunk(rig, "digit")
    assert (found.item, found.pieces[0].text) == ("item 3 of 3", "x")
    assert (found.rows, found.rows_before, found.ending) == (0, 0, "minimal")


@pytest.mark.parametrize(
    ("node", "name", "left"),
    [
        pytest.param("cast", "with_polars", (("x",),), marks=needs("polars")),
        ("rooted", "squares", (("-60", "-59", "-58"),)),
        ("inverse", "named", (("0",),)),
    ],
)
def test_other_libraries_and_plain_containers_are_cut(
    rig: Rig, node: str, name: str, left: tuple[tuple[str, ...], ...]
) -> None:
    found = _shrunk(rig, node)
    assert _cells(found) == {name: left}
    assert found.calls < 40


def test_what_rows_have_in_common_that_make_it_raise_is_found_by_trying(rig: Rig) -> None:
    found = _shrunk(rig, "welcomed")
    assert (found.rows, found.ending) == (1, "minimal")
    (said,) = found.common
    assert said.startswith("In `visits`, as far as rows were tried: 100% of the ")
    assert "bad rows have `city` = Kiel and `size` ≥ 5; 0% of " in said


def test_a_constant_column_is_two_rows_that_were_different(rig: Rig) -> None:
    found = _shrunk(rig, "flat", "constant", "n")
    rows = _cells(found)["prices"]
    assert len(rows) == 2
    assert rows[0] != rows[1]
    assert found.result is not None
    assert found.result.shape[0] == 2


@pytest.mark.parametrize(
    ("node", "symptom", "name", "left"),
    [
        ("halved", "outliers", "levels", (("1000000000",),)),
        ("halved", "out-of-range", "levels", (("1000000000",),)),
        ("written", "type-changed", "levels", (("0",),)),
        ("twice", "duplicate-index", "orders", (("3",),)),
        ("twice", "rows-gained", "orders", (("3",),)),
    ],
)
def test_other_symptoms_come_down_to_a_row(
    rig: Rig, node: str, symptom: str, name: str, left: tuple[tuple[str, ...], ...]
) -> None:
    found = _shrunk(rig, node, symptom)
    assert _cells(found)[name] == left


def test_a_category_that_was_not_to_be_is_looked_for_by_its_value(rig: Rig) -> None:
    found = _shrunk(rig, "labelled", "unseen-category", "customer", value="?")
    assert _cells(found)["orders"] == (("7",),)


def test_a_row_that_is_lost_is_found(rig: Rig) -> None:
    found = _shrunk(rig, "kept", "rows-lost")
    assert _cells(found)["orders"] == (("3",),)
    assert found.result is not None
    assert found.result.shape == (0, 1)


def test_what_is_held_stays_as_it_was(rig: Rig) -> None:
    first = _shrunk(rig, "parsed")
    assert first.pieces == _shrunk(rig, "parsed").pieces


@pytest.mark.parametrize(
    ("node", "symptom", "ancestor", "said"),
    [
        ("fine", "", "", "does not raise when it is called again"),
        ("parsed_in_silence", "nulls", "", "Called again, `parsed_in_silence` raises RuntimeError"),
        ("zoned", "shifted", "", "shows only among many rows"),
        ("zoned", "unseen-category", "", "Say which: a column, and the value"),
        ("rows", "", "", "has no function that could be called"),
        ("amounts", "", "orders", "`orders` does not lead to `amounts`"),
        ("amounts", "", "rows", "`rows` is no table, list or dict"),
        ("greeted", "nulls", "known", "Choose a node whose rows come out, such as `orders`."),
        ("digit", "nulls", "", "shows nulls for none of its 3 items"),
    ],
)
def test_what_cannot_be_shrunk_is_said(
    rig: Rig, node: str, symptom: str, ancestor: str, said: str
) -> None:
    run(rig, node, inputs={"rows": 4_000})
    rig.send(Shrink(rig.ticket(), node, symptom, ancestor=ancestor))
    assert said in rig.next(Refused).message


def test_time_is_kept_and_told(rig: Rig) -> None:
    run(rig, "slow", inputs={"rows": 4_000})
    ticket = rig.ticket()
    rig.send(Shrink(ticket, "slow", seconds=0.6))
    found = rig.next(Shrunk)
    assert found.ending == "budget"
    assert found.seconds >= 0.6
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
