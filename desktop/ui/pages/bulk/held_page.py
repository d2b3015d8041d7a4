"""Households held back from lists: released into the register, or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.language.dates import short_date
from desktop.services.bulk import held
from desktop.services.bulk.held import HeldRow
from desktop.ui.background import Failure
from desktop.ui.messages import Question
from desktop.ui.pages.page import Page
from desktop.ui.parts.button import Button
from desktop.ui.sitting import Sitting
from desktop.ui.speech import say
from desktop.ui.tables.rows import Column
from desktop.ui.tables.table import Table


class HeldPage(Page):
    """One row a household, with whom its members look like."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting, scrolls=False)
        self.table: Table[HeldRow] = Table(
            _columns(),
            lambda rows: held.lines(self.desk, rows),
            name=lambda: say("Bulk", "Households held back"),
            empty=lambda: say("Bulk", "Nobody is held back."),
            empty_icon="circle-check",
            many=True,
            parent=self,
        )
        self.table.chosen_changed.connect(self._chose)
        self.body.addWidget(self.table, 1)
        self.every = Button(lambda: say("Bulk", "Select &all"), parent=self)
        self.every.clicked.connect(self.table.selectAll)
        self.drop = Button(lambda: say("Bulk", "&Drop…"), icon="trash", kind="danger", parent=self)
        self.drop.clicked.connect(self._ask)
        self.add_secondary(self.every)
        self.add_secondary(self.drop)
        self.release = Button(
            lambda: say("Bulk", "&Register them, compare later"), icon="check", kind="primary", parent=self
        )
        self.release.clicked.connect(self.release_chosen)
        self.add_primary(self.release)

    def title(self) -> str:
        return say("Bulk", "Households held back")

    def trail(self) -> list[tuple[str, str]]:
        return [(say("Rail", "In bulk"), "bulk")]

    def arrive(self, subject: object) -> None:
        self.read()
        self.table.setFocus()

    def read(self) -> None:
        """Lists them again."""
        self.runner.run(lambda _progress: held.waiting(self.desk), done=self.table.show_ids, owner=self)
        self._chose()

    def _chose(self) -> None:
        some = bool(self.table.chosen())
        self.release.setEnabled(some)
        self.drop.setEnabled(some)

    def release_chosen(self) -> None:
        """Registers them; the look-alikes wait for somebody's judgement."""
        rows = [line.id for line in self.table.chosen()]
        self.runner.run(
            lambda progress: held.release(self.desk, rows, lambda: progress.cancelled),
            done=lambda made: self._told(len(made)),
            failed=self._stopped,
            owner=self,
        )

    def _stopped(self, failure: Failure) -> None:
        self.read()
        self.failed(failure)

    def _told(self, count: int) -> None:
        self.read()
        self.wrote.emit()
        self.notice.show_words(
            lambda: (
                say("Bulk", "%n household(s) registered", "", count) + ".",
                say("Bulk", "Look-alikes wait under “To decide”."),
            )
        )

    def _ask(self) -> None:
        rows = [line.id for line in self.table.chosen()]
        Question(
            self,
            lambda: say("Bulk", "Drop %n household(s)?", "", len(rows)),
            lambda: say("Bulk", "They are not registered. The rows of the list can be imported again."),
            lambda: say("Bulk", "Drop"),
        ).ask(lambda: self.drop_rows(rows))

    def drop_rows(self, rows: Sequence[int]) -> None:
        """Forgets them."""
        self.runner.run(
            lambda _progress: held.drop(self.desk, rows), done=lambda _count: self.read(), owner=self
        )


def _columns() -> list[Column[HeldRow]]:
    return [
        Column(lambda: say("Bulk", "Household of"), lambda line: line.title, weight=2),
        Column(lambda: say("Bulk", "Looks like"), _alike, weight=3),
        Column(lambda: say("Bulk", "List"), lambda line: line.source, weight=1),
        Column(
            lambda: say("Bulk", "Held since"),
            lambda line: short_date(date.fromisoformat(line.at[:10])),
            weight=0,
            sample=lambda: "28/08/2028",
        ),
    ]


def _alike(line: HeldRow) -> str:
    """Codes only: who they are is shown to whoever compares them."""
    return ", ".join(dict.fromkeys(str(one["code"]) for one in line.look_alikes))
