"""Tests that are written of small cases: red on the broken code, green on the mended."""

import datetime
import decimal
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

from core.worker.drafting.literals import literal
from core.worker.drafting.sameness import is_same
from core.worker.drafting.values import UnwritableError, Values
from core.worker.messages import (
    AssertRecord,
    Drafted,
    DraftTest,
    Given,
    NodeRecord,
    Refused,
    Shrink,
    Shrunk,
)
from tests.core.surroundings import needs
from tests.core.worker_rig import Rig
from tests.core.worker_runs import run

EXAMPLES = Path(__file__).parents[2] / "resources" / "examples"
BROKEN = """
import pandas as pd
from hamilton.function_modifiers import extract_columns


def prices(rows: int) -> pd.DataFrame:
    texts = [f"{i}.5" for i in range(rows)]
    texts[rows // 2] = "12,5"
    return pd.DataFrame({"price": texts, "shop": ["b", "a"] * (rows // 2)})


def parsed(prices: pd.DataFrame) -> pd.DataFrame:
    return prices.assign(price=prices["price"].astype(float))


@extract_columns("price", "twice")
def doubled(prices: pd.DataFrame) -> pd.DataFrame:
    numbers = prices["price"].astype(float)
    return prices.assign(price=numbers, twice=2 * numbers)


def zones() -> pd.DataFrame:
    return pd.DataFrame({"shop": ["A", "b"], "zone": [1, 2]})


def zoned(prices: pd.DataFrame, zones: pd.DataFrame) -> pd.DataFrame:
    return prices.merge(zones, on="shop", how="left")


async def slowly(prices: pd.DataFrame) -> int:
    raise ValueError("12,5")
"""
MENDED = (
    BROKEN.replace('["price"].astype', '["price"].str.replace(",", ".").astype')
    .replace("prices.merge(zones,", "prices.merge(zones.assign(shop=zones['shop'].str.lower()),")
    .replace('raise ValueError("12,5")', "return 1")
)
LARGE = pd.DataFrame({"n": range(500), "when": pd.Timestamp("2024-02-29", tz="Europe/Berlin")})
VALUES: dict[str, Any] = {
    "numbers": pd.DataFrame({"a": [1, 2], "b": [0.5, float("nan")], "c": [True, False]}),
    "nothings": pd.Series([None, float("nan"), pd.NA, pd.NaT, float("inf")], dtype=object),
    "texts": pd.DataFrame({"a": ["it's", 'say "hi"\n'], "b": pd.array(["x", None], "string")}),
    "nullable": pd.DataFrame({"a": pd.array([1, None], "Int8"), "b": pd.array([None, True])}),
    "moments": pd.DataFrame({"a": pd.to_datetime(["2024-01-01 12:00:00.123456789", None])}),
    "zoned": pd.Series(pd.to_datetime([0, 1], unit="D", utc=True).tz_convert("Asia/Tokyo")),
    "spans": pd.Series(pd.to_timedelta([1, 2], unit="h")),
    "categories": pd.Series(pd.Categorical(["b", None], ["a", "b"], ordered=True), name="k"),
    "labels": pd.Series([1.0, 2.0], index=pd.Index(["x", "y"], name="label"), dtype="float32"),
    "days": pd.Series([1, 2], index=pd.date_range("2024-01-01", periods=2)),
    "levels": pd.DataFrame(
        {"a": [1]}, index=pd.MultiIndex.from_tuples([("x", 2)], names=["p", "q"])
    ),
    "empty": pd.DataFrame({"a": pd.Series([], dtype="int8")}),
    "objects": pd.Series([decimal.Decimal("1.20"), datetime.date(2024, 1, 1), [1, (2,)]]),
    "periods": pd.Series(pd.period_range("2024-01", periods=2, freq="M")),
    "columns": pd.DataFrame([[1]], columns=pd.Index(["a"], name="named")),
    "large": LARGE,
    "arrays": np.array([[1.5, np.nan]]),
    "dates": np.array(["2024-01-01", "NaT"], dtype="datetime64[D]"),
    "nowhere": np.zeros((0, 3), dtype="float32"),
    "polars": pl.DataFrame({"a": [1, None], "t": [datetime.datetime(2024, 1, 1), None]}),
    "lists": pl.DataFrame({"a": [[1], [2, 3]]}),
    "plain": {"a": (1,), "b": {3, 1}, 2: b"x", "c": uuid.UUID(int=3), "d": np.float32(2.5)},
}


@pytest.mark.parametrize("name", VALUES)
def test_what_is_written_makes_the_very_same(name: str, tmp_path: Path) -> None:
    values = Values("test_x")
    text = values.written(name, VALUES[name])
    for file, data in values.files.items():
        (tmp_path / file).write_bytes(data)
    known = {"pd": pd, "np": np, "pl": pl, "HERE": tmp_path}
    made = eval(text, {**known, "datetime": datetime, "decimal": decimal, "uuid": uuid})

    assert is_same(made, VALUES[name])
    assert bool(values.files) == (name in ("periods", "large", "lists"))


def test_values_that_only_look_alike_are_told_apart() -> None:
    assert not is_same(None, float("nan"))
    assert not is_same(pd.Series([1]), pd.Series([1.0]))
    assert not is_same(pd.Series([1], index=[1]), pd.Series([1]))
    assert not is_same(VALUES["categories"], VALUES["categories"].astype(object))
    assert is_same(pd.Series([float("nan")]), pd.Series([float("nan")]))


