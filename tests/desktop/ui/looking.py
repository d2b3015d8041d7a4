"""What tests look for on screen: words cut short, controls without a name, letters used twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

from desktop.ui.parts.path_words import PathWords
from desktop.ui.parts.row import Row

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QTableView, QTabBar)
_ICON_ONLY = Qt.ToolButtonStyle.ToolButtonIconOnly
_INSIDE = 24  # what a line edit's frame and padding take


def shown(root: QWidget, kind: type) -> Iterator[QWidget]:
    """Widgets of a kind that a person sees, whole or scrolled away."""
    for widget in root.findChildren(kind):
        if widget.isVisibleTo(root) and widget.width() > 0:
            yield widget


def cut_words(root: QWidget) -> list[str]:
    """Words that do not fit where they stand."""
    found = [w for w in shown(root, QLabel) if _label_cut(w)]
    for kind in (QPushButton, QToolButton, QCheckBox, QRadioButton):
        found += [w for w in shown(root, kind) if not isinstance(w, Row) and _narrow(w)]
    found += [w for w in shown(root, QLineEdit) if _placeholder_cut(w)]
    found += [w for w in shown(root, QTabBar) if _tabs_cut(w)]
    cut = [f"{type(w).__name__}: {_words(w)!r} ({w.width()} of {w.sizeHint().width()} px)" for w in found]
    return cut + [line for table in shown(root, QTableView) for line in cut_cells(table)]


def _words(widget: QWidget) -> str:
    if isinstance(widget, QLineEdit):
        return widget.placeholderText()
    return widget.text() if hasattr(widget, "text") else widget.accessibleName()


def _narrow(widget: QWidget) -> bool:
    icon_only = isinstance(widget, QToolButton) and widget.toolButtonStyle() == _ICON_ONLY
    return bool(_words(widget)) and not icon_only and widget.width() + 1 < widget.minimumSizeHint().width()


def _label_cut(label: QWidget) -> bool:
    assert isinstance(label, QLabel)
    if not label.text() or isinstance(label, PathWords):
        return False
    if label.wordWrap():
        return label.height() + 1 < label.heightForWidth(label.width())
    return label.width() + 1 < label.sizeHint().width() or label.height() + 1 < label.sizeHint().height()


def _placeholder_cut(line: QWidget) -> bool:
    assert isinstance(line, QLineEdit)
    wide = QFontMetrics(line.font()).horizontalAdvance(line.placeholderText())
    return bool(line.placeholderText()) and wide + _INSIDE > line.width()


def _tabs_cut(bar: QWidget) -> bool:
    assert isinstance(bar, QTabBar)
    return sum(bar.tabRect(tab).width() for tab in range(bar.count())) > bar.width() + 1


def cut_cells(table: QWidget) -> list[str]:
    """Headings, and cells of columns that promise to be whole, that do not fit."""
    assert isinstance(table, QTableView)
    heading: QHeaderView = table.horizontalHeader()
    found = []
    # A grid that is typed into has no columns that promise anything.
    for column, told in enumerate(getattr(table.rows, "columns", ())):  # type: ignore[attr-defined]
        if table.isColumnHidden(column):
            continue  # left out where there is no room; never cut
        wide = table.columnWidth(column)
        if wide < heading.sectionSizeFromContents(column).width():
            found.append(f"heading {told.heading()!r}: {wide} px")
        if told.weight == 0 and wide < table.sizeHintForColumn(column):
            found.append(f"column {told.heading()!r}: {wide} of {table.sizeHintForColumn(column)} px")
    return found


def nameless(root: QWidget) -> list[str]:
    """Controls a screen reader would call by nothing."""
    found = []
    for kind in CONTROLS:
        for control in shown(root, kind):
            reader = QAccessible.queryAccessibleInterface(control)
            inner = control.objectName().startswith("qt_") or isinstance(
                control.parent(), QComboBox | QTabBar
            )
            if not inner and not reader.text(QAccessible.Text.Name).strip():
                found.append(f"{type(control).__name__} in {type(control.parent()).__name__}")
    return found


def letters_used_twice(root: QWidget) -> dict[str, list[str]]:
    """Mnemonics that more than one thing on the page answers to."""
    words = [w.text() for w in shown(root, QAbstractButton) if w.isEnabled()]
    words += [w.text() for w in shown(root, QLabel) if isinstance(w, QLabel) and w.buddy() is not None]
    letters = [(_mnemonic(text), text) for text in words if _mnemonic(text)]
    twice = {letter for letter, count in Counter(letter for letter, _ in letters).items() if count > 1}
    return {letter: [text for known, text in letters if known == letter] for letter in sorted(twice)}


def _mnemonic(text: str) -> str:
    plain = text.replace("&&", "")
    return plain[plain.index("&") + 1].casefold() if "&" in plain[:-1] else ""


def tab_stops(root: QWidget, start: QWidget, most: int = 60) -> list[QWidget]:
    """What Tab reaches from a widget, in order, until it comes round."""
    seen: list[QWidget] = []
    here = start
    for _ in range(most):
        if here in seen:
            break
        seen.append(here)
        following = here.nextInFocusChain()
        while following is not here and not _takes_tab(following, root):
            following = following.nextInFocusChain()
        here = following
    return seen


def _takes_tab(widget: QWidget, root: QWidget) -> bool:
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.isEnabled() and widget.isVisibleTo(root) and widget.focusProxy() is None
