"""The household page: everything of one household, and what can be done with it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.language.terms import label
from desktop.services import my_data, print_papers, rights, show, update_milestone
from desktop.services.print_papers import Printed
from desktop.services.show import HouseholdView
from desktop.ui import theme
from desktop.ui.background import Failure
from desktop.ui.messages import problems_of
from desktop.ui.pages.changes.order import Changed, ChangeOrder
from desktop.ui.pages.given_paper import GivenPaper
from desktop.ui.pages.household.closed_file import ClosedFile
from desktop.ui.pages.household.documents_card import DocumentsCard
from desktop.ui.pages.household.enrolments_card import EnrolmentsCard
from desktop.ui.pages.household.happenings import happenings
from desktop.ui.pages.household.head_card import HeadCard
from desktop.ui.pages.household.history_card import HistoryCard
from desktop.ui.pages.household.insured_card import InsuredCard
from desktop.ui.pages.household.journey_card import JourneyCard
from desktop.ui.pages.household.journey_line import JourneyLine
from desktop.ui.pages.household.members_card import MembersCard
from desktop.ui.pages.household.papers_card import PapersCard
from desktop.ui.pages.household.portrait_panel import PortraitPanel
from desktop.ui.pages.household.privacy_card import PrivacyCard
from desktop.ui.pages.household.requests_card import RequestsCard
from desktop.ui.pages.household.schemes_card import SchemesCard
from desktop.ui.pages.household.settle_card import SettleCard
from desktop.ui.pages.household.step_panel import StepPanel
from desktop.ui.pages.household.timeline_card import TimelineCard
from desktop.ui.pages.household.undoing import Undoing
from desktop.ui.pages.page import Page
from desktop.ui.pages.print_order import PrintOrder
from desktop.ui.parts.button import Button
from desktop.ui.parts.columns import Columns
from desktop.ui.parts.scroll import scrolling
from desktop.ui.sitting import Sitting
from desktop.ui.speech import Telling, language, say
from domain.problems import Fault
from domain.vocabulary import MilestoneStatus, Paper

if TYPE_CHECKING:
    from desktop.services.fill_papers import Layout

_NARROW = 900
_SETTLED_MS = 80
_OVERVIEW, _PAPER, _CLOSED = 0, 1, 2


class HouseholdPage(Page):
    """``arrive`` takes a code, the household's or a member's, or what was just ``Changed``."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting, scrolls=False)
        self.view: HouseholdView | None = None
        self._code = ""
        # Whom the page was opened for is brought into sight once, not with every reading.
        self._arriving = False
        self._changed: Changed | None = None
        self._make_cards()
        self.paper = GivenPaper(self.desk, self.runner, self)
        self.closed = ClosedFile(self)
        self.stack = QStackedWidget(self)
        self._scroll = scrolling(self._overview())
        self.stack.addWidget(self._scroll)
        self.stack.addWidget(self.paper)
        self.stack.addWidget(self.closed)
        self.body.addWidget(self.stack, 1)
        self._add_buttons()
        self._connect()

    def _make_cards(self) -> None:
        self.head = HeadCard(self.desk, self)
        self.journey = JourneyLine()
        self.panel = StepPanel(self.desk.today)
        self.panel.hide()
        self.members = MembersCard(self.desk, self.runner, self)
        self.portrait = PortraitPanel(self.desk, self.runner, self.sitting.remembered, self)
        self.papers = PapersCard(self.sitting.zone, self)
        self.documents = DocumentsCard(self.desk, self.runner, self.sitting.remembered, self)
        self.timeline = TimelineCard(self.sitting.zone, self)
        self.schemes = SchemesCard(self.desk, self.runner, self)
        self.enrolments = EnrolmentsCard(self.desk, self.runner, self)
        self.insured = InsuredCard(self.desk, self.runner, self)
        self.requests = RequestsCard(self.desk, self.runner, self.sitting.zone, self)
        self.settle = SettleCard(self.desk, self.runner, self)
        self.history = HistoryCard(self.desk, self.runner, self.sitting.zone, self)
        self.privacy = PrivacyCard(self.desk, self.runner, self.sitting.zone, self)
        self.undoing = Undoing(self.desk, self.runner, self.notice, self)

    def _overview(self) -> QWidget:
        content = QWidget()
        content.setProperty("ground", "clear")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.body.spacing())
        self._journey_card = JourneyCard(self.journey, self.panel, content)
        self.milestone = self._journey_card.milestone
        beneath = Columns(_NARROW, content)
        beneath.add(self.papers, 1)
        beneath.add(self.timeline, 1)
        first = (self.head, self.settle, self.requests, self._journey_card)
        last = (self.enrolments, self.schemes, self.insured, self.documents, self.history, self.privacy)
        for widget in (*first, self.portrait, self.members, beneath, *last):
            column.addWidget(widget)
        column.addStretch(1)
        return content

    def _add_buttons(self) -> None:
        self.receipt = Button(lambda: say("Household", "R&eceipt"), icon="receipt", parent=self)
        self.cards = Button(lambda: say("Household", "&Cards"), icon="id", parent=self)
        self.photo = Button(lambda: say("Household", "Add a &photo"), icon="camera", parent=self)
        self.change = Button(lambda: say("Household", "Chan&ge…"), icon="pencil", parent=self)
        self.shut = Button(lambda: say("Household", "&Back to the household"), icon="arrow-left", parent=self)
        self.send = Button(lambda: say("Paper", "&Print…"), icon="printer", parent=self)
        self.save = Button(lambda: say("Paper", "Sa&ve as PDF…"), icon="download", parent=self)
        acts = (self.receipt, self.cards, self.photo, self.change)
        for button in (*acts, self.shut, self.send, self.save):
            self.add_secondary(button)
        self.hand = self.add_primary(
            Button(
                lambda: say("Register", "Handed over to the citi&zen"),
                icon="check",
                kind="primary",
                parent=self,
            )
        )

    def _connect(self) -> None:
        self.head.went.connect(self.arrive)
        self.journey.chosen.connect(self.open_step)
        self.milestone.clicked.connect(lambda: self.open_step(self.journey.current()))
        self.panel.asked.connect(self._update)
        self.panel.closed.connect(self._close_step)
        self.members.card_wanted.connect(self._print_cards)
        self.members.photo_wanted.connect(self._ask_photo)
        self.members.compare_wanted.connect(lambda: self.go.emit("decide", "duplicates"))
        self.settle.wanted.connect(lambda subject: self.go.emit("decide", subject))
        self.portrait.kept.connect(self._wrote)
        self.documents.wrote.connect(self._wrote)
        self.enrolments.wrote.connect(self.read)
        self.papers.handed.connect(self._hand_over)
        self.papers.copy_wanted.connect(self._print)
        self.receipt.clicked.connect(self.print_receipt)
        self.cards.clicked.connect(lambda: self._print_cards(""))
        self.photo.clicked.connect(lambda: self._ask_photo(""))
        self.change.clicked.connect(self._ask_change)
        self.requests.decided.connect(self._wrote)
        self.insured.wanted.connect(lambda code: self.go.emit("insured", code))
        self.requests.undo_wanted.connect(self.undoing.undo)
        self.undoing.undone.connect(self._wrote)
        self.privacy.said.connect(self._wrote)
        self.privacy.sheet_wanted.connect(self.print_my_data)
        self.closed.asked.connect(self.read)
        cards = (self.members, self.requests, self.schemes, self.insured, self.history)
        for part in (*cards, self.enrolments, self.undoing, self.privacy, self.portrait, self.documents):
            part.failed.connect(self.failed)
        self.shut.clicked.connect(lambda: self._show_overview())
        self.send.clicked.connect(lambda: self.paper.send())
        self.save.clicked.connect(self.paper.ask_place)
        self.hand.clicked.connect(self.paper.hand_over)
        self.paper.failed.connect(self.failed)
        self.paper.said.connect(self._say_done)
        self.paper.handed.connect(self._handed)

    # Coming and going

    def title(self) -> str:
        head = self.view.head if self.view else None
        return head.name if head else self._code

    def trail(self) -> list[tuple[str, str]]:
        return [(say("Rail", "People"), "people")]

    def arrive(self, subject: object) -> None:
        """Opens the household of a code."""
        self._changed = subject if isinstance(subject, Changed) else None
        if isinstance(subject, Changed):
            subject = subject.household
        if isinstance(subject, str) and subject:
            if subject != self._code:
                self._close_step()
                self.notice.clear()
            self._code = subject
            self._arriving = True
        self._show_overview()
        self.read()
        QTimer.singleShot(0, self, self.receipt.setFocus)

    def back(self) -> bool:
        """Esc: out of a paper or a step of the journey."""
        if self.stack.currentIndex() == _PAPER:
            self._show_overview()
            return True
        for panel, close in ((self.panel, self._close_step), (self.portrait, self.portrait.hide)):
            if not panel.isHidden():
                close()
                return True
        if not self.papers.again.isHidden():
            self.papers.again.hide()
            return True
        return self.documents.leave() or self.privacy.shut()

    def read(self, reason: str = "") -> None:
        """Reads the household again; a confidential one for a reason."""
        code = self._code
        self.runner.run(
            lambda _progress: show.household(self.desk, code, reason),
            done=self._show,
            failed=self._not_shown,
            owner=self,
        )

    def _not_shown(self, failure: Failure) -> None:
        if problems_of(failure)[0].code == "confidential_reason_missing":
            self.view = None
            self.stack.setCurrentIndex(_CLOSED)
            self._renew_foot()
            self.closed.ask()
        else:
            self.failed(failure)

    def _show(self, view: HouseholdView) -> None:
        self.view = view
        if self.stack.currentIndex() == _CLOSED:
            self._show_overview()
        self.privacy.show_household(view)
        self.head.show_household(view)
        self.journey.show_steps(view.journey)
        self._journey_card.setVisible(bool(view.journey))
        self.members.show_household(view, self._code)
        self.papers.show_papers(view.papers)
        self.documents.show_household(view)
        self.timeline.show_lines(happenings(view, self.desk.programme, self.desk.catalogue))
        for card in (self.requests, self.enrolments, self.schemes, self.insured, self.settle):
            card.read(view.code)
        self.history.show_household(view.code, {m.code: m.name for m in view.members})
        self.undoing.follow(view.code)
        if self._changed is not None:
            self.undoing.tell(self._changed, view.state)
            self._changed = None
        if not self.panel.isHidden():
            self.open_step(self.journey.selected)
        if self._arriving and self.members.marked is not None:
            # Once at once; once more when words that wrap have taken their height.
            for wait in (0, _SETTLED_MS):
                QTimer.singleShot(wait, self.members, self._show_marked)
        self._arriving = False
        self.retitled.emit()

    def _show_marked(self) -> None:
        """Brings the member the page was opened for into sight."""
        if self.members.marked is not None:
            # Where the row stands is known once everything above it is laid out.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            self._scroll.ensureWidgetVisible(self.members.marked, 0, theme.MARGIN)

    def _show_overview(self) -> None:
        self.stack.setCurrentIndex(_OVERVIEW)
        self._renew_foot()

    def _renew_foot(self) -> None:
        paper, overview = (self.stack.currentIndex() == page for page in (_PAPER, _OVERVIEW))
        for button in (self.receipt, self.cards, self.photo):
            button.setVisible(overview)
        self.change.setVisible(overview and rights.may(self.desk, rights.Right.request_change))
        for button in (self.shut, self.send, self.save):
            button.setVisible(paper)
        self.hand.setVisible(paper)
        self.hand.setEnabled(not self.paper.in_hand)

    def _say_done(self, words: Telling) -> None:
        self.notice.show_words(lambda: (words(), ""), "information")

    def _wrote(self, words: Telling) -> None:
        self._say_done(words)
        self.wrote.emit()
        self.read()

    # The journey

    def open_step(self, item: str) -> None:
        """Opens a stop of the journey beneath the line."""
        step = next((s for s in self.view.journey if s.item.code == item), None) if self.view else None
        if step is not None:
            self.journey.select(item)
            self.panel.show()
            self.panel.show_step(step)
            QTimer.singleShot(0, self.panel, lambda: self._scroll.ensureWidgetVisible(self.panel))

    def _close_step(self) -> None:
        open_stop = next((s for s in self.journey.stops if s.isChecked()), None)
        self.journey.select("")
        self.panel.hide()
        if open_stop is not None and self.isVisible():
            open_stop.setFocus()

    def _update(
        self, item: str, status: MilestoneStatus, on: date, note: str, evidence: str, corrects: int | None
    ) -> None:
        code = self._code
        self.runner.run(
            lambda _progress: update_milestone.update(
                self.desk, code, item, status, on, note, corrects, evidence
            ),
            done=lambda _row: self._wrote(lambda: say("Household", "The update is kept.")),
            failed=self._update_refused,
            owner=self,
        )

    def _update_refused(self, failure: Failure) -> None:
        if isinstance(failure, Fault) or not self.panel.show_problems(problems_of(failure)):
            self.failed(failure)

    # What changed

    def _ask_change(self) -> None:
        """Opens the page of a change; a page opened for a member asks about them first."""
        view = self.view
        if view is not None:
            person = self._code if self._code != view.code else ""
            self.go.emit("change", ChangeOrder(view.code, person))

    # Papers

    def print_receipt(self) -> None:
        """Prints the receipt; another copy is asked its reason first."""
        view = self.view
        if view is None:
            return
        given = self.papers.latest(Paper.receipt)
        if given is not None:
            self.papers.ask_again(Paper.receipt, view.code, given.name)
        else:
            self._print(Paper.receipt, view.code, "")

    def _print(self, paper: Paper, code: str, reason: str) -> None:
        layout: Layout = "a5" if paper is Paper.receipt else "single"
        name = f"{label(Paper, paper.value, language())} {code}"
        self.runner.run(
            lambda _progress: print_papers.print_papers(self.desk, paper, [code], layout, reason=reason),
            done=lambda printed: self._printed(printed, name),
            failed=self.failed,
            owner=self,
        )

    def _printed(self, printed: Printed, name: str, *, in_hand: bool = False) -> None:
        self.paper.show_paper(printed, name)
        self.paper.in_hand = in_hand
        self.stack.setCurrentIndex(_PAPER)
        self._renew_foot()
        self.wrote.emit()
        self.read()
        self.send.setFocus()

    def print_my_data(self) -> None:
        """All that is held of the household, for its people; given out as it is printed."""
        code = self._code
        name = f"{label(Paper, Paper.my_data.value, language())} {code}"
        self.runner.run(
            lambda _progress: my_data.hand_out(self.desk, code),
            done=lambda printed: self._printed(printed, name, in_hand=True),
            failed=self.failed,
            owner=self,
        )

    def _handed(self) -> None:
        self._renew_foot()
        self._wrote(lambda: say("Household", "The paper is recorded as handed over."))

    def _hand_over(self, print_id: int) -> None:
        self.runner.run(
            lambda _progress: print_papers.hand_over(self.desk, print_id),
            done=lambda _reached: self._handed(),
            failed=self.failed,
            owner=self,
        )

    def _print_cards(self, code: str) -> None:
        """The print desk prints cards: one member's, or everybody's."""
        if self.view is not None:
            codes = (code,) if code else tuple(member.code for member in self.view.present)
            self.go.emit("print", PrintOrder(Paper.card.value, codes))

    # Photos

    def _ask_photo(self, code: str) -> None:
        if self.view is not None and self.view.present:
            self.portrait.ask(self.view, code)
            QTimer.singleShot(0, self.portrait, lambda: self._scroll.ensureWidgetVisible(self.portrait))
