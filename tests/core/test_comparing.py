"""Runs beside each other, from records made by hand."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from core.comparing import blamed, compare, suggest
from core.comparing.columns import moves
from core.model.comparison import Comparison, Metric, Outcome
from core.model.graph import Graph, Node, NodeId, Parameter
from core.model.history import Circumstances, PastOutcome, PastRun
from core.model.record import QUANTILES, ColumnKind, ColumnProfile, Record, ValueKind
from core.model.run import NodeRun, Status
from core.model.tracing import Confidence, Suspect, Symptom, Trace

ROWS = 10_000
RAW, CLEAN, TOTAL = NodeId("raw"), NodeId("clean"), NodeId("total")
HEALTHY = np.random.default_rng(1).normal(100.0, 10.0, ROWS)


def profile(values: np.ndarray, name: str = "price") -> ColumnProfile:
    """Return what a worker would tell of some numbers."""
    known = values[~np.isnan(values)]
    quantiles = np.quantile(known, QUANTILES, method="nearest")
    edges = np.linspace(quantiles[0], quantiles[-1], 21)
    inner = np.searchsorted(np.sort(known), edges[1:-1])
    return ColumnProfile(
        name,
        "float64",
        ColumnKind.NUMBER,
        nulls=int(np.isnan(values).sum()),
        negatives=int((known < 0).sum()),
        distinct=len(np.unique(known)),
        minimum=float(known.min()),
        maximum=float(known.max()),
        mean=float(known.mean()),
        deviation=float(known.std()),
        quantiles=tuple(quantiles.tolist()),
        histogram=tuple(np.diff([0, *inner, len(known)]).tolist()),
        content=f"{hash(values.tobytes())}",
        bag=f"{hash(np.sort(values).tobytes())}",
    )


def record(
    node: NodeId, values: np.ndarray, code: str = "1", above: Mapping[NodeId, Record] | None = None
) -> Record:
    """Return the record of a frame with one column."""
    column = profile(values)
    inputs = {parent: made.content for parent, made in (above or {}).items()}
    shape = (len(values), 1)
    return Record(
        *(node, "pd.DataFrame", ValueKind.TABLE, shape, (column,), column.content),
        code=code,
        inputs=inputs,
    )


def outcome(*records: Record, failed: tuple[NodeId, ...] = (), **made: object) -> PastOutcome:
    """Return what is kept of a run."""
    nodes = {one.node: NodeRun(Status.DONE) for one in records}
    nodes |= {node: NodeRun(Status.FAILED) for node in failed}
    made = {"python": "3.12", **made}
    past = PastRun(1, 0.0, circumstances=Circumstances(**made))  # pyright: ignore[reportArgumentType]
    return PastOutcome(past, nodes, {one.node: one for one in records})


def chain(
    raw: np.ndarray = HEALTHY,
    clean: np.ndarray | None = None,
    total: np.ndarray | None = None,
    codes: str = "111",
    **made: object,
) -> PastOutcome:
    """Return a run of three nodes in a row; each passes on what came in, where not given."""
    first = record(RAW, raw, codes[0])
    second = record(CLEAN, raw if clean is None else clean, codes[1], {RAW: first})
    came_in = raw if clean is None else clean
    third = record(TOTAL, came_in if total is None else total, codes[2], {CLEAN: second})
    return outcome(first, second, third, failed=(), **made)


def graph() -> Graph:
    above = {RAW: (), CLEAN: (RAW,), TOTAL: (CLEAN,)}
    return Graph({id: Node(id, parameters=tuple(map(Parameter, of))) for id, of in above.items()})


def outcomes(found: Comparison) -> dict[NodeId, Outcome]:
    return {node: one.outcome for node, one in found.nodes.items()}


def with_nulls(values: np.ndarray, share: float) -> np.ndarray:
    return np.where(np.arange(len(values)) < share * len(values), np.nan, values)


BAD = with_nulls(HEALTHY, 0.1)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (chain(), (Outcome.SAME, Outcome.SAME, Outcome.SAME)),
        (chain(codes="121"), (Outcome.SAME, Outcome.SAME, Outcome.SAME)),
        (chain(clean=BAD, codes="121"), (Outcome.SAME, Outcome.CODE, Outcome.INPUT)),
        (chain(clean=BAD), (Outcome.SAME, Outcome.UNEXPLAINED, Outcome.INPUT)),
        (chain(clean=BAD, config='{"a": 2}'), (Outcome.SAME, Outcome.ENVIRONMENT, Outcome.INPUT)),
        (chain(BAD, codes="112"), (Outcome.UNEXPLAINED, Outcome.INPUT, Outcome.CODE)),
    ],
)
def test_each_node_has_its_reason(now: PastOutcome, expected: tuple[Outcome, ...]) -> None:
    found = compare(chain(), now)

    assert tuple(outcomes(found)[node] for node in (RAW, CLEAN, TOTAL)) == expected
    different = [one for one in (RAW, CLEAN, TOTAL) if found.nodes[one].is_different]
    assert [one.node for one in found.first] == different[:1]


def test_what_differs_first_is_listed_first_and_heirs_by_their_own_part() -> None:
    worse = with_nulls(HEALTHY, 0.6)

    found = compare(chain(), chain(BAD, total=worse, codes="211"))

    assert list(found.nodes) == [RAW, TOTAL, CLEAN]
    scores = {node: round(one.score, 2) for node, one in found.nodes.items()}
    assert scores[RAW] > 0.6 and scores[CLEAN] == 0.0 and 0.2 < scores[TOTAL] < 0.4


def test_a_node_that_hides_what_came_in_scores_below_zero() -> None:
    found = compare(chain(), chain(BAD, clean=HEALTHY, codes="211"))

    assert found.nodes[CLEAN].outcome is Outcome.SAME
    assert found.nodes[CLEAN].score < -0.5


def test_a_node_that_failed_has_a_reason_too() -> None:
    good = chain()
    part = outcome(good.records[RAW], failed=(CLEAN,))

    by_code = compare(good, part, {CLEAN: "2"}).nodes[CLEAN]
    without = compare(good, part, {CLEAN: "1"}).nodes[CLEAN]

    assert (by_code.outcome, by_code.is_first, by_code.note) == (
        *(Outcome.CODE, True),
        "It failed in this run.",
    )
    assert without.outcome is Outcome.UNEXPLAINED


def test_the_texts_of_changed_code_come_along() -> None:
    found = compare(chain(), chain(codes="121"), sources={"1": "old", "2": "new"})

    code = found.nodes[CLEAN].code
    assert code and (code.before, code.after) == ("old", "new")
    assert found.nodes[CLEAN].said == "same, though its code changed"


def largest(before: np.ndarray, after: np.ndarray) -> dict[Metric, tuple[float, bool]]:
    found = moves(profile(before), profile(after), (len(before), len(after)))
    return {move.metric: (move.distance, move.is_large) for move in found}


def test_distances_are_those_of_the_books() -> None:
    found = largest(HEALTHY, HEALTHY + 5.0)

    # a shift by half a deviation: PSI 0.24, KS 2 * Phi(0.25) - 1
    assert found[Metric.DISTRIBUTION][0] == pytest.approx(0.25, abs=0.05)
    assert found[Metric.LARGEST_GAP][0] == pytest.approx(0.197, abs=0.02)
    assert found[Metric.SHIFT][0] == pytest.approx(0.5, abs=0.02)
    assert found[Metric.SHIFT][1] and found[Metric.DISTRIBUTION][1]


def test_another_sample_of_the_same_is_no_large_move() -> None:
    random = np.random.default_rng(7)
    for count in (50, 1_000, 100_000):
        found = largest(random.normal(size=count), random.normal(size=count))
        drift = (Metric.DISTRIBUTION, Metric.SHIFT, Metric.LARGEST_GAP)
        assert not any(found[metric][1] for metric in drift if metric in found), count


def test_categories_are_compared_by_their_shares() -> None:
    def texts(**counts: int) -> ColumnProfile:
        top = tuple(sorted(counts.items(), key=lambda pair: -pair[1]))
        distinct = len(counts)
        return ColumnProfile("tier", "str", ColumnKind.TEXT, 0, distinct=distinct, top=top)

    old, new = texts(gold=900, silver=100), texts(gold=500, silver=100, tin=400)
    (move,) = moves(old, new, (1_000, 1_000))

    assert move.metric is Metric.CATEGORIES and move.is_large
    assert 0.4 < move.distance < 0.6
    assert (move.before, move.after) == ("gold: 90.0 %", "gold: 50.0 %")


def test_rows_columns_and_types_are_told() -> None:
    good = chain()
    fewer = record(RAW, HEALTHY[:9_000])
    price = replace(fewer.columns[0], dtype="object", kind=ColumnKind.OTHER)
    changed = replace(fewer, columns=(price, replace(price, name="extra")), shape=(9_000, 2))

    found = compare(good, outcome(changed)).nodes[RAW]

    assert [move.said for move in found.moves] == [
        "columns without extra",
        "10,000 rows → 9,000 rows",
    ]
    assert found.columns[0].moves[0].said == "type float64 → object"


def test_surroundings_that_differ_are_sentences() -> None:
    now = chain(config='{"region": "US"}', packages={"pandas": "3.0"}, python="3.12")
    good = chain(config='{"region": "EU"}', packages={"pandas": "2.2"}, python="3.12")

    assert compare(good, now).circumstances == (
        "The config `region` was EU, and is US.",
        "The package `pandas` was 2.2, and is 3.0.",
    )


def suspect(node: NodeId) -> Suspect:
    return Suspect(node, "price", Symptom.NULLS, Confidence.INTRODUCED, 1.0, 9, 10, "Nulls.")


def test_a_good_run_puts_the_changed_node_first_in_a_trace() -> None:
    comparison = compare(chain(), chain(clean=BAD, codes="121"))
    trace = Trace(TOTAL, "price", Symptom.NULLS, (suspect(RAW), suspect(TOTAL)))

    found = blamed(trace, comparison, graph())

    assert [one.node for one in found.suspects] == [CLEAN, TOTAL, RAW]
    assert found.suspects[0].confidence is Confidence.INTRODUCED
    assert (found.suspects[0].column, found.suspects[0].bad) == ("price", 1_000)
    assert "Its code changed since the good run" in found.suspects[0].reason
    assert "null 0 % → 10.0 %" in found.suspects[0].reason
    assert found.suspects[2].reason.endswith("It was so in the good run, too.")
    assert [(hop.node, hop.parent) for hop in found.path] == [(TOTAL, CLEAN)]


def test_suggested_checks_hold_for_all_good_runs_and_leave_room() -> None:
    series = [
        replace(
            record(RAW, values),
            type_name="pd.Series",
            kind=ValueKind.COLUMN,
            columns=(replace(profile(values), name="value"),),
        )
        for values in (HEALTHY, HEALTHY + 1.0)
    ]

    (check,) = suggest(series)
    nullable = replace(
        series[0], columns=(replace(profile(with_nulls(HEALTHY, 0.1)), name="value"),)
    )
    (loose,) = suggest([*series, nullable])

    assert check.line.startswith("@check_output(data_type=float, allow_nans=False, range=(0, ")
    assert check.runs == 2 and not check.column
    assert "max_fraction_nans=0.12" in loose.line and "range" not in loose.line


def test_nothing_is_suggested_for_what_hamilton_cannot_check() -> None:
    assert suggest([Record(RAW, "Model", ValueKind.OTHER)]) == ()
    assert suggest([]) == ()
