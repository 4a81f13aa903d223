from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from core.model.graph import NodeId
from core.model.log import LogEntry, LogStream
from core.model.run import NodeRun, Run, RunStatus, Status
from explorer.theme import DARK, LIGHT, Theme
from explorer.views import style
from explorer.views.banner import BannerBar
from explorer.views.log import LogPanel
from explorer.views.palette import LIMIT, Palette, PaletteItem
from explorer.views.problems import ProblemsPanel
from explorer.views.shortcuts import ShortcutsSheet
from explorer.views.status import StatusStrip
from explorer.views.welcome import WelcomeView
from tests.explorer.views_rig import SHOP, problems
from tests.explorer.work import calls


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def button(widget: QWidget, text: str) -> QPushButton:
    return next(each for each in widget.findChildren(QPushButton) if text in each.text())


# --------------------------------------------------------------------------- problems


@pytest.fixture
def problem_panel(qtbot: QtBot) -> ProblemsPanel:
    panel = ProblemsPanel()
    qtbot.addWidget(panel)
    panel.resize(700, 300)
    panel.show()
    return panel


def test_problems_are_sentences_with_links_to_their_places(
    qtbot: QtBot, problem_panel: ProblemsPanel
) -> None:
    problem_panel.show_problems(problems())
    first = problem_panel.entries[0]

    with qtbot.waitSignal(problem_panel.editor_wanted) as place:
        first.links.linkActivated.emit("place")
    with qtbot.waitSignal(problem_panel.node_chosen) as node:
        first.links.linkActivated.emit("node")

    assert "net</span> has no type." in first.message.text()
    assert place.args == [SHOP, 40]
    assert node.args == [NodeId("net")]


def test_the_detail_of_a_problem_unfolds_and_folds(problem_panel: ProblemsPanel) -> None:
    problem_panel.show_problems(problems())
    entry = problem_panel.entries[1]

    states = [entry.detail.isVisible()]
    for _ in range(2):
        entry.links.linkActivated.emit("detail")
        states.append(entry.detail.isVisible())

    assert states == [False, True, False]
    assert entry.detail.text() == "Traceback\n  line 1"


def test_a_problem_can_be_copied_whole(problem_panel: ProblemsPanel) -> None:
    problem_panel.show_problems(problems())

    problem_panel.entries[1].findChildren(QToolButton)[0].click()

    assert QGuiApplication.clipboard().text() == f"No module `x`.\n{SHOP}:1\nTraceback\n  line 1"


def test_the_same_problems_are_not_laid_out_again(problem_panel: ProblemsPanel) -> None:
    problem_panel.show_problems(problems())
    before = problem_panel.entries

    problem_panel.show_problems(problems())

    assert problem_panel.entries == before


def test_without_problems_the_panel_says_so(problem_panel: ProblemsPanel) -> None:
    problem_panel.show_problems(problems())
    problem_panel.show_problems(())

    assert said(problem_panel) == "No problems."


def test_many_problems_are_cut_off(problem_panel: ProblemsPanel) -> None:
    problem_panel.show_problems(problems() * 150)

    assert len(problem_panel.entries) == 200
    assert "and 100 more" in said(problem_panel)


# --------------------------------------------------------------------------- log


@pytest.fixture
def log(qtbot: QtBot) -> LogPanel:
    panel = LogPanel()
    qtbot.addWidget(panel)
    panel.resize(600, 300)
    panel.show()
    return panel


def entry(node: str | None, text: str, stream: LogStream = LogStream.OUT) -> LogEntry:
    return LogEntry(NodeId(node) if node else None, stream, text)


def test_what_is_printed_stands_below_its_node(log: LogPanel) -> None:
    log.show_log((entry("a", "one\n"), entry("a", "two\n"), entry("b", "three\n")))

    assert log.text == "a\none\ntwo\n\nb\nthree\n"


def test_pieces_of_one_line_stay_on_it(log: LogPanel) -> None:
    log.show_log((entry("a", "half"), entry("a", " done\n")))

    assert log.text == "a\nhalf done\n"


def test_progress_bars_and_colours_of_terminals_are_understood(log: LogPanel) -> None:
    log.show_log((entry("a", "\r 10%"), entry("a", "\r100%\n\x1b[31mred\x1b[0m\r\n")))

    assert log.text == "a\n100%\nred\n"


def test_only_new_entries_are_written(log: LogPanel) -> None:
    first = (entry("a", "one\n"),)
    log.show_log(first)
    text = log.findChildren(QPlainTextEdit)[0]
    mark = QTextCursor(text.document())
    mark.setPosition(3)

    log.show_log((*first, entry("a", "two\n")))

    assert mark.position() == 3
    assert log.text == "a\none\ntwo\n"


