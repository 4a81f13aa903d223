from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.model.given import Given, GivenFile, GivenJson, GivenText
from core.model.graph import Form, FormKind, NodeId
from explorer.theme import DARK, LIGHT
from explorer.views.forms import Field, InputsForm, ValueForm
from explorer.views.forms.answer import Answer, read, written


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def inputs(window: QWidget, *fields: Field) -> InputsForm:
    form = InputsForm(fields, LIGHT, window)
    form.show()
    return form


def field(name: str, kind: FormKind, value: Given | None = None, **form: object) -> Field:
    return Field(NodeId(name), kind.value, Form(kind, **form), value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "text", "wanted"),
    [
        (FormKind.INTEGER, " 12 ", GivenText("12")),
        (FormKind.INTEGER, "1_000_000_000_000", GivenText("1_000_000_000_000")),
        (FormKind.NUMBER, "0.25", GivenText("0.25")),
        (FormKind.TEXT, " as it is ", GivenText(" as it is ")),
        (FormKind.TEXT, '""', GivenText("")),
        (FormKind.DATE, "2024-01-31", GivenText("2024-01-31")),
        (FormKind.DATETIME, "2024-01-31 08:30", GivenText("2024-01-31 08:30")),
        (FormKind.JSON, '{"a": [1, null]}', GivenJson({"a": [1, None]})),
        (FormKind.FILE, "[1, 2]", GivenJson([1, 2])),
        (FormKind.BOOLEAN, "True", GivenJson(True)),
    ],
)
def test_what_is_typed_is_read(kind: FormKind, text: str, wanted: Given) -> None:
    assert read(Form(kind), text) == Answer(wanted)


