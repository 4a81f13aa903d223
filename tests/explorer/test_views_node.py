from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtWidgets import QLabel, QPushButton, QTabWidget, QTextBrowser
from pytestqt.qtbot import QtBot

from core.model.graph import Graph, NodeId
from core.model.run import NodeRun, Status
from explorer.theme import DARK, LIGHT
from explorer.views.node import NodePanel
from explorer.views.node.colouring import stretches
from explorer.views.node.name import NameLabel
from explorer.views.node.prose import prose
from explorer.views.node.source import SourceView
from tests.explorer.views_rig import NET_LINE, NET_SOURCE, SHOP, node, shop


def roles(source: str) -> dict[str, str]:
    lines = source.split("\n")
    return {lines[s.line][s.start : s.end]: s.role for s in stretches(source)}


@pytest.fixture
def panel(qtbot: QtBot) -> NodePanel:
    view = NodePanel()
    qtbot.addWidget(view)
    view.resize(460, 520)
    view.show()
    return view


@pytest.fixture
def graph() -> Graph:
    return shop()


def said(panel: NodePanel) -> str:
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def button(panel: NodePanel, text: str) -> QPushButton:
    return next(each for each in panel.findChildren(QPushButton) if each.text() == text)


def place_of(view: SourceView, text: str, nth: int = 0) -> QPoint:
    at = -1
    for _ in range(nth + 1):
        at = view.toPlainText().index(text, at + 1)
    cursor = QTextCursor(view.document())
    cursor.setPosition(at + 1)
    return view.cursorRect(cursor).center()


def test_every_part_of_a_source_has_its_role() -> None:
    found = roles(NET_SOURCE)

    assert found["@"] == "decorator"
    assert found["check_output"] == "decorator"
    assert found["def"] == "keyword"
    assert found["net"] == "definition"
    assert found["float"] == "builtin"
    assert found["0.9"] == "number"
    assert found["orders"] == "name"
    assert found['"gross"'] == "string"
    assert found["# in euros"] == "comment"


def test_a_matrix_product_is_no_decorator() -> None:
    found = [s.role for s in stretches("c = a @ b\n")]

    assert "decorator" not in found


def test_dotted_decorators_are_coloured_to_their_end() -> None:
    found = roles("@config.when(a=1)\ndef f(): ...\n")

    assert (found["config"], found["when"], found["a"]) == ("decorator", "decorator", "name")


def test_a_source_that_cannot_be_read_is_coloured_as_far_as_it_goes() -> None:
    found = roles('def f():\n    return """never ends')

    assert found["def"] == "keyword"


def test_strings_over_several_lines_are_coloured_line_by_line() -> None:
    found = [
        (s.line, s.start, s.end) for s in stretches('x = """a\n  bc"""\n') if s.role == "string"
    ]

    assert found == [(0, 4, 8), (1, 0, 7)]


def test_a_node_is_shown_with_its_place_type_and_last_run(panel: NodePanel, graph: Graph) -> None:
    panel.show_node(
        graph, graph.nodes[NodeId("net")], NET_SOURCE, NodeRun(Status.DONE, 1.25, "S 9")
    )

    text = said(panel)

    assert "pd.Series" in text
    assert "sales.py:40" in text
    assert "Done in 1.2 s" in text
    assert panel.source.toPlainText().startswith("@tag")


def test_a_failed_node_says_why_and_marks_its_line(panel: NodePanel, graph: Graph) -> None:
    net, failing = graph.nodes[NodeId("net")], NET_LINE + 13

    panel.show_node(
        graph, net, NET_SOURCE, NodeRun(Status.FAILED, 0.1, message="KeyError: 1"), failing
    )

    marks = panel.source.extraSelections()
    assert "KeyError: 1" in said(panel)
    assert [mark.cursor.block().text().strip() for mark in marks] == ["share = 1 @ 2"]


def test_names_of_what_a_function_reads_lead_there(
    qtbot: QtBot, panel: NodePanel, graph: Graph
) -> None:
    panel.show_node(graph, graph.nodes[NodeId("net")], NET_SOURCE)
    view = panel.source

    with qtbot.waitSignal(panel.node_chosen) as chosen:
        qtbot.mouseDClick(
            view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(view, "orders: pd")
        )
    with qtbot.assertNotEmitted(panel.node_chosen):
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(view, "share"))
        qtbot.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(view, "orders: pd")
        )

    assert chosen.args == [NodeId("orders")]


def test_ctrl_and_a_click_lead_there_too(qtbot: QtBot, panel: NodePanel, graph: Graph) -> None:
    panel.show_node(graph, graph.nodes[NodeId("net")], NET_SOURCE)
    view = panel.source

    with qtbot.waitSignal(panel.node_chosen) as chosen:
        qtbot.mouseClick(
            view.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.ControlModifier,
            place_of(view, "rate: float"),
        )

    assert chosen.args == [NodeId("rate")]


