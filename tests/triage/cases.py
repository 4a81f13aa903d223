"""From a fault to what a person would see of it: a target, a column and a symptom.

Both the healthy and the faulty dataflow are run by Hamilton's own driver. What differs in the
results farthest downstream is the symptom; a fault that shows nowhere makes no case.
"""

import importlib.util
import sys
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
from hamilton import driver

from tests.triage.faults import FLOWS, Fault, faults, healthy

CONFIG: Mapping[str, Mapping[str, Any]] = {
    "ledger": {"rate_kind": "fixed"},
    "metering": {"losses": "region"},
}
INPUTS: Mapping[str, Mapping[str, Any]] = {
    "shop": {"order_count": 3_000},
    "sensors": {"hours": 480},
    "ledger": {"months": 12},
    "labs": {"patient_count": 120},
    "metering": {"meter_count": 40, "days": 21},
}


@dataclass(frozen=True)
class Outcome:
    """What came of running a dataflow.

    `order` has the nodes, the farthest downstream first; `values` those of the inputs, too.
    """

    order: tuple[str, ...]
    values: Mapping[str, Any]
    parents: Mapping[str, tuple[str, ...]]
    made_by: Mapping[str, str]
    downstream: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Case:
    """What the tool is told (all but `guilty`), and what it should find."""

    fault: Fault
    target: str
    column: str | None
    symptom: str
    value: object
    """The unseen category, for that symptom; else None."""
    guilty: frozenset[str]
    """Nodes that the faulty function makes."""
    outcome: Outcome


def cases(folder: Path) -> Iterator[Case]:
    """Yield every fault that shows, with what shows; faulty modules are written to `folder`."""
    good = {flow: unharmed(flow, folder) for flow in FLOWS}
    for fault in faults():
        bad = _run(fault.flow, fault.text, folder / fault.name / f"{fault.flow}.py")
        case = bad and _case(fault, good[fault.flow], bad)
        if case:
            yield case


def unharmed(flow: str, folder: Path) -> Outcome:
    """Return what comes of a dataflow without faults; its module is written to `folder`."""
    found = _run(flow, healthy(flow), folder / flow / f"{flow}.py")
    assert found, "the healthy dataflows run"
    return found


def _case(fault: Fault, good: Outcome, bad: Outcome) -> Case | None:
    names = (fault.function, fault.function.partition("__")[0])
    guilty = frozenset(node for node, made in bad.made_by.items() if made in names)
    reached = guilty.union(*(bad.downstream[node] for node in guilty))
    for node in bad.order:
        if node in reached:
            for column, symptom, value in _differences(good.values[node], bad.values[node]):
                if symptom == fault.kind:
                    return Case(fault, node, column, symptom, value, guilty, bad)
    return None


def _run(flow: str, text: str, file: Path) -> Outcome | None:
    """Run a dataflow; None when it raises, for then there is nothing to trace."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    module = _imported(flow, file)
    built = driver.Builder().with_modules(module).with_config(dict(CONFIG.get(flow, {}))).build()
    nodes = built.graph.nodes
    wanted = [name for name, node in nodes.items() if not node.user_defined]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            values = built.execute(wanted, inputs=dict(INPUTS[flow]))
    except Exception:  # noqa: BLE001  user code raises what it likes
        return None
    below: dict[str, frozenset[str]] = {}

    def downstream(name: str) -> frozenset[str]:
        if name not in below:
            parts = [frozenset({c.name}) | downstream(c.name) for c in nodes[name].depended_on_by]
            below[name] = frozenset[str]().union(*parts)
        return below[name]

    depth: dict[str, int] = {}

    def far(name: str) -> int:
        if name not in depth:
            depth[name] = 1 + max((far(d.name) for d in nodes[name].dependencies), default=0)
        return depth[name]

    return Outcome(
        tuple(sorted(wanted, key=lambda name: (-far(name), name))),
        {**values, **INPUTS[flow]},
        {name: tuple(d.name for d in node.dependencies) for name, node in nodes.items()},
        {name: made[0].__name__ for name in wanted if (made := nodes[name].originating_functions)},
        {name: downstream(name) for name in nodes},
    )


def _imported(name: str, file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _differences(good: Any, bad: Any) -> Iterator[tuple[str | None, str, object]]:
    """Yield column, symptom and value of what is wrong with `bad`."""
    if not isinstance(bad, pd.DataFrame | pd.Series) or type(good) is not type(bad):
        return
    yield from ((None, symptom, None) for symptom in _in_rows(good, bad))
    if isinstance(bad, pd.Series):
        yield from ((None, symptom, value) for symptom, value in _in_column(good, bad))
        return
    for column in bad.columns.intersection(good.columns):
        for symptom, value in _in_column(good[column], bad[column]):
            yield str(column), symptom, value


def _in_rows(good: Any, bad: Any) -> Iterator[str]:
    if len(bad) < len(good):
        yield "rows-lost"
    if len(bad) > len(good):
        yield "rows-gained"
    if bad.duplicated().sum() > good.duplicated().sum():
        yield "duplicate-rows"
    if bad.index.duplicated().sum() > good.index.duplicated().sum():
        yield "duplicate-index"


def _in_column(good: Any, bad: Any) -> Iterator[tuple[str, object]]:
    if bad.isna().sum() > good.isna().sum():
        yield "nulls", None
    if bad.dtype != good.dtype and bad.dtype.kind == "O":
        yield "type-changed", None
    if bad.nunique() == 1 < good.nunique() and len(bad) > 1:
        yield "constant", None
    if good.dtype.kind == "O" and bad.dtype.kind == "O":
        fresh = sorted({str(v) for v in bad.dropna()} - {str(v) for v in good.dropna()})
        if fresh and good.nunique() < 30:
            yield "unseen-category", fresh[0]
    if good.dtype.kind in "iuf" and bad.dtype.kind in "iuf":
        yield from _in_numbers(good, bad)


def _in_numbers(good: Any, bad: Any) -> Iterator[tuple[str, object]]:
    endless = bad.abs() == float("inf")
    if endless.sum() > (good.abs() == float("inf")).sum():
        yield "infinite", None
    if bad.min() < 0 <= good.min():
        yield "negative", None
    finite = bad[~endless]
    if finite.abs().max() > 4 * good.abs().max():
        yield "out-of-range", None
    if 0 < _far(finite) < len(finite) / 20 and not _far(good):
        yield "outliers", None


def _far(numbers: Any) -> int:
    """Return how many are far from the bulk: eight times as far as its half is wide."""
    low, high = numbers.quantile(0.25), numbers.quantile(0.75)
    reach = 8 * (high - low)
    return int(((numbers < low - reach) | (numbers > high + reach)).sum()) if reach else 0
