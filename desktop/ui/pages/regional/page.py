"""The regional office: sticks that were brought, carried at once, a slip for each; the board."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from desktop.services import regional, regional_papers
from desktop.services.print_papers import Printed
from desktop.services.regional import Carrying, Found, OfficeLine, State
from desktop.ui import files
from desktop.ui.background import NETWORK, Failure, Progress
from desktop.ui.messages import explain
from desktop.ui.pages.given_paper import GivenPaper
from desktop.ui.pages.page import Page, scrolling
from desktop.ui.pages.regional.board import Board
from desktop.ui.pages.regional.bundle_list import BundleList
from desktop.ui.pages.regional.mounted import sticks_with_bundles
from desktop.ui.pages.sync_centre.words import bytes_in_words
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.columns import Columns
from desktop.ui.parts.words import Words
from desktop.ui.sitting import Sitting
from desktop.ui.speech import language, say
from domain.problems import Refused

_NARROW = 900
_OVERVIEW, _PAPER = 0, 1
_LOOK_MS = 3000


class RegionalPage(Page):
    """A stick is looked at every few seconds while the page is shown: one is put in after the other."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting, scrolls=False)
        self.folder: Path | None = None
        self.found: Sequence[Found] = ()
        self._missing: Failure | None = None
        self._board_failure: Failure | None = None
        self._running: Progress | None = None
        self._looking = False
        self._news: Carrying | None = None
        self._lines: Sequence[OfficeLine] = ()
        self.stack = QStackedWidget(self)
        self.stack.addWidget(scrolling(self._overview(), self))
        self.paper = GivenPaper(self.desk, self.runner, self)
        self.paper.failed.connect(self.failed)
        self.paper.said.connect(lambda words: self.notice.show_words(lambda: (words(), "")))
        self.stack.addWidget(self.paper)
        self.body.addWidget(self.stack, 1)
        self._add_buttons()
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_MS)
        self._clock.timeout.connect(self.look)

    def _overview(self) -> QWidget:
        content = QWidget(self)
        content.setProperty("ground", "clear")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        columns = Columns(_NARROW, self)
        columns.add_stack(self._stick_card(), share=1)
        columns.add_stack(self._board_card(), share=1)
        column.addWidget(columns)
        column.addStretch(1)
        return content

    def _stick_card(self) -> Card:
        card = Card(lambda: say("Regional", "Sticks that were brought"), self)
        self.choose = Button(lambda: say("Regional", "Choose the s&tick…"), icon="usb", parent=card)
        self.choose.clicked.connect(self.ask_stick)
        card.head.addWidget(self.choose)
        self._where = Words(self._where_words, tone="muted", wrap=True, parent=card)
        self._going = Words(self._going_words, wrap=True, parent=card)
        self.bar = QProgressBar(card)
        self.bar.setTextVisible(False)
        self.bundles = BundleList(self._office_name, self.sitting.zone, card)
        for widget in (self._where, self._going, self.bar, self.bundles):
            card.body.addWidget(widget)
        card.body.addStretch(1)
        return card

    def _board_card(self) -> Card:
        card = Card(lambda: say("Regional", "The offices, the most silent first"), self)
        self.refresh = Button(lambda: say("Regional", "&Ask again"), icon="refresh", parent=card)
        self.refresh.clicked.connect(self.read_board)
        card.head.addWidget(self.refresh)
        self._board_words = Words(self._board_said, tone="muted", wrap=True, parent=card)
        self.board = Board(card)
        card.body.addWidget(self._board_words)
        card.body.addWidget(self.board)
        card.body.addStretch(1)
        return card

    def _add_buttons(self) -> None:
        self.shut = Button(lambda: say("Regional", "&Back to the sticks"), icon="arrow-left", parent=self)
        self.send = Button(lambda: say("Paper", "&Print…"), icon="printer", parent=self)
        self.save = Button(lambda: say("Paper", "Sa&ve as PDF…"), icon="download", parent=self)
        self.slips = Button(lambda: say("Regional", "S&lips of this stick…"), icon="printer", parent=self)
        self.listing = Button(lambda: say("Regional", "L&ist of the offices…"), icon="printer", parent=self)
        acts = (self.back, self.paper.send, self.paper.ask_place, self.make_slips, self.make_list)
        buttons = (self.shut, self.send, self.save, self.slips, self.listing)
        for button, act in zip(buttons, acts, strict=True):
            button.clicked.connect(lambda _checked=False, act=act: act())
            self.add_secondary(button)
        self.carry = Button(
            lambda: say("Regional", "&Carry them all"), icon="usb", kind="primary", parent=self
        )
        self.carry.clicked.connect(self._press)
        self.add_primary(self.carry)

    def title(self) -> str:
        return say("Regional", "Regional office")

    def trail(self) -> list[tuple[str, str]]:
        return [(say("Rail", "Synchronise"), "synchronise")]

    def arrive(self, subject: object) -> None:
        self.folder = self.folder or self.sitting.remembered.stick
        self._show_place(_OVERVIEW)
        self.look()
        self.read_board()
        self._clock.start()
        self.carry.setFocus()

    def leave(self) -> None:
        self._clock.stop()

    def back(self) -> bool:
        if self.stack.currentIndex() != _PAPER:
            return False
        self._show_place(_OVERVIEW)
        self.slips.setFocus()
        return True

    def _show_place(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        for button in (self.shut, self.send, self.save):
            button.setVisible(place == _PAPER)
        self.carry.setVisible(place == _OVERVIEW)
        self.retranslate()

    # -- the stick

    def ask_stick(self) -> None:
        """Asks for the stick's folder."""
        title = say("Regional", "The stick that was brought")
        files.ask_folder(self, title, self.choose_stick, self.folder)

    def choose_stick(self, folder: Path) -> None:
        """Another stick, remembered for the next day."""
        self.folder = self.sitting.remembered.stick = folder
        self.look()

    def look(self) -> None:
        """Looks at the stick; called every few seconds, and quiet while it carries."""
        if self._running is not None or self._looking:
            return
        if self.folder is None or not self.folder.is_dir():
            self.folder = next(iter(sticks_with_bundles()), self.folder)
        folder = self.folder
        if folder is None:
            self._seen([])
            return
        self._looking = True
        self.runner.run(
            lambda _progress: regional.look(self.desk, folder),
            done=self._seen,
            failed=self._not_seen,
            owner=self,
        )

    def _seen(self, found: Sequence[Found]) -> None:
        self._looking, self._missing = False, None
        self.found = found
        self.bundles.show_found(found)
        self.retranslate()

    def _not_seen(self, failure: Failure) -> None:
        """The stick is out: the next one is waited for, and nothing is wrong with that."""
        self._seen([])
        self._missing = failure
        self.retranslate()

    def _press(self) -> None:
        if self._running is not None:
            self._running.cancel()
            return
        self.notice.clear()
        found = list(self.found)
        # A marker: work that runs at once is over before its own progress is handed back.
        self._running, self._news = Progress(), None
        self.retranslate()
        running = self.runner.run(
            lambda progress: regional.carry(self.desk, found, progress.report, lambda: progress.cancelled),
            done=self._carried,
            failed=self._not_carried,
            progress=self._follow,
            lane=NETWORK,
            owner=self,
        )
        if self._running is not None:
            self._running = running

    def _follow(self, news: Carrying) -> None:
        self._news = news
        self.retranslate()

    def _carried(self, done: Sequence[Found]) -> None:
        self._running = None
        answered = sum(one.state is State.answered for one in done)
        unread = sum(one.state is State.refused and not one.name for one in self.found)
        refused = unread + sum(one.state is State.refused for one in done)

        def words() -> tuple[str, str]:
            said = say("Regional", "%n bundle(s) carried; the answers are on the stick.", "", answered)
            wrong = (
                say("Regional", "%n refused: the reason stands beside it.", "", refused) if refused else ""
            )
            return said, wrong

        self.notice.show_words(words, "attention" if refused else "information")
        self.look()
        self.read_board()
        self.slips.setFocus()

    def _not_carried(self, failure: Failure) -> None:
        self._running = None
        self.failed(failure)
        self.look()

    # -- the board

    def read_board(self) -> None:
        """Asks the server when the offices were last heard."""
        self.runner.run(
            lambda _progress: regional.board(self.desk),
            done=self._show_board,
            failed=self._no_board,
            lane=NETWORK,
            owner=self,
        )

    def _show_board(self, lines: Sequence[OfficeLine]) -> None:
        self._lines, self._board_failure = lines, None
        self.board.show_lines(lines)
        self.retranslate()

    def _no_board(self, failure: Failure) -> None:
        self._board_failure = failure
        self.retranslate()

    # -- papers

    def make_slips(self) -> None:
        """A slip for each bundle of this stick that was carried, in its office's language."""
        chosen = [one for one in self.found if one.carried_at]
        self._make(lambda: regional_papers.slips(self.desk, chosen), say("Regional", "Slips"))

    def make_list(self) -> None:
        """The board on paper."""
        lines, code = list(self._lines), language().code
        self._make(lambda: regional_papers.office_list(self.desk, lines, code), say("Regional", "Offices"))

    def _make(self, pages: Callable[[], bytes], name: str) -> None:
        self.runner.run(lambda _progress: pages(), done=lambda pdf: self._show_paper(pdf, name), owner=self)

    def _show_paper(self, pdf: bytes, name: str) -> None:
        self.paper.show_paper(Printed(pdf, (), ()), name)
        self.paper.preview.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._show_place(_PAPER)
        self.send.setFocus()

    # -- words

    def _office_name(self, code: str) -> str:
        office = self.desk.programme.office(code)
        return office.names[language().code] if office else code

    def _where_words(self) -> str:
        if self.folder is None:
            return say("Regional", "Put a stick in, or choose the folder its bundles are in.")
        if self._missing is not None or not self.folder.is_dir():
            return say("Regional", "{folder}: no stick is in. Put the next one in.").format(
                folder=self.folder
            )
        if not self.found:
            return say("Regional", "{folder}: no bundle is on it.").format(folder=self.folder)
        return say("Regional", "{folder}: %n bundle(s)", "", len(self.found)).format(folder=self.folder)

    def _going_words(self) -> str:
        if self._running is None:
            return ""
        if self._running.cancelled:
            return say("Regional", "Stopping…")
        news = self._news
        if news is None:
            return say("Sync", "meeting the server…")
        words = say("Regional", "Carrying {number} of {of}: {office}, {sent} of {size}. Leave the stick in.")
        return words.format(
            number=news.number,
            of=news.of,
            office=self._office_name(news.office),
            sent=bytes_in_words(news.sent),
            size=bytes_in_words(news.size),
        )

    def _board_said(self) -> str:
        failure = self._board_failure
        if failure is not None:
            problem = failure.problems[0] if isinstance(failure, Refused) else failure.problem
            return " ".join(explain(problem))
        if not self._lines:
            return say("Regional", "Asking the server…")
        return say("Regional", "The bar is the silence; the marks stand at 7 and at 14 days.")

    def retranslate(self) -> None:
        if not hasattr(self, "carry"):
            return
        running, overview = self._running is not None, self.stack.currentIndex() == _OVERVIEW
        for words in (self._where, self._going, self._board_words):
            words.retranslate()
        self._going.setVisible(running)
        self.bar.setVisible(running)
        self.bar.setAccessibleName(say("Sync", "Progress"))
        self.bar.setRange(0, self._news.size if self._news else 0)
        self.bar.setValue(self._news.sent if self._news else 0)
        self.carry.setEnabled(running or any(one.to_carry for one in self.found))
        self.carry.tell(lambda: say("Sync", "&Stop") if running else say("Regional", "&Carry them all"))
        self.choose.setEnabled(not running)
        self.slips.setVisible(overview)
        self.slips.setEnabled(not running and any(one.carried_at for one in self.found))
        self.listing.setVisible(overview and bool(self._lines))
