"""How a paper is printed: in which language, on which sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.fields.choice import ListField
from desktop.ui.speech import ENDONYMS, say
from domain.vocabulary import Paper

if TYPE_CHECKING:
    from desktop.services.fill_papers import Layout
    from domain.languages import LanguageCode

_OWN = "own"


class PrintOptions(QWidget):
    """The citizen's own language unless another is chosen; the usual sheet of each paper first."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper = Paper.receipt
        self._kept = {Paper.receipt: "a5", Paper.card: "sheet"}
        self.language = ListField(lambda: say("Print", "Lan&guage"), self._languages, parent=self)
        self.layout_field = ListField(lambda: say("Print", "S&heet"), self._layouts, parent=self)
        self.language.set_value(_OWN)
        self.layout_field.set_value("a5")
        self.language.changed.connect(self.changed)
        self.layout_field.changed.connect(self._chose_layout)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(self.language, 1)
        row.addWidget(self.layout_field, 1)

    def _languages(self) -> dict[str, str]:
        own = say("Print", "The citizen’s own")
        return {_OWN: own, **{str(code): words for code, words in ENDONYMS.items()}}

    def _layouts(self) -> dict[str, str]:
        if self._paper is Paper.receipt:
            return {
                "a5": say("Print", "A5, one each"),
                "a4": say("Print", "A4, two each"),
                "roll80": say("Print", "Roll of 80 mm"),
            }
        return {"sheet": say("Print", "A4, ten cards"), "single": say("Print", "One card each")}

    def _chose_layout(self) -> None:
        self._kept[self._paper] = self.layout_field.value() or self._kept[self._paper]
        self.changed.emit()

    def show_paper(self, paper: Paper) -> None:
        """Offers the sheets of this paper, the one last used first."""
        if paper is not self._paper:
            self._paper = paper
            self.layout_field.offer(self._layouts)
            self.layout_field.set_value(self._kept[paper])

    def layout_chosen(self) -> Layout:
        """The sheet, as the service names it."""
        return cast("Layout", self._kept[self._paper])

    def language_chosen(self) -> LanguageCode | None:
        """The language chosen; None for the citizen's own."""
        return next((code for code in ENDONYMS if code == self.language.value()), None)