def test_the_log_can_be_narrowed_to_one_node(log: LogPanel) -> None:
    log.show_log((entry("a", "one\n"), entry("b", "two\n"), entry(None, "x", LogStream.NOTE)))

    log.show_node(NodeId("b"))
    narrowed = log.text
    log.findChildren(QComboBox)[0].setCurrentIndex(0)

    assert narrowed == "b\ntwo\n"
    assert "one" in log.text


def test_an_emptied_log_forgets_its_nodes(log: LogPanel) -> None:
    log.show_log((entry("a", "one\n"),))

    log.show_log(())

    assert log.text == ""
    assert log.findChildren(QComboBox)[0].count() == 1


def test_the_name_of_a_node_leads_to_it(qtbot: QtBot, log: LogPanel) -> None:
    log.show_log((entry("a_long_name", "one\n"),))
    text = log.findChildren(QPlainTextEdit)[0]
    cursor = QTextCursor(text.document())
    cursor.setPosition(4)

    with qtbot.waitSignal(log.node_chosen) as chosen:
        place = text.cursorRect(cursor).center()
        qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert chosen.args == [NodeId("a_long_name")]


def test_clearing_is_asked_for(qtbot: QtBot, log: LogPanel) -> None:
    with qtbot.waitSignal(log.clear_wanted):
        button(log, "Clear").click()


# --------------------------------------------------------------------------- palette


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(900, 600)
    widget.show()
    return widget


@pytest.fixture
def palette(window: QWidget) -> Palette:
    return Palette(window)


ITEMS = (
    PaletteItem("a", "Run to here", "Compute what it needs", "Ctrl+Return"),
    PaletteItem("b", "Reload", is_enabled=False),
    PaletteItem("c", "raw_orders", "loading"),
)


def test_the_items_keep_the_rules_of_item_models(
    palette: Palette, qtmodeltester: ModelTester
) -> None:
    palette.open(ITEMS, "Find")

    qtmodeltester.check(palette.findChildren(QListView)[0].model(), force_py=True)


def test_typing_and_enter_choose_an_item(qtbot: QtBot, palette: Palette) -> None:
    palette.open(ITEMS, "Find")
    edit = palette.findChildren(QLineEdit)[0]
    qtbot.keyClicks(edit, "rawo")
    shown = [item.id for item in palette.shown]

    with qtbot.waitSignal(palette.chosen) as chosen:
        qtbot.keyClick(edit, Qt.Key.Key_Return)

    assert shown == ["c"]
    assert chosen.args == ["c"]
    assert not palette.isVisible()


def test_arrows_go_round_the_items(qtbot: QtBot, palette: Palette) -> None:
    palette.open(ITEMS, "Find")
    edit = palette.findChildren(QLineEdit)[0]

    with qtbot.waitSignal(palette.chosen) as chosen:
        qtbot.keyClick(edit, Qt.Key.Key_Up)
        qtbot.keyClick(edit, Qt.Key.Key_Return)

    assert chosen.args == ["c"]


def test_what_cannot_be_done_now_cannot_be_chosen(qtbot: QtBot, palette: Palette) -> None:
    palette.open(ITEMS, "Find")
    edit = palette.findChildren(QLineEdit)[0]
    qtbot.keyClicks(edit, "reload")

    with qtbot.assertNotEmitted(palette.chosen):
        qtbot.keyClick(edit, Qt.Key.Key_Return)

    assert palette.isVisible()


def test_esc_leaves_the_palette(qtbot: QtBot, palette: Palette) -> None:
    palette.open(ITEMS, "Find")

    with qtbot.assertNotEmitted(palette.chosen):
        qtbot.keyClick(palette.findChildren(QLineEdit)[0], Qt.Key.Key_Escape)

    assert not palette.isVisible()


def test_the_palette_says_when_nothing_fits(qtbot: QtBot, palette: Palette) -> None:
    palette.open(ITEMS, "Find")

    qtbot.keyClicks(palette.findChildren(QLineEdit)[0], "qqq")

    assert palette.shown == ()
    assert "Nothing fits." in said(palette)


def test_a_key_press_among_thousands_of_items_is_answered_at_once(palette: Palette) -> None:
    items = tuple(PaletteItem(str(i), f"metric_{i}_of_shop", "module") for i in range(5000))
    palette.open(items, "Find")
    edit = palette.findChildren(QLineEdit)[0]

    def type_and_paint() -> None:
        edit.setText("m4o")
        palette.grab()

    assert calls(type_and_paint) < 500_000
    assert len(palette.shown) == LIMIT


