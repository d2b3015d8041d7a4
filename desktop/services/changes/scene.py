"""What a change is about, read from the file: the household, its members, and whoever else the form names."""

from __future__ import annotations

from datetime import date
from typing import Any

from desktop.models import merges, moves, people, records
from desktop.services.desk import Desk
from domain import codes
from domain.changes_asked.forms import Asked
from domain.changes_asked.standing import Member, Somebody, Standing, Surroundings
from domain.problems import Refused
from domain.records import Fields
from domain.vocabulary import HouseholdStatus, Role, Sex

Connection = Any
_ENDED = {HouseholdStatus.merged.value, HouseholdStatus.closed.value}


class Scene:
    """One household on this connection, and the rows behind the printed codes of a form."""

    def __init__(self, desk: Desk, connection: Connection, household: int) -> None:
        self.desk = desk
        self.connection = connection
        self.household = household
        self.fields = self.read("household", household)
        self.code = str(self.fields["code"])
        self.district = records.district(connection, "household", household)

    def read(self, kind: str, row: int) -> Fields:
        """A record's fields; empty when there is none."""
        return records.read(self.connection, kind, row) or {}

    def row_of(self, kind: str, code: str | None) -> int | None:
        """The household or person of a printed code, or the one that stands for it."""
        normal = codes.normal(code) if code else None
        row = people.row_of_code(self.connection, kind, normal) if normal else None
        return None if row is None else merges.standing(self.connection, kind, row)

    def home_of(self, code: str | None) -> int | None:
        """The household of a printed code, its own or a member's; None when the file has none."""
        try:
            return self.desk.household_row(code) if code else None
        except Refused:
            return None

    def code_of(self, kind: str, row: int) -> str:
        """The printed code of a household or person."""
        return str(self.read(kind, row).get("code") or "")

    def memberships(self, household: int | None = None) -> dict[str, int]:
        """The memberships of today by their persons' codes, the head's first."""
        rows = self.connection.execute(
            "SELECT p.code, m.id FROM membership m JOIN person p ON p.id = m.person"
            " WHERE m.household = ? AND m.end_on IS NULL ORDER BY m.role <> 'head', m.id",
            (household or self.household,),
        )
        return dict(rows)

    def somebody(self, row: int) -> Somebody:
        """A person as the rules see them."""
        fields = self.read("person", row)
        names = (fields.get("given_name"), fields.get("family_name"))
        born = people.birth(
            str(fields["birth_precision"]),
            _text(fields.get("birth_on")),
            fields.get("estimated_age"),  # type: ignore[arg-type]
            _text(fields.get("estimated_on")),
        )
        homes = self.connection.execute(
            "SELECT h.code FROM membership m JOIN household h ON h.id = m.household"
            " WHERE m.person = ? AND m.end_on IS NULL ORDER BY m.id",
            (row,),
        )
        return Somebody(
            code=str(fields["code"]),
            name=people.full_name(_text(names[0]), _text(names[1])),
            sex=Sex(str(fields["sex"])),
            birth=born,
            deceased=fields.get("vital_status") == "deceased",
            homes=tuple(code for (code,) in homes),
        )

    def standing(self, household: int | None = None) -> Standing:
        """A household as the rules see it."""
        row = household or self.household
        fields = self.read("household", row)
        members = []
        for membership in self.memberships(row).values():
            found = self.read("membership", membership)
            person = self.somebody(int(str(found["person"])))
            members.append(
                Member(person, Role(str(found["role"])), date.fromisoformat(str(found["start_on"])))
            )
        return Standing(
            code=str(fields["code"]),
            area=str(fields["area"]),
            district=records.district(self.connection, "household", row),
            compound=_text(fields.get("compound")),
            members=tuple(members),
            # Of two laptops that had not met one may have put somebody in: that is mended by changes.
            ended=fields.get("status") in _ENDED and not members,
            moving_to=str((moves.waiting(self.connection, row) or {}).get("to_district", "")),
        )

    def around(self, form: Asked, *, evidence: bool) -> Surroundings:
        """The household and everybody the form names, for the rules."""
        persons = (getattr(form, "person", None), getattr(getattr(form, "member", None), "person", None))
        rows = {code: self.row_of("person", code) for code in persons if code}
        other = getattr(form, "other", None)
        home = self.home_of(other)
        return Surroundings(
            programme=self.desk.programme,
            office=self.desk.office,
            today=self.desk.today(),
            standing=self.standing(),
            people={code: self.somebody(row) for code, row in rows.items() if row is not None},
            households={other: self.standing(home)} if other and home is not None else {},
            evidence=evidence,
        )


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
