"""From a bad value in a table to the guilty function, with a real window and a real worker."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from core.model.graph import NodeId
from core.model.run import RunStatus
from core.model.tracing import Confidence, Symptom
from core.picture.pathnotes import path_labels
from explorer.views.data.header import Header
from explorer.views.trace.suspect import SuspectCard
from tests.explorer.rig import Rig, started, write

SHOP = """
    import pandas as pd
    from hamilton.function_modifiers import check_output

    DISCOUNTS = {"basic": 0.0, "gold": 0.1}


    def orders() -> pd.DataFrame:
        tiers = ["basic", "gold", "platinum", "basic"] * 10
        return pd.DataFrame({"tier": tiers, "price": range(100, 140)})


    def tier_discount(orders: pd.DataFrame) -> pd.Series:
        return orders["tier"].map(DISCOUNTS)


    def net(orders: pd.DataFrame, tier_discount: pd.Series) -> pd.Series:
        return orders["price"] * (1 - tier_discount)


    def sales(orders: pd.DataFrame, net: pd.Series) -> pd.DataFrame:
        return orders.assign(net=net)


    @check_output(range=(50.0, 150.0), importance="warn")
    def asked(net: pd.Series) -> pd.Series:
        return (net.fillna(-1.0)).rename("asked")

"""


@pytest.fixture
def rig(tmp_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    with started(tmp_path / "home", qtbot) as rig:
        rig.open(write(tmp_path / "flow", "shop_flow.py", SHOP))
        yield rig


def run_to(rig: Rig, node: str) -> None:
    rig.run_to(node)
    assert rig.wait_for_end().status is RunStatus.OK
    rig.wait(lambda state: state.preview and state.preview.node == node)


def nulls_of(rig: Rig, column: int) -> tuple[Header, QPoint]:
    header = rig.desk.data.table.horizontalHeader()
    assert isinstance(header, Header)
    header.resize(900, header.sizeHint().height())
    return header, QPoint(header.sectionViewportPosition(column) + 12, header.height() - 12)


def first(rig: Rig) -> SuspectCard:
    rig.wait(lambda state: state.trace)
    return rig.desk.trace.cards[0]


def test_from_the_share_of_nulls_to_the_function_in_two_clicks(rig: Rig) -> None:
    run_to(rig, "sales")
    header, place = nulls_of(rig, 2)

    rig.qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    card = first(rig)
    name = next(part for part in card.findChildren(QLabel) if "Suspect 1" in part.accessibleName())
    name.linkActivated.emit("node")

    assert card.suspect.node == "tier_discount"
    assert rig.state.selected == "tier_discount"
    assert "map(DISCOUNTS)" in rig.state.source
    code = [part.text() for part in card.findChildren(QLabel) if "code" in part.accessibleName()]
    assert "map(DISCOUNTS)" in code[0]


def test_each_card_on_the_way_says_how_much_it_shows(rig: Rig) -> None:
    run_to(rig, "sales")
    rig.means.tracing.trace(NodeId("sales"), "net")
    first(rig)

    picture = rig.workbench.picture
    assert picture
    said = {n: picture.card(picture.faces.index[n]).note for n in ("tier_discount", "net", "sales")}
    assert said == dict.fromkeys(said, "10 of 40 null")
    rig.desk.trace.copying.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.splitlines()[0] == "Whatever is odd in net of sales"
    assert copied.splitlines()[-1].startswith("The way down: tier_discount (10 of 40 null) -> net")


def test_a_suspect_is_verified_by_its_button(rig: Rig) -> None:
    run_to(rig, "sales")
    rig.do("node.trace")
    card = first(rig)

    assert card.verify.text() == "Verify"
    card.verify.setFocus()
    card.verify.click()
    rig.wait(lambda state: state.trace and state.trace.suspects[0].verdict)

    assert rig.state.verifying is None
    judged = first(rig).suspect
    assert judged.confidence is Confidence.VERIFIED
    assert judged.verdict
    assert judged.verdict.ran == ("tier_discount", "net", "sales")
    assert first(rig).verify.text() == "Verify again"
    assert first(rig).verify.hasFocus()


def test_selected_rows_are_traced(rig: Rig) -> None:
    run_to(rig, "sales")
    rig.desk.data.table.selectRow(2)

    rig.desk.data.table.trace_rows()

    assert first(rig).suspect.node == "tier_discount"
    assert rig.state.trace
    assert rig.state.trace.places == (2,)


def test_the_rows_of_a_check_are_traced_by_its_button(rig: Rig) -> None:
    run_to(rig, "asked")

    (trace,) = rig.desk.run.checks.findChildren(QPushButton)
    trace.click()

    assert first(rig).suspect.node == "asked"
    assert rig.state.trace
    assert rig.state.trace.check


def test_every_symptom_can_be_asked_for_by_name(rig: Rig) -> None:
    assert {f"trace.{symptom.value}" for symptom in Symptom} <= rig.actions.keys()


def test_a_symptom_that_a_value_does_not_show_is_answered_by_a_sentence(rig: Rig) -> None:
    run_to(rig, "sales")
    rig.wait(lambda state: NodeId("sales") in state.records)

    rig.do("trace.infinite")

    rig.wait(lambda state: state.trace)
    said = {label.text() for label in rig.desk.trace.findChildren(QLabel)}
    assert any("has no infinite numbers" in text for text in said)
    assert not rig.desk.trace.cards


def test_which_category_is_meant_is_asked_before_it_is_traced(rig: Rig) -> None:
    run_to(rig, "sales")

    rig.do("trace.unseen-category")
    assert rig.state.banner
    assert "cell" in rig.state.banner.text

    asked = (NodeId("sales"), (2,), "tier", Symptom.UNSEEN_CATEGORY)
    rig.means.tracing.trace_rows(*asked)
    rig.wait(lambda state: state.trace)
    assert rig.state.trace
    assert rig.state.trace.suspects[0].node == NodeId("orders")


def test_the_way_of_a_trace_has_its_figures_on_the_canvas(rig: Rig) -> None:
    run_to(rig, "sales")
    rig.means.tracing.trace(NodeId("sales"), "net", Symptom.NULLS)
    rig.wait(
        lambda state: state.trace and rig.workbench.picture and rig.workbench.picture.spotlight
    )

    picture = rig.workbench.picture
    assert picture
    said = [line.text for label in path_labels(picture, 2.0) for line in label.lines]
    assert said == ["10 of 40 null"] * 3


def test_a_trace_of_values_that_became_others_says_so_and_can_be_done_again(rig: Rig) -> None:
    run_to(rig, "sales")
    rig.means.tracing.trace(NodeId("sales"), "net", Symptom.NULLS)
    rig.wait(lambda state: state.trace)
    panel, picture = rig.desk.trace, rig.workbench.picture
    assert panel.outdated.isHidden()
    assert picture
    assert picture.spotlight

    rig.means.run.to_node(NodeId("sales"), force=True)
    rig.wait(lambda state: state.is_trace_outdated)
    rig.wait_for_end()
    picture = rig.workbench.picture
    assert not panel.outdated.isHidden()
    assert picture
    assert picture.spotlight is None

    panel.outdated.linkActivated.emit("again")
    rig.wait(lambda state: state.trace and not state.is_trace_outdated and not state.tracing)
    assert panel.outdated.isHidden()
    assert first(rig).suspect.node == NodeId("tier_discount")
