import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QTreeView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from core.model.graph import NodeId
from core.model.run import NodeRun, Status
from explorer.theme import DARK, LIGHT
from explorer.views.outline import Outline
from explorer.views.outlinerows import NODE_ROLE, ROW_ROLE, OutlineModel
from tests.explorer.views_rig import crowd, problems, shop
from tests.explorer.work import calls


@pytest.fixture
def outline(qtbot: QtBot) -> Outline:
    view = Outline()
    qtbot.addWidget(view)
    view.resize(300, 500)
    view.show()
    return view


def results(**statuses: Status) -> dict[NodeId, NodeRun]:
    return {NodeId(node): NodeRun(status) for node, status in statuses.items()}


def tree_of(outline: Outline) -> QTreeView:
    return outline.findChildren(QTreeView)[0]


def shown(outline: Outline) -> dict[str, list[str]]:
    model = tree_of(outline).model()
    return {
        model.index(i, 0).data(): [
            model.index(row, 0, model.index(i, 0)).data()
            for row in range(model.rowCount(model.index(i, 0)))
        ]
        for i in range(model.rowCount())
    }


def index_of(outline: Outline, name: str) -> QModelIndex:
    model = tree_of(outline).model()
    assert isinstance(model, OutlineModel)
    return model.index_of(NodeId(name))


def test_the_model_keeps_the_rules_of_item_models(
    qtbot: QtBot, qtmodeltester: ModelTester, outline: Outline
) -> None:
    outline.show_graph(shop(), problems())

    qtmodeltester.check(tree_of(outline).model(), force_py=True)


def test_nodes_stand_below_their_modules_and_inputs_below_a_name_of_their_own(
    outline: Outline,
) -> None:
    outline.show_graph(shop())

    assert shown(outline) == {
        "Inputs": ["rate"],
        "loading": ["orders"],
        "sales": ["net", "net_check", "total", "report"],
    }


def test_typing_narrows_the_nodes_down(qtbot: QtBot, outline: Outline) -> None:
    outline.show_graph(shop())

    qtbot.keyClicks(outline.findChildren(QLineEdit)[0], "net")

    assert shown(outline) == {"sales": ["net", "net_check"]}
    assert tree_of(outline).isExpanded(tree_of(outline).model().index(0, 0))


def test_clicking_a_node_tells_it_and_clicking_a_module_does_not(
    qtbot: QtBot, outline: Outline
) -> None:
    outline.show_graph(shop())
    tree = tree_of(outline)

    def click(index: QModelIndex) -> None:
        place = tree.visualRect(index).center()
        qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)

    with qtbot.waitSignal(outline.node_chosen) as chosen:
        click(index_of(outline, "total"))
    with qtbot.assertNotEmitted(outline.node_chosen):
        click(tree.model().index(0, 0))

    assert chosen.args == [NodeId("total")]


def test_enter_and_the_context_menu_tell_their_node(qtbot: QtBot, outline: Outline) -> None:
    outline.show_graph(shop())
    outline.show_selected(NodeId("net"))
    tree = tree_of(outline)

    with qtbot.waitSignal(outline.node_activated) as activated:
        qtbot.keyClick(tree, Qt.Key.Key_Return)
    with qtbot.waitSignal(outline.node_menu_wanted) as wanted:
        place = tree.visualRect(index_of(outline, "net")).center()
        tree.customContextMenuRequested.emit(QPoint(place))

    assert activated.args == [NodeId("net")]
    assert wanted.args is not None
    assert wanted.args[0] == NodeId("net")


def test_the_selected_node_is_marked_without_telling_it_again(
    qtbot: QtBot, outline: Outline
) -> None:
    outline.show_graph(shop())

    with qtbot.assertNotEmitted(outline.node_chosen):
        outline.show_selected(NodeId("report"))

    assert tree_of(outline).currentIndex().data(NODE_ROLE) == NodeId("report")

    outline.show_selected(None)

    assert not tree_of(outline).selectionModel().hasSelection()


def test_only_rows_whose_status_differs_are_painted_again(qtbot: QtBot, outline: Outline) -> None:
    outline.show_graph(shop())
    before = results(net=Status.RUNNING, orders=Status.DONE)
    outline.show_results(before)
    told: list[object] = []
    tree_of(outline).model().dataChanged.connect(lambda first: told.append(first.data(NODE_ROLE)))

    outline.show_results({**before, NodeId("net"): NodeRun(Status.DONE)})

    assert told == [NodeId("net")]
    assert index_of(outline, "net").data(ROW_ROLE).status is Status.DONE


def test_one_result_among_thousands_costs_no_walk_through_all_of_them(outline: Outline) -> None:
    graph = crowd(5000)
    outline.show_graph(graph)
    before = dict.fromkeys(graph.nodes, NodeRun(Status.WAITING))
    outline.show_results(before)

    after = {**before, NodeId("metric_7_of_shop"): NodeRun(Status.RUNNING)}

    assert "metric_7_of_shop" in before
    assert calls(lambda: outline.show_results(after)) < 100


def test_nodes_with_problems_are_marked_and_say_why(outline: Outline) -> None:
    outline.show_graph(shop(), problems())

    net = index_of(outline, "net")

    assert net.data(ROW_ROLE).fault == "`net` has no type."
    assert net.data(Qt.ItemDataRole.ToolTipRole) == "`net` has no type."
    assert net.parent().data(ROW_ROLE).faults == 1


def test_a_screen_reader_hears_kind_and_status(outline: Outline) -> None:
    outline.show_graph(shop())
    outline.show_results(results(orders=Status.DONE))

    said = index_of(outline, "orders").data(Qt.ItemDataRole.AccessibleTextRole)

    assert said == "orders, data loader, done"


def test_both_themes_paint_different_pictures(outline: Outline) -> None:
    outline.show_graph(shop(), problems())
    outline.show_results(results(net=Status.FAILED, total=Status.SKIPPED))

    outline.set_theme(LIGHT)
    light = outline.grab().toImage()
    outline.set_theme(DARK)
    dark = outline.grab().toImage()

    assert light != dark


def test_five_thousand_nodes_are_shown_and_narrowed_at_once(outline: Outline) -> None:
    graph = crowd(5000)

    def show_and_narrow() -> None:
        outline.show_graph(graph)
        outline.show_results(dict.fromkeys(graph.nodes, NodeRun(Status.WAITING)))
        outline.findChildren(QLineEdit)[0].setText("metric_4999")
        outline.grab()

    assert calls(show_and_narrow) < 200_000
    assert shown(outline) == {"pack.module_99": ["metric_4999_of_shop"]}
