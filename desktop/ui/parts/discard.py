"""Takes a widget off the screen for good."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def discard(widget: QWidget) -> None:
    """Hidden first: a widget without a parent that is still shown opens as a window of its own."""
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()
