"""The page To decide: requests, people who may be there twice, two values for a field, what was refused."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from desktop.language.figures import grouped
from desktop.ui.pages.changes.requests_tab import RequestsTab
from desktop.ui.pages.conflicts import conflicts_tab, refused_tab
from desktop.ui.pages.duplicates import duplicates_tab
from desktop.ui.pages.page import Page
from desktop.ui.parts.button import Button
from desktop.ui.sitting import Sitting
from desktop.ui.speech import Telling, language, say

_REQUESTS, _DUPLICATES, _CONFLICTS, _REFUSED = range(4)
_NAMED = {"duplicates": _DUPLICATES, "conflicts": _CONFLICTS, "refused": _REFUSED}


class DecidePage(Page):
    """``arrive`` takes a request's row to stand on, the name of a tab, or nothing.

    ``("conflicts", row)`` and ``("refused", row)`` open one of these. With nothing it shows the tab where
    something waits: the rail counts them all.
    """

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting, scrolls=False)
        self._counts: dict[int, int] = {}
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
        self.conflicts, self.refused = conflicts_tab(sitting), refused_tab(sitting)
        self.conflicts.listing.counted.connect(lambda count: self._count(_CONFLICTS, count))
        self.refused.counted.connect(lambda count: self._count(_REFUSED, count))
        for tab in (self.duplicates, self.conflicts, self.refused):
            self.tabs.addTab("")
            self.stack.addWidget(tab)
        for settling in (self.conflicts, self.refused):
            settling.wrote.connect(self.wrote)
            settling.household.connect(lambda code: self.go.emit("household", code))
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
        name, row = subject if isinstance(subject, tuple) else (subject, None)
        if name in _NAMED:
            self.tabs.setCurrentIndex(_NAMED[name])
        elif isinstance(subject, int):
            self.tabs.setCurrentIndex(_REQUESTS)
        self.requests.read(subject if isinstance(subject, int) else None)
        self.duplicates.pairs.read()
        self.conflicts.listing.read()
        self.refused.read(row if name == "refused" else None)
        if name == "conflicts" and row is not None:
            self.conflicts.open_row(row)
        if self.tabs.currentIndex() == _REQUESTS:
            self.requests.begin()

    def back(self) -> bool:
        """Esc: out of a comparison, back to the list."""
        here = self.tabs.currentIndex()
        if here == _CONFLICTS:
            return self.conflicts.back()
        return here == _DUPLICATES and self.duplicates.back()

    def _turn(self, tab: int) -> None:
        self.stack.setCurrentIndex(tab)
        self._renew()
        if tab == _REQUESTS:
            self.requests.read()
        elif tab in self._tabs_below():
            self._tabs_below()[tab].setFocus(Qt.FocusReason.TabFocusReason)

    def _tabs_below(self) -> dict[int, QWidget]:
        return {_DUPLICATES: self.duplicates, _CONFLICTS: self.conflicts, _REFUSED: self.refused}

    def _renew(self) -> None:
        """The foot belongs to the requests; the other tabs have buttons of their own."""
        here = self.tabs.currentIndex() == _REQUESTS
        self.home.setVisible(here and bool(self.requests.panel.household()))
        if not here:
            for button in (self.approve, self.reject, self.withdraw):
                button.hide()

    def _counted(self, count: int) -> None:
        self._count(_REQUESTS, count)

    def _pairs_counted(self, count: int) -> None:
        self._count(_DUPLICATES, count)

    def _count(self, tab: int, count: int) -> None:
        """Once all are known, an empty tab need not be the first that is shown."""
        self._counts[tab] = count
        self.retranslate()
        if len(self._counts) < self.tabs.count():
            return
        if self._looking and not self._counts[self.tabs.currentIndex()]:
            waiting = [place for place, found in sorted(self._counts.items()) if found]
            self.tabs.setCurrentIndex(waiting[0] if waiting else _REQUESTS)
        self._looking = False

    def _decided(self, words: Telling) -> None:
        self.notice.show_words(lambda: (words(), ""))
        self.wrote.emit()
        self.requests.read()
        self.requests.begin()

    def retranslate(self) -> None:
        self.tabs.setAccessibleName(say("Decide", "What is to be decided"))
        patterns = (
            say("Decide", "Requests ({count})"),
            say("Decide", "Possible duplicates ({count})"),
            say("Decide", "Two versions ({count})"),
            say("Decide", "Refused ({count})"),
        )
        for place, pattern in enumerate(patterns):
            count = grouped(self._counts.get(place, 0), language().code)
            self.tabs.setTabText(place, pattern.format(count=count))
