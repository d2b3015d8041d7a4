"""Last step: what was written is read back in the citizen's language, in large type."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.language.catalogue import Language
from desktop.ui import icons, theme
from desktop.ui.pages.register.answers import Answers
from desktop.ui.pages.register.read_back import Fact, ReadPerson, household_facts, people
from desktop.ui.pages.register.step import Step
from desktop.ui.pages.register.summary import Summary
from desktop.ui.parts.card import Card
from desktop.ui.parts.columns import Columns
from desktop.ui.parts.discard import discard
from desktop.ui.parts.scroll import scrolling
from desktop.ui.speech import language
from domain.languages import LanguageCode

_PORTRAIT = (64, 80)
_TWO_COLUMNS = 760
_NAMES = 150


class CheckStep(Step):
    """Nothing is asked here; ``summary`` holds what must still be corrected or confirmed."""

    _grid: QGridLayout | None = None  # there may be a size before there are questions

    def build(self) -> None:
        self.summary = Summary(parent=self)
        content = QWidget(self)
        content.setProperty("ground", "clear")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.summary)
        self._paper = Card(parent=content)
        self._paper.body.setSpacing(theme.GAP)
        column.addWidget(self._paper)
        column.addStretch(1)
        self._scroll = scrolling(content, self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self._people: list[ReadPerson] = []
        self._cards: list[QWidget] = []

    def show_answers(self, answers: Answers) -> None:
        """Reads the registration as it is now; what it says stays the citizen's when the window changes."""
        self.answers = answers
        self._empty()
        spoken = Language(self._code(answers))
        heading = QLabel(spoken.say("ReadBack", "Please check with us: is everything as you said?"))
        heading.setProperty("type", "display")
        heading.setWordWrap(True)
        self._paper.body.addWidget(heading)
        facts = household_facts(answers, self.desk.programme, spoken)
        half = -(-len(facts) // 2)
        where = Columns(_TWO_COLUMNS, self._paper)
        where.add(_facts(facts[:half]), 1)
        where.add(_facts(facts[half:]), 1)
        self._paper.body.addWidget(where)
        body = QWidget(self._paper)
        self._grid = QGridLayout(body)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.GAP)
        self._people = people(answers, self.desk.programme, spoken, self.desk.today())
        self._cards = [_card(number, person) for number, person in enumerate(self._people, 1)]
        self._paper.body.addWidget(body)
        self._lay_out()
        self._scroll.verticalScrollBar().setValue(0)

    def _code(self, answers: Answers) -> LanguageCode:
        chosen = answers.get("language")
        return next((code for code in self.desk.office.languages if code == chosen), language().code)

    def text(self) -> str:
        """Everything the citizen is read, line by line."""
        labels = self._paper.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.text())

    def _empty(self) -> None:
        while (item := self._paper.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                discard(widget)

    def _lay_out(self) -> None:
        if self._grid is None:
            return
        across = 2 if self.width() >= theme.grown(_TWO_COLUMNS) and len(self._cards) > 1 else 1
        for number, card in enumerate(self._cards):
            self._grid.addWidget(card, number // across, number % across)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, across - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def begin(self) -> None:
        """What is wrong comes first; the page gives the keyboard to its button when nothing is."""
        self.summary.focus_first()


def _card(number: int, person: ReadPerson) -> QFrame:
    card = QFrame()
    card.setProperty("surface", "well")
    row = QHBoxLayout(card)
    row.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
    row.setSpacing(theme.GAP)
    row.addWidget(_portrait(person.portrait), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(theme.STEP)
    name = QLabel(f"{number}. {person.name}")
    name.setProperty("type", "head")
    name.setTextFormat(Qt.TextFormat.PlainText)
    name.setWordWrap(True)
    words.addWidget(name)
    words.addWidget(_facts(person.facts))
    words.addStretch(1)
    row.addLayout(words, 1)
    return card


def _portrait(jpeg: bytes | None) -> QLabel:
    shown = QLabel()
    width, height = (theme.grown(side) for side in _PORTRAIT)
    shown.setFixedSize(width, height)
    shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
    picture = QPixmap()
    if jpeg and picture.loadFromData(jpeg):
        shown.setScaledContents(True)
        shown.setPixmap(picture)
    else:
        shown.setPixmap(icons.pixmap("user", theme.palette().muted, 32))
    return shown


def _facts(facts: Sequence[Fact]) -> QWidget:
    """Names in muted type at the left, what was written at the right."""
    body = QWidget()
    grid = QGridLayout(body)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.GAP)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for line, fact in enumerate(facts):
        name, words = QLabel(fact.name), QLabel(fact.words)
        name.setProperty("tone", "muted")
        words.setProperty("type", "said")
        words.setTextFormat(Qt.TextFormat.PlainText)
        for label in (name, words):
            label.setWordWrap(True)
        name.setFixedWidth(theme.grown(_NAMES))
        # The name is set smaller: a hair lower, it stands on the first line of its words.
        name.setContentsMargins(0, 2, 0, 0)
        grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words, line, 1, Qt.AlignmentFlag.AlignTop)
    return body
