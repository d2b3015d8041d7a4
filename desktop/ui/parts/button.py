"""Buttons: words with a mnemonic, an icon beside them, one kind each."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.ui import icons, theme
from desktop.ui.speech import Spoken, Telling

Kind = Literal["plain", "primary", "quiet", "danger", "big", "row", "icon", "chip"]


class Button(Spoken, QPushButton):
    """``Button(lambda: say("Today", "&New household"), icon="plus", kind="primary")``.

    A button of kind ``icon`` shows no words, but keeps them as its accessible name and tool tip.
    """

    def __init__(
        self,
        telling: Telling,
        *,
        icon: str = "",
        kind: Kind = "plain",
        description: Telling | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._telling, self._description = telling, description
        self._icon, self._kind = icon, kind
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # Enter presses the focused button; only the page decides which one Enter means elsewhere.
        self.setAutoDefault(False)
        self.retranslate()

    def retranslate(self) -> None:
        words = self._telling()
        plain = words.replace("&", "")
        # Qt sets the words close to the icon; a space gives them air.
        self.setText("" if self._kind == "icon" else f" {words}" if self._icon else words)
        self.setAccessibleName(plain)
        self.setToolTip(plain if self._kind == "icon" else "")
        if self._description is not None:
            self.setAccessibleDescription(self._description())
        if self._icon:
            colours = theme.palette()
            self.setIconSize(QSize(theme.grown(20), theme.grown(20)))
            self.setIcon(icons.icon(self._icon, self._colour(colours), colours.disabled))

    def tell(self, telling: Telling, icon: str | None = None) -> None:
        """Says something else from now on, with another icon if one is given."""
        self._telling = telling
        self._icon = self._icon if icon is None else icon
        self.retranslate()

    def _colour(self, colours: theme.Palette) -> str:
        if self._kind in ("primary", "big"):
            return colours.on_accent
        if self._kind in ("quiet", "icon", "chip"):
            return colours.accent
        return colours.error if self._kind == "danger" else colours.muted

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter works as Space does: a clerk's hand lies on the Enter key."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
