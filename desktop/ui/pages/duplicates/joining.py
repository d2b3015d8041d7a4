"""A merge being asked for: which record stands, whose value of each field, where the person lives, why."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from desktop.services.compare_persons import Agreement, Side, agreement
from desktop.services.merge_persons import OTHER, TAKEN
from desktop.ui import theme
from desktop.ui.fields.text import TextField
from desktop.ui.pages.duplicates.words import LINES, value_words
from desktop.ui.parts.words import Words, rule
from desktop.ui.speech import Spoken, say
from domain.programme import Programme

LEFT, RIGHT = 0, 1
_STANDS, _HOME = "stands", "home"
_LONGEST_REASON = 2000


class Joining(Spoken, QWidget):
    """The choices as a grid of two columns; every row is answered by the arrow keys."""

    def __init__(self, programme: Programme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._programme = programme
        self._sides: tuple[Side, Side] = (Side(), Side())
        self._groups: dict[str, QButtonGroup] = {}
        self._grid_of = QWidget(self)
        self.reason = TextField(
            lambda: say("Duplicates", "&Why they are the same person"), longest=_LONGEST_REASON, required=True
        )
        explained = Words(
            lambda: say(
                "Duplicates",
                "Both printed codes stay valid and nothing is lost: it can be taken back for 90 days.",
            ),
            tone="muted",
            wrap=True,
            parent=self,
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, theme.STEP, 0)
        self._column.setSpacing(theme.GAP)
        self._column.addWidget(explained)
        self._column.addWidget(self._grid_of)
        self._column.addWidget(self.reason)
        self._column.addStretch(1)

    def begin(self, left: Side, right: Side) -> None:
        """Proposes the record registered first, what it says, and where it lives."""
        self._sides = (left, right)
        self.reason.set_value("")
        self._fill({})
        self._groups[_STANDS].button(self._chosen(_STANDS)).setFocus(Qt.FocusReason.OtherFocusReason)

    def codes(self) -> tuple[str, str]:
        """The printed codes of the record that stands, and of the other."""
        stands = self._chosen(_STANDS)
        return self._sides[stands].code, self._sides[1 - stands].code

    def values(self) -> dict[str, str]:
        """The fields to be taken from the record that does not stand."""
        stands = self._chosen(_STANDS)
        return {name: OTHER for name in TAKEN if name in self._groups and self._chosen(name) != stands}

    def home(self) -> str:
        """The printed code of the household the person lives in; empty when neither belongs anywhere."""
        if _HOME in self._groups:
            return self._sides[self._chosen(_HOME)].household_code
        return self._sides[LEFT].household_code or self._sides[RIGHT].household_code

    def choose(self, name: str, side: int) -> None:
        """Takes a row's left or right value; ``stands`` and ``home`` are rows too."""
        self._groups[name].button(side).setChecked(True)

    def _chosen(self, name: str) -> int:
        return max(LEFT, self._groups[name].checkedId())

    def _fill(self, chosen: dict[str, int]) -> None:
        fresh = QWidget(self)
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GAP)
        grid.setVerticalSpacing(theme.STEP)
        for column, share in ((0, 4), (1, 5), (2, 5)):
            grid.setColumnStretch(column, share)
        self._groups = {}
        left, right = self._sides
        first = RIGHT if (right.registered_on, right.code) < (left.registered_on, left.code) else LEFT
        heads = [f"{side.name}\n{side.code}" for side in self._sides]
        self._row(grid, _STANDS, say("Duplicates", "Record that stands"), heads, chosen.get(_STANDS, first))
        if left.household_code and right.household_code and left.household_code != right.household_code:
            homes = [self._home_words(side) for side in self._sides]
            self._row(grid, _HOME, say("Duplicates", "Lives in household"), homes, chosen.get(_HOME, first))
        for line in LINES:
            if line.key in TAKEN and agreement(left, right, line.key) is not Agreement.neither:
                values = [value_words(side, line.key, self._programme) for side in self._sides]
                if values[LEFT] != values[RIGHT]:
                    proposed = first if values[first] else 1 - first
                    self._row(grid, line.key, line.words(), values, chosen.get(line.key, proposed))
        self._column.replaceWidget(self._grid_of, fresh)
        fresh.show()
        # Hidden, not orphaned: a show that its layout has posted would open it as a window of its own.
        self._grid_of.hide()
        self._grid_of.deleteLater()
        self._grid_of = fresh

    def _home_words(self, side: Side) -> str:
        people = say("Duplicates", "%n member(s)", "", side.members)
        return f"{side.household_code}\n{side.head_name}, {people}"

    def _row(self, grid: QGridLayout, name: str, words: str, values: list[str], side: int) -> None:
        row = grid.rowCount()
        grid.addWidget(rule(), row, 0, 1, 3)
        told = QLabel(words)
        told.setProperty("tone", "muted")
        told.setWordWrap(True)
        grid.addWidget(told, row + 1, 0, Qt.AlignmentFlag.AlignTop)
        group = QButtonGroup(grid.parentWidget())
        for column, value in enumerate(values):
            button = QRadioButton((value or "–").replace("&", "&&"))
            button.setAccessibleName(f"{words}: {value or '–'}".replace("\n", ", "))
            group.addButton(button, column)
            grid.addWidget(button, row + 1, column + 1, Qt.AlignmentFlag.AlignTop)
        group.button(side).setChecked(True)
        self._groups[name] = group

    def retranslate(self) -> None:
        if self._groups:
            self._fill({name: self._chosen(name) for name in self._groups})
