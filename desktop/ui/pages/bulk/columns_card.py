"""What each column of a list holds, as suggested and as the clerk says."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.language import lists
from desktop.services.bulk.preview import Preview
from desktop.ui import theme
from desktop.ui.fields.choice import ListField
from desktop.ui.parts.card import Card
from desktop.ui.speech import language, say
from domain.bulk.dates import Order
from domain.bulk.mapping import SourceMapping

_ACROSS = 3
_DATES = ("birth_date", "age_on")
_NOT_READ = "-"


class ColumnsCard(Card):
    """One list box a column, its first cells beneath; for dates another, with the order they are in."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Bulk", "What the columns hold"), parent)
        self.columns: dict[str, ListField] = {}
        self.orders: dict[str, ListField] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.MARGIN)
        self._grid.setVerticalSpacing(theme.GAP)
        for column in range(_ACROSS):
            self._grid.setColumnStretch(column, 1)
        self.body.addLayout(self._grid)

    def show_columns(self, seen: Preview, mapping: SourceMapping) -> None:
        """Asks about these columns, with the answers of a mapping."""
        for field in (*self.columns.values(), *self.orders.values()):
            self._grid.removeWidget(field)
            field.hide()
            field.deleteLater()
        self.columns, self.orders = {}, {}
        for heading in seen.headings:
            self.columns[heading] = self._column(heading, seen, mapping)
            self.orders[heading] = self._order(heading, mapping)
        self._arrange()

    def _column(self, heading: str, seen: Preview, mapping: SourceMapping) -> ListField:
        first = " · ".join(seen.samples.get(heading, [])[:3])
        field = ListField(
            lambda: heading.replace("&", "&&"),
            _choices,
            hint=lambda: first if len(first) < 60 else f"{first[:57]}…",
            parent=self,
        )
        field.set_value(mapping.columns.get(heading) or _NOT_READ)
        field.changed.connect(self._chose)
        return field

    def _order(self, heading: str, mapping: SourceMapping) -> ListField:
        field = ListField(
            lambda: say("Bulk", "Dates in {column}").format(column=heading.replace("&", "&&")),
            _orders,
            required=True,
            parent=self,
        )
        field.set_value(mapping.dates.get(heading))
        field.changed.connect(self.changed)
        return field

    def _chose(self) -> None:
        self._arrange()
        self.changed.emit()

    def _arrange(self) -> None:
        """The order of dates is asked beside the column that holds them."""
        place = 0
        for heading, field in self.columns.items():
            order = self.orders[heading]
            asked = field.value() in _DATES
            order.setVisible(asked)
            for one in (field, order) if asked else (field,):
                self._grid.addWidget(one, place // _ACROSS, place % _ACROSS)
                place += 1

    def chosen(self) -> dict[str, str]:
        """Headings with the keys of their fields."""
        found = {heading: field.value() or "" for heading, field in self.columns.items()}
        return {heading: "" if key == _NOT_READ else key for heading, key in found.items()}

    def dates(self) -> dict[str, Order]:
        """How the columns of dates are written."""
        found: dict[str, Order] = {}
        for heading, field in self.orders.items():
            value = field.value()
            if self.columns[heading].value() in _DATES and value in ("dmy", "mdy", "ymd"):
                found[heading] = value  # type: ignore[assignment]
        return found


def _choices() -> dict[str, str]:
    words = lists.fields(language())
    return {_NOT_READ: words.pop(""), **words}


def _orders() -> dict[str, str]:
    return {
        "dmy": say("Bulk", "Day first: 25/04/1987"),
        "mdy": say("Bulk", "Month first: 04/25/1987"),
        "ymd": say("Bulk", "Year first: 1987-04-25"),
    }
