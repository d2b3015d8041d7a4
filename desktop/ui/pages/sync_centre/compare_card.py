"""Comparing what was written here with what the server holds, and the slip of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from desktop.language.dates import long_date, short_moment
from desktop.language.reconciling import difference, outcome
from desktop.services import reconcile, reconcile_slip
from desktop.ui.background import NETWORK, Failure
from desktop.ui.fields.choice import ListField
from desktop.ui.messages import explain
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.flow import Flow
from desktop.ui.speech import ENDONYMS, Spoken, language, say
from domain.languages import LANGUAGES, LanguageCode

if TYPE_CHECKING:
    from desktop.services.reconciled import Reconciliation
    from desktop.ui.sitting import Sitting


class CompareCard(Spoken, Card):
    """``slip_made`` carries the pages and a name for them; ``compared`` comes after each comparison."""

    slip_made = Signal(object, str)
    compared = Signal()
    failed = Signal(object)

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Sync", "Here and at the server"), parent)
        self._sitting, self._zone = sitting, sitting.zone
        self._found: Reconciliation | None = None
        self._busy = False
        self._said = QLabel(self)
        self._more = QLabel(self)
        self._more.setProperty("tone", "muted")
        for label in (self._said, self._more):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.today = Button(lambda: say("Sync", "Compare &today"), icon="checklist", parent=self)
        self.ever = Button(lambda: say("Sync", "Compare &everything"), icon="history", parent=self)
        self.today.clicked.connect(lambda: self._compare(sitting.desk.today()))
        self.ever.clicked.connect(lambda: self._compare(None))
        self.language = ListField(lambda: say("Sync", "Language of the slip"), _languages, parent=self)
        self.language.set_value(sitting.remembered.slip_language)
        self.slip = Button(lambda: say("Sync", "S&lip…"), icon="printer", parent=self)
        self.slip.clicked.connect(self._make_slip)
        acts = QWidget(self)
        flow = Flow(acts, 8)
        for button in (self.today, self.ever, self.slip):
            flow.addWidget(button)
        for widget in (self._said, self._more, acts, self.language):
            self.body.addWidget(widget)
        self.retranslate()

    def show_comparisons(self, kept: Sequence[Reconciliation]) -> None:
        """The latest one is told; without any it is said what comparing is for."""
        self._found = kept[0] if kept else None
        self.retranslate()

    def text(self) -> str:
        """What the card says."""
        return f"{self._said.text()}\n{self._more.text()}"

    def _compare(self, day: date | None) -> None:
        self._busy = True
        self.retranslate()
        self._sitting.runner.run(
            lambda _progress: reconcile.reconcile(self._sitting.desk, day),
            done=self._compared,
            failed=self._not_compared,
            lane=NETWORK,
            owner=self,
        )

    def _compared(self, found: Reconciliation) -> None:
        self._busy, self._found = False, found
        self.retranslate()
        self.compared.emit()

    def _not_compared(self, failure: Failure) -> None:
        self._busy = False
        self.retranslate()
        self.failed.emit(failure)

    def _make_slip(self) -> None:
        found = self._found
        if found is None:
            return
        chosen = next((code for code in LANGUAGES if code == self.language.value()), language().code)
        self._sitting.remembered.slip_language = chosen
        make: Callable[[object], bytes] = lambda _progress: _slip(self._sitting, found, chosen)  # noqa: E731
        name = say("Sync", "Reconciliation {number}").format(number=found.number)
        self._sitting.runner.run(
            make,
            done=lambda pdf: self.slip_made.emit(pdf, name),
            failed=self.failed.emit,
            owner=self,
        )

    def retranslate(self) -> None:
        for button in (self.today, self.ever):
            button.setEnabled(not self._busy)
        for widget in (self.slip, self.language):
            widget.setVisible(self._found is not None and not self._busy)
        lines = self._lines()
        self._said.setText(lines[0])
        self._said.setProperty("weight", "strong" if self._found else "")
        self._more.setText("\n".join(lines[1:]))
        self._more.setVisible(len(lines) > 1)

    def _lines(self) -> list[str]:
        found = self._found
        if self._busy:
            return [say("Sync", "Both sides are counting…")]
        if found is None:
            return [say("Sync", "At the end of a day both sides count what was written, and say the same.")]
        lines = [outcome(found.total, language())]
        if found.total.needs:
            lines.append(say("Reconcile", "%n change(s) for somebody to settle", "", found.total.needs))
        lines += [difference(one, language()) for one in found.differences]
        if found.agrees and found.source == "server":
            lines.append(say("Reconcile", "Both sides name the same figures."))
        if found.problem is not None:
            lines.append(explain(found.problem)[0])
        lines.append(_about(found, self._zone))
        return lines


def _about(found: Reconciliation, zone: tzinfo) -> str:
    """Of which work it is, and of when the server's figures are."""
    of = long_date(date.fromisoformat(found.day), language()) if found.day else say("Sync", "every day")
    if not found.at:
        return say("Sync", "Work of {day}; the server has signed for nothing yet.").format(day=of)
    at = short_moment(datetime.fromisoformat(found.at).astimezone(zone), language())
    if found.source == "receipts":
        words = say("Sync", "Work of {day}; by the receipts kept here, the last of {moment}.")
    else:
        words = say("Sync", "Work of {day}; the server's figures are of {moment}.")
    return words.format(day=of, moment=at)


def _slip(sitting: Sitting, found: Reconciliation, code: LanguageCode) -> bytes:
    return reconcile_slip.slip(sitting.desk, found, code)


def _languages() -> dict[str, str]:
    return {str(code): words for code, words in ENDONYMS.items()}
