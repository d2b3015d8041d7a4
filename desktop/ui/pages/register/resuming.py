"""Unfinished registrations: offered when a new one begins, and opened again where they were left."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.language.dates import ago
from desktop.services import drafts
from desktop.services.desk import Desk
from desktop.services.drafts import DraftLine
from desktop.ui.background import Runner
from desktop.ui.messages import NoticeBar
from desktop.ui.speech import language, say
from desktop.ui.standing import moment


class Resuming(QObject):
    """``resumed`` carries the draft's number and what was entered; ``failed`` why it could not be read."""

    resumed = Signal(object, object)
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, notice: NoticeBar, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._runner, self._notice = desk, runner, notice
        self._wanted = False

    def offer(self) -> None:
        """Offers the latest one, if there is any, until something else is typed."""
        self._wanted = True
        self._runner.run(lambda _progress: drafts.waiting(self._desk), done=self._offered, owner=self)

    def withdraw(self) -> None:
        """Something is being typed: the offer leaves."""
        if self._wanted:
            self._wanted = False
            self._notice.clear()

    def _offered(self, waiting: list[DraftLine]) -> None:
        if not waiting or not self._wanted:
            return
        latest, more = waiting[0], len(waiting) - 1
        touched = moment(latest.updated_at)

        def words() -> tuple[str, str]:
            name = latest.title or say("Today", "Household without a name yet")
            when = ago(touched, self._desk.now(), language()) if touched else ""
            title = say("Register", "Unfinished: {name}, {when}").format(name=name, when=when)
            return title, say(
                "Register", "%n other(s) are on the page Today.", "drafts", more
            ) if more else ""

        act = (lambda: say("Register", "Go on &with it"), lambda: self.open(latest.id))
        self._notice.show_words(words, "information", act)

    def open(self, draft: int) -> None:
        """Opens a draft; one that is gone is said to be."""
        self._wanted = False
        self._runner.run(
            lambda _progress: drafts.load(self._desk, draft),
            done=lambda body: self._opened(draft, body),
            failed=self.failed.emit,
            owner=self,
        )

    def _opened(self, draft: int, body: dict[str, Any] | None) -> None:
        if body is not None:
            self._notice.clear()
            self.resumed.emit(draft, body)
            return
        self._notice.show_words(_gone, "attention")


def _gone() -> tuple[str, str]:
    return (
        say("Register", "This registration is finished or was discarded."),
        say("Register", "Look for the household under People, or begin a new one here."),
    )