# --------------------------------------------------------------------------- the rest


def test_a_banner_offers_what_can_be_done(qtbot: QtBot) -> None:
    bar = BannerBar()
    qtbot.addWidget(bar)
    before = bar.text
    bar.show_banner("error", "The worker ended while `net` ran.", (("worker.restart", "Restart"),))

    with qtbot.waitSignal(bar.action_chosen) as chosen:
        button(bar, "Restart").click()

    assert before == ""
    assert bar.text == "The worker ended while `net` ran."
    assert chosen.args == ["worker.restart"]

    bar.clear()

    assert bar.text == ""


def test_the_status_strip_follows_a_run(qtbot: QtBot) -> None:
    strip = StatusStrip()
    qtbot.addWidget(strip)
    strip.show()
    parts = {NodeId("a"): NodeRun(Status.DONE, 0.1), NodeId("b"): NodeRun(Status.RUNNING)}
    bar = strip.findChildren(QProgressBar)[0]

    strip.show_run(Run(1, (), parts), elapsed=75.0)
    running = (said(strip), bar.isVisible(), bar.value(), bar.maximum())
    strip.show_run(Run(1, (), parts, RunStatus.CANCELLED, seconds=3.0))
    stopped = (said(strip), bar.isVisible())
    strip.show_run(None)
    strip.show_worker("Ready", 300 * 2**20)
    strip.show_zoom(0.8)
    idle = said(strip)

    assert running[1:] == (True, 1, 2)
    assert "1 of 2 nodes · 1:15" in running[0]
    assert "Stopped · 1 of 2 nodes · 3.0 s" in stopped[0] and not stopped[1]
    assert "Ready · 300 MB" in idle and "80%" in idle and "nodes" not in idle


def test_the_welcome_offers_ways_to_open(qtbot: QtBot) -> None:
    view = WelcomeView()
    qtbot.addWidget(view)
    view.show_recents((("shop", "/data/shop", True), ("gone", "/data/gone", False)))
    view.show()
    entries = [b for b in view.findChildren(QPushButton) if b.accessibleName()]

    with qtbot.waitSignal(view.example_wanted):
        button(view, "example").click()
    with qtbot.waitSignal(view.recent_chosen) as chosen:
        entries[0].click()
    with qtbot.assertNotEmitted(view.recent_chosen):
        entries[1].click()

    assert chosen.args == [0]
    assert [each.isEnabled() for each in entries] == [True, False]
    assert "no longer there" in said(view)


def test_without_recent_projects_there_is_no_heading_for_them(qtbot: QtBot) -> None:
    view = WelcomeView()
    qtbot.addWidget(view)
    view.show_recents((("shop", "/data/shop", True),))
    view.show()

    before = said(view)
    view.show_recents(())

    assert "Recent" in before
    assert "Recent" not in said(view)


def test_the_sheet_of_keys_shares_groups_out_to_two_columns(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    groups = tuple(
        (f"Group {i}", tuple((f"Do {i}{j}", "Ctrl+Return") for j in range(4))) for i in range(4)
    )

    sheet = ShortcutsSheet(groups, window)
    sheet.show()

    places = {
        label.text(): label.mapTo(sheet, label.rect().topLeft()).x()
        for label in sheet.findChildren(QLabel)
    }
    assert places["Group 0"] == places["Group 1"] < places["Group 2"] == places["Group 3"]
    assert "Ctrl+Return" in places


def palette_over_a_window() -> QWidget:
    window = QWidget()
    window.resize(900, 500)
    Palette(window).open(ITEMS, "Find")
    return window


def problems_shown() -> QWidget:
    panel = ProblemsPanel()
    panel.show_problems(problems())
    return panel


def log_written() -> QWidget:
    panel = LogPanel()
    panel.show_log((entry("a", "x\n"), entry("b", "y\n", LogStream.ERROR)))
    return panel


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("make", [palette_over_a_window, problems_shown, log_written, WelcomeView])
def test_panels_are_painted_in_the_colours_of_the_theme(
    qtbot: QtBot, qapp: QApplication, theme: Theme, make: Callable[[], QWidget]
) -> None:
    style.load_fonts()
    style.apply(qapp, theme)
    widget = make()
    qtbot.addWidget(widget)
    for part in (widget, *widget.findChildren(QWidget)):
        if isinstance(part, ProblemsPanel | LogPanel):
            part.set_theme(theme)

    image = widget.grab().toImage()

    edge = image.pixelColor(image.width() - 3, image.height() - 3).lightnessF()
    assert (edge < 0.3) is theme.is_dark