@pytest.mark.parametrize(
    ("kind", "text", "part"),
    [
        (FormKind.INTEGER, "1.5", "whole number"),
        (FormKind.NUMBER, "much", "number"),
        (FormKind.DATE, "31.1.2024", "2024-01-31"),
        (FormKind.JSON, '{"a": }', "line 1, column 7"),
        (FormKind.FILE, "table.xlsx", "CSV, Parquet or JSON"),
        (FormKind.FILE, "/nowhere/table.csv", "no file"),
        (FormKind.TEXT, "", "A value is needed"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(kind: FormKind, text: str, part: str) -> None:
    answer = read(Form(kind), text)

    assert answer.value is None
    assert part in answer.error


def test_nothing_is_enough_where_there_is_a_default_or_none_is_allowed() -> None:
    assert read(Form(FormKind.INTEGER, default="3"), "") == Answer()
    assert read(Form(FormKind.FILE, optional=True), "") == Answer()


def test_values_are_written_as_they_would_be_typed(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("a\n1\n")
    cases: tuple[tuple[FormKind, Given], ...] = (
        (FormKind.TEXT, GivenText("x")),
        (FormKind.TEXT, GivenText("")),
        (FormKind.JSON, GivenJson({"ä": 1})),
        (FormKind.FILE, GivenFile(file)),
    )

    assert [read(Form(kind), written(value)).value for kind, value in cases] == [
        value for _, value in cases
    ]


def test_a_form_gives_the_values_that_are_shown_and_leaves_defaults_out(
    qtbot: QtBot, window: QWidget
) -> None:
    form = inputs(
        window,
        field("top", FormKind.INTEGER, GivenJson(10)),
        field("rate", FormKind.NUMBER, default="0.9"),
        field("word", FormKind.CHOICE, GivenText("b"), choices=("a", "b")),
        field("flag", FormKind.BOOLEAN, default="True"),
        field("day", FormKind.DATE, GivenText("2024-02-29")),
        field("weights", FormKind.JSON, GivenJson({"a": 1})),
    )

    with qtbot.waitSignal(form.submitted) as told:
        form.accept_button.click()

    assert told.args == [
        {
            "top": GivenText("10"),
            "word": GivenText("b"),
            "flag": GivenJson(True),
            "day": GivenText("2024-02-29"),
            "weights": GivenJson({"a": 1}),
        }
    ]


def test_a_wrong_value_is_named_beside_its_field_and_nothing_is_told(
    qtbot: QtBot, window: QWidget
) -> None:
    form = inputs(window, field("top", FormKind.INTEGER), field("rate", FormKind.NUMBER))
    top, rate = form.rows
    qtbot.keyClicks(top.editor.field, "3")
    qtbot.keyClicks(rate.editor.field, "much")
    while_typing = rate.error

    with qtbot.assertNotEmitted(form.submitted):
        qtbot.keyClick(rate.editor.field, Qt.Key.Key_Return)

    assert while_typing == rate.error == "Type a number, such as 0.25."
    assert top.error == ""
    assert rate.editor.field.property("wrong") is True
    assert rate.editor.field.accessibleDescription() == rate.error


def test_a_missing_value_is_said_only_when_asked(qtbot: QtBot, window: QWidget) -> None:
    form = inputs(window, field("top", FormKind.INTEGER))
    line = form.rows[0].editor.field
    qtbot.keyClicks(line, "3")
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    before = form.rows[0].error

    form.submit()

    assert before == ""
    assert form.rows[0].error == "A value is needed."


def test_what_the_worker_refused_is_shown_beside_its_field(window: QWidget) -> None:
    first = field("top", FormKind.TEXT, GivenText("x"))
    form = inputs(window, first, field("rate", FormKind.TEXT, GivenText("y")))

    form.show_errors({NodeId("rate"): "`rate` takes a float."})

    assert [row.error for row in form.rows] == ["", "`rate` takes a float."]


def test_the_field_that_was_wrong_last_time_has_the_focus(qtbot: QtBot, window: QWidget) -> None:
    wrong = Field(NodeId("b"), "int", Form(FormKind.INTEGER), None, "", "Type a whole number.")
    form = inputs(window, field("a", FormKind.INTEGER), wrong)

    assert form.focusWidget() is form.rows[1].editor.field


def test_esc_cancels(qtbot: QtBot, window: QWidget) -> None:
    form = inputs(window, field("a", FormKind.INTEGER))

    with qtbot.waitSignal(form.cancelled):
        qtbot.keyClick(form, Qt.Key.Key_Escape)


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard")
def test_a_day_can_be_chosen_from_a_calendar(qtbot: QtBot, window: QWidget) -> None:
    form = inputs(window, field("moment", FormKind.DATETIME, GivenText("2024-01-31 08:30")))
    editor = form.rows[0].editor
    calendar = editor.findChildren(QCalendarWidget)[0]

    editor.findChildren(QLineEdit)[0].actions()[0].trigger()
    shown = calendar.selectedDate()
    calendar.clicked.emit(QDate(2024, 3, 5))

    assert shown == QDate(2024, 1, 31)
    assert form.rows[0].answer() == Answer(GivenText("2024-03-05 08:30"))


def test_a_truth_that_may_be_missing_is_a_choice_of_three(qtbot: QtBot, window: QWidget) -> None:
    form = inputs(window, field("flag", FormKind.BOOLEAN, optional=True))
    box = form.rows[0].editor.findChildren(QComboBox)[0]

    offered = [box.itemText(place) for place in range(box.count())]
    nothing = form.rows[0].answer()
    box.setCurrentIndex(1)

    assert offered == ["None", "true", "false"]
    assert nothing == Answer()
    assert form.rows[0].answer() == Answer(GivenText("true"))


def test_a_check_box_says_what_it_stands_for(qtbot: QtBot, window: QWidget) -> None:
    form = inputs(window, field("flag", FormKind.BOOLEAN, GivenText("true")))
    box = form.rows[0].editor.findChildren(QCheckBox)[0]

    before = box.text()
    box.click()

    assert (before, box.text()) == ("true", "false")
    assert form.rows[0].answer() == Answer(GivenJson(False))


def test_fields_are_named_for_screen_readers(window: QWidget) -> None:
    form = inputs(window, field("top", FormKind.INTEGER))

    assert form.rows[0].editor.field.accessibleName() == "top (integer)"


def test_a_file_is_asked_for_in_place_of_a_frame(
    qtbot: QtBot, window: QWidget, tmp_path: Path
) -> None:
    file = tmp_path / "rates.parquet"
    file.touch()
    form = ValueForm(field("rates", FormKind.FILE), LIGHT, window)
    form.show()
    qtbot.keyClicks(form.rows[0].editor.field, str(file))

    with qtbot.waitSignal(form.submitted) as told:
        form.accept_button.click()

    assert told.args == [NodeId("rates"), GivenFile(file)]


def test_a_value_can_be_typed_in_place_of_a_file(qtbot: QtBot, window: QWidget) -> None:
    form = ValueForm(field("rates", FormKind.FILE), LIGHT, window)
    form.show()
    form.choice.setCurrentIndex(1)
    form.rows[1].editor.findChildren(QPlainTextEdit)[0].setPlainText('{"a": [1]}')

    with qtbot.waitSignal(form.submitted) as told:
        form.accept_button.click()

    assert told.args == [NodeId("rates"), GivenJson({"a": [1]})]


def test_the_value_in_use_is_shown_where_it_belongs(window: QWidget) -> None:
    number = ValueForm(field("rate", FormKind.NUMBER, GivenText("0.5")), DARK, window)
    file = ValueForm(field("rate", FormKind.NUMBER, GivenFile(Path("/x/y.csv"))), DARK, window)

    assert number.choice.currentIndex() == 1
    assert number.rows[1].answer().value == GivenText("0.5")
    assert file.choice.currentIndex() == 0


def test_nothing_is_no_value_to_use_instead(qtbot: QtBot, window: QWidget) -> None:
    form = ValueForm(field("rate", FormKind.NUMBER, default="1"), LIGHT, window)
    form.show()

    with qtbot.assertNotEmitted(form.submitted):
        form.submit()
    missing = form.rows[1].error
    form.show_error("Too small.")

    assert missing == "A value is needed."
    assert form.rows[1].error == "Too small."
