"""Values of good runs: kept by real workers, through kills, and put beside others row by row."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.worker.messages import CompareRows, Keep, Recorded, Refused, RowsCompared, ValuesKept
from tests.core.surroundings import needs
from tests.core.values_writer import contents_of
from tests.core.worker_rig import Rig, write
from tests.core.worker_runs import run

ROOT = Path(__file__).parents[2]
KILLS = 30
FLOW = """
    import threading

    import numpy as np
    import pandas as pd

    class Own:
        pass

    def orders(count: int) -> pd.DataFrame:
        amounts = np.arange(count) + 0.5
        return pd.DataFrame({"id": [f"o{n}" for n in range(count)], "amount": amounts})

    def paid(orders: pd.DataFrame) -> pd.DataFrame:
        return orders[orders["amount"] > 2.0]

    def doubled(orders: pd.DataFrame) -> pd.Series:
        return orders["amount"] * 2

    def cells(orders: pd.DataFrame) -> pd.DataFrame:
        sums = orders.assign(town=["Ulm", "Bonn"] * (len(orders) // 2), day=orders.index // 2)
        return sums[["town", "day", "amount"]]

    def weights() -> dict[str, float]:
        return {"a": 1.0, "b": 2.0}

    def reversed_orders(orders: pd.DataFrame) -> pd.DataFrame:
        return orders[["amount"]].round(0).iloc[::-1].reset_index(drop=True)

    def renamed(orders: pd.DataFrame) -> pd.DataFrame:
        return orders[["amount"]]

    def own() -> Own:
        return Own()

    def stream(count: int) -> iter:
        return iter(range(count))

    def odd() -> object:
        return threading.Lock()

    def words(count: int) -> str:
        return "word " * count
    """
EDITED = (
    FLOW.replace("> 2.0", "> 3.0")
    .replace('["amount"] * 2', '["amount"].where(orders["amount"] != 1.5)')
    .replace("return sums[", "sums.loc[sums['day'] == 1, 'amount'] = 9.0\n        return sums[")
    .replace('"b": 2.0', '"b": 2.0000000000000004, "c": 3.0')
    .replace(".iloc[::-1]", ".iloc[:-1]")
    .replace('orders[["amount"]]\n\n', 'orders[["amount"]].set_axis(["sum"], axis=1)\n\n')
)
TABLES = ("orders", "paid", "doubled", "cells", "weights", "reversed_orders", "renamed")


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Callable[[str], Rig]]:
    """Starts workers with a flow loaded, one after the other."""
    rigs: list[Rig] = []

    def started(text: str) -> Rig:
        write(tmp_path / "project", {"flow.py": text})
        rig = Rig(cwd=tmp_path / "project")
        rigs.append(rig)
        rig.load(tmp_path / "project", "flow")
        return rig

    yield started
    for rig in rigs:
        rig.close()


def kept(rig: Rig, folder: Path, *nodes: str, room: int = 1 << 20) -> ValuesKept:
    """Keep what a run just gave, by the content that its records tell."""
    contents: dict[str, str] = {}
    while not contents.keys() >= {*nodes}:
        contents |= {one.node: one.content for one in rig.next(Recorded).records}
    wanted = {node: contents[node] for node in nodes}
    rig.send(Keep(rig.ticket(), str(folder), room, wanted))
    return rig.next(ValuesKept)


def rows(rig: Rig, node: str, before: Path | str, after: Path | str = "") -> RowsCompared:
    rig.send(CompareRows(rig.ticket(), node, str(before), str(after), 3))
    return rig.next(RowsCompared)


@needs("pandas")
def test_rows_of_a_good_run_are_matched_and_told_apart(
    worker: Callable[[str], Rig], tmp_path: Path
) -> None:
    good = tmp_path / "good"
    first = worker(FLOW)
    run(first, *TABLES, inputs={"count": 8})
    assert kept(first, good, *TABLES).nodes
    first.close()

    second = worker(EDITED)
    run(second, *TABLES, inputs={"count": 10})
    orders, paid = rows(second, "orders", good), rows(second, "paid", good)
    doubled, cells = rows(second, "doubled", good), rows(second, "cells", good)
    renamed = rows(second, "renamed", good)
    weights, back = rows(second, "weights", good), rows(second, "reversed_orders", good)

    assert (orders.matched_by, orders.same, orders.added_count) == ("`id`", 8, 2)
    assert orders.added[0].after == ("o8", "8.5")
    assert (paid.rows_before, paid.rows_after, paid.removed_count, paid.added_count) == (6, 7, 1, 2)
    assert paid.removed[0].before == ("o2", "2.5")
    assert (doubled.same, doubled.added_count, doubled.removed_count) == (0, 10, 8)
    assert (cells.matched_by, cells.changed_count) == ("`town` and `day`", 2)
    assert cells.changed_columns == ("amount",) and cells.changed_counts == (2,)
    (one, other) = cells.changed
    assert (one.before, one.after, one.differing) == (
        ("Ulm", "1", "2.5"),
        ("Ulm", "1", "9"),
        (2,),
    )
    assert other.before[0] == "Bonn"
    assert (weights.matched_by, weights.same, weights.rounded) == ("their keys", 2, 1)
    assert weights.added[0].label == "c"
    assert "no column in common" in renamed.note
    assert (renamed.only_before, renamed.only_after) == (("amount",), ("sum",))
    assert "whole rows" in back.note
    assert (back.same, back.added_count, back.removed_count) == (8, 1, 0)


@needs("pandas")
def test_what_has_no_rows_or_no_good_value_is_said(
    worker: Callable[[str], Rig], tmp_path: Path
) -> None:
    rig = worker(FLOW)
    run(rig, "orders", "odd", inputs={"count": 4})
    said: list[str] = []
    for node, folder in (("orders", tmp_path / "none"), ("odd", ""), ("paid", "")):
        rig.send(CompareRows(rig.ticket(), node, str(folder), ""))
        said.append(rig.next(Refused).message)

    assert "was not kept" in said[0]
    assert "has no rows" in said[1]
    assert "`paid` has no value here" in said[2]


@needs("pandas")
def test_values_are_kept_as_far_as_there_is_room_and_they_are_the_run_s(
    worker: Callable[[str], Rig], tmp_path: Path
) -> None:
    rig = worker(FLOW)
    nodes = ("orders", "own", "stream", "odd", "words")
    run(rig, *nodes, inputs={"count": 5000})
    contents = {"orders": "another", "count": "", "paid": ""} | dict.fromkeys(nodes[1:], "")

    rig.send(Keep(rig.ticket(), str(tmp_path / "one"), 1 << 20, contents))
    older = rig.next(ValuesKept)
    rig.send(Keep(rig.ticket(), str(tmp_path / "two"), 10_000, contents, is_newest=True))
    newest = rig.next(ValuesKept)

    assert older.nodes == ()
    assert older.missing["orders"] == older.missing["paid"] == "no longer held"
    assert newest.nodes == ("count",)
    assert newest.missing == {
        "orders": "too large",
        "words": "too large",
        "own": "of a type of the project's own",
        "stream": "usable only once",
        "odd": "cannot be written",
        "paid": "no longer held",
    }
    assert 0 < newest.size <= 10_000


@pytest.mark.slow
def test_a_writer_that_is_killed_leaves_no_half_value(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.core.values_writer", str(tmp_path)]
    told = 0
    for kill in range(KILLS):
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as writer:
            assert writer.stdout
            lines = [writer.stdout.readline() for _ in range(1 + kill % 5)]
            writer.kill()
            lines += writer.stdout.readlines()
        whole = [line for line in lines if line.endswith(b"\n")]
        told += len(whole)
        found = contents_of(tmp_path)
        assert found["big"] is not None and found["big"] >= int(whole[-1])
    assert told >= KILLS
