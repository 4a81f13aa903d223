from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QListView, QToolButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from core.model.graph import NodeId
from core.model.run import CheckResult, NodeRun, Run, RunStatus, Status
from core.picture.critical import SlowestPath
from explorer.theme import DARK, LIGHT
from explorer.views.runs import RunPanel
from explorer.views.runs.rows import ROW_ROLE, RunRow
from explorer.views.runs.slowest import SlowestLine
from tests.explorer.views_rig import NET_LINE, SHOP, failed_run
from tests.explorer.work import calls


@pytest.fixture
def panel(qtbot: QtBot) -> RunPanel:
    view = RunPanel()
    qtbot.addWidget(view)
    view.resize(1000, 320)
    view.show()
    return view


def list_of(panel: RunPanel) -> QListView:
    return panel.findChildren(QListView)[0]


def rows(panel: RunPanel) -> list[RunRow]:
    model = list_of(panel).model()
    return [model.index(row, 0).data(ROW_ROLE) for row in range(model.rowCount())]


def said(panel: RunPanel) -> str:
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def steps(*seconds: float | None) -> Run:
    parts = {
        NodeId(f"n{i}"): NodeRun(Status.DONE if s is not None else Status.WAITING, s)
        for i, s in enumerate(seconds)
    }
    return Run(1, (NodeId("n0"),), parts)


def test_the_rows_keep_the_rules_of_item_models(
    panel: RunPanel, qtmodeltester: ModelTester
) -> None:
    panel.show_run(failed_run())

    qtmodeltester.check(list_of(panel).model(), force_py=True)


def test_a_panel_that_comes_to_the_front_shows_the_node_that_runs(panel: RunPanel) -> None:
    panel.hide()
    run = steps(*[0.1] * 300)
    running = NodeId("n250")
    panel.show_run(replace(run, nodes={**run.nodes, running: NodeRun(Status.RUNNING)}))

    panel.show()

    view = list_of(panel)
    shown = view.visualRect(view.model().index(250, 0))
    assert view.viewport().rect().contains(shown)


def test_nodes_stand_in_run_order_each_beginning_where_the_last_ended(panel: RunPanel) -> None:
    panel.show_run(steps(0.5, 0.25, None))

    assert [(row.node, row.start) for row in rows(panel)] == [
        ("n0", 0.0),
        ("n1", 0.5),
        ("n2", 0.75),
    ]


def test_a_run_that_goes_on_keeps_its_rows_and_selection(qtbot: QtBot, panel: RunPanel) -> None:
    panel.show_run(steps(0.5, None, None))
    model = list_of(panel).model()
    list_of(panel).setCurrentIndex(model.index(1, 0))

    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        panel.show_run(steps(0.5, 0.25, None))

    assert list_of(panel).currentIndex().row() == 1


def test_a_node_that_ends_among_thousands_costs_no_walk_through_all_of_them(
    panel: RunPanel,
) -> None:
    many = 5000
    before = steps(0.5, *[None] * many)
    panel.show_run(before)
    list_of(panel).grab()

    after = before.with_nodes({NodeId("n1"): NodeRun(Status.DONE, 0.25)})

    assert calls(lambda: panel.show_run(after)) < 300
    assert [row.start for row in rows(panel)[:3]] == [0.0, 0.5, 0.75]


def test_the_head_counts_while_it_runs_and_sums_up_at_the_end(panel: RunPanel) -> None:
    panel.show_run(steps(0.5, None))
    running = said(panel)
    panel.show_run(failed_run())
    failed = said(panel)

    assert "Running" in running and "1 of 2 nodes" in running
    assert "1 reused  ·  1 failed  ·  2 not run  ·  0.3 s" in failed


def test_a_failure_shows_exception_lines_and_arguments(qtbot: QtBot, panel: RunPanel) -> None:
    panel.show_run(failed_run())
    frame = next(x for x in panel.failure.findChildren(QLabel) if "sales.py" in x.text())

    text = said(panel)
    with qtbot.waitSignal(panel.editor_wanted) as wanted:
        frame.linkActivated.emit("0")
    panel.failure.findChildren(QToolButton)[0].click()

    assert "KeyError" in text and "'gross'" in text
    assert 'return orders["gross"] * rate' in text
    assert "DataFrame 12,480 x 7" in text
    assert wanted.args == [SHOP, NET_LINE + 14]
    assert QGuiApplication.clipboard().text().startswith("KeyError: 'gross'\n  shop")


