"""What a check or an import found: counts in words, then the rows that cannot be taken and why."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from desktop.language import lists
from desktop.language.dates import duration
from desktop.language.figures import grouped
from desktop.services.bulk.report import SHOWN, Report
from desktop.ui import theme
from desktop.ui.messages import explain
from desktop.ui.parts.card import Card
from desktop.ui.parts.words import Words
from desktop.ui.speech import language, say
from desktop.ui.tables.rows import Column
from desktop.ui.tables.table import Table
from domain.problems import Problem

_ROWS_SHOWN = 6


@dataclass(frozen=True)
class _Wrong:
    """One trouble at one row of the list."""

    id: int
    row: int
    problem: Problem


class ResultCard(Card):
    """Hidden until there is something to tell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self._heading, parent)
        self._done: Report | None = None
        self._counts = Words(self._count_words, wrap=True, parent=self)
        self._more = Words(self._more_words, tone="muted", size="small", wrap=True, parent=self)
        self._notes = Words(self._note_words, tone="attention", wrap=True, parent=self)
        self.table: Table[_Wrong] = Table(
            _columns(),
            self._fetch,
            name=lambda: say("Bulk", "Rows that cannot be taken"),
            empty=lambda: say("Bulk", "Every row can be taken."),
            empty_icon="circle-check",
            parent=self,
        )
        for widget in (self._counts, self._notes, self.table, self._more):
            self.body.addWidget(widget)
        self.hide()

    def _heading(self) -> str:
        done = getattr(self, "_done", None)
        if done is None or done.dry_run:
            return say("Bulk", "What the check found")
        return say("Bulk", "What was done")

    def _fetch(self, rows: Sequence[int]) -> list[_Wrong]:
        found = self._done.problems if self._done else []
        return [_Wrong(place, found[place].row, found[place].problem) for place in rows]

    def show_report(self, done: Report) -> None:
        """Tells what was found or done."""
        self._done = done
        self.heading.retranslate()
        for words in (self._counts, self._more, self._notes):
            words.retranslate()
        self._notes.setVisible(bool(self._note_words()))
        self._more.setVisible(bool(self._more_words()))
        self.table.setVisible(bool(done.problems))
        shown = min(_ROWS_SHOWN, len(done.problems))
        self.table.setFixedHeight(theme.grown(44) * (shown + 1) + 8)
        self.table.show_ids(array("q", range(len(done.problems))))
        self.show()

    def counts(self) -> str:
        """The counts as they are told."""
        return self._counts.text()

    def _count_words(self) -> str:
        done = self._done
        if done is None:
            return ""
        if done.dry_run:
            found = [say("Bulk", "%n household(s) can be registered", "", done.registered)]
        else:
            found = [say("Bulk", "%n household(s) registered", "", done.registered)]
        found.append(say("Bulk", "%n person(s) in them", "", done.registered_persons))
        for count, words in (
            (done.already, say("Bulk", "%n in the register already", "", done.already)),
            (done.held, say("Bulk", "%n held back", "", done.held)),
            (done.refused_rows, say("Bulk", "%n row(s) refused", "", done.refused_rows)),
            (done.look_alikes, say("Bulk", "%n pair(s) to compare", "", done.look_alikes)),
            (sum(done.warnings.values()), say("Bulk", "%n warning(s)", "", sum(done.warnings.values()))),
        ):
            if count:
                found.append(words)
        text = " · ".join(found)
        if done.stopped:
            text += "\n" + say("Bulk", "Stopped half-way. Start again: what is in is not registered twice.")
        elif not done.dry_run and done.seconds >= 1:
            spent = duration(timedelta(seconds=round(done.seconds)), language())
            text += " · " + say("Bulk", "in {time}").format(time=spent)
        return text

    def _note_words(self) -> str:
        if self._done is None:
            return ""
        notes = [note for note in self._done.notes if note not in self._done.told.notes]
        notes += [self._done.trouble] if self._done.trouble else []
        return "\n".join(" ".join(explain(note)) for note in notes)

    def _more_words(self) -> str:
        total = sum(self._done.kinds.values()) if self._done else 0
        if total <= SHOWN:
            return ""
        words = say("Bulk", "The first {shown} of {count}. The sheet of refused rows has all of them.")
        return words.format(shown=SHOWN, count=grouped(total, language().code))


def _columns() -> list[Column[_Wrong]]:
    return [
        Column(
            lambda: say("Bulk", "Row"),
            lambda one: grouped(one.row, language().code),
            weight=0,
            figures=True,
            sample=lambda: "1 048 576",
        ),
        Column(lambda: say("Bulk", "Field"), lambda one: lists.place(one.problem, language()), weight=1),
        Column(
            lambda: say("Bulk", "What is wrong"), lambda one: lists.tell(one.problem, language()), weight=3
        ),
    ]
