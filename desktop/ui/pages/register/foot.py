"""The foot of the register page: one primary button, and beside it what each step allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.fields.choice import ListBox
from desktop.ui.pages.page import Page
from desktop.ui.pages.register.answers import CHECK, LANGUAGE, RECEIPT
from desktop.ui.parts.button import Button
from desktop.ui.speech import Telling, language, say

if TYPE_CHECKING:
    from desktop.services.fill_papers import Layout


class Foot(QObject):
    """Signals named for what was pressed."""

    went_on = Signal()
    went_back = Signal()
    discarded = Signal()
    printed = Signal()
    saved = Signal()
    cards = Signal()
    opened = Signal()
    begun = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._shown: tuple[object, ...] = ()
        make = self._button
        self.back = make(page, lambda: say("Register", "Bac&k"), "arrow-left", self.went_back)
        self.discard = make(page, lambda: say("Register", "Discard…"), "trash", self.discarded)
        self.send = make(page, lambda: say("Paper", "&Print…"), "printer", self.printed)
        self.save = make(page, lambda: say("Paper", "Sa&ve as PDF…"), "download", self.saved)
        self.card = make(page, lambda: say("Register", "&Cards"), "id", self.cards)
        self.open = make(page, lambda: say("Register", "&Household"), "users-group", self.opened)
        self.fresh = make(page, lambda: say("Register", "&New household"), "user-plus", self.begun)
        self._sheet = ListBox(page)
        self._sheet.setCurrentIndex(0)
        page.add_secondary(self._sheet)
        self.primary = page.add_primary(
            Button(lambda: say("Register", "&Continue"), icon="arrow-right", kind="primary", parent=page)
        )
        self.primary.clicked.connect(self.went_on)

    def _button(self, page: Page, telling: Telling, icon: str, pressed: object) -> Button:
        button = Button(telling, icon=icon, parent=page)
        button.clicked.connect(pressed)
        page.add_secondary(button)
        return button

    def sheet(self) -> Layout:
        """On which sheet the receipt is printed."""
        return cast("Layout", self._sheet.chosen() or "a5")

    def renew(self, step: int, *, busy: bool, has_pages: bool, in_hand: bool) -> None:
        """Shows what the step allows, in the language of now."""
        shown_now = (step, busy, has_pages, in_hand, language().code)
        if shown_now == self._shown:
            return
        self._shown = shown_now
        receipt = step == RECEIPT
        shown: dict[QWidget, bool] = {
            self.back: LANGUAGE < step < RECEIPT,
            self.discard: not receipt,
            self._sheet: step == CHECK,
            self.send: receipt and has_pages,
            self.save: receipt and has_pages,
            self.card: receipt,
            self.open: receipt,
            self.fresh: receipt and has_pages and not in_hand,
        }
        for widget, wanted in shown.items():
            widget.setVisible(wanted)
        self.primary.setEnabled(not busy)
        self.primary.tell(*_primary_words(step, to_hand_over=has_pages and not in_hand))
        self._sheet.setAccessibleName(say("Register", "Sheet of the receipt"))
        sheets = {
            "a5": say("Print", "A5, one each"),
            "a4": say("Print", "A4, two each"),
            "roll80": say("Print", "Roll of 80 mm"),
        }
        self._sheet.fill(sheets, self.sheet())


def _primary_words(step: int, *, to_hand_over: bool) -> tuple[Telling, str]:
    if step < CHECK:
        return lambda: say("Register", "&Continue"), "arrow-right"
    if step == CHECK:
        return lambda: say("Register", "Confirm and &print the receipt"), "printer"
    if to_hand_over:
        return lambda: say("Register", "Handed over to the citi&zen"), "check"
    return lambda: say("Register", "&New household"), "user-plus"
