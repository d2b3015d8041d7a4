"""A portrait for somebody already registered: whose, which file, which part of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.fields.choice import ListField
from desktop.ui.fields.photo import PhotoField
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.columns import Columns
from desktop.ui.speech import say
from domain.problems import Problem


class PortraitPanel(Card):
    """``asked`` carries the person's code and the JPEG."""

    asked = Signal(str, bytes)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Household", "Add a photo"), parent)
        self._names: Mapping[str, str] = {}
        self.person = ListField(
            lambda: say("Household", "&Member"), lambda: self._names, required=True, parent=self
        )
        self.photo = PhotoField(lambda: say("Household", "Photo"), required=True, parent=self)
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

    def ask(self, names: Mapping[str, str], code: str) -> None:
        """Opens for these members, one of them chosen."""
        self._names = names
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
            self.asked.emit(code, jpeg)
