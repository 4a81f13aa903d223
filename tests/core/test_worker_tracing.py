"""A real worker finds where something bad began."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.worker.messages import Refused, Trace, Traced
from tests.core.surroundings import needs
from tests.core.worker_rig import Rig
from tests.core.worker_runs import run

EXAMPLES = Path(__file__).parents[2] / "resources" / "examples"
MODULES = ("loading", "cleaning", "sales", "forecast", "report")
FLOW = """
import pandas as pd

def people() -> pd.DataFrame:
    return pd.DataFrame({"name": list("abcdefghij"), "town": ["Ulm", "Bonn"] * 5})

def zones() -> dict[str, int]:
    return {"Ulm": 1, "Berlin": 2}

def placed(people: pd.DataFrame, zones: dict[str, int]) -> pd.DataFrame:
    return people.assign(zone=people["town"].map(zones))

def letters(placed: pd.DataFrame) -> pd.DataFrame:
    return placed.assign(weight=placed["zone"] * 20)

def words(people: pd.DataFrame) -> str:
    return "nothing to count"
"""


@pytest.fixture(scope="module")
def rig() -> Iterator[Rig]:
    made = Rig()
    yield made
    made.close()


def _traced(rig: Rig, node: str, symptom: str = "", column: str | None = None) -> Traced:
    rig.send(Trace(rig.ticket(), node, symptom, column))
    return rig.next(Traced)


@needs("hamilton>=1.74")
def test_the_morning_after_is_traced_to_the_function_that_lacks_a_tier(rig: Rig) -> None:
    folder = EXAMPLES / "roastery_morning_after"
    rig.load(folder, *MODULES, config={"rate_source": "daily"})
    run(rig, "sales", inputs={"top_n": 10, "currency": "EUR"})
    found = _traced(rig, "sales", "nulls")
    assert found.suspects[0].node == "tier_discount"
    assert found.suspects[0].kind == "introduced"
    assert found.suspects[0].bad > 0
    assert found.seconds < 5
    assert {hop.node for hop in found.path} >= {"sales"}


def test_a_table_that_lacks_an_entry_is_the_first_suspect(rig: Rig, tmp_path: Path) -> None:
    (tmp_path / "post.py").write_text(FLOW)
    rig.load(tmp_path, "post")
    run(rig, "letters", "words")
    found = _traced(rig, "letters", "nulls", "weight")
    assert [suspect.node for suspect in found.suspects] == ["zones", "placed", "people"]
    assert found.suspects[0].reason == "It has no entry for `Bonn`, which `town` asks for."
    assert found.suspects[1].examples[0] == {"name": "b", "town": "Bonn", "zone": None}
    assert [(hop.node, hop.parent) for hop in found.path] == [("letters", "placed")]


def test_without_a_symptom_all_are_looked_for(rig: Rig, tmp_path: Path) -> None:
    (tmp_path / "post.py").write_text(FLOW)
    rig.load(tmp_path, "post")
    run(rig, "letters", "words")
    assert _traced(rig, "letters").suspects[0].symptom == "nulls"
    assert _traced(rig, "people").suspects == ()
    assert _traced(rig, "words").suspects == ()


def test_what_has_no_value_cannot_be_traced(rig: Rig, tmp_path: Path) -> None:
    (tmp_path / "post.py").write_text(FLOW.replace("letters", "signs"))
    rig.load(tmp_path, "post")
    rig.send(Trace(rig.ticket(), "signs", "nulls"))
    assert rig.next(Refused).message == "`signs` has no value here. Run it, then trace."


CHECKED = """
import pandas as pd
from hamilton.function_modifiers import check_output

def bills() -> pd.DataFrame:
    return pd.DataFrame({"amount": range(40, 140), "country": ["AT", "DE", "CH", "FR"] * 25})

def due(bills: pd.DataFrame) -> pd.Series:
    return bills["amount"].where(bills["country"] != "CH", bills["amount"] * 100).astype(float)

@check_output(range=(0.0, 200.0), importance="fail")
def asked(due: pd.Series) -> pd.Series:
    return (due * 1.1).rename("asked")
"""


def test_rows_that_a_check_did_not_pass_for_are_traced(rig: Rig, tmp_path: Path) -> None:
    (tmp_path / "bills.py").write_text(CHECKED)
    rig.load(tmp_path, "bills")
    ran = run(rig, "asked")
    (check,) = (check.check for check in ran.checks if not check.passed)
    assert ran.status == "failed"
    rig.send(Trace(rig.ticket(), "asked", check=check))
    found = rig.next(Traced)
    assert found.suspects[0].node == "due"
    assert "`country` is `CH`" in found.suspects[0].reason


def test_rows_that_somebody_picked_are_traced(rig: Rig, tmp_path: Path) -> None:
    (tmp_path / "bills.py").write_text(CHECKED)
    rig.load(tmp_path, "bills")
    run(rig, "due")
    rig.send(Trace(rig.ticket(), "due", places=(2, 6, 10, 14)))
    found = rig.next(Traced)
    assert [suspect.node for suspect in found.suspects] == ["due"]
    assert (found.suspects[0].symptom, found.suspects[0].bad) == ("out-of-range", 4)


def test_each_node_on_the_way_has_its_figure(rig: Rig, tmp_path: Path) -> None:
    (tmp_path / "post.py").write_text(FLOW)
    rig.load(tmp_path, "post")
    run(rig, "letters", "words")
    found = _traced(rig, "letters", "nulls", "weight")
    assert [(f.node, f.column, f.bad, f.rows) for f in found.figures] == [
        ("letters", "weight", 5, 10),
        ("placed", "zone", 5, 10),
    ]
