"""How long a comparison takes. How often it leads to the guilty function: see `triage`."""

import time
from dataclasses import replace

import numpy as np

from core.comparing import compare
from core.model.graph import NodeId
from core.model.history import PastOutcome, PastRun
from tests.benchmarks.figure import Figure, at_most
from tests.core.test_comparing import RAW, record

NODES = 1_000
_ROUNDS = 3


def measure() -> list[Figure]:
    """Seconds to compare two runs that differ at every node, and two that are the same."""
    good, bad = _run(0.0), _run(0.3)
    return [
        at_most(f"comparing {NODES:,} nodes that all differ", _seconds(good, bad), "s", 1.0),
        at_most(f"comparing {NODES:,} nodes that are the same", _seconds(good, good), "s"),
    ]


def _run(shift: float) -> PastOutcome:
    """Return a run of nodes in a row."""
    made = record(RAW, np.random.default_rng(3).normal(shift, 1.0, 5_000))
    ids = [NodeId(f"node_{place}") for place in range(NODES)]
    records = {
        id: replace(made, node=id, inputs={ids[place - 1]: made.content} if place else {})
        for place, id in enumerate(ids)
    }
    return PastOutcome(PastRun(1, 0.0), {}, records)


def _seconds(before: PastOutcome, after: PastOutcome) -> float:
    took: list[float] = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        compare(before, after)
        took.append(time.perf_counter() - began)
    return sorted(took)[_ROUNDS // 2]
