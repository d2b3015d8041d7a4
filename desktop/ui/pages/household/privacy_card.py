"""How a household's data are protected: confidential or not, who looked, and the sheet for its people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.language.dates import long_moment
from desktop.language.terms import label
from desktop.services import access_log, confidential
from desktop.services.access_log import AccessLine
from desktop.services.desk import Desk
from desktop.services.show import HouseholdView
from desktop.ui.background import Failure, Runner
from desktop.ui.fields.text import TextField
from desktop.ui.messages import problems_of
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.words import Words
from desktop.ui.speech import Spoken, language, say
from domain.problems import Fault
from domain.vocabulary import AccessKind

_SHOWN = 5


class PrivacyCard(Spoken, Card):
    """``sheet_wanted`` asks for the sheet "My data"; ``said`` carries words of what was done."""

    sheet_wanted = Signal()
    said = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Privacy", "Data protection"), parent)
        self._desk, self._runner, self._zone = desk, runner, zone
        self._code, self._closed = "", False
        self._lines: Sequence[AccessLine] = ()
        self._state = Words(self._state_words, wrap=True, parent=self)
        self.mark = Button(self._mark_words, icon="lock", parent=self)
        self.mark.clicked.connect(self._ask)
        self.sheet = Button(lambda: say("Privacy", "Sheet “My data”"), icon="file-text", parent=self)
        self.sheet.clicked.connect(self.sheet_wanted)
        self.reason = TextField(lambda: say("Privacy", "Why"), required=True, parent=self)
        self.reason.line.returnPressed.connect(self._mark)
        self.keep = Button(lambda: say("Privacy", "Write it down"), icon="check", parent=self)
        self.keep.clicked.connect(self._mark)
        self.cancel = Button(lambda: say("Messages", "Cancel"), kind="quiet", parent=self)
        self.cancel.clicked.connect(self._shut)
        self._form = QWidget(self)
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.reason)
        column.addWidget(_row(self._form, self.keep, self.cancel))
        self._looked = QLabel(self)
        self._looked.setTextFormat(Qt.TextFormat.PlainText)
        self._looked.setWordWrap(True)
        self._looked.setProperty("tone", "muted")
        for widget in (self._state, _row(self, self.mark, self.sheet), self._form, self._looked):
            self.body.addWidget(widget)
        self._form.hide()

    def show_household(self, view: HouseholdView) -> None:
        """Shows how this household is kept, and reads who looked at it."""
        if view.code != self._code:
            self._shut()
        self._code, self._closed = view.code, bool(view.fields.get("confidential"))
        row = view.id
        self._runner.run(
            lambda _progress: access_log.of_household(self._desk, row),
            done=self._show,
            failed=self.failed.emit,
            owner=self,
        )
        for part in (self._state, self.mark):
            part.retranslate()

    def _show(self, lines: Sequence[AccessLine]) -> None:
        self._lines = lines
        self.retranslate()

    def text(self) -> str:
        """What the card says, for whoever cannot see it."""
        return f"{self._state.text()}\n{self._looked.text()}"

    def _ask(self) -> None:
        self._form.show()
        self.reason.set_value("")
        self.reason.set_problem(None)
        self.reason.line.setFocus(Qt.FocusReason.TabFocusReason)

    def _shut(self) -> None:
        self._form.hide()

    def shut(self) -> bool:
        """Esc: whether the question for a reason was open."""
        was_open = not self._form.isHidden()
        self._shut()
        return was_open

    def _mark(self) -> None:
        code, closing, reason = self._code, not self._closed, self.reason.value()
        self._runner.run(
            lambda _progress: confidential.mark(self._desk, code, closing, reason),
            done=lambda _changed: self._marked(closing),
            failed=self._refused,
            owner=self,
        )

    def _marked(self, closing: bool) -> None:
        self._shut()
        if closing:
            self.said.emit(lambda: say("Privacy", "The file is confidential from now on."))
        else:
            self.said.emit(lambda: say("Privacy", "The whole office can read the file again."))

    def _refused(self, failure: Failure) -> None:
        problem = problems_of(failure)[0]
        if isinstance(failure, Fault) or problem.where != "reason":
            self.failed.emit(failure)
        else:
            self.reason.set_problem(problem)
            self.reason.line.setFocus()

    def _state_words(self) -> str:
        if self._closed:
            return say(
                "Privacy", "This file is confidential: opening it asks for a reason, which is written down."
            )
        return say("Privacy", "Every officer of this office can read this file.")

    def _mark_words(self) -> str:
        if self._closed:
            return say("Privacy", "No longer confidential…")
        return say("Privacy", "Keep confidential…")

    def retranslate(self) -> None:
        if not hasattr(self, "_looked"):
            return
        lines = [self._line(line) for line in self._lines[:_SHOWN]]
        if len(self._lines) > _SHOWN:
            lines.append(say("Privacy", "and %n more", "", len(self._lines) - _SHOWN))
        self._looked.setText("\n".join(lines))
        self._looked.setVisible(bool(lines))

    def _line(self, line: AccessLine) -> str:
        moment = long_moment(datetime.fromisoformat(line.at).astimezone(self._zone), language())
        parts = (moment, line.by, label(AccessKind, line.access, language()), line.recipient, line.reason)
        return " · ".join(part for part in parts if part)


def _row(parent: QWidget, *buttons: Button) -> QWidget:
    row = QWidget(parent)
    flow = Flow(row, 8)
    for button in buttons:
        flow.addWidget(button)
    return row