def test_a_value_of_an_own_type_is_not_written() -> None:
    with pytest.raises(UnwritableError, match="`x` is a NodeRecord that cannot be written down"):
        Values("test_x").written("x", object.__new__(NodeRecord))
    assert literal({"a": [1, "b"]}) == '{"a": [1, "b"]}'


class _Rig(Rig):
    folder: Path


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Rig]:
    folder = tmp_path_factory.mktemp("drafting")
    (folder / "shop.py").write_text(BROKEN)
    rig = _Rig(cwd=folder)
    rig.folder = folder
    rig.load(folder, "shop")
    yield rig
    rig.close()


def _draft(rig: _Rig, folder: Path, node: str, symptom: str, *asserts: AssertRecord) -> str:
    """Shrink, and write a test with what goes beside it, in a folder beside the flow."""
    run(rig, node, inputs={"rows": 600})
    rig.send(Shrink(rig.ticket(), node, symptom))
    rig.next(Shrunk)
    return _written(rig, folder, DraftTest(rig.ticket(), node, _beside(rig), "test_it", asserts))


def _beside(rig: _Rig) -> str:
    """A folder from which the flow is one up, as it is for the copies that tests run on."""
    return str(rig.folder / "tests")


def _written(rig: Rig, folder: Path, request: DraftTest) -> str:
    rig.send(request)
    draft = rig.next(Drafted)
    folder.mkdir(exist_ok=True, parents=True)
    body = rig.body
    for file in draft.files:
        (folder / file.name).write_bytes(body[: file.size])
        body = body[file.size :]
    (folder / f"{request.stem}.py").write_text(draft.text)
    return draft.text


def _fares(folder: Path, flow: str) -> bool:
    """Whether the test passes on a flow above its folder; it may not do anything but fail."""
    (folder.parent / "shop.py").write_text(flow)
    outcome = _outcome(folder)
    assert outcome in ("1 passed", "1 failed")
    return outcome == "1 passed"


def _outcome(folder: Path) -> str:
    """How many tests pass or fail, in pytest's words, which say when there are both."""
    words = (sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder))
    plain = {name: text for name, text in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run(words, cwd=folder.parent, env=plain, capture_output=True, text=True)
    return done.stdout.strip().splitlines()[-1].partition(" in ")[0]


@pytest.mark.parametrize(
    ("node", "symptom", "wanted"),
    [
        ("parsed", "", AssertRecord("no-exception")),
        ("doubled", "", AssertRecord("rows", count=1)),
        ("zoned", "nulls", AssertRecord("no-nulls", "zone")),
        ("slowly", "", AssertRecord("equals", given=Given(json=1))),
    ],
)
def test_a_test_is_red_on_the_broken_code_and_green_on_the_mended(
    rig: _Rig, tmp_path: Path, node: str, symptom: str, wanted: AssertRecord
) -> None:
    folder = tmp_path / "tests"
    text = _draft(rig, folder, node, symptom, wanted)

    assert "lineage" not in text and "core" not in text
    assert not _fares(folder, BROKEN)
    assert _fares(folder, MENDED)


@needs("hamilton>=1.83")
def test_the_example_is_red_the_morning_after_and_green_once_the_tier_is_known(
    tmp_path: Path,
) -> None:
    shutil.copytree(EXAMPLES / "data", tmp_path / "data")
    flow = Path(shutil.copytree(EXAMPLES / "roastery_morning_after", tmp_path / "flow"))
    rig = Rig(cwd=flow)
    try:
        rig.load(flow, "loading", "cleaning", "sales", config={"rate_source": "daily"})
        run(rig, "net_eur")
        for node, ancestor in (("tier_discount", ""), ("net_eur", "orders")):
            rig.send(Shrink(rig.ticket(), node, "nulls", ancestor=ancestor))
            assert rig.next(Shrunk).rows == 1
            asked = (AssertRecord("no-nulls"),)
            request = DraftTest(rig.ticket(), node, str(flow / "tests"), f"test_{node}", asked)
            _written(rig, flow / "tests", request)
    finally:
        rig.close()

    assert _outcome(flow / "tests") == "2 failed"
    sales = flow / "sales.py"
    sales.write_text(sales.read_text().replace('"premium"', '"platinum"'))
    assert _outcome(flow / "tests") == "2 passed"


def test_a_sample_with_the_value_that_comes_out_now_is_green(rig: _Rig, tmp_path: Path) -> None:
    run(rig, "zoned", inputs={"rows": 600})
    folder = tmp_path / "tests"
    asserts = (AssertRecord("equals"), AssertRecord("rows", count=7))
    request = DraftTest(rig.ticket(), "zoned", _beside(rig), "test_it", asserts, False, 7)
    text = _written(rig, folder, request)
    assert "def test_zoned_is_as_expected_and_has_the_right_number_of_rows():" in text
    assert _fares(folder, BROKEN)
    assert not _fares(folder, MENDED)


def test_there_is_no_test_without_a_case_or_of_what_is_raised(rig: _Rig, tmp_path: Path) -> None:
    run(rig, "parsed", inputs={"rows": 600})
    asked = DraftTest(rig.ticket(), "prices", str(tmp_path), "test_it", ())
    rig.send(asked)
    assert "There is no smallest case of `prices` yet" in rig.next(Refused).message
    rig.send(Shrink(rig.ticket(), "parsed"))
    rig.next(Shrunk)
    equals = (AssertRecord("equals"),)
    rig.send(DraftTest(rig.ticket(), "parsed", str(tmp_path), "test_it", equals))
    assert "so there is no value to compare with" in rig.next(Refused).message
