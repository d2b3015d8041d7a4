"""The members as a table: face, name, role, sex, birth, numbers; side by side where there is room."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.language.dates import long_date
from desktop.language.phones import written
from desktop.language.terms import label
from desktop.services import confidential, judge_duplicate
from desktop.services.desk import Desk
from desktop.services.show import HouseholdView
from desktop.ui import icons, theme
from desktop.ui.background import Runner
from desktop.ui.pages.register.read_back import birth_said
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.words import rule
from desktop.ui.speech import Spoken, language, say
from domain.birth import Birth
from domain.masking import masked
from domain.vocabulary import IdentifierScheme, Role, Sex

_PORTRAIT = (40, 50)
_WIDE = 900


class Member(Protocol):
    """A member as the view has them; ``identifiers`` are (scheme, country, value)."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def sex(self) -> str: ...
    @property
    def birth(self) -> Birth: ...
    @property
    def end_on(self) -> str | None: ...
    @property
    def identifiers(self) -> tuple[tuple[str, str, str], ...]: ...
    @property
    def phones(self) -> tuple[str, ...]: ...
    @property
    def photo(self) -> bytes | None: ...


class MembersCard(Spoken, Card):
    """``card_wanted`` and ``photo_wanted`` carry a person's code.

    Identity numbers are masked until somebody asks for them, which is written down.
    """

    card_wanted = Signal(str)
    photo_wanted = Signal(str)
    compare_wanted = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Household", "Members"), parent)
        self._desk, self._runner = desk, runner
        self._open_for = 0
        self.numbers = Button(
            lambda: say("Household", "Show identity numbers"), icon="eye", kind="quiet", parent=self
        )
        self.numbers.clicked.connect(self._show_numbers)
        self._twice = 0
        self.twice = Button(self._twice_words, icon="users", kind="quiet", parent=self)
        self.twice.clicked.connect(self.compare_wanted)
        self.head.addWidget(self.twice)
        self.head.addWidget(self.numbers)
        self._view: HouseholdView | None = None
        self._wanted = ""
        self.marked: QWidget | None = None
        self._wide = True
        self._body = QWidget(self)
        self.body.addWidget(self._body)

    def show_household(self, view: HouseholdView, wanted: str = "") -> None:
        """Lists the members of a household; ``marked`` is the row of the one whose code is ``wanted``."""
        self._view, self._wanted = view, wanted
        self.numbers.setVisible(
            self._open_for != view.id and any(member.identifiers for member in view.members)
        )
        self._show_twice(0)
        self._runner.run(
            lambda _progress: judge_duplicate.of_household(self._desk, view.id),
            done=self._show_twice,
            owner=self,
        )
        self.retranslate()

    def _show_twice(self, pairs: int) -> None:
        self._twice = pairs
        self.twice.setVisible(bool(pairs))
        self.twice.retranslate()

    def _twice_words(self) -> str:
        return say("Household", "%n possible duplicate(s)…", "", self._twice)

    def _show_numbers(self) -> None:
        view = self._view
        if view is not None:
            self._runner.run(
                lambda _progress: confidential.show_numbers(self._desk, view.id),
                done=lambda _row: self._opened(view),
                failed=self.failed.emit,
                owner=self,
            )

    def _opened(self, view: HouseholdView) -> None:
        self._open_for = view.id
        self.show_household(view, self._wanted)

    def text(self) -> str:
        """What is listed, cell by cell."""
        return "\n".join(label.text() for label in self._body.findChildren(QLabel) if label.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.grown(_WIDE)
        if wide != self._wide:
            self._wide = wide
            self.retranslate()

    def retranslate(self) -> None:
        if self._view is None:
            return
        fresh = QWidget(self)
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GAP)
        grid.setVerticalSpacing(theme.STEP)
        table = _Table(grid, self._desk, wide=self._wide, masks=self._open_for != self._view.id)
        table.head()
        self.marked = None
        for member in self._view.members:
            acts = QWidget(fresh)
            row = QHBoxLayout(acts)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(0)
            for button in self._buttons(member.code, member.name):
                row.addWidget(button)
            if member.code == self._wanted:
                self.marked = table.mark(member.name)
            table.row(member, acts if member.end_on is None else None)
        self.body.replaceWidget(self._body, fresh)
        fresh.show()
        # Hidden, not orphaned: a show that its layout has posted would open it as a window of its own.
        self._body.hide()
        self._body.deleteLater()
        self._body = fresh

    def _buttons(self, code: str, name: str) -> list[Button]:
        card = Button(lambda: say("Household", "Card"), kind="quiet")
        photo = Button(lambda: say("Household", "Photo"), kind="quiet")
        for button, signal in ((card, self.card_wanted), (photo, self.photo_wanted)):
            button.setAccessibleDescription(name)
            button.clicked.connect(lambda _on=False, s=signal: s.emit(code))
        return [card, photo]


