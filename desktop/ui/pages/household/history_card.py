"""The history of every field: who wrote what, when, from what to what, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop.language.dates import long_moment
from desktop.language.fields import field_in_words
from desktop.language.terms import label
from desktop.language.values import in_words
from desktop.services.changes.history import FieldChange, history
from desktop.services.desk import Desk
from desktop.ui import icons, theme
from desktop.ui.background import Runner
from desktop.ui.fields.choice import ListField
from desktop.ui.pages.household.acts import Act, acts, fields, subjects
from desktop.ui.pages.household.happenings import moment_of
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.columns import Columns
from desktop.ui.parts.discard import discard
from desktop.ui.parts.words import Words
from desktop.ui.speech import Spoken, language, say
from desktop.ui.tables.lists import arrived_words
from domain.records import identity_fields
from domain.vocabulary import SettledHow

_FIRST = 5
_ALL = "*"


class HistoryCard(Spoken, Card):
    """Closed until it is asked for; the latest acts first."""

    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("History", "History of every field"), parent)
        self._desk, self._runner, self._zone = desk, runner, zone
        self._code = ""
        self._names: Mapping[str, str] = {}
        self._changes: Sequence[FieldChange] = ()
        self._open, self._whole = False, False
        self.turn = Button(self._turn_words, icon="history", parent=self)
        self.turn.clicked.connect(self.turn_over)
        self.head.addWidget(self.turn)
        self._inside = QWidget(self)
        self._fill()
        self.body.addWidget(self._inside)
        self._inside.hide()

    def _fill(self) -> None:
        self.member = ListField(
            lambda: say("History", "About whom"), self._subject_choices, parent=self._inside
        )
        self.field = ListField(
            lambda: say("History", "Which field"), self._field_choices, parent=self._inside
        )
        for choice in (self.member, self.field):
            choice.changed.connect(self._chose)
        pair = Columns(560, self._inside)
        pair.add(self.member, 1)
        pair.add(self.field, 1)
        self._legend = Words(
            lambda: say("History", "★ says who somebody is: the first value stands until a person decides."),
            tone="muted",
            wrap=True,
            parent=self._inside,
        )
        self._lines = QWidget(self._inside)
        self.more = Button(lambda: say("History", "Show everything"), kind="quiet", parent=self._inside)
        self.more.clicked.connect(self._show_whole)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.STEP)
        for widget in (pair, self._legend, self._lines):
            column.addWidget(widget)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_household(self, code: str, names: Mapping[str, str]) -> None:
        """Follows a household; ``names`` are its people's, by code. Read again while it is open."""
        if code != self._code:
            self._open, self._whole = False, False
            self._changes = ()
            for choice in (self.member, self.field):
                choice.set_value(_ALL)
        self._code, self._names = code, names
        if self._open:
            self._read()
        self.retranslate()

    def turn_over(self) -> None:
        """Opens the history, or closes it."""
        self._open = not self._open
        if self._open:
            self._read()
            self.member.setFocus(Qt.FocusReason.TabFocusReason)
        self.retranslate()

    def is_open(self) -> bool:
        """Whether it is being read."""
        return self._open

    def text(self) -> str:
        """What is listed, line by line."""
        return "\n".join(label.text() for label in self._lines.findChildren(QLabel) if label.text())

    def _read(self) -> None:
        code = self._code
        self._runner.run(
            lambda _progress: history(self._desk, code),
            done=self._show,
            failed=self.failed.emit,
            owner=self,
        )

    def _show(self, changes: Sequence[FieldChange]) -> None:
        self._changes = changes
        self.member.offer(self._subject_choices)
        self.field.offer(self._field_choices)
        for choice in (self.member, self.field):
            choice.set_value(choice.value() or _ALL)
        self.retranslate()

    def _chose(self) -> None:
        self._whole = False
        self.retranslate()

    def _show_whole(self) -> None:
        self._whole = True
        self.retranslate()

    def _subject_choices(self) -> dict[str, str]:
        everyone = {code: self._name(code) for code in subjects(self._changes)}
        return {_ALL: say("History", "The household and everybody in it"), **everyone}

    def _field_choices(self) -> dict[str, str]:
        named = {name: field_in_words(name, language()) for name in fields(self._changes)}
        return {_ALL: say("History", "Every field"), **dict(sorted(named.items(), key=lambda pair: pair[1]))}

    def _name(self, code: str) -> str:
        if code == self._code:
            return say("History", "The household")
        return self._names.get(code, code)

    def _chosen(self) -> list[FieldChange]:
        subject, name = self.member.value() or _ALL, self.field.value() or _ALL
        return [
            change
            for change in self._changes
            if subject in (_ALL, change.subject) and name in (_ALL, change.field)
        ]

    def retranslate(self) -> None:
        self.turn.retranslate()
        self._inside.setVisible(self._open)
        if not self._open:
            return
        filtered = {self.member.value() or _ALL, self.field.value() or _ALL} != {_ALL}
        found = acts(self._chosen(), with_first=filtered)
        shown = found if self._whole else found[:_FIRST]
        self.more.setVisible(len(shown) < len(found))
        fresh = QWidget(self._inside)
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        for act in shown:
            column.addWidget(self._act(act))
        if not found:
            column.addWidget(_cell(say("History", "Nothing was written of this."), tone="muted"))
        layout = self._inside.layout()
        if layout is not None:
            layout.replaceWidget(self._lines, fresh)
        fresh.show()
        discard(self._lines)
        self._lines = fresh

    def _act(self, act: Act) -> QWidget:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GAP)
        grid.setVerticalSpacing(theme.HALF)
        for column, share in ((0, 4), (1, 3), (3, 3)):
            grid.setColumnStretch(column, share)
        grid.addWidget(_cell(self._heading(act), strong=True), 0, 0, 1, 4)
        row = 1
        for line in act.lines:
            self._put(grid, row, line)
            row += 1
        if act.first:
            said = say("History", "%n field(s) written for the first time", "", act.first)
            grid.addWidget(_cell(said, tone="muted"), row, 0, 1, 4)
            row += 1
        if act.settled:
            settled = say("History", "Settled: {how}").format(how=label(SettledHow, act.settled, language()))
            grid.addWidget(_cell(settled, tone="muted"), row, 0, 1, 4)
            row += 1
        if act.why:
            why = say("History", "Why: {words}").format(words=act.why)
            grid.addWidget(_cell(why, tone="muted"), row, 0, 1, 4)
        return body

    def _put(self, grid: QGridLayout, row: int, line: FieldChange) -> None:
        programme = self._desk.programme
        star = "★ " if line.field in identity_fields(line.kind) else ""
        old = in_words(line.field, line.old, programme, language(), line.kind)
        if not line.old_known:
            old = say("History", "not known here")
        new = in_words(line.field, line.new, programme, language(), line.kind)
        name = f"{star}{field_in_words(line.field, language())} · {self._name(line.subject)}"
        arrow = QLabel()
        side = theme.grown(16)
        arrow.setPixmap(icons.pixmap("arrow-right", theme.palette().muted, side))
        cells = (_cell(name, tone="muted"), _cell(old), arrow, _cell(new))
        spoken = say("Changes", "{name}: from {before} to {after}")
        cells[0].setAccessibleName(spoken.format(name=name, before=old, after=new))
        for column, cell in enumerate(cells):
            grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignTop)

    def _heading(self, act: Act) -> str:
        at = long_moment(act.at.astimezone(self._zone), language())
        elsewhere = say("History", "laptop {device}").format(device=act.device) if act.device else ""
        state = arrived_words(act.state, moment_of(act.arrived_at), self._zone) if act.state else ""
        state = state[:1].lower() + state[1:]
        return " · ".join(part for part in (at, act.who, elsewhere, state) if part)

    def _turn_words(self) -> str:
        return say("History", "Close the history") if self._open else say("History", "Open the history")


def _cell(words: str, *, strong: bool = False, tone: str = "") -> QLabel:
    shown = QLabel(words)
    shown.setTextFormat(Qt.TextFormat.PlainText)
    shown.setWordWrap(True)
    shown.setProperty("tone", tone)
    if strong:
        shown.setProperty("weight", "strong")
    return shown
