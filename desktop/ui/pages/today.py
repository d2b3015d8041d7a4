"""Today: what waits at this desk, and the way to the next household."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.language.dates import ago, full_date, long_date
from desktop.language.due import ICONS, beneath, due_in_words
from desktop.language.figures import grouped
from desktop.services import today
from desktop.services.change_drafts import ChangeDraftLine
from desktop.services.today import Overdue, Today
from desktop.ui.pages.changes.order import ChangeOrder
from desktop.ui.pages.changes.words import happened
from desktop.ui.pages.page import Page
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.columns import Columns
from desktop.ui.parts.discard import discard
from desktop.ui.parts.row import Row
from desktop.ui.parts.words import Words
from desktop.ui.sitting import Sitting
from desktop.ui.speech import language, say
from desktop.ui.standing import moment
from domain.vocabulary import ChangeKind
from domain.window.agenda import Due

_SHOWN = 4
_DUE_SHOWN = 6
_NARROW = 900


class TodayPage(Page):
    """Counts that each lead to where the work is done; drafts to finish come first."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self._day: Today | None = None
        self._date = Words(self._date_words, tone="muted", parent=self)
        self.body.addWidget(self._date)
        self._columns = Columns(_NARROW, self)
        self.body.addWidget(self._columns)
        self.body.addStretch(1)
        self._add_work()
        self._add_waiting()

    def _add_work(self) -> None:
        begin = Card(parent=self)
        self.new = Button(
            lambda: say("Today", "&New household"),
            icon="user-plus",
            kind="big",
            description=lambda: say("Today", "Register a household that is at the counter"),
            parent=begin,
        )
        self.new.clicked.connect(lambda: self.go.emit("register", None))
        self.seek = Button(lambda: say("Today", "&Search the register"), icon="search", parent=begin)
        self.seek.clicked.connect(lambda: self.go.emit("people", None))
        self._counts = Words(self._count_words, tone="muted", wrap=True, parent=begin)
        begin.body.addWidget(self.new)
        begin.body.addWidget(self.seek)
        begin.body.addWidget(self._counts)
        self._drafts = Card(lambda: say("Today", "To finish"), self)
        self._draft_rows = QVBoxLayout()
        self._draft_rows.setSpacing(2)
        self._drafts.body.addLayout(self._draft_rows)
        self._drafts.hide()
        self._columns.add_stack(begin, self._drafts, share=2)

    def _add_waiting(self) -> None:
        self._waits = Card(lambda: say("Today", "What waits"), self)
        self._waits.body.setSpacing(2)
        self.rows = {
            "receipts": self._row("receipt", "print", "receipts"),
            "cards": self._row("id", "print", "cards"),
            "hand_over": self._row("printer", "print", "hand_over"),
            "requests": self._row("checklist", "decide", None),
            "duplicates": self._row("users", "decide", "duplicates"),
            "changes": self._row("cloud-upload", "synchronise", None),
            "attention": self._row("alert-triangle", "synchronise", None, "attention"),
        }
        self._nothing = Words(lambda: say("Today", "Nothing waits."), tone="muted", parent=self)
        self._waits.body.addWidget(self._nothing)
        self._late = Card(lambda: say("Today", "Milestones past their date"), self)
        self._late_rows = QVBoxLayout()
        self._late_rows.setSpacing(2)
        self._late.body.addLayout(self._late_rows)
        self._late.hide()
        self._due = Card(lambda: say("Today", "Due today"), self)
        self._due_rows = QVBoxLayout()
        self._due_rows.setSpacing(2)
        self._due.body.addLayout(self._due_rows)
        self._due.hide()
        self._columns.add_stack(self._due, self._waits, self._late, share=3)

    def _row(self, icon: str, place: str, subject: object, tone: str = "accent") -> Row:
        row = Row(icon, lambda: "", tone=tone, parent=self)
        row.clicked.connect(lambda: self.go.emit(place, subject))
        row.hide()
        self._waits.body.addWidget(row)
        return row

    def title(self) -> str:
        return say("Rail", "Today")

    def arrive(self, subject: object) -> None:
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)
        self.runner.run(lambda _progress: today.today(self.desk), done=self._show, owner=self)

    def _show(self, day: Today) -> None:
        self._day = day
        sync = day.sync
        self._count("receipts", day.receipts_due, lambda n: say("Today", "receipt(s) to print", "", n))
        self._count("cards", day.cards_due, lambda n: say("Today", "card(s) to print", "", n))
        self._count("hand_over", day.to_hand_over, lambda n: say("Today", "paper(s) to hand over", "", n))
        asked, twice = day.to_decide.requests, day.to_decide.duplicates
        self._count("requests", asked, lambda n: say("Today", "request(s) to decide", "", n))
        self._count("duplicates", twice, lambda n: say("Today", "possible duplicate(s) to compare", "", n))
        waiting = sync.waiting + sync.sent
        self._count("changes", waiting, lambda n: say("Today", "change(s) to send", "", n), self._sync_words)
        wrong = sync.refused + sync.conflicts
        self._count("attention", wrong, lambda n: say("Today", "change(s) to settle", "", n))
        self._nothing.setVisible(all(row.isHidden() for row in self.rows.values()))
        self._show_drafts(day)
        self._show_late(day)
        self._show_due(day)
        self.retranslate()

    def _count(
        self, key: str, count: int, words: Callable[[int], str], under: Callable[[], str] | None = None
    ) -> None:
        row = self.rows[key]
        row.setVisible(count > 0)
        row.tell(lambda: words(count), figure=lambda: grouped(count, language().code), under=under)

    def _show_drafts(self, day: Today) -> None:
        _empty(self._draft_rows)
        self._drafts.setVisible(bool(day.drafts or day.changes_begun))
        for begun in day.changes_begun[:_SHOWN]:
            self._draft_rows.addWidget(self._change_row(begun))
        room = max(1, _SHOWN - len(day.changes_begun))
        for draft in day.drafts[:room]:
            self._draft_rows.addWidget(self._draft_row(draft.id, draft.title, moment(draft.updated_at)))
        more = max(0, len(day.drafts) - room) + max(0, len(day.changes_begun) - _SHOWN)
        if more > 0:
            self._draft_rows.addWidget(
                Words(lambda: say("Today", "and %n more", "drafts", more), tone="muted", parent=self._drafts)
            )

    def _draft_row(self, number: int, title: str, touched: datetime | None) -> Row:
        row = Row(
            "pencil",
            lambda: title or say("Today", "Household without a name yet"),
            under=lambda: ago(touched, self.desk.now(), language()) if touched else "",
            parent=self._drafts,
        )
        row.clicked.connect(lambda: self.go.emit("register", number))
        return row

    def _change_row(self, begun: ChangeDraftLine) -> Row:
        touched = moment(begun.updated_at)
        row = Row(
            "pencil",
            lambda: f"{happened(begun.kind).words()} · {begun.household}",
            under=lambda: ago(touched, self.desk.now(), language()) if touched else "",
            parent=self._drafts,
        )
        order = ChangeOrder(begun.household, kind=ChangeKind(begun.kind))
        row.clicked.connect(lambda: self.go.emit("change", order))
        return row

    def _show_late(self, day: Today) -> None:
        _empty(self._late_rows)
        self._late.setVisible(bool(day.overdue))
        for late in day.overdue[:_SHOWN]:
            self._late_rows.addWidget(self._late_row(late))
        more = day.overdue_count - min(_SHOWN, len(day.overdue))
        if more > 0:
            self._late_rows.addWidget(
                Words(
                    lambda: say("Today", "and %n more", "milestones", more), tone="muted", parent=self._late
                )
            )

    def _show_due(self, day: Today) -> None:
        _empty(self._due_rows)
        self._due.setVisible(bool(day.agenda))
        for due in day.agenda[:_DUE_SHOWN]:
            self._due_rows.addWidget(self._due_row(due))
        more = len(day.agenda) - _DUE_SHOWN
        if more > 0:
            self._due_rows.addWidget(
                Words(lambda: say("Today", "and %n more", "due", more), tone="muted", parent=self._due)
            )

    def _due_row(self, due: Due) -> Row:
        row = Row(
            ICONS[due.kind],
            lambda: due_in_words(due, language()),
            under=lambda: beneath(due, self.desk.today(), language()),
            tone="attention" if due.late(self.desk.today()) > 0 else "accent",
            parent=self._due,
        )
        row.clicked.connect(lambda: self.go.emit(due.place, due.subject))
        return row

    def _late_row(self, late: Overdue) -> Row:
        row = Row(
            "flag",
            lambda: late.head_name,
            under=lambda: self._late_words(late),
            tone="attention",
            parent=self._late,
        )
        row.clicked.connect(lambda: self.go.emit("household", late.household_code))
        return row

    def _late_words(self, line: Overdue) -> str:
        template = self.desk.programme.template("household")
        item = template.item(line.item) if template else None
        name = item.names[language().code] if item else line.item
        due = long_date(date.fromisoformat(line.due_on), language())
        return say("Today", "{milestone}, due {date}").format(milestone=name, date=due)

    def _date_words(self) -> str:
        office = self.desk.office.names[language().code]
        day = full_date(self.desk.today(), language())
        return f"{day[:1].upper()}{day[1:]} · {office}"

    def _count_words(self) -> str:
        day = self._day
        if day is None:
            return ""
        new = say("Today", "%n household(s) registered today.", "", day.registered_today)
        whole = say("Today", "In the register: {households}, {persons}.").format(
            households=say("Today", "%n household(s)", "", day.households),
            persons=say("Today", "%n person(s)", "", day.persons),
        )
        return f"{new} {whole}"

    def _sync_words(self) -> str:
        if self._day is None or not self._day.sync.joined:
            return say("Today", "No server joined yet")
        last = moment(self._day.sync.last_success)
        if last is None:
            return say("Today", "Not synchronised yet")
        return say("Today", "Last synchronised {when}").format(when=ago(last, self.desk.now(), language()))

    def retranslate(self) -> None:
        self._counts.retranslate()
        self._date.retranslate()


def _empty(rows: QVBoxLayout) -> None:
    while (item := rows.takeAt(0)) is not None:
        widget: QWidget | None = item.widget()
        if widget is not None:
            discard(widget)
