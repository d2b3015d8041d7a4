"""Looks, while a member is typed, for who may be registered already; typing never waits for the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.services import hints, look_alikes
from desktop.services.desk import Desk
from desktop.services.look_alikes import LookAlike
from desktop.ui.background import Failure, Progress, Runner
from desktop.ui.pages.register.answers import Answers
from domain.registration import HouseholdForm

WAIT_MS = 350


@dataclass(frozen=True)
class Sighting:
    """Who looks like the member of that id; ``elsewhere``: a number of theirs may be in another district."""

    member: str
    found: tuple[LookAlike, ...] = ()
    elsewhere: bool = False


class Looker(QObject):
    """``seen`` carries a ``Sighting`` of the member on screen."""

    seen = Signal(object)

    def __init__(
        self, desk: Desk, runner: Runner, question: Callable[[], tuple[Answers, str] | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._runner, self._question = desk, runner, question
        self._running: Progress | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self.look)

    def changed(self) -> None:
        """Something was typed: the look follows when the hand rests."""
        self._wait.start()

    def stop(self) -> None:
        """Forgets what was asked."""
        self._wait.stop()
        if self._running is not None:
            self._running.forget()

    def look(self) -> None:
        """Asks now; an older question is forgotten."""
        self.stop()
        asked = self._question()
        if asked is None:
            return
        answers, member = asked
        place = next((i for i, one in enumerate(answers.members) if one["id"] == member), None)
        if place is None or answers.known(member):
            self.seen.emit(Sighting(member))
            return
        form, _ = answers.form()
        self._running = self._runner.run(
            lambda _progress: _look(self._desk, form, place, member),
            done=self.seen.emit,
            failed=lambda _failure: self._failed(member, _failure),
            owner=self,
        )

    def _failed(self, member: str, _failure: Failure) -> None:
        """Saving looks again; what cannot be said now is no reason to stop somebody typing."""
        self.seen.emit(Sighting(member))


def _look(desk: Desk, form: HouseholdForm, place: int, member: str) -> Sighting:
    found = look_alikes.of_member(desk, form, place)
    elsewhere = hints.may_be_elsewhere(desk, form.members[place].identifiers)
    return Sighting(member, tuple(found), bool(elsewhere))
