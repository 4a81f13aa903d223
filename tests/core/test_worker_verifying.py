"""A real worker runs nodes again, to see whether a suspect is where something bad began."""

import os
import signal
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.worker.messages import (
    Cancel,
    Keep,
    Refused,
    Trace,
    Traced,
    ValuesKept,
    Verified,
    Verify,
)
from tests.core.surroundings import needs
from tests.core.worker_rig import Rig, write
from tests.core.worker_runs import run, seen

EXAMPLES = Path(__file__).parents[2] / "resources" / "examples"
MODULES = ("loading", "cleaning", "sales", "forecast", "report")
FLOW = """
from pathlib import Path
import pandas as pd
from hamilton.function_modifiers import datasaver

CALLS = []

def people(count: int) -> pd.DataFrame:
    return pd.DataFrame({"town": ["Ulm", "Bonn"] * count, "age": range(2 * count)})

def zones() -> dict[str, int]:
    return {"Ulm": 1, "Berlin": 2}

def placed(people: pd.DataFrame, zones: dict[str, int]) -> pd.DataFrame:
    return people.assign(zone=people["town"].map(zones))

def adults(placed: pd.DataFrame) -> pd.DataFrame:
    return placed[placed["town"] == "Ulm"]

def ages(adults: pd.DataFrame) -> pd.Series:
    return adults["age"]

def drawn(people: pd.DataFrame) -> pd.Series:
    CALLS.append("drawn")
    return people["age"].where(people["age"] > 2 * len(CALLS))

def tripled(drawn: pd.Series) -> pd.Series:
    return drawn * 3

def slow(placed: pd.DataFrame) -> pd.DataFrame:
    placed["zone"] = placed["zone"] + 1
    if Path("slow").exists():
        Path("slow").read_text()
    return placed

@datasaver()
def stored(placed: pd.DataFrame) -> dict:
    return {"mean": placed["zone"].mean(), "path": None}
"""


@pytest.fixture(scope="module")
def rig() -> Iterator[Rig]:
    made = Rig()
    yield made
    made.close()


@pytest.fixture
def towns(rig: Rig, tmp_path: Path) -> Rig:
    rig.load(write(tmp_path, {"towns.py": FLOW}), "towns")
    run(rig, "ages", "tripled", "slow", inputs={"count": 8})
    return rig


def _asked(rig: Rig, node: str, symptom: str, column: str | None = None) -> tuple[Trace, list[str]]:
    asked = Trace(rig.ticket(), node, symptom, column)
    rig.send(asked)
    return asked, [suspect.node for suspect in rig.next(Traced).suspects]


def _verified(rig: Rig, asked: Trace, suspect: str, good: str = "") -> Verified:
    rig.send(Verify(rig.ticket(), asked, suspect, good))
    return rig.next(Verified)


def _keep_good(rig: Rig, folder: Path, flow: str) -> str:
    """Run a flow that is well, and keep its values."""
    good = folder / "good"
    rig.load(write(folder, {"towns.py": flow}), "towns")
    run(rig, "slow", inputs={"count": 8})
    nodes: dict[str, str] = dict.fromkeys(("count", "people", "zones", "placed", "slow"), "")
    rig.send(Keep(rig.ticket(), str(good), 1 << 30, nodes, is_newest=True))
    assert not rig.next(ValuesKept).missing
    return str(good)


@needs("hamilton>=1.74")
def test_the_morning_after_is_verified(rig: Rig) -> None:
    folder = EXAMPLES / "roastery_morning_after"
    rig.load(folder, *MODULES, config={"rate_source": "daily"})
    run(rig, "sales", inputs={"top_n": 10, "currency": "EUR"})
    asked, suspects = _asked(rig, "sales", "nulls", "net_eur")
    found = _verified(rig, asked, suspects[0])
    assert found.outcome == "verified"
    assert found.ran == ("tier_discount", "net_eur", "margin_eur", "sales")
    assert found.said == (
        "Run again on the same, `tier_discount` makes it again: 2,881 nulls.",
        "On those 2,881 rows alone it makes 2,881, on all others 0.",
        "With usual values in `tier_discount`, `sales` has 0 nulls instead of 2,881.",
    )


def test_a_table_is_verified_by_giving_it_the_entries_that_it_lacks(towns: Rig) -> None:
    asked, suspects = _asked(towns, "slow", "nulls", "zone")
    assert suspects[:2] == ["zones", "placed"]
    assert _verified(towns, asked, "zones").outcome == "verified"
    assert _verified(towns, asked, "placed").outcome == "verified"


def test_of_several_suspects_the_one_is_verified_that_brings_the_rows_back(towns: Rig) -> None:
    asked, suspects = _asked(towns, "ages", "rows-lost")
    assert suspects[:3] == ["adults", "zones", "placed"]
    assert _verified(towns, asked, "zones").outcome == "not"
    found = _verified(towns, asked, "adults")
    assert found.outcome == "verified"
    assert found.said[-1] == "With `adults` mended, `ages` has 16 rows instead of 8."


def test_what_is_held_stays_as_it_is(towns: Rig) -> None:
    before = seen(towns, "placed").table
    asked, suspects = _asked(towns, "slow", "nulls", "zone")
    _verified(towns, asked, suspects[1])
    assert seen(towns, "placed").table == before


def test_what_comes_out_otherwise_each_time_is_not_verified(towns: Rig) -> None:
    run(towns, "tripled", inputs={"count": 9})
    asked, suspects = _asked(towns, "tripled", "nulls")
    assert suspects[0] == "drawn"
    found = _verified(towns, asked, "drawn")
    assert "does not give the same each time" in found.said[0]


