"""A household to type: what tests of the wizard fill in."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.ui.pages.register import RegisterPage
from desktop.ui.window import Window
from domain.languages import LanguageCode

AREA = "PK-KP-NOWSHERA-NSH-07"
HEAD: dict[str, Any] = {
    "given_name": "Zarghuna",
    "family_name": "Khattak",
    "sex": "female",
    "birth_precision": "day",
    "birth_date": "1987-04-12",
    "identifiers": [{"scheme": "national_id", "value": "17201-1234567-2"}],
    "phones": ["+923001234567"],
    "mother_name": "Bibi Gul",
}
SPOUSE: dict[str, Any] = {
    "role": "spouse",
    "given_name": "Abdul Rahman",
    "family_name": "Khattak",
    "sex": "male",
    "birth_precision": "estimated_age",
    "estimated_age": 52,
    "estimated_on": "2026-01-15",
}


def page_of(window: Window) -> RegisterPage:
    """The register page, a blank registration on it."""
    assert window.frame is not None
    window.frame.go("register")
    page = window.frame.page()
    assert isinstance(page, RegisterPage)
    return page


def fill(page: RegisterPage, code: LanguageCode = "en") -> None:
    """Everything a household of two needs, as if it had been typed."""
    page.resuming.withdraw()
    answers = page.answers
    answers.put("language", code)
    answers.put("notice.given", "read_aloud")
    answers.put("household.area", AREA)
    answers.put("household.village", "Pir Sabaq")
    answers.members[0].update(HEAD)
    key = answers.add_member()
    answers.member(key).update(SPOUSE)
    page.steps.show_answers(answers)
    page.checker.check()


def wider_than_shown(root: QWidget) -> list[str]:
    """What scrolls up and down only, and is wider than the window lets see."""
    return [
        f"{type(area.widget()).__name__}: {area.widget().width()} of {area.viewport().width()} px"
        for area in root.findChildren(QScrollArea)
        if area.isVisibleTo(root) and area.widget() and area.widget().width() > area.viewport().width()
    ]
