"""Second step: where the household lives, and how it is reached."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from desktop.language.terms import labels
from desktop.ui import theme
from desktop.ui.fields.area import AreaField, Place
from desktop.ui.fields.choice import ListField
from desktop.ui.fields.degrees import DegreesField
from desktop.ui.fields.field import Field
from desktop.ui.fields.phone import PhoneField
from desktop.ui.fields.text import TextField
from desktop.ui.pages.register.step import Step
from desktop.ui.parts.card import Card
from desktop.ui.speech import Telling, language, say
from domain.programme import Office, Programme
from domain.vocabulary import HouseholdKind


def places(programme: Programme, office: Office) -> list[Place]:
    """The areas a household of this office may live in, each with its path up to the district."""
    found = []
    for code in office.areas:
        above = programme.lineage(code)[1:]
        line = [area.name for area in above if area.level >= programme.district_level]
        found += _below(programme, code, line)
    return found


def all_places(programme: Programme) -> list[Place]:
    """The same of all districts of the programme."""
    return [
        place
        for area in programme.areas
        if area.level == programme.district_level
        for place in _below(programme, area.code, [])
    ]


def _below(programme: Programme, code: str, above: list[str]) -> list[Place]:
    """An area and all under it, each with its path; the tree is walked once."""
    found: list[Place] = []
    area = programme.area(code)
    names = [area.name, *above] if area and area.level >= programme.district_level else above
    if area is not None and area.level >= programme.minimum_area_level:
        found.append((code, " › ".join(names)))
    for child in programme.children(code):
        found += _below(programme, child.code, names)
    return found


class PlaceStep(Step):
    """The area of the last household is proposed: a day's households often come from one place."""

    def build(self) -> None:
        card = Card(parent=self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.MARGIN)
        self._grid.setVerticalSpacing(theme.GAP)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        card.body.addLayout(self._grid)
        card.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card, 1)
        self._put_fields(card)

    def _put_fields(self, card: Card) -> None:
        area = AreaField(
            lambda: say("Register", "&Area, from the smallest place to the district"),
            places(self.desk.programme, self.desk.office),
            required=True,
            hint=lambda: say("Register", "The down arrow shows every place."),
            parent=card,
        )
        self._place("household.area", area, 0, 0, 2)
        self._place(
            "household.village", _text(lambda: say("Register", "&Village or neighbourhood"), card), 1, 0
        )
        self._place("household.landmark", _text(lambda: say("Register", "Land&mark"), card), 1, 1)
        self._place("household.address", _text(lambda: say("Register", "A&ddress"), card), 2, 0)
        phone = PhoneField(
            lambda: say("Register", "&Telephone of the household"), self.desk.programme.country, parent=card
        )
        self._place("household.phone", phone, 2, 1)
        kind = ListField(
            lambda: say("Register", "Kind of &household"),
            lambda: labels(HouseholdKind, language()),
            parent=card,
        )
        self._place("household.kind", kind, 3, 0)
        compound = TextField(
            lambda: say("Register", "C&ompound"),
            hint=lambda: say("Register", "Only if several households share it: the same name for each."),
            parent=card,
        )
        self._place("household.compound", compound, 3, 1)
        latitude = DegreesField(lambda: say("Register", "Lat&itude"), hint=_degrees, parent=card)
        longitude = DegreesField(lambda: say("Register", "Lon&gitude"), hint=_degrees, parent=card)
        self._place("household.latitude", latitude, 4, 0)
        self._place("household.longitude", longitude, 4, 1)

    def _place(self, key: str, field: Field, row: int, column: int, wide: int = 1) -> None:
        self._grid.addWidget(self.add(key, field), row, column, 1, wide)


def _text(label: Telling, card: Card) -> TextField:
    return TextField(label, parent=card)


def _degrees() -> str:
    return say("Register", "Decimal degrees, if a telephone shows them.")
