"""A problem in words: a notice in the page; a dialog only for what cannot be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui import icons, theme
from desktop.ui.background import Failure
from desktop.ui.parts.button import Button
from desktop.ui.parts.words import Words
from desktop.ui.speech import Spoken, Telling, language, say
from domain.problems import Problem, Refused

Mood = Literal["information", "attention", "error"]
_ICONS = {"information": "circle-check", "attention": "alert-triangle", "error": "alert-circle"}
_GONE_AFTER_MS = 8000


def problems_of(failure: Failure) -> tuple[Problem, ...]:
    """The problems a failure carries."""
    return failure.problems if isinstance(failure, Refused) else (failure.problem,)


def explain(problem: Problem) -> tuple[str, str]:
    """Title and remedy of a problem in the language on screen."""
    from desktop.language import problems  # noqa: PLC0415 - the first window has nothing to explain

    explained = problems.explain(problem, language())
    return explained.title, explained.remedy


class NoticeBar(Spoken, QFrame):
    """One notice at the top of a page: what happened, what is safe, what to do."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QLabel(self)
        self._title = QLabel(self)
        self._title.setProperty("weight", "strong")
        self._remedy = QLabel(self)
        for words in (self._title, self._remedy):
            words.setWordWrap(True)
        self.action = Button(lambda: "", kind="plain", parent=self)
        self._close = Button(
            lambda: say("Messages", "Close this message"), icon="x", kind="icon", parent=self
        )
        self._close.clicked.connect(self.clear)
        self._telling: Callable[[], tuple[str, str]] = lambda: ("", "")
        self._mood: Mood = "information"
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self._arrange()
        self.hide()

    def _arrange(self) -> None:
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(self._title)
        lines.addWidget(self._remedy)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(self._picture)
        row.addLayout(lines, 1)
        row.addWidget(self.action)
        row.addWidget(self._close)

    def show_failure(self, failure: Failure) -> None:
        """Shows what a service refused, or what failed around it; the first problem when there are many."""
        first = problems_of(failure)[0]
        self.show_words(lambda: explain(first), "error")

    def show_words(
        self,
        telling: Callable[[], tuple[str, str]],
        mood: Mood = "information",
        action: tuple[Telling, Callable[[], None]] | None = None,
    ) -> None:
        """Shows a title and a line beneath; good news leaves by itself, the rest waits to be read."""
        self._telling, self._mood = telling, mood
        self._set_action(action)
        self.retranslate()
        theme.tone(self, notice=mood)
        for part in (self._title, self._remedy):
            theme.tone(part)
        self.show()
        if mood == "information" and action is None:
            self._timer.start(_GONE_AFTER_MS)
        else:
            self._timer.stop()

    def _set_action(self, action: tuple[Telling, Callable[[], None]] | None) -> None:
        if self.action.receivers("2clicked(bool)"):
            self.action.clicked.disconnect()
        self.action.setVisible(action is not None)
        if action is not None:
            words, act = action
            self.action.tell(words)
            self.action.clicked.connect(lambda: act())

    def clear(self) -> None:
        """Takes the notice away."""
        self._timer.stop()
        self.hide()
        self.closed.emit()

    def words(self) -> str:
        """What it says now; empty when there is no notice."""
        return "" if self.isHidden() else f"{self._title.text()}\n{self._remedy.text()}".strip()

    def retranslate(self) -> None:
        title, remedy = self._telling()
        self._title.setText(title)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self.setAccessibleName(f"{title} {remedy}".strip())
        colours = theme.palette()
        colour = {
            "information": colours.on_accent_soft,
            "attention": colours.attention,
            "error": colours.error,
        }
        self._picture.setPixmap(icons.pixmap(_ICONS[self._mood], colour[self._mood], theme.grown(20)))


class Question(QDialog):
    """A dialog with our own buttons, for what cannot be undone: it opens, and calls back when agreed."""

    def __init__(
        self,
        parent: QWidget,
        title: Telling,
        text: Telling,
        agree: Telling,
        *,
        refuse: Telling | None = None,
        danger: bool = True,
        extra: Sequence[QWidget] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title())
        self.setMinimumWidth(theme.grown(440))
        self._agree = Button(agree, kind="danger" if danger else "primary", parent=self)
        self._refuse = Button(refuse or (lambda: say("Messages", "Cancel")), parent=self)
        self._agree.clicked.connect(self.accept)
        self._refuse.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GAP)
        column.setSpacing(theme.GAP)
        column.addWidget(Words(title, size="head", wrap=True, parent=self))
        column.addWidget(Words(text, wrap=True, parent=self))
        for widget in extra:
            column.addWidget(widget)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._refuse)
        row.addWidget(self._agree)
        column.addLayout(row)
        if not extra:
            self._refuse.setFocus()

    def ask(self, agreed: Callable[[], None]) -> None:
        """Opens over the window and calls ``agreed`` if the person agrees; does not block."""
        self.accepted.connect(agreed)
        self.finished.connect(self.deleteLater)
        self.open()
