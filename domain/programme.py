"""A programme pack as data: areas, offices, letterhead, notice, journey, in three languages."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.languages import LanguageCode


class Data(BaseModel):
    """Immutable, and refuses fields it does not know: a misspelt key is found at installation."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Data):
    """One thing said in the three languages."""

    en: Annotated[str, Field(min_length=1)]
    fr: Annotated[str, Field(min_length=1)]
    pt: Annotated[str, Field(min_length=1)]

    def __getitem__(self, language: LanguageCode) -> str:
        return str(getattr(self, language))


class Area(Data):
    """A place of the administrative tree, keyed by its P-code (OCHA COD-AB); level 0 is the country."""

    code: Annotated[str, Field(pattern=r"^[A-Z0-9][A-Z0-9-]*$")]
    level: Annotated[int, Field(ge=0, le=5)]
    name: str
    parent: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class Office(Data):
    """A counter: its code opens every human code made there; its areas bound what its files hold.

    A regional office ``watches`` other offices: it hears when they last synchronised, and carries for them.
    """

    code: Annotated[str, Field(pattern=r"^[A-Z0-9]{2,5}$")]
    names: Text
    areas: Annotated[tuple[str, ...], Field(min_length=1)]
    address: str
    phone: str
    languages: tuple[LanguageCode, ...]
    time_zone: str
    watches: tuple[str, ...] = ()


class Letterhead(Data):
    """The head of every paper. ``logo`` is an SVG file's name inside the pack, kept as its text."""

    country: Text
    ministry: Text
    programme: Text
    logo: str = ""
    colour: Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")] = "#14532d"


class Notice(Data):
    """What the citizen is told before anything is written; a new text is a new version."""

    version: str
    effective_from: str
    legal_basis: str
    text: Text
    retention_years: int


class Paper(Data):
    """What the receipt and the card say beyond the record."""

    next_step: Text
    next_step_days: Annotated[int, Field(ge=0)]
    complaints: Text
    rights: Text
    card_validity_months: Annotated[int, Field(gt=0)]
    card_lost: Text


class MilestoneItem(Data):
    """One step a subject passes; ``auto`` names the events that reach it by themselves.

    ``evidence`` says which paper proves it, where the programme names one.
    """

    code: str
    step: int
    names: Text
    default_days: int | None = None
    auto: tuple[str, ...] = ()
    repeat: Literal["yearly"] | None = None
    evidence_required: bool = False
    evidence: Text | None = None
    counts_for: str = ""


class MilestoneTemplate(Data):
    """An ordered list of items for subjects of one level (MT-C is the household's journey)."""

    code: str
    version: str
    level: Literal["programme", "office", "household"]
    names: Text
    steps: tuple[Text, ...]
    items: tuple[MilestoneItem, ...]

    def item(self, code: str) -> MilestoneItem | None:
        """The item of that code, or None."""
        return next((item for item in self.items if item.code == code), None)


class Programme(Data):
    """One installed pack. Everything a country changes is here and nowhere in the code."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    version: str
    names: Text
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    level_names: tuple[Text, ...]
    minimum_area_level: Annotated[int, Field(ge=0, le=5)]
    district_level: Annotated[int, Field(ge=0, le=5)]
    areas: tuple[Area, ...]
    offices: Annotated[tuple[Office, ...], Field(min_length=1)]
    letterhead: Letterhead
    notice: Notice
    paper: Paper
    identifier_patterns: dict[str, str] = Field(default_factory=dict)
    milestones: tuple[MilestoneTemplate, ...] = ()
    # Each a group of names that are one name in two countries; packs made before it have none.
    name_variants: tuple[tuple[str, ...], ...] = ()

    @model_validator(mode="after")
    def _references_hold(self) -> Programme:
        codes = [area.code for area in self.areas]
        if len(codes) != len(set(codes)):
            raise ValueError("two areas have the same code")
        for area in self.areas:
            if area.parent is not None and area.parent not in self._area_by_code:
                raise ValueError(f"area {area.code}: parent {area.parent} is not in the pack")
        for office in self.offices:
            for code in office.areas:
                if code not in self._area_by_code:
                    raise ValueError(f"office {office.code}: area {code} is not in the pack")
            for code in office.watches:
                if self.office(code) is None:
                    raise ValueError(f"office {office.code}: office {code} is not in the pack")
        return self

    @cached_property
    def _area_by_code(self) -> dict[str, Area]:
        return {area.code: area for area in self.areas}

    @cached_property
    def _lineages(self) -> dict[str, tuple[Area, ...]]:
        return {}

    @cached_property
    def _areas_under(self) -> dict[str | None, tuple[Area, ...]]:
        under: dict[str | None, list[Area]] = {}
        for area in self.areas:
            under.setdefault(area.parent, []).append(area)
        return {code: tuple(areas) for code, areas in under.items()}

    def area(self, code: str) -> Area | None:
        """The area of that P-code, or None."""
        return self._area_by_code.get(code)

    def office(self, code: str) -> Office | None:
        """The office of that code, or None."""
        return next((office for office in self.offices if office.code == code), None)

    def lineage(self, code: str) -> tuple[Area, ...]:
        """The area and those that contain it, deepest first; empty when the code is unknown."""
        if code not in self._lineages and code in self._area_by_code:
            line: dict[str, Area] = {}
            area = self.area(code)
            while area is not None and area.code not in line:
                line[area.code] = area
                area = self.area(area.parent) if area.parent else None
            self._lineages[code] = tuple(line.values())
        return self._lineages.get(code, ())

    def place_names(self, code: str) -> tuple[str, ...]:
        """The names of the area and of those around it up to the district, as a place is read.

        Where an area and the one around it have the same name, it is said once.
        """
        names = [area.name for area in self.lineage(code) if area.level >= self.district_level]
        return tuple(name for number, name in enumerate(names) if number == 0 or name != names[number - 1])

    def children(self, code: str | None) -> tuple[Area, ...]:
        """The areas directly under ``code``; the top ones for None."""
        return self._areas_under.get(code, ())

    def district_of(self, code: str) -> str | None:
        """The P-code of the district that contains the area; None above that level."""
        return next((a.code for a in self.lineage(code) if a.level == self.district_level), None)

    def districts_of(self, office: Office) -> list[str]:
        """The P-codes of the districts that contain the office's areas or lie inside them, in order."""
        found: set[str] = set()
        for code in office.areas:
            containing = self.district_of(code)
            found |= {containing} if containing else self._districts_inside(code)
        return sorted(found)

    def _districts_inside(self, code: str) -> set[str]:
        districts = (area.code for area in self.areas if area.level == self.district_level)
        return {one for one in districts if code in {a.code for a in self.lineage(one)}}

    def template(self, level: str) -> MilestoneTemplate | None:
        """The milestone template for subjects of that level, or None."""
        return next((t for t in self.milestones if t.level == level), None)
