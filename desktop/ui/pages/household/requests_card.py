"""The requests of this household that wait for a decision, and what became of the latest ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.language.dates import long_moment
from desktop.services.changes import undo, waiting
from desktop.services.changes.waiting import RequestLine
from desktop.services.desk import Desk
from desktop.ui import theme
from desktop.ui.background import Runner
from desktop.ui.pages.changes import reading
from desktop.ui.pages.changes.request_panel import RequestPanel
from desktop.ui.pages.changes.words import happened
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.discard import discard
from desktop.ui.parts.entry import Entry
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.words import rule
from desktop.ui.speech import Spoken, language, say

_SHOWN = 6


class RequestsCard(Spoken, Card):
    """``decided`` carries words that say what was done; ``undo_wanted`` a request's row."""

    decided = Signal(object)
    undo_wanted = Signal(object)  # a row id is too large for a C++ int
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Household", "Changes asked for"), parent)
        self._desk, self._runner, self._zone = desk, runner, zone
        self._lines: Sequence[RequestLine] = ()
        self._undoable: frozenset[int] = frozenset()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.STEP)
        self.panel = RequestPanel(desk, runner, zone, self)
        buttons = self.panel.add_buttons(
            lambda: say("Decide", "Approve"),
            lambda: say("Decide", "Reject"),
            lambda: say("Decide", "Withdraw my request"),
        )
        self.shut = Button(lambda: say("Messages", "Close"), kind="quiet", parent=self)
        self.shut.clicked.connect(self.close_panel)
        self._foot = QWidget(self)
        flow = Flow(self._foot, theme.STEP)
        for button in (*buttons, self.shut):
            flow.addWidget(button)
        self.panel.decided.connect(self._decided)
        self.panel.failed.connect(self.failed)
        self.body.addLayout(self._rows)
        self.body.addWidget(self.panel)
        self.body.addWidget(self._foot)
        self.close_panel()
        self.hide()

    def read(self, code: str) -> None:
        """Reads the requests of a household again."""
        self._runner.run(
            lambda _progress: _read(self._desk, code),
            done=lambda found: self._show(*found),
            failed=self.failed.emit,
            owner=self,
        )

    def _show(self, lines: Sequence[RequestLine], undoable: frozenset[int]) -> None:
        self._lines, self._undoable = lines, undoable
        self.setVisible(bool(lines))
        if self.panel.request() not in [line.id for line in lines if line.state == "waiting"]:
            self.close_panel()
        self.retranslate()

    def lines(self) -> Sequence[RequestLine]:
        """The requests listed, those that wait first."""
        return self._lines

    def text(self) -> str:
        """What is listed."""
        return "\n".join(label.text() for label in self.findChildren(QLabel) if label.text())

    def open_request(self, row: int) -> None:
        """Shows a request beneath the list, with the decision."""
        self._runner.run(
            lambda _progress: reading.read(self._desk, row),
            done=self._opened,
            failed=self.failed.emit,
            owner=self,
        )

    def _opened(self, found: reading.Reading | None) -> None:
        self.panel.show_request(found)
        self.panel.setVisible(found is not None)
        self._foot.setVisible(found is not None)
        if found is not None:
            start = self.panel.reason if not self.panel.reason.isHidden() else self.panel.offer
            (self.shut if start.isHidden() else start).setFocus(Qt.FocusReason.TabFocusReason)

    def close_panel(self) -> None:
        """Back to the list."""
        self.panel.show_request(None)
        self.panel.hide()
        self._foot.hide()

    def _decided(self, words: object) -> None:
        self.close_panel()
        self.decided.emit(words)

    def retranslate(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                discard(old)
        for number, line in enumerate(self._lines):
            if number:
                self._rows.addWidget(rule(self))
            self._rows.addWidget(self._line(line))

    def _line(self, line: RequestLine) -> QWidget:
        kind = happened(line.kind)
        title = f"{kind.words()} · {line.person_name}" if line.person_name else kind.words()
        entry = Entry(kind.icon, title, self._beneath(line), self)
        button = self._act(line, entry)
        if button is not None:
            entry.act(button)
        return entry

    def _act(self, line: RequestLine, parent: QWidget) -> Button | None:
        if line.state == "waiting":
            button = Button(lambda: say("Household", "Look and decide…"), parent=parent)
            button.clicked.connect(lambda: self.open_request(line.id))
            return button
        if line.id in self._undoable:
            button = Button(lambda: say("Household", "Undo"), icon="arrow-back-up", parent=parent)
            button.clicked.connect(lambda: self.undo_wanted.emit(line.id))
            return button
        return None

    def _beneath(self, line: RequestLine) -> str:
        parts = [request_state(line), self._moment(line.asked_at), line.asked_by]
        if line.state != "waiting" and line.decided_by and line.decided_by != line.asked_by:
            parts.append(say("Household", "decided by {name}").format(name=line.decided_by))
        if line.decided_acting:
            parts.append(say("Household", "in an acting role"))
        if line.reason:
            parts.append(say("Household", "reason: {reason}").format(reason=line.reason))
        return " · ".join(part for part in parts if part)

    def _moment(self, stamp: str) -> str:
        return long_moment(datetime.fromisoformat(stamp).astimezone(self._zone), language()) if stamp else ""


def request_state(line: RequestLine) -> str:
    """Where a request stands, in words."""
    words = {
        "waiting": say("Household", "Waits for approval by another person"),
        "applied": say("Household", "Written"),
        "rejected": say("Household", "Rejected"),
        "withdrawn": say("Household", "Withdrawn"),
        "undone": say("Household", "Undone"),
    }
    return words.get(line.state, line.state)


def _read(desk: Desk, code: str) -> tuple[list[RequestLine], frozenset[int]]:
    """What waits first, then the latest; and which of them can still be undone."""
    found = waiting.lines(desk, waiting.of_household(desk, code)[:50])
    first = [line for line in found if line.state == "waiting"]
    rest = [line for line in found if line.state != "waiting"][: max(0, _SHOWN - len(first))]
    undoable = (line.id for line in rest if line.state == "applied" and undo.may_undo(desk, line.id))
    return [*first, *rest], frozenset(undoable)
