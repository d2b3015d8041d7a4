"""Fields: nothing chosen at first, letters choose, births in words, what is wrong beneath."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.language.terms import labels
from desktop.ui import speech
from desktop.ui.fields.area import AreaField
from desktop.ui.fields.birth import BirthField
from desktop.ui.fields.choice import ListField, OptionsField
from desktop.ui.fields.field import Field
from desktop.ui.fields.phone import PhoneField
from desktop.ui.fields.photo import PhotoField
from desktop.ui.fields.text import LongTextField, TextField
from domain.problems import Problem, Severity
from domain.vocabulary import Sex

Shown = Callable[[Field], Field]


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[Any], Any]:
    """The field in a window of its own, with the keyboard."""

    def show(field: Field) -> Field:
        qtbot.addWidget(field)
        field.resize(600, 300)
        field.show()
        field.activateWindow()
        return field

    return show


def sexes() -> dict[str, str]:
    return labels(Sex, speech.language())


def test_a_label_leads_to_its_control_and_names_it(shown: Callable[[Any], Any]) -> None:
    field = shown(TextField(lambda: "&Given name", required=True))
    assert field.label.buddy() is field.line
    assert field.line.accessibleName() == "Given name"
    assert "required" in field.line.accessibleDescription()


def test_spaces_around_a_text_are_not_the_answer(shown: Callable[[Any], Any], qtbot: QtBot) -> None:
    field = shown(TextField(lambda: "&Name"))
    with qtbot.waitSignals([field.changed, field.settled]):
        qtbot.keyClicks(field.line, "  Awa ")
        qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.value() == "Awa"


def test_setting_a_value_is_not_a_change(shown: Callable[[Any], Any], qtbot: QtBot) -> None:
    for field in (
        TextField(lambda: "A"),
        LongTextField(lambda: "B"),
        ListField(lambda: "C", sexes),
        OptionsField(lambda: "D", sexes),
        PhoneField(lambda: "E", "PK"),
    ):
        shown(field)
        with qtbot.assertNotEmitted(field.changed):
            field.set_value("female")


def test_what_is_wrong_stands_beneath_and_is_read_aloud(shown: Callable[[Any], Any]) -> None:
    field = shown(TextField(lambda: "&Name"))
    field.set_problem(Problem("name_missing"))
    assert "name is missing" in field.line.accessibleDescription()
    assert field.line.property("state") == "error"
    field.set_problem(None)
    assert field.line.accessibleDescription() == ""
    assert field.line.property("state") == ""


def test_a_warning_can_be_confirmed_once(shown: Callable[[Any], Any], qtbot: QtBot) -> None:
    field = shown(TextField(lambda: "&Name"))
    warning = Problem("age_too_high", where="members.0.birth_date", rule="V05", severity=Severity.warning)
    field.set_problem(warning, confirmable=True)
    with qtbot.waitSignal(field.confirmed) as confirmed:
        field._beneath.confirm.click()
    assert confirmed.args == [warning]
    assert field.problem() is None


def test_words_follow_the_language(shown: Callable[[Any], Any]) -> None:
    field = shown(OptionsField(lambda: "Sex", sexes))
    before = [option.text() for option in field._options.values()]
    speech.speak("fr")
    after = [option.text() for option in field._options.values()]
    assert after == list(sexes().values()) != before


def test_nothing_is_chosen_until_somebody_does(shown: Callable[[Any], Any]) -> None:
    assert shown(OptionsField(lambda: "Sex", sexes)).value() is None
    assert shown(ListField(lambda: "Sex", sexes)).value() is None


@pytest.mark.parametrize(("letter", "chosen"), [("m", "male"), ("f", "female"), ("n", "not_known")])
def test_a_letter_chooses_an_option(
    shown: Callable[[Any], Any], qtbot: QtBot, letter: str, chosen: str
) -> None:
    field = shown(OptionsField(lambda: "Sex", sexes))
    first = next(iter(field._options.values()))
    first.setFocus()
    with qtbot.waitSignals([field.changed, field.settled]):
        qtbot.keyClicks(first, letter)
    assert field.value() == chosen


def test_arrows_move_through_options(shown: Callable[[Any], Any], qtbot: QtBot) -> None:
    field = shown(OptionsField(lambda: "Sex", sexes))
    options = list(field._options.values())
    options[0].setFocus()
    qtbot.keyClick(options[0], Qt.Key.Key_Right)
    assert field.value() == "female"
    qtbot.keyClick(options[0], Qt.Key.Key_Right)
    assert field.value() == "male"
    qtbot.keyClick(options[1], Qt.Key.Key_Left)
    assert field.value() == "female"


def test_an_answer_survives_another_language_and_another_list(shown: Callable[[Any], Any]) -> None:
    field = shown(ListField(lambda: "Sex", sexes))
    field.set_value("male")
    speech.speak("pt")
    assert field.value() == "male"
    field.offer(lambda: {"female": "F"})
    assert field.value() is None


def birth_field(shown: Callable[[Any], Any]) -> BirthField:
    field: BirthField = shown(BirthField(lambda: "&Born", lambda: date(2026, 6, 1)))
    return field


BIRTHS = [
    {"birth_precision": "day", "birth_date": "1987-04-12"},
    {"birth_precision": "month", "birth_date": "1987-04"},
    {"birth_precision": "year", "birth_date": "1987"},
    {"birth_precision": "estimated_age", "estimated_age": 40, "estimated_on": "2026-06-01"},
    {"birth_precision": "unknown"},
    {"birth_precision": "day", "birth_date": "1987-04-"},
    {"birth_precision": "day", "birth_date": "--12"},
]


@pytest.mark.parametrize("given", BIRTHS, ids=lambda given: str(given.get("birth_date", given)))
def test_a_birth_comes_back_as_it_went_in(shown: Callable[[Any], Any], given: dict[str, Any]) -> None:
    field = birth_field(shown)
    field.set_value(given)
    assert {key: value for key, value in field.value().items() if value is not None} == given


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (BIRTHS[0], "12 April 1987 · 39 years old"),
        (BIRTHS[1], "April 1987 · 39 years old"),
        (BIRTHS[2], "1987 · 38 to 39 years old"),
        (BIRTHS[4], ""),
        (BIRTHS[5], ""),
    ],
    ids=["day", "month", "year", "unknown", "unfinished"],
)
def test_a_birth_is_shown_back_in_long_words(
    shown: Callable[[Any], Any], given: dict[str, Any], words: str
) -> None:
    field = birth_field(shown)
    field.set_value(given)
    assert field._back.text() == words


def test_a_birth_asks_only_what_its_precision_needs(shown: Callable[[Any], Any]) -> None:
    field = birth_field(shown)
    parts = (field.day, field.month, field.year, field.age)
    assert not any(part.isVisible() for part in parts)
    field.set_value({"birth_precision": "month"})
    assert [part.isVisible() for part in parts] == [False, True, True, False]
    field.set_value({"birth_precision": "estimated_age"})
    assert [part.isVisible() for part in parts] == [False, False, False, True]


def test_a_birth_is_typed_without_the_mouse(shown: Callable[[Any], Any], qtbot: QtBot) -> None:
    field = birth_field(shown)
    option = next(iter(field.precision._options.values()))
    option.setFocus()
    qtbot.keyClicks(option, "f")
    qtbot.keyClicks(field.day, "12")
    assert field.window().focusWidget() is field.month
    qtbot.keyClicks(field.month, "ap")
    qtbot.keyClicks(field.year, "1987")
    assert field.value()["birth_date"] == "1987-04-12"


def test_a_two_digit_year_is_not_a_date(shown: Callable[[Any], Any]) -> None:
    field = birth_field(shown)
    field.set_value({"birth_precision": "year", "birth_date": "87"})
    assert field.birth() is None


def test_a_phone_is_kept_in_the_international_form(shown: Callable[[Any], Any], qtbot: QtBot) -> None:
    field = shown(PhoneField(lambda: "&Telephone", "PK"))
    qtbot.keyClicks(field.line, "0300 1234567")
    assert field.value() == "+923001234567"
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.line.text() == "+92 300 1234567"


def test_a_phone_that_cannot_be_one_is_kept_as_typed(shown: Callable[[Any], Any], qtbot: QtBot) -> None:
    field = shown(PhoneField(lambda: "&Telephone", "PK"))
    qtbot.keyClicks(field.line, "12")
    assert field.value() == "12"


PLACES = [
    ("PK-1", "Akbarpura › Pabbi › Nowshera"),
    ("PK-2", "Pabbi › Nowshera"),
    ("PK-3", "Pír Piai › Nowshera"),
    ("PK-4", "N’Diaye › Thiès"),
]


def area_field(shown: Callable[[Any], Any]) -> AreaField:
    field: AreaField = shown(AreaField(lambda: "&Place", PLACES))
    return field


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("pabbi", ["Pabbi › Nowshera", "Akbarpura › Pabbi › Nowshera"]),
        ("nowshera pabbi", ["Akbarpura › Pabbi › Nowshera", "Pabbi › Nowshera"]),
        ("pir", ["Pír Piai › Nowshera"]),
        ("ndiaye", ["N’Diaye › Thiès"]),
        ("zzz", []),
    ],
)
def test_a_place_is_found_by_any_part_of_its_path(
    shown: Callable[[Any], Any], typed: str, found: list[str]
) -> None:
    assert area_field(shown).matching(typed) == found


# The offscreen platform has no keyboard a list could grab.
LISTS_OPEN = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)


@LISTS_OPEN
def test_the_only_match_is_the_answer(shown: Callable[[Any], Any], qtbot: QtBot) -> None:
    field = area_field(shown)
    qtbot.keyClicks(field.line, "akbar")
    field._popup.hide()
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.value() == "PK-1"
    assert field.line.text() == "Akbarpura › Pabbi › Nowshera"


@LISTS_OPEN
def test_typing_over_a_place_takes_the_answer_away(shown: Callable[[Any], Any], qtbot: QtBot) -> None:
    field = area_field(shown)
    field.set_value("PK-2")
    qtbot.keyClicks(field.line, "x")
    assert field.value() is None


def test_every_control_of_every_field_has_a_name(shown: Callable[[Any], Any]) -> None:
    for field in (
        TextField(lambda: "&Name"),
        LongTextField(lambda: "&Note"),
        ListField(lambda: "&Role", sexes),
        OptionsField(lambda: "&Sex", sexes),
        BirthField(lambda: "&Born", lambda: date(2026, 6, 1)),
        PhoneField(lambda: "&Telephone", "PK"),
        AreaField(lambda: "&Place", PLACES),
        PhotoField(lambda: "P&hoto"),
    ):
        controls: list[QWidget] = shown(field).controls()
        assert controls and all(control.accessibleName() for control in controls)
