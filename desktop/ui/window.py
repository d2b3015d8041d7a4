"""The window: the entry until somebody signs in, then the frame they work in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget

from desktop.ui import speech, theme
from desktop.ui.background import Failure, Runner
from desktop.ui.entry.entry import Entry
from desktop.ui.entry.step import Given
from desktop.ui.remembered import Remembered
from domain.problems import Fault, Refused

if TYPE_CHECKING:
    from filelock import BaseFileLock

    from desktop.services.desk import Desk
    from desktop.ui.frame import Frame
    from desktop.ui.rounds import Rounds, Timetable
    from domain.languages import LanguageCode

_FIRST_SIZE = QSize(1366, 768)
_SMALLEST = QSize(860, 480)


class Window(QMainWindow):
    """One window, one office file at a time."""

    def __init__(
        self,
        runner: Runner,
        remembered: Remembered,
        application: Given,
        path: Path | None = None,
        timetable: Timetable | None = None,
    ) -> None:
        super().__init__()
        self.runner, self.remembered, self.application = runner, remembered, application
        self._timetable = timetable
        self._held: BaseFileLock | None = None
        self.setWindowTitle("Guichet")
        self.setMinimumSize(_SMALLEST)
        self._stack = QStackedWidget(self)
        self.setCentralWidget(self._stack)
        self.entry = Entry(runner, remembered, application, path)
        self.entry.signed_in.connect(self.signed_in)
        self.entry.language_chosen.connect(self.change_language)
        self._stack.addWidget(self.entry)
        self.frame: Frame | None = None
        runner.fallback = self.tell
        self._restore()

    def _restore(self) -> None:
        kept = self.remembered.geometry
        if kept is None or not self.restoreGeometry(kept):
            screen = self.screen().availableSize()
            self.resize(_FIRST_SIZE.boundedTo(screen))

    def signed_in(self, desk: Desk) -> None:
        """Enters, unless another window shows the same office file."""
        from desktop.application import hold_window  # noqa: PLC0415 - as in ``enter``

        self._leave()
        try:
            self._held = hold_window(desk.path)
        except Fault as failure:
            desk.close()
            self.entry.sign_in.notice.show_failure(failure)
            return
        self.enter(desk)

    def enter(self, desk: Desk) -> None:
        """Shows the frame for this sitting, at today's page."""
        # Nothing of these is needed before somebody signs in, and the first window does not wait for them.
        from desktop.ui.frame import Frame  # noqa: PLC0415
        from desktop.ui.rounds import Rounds  # noqa: PLC0415
        from desktop.ui.sitting import Sitting  # noqa: PLC0415

        rounds = Rounds(desk, self.runner, self.remembered, self._timetable)
        rounds.ended.connect(lambda: self._look_at(rounds))
        self.frame = Frame(Sitting(desk, self.runner, self.remembered, rounds, self.application()), self)
        self.frame.wish.connect(self._grant)
        self._stack.addWidget(self.frame)
        self._stack.setCurrentWidget(self.frame)
        self.setWindowTitle(f"{desk.office.code} · {desk.user.full_name} · Guichet")
        self.frame.go("today")
        self.frame.count()

    def _look_at(self, rounds: Rounds) -> None:
        """A round that destroyed the keys of this file ends the sitting by itself, and says why."""
        failure = rounds.failure
        if isinstance(failure, Refused) and failure.problems[0].code == "device_wiped":
            QTimer.singleShot(0, self, lambda: self._shut_out(failure))

    def _shut_out(self, failure: Failure) -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QDialog):
            box.reject()
        self.lock()
        self.entry.step().notice.show_failure(failure)

    def _grant(self, wish: str, value: object) -> None:
        """What only the window can do, asked by a page."""
        acts: dict[str, Callable[[], None]] = {
            "language": lambda: self.change_language(str(value)),
            "look": self.redress,
            "lock": self.lock,
            "restore": self._restore_backup,
        }
        # Later: the page that asks may be closed by what it asks for.
        QTimer.singleShot(0, self, acts[wish])

    def _restore_backup(self) -> None:
        self.lock()
        self.entry.show_step("restore")

    def lock(self) -> None:
        """Ends the sitting: drafts are kept, the key is forgotten, the entry is shown."""
        self._leave()
        self._stack.setCurrentWidget(self.entry)
        self.setWindowTitle("Guichet")
        self.entry.show_step("sign_in")

    def _leave(self) -> None:
        desk = self.leave_open()
        if desk is not None:
            desk.close()
        if self._held is not None:
            self._held.release()
            self._held = None

    def leave_open(self) -> Desk | None:
        """Takes the frame away; the desk stays open, for whoever opened it."""
        frame, self.frame = self.frame, None
        if frame is None:
            return None
        frame.close_sitting()
        self.runner.finish(10)
        self._stack.removeWidget(frame)
        frame.deleteLater()
        return frame.sitting.desk

    def network_appeared(self) -> None:
        """The line is back: a round may start at once."""
        if self.frame is not None:
            self.frame.sitting.rounds.network_appeared()

    def change_language(self, code: str) -> None:
        """Another language at once, and from the next start."""
        self.remembered.language = cast("LanguageCode", code)
        speech.speak(cast("LanguageCode", code))

    def redress(self) -> None:
        """Wears the theme and text size remembered, at once."""
        app = cast(QApplication, QApplication.instance())
        theme.wear(app, self.remembered.theme, self.remembered.text_size)
        speech.retell()

    def tell(self, failure: Failure) -> None:
        """Shows a failure nobody else handles: at the top of the page on screen."""
        place = self.frame.page().notice if self.frame is not None else self.entry.step().notice
        place.show_failure(failure)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.remembered.geometry = self.saveGeometry()
        self._leave()
        super().closeEvent(event)
