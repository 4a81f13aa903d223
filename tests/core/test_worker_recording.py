"""Records of a real worker, against what pandas, numpy and polars say of the same values."""

import importlib
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.model.record import QUANTILES, ColumnKind, ColumnProfile, Record, ValueKind
from core.session import record
from core.worker.messages import Execute, Given, Loaded, Recorded, RunEnded
from tests.core.surroundings import has, needs
from tests.core.worker_rig import Rig, write

FLOW = '''
    """Values of all sorts."""

    import datetime
    import decimal

    import numpy as np
    import pandas as pd
    import polars as pl

    ROWS = 3000


    def mixed(seed: int) -> pd.DataFrame:
        rng = np.random.default_rng(seed)
        numbers = rng.normal(size=ROWS)
        numbers[::7] = np.nan
        numbers[1] = np.inf
        return pd.DataFrame({
            "number": numbers,
            "whole": rng.integers(-3, 4, ROWS),
            "same": 1.5,
            "word": rng.choice(["tea", "", "coffee", None], ROWS),
            "loose": pd.Series(rng.choice([1, 2, None], ROWS), dtype=object),
            "day": pd.Timestamp("2025-01-01") + pd.to_timedelta(rng.integers(0, 9, ROWS), "D"),
            "zoned": pd.date_range("2025-01-01", periods=ROWS, freq="h", tz="Europe/Berlin"),
            "kind": pd.Categorical(rng.choice(["a", "b", None], ROWS)),
            "maybe": pd.array(rng.choice([1, 2, None], ROWS), dtype="Int64"),
            "flag": rng.random(ROWS) < 0.25,
            "month": pd.period_range("2000-01", periods=ROWS, freq="M"),
            "cells": [[i] for i in range(ROWS)],
        })


    def plain(mixed: pd.DataFrame) -> pd.DataFrame:
        return mixed.drop(columns="cells")


    def shuffled(plain: pd.DataFrame) -> pd.DataFrame:
        return plain.sample(frac=1, random_state=1)


    def twice(plain: pd.DataFrame) -> pd.DataFrame:
        return pd.concat([plain, plain.head(10)])


    def long(seed: int) -> pd.DataFrame:
        rng = np.random.default_rng(seed)
        count = 250_000
        return pd.DataFrame({"x": rng.exponential(size=count), "key": np.arange(count)})


    def vast(seed: int) -> pd.DataFrame:
        return pd.DataFrame({f"c{i}": [i] for i in range(400)})


    def endless(seed: int) -> pd.Series:
        return pd.Series(np.arange(8_000_000).astype(str), dtype=object)


    def grid(seed: int) -> np.ndarray:
        return np.arange(12.0).reshape(4, 3)


    def polar(plain: pd.DataFrame) -> pl.DataFrame:
        kept = plain[["number", "whole", "day", "flag"]]
        words = [word if isinstance(word, str) else None for word in plain["word"]]
        return pl.DataFrame({name: kept[name].to_numpy() for name in kept} | {"word": words})


    def lazy(polar: pl.DataFrame) -> pl.LazyFrame:
        def explode(frame: pl.DataFrame) -> pl.DataFrame:
            raise RuntimeError("forced")
        return polar.lazy().map_batches(explode)


    def share(seed: int) -> float:
        return float("nan")


    def figures(seed: int) -> dict:
        return {"rows": 12, "error": None, "name": "x", "np": np.float64(2.5)}


    def several(seed: int) -> list:
        return [1.0, 2.0, -4.0, None]


    class Nasty:
        def __len__(self): raise RuntimeError("no length")
        def __repr__(self): raise RuntimeError("no repr")
        def __eq__(self, other): raise RuntimeError("no eq")
        def __hash__(self): raise RuntimeError("no hash")
        def __iter__(self): raise RuntimeError("no iter")


    class Frame(pd.DataFrame):
        @property
        def shape(self): raise RuntimeError("no shape")


    def nasty(seed: int) -> Nasty:
        return Nasty()


    def nasties(seed: int) -> pd.DataFrame:
        return pd.DataFrame({"it": pd.Series([Nasty(), Nasty(), None], dtype=object)})


    def derived(seed: int) -> Frame:
        return Frame({"a": [1]})


    def once(seed: int) -> object:
        return iter([1, 2])


    def changed(seed: int) -> np.ndarray:
        return np.zeros(10_000_000)


    def changing(changed: np.ndarray) -> int:
        changed += 1
        return 1
'''
TARGETS = (
    *("shuffled", "twice", "long", "vast", "grid", "share", "figures", "several"),
    *("nasty", "nasties", "derived", "once", "changing"),
    *(("lazy",) if has("polars") else ()),
)


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    folder = write(tmp_path_factory.mktemp("flow"), {"recorded_flow.py": FLOW})
    rig = Rig(cwd=folder)
    rig.load(folder, "recorded_flow")
    yield rig
    rig.close()


