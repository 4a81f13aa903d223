"""Colours, legend, minimap and slowest path: in the real window, with a real worker."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.model.graph import NodeId
from core.model.run import NodeRun, Run, RunStatus, Status
from core.picture import ColourBy, Emphasis, compose
from core.picture import colouring as colouring_of
from core.viewing import Chosen
from explorer.memory import Memory
from explorer.theme import DARK, LIGHT, Theme
from explorer.userfolder import UserFolder
from explorer.views.legend import Legend
from explorer.views.minimap import Minimap
from explorer.window.overview import Overview
from tests.core.picture_rig import grid
from tests.explorer.canvas_rig import Rig as CanvasRig
from tests.explorer.rig import Rig, started, write

LOAD = """
    import time


    def raw() -> list:
        return [1, 2]


    def slow(raw: list) -> list:
        time.sleep(0.2)
        return raw
"""
REPORT = """
    def quick(raw: list) -> int:
        return len(raw)


    def total(slow: list, quick: int) -> int:
        return sum(slow) + quick
"""
PLAIN, ADDED = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def rig(tmp_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    with started(tmp_path / "home", qtbot) as rig:
        rig.open(*files(tmp_path), is_trusted=False)
        yield rig


def files(folder: Path) -> tuple[Path, Path]:
    return write(folder, "load.py", LOAD), write(folder, "report.py", REPORT)


def click(rig: Rig, title: str, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    legend = rig.desk.legend
    place = legend.place_of(title).center()
    QTest.mouseClick(legend, Qt.MouseButton.LeftButton, modifiers, place)


def lit(rig: Rig) -> set[str]:
    """The nodes that stand out on the canvas."""
    picture = rig.workbench.picture
    assert picture
    emphasis = picture.emphasis.tolist()
    return {picture.id_of(i) for i, tone in enumerate(emphasis) if tone >= Emphasis.LIT}


def test_the_legend_names_the_classes_and_a_click_lights_one(rig: Rig) -> None:
    rig.do("colours.module")

    legend = rig.desk.legend
    assert [(e.title, e.count) for e in legend.entries] == [("load", 2), ("report", 2)]
    assert lit(rig) == set()

    click(rig, "load")
    assert lit(rig) == {"raw", "slow"}
    click(rig, "report", ADDED)
    assert lit(rig) == {"raw", "slow", "quick", "total"}
    click(rig, "load")
    assert lit(rig) == {"raw", "slow"}
    click(rig, "load")
    assert lit(rig) == set()


def test_what_is_lit_is_dimmed_again_by_esc_and_by_other_colours(rig: Rig) -> None:
    rig.do("colours.module")
    click(rig, "load")
    rig.do("node.deselect")
    assert lit(rig) == set()

    click(rig, "load")
    rig.do("colours.type")
    assert lit(rig) == set()
    assert {entry.title for entry in rig.desk.legend.entries} == {"list", "int"}


def test_the_foot_of_the_legend_shows_only_what_is_lit(rig: Rig) -> None:
    rig.do("colours.module")
    click(rig, "report")
    legend = rig.desk.legend

    foot = QPoint(20, legend.height() - 8)
    QTest.mouseClick(legend, Qt.MouseButton.LeftButton, PLAIN, foot)

    wanted = Chosen(frozenset(map(NodeId, ("quick", "total"))), "module: report")
    assert rig.state.lens.focus == wanted


def test_the_choice_of_colours_and_a_folded_legend_are_remembered(rig: Rig) -> None:
    rig.do("colours.type")
    legend = rig.desk.legend
    assert not legend.is_folded

    QTest.mouseClick(legend, Qt.MouseButton.LeftButton, PLAIN, QPoint(legend.width() - 14, 14))

    kept = Memory(UserFolder(rig.home), rig.home).settings.settings
    assert legend.is_folded
    assert (kept.colour_by, kept.is_legend_folded) == ("type", True)


def test_the_keys_walk_through_the_legend(rig: Rig) -> None:
    rig.do("colours.module")
    legend = rig.desk.legend

    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(legend, key)

    assert lit(rig) == {"raw", "slow"}


def test_a_run_shows_in_the_counts_and_tells_what_it_took_longest_for(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with started(tmp_path / "home", qtbot) as rig:
        rig.memory.settings.update(is_legend_folded=False)
        rig.open(*files(tmp_path))
        rig.run_to("total")
        rig.wait_for_end()

        assert [(e.title, e.count) for e in rig.desk.legend.entries] == [("done", 4)]
        line = rig.desk.run.slowest
        assert not line.isHidden()
        assert "slow" in line.accessibleName()
        assert "quick" not in line.accessibleName()

        line.click()
        assert {"slow"} <= lit(rig) <= {"raw", "slow", "total"}
        rig.do("colours.seconds")
        assert rig.desk.legend.entries[0].tint > rig.desk.legend.entries[-1].tint


def test_while_a_run_goes_on_its_figures_are_looked_at_now_and_then(rig: Rig, qtbot: QtBot) -> None:
    rig.memory.settings.update(is_legend_folded=False)
    store, running = rig.means.store, Run(1, (), started=1.0)

    def told() -> dict[str, int]:
        return {entry.title: entry.count for entry in rig.desk.legend.entries}

    parts = [(NodeId(name), NodeRun(Status.DONE, 0.1)) for name in ("raw", "slow", "quick")]

    store.update(run=running, results=dict(parts[:1]))
    store.update(results=dict(parts[:2]))
    store.update(results=dict(parts[:3]))

    assert told() == {"not run yet": 3, "done": 1}
    qtbot.waitUntil(lambda: told() == {"not run yet": 1, "done": 3}, timeout=5000)
    store.update(results=dict(parts[:2]))
    store.update(run=replace(running, status=RunStatus.OK), results=dict(parts))
    assert told() == {"not run yet": 1, "done": 3}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_a_class_has_its_colour_near_and_far(qtbot: QtBot, theme: Theme) -> None:
    graph, places = grid(40)
    rig = CanvasRig(qtbot, graph, places)
    rig.canvas.set_theme(theme)
    by = colouring_of(graph, ColourBy.TYPE, {})
    rig.show(compose(graph, places, {}, colouring=by))
    rig.canvas.set_zoom(0.2)
    rig.canvas.settle()

    far = rig.image().pixelColor(rig.place("node_11"))
    rig.canvas.set_zoom(1.0)
    rig.canvas.center_on(NodeId("node_11"))
    near = rig.image()

    hue = theme.hues[0]
    assert far.name() == hue
    assert rig.has_colour(near, rig.place("node_11") - QPoint(80, 0), hue, reach=14)


def test_the_minimap_moves_the_view_and_goes_when_all_is_seen(qtbot: QtBot, tmp_path: Path) -> None:
    graph, places = grid(200, columns=20)
    rig = CanvasRig(qtbot, graph, places)
    canvas, minimap = rig.canvas, Minimap(rig.canvas)
    settings = Memory(UserFolder(tmp_path), tmp_path).settings
    overview = Overview(canvas, minimap, settings)
    minimap.show_picture(rig.picture)
    assert minimap.isHidden(), "all is in view"

    canvas.set_zoom(1.0)
    canvas.settle()
    assert minimap.isVisible()
    QTest.mouseClick(
        minimap, Qt.MouseButton.LeftButton, PLAIN, QPoint(minimap.width() - 9, minimap.height() - 9)
    )
    seen = canvas.eye.camera.visible(canvas.size())
    assert seen.contains(*places.boxes[-1, :2].tolist())

    settings.update(has_minimap=False)
    assert minimap.isHidden()
    settings.update(has_minimap=True)
    canvas.fit()
    canvas.settle()
    assert minimap.isHidden()
    assert overview.parent() is minimap


def test_the_minimap_of_many_cards_has_their_colours(qtbot: QtBot) -> None:
    graph, places = grid(2_500, columns=50)
    rig = CanvasRig(qtbot, graph, places)
    minimap = Minimap(rig.canvas)
    by = colouring_of(graph, ColourBy.TYPE, {})
    minimap.show_picture(compose(graph, places, {}, colouring=by))

    image = minimap.grab().toImage()

    hue = QColor(LIGHT.hues[0])
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    assert sum(image.pixelColor(*point) == hue for point in points) > 500


def test_a_legend_says_how_much_it_has_no_room_for(qtbot: QtBot) -> None:
    graph, places = grid(40)
    rig = CanvasRig(qtbot, graph, places)
    legend = Legend(rig.canvas)
    times = {id: NodeRun(Status.DONE, 0.001 * 2**i) for i, id in enumerate(list(graph.nodes)[:12])}
    legend.fold(False)
    legend.show_colouring(colouring_of(graph, ColourBy.SECONDS, times), "", frozenset())
    whole = len(legend.entries)

    rig.canvas.resize(900, 160)

    assert (whole, legend.left_out) == (6, 6 - len(legend.entries))
    assert 0 < len(legend.entries) < whole
    assert rig.canvas.rect().contains(legend.geometry())