def test_checks_stand_with_the_bad_ones_first_and_their_rows(qtbot: QtBot, panel: RunPanel) -> None:
    panel.show_run(failed_run())
    links = [x for x in panel.checks.findChildren(QLabel) if "href" in x.text()]

    text = said(panel)
    with qtbot.waitSignal(panel.node_chosen) as chosen:
        links[0].linkActivated.emit("node")

    assert "Checks: 1 failed, 1 warned, 1 passed" in text
    assert text.index("Not a number") < text.index("Too large") < text.index("All is well")
    assert "Rows 17, 31 and 7 more" in text
    assert chosen.args == [NodeId("total")]


def test_many_checks_are_cut_off(panel: RunPanel) -> None:
    many = tuple(
        CheckResult(NodeId(f"n{i}"), NodeId(f"c{i}"), True, "warn", "fine") for i in range(130)
    )

    panel.show_run(replace(steps(0.1), checks=many))

    assert "and 30 more" in said(panel)


def test_clicking_a_row_tells_its_node(qtbot: QtBot, panel: RunPanel) -> None:
    panel.show_run(failed_run())
    view = list_of(panel)

    with qtbot.waitSignal(panel.node_chosen) as chosen:
        place = view.visualRect(view.model().index(1, 0)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert chosen.args == [NodeId("orders")]


def test_the_failed_node_is_brought_into_view(panel: RunPanel) -> None:
    parts = dict.fromkeys((NodeId(f"n{i}") for i in range(200)), NodeRun(Status.DONE, 0.001))
    run = Run(3, (), {**parts, NodeId("n150"): NodeRun(Status.FAILED, 0.1)}, RunStatus.FAILED)

    panel.show_run(run)

    view = list_of(panel)
    assert view.viewport().rect().intersects(view.visualRect(view.model().index(150, 0)))


def test_a_good_run_without_checks_shows_rows_alone(panel: RunPanel) -> None:
    panel.show_run(failed_run())

    panel.show_run(replace(steps(0.1), status=RunStatus.OK, seconds=0.1))

    assert not panel.failure.isVisible()
    assert not panel.checks.isVisible()


def test_older_checks_are_shown_where_the_run_had_none(panel: RunPanel) -> None:
    panel.show_run(steps(0.1), failed_run().checks)

    assert panel.checks.isVisible()


def test_a_screen_reader_hears_node_status_and_time(panel: RunPanel) -> None:
    panel.show_run(steps(0.5))

    assert list_of(panel).model().index(0, 0).data() == "n0, done, 0.5 s"


def test_before_anything_ran_the_panel_says_how_to_run(panel: RunPanel) -> None:
    panel.show_run(failed_run())
    panel.show_run(None)

    assert said(panel) == "Nothing has run yet. Select a node and press Ctrl+Enter."


def test_both_themes_paint_different_pictures(panel: RunPanel) -> None:
    panel.show_run(failed_run())

    panel.set_theme(LIGHT)
    light = panel.grab().toImage()
    panel.set_theme(DARK)
    dark = panel.grab().toImage()

    assert light != dark


def test_the_slowest_path_names_the_nodes_that_took_longest(qtbot: QtBot) -> None:
    names = [NodeId(f"n{i}") for i in range(9)]
    costs = [5.0, 0.1, 0.1, 3.0, 2.0, 0.1, 0.1, 0.1, 1.0]
    parts = {id: NodeRun(Status.DONE, cost) for id, cost in zip(names, costs, strict=True)}
    run = Run(1, (names[-1],), parts, RunStatus.OK, seconds=14.0)
    line = SlowestLine()
    qtbot.addWidget(line)

    line.show_path(run, SlowestPath(tuple(names), sum(costs)))
    said = line.accessibleName()
    line.show_path(None, None)

    assert said == "Slowest path: n0 → … → n3 → n4 → … → n8, 11 s of 14 s"
    assert line.isHidden()