class _Table:
    """Puts rows into a grid: one column a fact, or all facts under the name where the page is narrow."""

    def __init__(self, grid: QGridLayout, desk: Desk, *, wide: bool, masks: bool) -> None:
        self._grid, self._desk, self._wide, self._masks = grid, desk, wide, masks
        self._line = 0
        self._last = 7 if wide else 2

    def head(self) -> None:
        if not self._wide:
            self._grid.setColumnStretch(1, 1)
            return
        names = (
            "",
            say("Household", "Name"),
            say("Household", "In the household"),
            say("Household", "Sex"),
            say("Household", "Born"),
            say("Household", "Identity documents"),
            say("Household", "Telephones"),
        )
        for column, name in enumerate(names):
            heading = _cell(name, small=True)
            self._grid.addWidget(heading, 0, column)
        for column, share in ((1, 3), (2, 2), (3, 0), (4, 3), (5, 3), (6, 2)):
            self._grid.setColumnStretch(column, share)
        self._line = 1

    def mark(self, name: str) -> QWidget:
        """A ground beneath the next row: its member is the one looked for."""
        ground = QFrame()
        ground.setProperty("surface", "marked")
        ground.setAccessibleName(say("Household", "Opened for {name}").format(name=name))
        self._grid.addWidget(ground, self._line + 1, 0, 1, self._last + 1)
        ground.lower()
        return ground

    def row(self, member: Member, acts: QWidget | None) -> None:
        self._grid.addWidget(rule(), self._line, 0, 1, self._last + 1)
        line = self._line + 1
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(_portrait(member.photo), line, 0, top)
        facts = self._facts(member)
        if self._wide:
            self._grid.addWidget(
                _stack(_cell(member.name, strong=True), _cell(member.code, small=True)), line, 1, top
            )
            for column, words in enumerate(facts, 2):
                self._grid.addWidget(_cell(words), line, column, top)
        else:
            role, sex, born, *numbers = facts
            told = "\n".join(part for part in (f"{role} · {sex}", born, *numbers) if part)
            names = _stack(_cell(member.name, strong=True), _cell(member.code, small=True), _cell(told))
            self._grid.addWidget(names, line, 1, top)
        if acts is not None:
            self._grid.addWidget(acts, line, self._last, top)
        self._line += 2

    def _facts(self, member: Member) -> tuple[str, ...]:
        country = self._desk.programme.country
        role = label(Role, member.role, language())
        if member.end_on:
            left = say("Household", "until {date}")
            role = f"{role}, {left.format(date=long_date(date.fromisoformat(member.end_on), language()))}"
        numbers = [
            f"{label(IdentifierScheme, scheme, language())}\n{masked(value) if self._masks else value}"
            for scheme, _c, value in member.identifiers
        ]
        phones = [written(number, country, international=True) or number for number in member.phones]
        born = birth_said(member.birth, language(), self._desk.today())
        return role, label(Sex, member.sex, language()), born, "\n".join(numbers), "\n".join(phones)


def _cell(words: str, *, strong: bool = False, small: bool = False) -> QLabel:
    shown = QLabel(words)
    shown.setTextFormat(Qt.TextFormat.PlainText)
    shown.setWordWrap(True)
    if strong:
        shown.setProperty("weight", "strong")
    if small:
        shown.setProperty("type", "small")
        shown.setProperty("tone", "muted")
    return shown


def _stack(*labels: QLabel) -> QWidget:
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    for one in labels:
        column.addWidget(one)
    return body


def _portrait(jpeg: bytes | None) -> QLabel:
    shown = QLabel()
    shown.setFixedSize(*(theme.grown(side) for side in _PORTRAIT))
    shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
    picture = QPixmap()
    if jpeg and picture.loadFromData(jpeg):
        shown.setScaledContents(True)
        shown.setPixmap(picture)
    else:
        shown.setPixmap(icons.pixmap("user", theme.palette().muted, 24))
    return shown
