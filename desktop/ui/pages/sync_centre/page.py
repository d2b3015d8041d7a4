"""The sync centre: four states, what the next round costs, what needs somebody, and proof of arrival."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QTimer
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QVBoxLayout, QWidget

from desktop.language.dates import ago
from desktop.services import synchronise
from desktop.services.freshness import freshness
from desktop.services.print_papers import Printed
from desktop.services.sync_centre import RefusedLine, SyncCentre, sync_centre
from desktop.services.synchronise import SyncState
from desktop.ui.messages import explain
from desktop.ui.pages.given_paper import GivenPaper
from desktop.ui.pages.join_form import JoinForm
from desktop.ui.pages.page import Page, scrolling
from desktop.ui.pages.regional.stick_card import StickCard
from desktop.ui.pages.sync_centre.choices import Choices
from desktop.ui.pages.sync_centre.compare_card import CompareCard
from desktop.ui.pages.sync_centre.lanes import Lanes
from desktop.ui.pages.sync_centre.listing import RoundsCard, WaitingCard
from desktop.ui.pages.sync_centre.picture import Picture, Stage
from desktop.ui.pages.sync_centre.settle_card import SettleCard
from desktop.ui.pages.sync_centre.words import clock_in_words, day_and_time, seconds_in_words, what_it_did
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.columns import Columns
from desktop.ui.parts.pill import Pill
from desktop.ui.parts.words import Words
from desktop.ui.sitting import Sitting
from desktop.ui.speech import language, say
from desktop.ui.standing import moment
from desktop.ui.strip import AGES

_NARROW = 900
_OVERVIEW, _PAPER = 0, 1


class SyncCentrePage(Page):
    """A round goes on while other pages are used; coming back shows how far it is."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting, scrolls=False)
        self._found: SyncCentre | None = None
        self._state: SyncState | None = None
        self._counting = False
        self._arriving = False
        self.rounds = sitting.rounds
        self.stack = QStackedWidget(self)
        self.stack.addWidget(scrolling(self._overview(), self))
        self.paper = GivenPaper(self.desk, self.runner, self)
        self.paper.failed.connect(self.failed)
        self.paper.said.connect(lambda words: self.notice.show_words(lambda: (words(), "")))
        self.stack.addWidget(self.paper)
        self.body.addWidget(self.stack, 1)
        self._add_buttons()
        self.rounds.changed.connect(self._follow)
        self.rounds.ended.connect(self._ended)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._follow)

    def _overview(self) -> QWidget:
        content = QWidget(self)
        content.setProperty("ground", "clear")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.body.spacing())
        column.addWidget(self._journey_card())
        self.join_form = JoinForm(self.sitting, self)
        self.join_form.joined.connect(self._joined)
        self.join_form.failed.connect(self.failed)
        self.choices = Choices(self.sitting.remembered, self)
        self.waiting = WaitingCard(self)
        self.settle = SettleCard(self)
        self.settle.refused_chosen.connect(self._open_refused)
        self.settle.conflicts_chosen.connect(lambda: self.go.emit("decide", "conflicts"))
        self.compare = CompareCard(self.sitting, self)
        self.compare.failed.connect(self.failed)
        self.compare.slip_made.connect(self._show_slip)
        self.stick = StickCard(self.sitting, self)
        self.stick.failed.connect(self.failed)
        self.stick.wrote.connect(self._ended_by_stick)
        self.history = RoundsCard(self.sitting.zone, self)
        columns = Columns(_NARROW, self)
        columns.add_stack(self.join_form, self.choices, self.waiting, self.history, share=1)
        columns.add_stack(self.settle, self.stick, self.compare, share=1)
        column.addWidget(columns)
        column.addStretch(1)
        return content

    def _journey_card(self) -> Card:
        card = Card(lambda: say("Sync", "Changes of this desk"), self)
        self.age = Pill("clock", self._age_words, parent=card)
        card.head.addWidget(self.age)
        self.picture = Picture(
            (
                Stage("clock", lambda: say("Sync", "waiting"), "attention", "attention_soft"),
                Stage("cloud-upload", lambda: say("Sync", "on their way"), "accent", "raised"),
                Stage("cloud-check", lambda: say("Sync", "arrived"), "on_accent_soft", "accent_soft"),
                Stage("alert-circle", lambda: say("Sync", "refused"), "error", "error_soft"),
            ),
            card,
        )
        self.lanes = Lanes(card)
        self._going = Words(self._going_words, wrap=True, parent=card)
        self._last = Words(self._last_words, tone="muted", wrap=True, parent=card)
        self._offset = Words(self._offset_words, tone="muted", wrap=True, parent=card)
        self._next = Words(self._next_words, tone="muted", size="small", parent=card)
        self.automatic = QCheckBox(card)
        self.automatic.toggled.connect(self._set_automatic)
        parts = (self.picture, self.lanes, self._going, self._last, self._offset, self.automatic, self._next)
        for widget in parts:
            card.body.addWidget(widget)
        return card

    def _add_buttons(self) -> None:
        """At the left there is room for other ways to the server: a stick, the regional office."""
        self.shut = Button(lambda: say("Sync", "&Back to the sync centre"), icon="arrow-left", parent=self)
        self.send = Button(lambda: say("Paper", "&Print…"), icon="printer", parent=self)
        self.save = Button(lambda: say("Paper", "Sa&ve as PDF…"), icon="download", parent=self)
        self.shut.clicked.connect(self.back)
        self.send.clicked.connect(lambda: self.paper.send())
        self.save.clicked.connect(self.paper.ask_place)
        for button in (self.shut, self.send, self.save):
            self.add_secondary(button)
            button.hide()
        self.regional = Button(lambda: say("Sync", "Re&gional office…"), icon="users-group", parent=self)
        self.regional.clicked.connect(lambda: self.go.emit("regional", None))
        self.add_secondary(self.regional)
        self.start = Button(
            lambda: say("Sync", "&Synchronise now"), icon="refresh", kind="primary", parent=self
        )
        self.start.clicked.connect(self._press)
        self.add_primary(self.start)

    def title(self) -> str:
        return say("Rail", "Synchronise")

    def arrive(self, subject: object) -> None:
        self._show_place(_OVERVIEW)
        self.start.setFocus()
        self._arriving = True
        self.read()

    def back(self) -> bool:
        if self.stack.currentIndex() != _PAPER:
            return False
        self._show_place(_OVERVIEW)
        self.compare.slip.setFocus()
        return True

    def _show_place(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        for button in (self.shut, self.send, self.save):
            button.setVisible(place == _PAPER)
        self.start.setVisible(place == _OVERVIEW)
        self.regional.setVisible(place == _OVERVIEW)

    def _show_slip(self, pdf: bytes, name: str) -> None:
        self.paper.show_paper(Printed(pdf, (), ()), name)
        self.paper.preview.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._show_place(_PAPER)
        self.send.setFocus()

    def read(self) -> None:
        """Reads where things stand."""
        self.runner.run(lambda _progress: sync_centre(self.desk), done=self._show, owner=self)

    def _show(self, found: SyncCentre) -> None:
        self._found, self._state = found, found.state
        joined = found.state.joined
        self.rounds.joined = joined
        self.join_form.setVisible(not joined)
        for widget in (self.choices, self.compare, self.stick, self.regional):
            widget.setVisible(joined)
        self.stick.read()
        self.choices.show_estimate(found.estimate)
        self.waiting.show_lines(found.waiting)
        self.history.show_lines(found.rounds)
        self.settle.show_found(found)
        self.compare.show_comparisons(found.comparisons)
        self.retranslate()
        if self._arriving and not joined:
            # Until the desk has joined, the address is what this page asks for.
            self.join_form.url.setFocus()
        self._arriving = False

    def _open_refused(self, line: RefusedLine) -> None:
        """Where it is corrected, at the field the server could not take."""
        self.go.emit("decide", ("refused", line.change))

    def _press(self) -> None:
        if self.rounds.running:
            self.rounds.stop()
        elif self._found is not None and not self._found.state.joined:
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
        """A round is on its way: figures, bars and words follow it."""
        running = self.rounds.running
        self._clock.start() if running else self._clock.stop()
        self.retranslate()
        if running and not self._counting:
            self._counting = True
            self.runner.run(
                lambda _progress: synchronise.state(self.desk),
                done=self._counted,
                failed=lambda _failure: self._stop_counting(),
                owner=self,
            )

    def _counted(self, state: SyncState) -> None:
        self._counting, self._state = False, state
        self._tell_picture()

    def _stop_counting(self) -> None:
        """The round itself says what is wrong."""
        self._counting = False

    def _ended(self) -> None:
        failure = self.rounds.failure
        if failure is not None and self.isVisible():
            self.failed(failure)
        elif self.rounds.report is not None and self.rounds.report.differing:
            self.notice.show_words(self._differing_words, "attention")
        self.read()
        self.wrote.emit()

    def _ended_by_stick(self) -> None:
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
        since = seconds_in_words(float(int(self.rounds.seconds)))
        return say(
            "Sync", "Synchronising for {since}. What has arrived stays arrived, even if you stop."
        ).format(since=since)

    def _age_words(self) -> str:
        state = self._found.state if self._found else None
        if state is None or not state.joined:
            return ""
        last = moment(state.last_success)
        if last is None:
            return say("Sync", "Never synchronised whole")
        passed = ago(last, datetime.now(UTC), language())
        return say("Sync", "Last synchronised: {when}").format(when=passed)

    def _last_words(self) -> str:
        state = self._found.state if self._found else None
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

    def _offset_words(self) -> str:
        return clock_in_words(self._found.clock_offset_ms) if self._found else ""

    def _next_words(self) -> str:
        at = self.rounds.next_try()
        if at is None or self.rounds.running:
            return ""
        local, now = self.sitting.local(at), self.sitting.local(datetime.now(UTC))
        return say("Sync", "Next try at {time}").format(time=day_and_time(local, now))

    def retranslate(self) -> None:
        if not hasattr(self, "start"):
            return
        found, running = self._found, self.rounds.running
        state = found.state if found else None
        joined = state is not None and state.joined
        self._tell_picture()
        self.lanes.setVisible(running)
        self.lanes.follow(self.rounds.progress, found.estimate if found else None)
        self.automatic.setText(say("Sync", "Synchronise by itself when there is a line"))
        self.automatic.setAccessibleName(self.automatic.text())
        self.automatic.setChecked(self.rounds.automatic)
        self.automatic.setVisible(joined and self.rounds.can_be_automatic)
        for words in (self._going, self._last, self._offset, self._next):
            words.retranslate()
            words.setVisible(bool(words.text()))
        last = moment(state.last_success) if state else None
        age = freshness(last, datetime.now(UTC))
        self.age.tell("alert-triangle" if age in ("late", "overdue") else "clock", self._age_words, AGES[age])
        self.age.setVisible(joined)
        self.start.tell(self._start_words)

    def _tell_picture(self) -> None:
        state = self._state
        if state is not None:
            self.picture.show_counts(state.waiting, state.sent, state.arrived, state.refused)

    def _start_words(self) -> str:
        if self.rounds.running:
            return say("Sync", "&Stop")
        if self._found is not None and not self._found.state.joined:
            return say("Sync", "&Join the server")
        return say("Sync", "&Synchronise now")
