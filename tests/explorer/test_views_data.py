from dataclasses import replace

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QItemSelectionModel, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextBrowser,
    QToolButton,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from core.model.graph import NodeId
from core.model.preview import (
    Content,
    ImageView,
    OpaqueView,
    Preview,
    TextView,
    TreeEntry,
    TreePage,
    Window,
)
from core.model.record import ColumnProfile, Record, ValueKind
from core.model.run import NodeRun, Status
from core.model.tracing import Symptom
from explorer.theme import DARK, LIGHT
from explorer.views.data import DataPanel
from explorer.views.data import image as picture
from explorer.views.data.grid import Grid
from explorer.views.data.pages import Pages
from tests.explorer.views_rig import table_page
from tests.explorer.work import calls

NET = NodeId("net")


@pytest.fixture
def panel(qtbot: QtBot) -> DataPanel:
    view = DataPanel()
    qtbot.addWidget(view)
    view.resize(900, 360)
    view.show()
    return view


def preview(content: Content, *, kind: str = "table", note: str = "") -> Preview:
    return Preview(NET, kind, "pandas.DataFrame", (1000, 4), content, note)


def png(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


def said(panel: DataPanel) -> str:
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def test_the_grid_keeps_the_rules_of_item_models(
    panel: DataPanel, qtmodeltester: ModelTester
) -> None:
    grid = Grid(panel)
    grid.show(table_page(rows=60))

    qtmodeltester.check(grid, force_py=True)


def test_a_table_is_shown_with_heads_labels_and_a_line_about_it(panel: DataPanel) -> None:
    panel.show_preview(preview(table_page(), note="as it was"), NodeRun(Status.DONE, 0.25))
    model = panel.table.model()

    assert model.rowCount() == 1000
    assert model.columnCount() == 4
    assert model.index(3, 1).data() == "3:1"
    assert model.index(10, 1).data() == "null"
    assert model.headerData(3, Qt.Orientation.Vertical) == "k3"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "c1"
    assert "10.0% null" in model.headerData(
        1, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
    )
    assert "1,000 rows \u00d7 4 columns" in said(panel)
    assert "7.5% null" in said(panel)
    assert "as it was" in said(panel)


def test_numbers_stand_at_the_right_and_texts_at_the_left(panel: DataPanel) -> None:
    panel.show_preview(preview(table_page()))
    model = panel.table.model()

    sides = [
        Qt.AlignmentFlag(model.index(1, column).data(Qt.ItemDataRole.TextAlignmentRole))
        for column in (0, 1)
    ]

    assert sides[0] & Qt.AlignmentFlag.AlignLeft
    assert sides[1] & Qt.AlignmentFlag.AlignRight


def test_scrolling_asks_for_what_is_in_view_at_rest(qtbot: QtBot, panel: DataPanel) -> None:
    panel.show_preview(preview(table_page(rows=100_000)))
    told: list[tuple[object, Window]] = []
    panel.page_wanted.connect(lambda node, window: told.append((node, window)))
    bar = panel.table.verticalScrollBar()

    for step in range(1, 51):
        bar.setValue(bar.maximum() * step // 100)
    qtbot.waitUntil(lambda: bool(told))

    assert {node for node, _ in told} == {NET}
    assert [window for _, window in told] == [
        Window(50_000 - 200, 200, 0, 50),
        Window(50_000, 200, 0, 50),
    ]


def test_a_page_is_asked_for_once(qtbot: QtBot, panel: DataPanel) -> None:
    panel.show_preview(preview(table_page()))
    told: list[Window] = []
    panel.page_wanted.connect(lambda _, window: told.append(window))

    panel.table.scrollTo(panel.table.model().index(520, 0))
    qtbot.waitUntil(lambda: len(told) == 1)
    with qtbot.waitSignal(panel.page_wanted):
        panel.table.scrollTo(panel.table.model().index(525, 0))
        panel.table.scrollTo(panel.table.model().index(720, 0))

    assert told == [Window(400, 200, 0, 50), Window(600, 200, 0, 50)]


def test_cells_fill_when_their_page_comes(qtbot: QtBot, panel: DataPanel) -> None:
    panel.show_preview(preview(table_page()))
    model = panel.table.model()
    before = model.index(612, 1).data()

    with qtbot.waitSignal(model.dataChanged):
        panel.show_page(NET, table_page(600))

    assert before == "·"
    assert model.index(612, 1).data() == "612:1"
    assert model.headerData(612, Qt.Orientation.Vertical) == "k612"


def test_a_page_of_another_node_is_dropped(qtbot: QtBot, panel: DataPanel) -> None:
    panel.show_preview(preview(table_page()))

    with qtbot.assertNotEmitted(panel.table.model().dataChanged):
        panel.show_page(NodeId("other"), table_page(600))


def test_the_same_value_shown_again_stays_where_it_was_scrolled_to(panel: DataPanel) -> None:
    shown = preview(table_page())
    panel.show_preview(shown)
    panel.table.scrollTo(panel.table.model().index(150, 0))
    place = panel.table.verticalScrollBar().value()

    panel.show_preview(shown, NodeRun(Status.DONE, 0.1))

    assert place > 0
    assert panel.table.verticalScrollBar().value() == place


def test_a_selection_is_copied_with_its_heads_as_tabs_and_lines(
    qtbot: QtBot, panel: DataPanel
) -> None:
    panel.show_preview(preview(table_page()))
    model, chosen = panel.table.model(), panel.table.selectionModel()
    for row, column in ((9, 0), (9, 2), (10, 0), (10, 2)):
        chosen.select(model.index(row, column), QItemSelectionModel.SelectionFlag.Select)

    qtbot.keyClick(panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text() == "c0\tc2\n9:0\t9:2\n10:0\t"


def test_copying_all_of_a_long_table_takes_what_is_known(panel: DataPanel) -> None:
    panel.show_preview(preview(table_page(rows=50_000_000)))
    panel.table.selectAll()

    assert calls(panel.table.copy) < 10_000
    assert len(QGuiApplication.clipboard().text().split("\n")) == 201


def test_typing_a_name_goes_to_its_column(qtbot: QtBot, panel: DataPanel) -> None:
    panel.show_preview(preview(table_page(columns=40)))

    qtbot.keyClicks(panel.findChildren(QLineEdit)[0], "c37")

    assert panel.table.selectionModel().isColumnSelected(37)
    assert panel.table.columnViewportPosition(37) < panel.table.viewport().width()


def test_more_rows_than_qt_can_scroll_are_cut_off(panel: DataPanel) -> None:
    panel.show_preview(preview(table_page(rows=5_000_000_000)))

    assert panel.table.model().rowCount() == 80_000_000
    assert "5,000,000,000 rows" in said(panel)


def test_old_tiles_are_forgotten_and_asked_for_again() -> None:
    pages = Pages(table_page(rows=1_000_000))
    for row in range(200, 200 * 80, 200):
        pages.add(table_page(row, rows=1_000_000))

    wanted = pages.missing(range(40), range(4))

    assert pages.cell(0, 0) is None and not pages.has_row(0, 0)
    assert wanted == [Window(0, 200, 0, 50)]
    assert pages.missing(range(40), range(4)) == []


def test_a_tree_shows_entries_and_asks_for_children_when_unfolded(
    qtbot: QtBot, panel: DataPanel
) -> None:
    entries = (TreeEntry("a", "int", "1"), TreeEntry("b", "list", "300 items", 300))
    panel.show_preview(preview(TreePage((), 0, 2, entries), kind="tree"))
    inner = panel.tree.topLevelItem(1)
    assert inner is not None

    with qtbot.waitSignal(panel.children_wanted) as wanted:
        inner.setExpanded(True)
    children = tuple(TreeEntry(str(i), "int", str(i)) for i in range(200))
    panel.show_children(NET, TreePage((1,), 0, 300, children))
    more = inner.child(200)
    with qtbot.waitSignal(panel.children_wanted) as rest:
        panel.tree.itemClicked.emit(more, 0)

    assert wanted.args == [NET, (1,), 0, 200]
    assert inner.childCount() == 201
    assert more is not None and more.text(0) == "100 more…"
    assert rest.args == [NET, (1,), 200, 200]
    assert "2 entries" in said(panel)


def test_small_containers_are_unfolded_at_once(qtbot: QtBot, panel: DataPanel) -> None:
    entries = (TreeEntry("b", "list", "3 items", 3),)

    with qtbot.waitSignal(panel.children_wanted) as wanted:
        panel.show_preview(preview(TreePage((), 0, 1, entries), kind="tree"))

    assert wanted.args == [NET, (0,), 0, 200]


def test_a_text_is_shown_whole_and_can_be_wrapped(panel: DataPanel) -> None:
    panel.show_preview(preview(TextView("one line", is_cut=True), kind="text"))
    text = next(t for t in panel.findChildren(QPlainTextEdit) if t.isVisible())
    wrap = next(b for b in panel.findChildren(QToolButton) if b.isVisible())

    before = text.lineWrapMode()
    wrap.click()

    assert text.toPlainText() == "one line\n…"
    assert before is QPlainTextEdit.LineWrapMode.WidgetWidth
    assert text.lineWrapMode() is QPlainTextEdit.LineWrapMode.NoWrap


def test_what_is_not_shown_is_described(panel: DataPanel) -> None:
    view = OpaqueView("A lazy frame is not computed.", (("id", "Int64"),))

    panel.show_preview(preview(view, kind="opaque"))
    panel.set_theme(DARK)

    text = next(t for t in panel.findChildren(QTextBrowser) if t.isVisible()).toPlainText()
    assert "A lazy frame is not computed." in text
    assert "Int64" in text


def test_a_picture_is_fitted_but_never_enlarged(panel: DataPanel) -> None:
    large = ImageView(png(4000, 100), 4000, 100)
    small = replace(large, png=png(20, 10))
    view = panel.findChildren(picture.ImageView)[0]

    panel.show_preview(preview(large, kind="image"))
    fitted = view.zoom
    panel.show_preview(preview(small, kind="image"))

    assert 0.15 < fitted < 0.25
    assert view.zoom == 1.0


def test_the_wheel_zooms_a_picture_where_it_points(qtbot: QtBot, panel: DataPanel) -> None:
    panel.show_preview(preview(ImageView(png(400, 300), 400, 300), kind="image"))
    view = panel.findChildren(picture.ImageView)[0]
    before = view.zoom

    turn(view, QPointF(10, 10))
    after = view.zoom
    qtbot.keyClick(view, Qt.Key.Key_0)

    assert after == pytest.approx(before * 1.2)
    assert view.zoom == before


def turn(view: picture.ImageView, place: QPointF) -> None:
    event = QWheelEvent(
        place,
        view.mapToGlobal(place),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def test_a_double_click_shows_a_large_picture_at_its_own_size(
    qtbot: QtBot, panel: DataPanel
) -> None:
    panel.show_preview(preview(ImageView(png(4000, 100), 4000, 100), kind="image"))
    view = panel.findChildren(picture.ImageView)[0]

    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton)
    natural = view.zoom
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton)

    assert natural == 1.0
    assert view.zoom < 0.25


def test_without_a_value_the_panel_says_what_to_do(panel: DataPanel) -> None:
    panel.show_preview(preview(table_page()))

    panel.show_preview(None)
    nothing = said(panel)
    panel.show_waiting(NET)

    assert "Run to it with Ctrl+Enter" in nothing
    assert said(panel) == "Fetching net…"


def test_a_page_that_comes_after_the_value_has_gone_is_dropped(panel: DataPanel) -> None:
    panel.show_preview(preview(table_page()))
    panel.show_message("The worker ended.")

    panel.show_page(NET, table_page(200))

    assert said(panel) == "The worker ended."


def test_a_screen_of_cells_is_painted_quickly(panel: DataPanel) -> None:
    panel.resize(1600, 1000)
    panel.set_theme(LIGHT)
    panel.show_preview(preview(table_page(columns=20)))
    panel.grab()

    assert calls(panel.table.viewport().grab) < 25_000


def test_what_is_odd_about_columns_is_named_above_the_table_and_leads_there(
    qtbot: QtBot, panel: DataPanel
) -> None:
    page = table_page(rows=300, columns=40)
    heads = [replace(column, nulls=0.0) for column in page.columns]
    heads[30] = replace(heads[30], name="net", nulls=0.23)
    heads[36] = replace(heads[36], name="margin", nulls=0.4)
    panel.show_preview(preview(replace(page, columns=tuple(heads))))
    bar, links = panel.oddities, QTextDocument()
    links.setHtml(bar.label.text())

    assert bar.isVisible()
    assert links.toPlainText() == "2 columns with nulls: margin 40 %, net 23 %"
    assert bar.trace.text() == "Trace margin"

    bar.label.linkActivated.emit("1")

    chosen = panel.table.selectionModel().selectedColumns()
    assert [index.column() for index in chosen] == [30]
    assert panel.table.columnViewportPosition(30) < panel.table.viewport().width()
    with qtbot.waitSignal(panel.trace_wanted) as asked:
        bar.trace.click()
    assert asked.args == [NET, "net", Symptom.NULLS]


def test_a_table_with_nothing_odd_has_no_line_above_it(panel: DataPanel) -> None:
    page = table_page(rows=30, columns=4)
    clean = tuple(replace(column, nulls=0.0) for column in page.columns)

    panel.show_preview(preview(replace(page, columns=clean)))
    assert not panel.oddities.isVisible()

    columns = (
        *(ColumnProfile(column.name, column.dtype, nulls=0) for column in clean[:3]),
        ColumnProfile(clean[3].name, "float64", nulls=0, infinities=3),
    )
    record = Record(NET, "DataFrame", ValueKind.TABLE, (30, 4), columns, duplicate_rows=2)
    panel.show_record(record)
    links = QTextDocument()
    links.setHtml(panel.oddities.label.text())
    assert "1 column with infinite numbers" in links.toPlainText()
    assert "2 rows are there twice" in links.toPlainText()

    panel.show_message("gone")
    assert not panel.oddities.isVisible()


def requests(menu: QMenu) -> set[str]:
    return {action.text() for action in menu.actions() if action.text().startswith("Trace ")}


def test_a_cell_offers_all_that_can_be_traced_in_its_column(qtbot: QtBot, panel: DataPanel) -> None:
    page = table_page(rows=30, columns=4)
    panel.show_preview(preview(page))
    numeric = next(place for place, column in enumerate(page.columns) if column.is_numeric)
    panel.table.setCurrentIndex(panel.table.model().index(3, numeric))
    outer = panel.table.menu()
    (inner,) = outer.findChildren(QMenu)
    assert inner.title() == f"Trace in {page.columns[numeric].name}"
    assert "Trace this cell" in requests(outer)
    assert len(requests(inner)) == len(Symptom)
    with qtbot.waitSignal(panel.rows_trace_wanted) as asked:
        next(a for a in inner.actions() if a.text().startswith("Trace where “")).trigger()
    assert asked.args == [NET, (3,), page.columns[numeric].name, Symptom.UNSEEN_CATEGORY]
    with qtbot.waitSignal(panel.trace_wanted) as asked:
        next(a for a in inner.actions() if a.text() == "Trace lost rows").trigger()
    assert asked.args == [NET, None, Symptom.ROWS_LOST]
