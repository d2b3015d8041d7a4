"""What the next round would cost, and what it may: records alone, or a number of megabytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.language.figures import grouped
from desktop.services.sync_choice import Lane, lanes
from desktop.ui.fields.choice import ListField
from desktop.ui.pages.sync_centre.words import bytes_in_words, lane_words, seconds_in_words
from desktop.ui.parts.card import Card
from desktop.ui.parts.words import Words
from desktop.ui.remembered import Remembered
from desktop.ui.speech import Spoken, language, say

if TYPE_CHECKING:
    from desktop.services.estimate import Estimate

_BUDGETS = (1, 2, 5, 10, 20, 50, 100, 500)
_NO_LIMIT = "0"


class Choices(Spoken, Card):
    """``changed`` when another choice was made; it is remembered at this computer."""

    changed = Signal()

    def __init__(self, remembered: Remembered, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Sync", "The next round"), parent)
        self._remembered = remembered
        self._estimate: Estimate | None = None
        self.cost = Words(self._cost_words, strong=True, wrap=True, parent=self)
        self._parts = Words(self._part_words, tone="muted", wrap=True, parent=self)
        self.only_records = QCheckBox(self)
        self.only_records.setChecked(remembered.only_records)
        self.only_records.toggled.connect(self._only)
        self.budget = ListField(lambda: say("Sync", "At most"), self._budgets, parent=self)
        self.budget.changed.connect(self._limit)
        for widget in (self.cost, self._parts, self.only_records, self.budget):
            self.body.addWidget(widget)
        self.retranslate()
        self.budget.set_value(str(remembered.budget_mb or _NO_LIMIT))

    def show_estimate(self, estimate: Estimate) -> None:
        """What waits, and what it would cost."""
        self._estimate = estimate
        self.retranslate()

    def _only(self, on: bool) -> None:
        self._remembered.only_records = on
        self.retranslate()
        self.changed.emit()

    def _limit(self) -> None:
        chosen = self.budget.value()
        if chosen is not None:
            self._remembered.budget_mb = int(chosen) or None
            self.retranslate()
            self.changed.emit()

    def _budgets(self) -> dict[str, str]:
        kept = self._remembered.budget_mb
        amounts = sorted({*_BUDGETS, *([kept] if kept else ())})
        words = say("Sync", "{size} MB")
        sized = {str(size): words.format(size=grouped(size, language().code)) for size in amounts}
        return {_NO_LIMIT: say("Sync", "no limit"), **sized}

    def _cost_words(self) -> str:
        if self._estimate is None:
            return ""
        taken = lanes(self._remembered.only_records)
        size, seconds = self._estimate.size(taken), self._estimate.seconds(taken)
        if not size:
            return say("Sync", "Nothing waits here; what is new elsewhere is asked for.")
        if seconds is None:
            return say("Sync", "About {size}. How fast this line is was not measured yet.").format(
                size=bytes_in_words(size)
            )
        words = say("Sync", "About {size}, {time} on this line.")
        return words.format(size=bytes_in_words(size), time=seconds_in_words(max(1.0, seconds)))

    def _part_words(self) -> str:
        if self._estimate is None:
            return ""
        taken = lanes(self._remembered.only_records)
        parts = []
        for one in self._estimate.lanes:
            if one.count:
                words = say("Sync", "{lane}: {count}, {size}")
                if one.lane not in taken:
                    words = say("Sync", "{lane}: {count}, {size}, left for another time")
                count, size = grouped(one.count, language().code), bytes_in_words(one.size)
                parts.append(words.format(lane=lane_words(one.lane), count=count, size=size))
        most = self._remembered.budget_mb
        if most and self._estimate.size(taken) > most * 1_000_000 and Lane.photos in taken:
            parts.append(say("Sync", "what is more than the limit waits for the next round"))
        return " · ".join(parts)

    def retranslate(self) -> None:
        for words in (self.cost, self._parts):
            words.retranslate()
        self._parts.setVisible(bool(self._parts.text()))
        self.only_records.setText(say("Sync", "Only records on this connection, no photos and scans"))
        self.only_records.setAccessibleName(self.only_records.text())
        self.budget.setEnabled(not self.only_records.isChecked())
