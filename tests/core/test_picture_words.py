from dataclasses import replace
from typing import Any

import pytest

from core.model.graph import Node, NodeId, NodeKind
from core.model.run import NodeRun, Status
from core.picture.words import duration, flow, last_run, sentence, short_type, tip


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.0, "<1 ms"),
        (0.012, "12 ms"),
        (0.0994, "99 ms"),
        (0.0996, "0.1 s"),
        (0.4, "0.4 s"),
        (9.94, "9.9 s"),
        (9.96, "10 s"),
        (59.4, "59 s"),
        (59.6, "1 min 0 s"),
        (125.0, "2 min 5 s"),
        (4320.0, "1 h 12 min"),
    ],
)
def test_a_duration_has_one_or_two_units(seconds: float, said: str) -> None:
    assert duration(seconds) == said


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("int", "int"),
        ("pandas.core.frame.DataFrame", "DataFrame"),
        ("dict[str, pandas.Series]", "dict[str, Series]"),
        ("typing.Optional[numpy.ndarray]", "Optional[ndarray]"),
        ("", ""),
    ],
)
def test_a_short_type_leaves_its_modules_out(full: str, short: str) -> None:
    assert short_type(full) == short


@pytest.mark.parametrize(
    ("run", "said"),
    [
        (NodeRun(Status.DONE, 0.4, "DataFrame 12,480 x 7"), "12,480 \u00d7 7 · 0.4 s"),
        (NodeRun(Status.DONE, 0.4), "0.4 s"),
        (NodeRun(Status.DONE, 0.02, "Model"), "Model · 20 ms"),
        (NodeRun(Status.REUSED, 0.0, "Series 12,480"), "12,480 · reused"),
        (NodeRun(Status.GIVEN, summary="int 42"), "42"),
        (NodeRun(Status.GIVEN), "given"),
        (NodeRun(Status.FAILED, message="KeyError: 'a'\nmore"), "KeyError: 'a'"),
        (NodeRun(Status.FAILED), "failed"),
        (NodeRun(Status.RUNNING), "running"),
        (NodeRun(Status.SKIPPED), "not run"),
        (NodeRun(Status.CANCELLED), "stopped"),
        (NodeRun(Status.WAITING), ""),
        (NodeRun(Status.IDLE), ""),
    ],
)
def test_a_card_tells_its_last_run_in_a_few_words(run: NodeRun, said: str) -> None:
    assert last_run(run) == said


def test_a_tip_holds_name_type_first_line_of_the_doc_and_last_run() -> None:
    node = Node(NodeId("a<b"), type_name="pd.Series", doc="First line.\n\nMore.")

    said = tip(node, NodeRun(Status.FAILED, 0.4, message="ValueError: 1 < 2"), ("A note & more.",))

    assert "<b>a&lt;b</b>" in said
    assert "pd.Series · function" in said
    assert "First line." in said
    assert "More." not in said
    assert "ValueError: 1 &lt; 2" in said
    assert "A note &amp; more." in said


def test_a_node_is_read_aloud_with_kind_and_status() -> None:
    node = Node(NodeId("limit"), NodeKind.INPUT, type_name="int")

    assert sentence(node, None) == "limit, input, int, not run yet"


def test_lost_rows_and_nulls_are_said_in_short() -> None:
    def said(**known: Any) -> str:
        part = NodeRun(Status.DONE, 0.4, "DataFrame 12,400 x 9", 12_400)
        return last_run(replace(part, **known))

    size, minus, fold = (
        "12,400 \N{MULTIPLICATION SIGN} 9",
        "\N{MINUS SIGN}",
        "\N{MULTIPLICATION SIGN}",
    )

    assert said() == f"{size} · 0.4 s"
    assert said(change=-0.0064) == f"{size} · {minus}0.6 % · 0.4 s"
    assert said(change=0.25, nulls=0.0) == f"{size} · +25 % · 0.4 s"
    assert said(change=1.5, nulls=0.0004) == f"{size} · {fold}2.5 · <0.1 % null · 0.4 s"
    assert said(change=-0.99, nulls=0.996) == f"{size} · from 1,240,000 · >99 % null · 0.4 s"


def test_the_rows_that_come_from_a_parent_are_named() -> None:
    orders = NodeRun(Status.DONE, 0.1, "DataFrame 1 x 9", 1, nulls=0.5)

    assert flow(NodeId("orders"), orders) == "From orders: 1 row, 50 % null"
    assert flow(NodeId("orders"), NodeRun(Status.DONE, 0.1, "float 0.5")) == ""
