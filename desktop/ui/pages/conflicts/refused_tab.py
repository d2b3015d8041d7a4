"""What the server refused: a list at the left; at the right why, the fields to correct, and the ways out."""

from __future__ import annotations

from array import array
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.language.dates import ago
from desktop.language.fields import field_in_words
from desktop.services.settling import refused
from desktop.services.settling.refused import Corrected, RefusedLine
from desktop.ui import theme
from desktop.ui.background import Failure
from desktop.ui.messages import NoticeBar, problems_of
from desktop.ui.pages.conflicts.refused_panel import RefusedPanel
from desktop.ui.parts.card import Card
from desktop.ui.parts.columns import Columns
from desktop.ui.parts.scroll import scrolling
from desktop.ui.sitting import Sitting
from desktop.ui.speech import language, say
from desktop.ui.tables.rows import Column
from desktop.ui.tables.table import Table
from domain.problems import Refused

_NARROW = 900
_LOW = 120


class RefusedTab(QWidget):
    """``wrote``: something was corrected or set aside; ``household`` carries a printed code to open."""

    wrote = Signal()
    household = Signal(str)
    counted = Signal(int)

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.desk, self.runner = sitting.desk, sitting.runner
        self._lines: dict[int, RefusedLine] = {}
        self._wanted: int | None = None
        self.notice = NoticeBar(self)
        self.panel = RefusedPanel()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.table: Table[RefusedLine] = Table(
            self._columns(),
            lambda rows: [self._lines[row] for row in rows if row in self._lines],
            name=lambda: say("Refused", "What the server refused"),
            empty=lambda: say("Refused", "The server has refused nothing that still needs you."),
            empty_icon="circle-check",
            parent=self,
        )
        self.table.setMinimumHeight(theme.grown(_LOW))
        left, self._right = Card(lambda: say("Refused", "What the server refused")), Card()
        left.body.addWidget(self.table, 1)
        self._right.body.addWidget(scrolling(self.panel), 1)
        self._right.body.addWidget(self.panel.foot)
        columns = Columns(_NARROW, self)
        columns.add(left, 1)
        columns.add(self._right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.STEP)
        column.addWidget(self.notice)
        column.addWidget(columns, 1)
        self._connect()

    def _connect(self) -> None:
        self.table.selected.connect(self._chose)
        self.table.opened.connect(lambda _line: self.panel.begin())
        self.table.rows.trouble.connect(self._failed)
        self.panel.correct.clicked.connect(self.correct)
        self.panel.aside.clicked.connect(self.set_aside)
        self.panel.home.clicked.connect(self._open_household)
        self.panel.first.clicked.connect(self._go_first)

    def _columns(self) -> list[Column[RefusedLine]]:
        return [
            Column(
                lambda: say("Conflicts", "Of whom"),
                lambda line: line.name or line.person or line.household,
                weight=2,
                sample=lambda: "Abdul Rahman",
            ),
            Column(
                lambda: say("Conflicts", "Field"),
                lambda line: field_in_words(line.where, language()),
                weight=2,
                sample=lambda: field_in_words("mother_name", language()),
            ),
            Column(
                lambda: say("Conflicts", "Since"),
                lambda line: ago(datetime.fromisoformat(line.at), self.desk.now(), language()),
                weight=1,
                sample=lambda: say("Decide", "59 minutes ago"),
                rank=1,
            ),
        ]

    def showEvent(self, event: QShowEvent) -> None:
        """Lists what waits each time the tab comes up."""
        super().showEvent(event)
        self.read()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.table.setFocus(event.reason())

    def read(self, wanted: int | None = None) -> None:
        """Lists them again, standing on ``wanted`` or where one stood."""
        self._wanted = wanted or (self.panel.line.change if self.panel.line else None)
        self.runner.run(
            lambda _progress: refused.waiting(self.desk), done=self._listed, failed=self._failed, owner=self
        )

    def _listed(self, lines: list[RefusedLine]) -> None:
        self._lines = {line.change: line for line in lines}
        ids = array("q", self._lines)
        self.table.show_ids(ids)
        self._right.setVisible(bool(ids))
        if not ids:
            self.panel.show_line(None)
        elif self._wanted in self._lines:
            self.table.selectRow(ids.index(self._wanted))
        else:
            self.table.selectRow(0)
        self.counted.emit(len(ids))

    def _chose(self, line: RefusedLine | None) -> None:
        if line is None or self.panel.line is None or line.change != self.panel.line.change:
            self.panel.show_line(line)

    def _go_first(self) -> None:
        line = self.panel.line
        if line is not None and line.follows in self._lines:
            self.table.selectRow(list(self._lines).index(line.follows))
            self.panel.begin()

    def _open_household(self) -> None:
        if self.panel.line is not None:
            self.household.emit(self.panel.line.household)

    def correct(self) -> None:
        """Writes it anew with what was typed."""
        line = self.panel.line
        if line is None:
            return
        values = self.panel.values()
        self.runner.run(
            lambda _progress: refused.correct(self.desk, line.change, values),
            done=self._corrected,
            failed=self._refused,
            owner=self,
        )

    def _corrected(self, _done: Corrected) -> None:
        self._after()
        self.notice.show_words(
            lambda: (
                say("Refused", "Written anew."),
                say(
                    "Refused", "It goes with the next synchronisation. What was refused stays in the journal."
                ),
            )
        )

    def set_aside(self) -> None:
        """Lets it be, for the reason typed."""
        line = self.panel.line
        if line is None:
            return
        reason = self.panel.reason.value()
        self.runner.run(
            lambda _progress: refused.set_aside(self.desk, line.change, reason),
            done=self._set_aside,
            failed=self._refused,
            owner=self,
        )

    def _set_aside(self, done: tuple[int, ...]) -> None:
        self._after()
        count = len(done)
        self.notice.show_words(
            lambda: (
                say("Refused", "%n set aside.", "", count),
                say("Refused", "What stood before stands again. The journal keeps what was typed."),
            )
        )

    def _after(self) -> None:
        self.panel.show_line(None)
        self.wrote.emit()
        self.read()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, failure: Failure) -> None:
        if not (isinstance(failure, Refused) and self.panel.show_problem(problems_of(failure)[0])):
            self._failed(failure)

    def _failed(self, failure: Failure) -> None:
        self.notice.show_failure(failure)
