"""What every page has: a notice bar, a body that scrolls when it must, one primary button in one corner."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.background import Failure
from desktop.ui.messages import NoticeBar
from desktop.ui.parts.button import Button
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.scroll import scrolling
from desktop.ui.sitting import Sitting
from desktop.ui.speech import Spoken

__all__ = ["Page", "scrolling"]


class Page(Spoken, QWidget):
    """A page of the window. Subclasses fill ``body`` and may add buttons to the foot.

    ``go`` asks for another place with its subject (``("household", code)``); ``wrote`` tells that something
    was saved, so that the state strip counts again; ``retitled`` that the title or the trail changed.
    ``wish`` asks the window itself: ``language`` with a code, ``look``, ``lock``, ``restore``.
    """

    go = Signal(str, object)
    wrote = Signal()
    retitled = Signal()
    wish = Signal(str, object)

    def __init__(self, sitting: Sitting, *, scrolls: bool = True) -> None:
        super().__init__()
        self.sitting = sitting
        self.desk = sitting.desk
        self.runner = sitting.runner
        self.notice = NoticeBar(self)
        self.primary: Button | None = None
        self._foot = QFrame(self)
        self._foot_row = QHBoxLayout(self._foot)
        self._foot_row.setContentsMargins(0, theme.STEP, 0, 0)
        self._foot_row.setSpacing(theme.STEP)
        self._left = Flow(None, theme.STEP)
        self._foot_row.addLayout(self._left, 1)
        self._foot.hide()
        content = QWidget(self)
        content.setProperty("ground", "clear")
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, theme.GAP)
        column.setSpacing(theme.STEP)
        column.addWidget(self.notice)
        column.addWidget(scrolling(content, self) if scrolls else content, 1)
        column.addWidget(self._foot)

    def title(self) -> str:
        """The page's name in the language on screen, its heading."""
        raise NotImplementedError

    def trail(self) -> list[tuple[str, str]]:
        """The pages above this one, highest first: words and place; empty for a place of the rail."""
        return []

    def arrive(self, subject: object) -> None:
        """Called each time the page is shown, with what it is to show; reads what may have changed."""

    def leave(self) -> None:
        """Called before another page is shown: the place to keep a draft."""

    def back(self) -> bool:
        """Esc: whether the page itself stepped back; otherwise the window shows the page before."""
        return False

    def failed(self, failure: Failure) -> None:
        """Shows a problem at the top of the page."""
        self.notice.show_failure(failure)

    def add_primary(self, button: Button) -> Button:
        """The page's one primary button, at the lower right."""
        self.primary = button
        self._foot_row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self._foot.show()
        return button

    def add_secondary(self, widget: QWidget) -> QWidget:
        """Other acts, at the lower left."""
        self._left.addWidget(widget)
        self._foot.show()
        return widget
