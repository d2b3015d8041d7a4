"""The state of the work, always in words at the top right: saved, waiting, online."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.language.dates import ago, clock_time
from desktop.services.freshness import freshness
from desktop.ui.fields.choice import ListBox
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.pill import Mood, Pill
from desktop.ui.speech import ENDONYMS, Spoken, language, say

AGES: dict[str, Mood] = {"unknown": "plain", "fresh": "plain", "late": "attention", "overdue": "error"}


@dataclass(frozen=True)
class Standing:
    """What the strip tells. ``reached`` is None until a server was tried; ``last_sync`` is in UTC.

    ``to_decide`` is told by the rail.
    """

    joined: bool
    waiting: int
    attention: int = 0
    reached: bool | None = None
    last_sync: datetime | None = None
    running: bool = False
    to_decide: int = 0


class StateStrip(Spoken, QWidget):
    """Pills in words, and the language of the window. ``pressed`` asks for the synchronisation page."""

    language_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved_at: datetime | None = None
        self._standing = Standing(joined=False, waiting=0)
        self._now: datetime | None = None
        self.saved = Pill("check", lambda: "", parent=self)
        self.waiting = Pill("cloud-upload", lambda: "", parent=self)
        self.line = Pill("wifi-off", lambda: "", parent=self)
        self.languages = ListBox(self)
        self.languages.activated.connect(self._chose)
        flow = Flow(self, 8, right=True)
        for widget in (self.saved, self.waiting, self.line, self.languages):
            flow.addWidget(widget)
        self.retranslate()

    def show_saved(self, moment: datetime) -> None:
        """Something was saved at this moment of the office's clock."""
        self._saved_at = moment
        self._tell()

    def show_standing(self, standing: Standing, now: datetime) -> None:
        """Shows counts and the line as they are at ``now`` (UTC)."""
        self._standing, self._now = standing, now
        self._tell()

    def retranslate(self) -> None:
        self.languages.fill({str(code): words for code, words in ENDONYMS.items()}, language().code)
        self.languages.setAccessibleName(say("State", "Language of the window"))
        self._tell()

    def _chose(self, _index: int) -> None:
        code = self.languages.chosen()
        if code is not None:
            self.language_chosen.emit(code)

    def _tell(self) -> None:
        self.saved.setVisible(self._saved_at is not None)
        self.saved.tell("check", self._saved_words, "plain")
        quiet = self._standing.waiting == 0
        self.waiting.tell(
            "cloud-check" if quiet else "cloud-upload", self._waiting_words, "calm" if quiet else "attention"
        )
        self.waiting.setVisible(self._standing.joined or not quiet)
        online = self._standing.joined and self._standing.reached is not False
        self.line.tell("wifi" if online else "wifi-off", self._line_words, self._age_mood())

    def _age_mood(self) -> Mood:
        """A week without agreeing with the server is yellow, two are red."""
        if not self._standing.joined or self._now is None:
            return "plain"
        return AGES[freshness(self._standing.last_sync, self._now)]

    def _saved_words(self) -> str:
        if self._saved_at is None:
            return ""
        return say("State", "Saved {time}").format(time=clock_time(self._saved_at, language()))

    def _waiting_words(self) -> str:
        if self._standing.waiting == 0:
            return say("State", "Everything is sent")
        return say("State", "%n waiting to be sent", "changes", self._standing.waiting)

    def _line_words(self) -> str:
        standing = self._standing
        if not standing.joined:
            return say("State", "No server joined yet")
        if standing.running:
            return say("State", "Synchronising…")
        words = say("State", "Offline") if standing.reached is False else say("State", "Online")
        if standing.last_sync is None or self._now is None:
            return f"{words} · {say('State', 'not synchronised yet')}"
        passed = ago(standing.last_sync, self._now, language())
        return f"{words} · {say('State', 'last sync {when}').format(when=passed)}"
