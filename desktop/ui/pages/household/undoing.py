"""What was just written about a household, and the way back: said at once, undone with one key."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.services.changes import undo, waiting
from desktop.services.changes.waiting import RequestLine
from desktop.services.desk import Desk
from desktop.ui.background import Runner
from desktop.ui.messages import NoticeBar
from desktop.ui.pages.changes import reading
from desktop.ui.pages.changes.order import Changed
from desktop.ui.pages.changes.words import happened
from desktop.ui.speech import Telling, say
from desktop.ui.tables.lists import state_words


class Undoing(QObject):
    """``undone`` carries words that say what was taken back; ``failed`` why it could not be."""

    undone = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, notice: NoticeBar, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._runner, self._notice = desk, runner, notice
        self._code = ""
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), page)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.undo_last)

    def follow(self, code: str) -> None:
        """The household on the page: what Ctrl+Z is about."""
        self._code = code

    def tell(self, changed: Changed, state: str) -> None:
        """Says what became of a change that was just asked for, and offers the way back."""
        what = happened(changed.kind).words
        if changed.applied:
            words = partial(_written_words, what, changed, state)
            act = (
                lambda: say("Changes", "Undo (Ctrl+Z)"),
                lambda: self.undo(changed.request),
            )
        else:
            words = partial(_asked_words, what)
            act = (
                lambda: say("Changes", "Withdraw the request"),
                lambda: self.withdraw(changed.request),
            )
        self._notice.show_words(words, "information", act)

    def undo(self, request: int) -> None:
        """Takes one change back, if nobody changed anything of it since."""
        self._runner.run(
            lambda _progress: undo.undo(self._desk, request),
            done=lambda _none: self.undone.emit(
                lambda: say("Changes", "Undone: everything is as it was before this change.")
            ),
            failed=self.failed.emit,
            owner=self,
        )

    def withdraw(self, request: int) -> None:
        """Takes one's own request back before anybody decided."""
        self._runner.run(
            lambda _progress: reading.withdraw(self._desk, request),
            done=lambda _none: self.undone.emit(lambda: say("Decide", "Your request is withdrawn.")),
            failed=self.failed.emit,
            owner=self,
        )

    def undo_last(self) -> None:
        """Takes back the latest change of the household on the page that still can be."""
        code = self._code
        if code:
            self._runner.run(
                lambda _progress: _latest(self._desk, code),
                done=self._undo_found,
                failed=self.failed.emit,
                owner=self,
            )

    def _undo_found(self, line: RequestLine | None) -> None:
        if line is not None:
            self.undo(line.id)
            return
        self._notice.show_words(
            lambda: (
                say("Changes", "There is nothing to undo."),
                say("Changes", "Only what you changed here today can be undone. Write a new change instead."),
            )
        )


def _latest(desk: Desk, code: str) -> RequestLine | None:
    found = waiting.lines(desk, waiting.of_household(desk, code)[:20])
    applied = (line for line in found if line.state == "applied")
    return next((line for line in applied if undo.may_undo(desk, line.id)), None)


def _written_words(what: Telling, changed: Changed, state: str) -> tuple[str, str]:
    parts = [say("Changes", "State: {state}.").format(state=state_words(state).lower())]
    if changed.made:
        codes = ", ".join(changed.made)
        parts.insert(0, say("Changes", "New code: {codes}.").format(codes=codes))
    return say("Changes", "Written: {what}").format(what=what()), " ".join(parts)


def _asked_words(what: Telling) -> tuple[str, str]:
    return (
        say("Changes", "Asked for: {what}").format(what=what()),
        say("Changes", "It waits for approval by another person, under To decide (F6)."),
    )
