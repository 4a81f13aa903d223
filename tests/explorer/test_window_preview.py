"""Look at values: the first page, further pages, and what stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.model.graph import NodeId
from core.model.preview import TablePage, TextView, TreePage, Window
from explorer.controllers.preview import RECORDED
from tests.explorer.rig import FLOW, Rig, started, write

TABLES = """
    import pandas as pd


    def wide(rows: int) -> pd.DataFrame:
        return pd.DataFrame({f"c{i}": range(rows) for i in range(5)})


    def text(rows: int) -> str:
        return "x" * rows
"""
WIDE = NodeId("wide")


@pytest.fixture
def rig(tmp_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    with started(tmp_path / "home", qtbot) as rig:
        rig.open(write(tmp_path / "tables", "tables_flow.py", TABLES))
        yield rig


def test_selecting_a_computed_node_shows_its_first_page(rig: Rig) -> None:
    rig.run_to("wide", rows="1000")

    rig.wait(lambda state: state.preview)

    assert rig.state.preview
    page = rig.state.preview.content
    assert isinstance(page, TablePage)
    assert (page.row_count, page.column_count) == (1000, 5)
    assert page.cells[3] == ("3",) * 5
    assert rig.desk.docks.is_in_front("data")


def test_scrolling_fetches_the_rows_that_come_into_view(rig: Rig) -> None:
    rig.run_to("wide", rows="100000")
    rig.wait(lambda state: state.preview)
    arrived: list[TablePage] = []
    rig.means.preview.page_arrived.connect(lambda node, page: arrived.append(page))

    grid = rig.desk.data.table
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())

    rig.qtbot.waitUntil(
        lambda: any(page.index and page.index[-1] == "99999" for page in arrived), timeout=10_000
    )


def test_pages_of_a_node_that_is_no_longer_selected_are_dropped(rig: Rig) -> None:
    rig.run_to("wide", rows="1000")
    rig.wait(lambda state: state.preview)
    rig.run_to("text")
    rig.wait(lambda state: state.preview and isinstance(state.preview.content, TextView))

    rig.means.selection.select(WIDE)
    rig.means.preview.show_rows(WIDE, Window(row=500))
    rig.means.selection.select(NodeId("text"))

    with rig.qtbot.assertNotEmitted(rig.means.preview.page_arrived, wait=500):
        rig.wait(lambda state: state.preview and state.preview.node == "text")


def test_children_of_a_container_are_fetched_on_demand(rig: Rig, tmp_path: Path) -> None:
    rig.open(write(tmp_path / "flow", "numbers_flow.py", FLOW))
    rig.run_to("table", number="2")
    rig.wait(lambda state: state.preview)
    assert rig.state.preview and isinstance(rig.state.preview.content, TreePage)
    arrived: list[TreePage] = []
    rig.means.preview.page_arrived.connect(lambda node, page: arrived.append(page))

    rig.desk.data.children_wanted.emit(NodeId("table"), (2,), 0, 10)

    rig.qtbot.waitUntil(lambda: any(page.path == (2,) for page in arrived), timeout=10_000)
    page = next(page for page in arrived if page.path == (2,))
    assert [(entry.key, entry.text) for entry in page.entries] == [("row", "2"), ("value", "8")]


def test_what_was_looked_at_stays_when_the_worker_is_restarted(rig: Rig) -> None:
    rig.run_to("wide", rows="10")
    rig.wait(lambda state: state.preview)

    rig.do("worker.restart")
    rig.wait_until_ready()

    assert "wide" not in rig.state.results
    assert rig.state.preview and rig.state.preview.node == "wide"
    assert rig.state.preview.note == RECORDED


def test_the_latest_value_is_shown_when_a_node_is_computed_again(rig: Rig) -> None:
    rig.run_to("wide", rows="10")
    rig.wait(lambda state: state.preview)

    rig.do("run.inputs")
    rig.answer(rows="20")
    rig.wait(lambda state: "wide" in state.freshness.stale)
    old = rig.state.preview
    rig.do("run.to_here")

    rig.wait(lambda state: state.preview is not old)
    assert old
    assert old.shape == (10, 5)
    assert rig.state.preview
    assert rig.state.preview.shape == (20, 5)
