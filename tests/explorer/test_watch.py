"""Files that change are told, however an editor writes them."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from explorer.watch import Watch


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "flow.py"
    file.write_text("a = 1\n")
    return file


@pytest.fixture
def watch(file: Path, qtbot: QtBot) -> Watch:
    watch = Watch()
    watch.watch([file])
    return watch


def written_in_place(file: Path) -> None:
    file.write_text("a = 22\n")


def replaced(file: Path) -> None:
    other = file.with_suffix(".tmp")
    other.write_text("a = 3\n")
    os.replace(other, file)


def moved_away_and_written(file: Path) -> None:
    file.rename(file.with_suffix(".bak"))
    file.write_text("a = 4\n")


def deleted(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize("save", [written_in_place, replaced, moved_away_and_written, deleted])
def test_a_save_of_any_kind_is_told(
    watch: Watch, file: Path, qtbot: QtBot, save: Callable[[Path], None]
) -> None:
    with qtbot.waitSignal(watch.changed) as told:
        save(file)

    assert told.args == [frozenset({file})]


def test_a_file_that_was_replaced_is_still_watched(watch: Watch, file: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(watch.changed):
        replaced(file)

    with qtbot.waitSignal(watch.changed) as told:
        written_in_place(file)

    assert told.args == [frozenset({file})]


def test_a_file_that_is_made_later_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    watch = Watch()
    watch.watch([tmp_path / "later.py"])

    with qtbot.waitSignal(watch.changed) as told:
        (tmp_path / "later.py").write_text("")

    assert told.args == [frozenset({tmp_path / "later.py"})]


def test_a_file_made_when_its_folder_is_watched_once_more_is_told(
    qtbot: QtBot, tmp_path: Path
) -> None:
    watch, first, second = Watch(), tmp_path / "first.py", tmp_path / "second.py"
    watch.watch([first], [tmp_path])
    with qtbot.waitSignal(watch.changed):
        first.write_text("x = 1")

    second.write_text("x = 1")
    with qtbot.waitSignal(watch.changed) as told:
        watch.watch([first], [tmp_path])

    assert told.args == [frozenset({second})]


def test_many_files_saved_together_are_told_together(qtbot: QtBot, tmp_path: Path) -> None:
    files = [tmp_path / f"{i}.py" for i in range(30)]
    watch = Watch()
    watch.watch(files)

    with qtbot.waitSignal(watch.changed) as told:
        for file in files:
            file.write_text("x = 1\n")

    assert told.args == [frozenset(files)]


def test_what_is_no_change_is_not_told(watch: Watch, file: Path, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(watch.changed, wait=300):
        (file.parent / "other.py").write_text("")


def test_what_is_no_longer_watched_is_not_told(watch: Watch, file: Path, qtbot: QtBot) -> None:
    watch.watch([])

    with qtbot.assertNotEmitted(watch.changed, wait=300):
        written_in_place(file)
