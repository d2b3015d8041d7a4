"""A household to change, and the page of a change opened for it: what tests of changes begin with."""

from __future__ import annotations

from typing import Any

from desktop.services import register
from desktop.ui.pages.changes.decide import DecidePage
from desktop.ui.pages.changes.form import ChangeForm
from desktop.ui.pages.changes.order import ChangeOrder
from desktop.ui.pages.changes.page import ChangePage
from desktop.ui.pages.household import HouseholdPage
from desktop.ui.window import Window
from domain.problems import Problem
from domain.registration import parse
from domain.vocabulary import ChangeKind
from tests.desktop.ui.registering import AREA, HEAD, SPOUSE


def household(window: Window) -> str:
    """The printed code of a household of two, registered now."""
    assert window.frame is not None
    form = {
        "household": {"area": AREA, "village": "Pir Sabaq", "phone": "+923001234567"},
        "language": "en",
        "legal_basis": "public_interest",
        "notice": {"version": "1", "language": "en", "given": "read_aloud"},
        "members": [{"role": "head", **HEAD}, SPOUSE],
    }
    return register.register(window.frame.sitting.desk, parse(form)).code


def change_page(window: Window, code: str, kind: ChangeKind | None = None) -> ChangePage:
    """The page of a change at a household, at the questions of a kind if one is given."""
    assert window.frame is not None
    window.frame.go("change", ChangeOrder(code, kind=kind))
    page = window.frame.page()
    assert isinstance(page, ChangePage)
    return page


def form_of(page: ChangePage) -> ChangeForm:
    """The questions on screen."""
    assert page.sheet.form is not None
    return page.sheet.form


def answer(page: ChangePage, **answers: Any) -> None:
    """Answers as if each had been given in its field."""
    form = form_of(page)
    for key, value in answers.items():
        form.fields[key].set_value(value)
        form.fields[key].changed.emit()
    page.sheet.settle()


def ask_for_another_name(window: Window, code: str) -> int:
    """A request that waits: the head's given name is corrected; its row."""
    page = change_page(window, code, ChangeKind.correct_identity)
    assert page.view is not None
    answer(page, person=page.view.members[0].code, given_name="Zarghoona")
    page.sheet.evidence.text.set_value("Identity card seen")
    page.save.click()
    return household_page(window).requests.lines()[0].id


def household_page(window: Window) -> HouseholdPage:
    """The household's page, which must be the one on screen."""
    assert window.frame is not None
    page = window.frame.page()
    assert isinstance(page, HouseholdPage)
    return page


def decide_page(window: Window, subject: object = None) -> DecidePage:
    """The page To decide."""
    assert window.frame is not None
    window.frame.go("decide", subject)
    page = window.frame.page()
    assert isinstance(page, DecidePage)
    return page


def code_of(problem: Problem | None) -> str:
    """What a problem is called; empty for none."""
    return problem.code if problem is not None else ""
