"""The page To decide: requests that wait for somebody's agreement, and people who may be there twice."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar

from desktop.language.figures import grouped
from desktop.ui.pages.changes.requests_tab import RequestsTab
from desktop.ui.pages.duplicates import duplicates_tab
from desktop.ui.pages.page import Page
from desktop.ui.parts.button import Button
from desktop.ui.sitting import Sitting
from desktop.ui.speech import Telling, language, say

_REQUESTS, _DUPLICATES = 0, 1


class DecidePage(Page):
    """``arrive`` takes a request's row to stand on, ``"duplicates"`` for the second tab, or nothing.

    With nothing it shows the tab where something waits: the rail counts both.
    """

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting, scrolls=False)
        self._waiting = self._pairs = 0
        self._looking = False
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.addTab("")
        self.stack = QStackedWidget(self)
        self.requests = RequestsTab(sitting, self)
        self.stack.addWidget(self.requests)
        self.duplicates = duplicates_tab(sitting)
        self.duplicates.wrote.connect(self.wrote)
        self.duplicates.pairs.counted.connect(self._pairs_counted)
        self.tabs.addTab("")
        self.stack.addWidget(self.duplicates)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.stack, 1)
        self._add_buttons()
        self.tabs.currentChanged.connect(self._turn)
        self.requests.failed.connect(self.failed)
        self.requests.counted.connect(self._counted)
        self.retranslate()

    def _add_buttons(self) -> None:
        panel = self.requests.panel
        self.approve, self.reject, self.withdraw = panel.add_buttons(
            lambda: say("Decide", "&Approve"),
            lambda: say("Decide", "&Reject"),
            lambda: say("Decide", "&Withdraw my request"),
        )
        self.home = Button(lambda: say("Decide", "&Open the household"), icon="users-group", parent=self)
        for button in (self.home, self.withdraw, self.reject):
            self.add_secondary(button)
        self.add_primary(self.approve)
        self.home.clicked.connect(lambda: self.go.emit("household", panel.household()))
        panel.decided.connect(self._decided)
        panel.renewed.connect(self._renew)
        self._renew()

    def title(self) -> str:
        return say("Rail", "To decide")

    def arrive(self, subject: object) -> None:
        """Lists what waits."""
        self._looking = subject is None
        if subject == "duplicates":
            self.tabs.setCurrentIndex(_DUPLICATES)
        elif isinstance(subject, int):
            self.tabs.setCurrentIndex(_REQUESTS)
        self.requests.read(subject if isinstance(subject, int) else None)
        self.duplicates.pairs.read()
        if self.tabs.currentIndex() == _REQUESTS:
            self.requests.begin()

    def back(self) -> bool:
        """Esc: out of a comparison, back to the list of pairs."""
        return self.tabs.currentIndex() == _DUPLICATES and self.duplicates.back()

    def _turn(self, tab: int) -> None:
        self.stack.setCurrentIndex(tab)
        self._renew()
        if tab == _REQUESTS:
            self.requests.read()
        if tab == _DUPLICATES:
            self.duplicates.setFocus(Qt.FocusReason.TabFocusReason)

    def _renew(self) -> None:
        """The foot belongs to the requests; the other tab has buttons of its own."""
        here = self.tabs.currentIndex() == _REQUESTS
        self.home.setVisible(here and bool(self.requests.panel.household()))
        if not here:
            for button in (self.approve, self.reject, self.withdraw):
                button.hide()

    def _counted(self, count: int) -> None:
        self._waiting = count
        self.retranslate()

    def _pairs_counted(self, count: int) -> None:
        """The second of the two counts: both are known, and an empty tab need not be shown first."""
        self._pairs = count
        self.retranslate()
        waiting = (self._waiting, count)
        here = self.tabs.currentIndex()
        if self._looking and not waiting[here] and any(waiting):
            self.tabs.setCurrentIndex(_DUPLICATES if here == _REQUESTS else _REQUESTS)
        self._looking = False

    def _decided(self, words: Telling) -> None:
        self.notice.show_words(lambda: (words(), ""))
        self.wrote.emit()
        self.requests.read()
        self.requests.begin()

    def retranslate(self) -> None:
        self.tabs.setAccessibleName(say("Decide", "What is to be decided"))
        self.tabs.setTabText(
            _REQUESTS,
            say("Decide", "Requests ({count})").format(count=grouped(self._waiting, language().code)),
        )
        self.tabs.setTabText(
            _DUPLICATES,
            say("Decide", "Possible duplicates ({count})").format(
                count=grouped(self._pairs, language().code)
            ),
        )
