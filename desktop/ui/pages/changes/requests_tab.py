"""The requests nobody has decided: a list at the left, the one chosen at the right."""

from __future__ import annotations

from array import array
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.language.dates import ago
from desktop.services.changes import waiting
from desktop.services.changes.waiting import RequestLine
from desktop.ui import theme
from desktop.ui.pages.changes import reading
from desktop.ui.pages.changes.reading import Reading
from desktop.ui.pages.changes.request_panel import RequestPanel
from desktop.ui.pages.changes.words import GROUPS, happened
from desktop.ui.parts.card import Card
from desktop.ui.parts.columns import Columns
from desktop.ui.parts.scroll import scrolling
from desktop.ui.sitting import Sitting
from desktop.ui.speech import language, say
from desktop.ui.tables.rows import Column
from desktop.ui.tables.table import Table

_NARROW = 860
_LOW = 132


class RequestsTab(QWidget):
    """``counted`` carries how many there are; ``failed`` a failure to show."""

    counted = Signal(int)
    failed = Signal(object)

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.runner = sitting.desk, sitting.runner
        self._wanted: int | None = None
        self.panel = RequestPanel(self.desk, self.runner, sitting.zone)
        self.panel.failed.connect(self.failed)
        self.table: Table[RequestLine] = Table(
            self._columns(),
            lambda rows: waiting.lines(self.desk, rows),
            name=lambda: say("Decide", "Requests that wait"),
            empty=lambda: say("Decide", "Nothing waits to be decided."),
            empty_icon="circle-check",
            parent=self,
        )
        self.table.setMinimumHeight(theme.grown(_LOW))
        self.table.rows.trouble.connect(self.failed)
        self.table.selected.connect(self._chose)
        self.table.opened.connect(lambda _line: self.panel.reason.setFocus(Qt.FocusReason.TabFocusReason))
        left, self._right = Card(parent=self), Card(parent=self)
        left.body.addWidget(self.table)
        self._right.body.addWidget(scrolling(self._inner()), 1)
        columns = Columns(_NARROW, self)
        columns.add(left, 5)
        columns.add(self._right, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(columns, 1)

    def _inner(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme.STEP, 0)
        column.addWidget(self.panel)
        column.addStretch(1)
        return inner

    def _columns(self) -> list[Column[RequestLine]]:
        return [
            Column(
                lambda: say("Decide", "What happened"),
                lambda line: happened(line.kind).words(),
                weight=1,
                sample=lambda: max((e.words() for g in GROUPS for e in g.entries), key=len),
            ),
            Column(
                lambda: say("Decide", "Household"),
                lambda line: line.head or line.household,
                weight=2,
                sample=lambda: "Abdul Rahman",
            ),
            Column(
                lambda: say("Decide", "Asked by"),
                lambda line: say("Decide", "you") if line.own else line.asked_by,
                weight=1,
                sample=lambda: "Amina Khan",
                rank=2,
            ),
            Column(
                lambda: say("Decide", "When"),
                lambda line: ago(datetime.fromisoformat(line.asked_at), self.desk.now(), language()),
                weight=1,
                sample=lambda: say("Decide", "59 minutes ago"),
                rank=1,
            ),
        ]

    def read(self, wanted: int | None = None) -> None:
        """Lists them again, standing on ``wanted`` or where one stood before."""
        self._wanted = wanted if wanted is not None else self.panel.request()
        self.runner.run(
            lambda _progress: waiting.open_requests(self.desk),
            done=self._listed,
            failed=self.failed.emit,
            owner=self,
        )

    def _listed(self, ids: array[int]) -> None:
        self.table.show_ids(ids)
        if not ids:
            self.panel.show_request(None)
        elif self._wanted is not None and self._wanted in ids:
            self.table.selectRow(ids.index(self._wanted))
        self._right.setVisible(bool(ids))
        self.counted.emit(len(ids))

    def _chose(self, line: RequestLine | None) -> None:
        if line is None:
            self.panel.show_request(None)
            return
        self.runner.run(
            lambda _progress: reading.of_line(self.desk, line),
            done=self._show,
            failed=self.failed.emit,
            owner=self,
        )

    def _show(self, found: Reading) -> None:
        current = self.table.current()
        if current is not None and current.id == found.line.id:
            self.panel.show_request(found)

    def begin(self) -> None:
        """Gives the keyboard to the list."""
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
