"""Menus, keys, palette, theme, settings, panels: the window without a worker."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from core.layout import Direction
from core.model.graph import NodeId
from explorer.commands import COMMANDS
from explorer.settings import ThemeChoice
from explorer.theme import DARK, LIGHT
from explorer.views.shortcuts import ShortcutsSheet
from explorer.window.preferences import Preferences
from explorer.window.report import BugDialog, BugReports
from tests.explorer.rig import FLOW, Rig, started, write


@pytest.fixture
def rig(tmp_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    with started(tmp_path / "home", qtbot) as rig:
        yield rig


@pytest.fixture
def read(rig: Rig, tmp_path: Path) -> Rig:
    rig.open(write(tmp_path / "flow", "numbers_flow.py", FLOW), is_trusted=False)
    return rig


def test_no_two_commands_share_an_id_and_keys_mean_one_thing_at_a_time() -> None:
    ids = [command.id for command in COMMANDS]
    keys = [QKeySequence(key).toString() for command in COMMANDS for key in command.keys]

    assert len(ids) == len(set(ids))
    assert {key for key in keys if keys.count(key) > 1} == {"Esc"}


def test_without_a_project_only_what_makes_sense_is_offered(rig: Rig) -> None:
    offered = {id for id, action in rig.actions.items() if action.isEnabled()}

    assert {"project.open_file", "window.commands", "window.quit"} <= offered
    assert offered.isdisjoint({"run.to_here", "run.all", "run.stop", "node.find", "worker.restart"})


def test_every_banner_action_is_a_command(read: Rig) -> None:
    assert read.state.banner

    assert all(id in read.actions for id, _ in read.state.banner.actions)


def test_the_palette_does_what_is_chosen(read: Rig) -> None:
    read.do("window.commands")
    box = read.desk.palette.focusWidget()
    assert box

    read.qtbot.keyClicks(box, "turn")
    read.qtbot.keyClick(box, Qt.Key.Key_Return)

    read.wait(lambda state: state.layout and state.layout.direction is Direction.DOWN)
    assert read.desk.palette.isHidden()
    assert read.memory.settings.settings.is_top_down


def test_escape_closes_the_palette_and_keeps_the_selection(read: Rig) -> None:
    read.means.selection.select(NodeId("label"))
    read.do("node.find")
    box = read.desk.palette.focusWidget()
    assert box

    read.qtbot.keyClick(box, Qt.Key.Key_Escape)

    assert read.desk.palette.isHidden()
    assert read.state.selected == "label"


def test_a_node_is_found_by_a_few_letters_and_brought_into_view(read: Rig) -> None:
    read.do("node.find")
    box = read.desk.palette.focusWidget()
    assert box

    read.qtbot.keyClicks(box, "belbro")
    read.qtbot.keyClick(box, Qt.Key.Key_Return)
    read.desk.canvas.settle()

    assert read.state.selected == "below_broken"
    place = read.desk.canvas.position_of(NodeId("below_broken"))
    assert read.desk.canvas.rect().contains(place)


def test_escape_clears_the_selection_when_nothing_runs(read: Rig) -> None:
    read.means.selection.select(NodeId("label"))

    read.do("node.deselect")

    assert read.state.selected is None
    assert read.state.source == ""


def test_the_theme_that_is_chosen_is_worn_and_kept(rig: Rig) -> None:
    worn: list[object] = []
    rig.appearance.changed.connect(worn.append)

    rig.do("view.theme_dark")
    rig.do("view.theme_light")

    assert worn == [DARK, LIGHT]
    assert rig.memory.settings.settings.theme is ThemeChoice.LIGHT
    assert rig.actions["view.theme_light"].isChecked()


def test_the_theme_follows_the_system_until_one_is_chosen(rig: Rig) -> None:
    system = QGuiApplication.styleHints().colorSchemeChanged

    system.emit(Qt.ColorScheme.Dark)
    followed = rig.appearance.theme
    rig.do("view.theme_light")
    chosen = rig.appearance.theme

    assert followed is DARK
    assert chosen is LIGHT


def test_zoom_commands_move_the_look(read: Rig) -> None:
    canvas = read.desk.canvas

    read.do("view.actual_size")
    canvas.settle()
    natural = canvas.zoom
    read.do("view.zoom_out")
    canvas.settle()

    assert natural == pytest.approx(1.0)
    assert canvas.zoom < natural


def test_panels_that_were_closed_come_back_with_reset(rig: Rig) -> None:
    rig.dock("outline").close()
    assert not rig.desk.outline.isVisible()

    rig.do("window.reset_layout")

    assert rig.desk.outline.isVisible()


def test_panels_stay_where_they_were_put(tmp_path: Path, qtbot: QtBot) -> None:
    with started(tmp_path / "home", qtbot) as first:
        qtbot.waitUntil(lambda: first.frame.is_furnished)
        first.dock("outline").close()

    with started(tmp_path / "home", qtbot) as second:
        qtbot.waitUntil(lambda: second.frame.is_furnished)

        assert not second.desk.outline.isVisible()
        assert second.desk.node.isVisible()


def test_the_name_of_a_node_is_copied(read: Rig) -> None:
    read.means.selection.select(NodeId("label"))

    read.do("node.copy_name")

    assert QGuiApplication.clipboard().text() == "label"


def test_the_sheet_of_keys_and_the_words_about_us_open(rig: Rig) -> None:
    rig.do("window.shortcuts")
    rig.do("window.about")

    assert rig.frame.findChild(ShortcutsSheet)
    box = rig.frame.findChild(QMessageBox)
    assert box and "Lineage Explorer" in box.text()
    for dialog in rig.frame.findChildren(QDialog):
        dialog.close()


def test_settings_change_at_once_and_trust_is_taken_back(rig: Rig, tmp_path: Path) -> None:
    rig.memory.trusted.trust(tmp_path, Path("/usr/bin/python3"))
    rig.do("window.settings")
    dialog = rig.frame.findChild(Preferences)
    assert dialog

    dialog.theme.setCurrentIndex(dialog.theme.findData(ThemeChoice.DARK))
    dialog.editor.setText("subl {file}:{line}")
    dialog.editor.editingFinished.emit()
    dialog.folders.setCurrentRow(0)
    dialog.revoke.click()

    assert rig.memory.settings.settings.theme is ThemeChoice.DARK
    assert rig.memory.settings.settings.editor == "subl {file}:{line}"
    assert not rig.memory.trusted.folders()
    dialog.close()


def test_a_bug_is_reported_once_a_place_and_logged_each_time(rig: Rig) -> None:
    reports = BugReports(rig.memory.folder, rig.frame, is_watched=True)

    for _ in range(2):
        try:
            raise LookupError("a mistake of ours")
        except LookupError as error:
            reports.catch(type(error), error, error.__traceback__)

    rig.qtbot.waitUntil(lambda: rig.frame.findChild(BugDialog) is not None)
    (dialog,) = rig.frame.findChildren(BugDialog)
    text = dialog.findChild(QPlainTextEdit)
    copy = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Copy report")
    copy.click()
    assert text and "a mistake of ours" in text.toPlainText()
    assert QGuiApplication.clipboard().text() == text.toPlainText()
    assert (rig.home / "bugs.log").read_text().count("LookupError: a mistake of ours") == 2
    assert "not of your dataflow" in dialog.findChildren(QLabel)[0].text()
    dialog.close()
