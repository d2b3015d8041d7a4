"""Fields that choose one of a list, with nothing chosen until the person does."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QRadioButton,
    QStyledItemDelegate,
    QWidget,
)

from desktop.ui import theme
from desktop.ui.fields.field import Field
from desktop.ui.parts.flow import Flow
from desktop.ui.speech import Telling, say

Choices = Callable[[], Mapping[str, str]]
"""Codes with their labels in the language on screen, in the order they are shown."""


def grow(view: QAbstractItemView, rows: int, *, within: QWidget) -> None:
    """Makes the open popup ``within`` show that many whole rows of its list, without leaving the screen."""
    high = sum(view.sizeHintForRow(row) for row in range(rows)) - view.viewport().height()
    wide = view.sizeHintForColumn(0) - view.viewport().width()
    place, room = within.geometry(), within.screen().availableGeometry()
    place.setHeight(min(place.height() + max(0, high), room.height()))
    place.setWidth(min(place.width() + max(0, wide), room.width()))
    place.moveBottom(min(place.bottom(), room.bottom()))
    place.moveRight(min(place.right(), room.right()))
    if place != within.geometry():
        within.setGeometry(place)


class ListBox(QComboBox):
    """A list that opens on request; the mouse wheel scrolls the page, not the answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxVisibleItems(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumContentsLength(4)
        # The list's own delegate draws a menu; this one draws the rows of the style sheet.
        self.setItemDelegate(QStyledItemDelegate(self))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def showPopup(self) -> None:
        """Opens the list large enough for its entries: Qt forgets the frame the style sheet gives it."""
        super().showPopup()
        rows = min(self.count(), self.maxVisibleItems())
        grow(self.view(), rows, within=self.view().window())

    def fill(self, choices: Mapping[str, str], chosen: str | None) -> None:
        """Shows other words for the same codes, or another list; keeps what was chosen if it is there."""
        self.blockSignals(True)
        self.clear()
        for code, words in choices.items():
            self.addItem(words, code)
        self.setCurrentIndex(self.findData(chosen) if chosen is not None else -1)
        self.blockSignals(False)

    def chosen(self) -> str | None:
        """The code chosen, None until somebody does."""
        code = self.currentData()
        return code if isinstance(code, str) else None


class ListField(Field):
    """A drop-down list: letters jump to the answer, nothing is chosen at first."""

    def __init__(
        self,
        label: Telling,
        choices: Choices,
        *,
        required: bool = False,
        hint: Telling | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, required=required, hint=hint, parent=parent)
        self._choices = choices
        self.box = ListBox(self)
        self.box.activated.connect(self._chose)
        self.box.currentIndexChanged.connect(self._chose)
        self.install(self.box)

    def _chose(self, _index: int) -> None:
        self.changed.emit()
        self.settled.emit()

    def value(self) -> str | None:
        return self.box.chosen()

    def set_value(self, value: str | None) -> None:
        self.box.fill(self._choices(), value or None)

    def offer(self, choices: Choices) -> None:
        """Offers another list; keeps the answer if it is still among them."""
        self._choices = choices
        self.set_value(self.value())

    def retranslate(self) -> None:
        super().retranslate()
        self.box.setPlaceholderText(say("Field", "Choose…"))
        self.set_value(self.value())


class OptionsField(Field):
    """Two to six answers side by side: an arrow or a first letter chooses, nothing is chosen at first."""

    def __init__(
        self,
        label: Telling,
        choices: Choices,
        *,
        required: bool = False,
        hint: Telling | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, required=required, hint=hint, parent=parent)
        self._choices = choices
        self._row = QWidget(self)
        flow = Flow(self._row, theme.STEP)
        self._group = QButtonGroup(self)
        self._options: dict[str, QRadioButton] = {}
        for code in choices():
            option = QRadioButton(self._row)
            option.setProperty("kind", "option")
            option.installEventFilter(self)
            self._group.addButton(option)
            self._options[code] = option
            flow.addWidget(option)
        self._group.buttonClicked.connect(self._chose)
        self.install(self._row, *self._options.values())

    def _chose(self) -> None:
        self.changed.emit()
        self.settled.emit()

    def value(self) -> str | None:
        return next((code for code, option in self._options.items() if option.isChecked()), None)

    def set_value(self, value: str | None) -> None:
        self._group.setExclusive(False)
        for code, option in self._options.items():
            option.setChecked(code == value)
        self._group.setExclusive(True)

    def name_controls(self) -> None:
        for code, words in self._choices().items():
            self._options[code].setText(words)
            self._options[code].setAccessibleName(f"{self.name()}: {words}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Letters choose, arrows move and choose, Enter chooses the option it stands on."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        options = list(self._options.values())
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        here = next((i for i, option in enumerate(options) if option is watched), 0)
        key = Qt.Key(event.key())
        if key in steps:
            # From an unanswered question the first arrow chooses where the focus stands.
            step = steps[key] if self.value() is not None else 0
            return self._choose(options[(here + step) % len(options)])
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._choose(options[here])
        letter = event.text().casefold()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if not (letter.strip() and plain):
            return False
        following = options[here + 1 :] + options[: here + 1]
        if options[here].text().casefold().startswith(letter) and not options[here].isChecked():
            following = [options[here], *following]
        match = next((o for o in following if o.text().casefold().startswith(letter)), None)
        return self._choose(match) if match is not None else False

    def _choose(self, option: QRadioButton) -> bool:
        option.setFocus(Qt.FocusReason.OtherFocusReason)
        option.setChecked(True)
        self._chose()
        return True