def test_what_writes_is_not_run_again(towns: Rig) -> None:
    run(towns, "stored", inputs={"count": 8})
    asked, suspects = _asked(towns, "stored", "nulls")
    towns.send(Verify(towns.ticket(), asked, suspects[0]))
    said = towns.next(Refused).message
    assert said == "`stored` writes to the outside, so it is not run again."


def test_a_verification_can_be_stopped(towns: Rig, tmp_path: Path) -> None:
    asked, suspects = _asked(towns, "slow", "nulls", "zone")
    os.mkfifo(tmp_path / "slow")
    ticket = towns.ticket()
    towns.send(Verify(ticket, asked, suspects[0]))
    with (tmp_path / "slow").open("w"):  # waits until the node reads
        towns.send(Cancel(ticket))
        towns.process.send_signal(signal.SIGINT)
        assert towns.next(Refused).message == "Stopped before it was verified."
    assert run(towns, "ages", inputs={"count": 8}).status == "ok"


WELL = FLOW.replace('"Berlin": 2', '"Bonn": 2')


def test_on_good_inputs_it_shows_that_something_that_goes_in_has_changed(
    rig: Rig, tmp_path: Path
) -> None:
    good = _keep_good(rig, tmp_path, WELL)
    rig.load(write(tmp_path, {"towns.py": FLOW}), "towns")
    run(rig, "slow", inputs={"count": 8})
    asked, _ = _asked(rig, "slow", "nulls", "zone")

    placed, zones = (_verified(rig, asked, name, good) for name in ("placed", "zones"))

    assert placed.said[-3:] == (
        "On what went into it in the good run, `placed` makes 0 nulls: something that goes in has "
        "changed.",
        "The good `zones` alone is enough for that.",
        "With the value of the good run in `placed`, `slow` has 0 nulls instead of 8.",
    )
    assert zones.outcome == "verified"
    assert zones.said == (
        "With the value of the good run in `zones`, `slow` has 0 nulls instead of 8.",
    )


def test_on_good_inputs_it_shows_that_it_is_the_code(rig: Rig, tmp_path: Path) -> None:
    good = _keep_good(rig, tmp_path, WELL)
    broken = WELL.replace(".map(zones)", '.map({**zones, "Bonn": None})')
    rig.load(write(tmp_path, {"towns.py": broken}), "towns")
    run(rig, "slow", inputs={"count": 8})
    asked, _ = _asked(rig, "slow", "nulls", "zone")

    found = _verified(rig, asked, "placed", good)

    assert found.outcome == "verified"
    assert found.said[-2:] == (
        "On what went into it in the good run, `placed` makes 8 nulls, too. It is its code or its "
        "configuration.",
        "With the value of the good run in `placed`, `slow` has 0 nulls instead of 8.",
    )


def test_a_category_that_is_new_is_verified_with_the_commonest_in_its_place(
    rig: Rig, tmp_path: Path
) -> None:
    renaming = """
    def placed(people: pd.DataFrame, zones: dict[str, int]) -> pd.DataFrame:
        towns = people["town"].where(people["age"] > 3, "Boon")
        return people.assign(zone=1, town=towns)
    """
    head, _, tail = FLOW.partition("def placed(")
    broken = head + textwrap.dedent(renaming) + tail[tail.index("def adults(") :]
    rig.load(write(tmp_path, {"towns.py": broken}), "towns")
    run(rig, "slow", inputs={"count": 8})
    asked = Trace(rig.ticket(), "slow", "unseen-category", "town", places=(1,))
    rig.send(asked)
    assert rig.next(Traced).suspects[0].node == "placed"

    found = _verified(rig, asked, "placed")

    assert found.outcome == "verified"
    assert found.said == (
        "Run again on the same, `placed` makes it again: 4 rows with `Boon`.",
        "On those 4 rows alone it makes 4, on all others 0.",
        "With usual values in `placed`, `slow` has 0 rows with `Boon` instead of 4.",
    )


def test_what_only_the_good_run_speaks_against_is_verified_by_its_values(
    rig: Rig, tmp_path: Path
) -> None:
    good = _keep_good(rig, tmp_path, WELL)
    shifted = WELL.replace('placed["zone"] + 1', 'placed["zone"] + 1.5').replace(
        ".map(zones)", ".map(zones) * 2"
    )
    rig.load(write(tmp_path, {"towns.py": shifted}), "towns")
    run(rig, "slow", inputs={"count": 8})
    asked = Trace(0, "slow", "shifted", "zone")

    placed, slow = (_verified(rig, asked, name, good) for name in ("placed", "slow"))

    assert placed.outcome == slow.outcome == "verified"
    assert placed.said == (
        "On what went into it in the good run, `placed` gives 16 other rows than then, too. It is "
        "its code or its configuration.",
        "With the value of the good run in `placed`, `slow` has 16 other rows than then, instead "
        "of 16.",
    )
    rig.load(write(tmp_path, {"towns.py": shifted.replace("+ 1.5", "+ 1")}), "towns")
    run(rig, "slow", inputs={"count": 8})
    alone = _verified(rig, asked, "placed", good)
    assert alone.outcome == "verified"
    assert alone.said[-1] == (
        "With the value of the good run in `placed`, `slow` is as it was then."
    )
    rig.send(Verify(rig.ticket(), asked, "placed"))
    assert "No value of `placed` is kept of a good run" in rig.next(Refused).message
