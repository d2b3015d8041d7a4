"""Beside the questions: how many people look like this one, and why; who they are only when asked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.services.look_alikes import LookAlike
from desktop.ui import icons, theme
from desktop.ui.pages.duplicates.words import how_many_words, masked_words
from desktop.ui.pages.register.looking import Sighting
from desktop.ui.parts.button import Button
from desktop.ui.parts.words import Words
from desktop.ui.speech import Spoken, say

KEY = "Ctrl+D"


class LookPanel(Spoken, QFrame):
    """``compare_wanted`` asks to see them; hidden while nobody looks like the member."""

    compare_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "well")
        self._seen = Sighting("")
        self._held = self._brief = False
        self._picture = QLabel(self)
        self._title = Words(self._title_words, strong=True, wrap=True, parent=self)
        self._count = Words(self._count_words, wrap=True, parent=self)
        self._why = Words(self._why_words, size="small", tone="muted", wrap=True, parent=self)
        self._taken = Words(self._taken_words, size="small", tone="error", wrap=True, parent=self)
        self._elsewhere = Words(self._elsewhere_words, size="small", tone="attention", wrap=True, parent=self)
        self.compare = Button(
            lambda: say("Compare", "Compare… ({key})").format(key=KEY),
            icon="arrows-split",
            parent=self,
        )
        self.compare.clicked.connect(self.compare_wanted)
        QShortcut(QKeySequence(KEY), self, self._asked)
        self._arrange()
        self.retranslate()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.STEP)
        head.addWidget(self._picture)
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, theme.STEP, 12, theme.STEP)
        column.setSpacing(theme.HALF)
        column.addLayout(head)
        for words in (self._count, self._why, self._taken, self._elsewhere):
            column.addWidget(words)
        column.addWidget(self.compare)

    def show_sighting(self, seen: Sighting) -> None:
        """Tells of others from now on."""
        self._seen = seen
        self.retranslate()

    def show_held(self, *, held: bool) -> None:
        """Whether a number of this member is somebody else's (V15)."""
        if held != self._held:
            self._held = held
            self.retranslate()

    def show_brief(self, *, brief: bool) -> None:
        """Leaves the reasons to the comparison where the window is low."""
        if brief != self._brief:
            self._brief = brief
            self.retranslate()

    def hasHeightForWidth(self) -> bool:
        """False: the step around it would ask for the height it likes instead of the one it needs."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_height()

    def event(self, event: QEvent) -> bool:
        """Words that came or went change how high it must be."""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._keep_height()
        return done

    def _keep_height(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
            self.setFixedHeight(layout.totalHeightForWidth(self.width()))

    def sighting(self) -> Sighting:
        """What it tells of."""
        return self._seen

    def text(self) -> str:
        """Everything it says."""
        return "\n".join(label.text() for label in self.findChildren(QLabel) if label.text())

    def _asked(self) -> None:
        if self.isVisible() and self._seen.found:
            self.compare_wanted.emit()

    def _title_words(self) -> str:
        count = len(self._open())
        if count:
            return say("Compare", "%n person(s) look like this one", "", count)
        if self._seen.found:
            return say("Compare", "Not sure: it will wait under To decide")
        return say("Compare", "Registered already?")

    def _open(self) -> list[LookAlike]:
        """Those of whom nothing was said yet."""
        return [one for one in self._seen.found if not one.judged]

    def _count_words(self) -> str:
        return how_many_words([one.probability for one in self._open()])

    def _why_words(self) -> str:
        return masked_words(self._open()[0].reasons) if self._open() and not self._brief else ""

    def _taken_words(self) -> str:
        if not self._held:
            return ""
        return say("Compare", "A number typed here belongs to somebody registered already.")

    def _elsewhere_words(self) -> str:
        if not self._seen.elsewhere:
            return ""
        return say("Compare", "A number may exist in another district; check when you next synchronise.")

    def retranslate(self) -> None:
        wanted = bool(self._seen.found or self._held or self._seen.elsewhere)
        self._picture.setPixmap(icons.pixmap("users", theme.palette().attention, theme.grown(20)))
        for words in (self._title, self._count, self._why, self._taken, self._elsewhere):
            words.retranslate()
            words.setVisible(bool(words.text()))
        self.compare.setVisible(bool(self._seen.found))
        self.setVisible(wanted)
        self._keep_height()
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(f"{self._count.text()}. {self._why.text()}")
