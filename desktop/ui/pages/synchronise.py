"""Synchronise: what waits, what is on its way, what arrived; one button, and what needs somebody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QProgressBar, QVBoxLayout

from desktop.language.figures import grouped
from desktop.services import synchronise
from desktop.ui.messages import explain
from desktop.ui.pages.join_form import JoinForm
from desktop.ui.pages.page import Page
from desktop.ui.pages.round_words import day_and_time, seconds_in_words, what_it_did
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.columns import Columns
from desktop.ui.parts.discard import discard
from desktop.ui.parts.row import Row
from desktop.ui.parts.stages import Stage, Stages
from desktop.ui.parts.words import Words
from desktop.ui.sitting import Sitting
from desktop.ui.speech import language, say
from desktop.ui.standing import moment
from domain.problems import Problem

if TYPE_CHECKING:
    from desktop.services.desk import Desk
    from desktop.services.synchronise import SyncState

_NARROW = 900
_SHOWN = 20


def read_sync(desk: Desk) -> tuple[SyncState, Sequence[Any]]:
    """Where things stand, and what the server could not take; runs on the store lane."""
    return synchronise.state(desk), synchronise.refused_changes(desk)


class SynchronisePage(Page):
    """A round goes on while other pages are used; coming back shows how far it is."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self._state: SyncState | None = None
        self._refused: Sequence[Any] = ()
        self._arriving = False
        self.rounds = sitting.rounds
        self._columns = Columns(_NARROW, self)
        self.body.addWidget(self._columns)
        self.body.addStretch(1)
        self._add_journey()
        self._add_attention()
        self.start = Button(
            lambda: say("Sync", "&Synchronise now"), icon="refresh", kind="primary", parent=self
        )
        self.start.clicked.connect(self._press)
        self.add_primary(self.start)
        self.rounds.changed.connect(self._follow)
        self.rounds.ended.connect(self._ended)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._follow)

    def _add_journey(self) -> None:
        card = Card(lambda: say("Sync", "Changes of this desk"), self)
        self.stages = Stages(
            (
                Stage("clock", lambda: say("Sync", "waiting")),
                Stage("cloud-upload", lambda: say("Sync", "sent, not yet confirmed")),
                Stage("cloud-check", lambda: say("Sync", "arrived")),
            ),
            card,
        )
        self.bar = QProgressBar(card)
        self.bar.setTextVisible(False)
        self._going = Words(self._going_words, wrap=True, parent=card)
        self._last = Words(self._last_words, tone="muted", wrap=True, parent=card)
        for widget in (self.stages, self.bar, self._going, self._last):
            card.body.addWidget(widget)
        self.automatic = QCheckBox(card)
        self.automatic.toggled.connect(self._set_automatic)
        self._next = Words(self._next_words, tone="muted", size="small", parent=card)
        card.body.addWidget(self.automatic)
        card.body.addWidget(self._next)
        self.join_form = JoinForm(self.sitting, self)
        self.join_form.joined.connect(self._joined)
        self.join_form.failed.connect(self.failed)
        self._columns.add_stack(card, self.join_form, share=3)

    def _add_attention(self) -> None:
        self._attention = Card(lambda: say("Sync", "To settle"), self)
        self._quiet = Words(
            lambda: say("Sync", "Nothing: every change was taken."), tone="muted", wrap=True, parent=self
        )
        self._conflicts = Words(self._conflict_words, tone="attention", wrap=True, parent=self)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self._attention.body.addWidget(self._quiet)
        self._attention.body.addWidget(self._conflicts)
        self._attention.body.addLayout(self._rows)
        self._columns.add_stack(self._attention, share=2)

    def title(self) -> str:
        return say("Rail", "Synchronise")

    def arrive(self, subject: object) -> None:
        self.start.setFocus()
        self._arriving = True
        self.read()

    def read(self) -> None:
        """Reads where things stand."""
        self.runner.run(
            lambda _progress: read_sync(self.desk), done=lambda found: self._show(*found), owner=self
        )

    def _show(self, state: SyncState, refused: Sequence[Any]) -> None:
        self._state, self._refused = state, refused
        self.rounds.joined = state.joined
        self.join_form.setVisible(not state.joined)
        self._attention.setVisible(state.joined or bool(refused))
        self._quiet.setVisible(not refused and not state.conflicts)
        self._conflicts.setVisible(bool(state.conflicts))
        self._list_refused()
        if state.clock_off_hours:
            clock = Problem("clock_off", facts={"hours": state.clock_off_hours})
            self.notice.show_words(lambda: explain(clock), "attention")
        self.retranslate()
        if self._arriving and not state.joined:
            # Until the desk has joined, the address is what this page asks for.
            self.join_form.url.setFocus()
        self._arriving = False

    def _list_refused(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                discard(widget)
        for line in self._refused[:_SHOWN]:
            self._rows.addWidget(self._refused_row(line.problem, line.household_code))

    def _refused_row(self, problem: Problem, code: str) -> Row:
        row = Row(
            "alert-circle",
            lambda: explain(problem)[0],
            under=lambda: code,
            tone="error",
            parent=self._attention,
        )
        row.clicked.connect(lambda: self.go.emit("household", code))
        row.setEnabled(bool(code))
        return row

    def _press(self) -> None:
        if self.rounds.running:
            self.rounds.stop()
        elif self._state is not None and not self._state.joined:
            self.join_form.join()
        else:
            self.notice.clear()
            self.rounds.start()

    def _joined(self) -> None:
        self.notice.show_words(
            lambda: (
                say("Sync", "This desk has joined the server."),
                say("Sync", "The first synchronisation begins now."),
            )
        )
        self.rounds.joined = True
        self.read()
        self.wrote.emit()
        self.rounds.start()

    def _set_automatic(self, on: bool) -> None:
        if on != self.rounds.automatic:
            self.rounds.automatic = on

    def _follow(self) -> None:
        """A round is on its way: figures, bar and words follow it."""
        running = self.rounds.running
        self._clock.start() if running else self._clock.stop()
        self.retranslate()

    def _ended(self) -> None:
        failure = self.rounds.failure
        if failure is not None and self.isVisible():
            self.failed(failure)
        elif self.rounds.report is not None and self.rounds.report.differing:
            self.notice.show_words(self._differing_words, "attention")
        self.read()
        self.wrote.emit()

    def _differing_words(self) -> tuple[str, str]:
        return (
            say("Sync", "The counts here and at the server differ."),
            say("Sync", "Nothing is lost: the next round fetches everything again and compares once more."),
        )

    def _going_words(self) -> str:
        if not self.rounds.running:
            return ""
        if self.rounds.stopping:
            return say("Sync", "Stopping after the batch that is on its way…")
        news, code = self.rounds.progress, language().code
        since = seconds_in_words(float(int(self.rounds.seconds)))
        if news is None:
            return say("Sync", "Meeting the server… ({since})").format(since=since)
        words = say("Sync", "Arrived: {arrived} of {all}. Came in: {received}. ({since})")
        return words.format(
            arrived=grouped(news.arrived, code),
            all=grouped(news.waiting, code),
            received=grouped(news.received, code),
            since=since,
        )

    def _last_words(self) -> str:
        state = self._state
        if state is None or self.rounds.running:
            return ""
        if not state.joined:
            return say("Sync", "This desk has not joined a server yet.")
        if state.last is None:
            return say("Sync", "There was no synchronisation yet.")
        begun = moment(state.last.started_at)
        now = self.sitting.local(datetime.now(UTC))
        at = day_and_time(self.sitting.local(begun), now) if begun else ""
        if state.last.problem is None:
            return say("Sync", "Last round at {time}: {what}").format(time=at, what=what_it_did(state.last))
        why = explain(state.last.problem)
        stopped = say("Sync", "The round of {time} did not finish. {why}")
        return stopped.format(time=at, why=" ".join(why))

    def _next_words(self) -> str:
        at = self.rounds.next_try()
        if at is None or self.rounds.running:
            return ""
        local, now = self.sitting.local(at), self.sitting.local(datetime.now(UTC))
        return say("Sync", "Next try at {time}").format(time=day_and_time(local, now))

    def _conflict_words(self) -> str:
        count = self._state.conflicts if self._state else 0
        return say("Sync", "%n change(s) met another version of the same field; both are kept.", "", count)

    def retranslate(self) -> None:
        state, news, running = self._state, self.rounds.progress, self.rounds.running
        joined = state is not None and state.joined
        if state is not None:
            arrived = state.arrived + (news.arrived if running and news else 0)
            self.stages.show_counts(max(0, state.waiting - (arrived - state.arrived)), state.sent, arrived)
        self.bar.setVisible(running)
        self.bar.setRange(0, max(1, news.waiting) if news else 0)
        self.bar.setValue(news.arrived if news else 0)
        self.bar.setAccessibleName(say("Sync", "Progress"))
        self.automatic.setText(say("Sync", "Synchronise by itself when there is a line"))
        self.automatic.setAccessibleName(self.automatic.text())
        self.automatic.setChecked(self.rounds.automatic)
        self.automatic.setVisible(joined and self.rounds.can_be_automatic)
        for words in (self._going, self._last, self._next, self._conflicts):
            words.retranslate()
        for words in (self._going, self._next):
            words.setVisible(bool(words.text()))
        self.start.tell(self._start_words)

    def _start_words(self) -> str:
        if self.rounds.running:
            return say("Sync", "&Stop")
        if self._state is not None and not self._state.joined:
            return say("Sync", "&Join the server")
        return say("Sync", "&Synchronise now")
