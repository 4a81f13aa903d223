"""Traces through frames that change their shape, with a real worker."""

from collections.abc import Iterator

import pytest

from core.worker.messages import Trace, Traced
from core.worker.tracing.recipes import recipe
from tests.core.worker_rig import Rig
from tests.core.worker_runs import run

CLINIC = '''
import numpy as np
import pandas as pd
from hamilton.function_modifiers import extract_fields

@extract_fields({"limit": float, "days": int})
def settings() -> dict:
    return {"limit": 0.0, "days": 30}

def samples() -> pd.DataFrame:
    return pd.DataFrame({
        "sample": range(240),
        "patient": [f"P{i // 4:02d}" for i in range(240)],
        "test": ["salt", "sugar", "iron", "zinc"] * 60,
        "unit": ["mg", "mol"] * 120,
        "value": [5.0 + i % 7 for i in range(240)],
    })

def factors() -> pd.DataFrame:
    known = [("salt", "mg", 1.0), ("salt", "mol", 1.0), ("sugar", "mol", 0.5), ("iron", "mol", 2.0)]
    return pd.DataFrame([*known, ("zinc", "mol", 3.0)], columns=["test", "unit", "factor"])

def measured(samples: pd.DataFrame) -> pd.DataFrame:
    """Zeros make infinite logarithms, below."""
    value = samples["value"].where(samples["sample"] % 40 != 7, 0.0)
    return samples.assign(value=value)

def logs(measured: pd.DataFrame) -> pd.DataFrame:
    with np.errstate(divide="ignore"):
        return measured.assign(log=np.log(measured["value"]))

def sums(logs: pd.DataFrame) -> pd.DataFrame:
    """So far, for each test."""
    return logs.assign(so_far=logs.groupby("test")["log"].cumsum())

def wide(logs: pd.DataFrame) -> pd.DataFrame:
    return logs.pivot(index="patient", columns="test", values="log").reset_index()

def long(wide: pd.DataFrame) -> pd.DataFrame:
    return wide.melt(id_vars="patient", var_name="test", value_name="level")

def last(logs: pd.DataFrame) -> pd.DataFrame:
    return logs.groupby("patient").last()[["log"]].reset_index()

def shares(samples: pd.DataFrame, limit: float) -> pd.DataFrame:
    return samples.assign(share=samples["value"] / limit)

def converted(samples: pd.DataFrame, factors: pd.DataFrame) -> pd.DataFrame:
    joined = samples.merge(factors, on=["test", "unit"], how="left")
    return joined.assign(converted=joined["value"] * joined["factor"])

def dropped(samples: pd.DataFrame) -> pd.DataFrame:
    """Some rows, for no reason that a column knows."""
    return samples[np.random.default_rng(3).random(240) > 0.2]

def newest(dropped: pd.DataFrame) -> pd.DataFrame:
    return dropped.drop_duplicates("patient", keep="last")
'''


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    folder = tmp_path_factory.mktemp("clinic")
    (folder / "clinic.py").write_text(CLINIC)
    made = Rig()
    made.load(folder, "clinic")
    run(made, "sums", "long", "last", "shares", "converted", "newest")
    yield made
    made.close()


def traced(rig: Rig, node: str, symptom: str, column: str | None = None) -> Traced:
    rig.send(Trace(rig.ticket(), node, symptom, column))
    return rig.next(Traced)


@pytest.mark.parametrize(
    ("node", "column", "guilty"),
    [
        ("sums", "so_far", "measured"),
        ("wide", "zinc", "measured"),
        ("long", "level", "measured"),
        ("last", "log", "measured"),
        ("shares", "share", "settings"),
    ],
)
def test_infinite_numbers_are_traced_through_other_shapes(
    rig: Rig, node: str, column: str, guilty: str
) -> None:
    found = traced(rig, node, "infinite", column)
    assert found.suspects[0].node == guilty


def test_a_table_lacks_what_two_columns_ask_for_together(rig: Rig) -> None:
    found = traced(rig, "converted", "nulls", "converted")
    assert [suspect.node for suspect in found.suspects[:2]] == ["factors", "converted"]
    assert "`iron / mg`" in found.suspects[0].reason


def test_rows_lost_without_a_reason_come_before_those_that_somebody_left_out(rig: Rig) -> None:
    found = traced(rig, "newest", "rows-lost")
    assert [suspect.node for suspect in found.suspects[:2]] == ["dropped", "newest"]
    assert "One row is kept of each `patient`." in found.suspects[1].reason


def test_a_shift_is_not_told_without_a_good_run(rig: Rig) -> None:
    assert traced(rig, "sums", "shifted", "value").suspects == ()


def test_a_recipe_tells_what_columns_are_made_of() -> None:
    said = recipe(
        """
        def made(orders, rate, names):
            joined = orders.merge(names, on="town")
            price = joined["price"] * rate
            joined["net"] = price.round(2)
            sums = joined.groupby("town").agg(paid=("net", "sum"))
            return sums.rename(columns={"town": "place"}).assign(double=lambda f: f["paid"] * 2)
        """
    )
    assert said
    assert {"price", "rate"} <= said.words("net", is_whole=False)
    assert {"net", "price", "rate"} <= said.words("paid", is_whole=False)
    assert "town" in said.words("place", is_whole=False)
    assert "price" in said.words("double", is_whole=False)
    assert said.words("weight", is_whole=False) == {"weight"}
    assert recipe("this is no Python") is None
