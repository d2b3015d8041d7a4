"""A portrait for somebody already registered: whose, which file, which part of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.services import photos
from desktop.services.desk import Desk
from desktop.services.show import HouseholdView
from desktop.ui.background import Runner
from desktop.ui.fields.choice import ListField
from desktop.ui.fields.photo import PhotoField
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.columns import Columns
from desktop.ui.remembered import Remembered
from desktop.ui.speech import say
from domain.problems import Problem


class PortraitPanel(Card):
    """``kept`` comes with words once the portrait is written, ``failed`` with a failure."""

    kept = Signal(object)
    failed = Signal(object)

    def __init__(
        self, desk: Desk, runner: Runner, remembered: Remembered, parent: QWidget | None = None
    ) -> None:
        super().__init__(lambda: say("Household", "Add a photo"), parent)
        self._desk, self._runner = desk, runner
        self._names: Mapping[str, str] = {}
        self.person = ListField(
            lambda: say("Household", "&Member"), lambda: self._names, required=True, parent=self
        )
        self.photo = PhotoField(lambda: say("Household", "Photo"), required=True, parent=self)
        self.photo.remembered = remembered
        self.photo.changed.connect(lambda: self.photo.set_problem(None))
        self.keep = Button(lambda: say("Household", "Keep this photo"), icon="check", parent=self)
        self.keep.clicked.connect(self._ask)
        self.cancel = Button(lambda: say("Messages", "Cancel"), kind="quiet", parent=self)
        self.cancel.clicked.connect(self.hide)
        buttons = QHBoxLayout()
        buttons.addWidget(self.keep)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        columns = Columns(700, self)
        columns.add(self.person, 1)
        columns.add(self.photo, 1)
        self.body.addWidget(columns)
        self.body.addLayout(buttons)
        self.hide()

    def ask(self, view: HouseholdView, code: str) -> None:
        """Opens for the members of today: the one of that code, else the first without a portrait."""
        self._names = {member.code: member.name for member in view.present}
        without = [member.code for member in view.present if not member.photo]
        code = code or next(iter(without or self._names), "")
        self.person.offer(lambda: self._names)
        self.person.set_value(code)
        self.photo.set_value(None)
        self.photo.set_problem(None)
        self.show()
        self.photo.pick.setFocus(Qt.FocusReason.TabFocusReason)

    def _ask(self) -> None:
        code, jpeg = self.person.value(), self.photo.value()
        if jpeg is None:
            self.photo.set_problem(Problem("field_missing", "photo"))
            self.photo.pick.setFocus()
        elif code:
            self._attach(code, jpeg)

    def _attach(self, code: str, jpeg: bytes) -> None:
        def done(_row: int) -> None:
            self.hide()
            self.kept.emit(lambda: say("Household", "The photo is kept."))

        self._runner.run(
            lambda _progress: photos.attach(self._desk, code, jpeg),
            done=done,
            failed=self.failed.emit,
            owner=self,
        )
