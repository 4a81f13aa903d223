"""Closed groups on the canvas: told from nodes at every zoom, clicked as groups."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from core.layout import place
from core.model.graph import NodeId
from core.picture import compose, topology
from core.viewing import see
from explorer.theme import DARK, LIGHT, Theme
from tests.core.test_viewing import CHAIN, CLEAN, MODULES
from tests.explorer.canvas_rig import Rig


@pytest.fixture
def rig(qtbot: QtBot) -> Rig:
    seen = see(CHAIN, MODULES)
    rig = Rig(qtbot, CHAIN, place(topology(CHAIN)))
    rig.show(compose(CHAIN, place(topology(CHAIN, seen)), {}, seen=seen))
    return rig


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("zoom", [0.15, 0.4, 1.0])
def test_sheets_show_below_a_group_at_every_zoom(rig: Rig, theme: Theme, zoom: float) -> None:
    rig.canvas.set_theme(theme)
    rig.canvas.set_zoom(zoom)
    rig.settle()
    rig.canvas.center_on(CLEAN)
    image = rig.image()
    index = rig.picture.index_of(CLEAN)
    assert index is not None
    width, height = rig.picture.layout.boxes[index, 2:] * zoom

    below = rig.place(CLEAN) + QPoint(round(width / 4), round(height / 2))
    column = {image.pixelColor(below + QPoint(0, dy)).name() for dy in range(2, 9)}

    lines = {c for c in column if contrast(QColor(c), QColor(theme.canvas)) > 25}
    assert lines


def contrast(one: QColor, other: QColor) -> int:
    return abs(one.lightness() - other.lightness())


def test_a_click_on_a_group_tells_of_the_group_and_not_of_a_node(qtbot: QtBot, rig: Rig) -> None:
    nodes: list[object] = []
    rig.canvas.node_clicked.connect(nodes.append)

    with qtbot.waitSignal(rig.canvas.group_clicked) as told:
        rig.click(rig.place(CLEAN))

    assert told.args == [CLEAN]
    assert not nodes
    assert rig.canvas.node_at(rig.place(CLEAN).toPointF()) is None


def test_a_node_in_a_closed_group_is_lit_at_the_group(rig: Rig) -> None:
    seen = rig.picture.faces.seen
    places = rig.picture.layout

    rig.show(compose(CHAIN, places, {}, selected=NodeId("d"), seen=seen))

    assert rig.picture.selected == rig.picture.index_of(CLEAN)
