"""The list of earlier runs, and what is said of columns."""

import time
from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.model.graph import NodeId
from core.model.history import Circumstances, PastOutcome, PastRun
from core.model.preview import Column
from core.model.record import ColumnKind, ColumnProfile
from core.model.run import NodeRun, RunStatus, Status
from explorer.views.data.profiles import has_bars, tip
from explorer.views.runs.panel import RunPanel

RUN = PastRun(
    *(7, time.time(), (NodeId("report"),), RunStatus.FAILED, 2.5, 3, NodeId("sales")),
    message="KeyError: 'price'",
    circumstances=Circumstances(inputs={NodeId("top"): "10"}, commit="c0ffee" * 7),
)
PRICE = ColumnProfile(
    *("price", "float64", ColumnKind.NUMBER),
    nulls=3,
    negatives=2,
    distinct=40,
    minimum=-1.5,
    maximum=1e6,
    mean=2.0,
    quantiles=(0.0,) * 4 + (1.25,) + (2.0,) * 4,
    histogram=(1, 2, 3),
    top=(("1.5", 4), ("2.5", 1)),
)


def test_the_list_says_what_a_run_was_and_is_hidden_when_there_is_none(qtbot: QtBot) -> None:
    panel = RunPanel()
    qtbot.addWidget(panel)
    good = replace(RUN, id=8, is_good=True, note="before the fix", status=RunStatus.OK)

    panel.show_history((good, RUN), None)

    texts = [panel.history.item(row).text() for row in range(panel.history.count())]
    assert texts[0].startswith("★") and texts[0].endswith("before the fix")
    assert "2.5 s" in texts[1] and texts[1].endswith("report")
    tip = panel.history.item(1).toolTip()
    assert "sales failed: KeyError: 'price'" in tip and "top = 10" in tip and "c0ffee" in tip
    assert not panel.history.isHidden()
    panel.show_history((), None)
    assert panel.history.isHidden()


def test_a_click_asks_for_the_run_and_the_delete_key_for_its_end(qtbot: QtBot) -> None:
    panel = RunPanel()
    qtbot.addWidget(panel)
    panel.show_history((RUN,), None)
    history = panel.history

    with qtbot.waitSignal(history.run_chosen) as chosen:
        history.itemClicked.emit(history.item(0))
    with qtbot.waitSignal(history.delete_wanted) as deleted:
        qtbot.keyClick(history, Qt.Key.Key_Delete)

    assert chosen.args == deleted.args == [RUN]


def test_an_earlier_run_is_shown_as_it_ended(qtbot: QtBot) -> None:
    panel = RunPanel()
    qtbot.addWidget(panel)
    nodes = {NodeId("sales"): NodeRun(Status.FAILED, message="KeyError: 'price'")}

    run = PastOutcome(RUN, nodes, {}).as_run()
    panel.show_run(run)

    assert run.failure and (run.failure.node, run.failure.type) == ("sales", "KeyError")
    assert panel.failure.isVisibleTo(panel)


def test_a_column_is_told_in_figures() -> None:
    said = tip(Column("price", "float64"), PRICE, 100_000)

    for words in (
        *("3 null", "40 distinct", "2 negative", "-1.5 to 1,000,000", "median 1.25"),
        *("1.5 (4), 2.5 (1)", "sample of 100,000 rows"),
    ):
        assert words in said
    assert has_bars(PRICE)
    assert not has_bars(replace(PRICE, histogram=()))