def run(rig: Rig, *targets: str, count: int | None = None) -> dict[str, Record]:
    """Run, and return the records once all of them, or `count`, are there."""
    rig.send(Execute(rig.ticket(), targets, {"seed": Given(json=7)}))
    ended = rig.next(RunEnded)
    assert ended.status == "ok", ended
    found: dict[str, Record] = {}
    while not found.keys() >= set(targets) or (count and len(found) < count):
        found |= {told.node: record(told) for told in rig.next(Recorded).records}
    return found


@pytest.fixture(scope="module")
def records(rig: Rig) -> dict[str, Record]:
    return run(rig, *TARGETS)


@pytest.fixture(scope="module")
def mixed(rig: Rig, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What the worker had, computed here."""
    folder = write(tmp_path_factory.mktemp("here"), {"recorded_here.py": FLOW})
    sys.path.insert(0, str(folder))
    try:
        return importlib.import_module("recorded_here").mixed(7)
    finally:
        sys.path.remove(str(folder))


def column(records: Mapping[str, Record], node: str, name: str = "value") -> ColumnProfile:
    found = records[node].column(name)
    assert found, f"{node} has no column {name}"
    return found


def test_counts_are_those_of_pandas(records: dict[str, Record], mixed: Any) -> None:
    for name in mixed.columns.drop("cells"):
        profile, series = column(records, "mixed", name), mixed[name]
        assert profile.nulls == series.isna().sum(), name
        assert profile.distinct == series.nunique(), name
        assert profile.is_constant == (series.nunique() == 1), name
        assert profile.is_unique(len(series)) == (series.is_unique and not series.hasnans), name
    assert records["mixed"].shape == mixed.shape
    assert column(records, "mixed", "number").infinities == 1
    assert column(records, "mixed", "word").empties == (mixed["word"] == "").sum()
    assert column(records, "mixed", "whole").negatives == (mixed["whole"] < 0).sum()


@pytest.mark.parametrize("name", ["number", "whole", "same", "loose", "maybe"])
def test_numbers_are_those_of_pandas(records: dict[str, Record], mixed: Any, name: str) -> None:
    profile = column(records, "mixed", name)
    numbers = mixed[name].astype("float64").replace(np.inf, np.nan).dropna()

    assert profile.kind is ColumnKind.NUMBER
    assert profile.minimum == numbers.min() and profile.maximum == numbers.max()
    assert profile.mean == pytest.approx(numbers.mean())
    assert profile.deviation == pytest.approx(numbers.std(ddof=0))
    assert profile.quantiles == pytest.approx(
        numbers.quantile(QUANTILES, interpolation="nearest").tolist(), rel=0.05, abs=0.01
    )
    assert sum(profile.histogram) == (0 if profile.is_constant else len(numbers))


def test_texts_times_and_flags_are_counted(records: dict[str, Record], mixed: Any) -> None:
    word, kind = column(records, "mixed", "word"), column(records, "mixed", "kind")
    zoned, flag = column(records, "mixed", "zoned"), column(records, "mixed", "flag")

    assert dict(word.top) == mixed["word"].value_counts().to_dict()
    assert dict(kind.top) == mixed["kind"].value_counts().to_dict()
    assert (word.minimum, word.maximum) == (0, 6)
    assert zoned.kind is ColumnKind.TIME
    assert zoned.minimum == mixed["zoned"].min().timestamp()
    assert flag.kind is ColumnKind.FLAG and flag.mean == pytest.approx(mixed["flag"].mean())


def test_contents_tell_what_is_the_same(records: dict[str, Record]) -> None:
    plain, shuffled, twice = records["plain"], records["shuffled"], records["twice"]

    assert plain.content and shuffled.content != plain.content
    assert shuffled.bag == plain.bag != twice.bag
    assert column(records, "plain", "word").content == column(records, "mixed", "word").content
    assert (plain.duplicate_rows, twice.duplicate_rows) == (0, 10)
    assert (plain.duplicate_index, twice.duplicate_index) == (0, 10)
    assert shuffled.inputs == {"plain": plain.content}
    assert plain.code and plain.code != shuffled.code
    assert not records["mixed"].content
    assert "cells" in records["mixed"].note


def test_many_rows_are_counted_whole_and_sampled_for_the_rest(records: dict[str, Record]) -> None:
    long, x = records["long"], column(records, "long", "x")

    assert long.sampled == 100_000 and not long.is_cut
    assert column(records, "long", "key").is_unique(250_000)
    assert x.distinct == 250_000
    assert x.quantiles[QUANTILES.index(0.5)] == pytest.approx(np.log(2), rel=0.03)
    assert sum(x.histogram) == 100_000


def test_what_costs_more_than_the_budget_is_left_out_and_said(rig: Rig) -> None:
    endless = run(rig, "endless")["endless"]

    assert endless.is_cut
    assert endless.columns[0].distinct is None and not endless.content
    assert endless.columns[0].nulls == 0


def test_of_very_wide_tables_the_first_columns_are_recorded(records: dict[str, Record]) -> None:
    vast = records["vast"]

    assert vast.is_cut and vast.shape == (1, 400) and len(vast.columns) == 300


@needs("polars")
def test_polars_is_recorded_as_pandas_is(records: dict[str, Record], mixed: Any) -> None:
    polar, names = records["polar"], ["number", "whole", "word", "day", "flag"]

    assert polar.kind is ValueKind.TABLE and polar.content
    assert polar.duplicate_rows == mixed[names].duplicated().sum() > 0
    for name in names:
        ours, pandas = column(records, "polar", name), column(records, "mixed", name)
        assert (ours.nulls, ours.distinct) == (pandas.nulls, pandas.distinct), name
        assert (ours.minimum, ours.maximum) == (pandas.minimum, pandas.maximum), name
    assert dict(column(records, "polar", "word").top) == mixed["word"].value_counts().to_dict()


@needs("polars")
def test_lazy_frames_are_left_alone(records: dict[str, Record]) -> None:
    assert "lazy" in records["lazy"].note and not records["lazy"].columns


def test_single_use_values_are_left_alone(records: dict[str, Record]) -> None:
    assert "only once" in records["once"].note


def test_scalars_lists_and_dicts_have_figures_too(records: dict[str, Record]) -> None:
    several = column(records, "several")

    assert column(records, "share").nulls == 1
    assert (several.nulls, several.negatives, several.minimum) == (1, 1, -4.0)
    assert records["several"].rows == 4
    assert records["figures"].kind is ValueKind.DICT and records["figures"].rows is None
    assert column(records, "figures", "error").nulls == 1
    assert column(records, "figures", "np").maximum == 2.5
    assert records["grid"].shape == (4, 3)
    assert column(records, "grid", "2").maximum == 11.0


def test_code_of_values_is_not_run(records: dict[str, Record]) -> None:
    assert records["nasty"].kind is ValueKind.OTHER and not records["nasty"].note
    assert column(records, "nasties", "it").nulls == 1
    assert "Nasty" in column(records, "nasties", "it").dtype
    assert records["derived"].type_name == "Frame" and not records["derived"].columns


def test_a_value_that_was_changed_in_place_is_not_taken_for_what_it_was(
    records: dict[str, Record],
) -> None:
    assert "Changed in place" in records["changed"].note
    assert not records["changed"].content


def test_reused_values_are_recorded_again_and_equal(rig: Rig, records: dict[str, Record]) -> None:
    again = run(rig, "shuffled", count=4)

    assert again["shuffled"].content == records["shuffled"].content
    assert again["seed"].kind is ValueKind.SCALAR


def test_a_long_run_is_recorded_while_it_goes_on(tmp_path: Path) -> None:
    flow = """
        import time


        def first(seed: int) -> int:
            return seed


        def slow(first: int) -> int:
            time.sleep(1.5)
            return first


        def last(slow: int) -> int:
            time.sleep(1.5)
            return slow
    """
    rig = Rig(cwd=write(tmp_path, {"slow_flow.py": flow}))
    try:
        _, loaded = rig.load(tmp_path, "slow_flow")
        assert isinstance(loaded, Loaded)
        rig.send(Execute(rig.ticket(), ("last",), {"seed": Given(json=1)}))

        told = [type(event) for event in rig.until(RunEnded)]

        assert Recorded in told
    finally:
        rig.close()
