"""The tab of conflicts on the page To decide: listed, looked at side by side, settled, opened again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.services.settling import listed, settle
from desktop.services.settling.listed import ConflictLine, ConflictView
from desktop.services.settling.settle import Settled
from desktop.ui import theme
from desktop.ui.background import Failure
from desktop.ui.messages import NoticeBar, problems_of
from desktop.ui.pages.conflicts.alike import Alike
from desktop.ui.pages.conflicts.listing import Listing
from desktop.ui.pages.conflicts.sheet import ConflictSheet
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.scroll import scrolling
from desktop.ui.sitting import Sitting
from desktop.ui.speech import say
from domain.problems import Refused


class ConflictsTab(QWidget):
    """``wrote``: something was settled; ``household`` carries a printed code to open."""

    wrote = Signal()
    household = Signal(str)

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.desk, self.runner = sitting.desk, sitting.runner
        self.notice = NoticeBar(self)
        self.listing = Listing(sitting)
        self.sheet = ConflictSheet(self.desk, self.runner, sitting.zone)
        self.alike = Alike(self.desk.programme)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._make_buttons()
        self._stack = QStackedWidget(self)
        self._listed = scrolling(self.listing)
        self._settling, self._previewing = self._settle_card(), self._alike_card()
        for page in (self._listed, self._settling, self._previewing):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.STEP)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        self.listing.opened.connect(self.open)
        self.listing.failed.connect(self._failed)
        self.listing.trivial_wanted.connect(self.preview)
        self.listing.reopen_wanted.connect(self.reopen)
        self.sheet.failed.connect(self._failed)

    def _make_buttons(self) -> None:
        self.settle = Button(lambda: say("Conflicts", "&Settle it so"), icon="check", kind="primary")
        self.all_left = Button(lambda: say("Conflicts", "Le&ft for all"), icon="chevron-left")
        self.all_right = Button(lambda: say("Conflicts", "Ri&ght for all"), icon="chevron-right")
        self.home = Button(lambda: say("Conflicts", "Open the house&hold"), icon="users-group")
        self.leave = Button(lambda: say("Duplicates", "Back to the &list"), icon="arrow-left")
        self.settle_alike = Button(
            lambda: say("Conflicts", "&Settle all of these"), icon="check", kind="primary"
        )
        self.leave_alike = Button(lambda: say("Duplicates", "Back to the &list"), icon="arrow-left")
        self.settle.clicked.connect(self.settle_it)
        self.all_left.clicked.connect(lambda: self.sheet.choose_all(left=True))
        self.all_right.clicked.connect(lambda: self.sheet.choose_all(left=False))
        self.home.clicked.connect(self._open_household)
        self.settle_alike.clicked.connect(self.settle_trivial)
        for button in (self.leave, self.leave_alike):
            button.clicked.connect(self.back)

    def _settle_card(self) -> Card:
        card = Card()
        card.body.addWidget(scrolling(self.sheet), 1)
        acts = Flow(None, theme.STEP)
        for button in (self.settle, self.all_left, self.all_right, self.home, self.leave):
            acts.addWidget(button)
        card.body.addLayout(acts)
        return card

    def _alike_card(self) -> Card:
        card = Card(lambda: say("Conflicts", "Alike but for the writing: what stands is kept"))
        card.body.addWidget(scrolling(self.alike), 1)
        acts = Flow(None, theme.STEP)
        for button in (self.settle_alike, self.leave_alike):
            acts.addWidget(button)
        card.body.addLayout(acts)
        return card

    # Coming and going

    def showEvent(self, event: QShowEvent) -> None:
        """Lists what waits each time the tab comes up."""
        super().showEvent(event)
        if self._stack.currentWidget() is self._listed:
            self.listing.read()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._stack.currentWidget() is self._listed:
            self.listing.table.setFocus(event.reason())

    def back(self) -> bool:
        """Esc: back to the list; False when it is on screen already."""
        if self._stack.currentWidget() is self._listed:
            return False
        self._stack.setCurrentWidget(self._listed)
        self.listing.read()
        self.listing.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def open(self, line: ConflictLine) -> None:
        """Shows a conflict side by side."""
        self.open_row(line.id)

    def open_row(self, row: int) -> None:
        """The same by its number."""
        self.notice.clear()
        self.runner.run(
            lambda _progress: listed.read(self.desk, row), done=self._show, failed=self._failed, owner=self
        )

    def _show(self, view: ConflictView) -> None:
        self.sheet.show_view(view)
        waits = view.line.state == "open"
        self.settle.setEnabled(waits and view.line.may_settle)
        for button in (self.all_left, self.all_right):
            button.setEnabled(waits)
        self.home.setVisible(bool(view.line.household))
        self._stack.setCurrentWidget(self._settling)
        if waits and not view.line.may_settle:
            self.notice.show_words(
                lambda: (
                    say("Conflicts", "Somebody who may approve has to settle this one."),
                    say("Conflicts", "It is about who somebody is, about an end, or about a status."),
                ),
                "attention",
            )
        self.sheet.begin()

    def _open_household(self) -> None:
        if self.sheet.view is not None:
            self.household.emit(self.sheet.view.line.household)

    # Settling

    def settle_it(self) -> None:
        """Writes what was chosen."""
        view, choices = self.sheet.view, self.sheet.choices()
        if view is None or choices is None:
            return
        why = self.sheet.why.value()
        self.runner.run(
            lambda _progress: settle.settle(self.desk, view.line.id, choices, why),
            done=self._settled,
            failed=self._refused,
            owner=self,
        )

    def _settled(self, done: Settled) -> None:
        self.wrote.emit()
        self.back()
        self._say_settled(done)

    def _say_settled(self, done: Settled) -> None:
        rows = list(done.conflicts)
        self.notice.show_words(
            lambda: (
                say(
                    "Conflicts",
                    "%n settled. It goes to the others with the next synchronisation.",
                    "",
                    len(rows),
                ),
                "",
            ),
            "information",
            (lambda: say("Conflicts", "Undo"), lambda: self.reopen(rows)),
        )

    def preview(self, rows: Sequence[int]) -> None:
        """Shows what would be settled together."""
        self.notice.clear()
        self.runner.run(
            lambda _progress: [listed.read(self.desk, row) for row in rows],
            done=self._show_alike,
            failed=self._failed,
            owner=self,
        )

    def _show_alike(self, views: list[ConflictView]) -> None:
        self.alike.show_views(views)
        self._stack.setCurrentWidget(self._previewing)
        self.settle_alike.setFocus(Qt.FocusReason.OtherFocusReason)

    def settle_trivial(self) -> None:
        """Settles what the preview shows."""
        rows = [view.line.id for view in self.alike.views]
        self.runner.run(
            lambda _progress: settle.settle_trivial(self.desk, rows),
            done=self._settled,
            failed=self._failed,
            owner=self,
        )

    def reopen(self, rows: Sequence[int]) -> None:
        """Takes settlements back."""
        self.runner.run(
            lambda _progress: settle.reopen(self.desk, rows),
            done=self._reopened,
            failed=self._failed,
            owner=self,
        )

    def _reopened(self, _count: int) -> None:
        self.wrote.emit()
        self.listing.read()
        self.notice.show_words(lambda: (say("Conflicts", "Open again: what stood before stands."), ""))

    def _refused(self, failure: Failure) -> None:
        first = problems_of(failure)[0]
        if not (isinstance(failure, Refused) and self.sheet.show_problem(first)):
            self._failed(failure)

    def _failed(self, failure: Failure) -> None:
        self.notice.show_failure(failure)
