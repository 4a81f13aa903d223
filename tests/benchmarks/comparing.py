"""How often the guilty function comes first with a good run to compare with.

For each seeded fault the tool gets the records of the healthy and of the faulty run, and the trace
that goes by the values alone. Once it also has the fingerprints of the code; once it has not, as
where the fault came in from outside: then only the figures speak.
"""

import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from core.comparing import blamed, compare
from core.model.graph import Graph, Node, NodeId, Parameter
from core.model.history import PastOutcome, PastRun
from core.model.record import Record
from core.model.run import NodeRun, Status
from core.model.tracing import Confidence, Suspect, Symptom, Trace
from core.session.figures import record
from core.worker.codehash import CodeBase
from core.worker.recording.budget import Budget
from core.worker.recording.columns import Means, Profiles
from core.worker.recording.recording import recorded
from core.worker.tracing.walk import follow
from core.worker.values import Held
from tests.benchmarks.figure import Figure, at_least, at_most
from tests.benchmarks.triage import flow_of, quiet
from tests.core.test_comparing import chain
from tests.triage.cases import Case, Outcome, cases, unharmed
from tests.triage.faults import FLOWS, healthy

NODES = 1_000


def measure() -> list[Figure]:
    """Shares of seeded faults whose guilty node comes first, and the time of a comparison."""
    with tempfile.TemporaryDirectory() as folder, quiet():
        at = Path(folder)
        good = {flow: _kept(unharmed(flow, at), flow, healthy(flow), at) for flow in FLOWS}
        ranks = [
            (case.fault.is_kept_apart, *(_is_first(case, good, at, has) for has in (True, False)))
            for case in cases(at)
        ]
    figures: list[Figure] = []
    for title, is_apart in (("tuned on", False), ("kept apart", True)):
        chosen = [(known, unknown) for apart, known, unknown in ranks if apart is is_apart]
        for how, place in (("with code", 0), ("by figures alone", 1)):
            share = sum(pair[place] for pair in chosen) / len(chosen)
            name = f"guilty first with a good run, {how}, {len(chosen)} faults {title}"
            figures.append(at_least(name, share, "of 1", 0.98 if place == 0 else None))
    return [*figures, at_most(f"comparing {NODES:,} nodes that differ", _large(), "s")]


def _is_first(case: Case, good: Mapping[str, PastOutcome], folder: Path, has_code: bool) -> bool:
    fault = case.fault
    before = good[fault.flow]
    after = _kept(case.outcome, fault.flow, fault.text, folder)
    if not has_code:
        before, after = _without_code(before), _without_code(after)
    found = follow(
        flow_of(case.outcome.parents, case.outcome.values),
        *(case.target, case.column, case.symptom, case.value),
    )
    known = tuple(
        Suspect(
            *(NodeId(one.node), one.column, Symptom(one.symptom)),
            *(Confidence.INTRODUCED, one.share, one.bad, one.of, one.reason),
        )
        for one in found.suspects
    )
    trace = Trace(NodeId(case.target), case.column, Symptom(case.symptom), known)
    suspects = blamed(trace, compare(before, after), _graph(case.outcome)).suspects
    return bool(suspects) and suspects[0].node in case.guilty


def _graph(outcome: Outcome) -> Graph:
    return Graph(
        {
            NodeId(node): Node(
                NodeId(node), parameters=tuple(Parameter(NodeId(parent)) for parent in parents)
            )
            for node, parents in outcome.parents.items()
        }
    )


def _kept(outcome: Outcome, flow: str, text: str, folder: Path) -> PastOutcome:
    """Return a run as it would be kept: the records of all its values."""
    file = folder / f"{flow}.py"
    code = CodeBase((folder,), {file: text}.get, lambda path: path == file, lambda _: "")
    means = Means(Budget(lambda: None, seconds=1e9), Profiles())
    plain = {
        node: record(recorded(node, Held(0, value), means))
        for node, value in outcome.values.items()
    }
    records: dict[NodeId, Record] = {}
    for node, made in plain.items():
        found = code.hash_of(file, outcome.made_by.get(node, ""))
        above = {NodeId(p): plain[p].content for p in outcome.parents.get(node, ()) if p in plain}
        records[NodeId(node)] = _with(made, found.digest if found else "", above)
    return PastOutcome(PastRun(1, 0.0), {id: NodeRun(Status.DONE) for id in records}, records)


def _with(made: Record, code: str, above: Mapping[NodeId, str]) -> Record:
    return replace(made, code=code, inputs=above)


def _without_code(outcome: PastOutcome) -> PastOutcome:
    records = {node: replace(made, code="") for node, made in outcome.records.items()}
    return replace(outcome, records=records)


def _large() -> float:
    """Return the seconds that a comparison takes where every node differs."""
    ids = [NodeId(f"node_{place}") for place in range(NODES)]
    random = np.random.default_rng(3)
    sides = [chain(random.normal(shift, 1.0, 5_000)).records for shift in (0.0, 0.3)]
    outcomes: list[PastOutcome] = []
    for side in sides:
        (made, *_) = side.values()
        records = {
            id: replace(made, node=id, inputs={ids[place - 1]: made.content} if place else {})
            for place, id in enumerate(ids)
        }
        outcomes.append(PastOutcome(PastRun(1, 0.0), {}, records))
    began = time.perf_counter()
    assert len(compare(*outcomes).different) == NODES
    return time.perf_counter() - began
