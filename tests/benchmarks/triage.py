"""How often the guilty function comes first, and how long a trace takes.

For each seeded fault the tool gets the dataflow with its values, the target, the column and the
symptom, as from a person. The rules were tuned on the first two series of faults; the third counts
apart.
"""

import ast
import contextlib
import io
import logging
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from core.comparing import blamed, compare
from core.model.graph import Graph, Node, NodeId, Parameter
from core.model.history import PastOutcome, PastRun
from core.model.run import NodeRun, Status
from core.model.tracing import Confidence, Suspect, Symptom, Trace
from core.session.figures import record
from core.worker.messages import OutcomeRecord
from core.worker.recording.budget import Budget
from core.worker.recording.columns import Means, Profiles
from core.worker.recording.recording import recorded
from core.worker.tracing.flow import Flow
from core.worker.tracing.search import search
from core.worker.tracing.symptoms import ZERO
from core.worker.tracing.walk import follow
from core.worker.values import Held
from tests.benchmarks.figure import Figure, at_least, at_most
from tests.triage.cases import Case, Outcome, cases, unharmed
from tests.triage.faults import FLOWS, healthy

ROWS, NODES, COLUMNS = 1_000_000, 40, 20
_FILTER_EVERY = 5
_ROUNDS = 3


def measure() -> list[Figure]:
    """Shares of seeded faults that are found, false alarms, and the time of one large trace."""
    with tempfile.TemporaryDirectory() as folder, quiet():
        clean = {flow: unharmed(flow, Path(folder)) for flow in FLOWS}
        good = {flow: _past(outcome) for flow, outcome in clean.items()}
        every: list[tuple[bool, int | None]] = []
        compared: list[bool] = []
        for case in cases(Path(folder)):
            every.append((case.fault.is_kept_apart, _rank(case)))
            compared.append(_is_first_beside(case, good[case.fault.flow]))
        alarms = sum(_alarms(outcome, healthy(flow)) for flow, outcome in clean.items())
    beside = sum(compared) / len(compared)
    return [
        *_shares("tuned on", [rank for is_apart, rank in every if not is_apart]),
        *_shares("kept apart", [rank for is_apart, rank in every if is_apart]),
        at_least(f"guilty first beside a good run, {len(compared)} faults", beside, "of 1", 0.98),
        at_most("false alarms on clean dataflows", alarms, "nodes", 0),
        at_most(f"trace of {NODES} nodes, {ROWS:,} x {COLUMNS}", _large(), "s", 1.0),
    ]


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Drop what Hamilton prints of faults that make a function raise."""
    logging.disable(logging.CRITICAL)
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            yield
    finally:
        logging.disable(logging.NOTSET)


def _shares(which: str, ranks: list[int | None]) -> list[Figure]:
    count = len(ranks)
    first = sum(rank == 0 for rank in ranks) / count
    early = sum(rank is not None and rank < 3 for rank in ranks) / count
    return [
        at_least(f"guilty node first, {count} faults {which}", first, "of 1", 0.9),
        at_least(f"guilty among the first three, {which}", early, "of 1", 0.98),
    ]


def _rank(case: Case) -> int | None:
    """Return the place of the guilty node among the suspects, None when it is none of them."""
    flow = flow_with_texts(case.outcome, case.fault.text)
    found = follow(flow, case.target, case.column, case.symptom, case.value)
    places = (p for p, suspect in enumerate(found.suspects) if suspect.node in case.guilty)
    return next(places, None)


def _is_first_beside(case: Case, good: PastOutcome) -> bool:
    """Whether the guilty node comes first when a good run is there, without a word of its code."""
    flow = flow_with_texts(case.outcome, case.fault.text)
    found = follow(flow, case.target, case.column, case.symptom, case.value)
    suspects = tuple(
        Suspect(
            NodeId(one.node),
            one.column,
            Symptom("infinite" if one.symptom == ZERO else one.symptom),
            Confidence.INTRODUCED,
            one.share,
            one.bad,
            one.of,
            one.reason,
        )
        for one in found.suspects
    )
    asked = Trace(NodeId(case.target), case.column, Symptom(case.symptom), suspects)
    graph = Graph(
        {
            NodeId(node): Node(NodeId(node), parameters=tuple(Parameter(NodeId(p)) for p in above))
            for node, above in case.outcome.parents.items()
        }
    )
    ranked = blamed(asked, compare(good, _past(case.outcome)), graph).suspects
    return bool(ranked) and ranked[0].node in case.guilty


def _past(outcome: Outcome) -> PastOutcome:
    """Return what would be kept of a run: records of its nodes."""
    told: dict[str, OutcomeRecord] = {}
    for node in reversed(outcome.order):
        budget = Budget(lambda: None)
        made = recorded(node, Held(1, outcome.values[node]), Means(budget, Profiles()))
        above = {p: told[p].content for p in outcome.parents[node] if p in told}
        told[node] = replace(made, inputs=above)
    records = {NodeId(node): record(one) for node, one in told.items()}
    nodes = {node: NodeRun(Status.DONE) for node in records}
    return PastOutcome(PastRun(1, 0.0), nodes, records)


def _alarms(clean: Outcome, text: str) -> int:
    """Return at how many nodes of a clean dataflow something odd is seen."""
    flow = flow_with_texts(clean, text)
    nodes = (node for node in clean.parents if flow.table(node) is not None)
    return sum(bool(search(flow, node).suspects) for node in nodes)


def flow_of(parents: Mapping[str, Iterable[str]], values: Mapping[str, Any]) -> Flow:
    return Flow({node: tuple(above) for node, above in parents.items()}, values.get)


def flow_with_texts(outcome: Outcome, text: str) -> Flow:
    """Return what came of a module of this text, as the worker knows it: with its functions."""
    found = {
        part.name: ast.get_source_segment(text, part)
        for part in ast.parse(text).body
        if isinstance(part, ast.FunctionDef)
    }
    texts = {node: found.get(function) for node, function in outcome.made_by.items()}
    return Flow(outcome.parents, outcome.values.get, texts.get)


def _large() -> float:
    """Return the median seconds of a trace through large frames, from the last to the third."""
    values = _chain()
    names = list(values)
    parents = {name: names[max(0, place - 1) : place] for place, name in enumerate(names)}
    took: list[float] = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        found = follow(flow_of(parents, values), names[-1], "amount", "nulls")
        took.append(time.perf_counter() - began)
        assert found.suspects[0].node == names[2], "it finds the node that made the nulls"
    return sorted(took)[_ROUNDS // 2]


def _chain() -> dict[str, Any]:
    """Return frames, each made of the one before: new columns, some nulls, now and then a filter.

    All keep their number of columns.
    """
    random = np.random.default_rng(7)
    words = random.choice(np.array(["tea", "coffee", "cocoa"], object), ROWS)
    numbers = {f"number_{i}": random.normal(size=ROWS) for i in range(COLUMNS - 3)}
    key = np.arange(ROWS)
    frame: Any = pd.DataFrame({"key": key, "word": words, "amount": random.random(ROWS), **numbers})
    values: dict[str, Any] = {"node_0": frame}
    for place in range(1, NODES):
        if place == 2:
            frame = frame.assign(amount=frame["amount"].mask(frame["number_0"] > 2))
        elif place % _FILTER_EVERY == 0:
            frame = frame[random.random(len(frame)) > 0.001]
        else:
            name = f"number_{place % (COLUMNS - 3)}"
            frame = frame.assign(**{name: frame[name] * 1.5 + place})
        values[f"node_{place}"] = frame
    return values
