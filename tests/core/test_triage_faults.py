"""The faults that the tracing is measured on: each is stated soundly, none twice."""

import ast
from collections import Counter

import pytest

from tests.triage.edits import EDITS
from tests.triage.faults import FLOWS, Fault, faults, healthy
from tests.triage.last_edits import LAST_EDITS
from tests.triage.later_edits import LATER_EDITS


@pytest.fixture(scope="module")
def every() -> list[Fault]:
    return list(faults())


def test_every_fault_has_a_name_of_its_own_and_a_text_that_differs(every: list[Fault]) -> None:
    texts = {flow: healthy(flow) for flow in FLOWS}

    assert [name for name, count in Counter(f.name for f in every).items() if count > 1] == []
    assert [f.name for f in every if f.text == texts[f.flow]] == []


def test_every_written_edit_stays_within_its_function(every: list[Fault]) -> None:
    written = [f for f in every if "-drawn" not in f.name]

    assert len(written) == len(EDITS) + len(LATER_EDITS) + len(LAST_EDITS)
    for fault in written:
        before, after = _around(fault.flow, fault.function)
        assert fault.text.startswith(before)
        assert fault.text.endswith(after)
        assert ast.parse(fault.text).body


def test_the_third_series_alone_is_kept_apart(every: list[Fault]) -> None:
    assert {f.series for f in every if f.is_kept_apart} == {3}
    assert {f.series for f in every if not f.is_kept_apart} == {1, 2}


def test_the_third_series_repeats_no_corruption_and_no_edit(every: list[Fault]) -> None:
    drawn = [f for f in every if "-drawn" in f.name]
    spent = {_place(f) for f in drawn if f.series < 3}
    texts = {f.text for f in every if f.series < 3}

    assert [f.name for f in drawn if f.series == 3 and _place(f) in spent] == []
    assert [f.name for f in every if f.series == 3 and f.text in texts] == []


def test_faults_are_the_same_every_time(every: list[Fault]) -> None:
    assert list(faults()) == every


def _place(fault: Fault) -> tuple[str, str, str]:
    return fault.flow, fault.function, fault.kind


def _around(flow: str, function: str) -> tuple[str, str]:
    """Return what stands before and after a function."""
    text = healthy(flow)
    lines = text.splitlines(keepends=True)
    nodes = (node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef))
    found = next(node for node in nodes if node.name == function)
    return "".join(lines[: found.lineno - 1]), "".join(lines[found.end_lineno :])
