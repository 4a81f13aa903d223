"""What is on the pixels, and how little is painted."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from core.model.graph import Graph, Node, NodeId, NodeKind
from core.model.problem import Problem, ProblemKind
from core.model.run import CheckResult, NewNulls, NodeRun, Status
from core.picture import Spotlight, compose
from explorer.theme import DARK, LIGHT, Theme
from tests.core.picture_rig import HEIGHT, WIDTH, diamond, done, graph, grid, layout, node
from tests.explorer.canvas_rig import Rig

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def card(rig: Rig, id: str) -> QRect:
    """The pixels of a card at natural size."""
    size = QPoint(round(WIDTH * rig.canvas.zoom), round(HEIGHT * rig.canvas.zoom))
    return QRect(rig.place(id) - size / 2, rig.place(id) + size / 2)


def colours(image: QImage, part: QRect) -> set[str]:
    part &= image.rect()
    return {
        image.pixelColor(x, y).name()
        for x in range(part.left(), part.right() + 1)
        for y in range(part.top(), part.bottom() + 1)
    }


def natural(rig: Rig) -> Rig:
    rig.canvas.set_zoom(1.0)
    rig.settle()
    return rig


@THEMES
@pytest.mark.parametrize(
    ("status", "token"),
    [
        (Status.DONE, "done"),
        (Status.REUSED, "reused"),
        (Status.GIVEN, "given"),
        (Status.FAILED, "failed"),
        (Status.RUNNING, "running"),
        (Status.SKIPPED, "skipped"),
        (Status.WAITING, "text_faint"),
    ],
)
def test_a_status_shows_in_its_colour(
    qtbot: QtBot, status: Status, token: str, theme: Theme
) -> None:
    rig = natural(Rig(qtbot, results={NodeId("left"): NodeRun(status, 0.1)}))
    rig.canvas.set_theme(theme)

    image = rig.image()

    disc = card(rig, "left").topRight() + QPoint(-16, 17)
    assert rig.has_colour(image, disc, getattr(theme, token), reach=9)
    quiet = card(rig, "right").topRight() + QPoint(-16, 17)
    assert not rig.has_colour(image, quiet, getattr(theme, token), reach=9)


@THEMES
def test_ground_and_cards_have_the_colours_of_the_theme(qtbot: QtBot, theme: Theme) -> None:
    rig = natural(Rig(qtbot))
    rig.canvas.set_theme(theme)

    image = rig.image()

    assert image.pixelColor(2, 2).name() == theme.canvas
    inside = card(rig, "left").bottomRight() - QPoint(12, 6)
    body = theme.surface_raised if theme.is_dark else theme.surface
    assert image.pixelColor(inside).name() == body


def test_a_failed_card_is_framed_and_filled(qtbot: QtBot) -> None:
    rig = natural(Rig(qtbot, results={NodeId("left"): NodeRun(Status.FAILED)}))

    image = rig.image()

    box = card(rig, "left")
    assert rig.has_colour(image, QPoint(box.center().x(), box.top()), LIGHT.failed, reach=2)
    inside = image.pixelColor(box.bottomRight() - QPoint(12, 6))
    assert inside.red() > inside.blue() + 8


def test_each_kind_of_node_looks_different(qtbot: QtBot) -> None:
    flow = graph(*(Node(NodeId("name"), kind=kind) for kind in [NodeKind.FUNCTION]))
    places = layout(flow, {"name": (0, 0)})
    rig = natural(Rig(qtbot, flow, places))
    looks: dict[bytes, NodeKind] = {}

    for kind in NodeKind:
        rig.graph = graph(Node(NodeId("name"), kind=kind))
        rig.show(compose(rig.graph, rig.places, {}))
        looks[bytes(rig.image().constBits())] = kind

    assert len(looks) == len(NodeKind)


def test_marks_change_how_a_card_looks(qtbot: QtBot) -> None:
    rig = natural(Rig(qtbot))
    node = NodeId("left")
    checks = [
        CheckResult(node, NodeId("c"), passed, importance, "")
        for passed, importance in ((True, "warn"), (False, "warn"), (False, "fail"))
    ]
    problem = Problem(ProblemKind.ANNOTATION, "", node=node)
    pictures = [
        compose(rig.graph, rig.places, {}),
        *(compose(rig.graph, rig.places, {}, (check,)) for check in checks),
        compose(rig.graph, rig.places, {}, (), (problem,)),
        compose(rig.graph, rig.places, {}, (), (), frozenset({node})),
    ]
    looks: set[bytes] = set()

    for picture in pictures:
        rig.show(picture)
        looks.add(bytes(rig.image().copy(card(rig, "left")).constBits()))

    assert len(looks) == len(pictures)


def test_tags_and_side_effects_show_on_a_card(qtbot: QtBot) -> None:
    rig = natural(Rig(qtbot))
    looks: set[bytes] = set()

    for tags, has_side_effects in (({}, False), ({"owner": "a"}, False), ({"owner": "a"}, True)):
        flow = diamond()
        left = replace(flow.nodes[NodeId("left")], tags=tags, has_side_effects=has_side_effects)
        rig.show(compose(Graph({**flow.nodes, left.id: left}), rig.places, {}))
        looks.add(bytes(rig.image().copy(card(rig, "left")).constBits()))

    assert len(looks) == 3


@THEMES
def test_a_selection_lights_two_tones_and_dims_the_rest(qtbot: QtBot, theme: Theme) -> None:
    rig = natural(Rig(qtbot))
    rig.canvas.set_theme(theme)
    title = QRect(card(rig, "other"))
    plain = colours(rig.image(), title)

    rig.select("left")
    image = rig.image()

    for id, tone in (("raw", theme.upstream), ("sum", theme.downstream), ("left", theme.accent)):
        box = card(rig, id)
        assert rig.has_colour(image, QPoint(box.center().x(), box.top()), tone, reach=2), id
    dimmed = colours(image, title)
    assert theme.text in plain
    assert theme.text not in dimmed


def test_a_failure_is_not_dimmed(qtbot: QtBot) -> None:
    rig = natural(Rig(qtbot, results={NodeId("other"): NodeRun(Status.FAILED)}))

    rig.select("left")
    image = rig.image()

    box = card(rig, "other")
    assert rig.has_colour(image, QPoint(box.center().x(), box.top()), LIGHT.failed, reach=2)


def test_clearing_the_selection_gives_the_first_drawing_back(qtbot: QtBot) -> None:
    rig = Rig(qtbot, results=done("left"))
    before = rig.image()

    rig.select("left")
    lit = rig.image()
    rig.select(None)

    assert lit != before
    assert rig.image() == before


def test_a_changed_card_repaints_its_own_box_and_no_more(qtbot: QtBot) -> None:
    rig = natural(Rig(qtbot))
    before = rig.canvas.painted

    rig.show(compose(rig.graph, rig.places, done("left"), previous=rig.picture))

    painted = rig.canvas.painted - before
    assert 0 < painted < 2 * (WIDTH + 24) * (HEIGHT + 24)


def test_a_card_out_of_sight_paints_nothing(qtbot: QtBot) -> None:
    flow, places = grid(100)
    rig = natural(Rig(qtbot, flow, places))
    rig.canvas.center_on(NodeId("node_0"))
    rig.settle()
    before = rig.canvas.painted

    rig.show(compose(flow, places, done("node_99"), previous=rig.picture))

    assert rig.canvas.painted == before


def test_a_picture_that_is_the_same_paints_nothing(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    before = rig.canvas.painted

    rig.show(compose(rig.graph, rig.places, rig.picture.results, previous=rig.picture))

    assert rig.canvas.painted == before


def test_panning_paints_the_strips_that_come_into_sight(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    before = rig.canvas.painted

    rig.drag(QPoint(400, 20), QPoint(430, 20))

    assert 0 < rig.canvas.painted - before <= 40 * 600


def test_a_drawing_that_was_panned_equals_one_painted_whole(qtbot: QtBot) -> None:
    flow, places = grid(300, columns=15)
    rig = natural(Rig(qtbot, flow, places))
    for end in (QPoint(37, 21), QPoint(-60, 11), QPoint(15, -33)):
        rig.drag(QPoint(5, 5), QPoint(5, 5) + end)
    moved = grab(rig)

    rig.settle()

    assert differing(moved, grab(rig)) < 0.002


def grab(rig: Rig) -> QImage:
    return rig.canvas.grab().toImage()


def differing(one: QImage, other: QImage) -> float:
    """Share of the pixels (one in nine looked at) that differ by more than a shade."""
    looked = [(x, y) for x in range(0, one.width(), 3) for y in range(0, one.height(), 3)]
    unlike = sum(
        abs(one.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness()) > 8
        for x, y in looked
    )
    return unlike / len(looked)


@pytest.mark.parametrize("zoom", [0.15, 0.4, 1.0, 2.0])
def test_the_drawing_is_twice_as_fine_on_a_fine_screen(qtbot: QtBot, zoom: float) -> None:
    flow, places = grid(100)
    rig = Rig(qtbot, flow, places, done("node_1", "node_2"))
    rig.canvas.set_zoom(zoom)
    rig.settle()

    fine = rig.image(2.0)
    coarse = fine.scaled(rig.canvas.size()).scaled(fine.size())

    assert fine.width() == 1800
    assert differing(fine, coarse) > 0.0005


def test_every_zoom_can_be_painted_in_both_themes_with_everything_on(qtbot: QtBot) -> None:
    flow, places = grid(200, columns=20)
    statuses = list(Status)
    results = {
        NodeId(f"node_{i}"): NodeRun(statuses[i % len(statuses)], 0.1, "Series 10")
        for i in range(200)
    }
    rig = Rig(qtbot, flow, places, results)
    rig.select("node_45")

    for theme in (LIGHT, DARK):
        rig.canvas.set_theme(theme)
        for zoom in (0.02, 0.12, 0.3, 0.6, 1.0, 3.0):
            rig.canvas.set_zoom(zoom)
            assert len(colours(rig.image(), QRect(300, 200, 300, 200))) > 3


def test_a_running_card_moves_only_while_it_runs(qtbot: QtBot) -> None:
    rig = natural(Rig(qtbot, results={NodeId("left"): NodeRun(Status.RUNNING)}))
    first = grab(rig)

    qtbot.waitUntil(lambda: grab(rig) != first)
    rig.show(compose(rig.graph, rig.places, done("left"), previous=rig.picture))
    rest = grab(rig)

    assert not rig.canvas.is_moving
    assert grab(rig) == rest


def test_a_card_under_the_cursor_is_lifted(qtbot: QtBot) -> None:
    rig = natural(Rig(qtbot))
    rest = rig.image()

    rig.hover(rig.place("left"))
    lifted = rig.image()
    rig.hover(QPoint(2, 2))

    box = card(rig, "left")
    assert rig.has_colour(lifted, QPoint(box.center().x(), box.top()), LIGHT.accent, reach=2)
    assert rig.image() == rest


def test_from_far_off_the_card_under_the_cursor_is_shown_large(qtbot: QtBot) -> None:
    flow, places = grid(900, columns=30)
    rig = Rig(qtbot, flow, places)
    rest = rig.image()

    rig.hover(rig.place("node_465"))

    above = QRect(rig.place("node_465") - QPoint(80, 60), rig.place("node_465"))
    assert LIGHT.text in colours(rig.image(), above)
    assert LIGHT.text not in colours(rest, above)


def test_long_names_are_shortened_and_nothing_leaves_the_card(qtbot: QtBot) -> None:
    long = "a_very_long_name_that_no_card_has_room_for_" * 3
    flow = graph(node(long), node("b"))
    rig = natural(Rig(qtbot, flow, layout(flow, {long: (0, 0), "b": (3, 0)})))

    image = rig.image()

    box = card(rig, long)
    beside = QRect(box.right() + 10, box.top(), 60, box.height())
    assert LIGHT.text not in colours(image, beside)
    assert LIGHT.text in colours(image, box)


def test_wires_are_painted_between_cards(qtbot: QtBot) -> None:
    rig = natural(Rig(qtbot))

    image = rig.image()

    middle = (rig.place("raw") + rig.place("left")) / 2
    assert rig.has_colour(image, middle, LIGHT.wire, reach=14)


def test_the_keyboard_s_focus_is_framed_and_the_mouse_s_is_not(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    rig.canvas.clearFocus()

    rig.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    framed = rig.image().pixelColor(0, 300).name()
    rig.canvas.clearFocus()
    rig.canvas.setFocus()

    assert framed == LIGHT.accent
    assert rig.image().pixelColor(0, 300).name() == LIGHT.canvas


def amber(rig: Rig) -> int:
    """Count the pixels before the last card that tell of something bad."""
    image, box = rig.image(), card(rig, "sum")
    columns, rows = range(box.left() - 100, box.left() - 12), range(box.top(), box.bottom())
    found = (image.pixelColor(x, y) for x in columns for y in rows)
    return sum(colour.red() - colour.blue() > 60 for colour in found)


@THEMES
def test_nulls_that_begin_are_told_on_the_wire_while_it_can_be_read(
    qtbot: QtBot, theme: Theme
) -> None:
    emptied = NodeRun(Status.DONE, 0.1, "Series 12,480", 12_480, new_nulls=NewNulls("", 0.23))
    rig = natural(Rig(qtbot, results={NodeId("sum"): emptied}))
    rig.canvas.set_theme(theme)
    rig.settle()
    before = amber(rig)

    rig.show(compose(rig.graph, rig.places, done("sum"), previous=rig.picture))
    without = amber(rig)
    told = {NodeId("sum"): emptied}
    rig.show(compose(rig.graph, rig.places, told, previous=rig.picture))
    again = amber(rig)
    rig.canvas.set_zoom(0.35)
    rig.settle()

    assert before > 10
    assert without == 0
    assert again == before
    assert amber(rig) == 0


def test_the_figures_of_a_path_show_from_far_off(qtbot: QtBot) -> None:
    flow, places = grid(10)
    ids = tuple(flow.nodes)
    plain = Spotlight(ids, is_path=True)
    noted = replace(plain, notes=dict.fromkeys(ids, "23 % null"))
    rig = Rig(qtbot, flow, places)
    rig.show(compose(flow, places, {}, spotlight=plain, previous=rig.picture))
    without = rig.image()

    rig.show(compose(flow, places, {}, spotlight=noted, previous=rig.picture))

    below = card(rig, "node_4").translated(0, round(HEIGHT * rig.canvas.zoom) + 4)
    assert rig.canvas.zoom < 0.5
    assert LIGHT.surface in colours(rig.image(), below)
    assert LIGHT.surface not in colours(without, below)
