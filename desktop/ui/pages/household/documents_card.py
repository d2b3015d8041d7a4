"""The documents kept with a household and its members: seen, added, printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.language.dates import long_date
from desktop.language.terms import label
from desktop.services import documents
from desktop.services.desk import Desk
from desktop.services.documents import DocumentLine
from desktop.services.show import HouseholdView
from desktop.ui import theme
from desktop.ui.background import Runner
from desktop.ui.pages.household.document_view import DocumentView
from desktop.ui.pages.household.documents_form import DocumentsForm
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.discard import discard
from desktop.ui.parts.entry import Entry
from desktop.ui.parts.words import Words, rule
from desktop.ui.remembered import Remembered
from desktop.ui.speech import Spoken, language, say
from domain.vocabulary import DocumentKind


class DocumentsCard(Spoken, Card):
    """``wrote`` comes with words when something was kept, ``failed`` with a failure."""

    wrote = Signal(object)
    failed = Signal(object)

    def __init__(
        self, desk: Desk, runner: Runner, remembered: Remembered, parent: QWidget | None = None
    ) -> None:
        super().__init__(lambda: say("Documents", "Documents"), parent)
        self._desk, self._runner = desk, runner
        self._code = ""
        self._names: Mapping[str, str] = {}
        self._found: Sequence[DocumentLine] = ()
        self.add = Button(lambda: say("Documents", "Add a document"), icon="file-text", parent=self)
        self.add.clicked.connect(lambda: self.ask())
        self.head.addWidget(self.add)
        self.form = DocumentsForm(desk, runner, remembered, self)
        self.form.kept.connect(self._kept)
        self.form.failed.connect(self.failed)
        self._nothing = Words(
            lambda: say("Documents", "No document yet. A picture or a PDF can be dropped here."),
            tone="muted",
            wrap=True,
            parent=self,
        )
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.STEP)
        self.body.addWidget(self.form)
        self.body.addSpacing(theme.HALF)
        self.body.addWidget(self._nothing)
        self.body.addLayout(self._lines)
        self.body.addStretch(1)
        self.setAcceptDrops(True)

    def show_household(self, view: HouseholdView) -> None:
        """Lists the documents of this household and its people, the latest first."""
        if view.code != self._code:
            self.form.leave()
        self._code = view.code
        self._names = {member.code: member.name for member in view.present}
        self._runner.run(
            lambda _progress: documents.of(self._desk, view.code),
            done=self._show,
            failed=self.failed.emit,
            owner=self,
        )

    def _show(self, found: Sequence[DocumentLine]) -> None:
        self._found = found
        self.retranslate()

    def lines(self) -> Sequence[DocumentLine]:
        """The documents listed."""
        return self._found

    def ask(self, path: Path | None = None) -> None:
        """Opens the form, with a file if one was dropped."""
        self.form.ask(self._code, self._names, path)

    def leave(self) -> bool:
        """Esc: whether a form was open, and is closed now."""
        return self.form.leave()

    def _kept(self) -> None:
        self.wrote.emit(lambda: say("Documents", "The document is kept."))
        self.add.setFocus()

    def open_document(self, line: DocumentLine) -> DocumentView:
        """Shows a document over the page."""
        view = DocumentView(self._desk, self._runner, line, title_of(line), self)
        view.open()
        return view

    def retranslate(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                discard(old)
        self._nothing.setVisible(not self._found)
        for number, line in enumerate(self._found):
            if number:
                self._lines.addWidget(rule(self))
            self._lines.addWidget(self._line(line))

    def _line(self, line: DocumentLine) -> QWidget:
        drawn = "file-text" if line.mime == "application/pdf" else "photo"
        entry = Entry(drawn, title_of(line), self._beneath(line), self)
        if line.here:
            show = Button(lambda: say("Documents", "View"), icon="eye", parent=entry)
            show.clicked.connect(lambda: self.open_document(line))
            entry.act(show)
        return entry

    def _beneath(self, line: DocumentLine) -> str:
        away = "" if line.here else say("Documents", "not here yet: it comes with a synchronisation")
        on = long_date(date.fromisoformat(line.taken_on), language())
        return " · ".join(part for part in (line.name, on, line.by, away) if part)

    # A file dropped on the card

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.ask(paths[0])


def title_of(line: DocumentLine) -> str:
    """The kind of document, and its own title when it has one."""
    kind = label(DocumentKind, line.kind, language())
    return f"{kind} · {line.title}" if line.title else kind
