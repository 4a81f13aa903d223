"""Data-quality checks are told one by one, with the rows that they are about."""

from collections.abc import Iterator

import pytest

from core.worker.messages import CheckEnded
from tests.core.worker_rig import Rig, write
from tests.core.worker_runs import Ran, run, seen

FLOW = """
    import numpy as np
    import pandas as pd
    from hamilton.data_quality.base import DataValidator, ValidationResult
    from hamilton.function_modifiers import check_output, check_output_custom
    from hamilton.htypes import Collect, Parallelizable

    @check_output(range=(0, 10), importance="warn")
    def ranged() -> pd.Series:
        return pd.Series([1.0, 11.0, None, 5.0], index=["a", "b", "c", "d"])

    @check_output(values_in=["x", "y"], importance="warn")
    def named() -> pd.Series:
        return pd.Series(["x", "z", None])

    @check_output(allow_nans=False, importance="warn")
    def whole() -> pd.Series:
        labels = pd.MultiIndex.from_tuples([(1, "a"), (1, "b"), (2, "a")])
        return pd.Series([1.0, None, 3.0], index=labels)

    @check_output(max_fraction_nans=0.1, importance="warn")
    def sparse() -> pd.Series:
        return pd.Series([None] * 30 + [1.0] * 30)

    @check_output(data_type=np.int64, importance="warn")
    def typed() -> pd.Series:
        return pd.Series([1.5])

    @check_output(range=(0, 10), importance="warn")
    def fine() -> pd.Series:
        return pd.Series([1, 2])

    @check_output(range=(0, 1), data_type=int, importance="fail")
    def strict() -> float:
        return 5.5

    def below(strict: float) -> float:
        return strict

    class Odd(DataValidator):
        def applies_to(self, datatype): return True
        def description(self): return "odd"
        @classmethod
        def name(cls): return "odd"
        def validate(self, dataset): return ValidationResult(dataset % 2 == 1, f"{dataset} is even")

    @check_output_custom(Odd("warn"))
    def own() -> int:
        return 4

    def items() -> Parallelizable[int]:
        yield from range(1, 5)

    @check_output_custom(Odd("warn"))
    def each(items: int) -> int:
        return items

    def total(each: Collect[int]) -> int:
        return sum(each)
    """


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    folder = write(tmp_path_factory.mktemp("project"), {"checks.py": FLOW})
    rig = Rig(cwd=folder)
    rig.load(folder, "checks")
    yield rig
    rig.close()


def check_of(ran: Ran) -> CheckEnded:
    (check,) = ran.checks
    return check


ROWS = [
    ("ranged", ("b", "c"), 2),
    ("named", ("1",), 1),
    ("whole", ("1, b",), 1),
    ("sparse", tuple(map(str, range(20))), 30),
    ("typed", (), 0),
]


@pytest.mark.parametrize(("node", "rows", "count"), ROWS)
def test_a_failed_check_names_the_rows(
    rig: Rig, node: str, rows: tuple[str, ...], count: int
) -> None:
    ran = run(rig, node, force=True)

    check = check_of(ran)
    assert ran.status == "ok"
    assert (check.node, check.importance, check.passed) == (node, "warn", False)
    assert (check.rows, check.row_count) == (rows, count)
    assert check.message


def test_a_check_that_passes_names_no_rows(rig: Rig) -> None:
    check = check_of(run(rig, "fine", force=True))

    assert check.passed
    assert (check.rows, check.row_count) == ((), 0)


def test_all_checks_report_before_one_of_them_ends_the_run(rig: Rig) -> None:
    ran = run(rig, "below", force=True)

    assert ran.status == "failed"
    assert [check.passed for check in ran.checks] == [False, False]
    assert {check.importance for check in ran.checks} == {"fail"}
    assert ran.nodes["strict"] == "failed"
    assert "below" not in ran.nodes
    assert ran.failure.type == "DataValidationError"
    assert len(ran.failure.message.splitlines()) == 2
    assert seen(rig, "strict_raw").text == "5.5"


def test_a_check_of_ones_own_is_told(rig: Rig) -> None:
    check = check_of(run(rig, "own", force=True))

    assert (check.node, check.message, check.passed) == ("own", "4 is even", False)


def test_a_check_inside_a_block_speaks_of_all_items(rig: Rig) -> None:
    check = check_of(run(rig, "total", force=True))

    assert not check.passed
    assert check.message == "Failed for 2 of 4 items, first for item 2: 2 is even"


def test_a_check_that_is_reused_is_told_again(rig: Rig) -> None:
    first = check_of(run(rig, "ranged", force=True))

    ran = run(rig, "ranged")

    assert ran.named("done") == []
    again = check_of(ran)
    assert (again.rows, again.message) == (first.rows, first.message)
    assert again.ticket == ran.plan.ticket
