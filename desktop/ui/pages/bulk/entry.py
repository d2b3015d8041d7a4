"""In bulk: one card for what comes in and one for what goes out, each a row that leads there."""

from __future__ import annotations

from collections.abc import Callable

from desktop.language.figures import grouped
from desktop.services.bulk import held
from desktop.ui.pages.page import Page
from desktop.ui.parts.card import Card
from desktop.ui.parts.columns import Columns
from desktop.ui.parts.row import Row
from desktop.ui.sitting import Sitting
from desktop.ui.speech import Telling, language, say

_NARROW = 900
Entry = tuple[str, str, Telling, Telling]


def _lists() -> tuple[Entry, ...]:
    return (
        (
            "import",
            "upload",
            lambda: say("Bulk", "Import a list"),
            lambda: say("Bulk", "An employer’s or a partner’s list, from a spreadsheet or a CSV file"),
        ),
        (
            "held",
            "clock",
            lambda: say("Bulk", "Households held back"),
            lambda: say("Bulk", "Somebody in them looks like somebody registered"),
        ),
        (
            "export",
            "download",
            lambda: say("Bulk", "Export people or households"),
            lambda: say("Bulk", "To a spreadsheet, for a purpose that is written down"),
        ),
    )


def _papers() -> tuple[Entry, ...]:
    return (
        (
            "backlog",
            "keyboard",
            lambda: say("Bulk", "Paper backlog"),
            lambda: say("Bulk", "Type paper forms one after the other, with the keyboard alone"),
        ),
        (
            "campaigns",
            "flag",
            lambda: say("Bulk", "Campaigns"),
            lambda: say("Bulk", "Villages and teams, what is expected and what is done"),
        ),
        (
            "forms",
            "file-text",
            lambda: say("Bulk", "Blank forms"),
            lambda: say("Bulk", "For days without power, each with its code printed on it"),
        ),
    )


def _insurance() -> tuple[Entry, ...]:
    return (
        (
            "employers",
            "users-group",
            lambda: say("Bulk", "Employers"),
            lambda: say("Bulk", "Workers, monthly statements and what was paid on them"),
        ),
        (
            "coverage",
            "checklist",
            lambda: say("Bulk", "Four counts"),
            lambda: say("Bulk", "Registered, contributing, entitled and served, kept apart"),
        ),
    )


class BulkPage(Page):
    """Emits ``go`` with the place of the row that was pressed."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self.rows: dict[str, Row] = {}
        self._held = 0
        columns = Columns(_NARROW, self)
        columns.add_stack(self._card(lambda: say("Bulk", "Lists"), _lists))
        columns.add_stack(
            self._card(lambda: say("Bulk", "Paper and the field"), _papers),
            self._card(lambda: say("Bulk", "Contributions"), _insurance),
        )
        self.body.addWidget(columns)
        self.body.addStretch(1)

    def _card(self, heading: Telling, entries: Callable[[], tuple[Entry, ...]]) -> Card:
        from desktop.ui.places import PLACES  # noqa: PLC0415 - places name this page

        known = {place.key for place in PLACES}
        card = Card(heading, self)
        for key, icon, words, under in entries():
            if key in known:
                row = Row(icon, words, under=under, parent=card)
                row.clicked.connect(lambda _checked=False, key=key: self.go.emit(key, None))
                self.rows[key] = row
                card.body.addWidget(row)
        return card

    def title(self) -> str:
        return say("Rail", "In bulk")

    def arrive(self, subject: object) -> None:
        self.rows["import"].setFocus()
        self.runner.run(lambda _progress: len(held.waiting(self.desk)), done=self._show_held, owner=self)

    def _show_held(self, count: int) -> None:
        self._held = count
        _, _, words, under = _lists()[1]
        figure = (lambda: grouped(count, language().code)) if count else None
        self.rows["held"].tell(words, figure=figure, under=under)
