"""Export people or households: who, which columns, what for and to whom; then a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from desktop.language import lists
from desktop.language.figures import grouped
from desktop.language.terms import labels
from desktop.services import rights
from desktop.services.bulk import exporting
from desktop.services.bulk.exporting import Chosen, Exported, Order, Words
from desktop.ui import files, theme
from desktop.ui.background import NETWORK, Failure
from desktop.ui.fields.area import AreaField
from desktop.ui.fields.choice import ListField, OptionsField
from desktop.ui.fields.day import DayField
from desktop.ui.fields.text import TextField
from desktop.ui.fields.tick import TickField
from desktop.ui.messages import problems_of
from desktop.ui.pages.bulk.going import GoingCard
from desktop.ui.pages.page import Page
from desktop.ui.pages.register.place_step import places
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.columns import Columns
from desktop.ui.parts.words import Words as Line
from desktop.ui.sitting import Sitting
from desktop.ui.speech import Spoken, language, say
from domain.bulk.export import COLUMNS, NAMING, WITHOUT_PROTOCOL, Leave, Subject
from domain.rights import Right
from domain.vocabulary import Purpose

_NARROW = 900
_ACROSS_AT_MOST = 3


class _Ticks(Spoken, QWidget):
    """The columns of one subject, each a tick; as many beside one another as there is room for."""

    def __init__(self, subject: Subject, *, names: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.boxes: dict[str, QCheckBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(theme.STEP)
        self._across = 0
        for column in (c for c in COLUMNS[subject] if names or c not in NAMING):
            self.boxes[column] = QCheckBox(self)
        self.retranslate()
        self._arrange(_ACROSS_AT_MOST)

    def _widest(self) -> int:
        return max(box.sizeHint().width() for box in self.boxes.values())

    def _arrange(self, across: int) -> None:
        if across != self._across:
            self._across = across
            for place, box in enumerate(self.boxes.values()):
                self._grid.addWidget(box, place // across, place % across)

    def minimumSizeHint(self) -> QSize:
        """One beside the other is enough: the page only scrolls up and down."""
        return QSize(self._widest(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        gap = self._grid.horizontalSpacing()
        room = (self.width() + gap) // (self._widest() + gap)
        self._arrange(max(1, min(_ACROSS_AT_MOST, room)))

    def retranslate(self) -> None:
        for column, box in self.boxes.items():
            words = lists.column_words(column, language())
            box.setText(words.replace("&", "&&"))
            box.setAccessibleName(words)

    def chosen(self) -> tuple[str, ...]:
        return tuple(column for column, box in self.boxes.items() if box.isChecked())

    def choose(self, columns: tuple[str, ...]) -> None:
        for column, box in self.boxes.items():
            box.setChecked(column in columns)


class ExportPage(Page):
    """``arrive`` takes person row ids found elsewhere, or nothing for everybody."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self._people: tuple[int, ...] | None = None
        names = rights.may(self.desk, Right.export_people)
        self.going = GoingCard(self)
        columns = Columns(_NARROW, self)
        columns.add_stack(self._who_card(), self._why_card())
        columns.add_stack(self._columns_card(names=names))
        self.body.addWidget(self.going)
        self.body.addWidget(columns)
        self.body.addStretch(1)
        self.act = Button(lambda: say("Export", "&Export…"), icon="download", kind="primary", parent=self)
        self.act.clicked.connect(self._ask_place)
        self.add_primary(self.act)

    def _who_card(self) -> Card:
        card = Card(lambda: say("Export", "Who"), self)
        self.subject = OptionsField(lambda: say("Export", "What"), _subjects, parent=card)
        self.subject.set_value("people")
        self.subject.changed.connect(self._turn)
        self.area = AreaField(
            lambda: say("Export", "Only in this place"),
            places(self.desk.programme, self.desk.office),
            parent=card,
        )
        self.village = TextField(lambda: say("Export", "Only in this village"), parent=card)
        self.since = DayField(lambda: say("Export", "Registered from"), parent=card)
        self.until = DayField(lambda: say("Export", "Registered until"), parent=card)
        self._meant = Line(lambda: "", tone="muted", wrap=True, parent=card)
        for field in (self.subject, self.area, self.village, self.since, self.until):
            card.body.addWidget(field)
            field.settled.connect(self.count)
        card.body.addWidget(self._meant)
        return card

    def _why_card(self) -> Card:
        card = Card(lambda: say("Export", "What for"), self)
        self.purpose = ListField(
            lambda: say("Export", "Purpose"), lambda: labels(Purpose, language()), required=True, parent=card
        )
        self.recipient = TextField(lambda: say("Export", "Recipient"), required=True, parent=card)
        self.protocol = TextField(
            lambda: say("Export", "Agreement, its reference"),
            hint=lambda: say("Export", "Needed for more than %n people.", "", WITHOUT_PROTOCOL),
            parent=card,
        )
        self._fields = {"purpose": self.purpose, "recipient": self.recipient, "protocol": self.protocol}
        for field in self._fields.values():
            card.body.addWidget(field)
            field.changed.connect(lambda field=field: field.set_problem(None))
        return card

    def _columns_card(self, *, names: bool) -> Card:
        card = Card(lambda: say("Export", "Columns"), self)
        self.ticks: dict[str, _Ticks] = {
            "people": _Ticks("people", names=names, parent=card),
            "households": _Ticks("households", names=names, parent=card),
        }
        box = QVBoxLayout()
        for ticks in self.ticks.values():
            box.addWidget(ticks)
        card.body.addLayout(box)
        self.full = TickField(
            lambda: say("Export", "Identity numbers whole, not their last three signs"), parent=card
        )
        self.full.setVisible(names and rights.may(self.desk, Right.open_confidential))
        card.body.addWidget(self.full)
        return card

    def title(self) -> str:
        return say("Export", "Export people or households")

    def trail(self) -> list[tuple[str, str]]:
        return [(say("Rail", "In bulk"), "bulk")]

    def arrive(self, subject: object) -> None:
        self._people = tuple(int(row) for row in subject) if isinstance(subject, list | tuple) else None
        for kind in COLUMNS:
            self.ticks[kind].choose(exporting.remembered_columns(self.desk, kind))
        self._turn()
        self.purpose.setFocus()

    def _subject(self) -> Subject:
        return "households" if self.subject.value() == "households" else "people"

    def _turn(self) -> None:
        for kind, ticks in self.ticks.items():
            ticks.setVisible(kind == self._subject())
        self.full.setEnabled(self._subject() == "people")
        self.count()

    def chosen(self) -> Chosen:
        """Who is meant."""
        code = self.area.value()
        return Chosen(
            areas=exporting.within(self.desk.programme, code) if code else (),
            village=self.village.value(),
            since=self.since.value(),
            until=self.until.value(),
            people=self._people,
        )

    def count(self) -> None:
        """Says how many are meant."""
        chosen = self.chosen()
        self.runner.run(
            lambda _progress: exporting.meant(self.desk, chosen), done=self._show_meant, owner=self
        )

    def _show_meant(self, meant: tuple[int, int, int]) -> None:
        people, homes, left_out = meant
        self._meant.tell(lambda: self._meant_words(people, homes, left_out))
        self.act.setEnabled(people > 0)

    def _meant_words(self, people: int, homes: int, left_out: int) -> str:
        code = language().code
        words = say("Export", "{people} people in {homes} households").format(
            people=grouped(people, code), homes=grouped(homes, code)
        )
        if left_out:
            words += " · " + say("Export", "%n left out: confidential", "", left_out)
        return words

    def order(self) -> Order:
        """What is to be written."""
        purpose = self.purpose.value()
        leave = Leave(Purpose(purpose) if purpose else None, self.recipient.value(), self.protocol.value())
        subject = self._subject()
        in_full = bool(self.full.value()) and subject == "people" and self.full.isVisibleTo(self)
        return Order(subject, self.ticks[subject].chosen(), leave, self.chosen(), in_full, force=True)

    def _ask_place(self) -> None:
        name = say("Export", "people") if self._subject() == "people" else say("Export", "households")
        start = files.free(files.documents() / f"{name}-{self.desk.today().isoformat()}.xlsx")
        kinds = "XLSX (*.xlsx);;CSV (*.csv)"
        files.ask_save(self, say("Export", "Save the export"), kinds, self.save_to, start)

    def save_to(self, path: Path) -> None:
        """Writes the file; nothing is left of it when it cannot be finished."""
        order, words = self.order(), _words()
        self.act.setEnabled(False)
        self.going.show()
        running = self.runner.run(
            lambda progress: exporting.export(
                self.desk, path, order, words, progress.report, lambda: progress.cancelled
            ),
            done=self._exported,
            failed=self._refused,
            progress=self.going.tell,
            lane=NETWORK,
            owner=self,
        )
        self.going.begin(running)

    def _exported(self, done: Exported) -> None:
        self.going.end()
        self.act.setEnabled(True)
        self.notice.show_words(
            lambda: (
                say("Export", "%n row(s) saved as {name}.", "", done.rows).format(name=done.path.name),
                say("Export", "It is written down who took them out, for whom and what for."),
            )
        )
        self.wrote.emit()

    def _refused(self, failure: Failure) -> None:
        self.going.end()
        self.act.setEnabled(True)
        others = [problem for problem in problems_of(failure) if problem.where not in self._fields]
        for problem in reversed(problems_of(failure)):
            field = self._fields.get(problem.where)
            if field is not None:
                field.set_problem(problem)
                field.setFocus()
        if others:
            self.failed(failure)


def _subjects() -> dict[str, str]:
    return {"people": say("Export", "People"), "households": say("Export", "Households")}


def _words() -> Words:
    """Headings and codes in the language on screen when the work began."""
    spoken = language()
    return Words(
        heading=lambda column: lists.column_words(column, spoken),
        value=lambda column, value: lists.value_words(column, value, spoken),
        delimiter="," if spoken.code == "en" else ";",
    )
