"""Days, degrees, ticks, and the fields with several rows: telephones and identity documents."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.ui import speech
from desktop.ui.fields.day import DayField, day_written
from desktop.ui.fields.degrees import DegreesField
from desktop.ui.fields.identifiers import IdentifiersField
from desktop.ui.fields.phones import PhonesField
from desktop.ui.fields.tick import TickField
from domain.problems import Problem, Severity


@pytest.mark.parametrize("text", ["12/4/1987", "12.04.1987", " 12-4-1987 ", "12 04 1987"])
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert day_written(text) == date(1987, 4, 12)


@pytest.mark.parametrize("text", ["", "31/02/2026", "12/04/87", "1987-04-12", "tomorrow"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert day_written(text) is None


def test_a_day_is_said_back_in_long_words(qtbot: QtBot) -> None:
    field = DayField(lambda: "&Date")
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClicks(field.line, "1/4/2026")
    assert field.value() == "2026-04-01"
    assert field._beneath.text() == "1 April 2026"
    speech.speak("fr")
    assert field._beneath.text() == "1er avril 2026"
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.line.text() == "01/04/2026"
    field.set_value("not a day")
    assert (field.day(), field.value()) == (None, "not a day")


def test_degrees_take_a_comma_and_keep_what_is_no_number(qtbot: QtBot) -> None:
    field = DegreesField(lambda: "Lat&itude")
    qtbot.addWidget(field)
    assert field.value() is None
    for text, value in (("34,0123°", 34.0123), ("−71.9", -71.9), ("north", "north")):
        field.line.setText(text)
        assert field.value() == value
    field.set_value(-15.5)
    assert field.line.text() == "-15.5"


def test_a_tick_carries_its_own_letter(qtbot: QtBot) -> None:
    field = TickField(lambda: "O&nly one name")
    qtbot.addWidget(field)
    field.show()
    assert field.value() is False and field.label.text() == ""
    with qtbot.waitSignals([field.changed, field.settled]):
        qtbot.keyClick(field.tick, Qt.Key.Key_Space)
    assert field.value() is True
    assert field.tick.accessibleName() == "Only one name"


def test_a_second_row_comes_when_the_first_is_used(qtbot: QtBot) -> None:
    field = PhonesField(lambda: "&Telephones", "PK")
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.another.click()
    assert len(field.rows) == 1, "an empty row is used first"
    qtbot.keyClicks(field.rows[0].box, "0300 1234567")
    field.another.click()
    assert len(field.rows) == 2
    assert field.focusWidget() is field.rows[1].box
    assert field.value() == ["+923001234567"]
    field.rows[0].drop.click()
    assert field.value() == [] and len(field.rows) == 1


def test_numbers_are_shown_back_in_groups(qtbot: QtBot) -> None:
    field = PhonesField(lambda: "&Telephones", "PK")
    qtbot.addWidget(field)
    field.set_value(["+923001234567", "12"])
    assert [row.box.text() for row in field.rows] == ["+92 300 1234567", "12"]
    field.set_value(None)
    assert len(field.rows) == 1 and field.value() == []


def test_a_document_has_a_kind_and_a_number(qtbot: QtBot) -> None:
    field = IdentifiersField(lambda: "&Identity documents")
    qtbot.addWidget(field)
    field.show()
    assert field.value() == []
    qtbot.keyClicks(field.rows[0].number, "17201-1234567-2")
    assert field.value() == [{"scheme": None, "value": "17201-1234567-2"}]
    qtbot.keyClick(field.rows[0].scheme, "p")
    assert field.value() == [{"scheme": "passport", "value": "17201-1234567-2"}]
    speech.speak("pt")
    assert field.rows[0].scheme.currentText() == "Passaporte"
    assert field.rows[0].number.accessibleName() == "Identity documents: Número"


def test_a_problem_marks_the_row_it_names(qtbot: QtBot) -> None:
    field = IdentifiersField(lambda: "&Identity documents")
    qtbot.addWidget(field)
    field.set_value([{"scheme": "passport", "value": "A1"}, {"scheme": "national_id", "value": "2"}])
    warning = Problem("identifier_pattern", "members.0.identifiers.1.value", "V14", Severity.warning)
    field.set_problem(warning, confirmable=True)
    assert [row.number.property("state") for row in field.rows] == ["", "warning"]
    confirmed: list[Problem] = []
    field.confirmed.connect(confirmed.append)
    field._beneath.confirm.click()
    assert confirmed == [warning]
