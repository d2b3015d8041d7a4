"""The entry: what the product is at the left, one step at the right."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui import icons, theme
from desktop.ui.background import Runner
from desktop.ui.entry.sign_in import SignIn
from desktop.ui.entry.step import Given, Step
from desktop.ui.fields.choice import ListBox
from desktop.ui.parts.button import Button
from desktop.ui.parts.scroll import scrolling
from desktop.ui.remembered import Remembered
from desktop.ui.speech import ENDONYMS, Spoken, language, say

if TYPE_CHECKING:
    from desktop.ui.entry.create_office import CreateOffice, NewOffice
    from desktop.ui.entry.recover import Recover
    from desktop.ui.entry.recovery_code import RecoveryCode
    from desktop.ui.entry.restore import Restore

_CARD = 520
_ROOMY = 1000


class Entry(Spoken, QWidget):
    """``signed_in`` carries the desk; ``language_chosen`` a language code."""

    signed_in = Signal(object)
    language_chosen = Signal(str)

    def __init__(
        self, runner: Runner, remembered: Remembered, application: Given, path: Path | None = None
    ) -> None:
        super().__init__()
        self.setProperty("ground", "canvas")
        self._given = (runner, remembered, application)
        self._new: NewOffice | None = None
        self._stack = QStackedWidget(self)
        self.sign_in = SignIn(runner, remembered, application, path)
        self._add(self.sign_in)
        self.languages = ListBox(self)
        self.languages.activated.connect(self._chose_language)
        self.new = Button(lambda: say("Entry", "&New office file…"), icon="plus", kind="quiet", parent=self)
        self.new.clicked.connect(lambda: self.show_step("create"))
        self.bring_back = Button(
            lambda: say("Entry", "&Restore a backup…"), icon="history", kind="quiet", parent=self
        )
        self.bring_back.clicked.connect(lambda: self.show_step("restore"))
        self._arrange()
        self.sign_in.signed_in.connect(self.signed_in)
        self.retranslate()

    def _add(self, step: Step) -> None:
        self._stack.addWidget(scrolling(_centred(step), self._stack))
        step.went.connect(self.show_step)

    # The other steps are made when somebody asks for one: most days nobody does.

    @cached_property
    def new_office(self) -> CreateOffice:
        """Making an office file."""
        from desktop.ui.entry.create_office import CreateOffice  # noqa: PLC0415 - as said above

        step = CreateOffice(*self._given)
        self._add(step)
        step.made.connect(self._show_code)
        return step

    @cached_property
    def recover(self) -> Recover:
        """Coming back with the recovery code."""
        from desktop.ui.entry.recover import Recover  # noqa: PLC0415 - as said above

        step = Recover(*self._given)
        self._add(step)
        step.made.connect(self._show_code)
        return step

    @cached_property
    def restore(self) -> Restore:
        """Restoring a backup."""
        from desktop.ui.entry.restore import Restore  # noqa: PLC0415 - as said above

        step = Restore(*self._given)
        self._add(step)
        step.restored.connect(self._open)
        return step

    @cached_property
    def code(self) -> RecoveryCode:
        """Showing a recovery code once."""
        from desktop.ui.entry.recovery_code import RecoveryCode  # noqa: PLC0415 - as said above

        step = RecoveryCode(*self._given)
        self._add(step)
        step.kept.connect(self._open_new)
        return step

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, 0)
        head.addWidget(self.new)
        head.addWidget(self.bring_back)
        head.addStretch(1)
        head.addWidget(self.languages)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(head)
        right.addWidget(self._stack, 1)
        self._brand = _Brand(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._brand)
        row.addLayout(right, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Where every pixel counts, the fields matter more than the product's name.
        self._brand.setVisible(self.width() >= theme.grown(_ROOMY))

    def show_step(self, name: str) -> None:
        """Shows a step, from its first field."""
        step = self._named(name)
        if name == "recover":
            self.recover.about(self.sign_in.path, self.sign_in.user.value())
        self._stack.setCurrentIndex(self._index(step))
        self.new.setVisible(name == "sign_in")
        self.bring_back.setVisible(name == "sign_in")
        step.notice.clear()
        step.begin()

    def _named(self, name: str) -> Step:
        if name == "create":
            return self.new_office
        if name == "recover":
            return self.recover
        if name == "restore":
            return self.restore
        return self.code if name == "code" else self.sign_in

    def _index(self, step: Step) -> int:
        areas = enumerate(self._stack.widget(index) for index in range(self._stack.count()))
        return next(index for index, area in areas if area is not None and area.isAncestorOf(step))

    def step(self) -> Step:
        """The step on screen."""
        area = self._stack.currentWidget()
        found = area.findChild(Step) if area is not None else None
        return found if found is not None else self.sign_in

    def _show_code(self, office: NewOffice) -> None:
        self._new = office
        self.code.show_code(office.recovery_code)
        self.show_step("code")

    def _open_new(self) -> None:
        office, self._new = self._new, None
        if office is not None:
            self._open(office.path, office.username, office.password)

    def _open(self, path: Path, username: str, password: str) -> None:
        """Signs in to a file just made, with the password just given."""
        self.show_step("sign_in")
        self.sign_in.choose(path)
        self.sign_in.user.set_value(username)
        self.sign_in.password.set_value(password)
        self.sign_in.sign_in()

    def _chose_language(self, _index: int) -> None:
        code = self.languages.chosen()
        if code is not None:
            self.language_chosen.emit(code)

    def retranslate(self) -> None:
        self.languages.fill({str(code): words for code, words in ENDONYMS.items()}, language().code)
        self.languages.setAccessibleName(say("State", "Language of the window"))


def _centred(step: Step) -> QWidget:
    """The step as a card in the middle, never wider than a line is comfortably read."""
    ground = QWidget()
    ground.setProperty("ground", "clear")
    card = QFrame(ground)
    card.setProperty("surface", "card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(32, 32, 32, theme.MARGIN)
    inside.addWidget(step)
    card.setFixedWidth(theme.grown(_CARD))
    column = QVBoxLayout(ground)
    column.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.MARGIN)
    column.addStretch(2)
    # Not by alignment: an aligned card would not grow with the lines its words wrap into.
    middle = QHBoxLayout()
    middle.addStretch(1)
    middle.addWidget(card)
    middle.addStretch(1)
    column.addLayout(middle)
    column.addStretch(3)
    return ground


class _Brand(Spoken, QFrame):
    """The deep-green side: the product's name and what it is for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._picture, self._name, self._words = QLabel(self), QLabel(self), QLabel(self)
        self._name.setText("Guichet")
        self._words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(theme.GAP)
        column.addStretch(1)
        column.addWidget(self._picture)
        column.addWidget(self._name)
        column.addWidget(self._words)
        column.addStretch(2)
        self.retranslate()

    def retranslate(self) -> None:
        colours = theme.palette()
        self.setFixedWidth(theme.grown(288))
        self._picture.setPixmap(icons.pixmap("users-group", colours.on_rail_active, theme.grown(48)))
        self._name.setStyleSheet(
            f"color: {colours.on_rail_active}; font-size: {theme.grown(32)}px; font-weight: 700;"
        )
        self._words.setStyleSheet(f"color: {colours.rail_text}; font-size: {theme.pixels('lead')}px;")
        self._words.setText(
            say("Entry", "The register of your office, on this computer: it works with or without a line.")
        )
