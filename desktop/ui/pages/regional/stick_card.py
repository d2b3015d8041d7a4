"""By stick: write what waits, read what came back; how far it is, and what still waits for its answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.language.dates import short_moment
from desktop.services import bundles
from desktop.ui import files
from desktop.ui.background import Failure, Progress
from desktop.ui.messages import explain
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.words import Words
from desktop.ui.speech import Spoken, Telling, language, say

if TYPE_CHECKING:
    from desktop.services.bundles import ReadBack, Written
    from desktop.ui.sitting import Sitting

T = TypeVar("T")


class StickCard(Spoken, Card):
    """``wrote`` when something arrived or came in; ``failed`` with what went wrong."""

    wrote = Signal()
    failed = Signal(object)

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Sticks", "Without a line: by stick"), parent)
        self._sitting = sitting
        self._waiting: tuple[str, int, int] | None = None
        self._running: Progress | None = None
        self._news: bundles.Progress | None = None
        self._said: Telling = lambda: ""
        self._told = Words(self._words, wrap=True, parent=self)
        self._pending = Words(self._pending_words, tone="muted", wrap=True, parent=self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.write = Button(lambda: say("Sticks", "&Write to a stick…"), icon="usb", parent=self)
        self.take = Button(lambda: say("Sticks", "Rea&d from a stick…"), icon="download", parent=self)
        self.stop = Button(lambda: say("Sync", "&Stop"), icon="x", parent=self)
        self.write.clicked.connect(self.ask_where)
        self.take.clicked.connect(self.ask_from)
        self.stop.clicked.connect(self._stop)
        acts = QWidget(self)
        flow = Flow(acts, 8)
        for button in (self.write, self.take, self.stop):
            flow.addWidget(button)
        for widget in (self._told, self._pending, self.bar, acts):
            self.body.addWidget(widget)
        self.retranslate()

    def read(self) -> None:
        """Reads whether a bundle waits for its answer."""
        self._sitting.runner.run(
            lambda _progress: bundles.waiting_for_answer(self._sitting.desk), done=self._show, owner=self
        )

    def _show(self, waiting: tuple[str, int, int] | None) -> None:
        self._waiting = waiting
        self.retranslate()

    def ask_where(self) -> None:
        """Asks for the stick's folder, and writes."""
        title = say("Sticks", "The stick to write to")
        files.ask_folder(self, title, self.write_to, self._sitting.remembered.stick)

    def ask_from(self) -> None:
        """Asks for the stick's folder, and reads."""
        title = say("Sticks", "The stick to read from")
        files.ask_folder(self, title, self.read_from, self._sitting.remembered.stick)

    def write_to(self, folder: Path) -> None:
        """Writes a bundle there."""
        desk = self._sitting.desk
        self._run(
            folder,
            lambda progress: bundles.write_bundle(desk, folder, progress.report, lambda: progress.cancelled),
            self._written,
        )

    def read_from(self, folder: Path) -> None:
        """Reads every answer for this laptop there."""
        desk = self._sitting.desk
        self._run(
            folder,
            lambda progress: bundles.read_bundle(desk, folder, progress.report, lambda: progress.cancelled),
            self._taken,
        )

    def _run(self, folder: Path, work: Callable[[Progress], T], done: Callable[[T], None]) -> None:
        self._begin(folder)
        running = self._sitting.runner.run(
            work, done=done, failed=self._not_done, progress=self._follow, owner=self
        )
        if self._running is not None:
            self._running = running

    def _begin(self, folder: Path) -> None:
        self._sitting.remembered.stick = folder
        # A marker: work that runs at once is over before its own progress is handed back.
        self._running, self._news = Progress(), None
        self._said = lambda: ""
        self.retranslate()

    def _stop(self) -> None:
        if self._running is not None:
            self._running.cancel()

    def _follow(self, news: bundles.Progress) -> None:
        self._news = news
        self.retranslate()

    def _written(self, made: Written) -> None:
        self._said = lambda: _written_words(made)
        self._end()

    def _taken(self, read: ReadBack) -> None:
        self._said = lambda: _read_words(read)
        self._end()
        self.wrote.emit()

    def _not_done(self, failure: Failure) -> None:
        self._end()
        self.failed.emit(failure)

    def _end(self) -> None:
        self._running = None
        self.read()
        self.write.setFocus()

    def text(self) -> str:
        """What the card says."""
        return f"{self._told.text()}\n{self._pending.text()}"

    def _words(self) -> str:
        if self._running is not None:
            return say("Sticks", "Leave the stick in until this is done.")
        return self._said() or say(
            "Sticks", "Write what waits to a stick, have it carried, and read the answer that comes back."
        )

    def _pending_words(self) -> str:
        if self._waiting is None:
            return ""
        at, changes, _ = self._waiting
        when = short_moment(datetime.fromisoformat(at).astimezone(self._sitting.zone), language())
        words = say("Sticks", "The bundle of {moment}, %n change(s), waits for its answer.", "", changes)
        return words.format(moment=when)

    def retranslate(self) -> None:
        running = self._running is not None
        for words in (self._told, self._pending):
            words.retranslate()
        self._pending.setVisible(bool(self._pending.text()))
        self.bar.setVisible(running)
        self.bar.setAccessibleName(say("Sync", "Progress"))
        self.bar.setRange(0, self._news.all if self._news else 0)
        self.bar.setValue(self._news.done if self._news else 0)
        self.write.setEnabled(not running)
        self.take.setEnabled(not running)
        self.stop.setVisible(running)


def _written_words(made: Written) -> str:
    if made.path is None:
        return say("Sticks", "Stopped. Nothing was written.")
    changes = say("Sync", "%n change(s)", "", made.changes)
    words = say("Sticks", "Written: {name}, {changes}. They count as arrived when the answer was read here.")
    return words.format(name=made.path.name, changes=changes)


def _read_words(read: ReadBack) -> str:
    parts = []
    if read.stopped:
        parts.append(say("Sticks", "Stopped. What was read until then is kept; read the rest later."))
    if read.before == len(read.files) and read.files:
        return say("Sticks", "This answer had been read before. Nothing was done twice.")
    done = say("Sticks", "Arrived: {arrived}. Came in: {received}.")
    parts.append(
        done.format(
            arrived=say("Sync", "%n change(s)", "", read.arrived),
            received=say("Sync", "%n record(s)", "", read.received),
        )
    )
    if read.refused:
        parts.append(say("Sticks", "%n change(s) need somebody: see “To settle”.", "", read.refused))
    if read.counts_compared and not read.differing:
        parts.append(say("Sticks", "Both sides name the same counts."))
    if read.more:
        parts.append(say("Sticks", "There is more for this laptop: write to the stick again."))
    if read.stale:
        parts.append(say("Sticks", "Part of it is older than this file; write to the stick again."))
    parts += [" ".join(explain(problem)) for problem in read.problems]
    return " ".join(parts)