def test_a_source_is_painted_in_the_colours_of_the_theme(panel: NodePanel, graph: Graph) -> None:
    panel.show_node(graph, graph.nodes[NodeId("net")], NET_SOURCE)

    for theme, other in ((LIGHT, DARK), (DARK, LIGHT)):
        panel.set_theme(theme)
        image = panel.source.viewport().grab().toImage()
        seen = {
            image.pixelColor(x, y).name()
            for x in range(image.width())
            for y in range(0, image.height(), 2)
        }
        # of the letters only the hearts are of the pure colour
        assert closest(seen, theme.code_string) < closest(seen, other.code_string)


def closest(seen: set[str], wanted: str) -> int:
    """Return how far the nearest of some colours is from the one wanted."""
    aim = QColor(wanted)
    colours = map(QColor, seen)
    return min(
        abs(c.red() - aim.red()) + abs(c.green() - aim.green()) + abs(c.blue() - aim.blue())
        for c in colours
    )


def test_buttons_tell_what_is_wanted_of_the_node(
    qtbot: QtBot, panel: NodePanel, graph: Graph
) -> None:
    panel.show_node(graph, graph.nodes[NodeId("net")], NET_SOURCE)

    for text, signal, wanted in (
        ("Run to here", panel.run_wanted, [NodeId("net")]),
        ("Use a value…", panel.override_wanted, [NodeId("net")]),
        ("Edit", panel.editor_wanted, [SHOP, NET_LINE]),
    ):
        with qtbot.waitSignal(signal) as told:
            button(panel, text).click()
        assert told.args == wanted


def test_a_given_value_can_be_taken_away(qtbot: QtBot, panel: NodePanel, graph: Graph) -> None:
    panel.show_node(graph, graph.nodes[NodeId("net")], NET_SOURCE, has_override=True)

    with qtbot.waitSignal(panel.override_removed) as removed:
        button(panel, "Remove given value").click()

    assert removed.args == [NodeId("net")]
    assert not button(panel, "Use a value…").isVisible()


def test_an_input_says_that_it_has_no_function(panel: NodePanel, graph: Graph) -> None:
    panel.show_node(graph, graph.nodes[NodeId("rate")], "")

    assert panel.source.toPlainText() == ""
    assert "given from outside" in panel.source.placeholderText()
    assert not button(panel, "Edit").isEnabled()


def test_docs_tell_what_a_node_reads_who_reads_it_and_its_tags(
    qtbot: QtBot, panel: NodePanel, graph: Graph
) -> None:
    panel.show_node(graph, graph.nodes[NodeId("net")], NET_SOURCE)
    panel.findChildren(QTabWidget)[0].setCurrentIndex(1)
    docs = panel.findChildren(QTextBrowser)[0]

    text = docs.toPlainText()
    with qtbot.waitSignal(panel.node_chosen) as chosen:
        docs.anchorClicked.emit(QUrl("node:total"))

    assert "What is left." in text
    assert "given from outside" in text
    assert "net_check" in text and "total" in text
    assert "finance" in text and "hamilton" not in text
    assert chosen.args == [NodeId("total")]


def test_a_parameter_without_a_node_is_told_without_a_link(panel: NodePanel, graph: Graph) -> None:
    alone = Graph({NodeId("net"): graph.nodes[NodeId("net")]})

    panel.show_node(alone, alone.nodes[NodeId("net")], NET_SOURCE)

    docs = panel.findChildren(QTextBrowser)[0]
    assert "not in this dataflow" in docs.toPlainText()
    assert "node:orders" not in docs.toHtml()


def test_names_are_shown_as_they_are_written(panel: NodePanel, graph: Graph) -> None:
    odd = replace(graph.nodes[NodeId("total")], doc="a <b> & c")

    panel.show_node(graph, odd, "")

    assert "a <b> & c" in panel.findChildren(QTextBrowser)[0].toPlainText()


def test_nothing_is_shown_when_nothing_is_selected(panel: NodePanel, graph: Graph) -> None:
    panel.show_node(graph, graph.nodes[NodeId("net")], NET_SOURCE)

    panel.show_nothing()

    assert said(panel) == "Select a node to read its function."


@pytest.mark.parametrize(
    ("doc", "wanted"),
    [
        ("One\ntwo.", "<p>One two.</p>"),
        ("- a\n- b\n  c", "<p>• a<br>• b c</p>"),
        ("1. a\n2. b", "<p>1. a<br>2. b</p>"),
        ("Args:\n    a: first\n        more\n    b: second", "a: first more<br>b: second</p>"),
        (":param x: the x\n:returns: y", "x</span>: the x<br>"),
        ("``a<b>``", "a&lt;b&gt;</span></p>"),
    ],
)
def test_docstrings_keep_their_shape(doc: str, wanted: str) -> None:
    assert wanted in prose(doc)


def test_a_long_name_takes_more_lines_instead_of_being_cut_off(panel: NodePanel) -> None:
    long = node("revenue_" * 20)
    panel.show_node(Graph({long.id: long}), long, "", None)
    name = next(each for each in panel.findChildren(NameLabel) if each.text() == long.id)

    assert name.is_long(name.width())
    assert name.height() >= name.heightForWidth(name.width()) > 2 * name.fontMetrics().height()
