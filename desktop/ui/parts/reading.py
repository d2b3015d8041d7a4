"""Large type with air between the lines, for a citizen who reads over the counter."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class Reading(QLabel):
    """A paragraph in large type, in whatever language it is given; it wraps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("type", "read")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def read(self, text: str) -> None:
        """Shows another text."""
        self.setText(f'<p style="line-height: 140%; margin: 0">{escape(text)}</p>' if text else "")
        self.setAccessibleName(text)
