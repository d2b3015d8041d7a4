"""Two persons side by side: every field of both, and where they agree."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from desktop.models import households, merges, people, records
from desktop.services import rights
from desktop.services.desk import Desk
from domain.birth import Birth
from domain.matching.names import compact, fold
from domain.records import Fields
from domain.registration import HouseholdForm, MemberForm
from domain.rights import Right
from domain.rules.contact import phone_number

Connection = Any
Number = tuple[str, str]  # scheme, value


class Agreement(StrEnum):
    """How two sides stand to each other in one thing."""

    same = "same"
    differs = "differs"
    one_side = "one_side"
    neither = "neither"


@dataclass(frozen=True)
class Side:
    """One person as they are compared. ``code`` is empty for somebody still being typed.

    ``confidential``: the file is kept from this user; the rest is empty then. ``alone`` says that nobody else
    lives in the household, ``state`` how the household stands (`domain.vocabulary.HouseholdStatus`).
    """

    code: str = ""
    given_name: str = ""
    family_name: str = ""
    other_names: str = ""
    sex: str = ""
    birth: Birth | None = None
    mother_name: str = ""
    identifiers: tuple[Number, ...] = ()
    phones: tuple[str, ...] = ()
    vital_status: str = ""
    household_code: str = ""
    role: str = ""
    head_name: str = ""
    members: int = 0
    village: str = ""
    area: str = ""
    registered_on: str = ""
    state: str = ""
    photo: bytes | None = field(default=None, repr=False)
    confidential: bool = False

    @property
    def name(self) -> str:
        """As it is read out."""
        return people.full_name(self.given_name, self.family_name)


def side_of(desk: Desk, row: int) -> Side:
    """A person of the register; of one merged, who stands for them."""
    with desk.store.reading() as connection:
        person = merges.standing(connection, "person", row)
        fields = records.read(connection, "person", person) or {}
        home = next(iter(merges.homes(connection, person)), None)
        house = (records.read(connection, "household", home.household) or {}) if home else {}
        code = str(fields.get("code", ""))
        if (fields.get("confidential") or house.get("confidential")) and not rights.may(
            desk, Right.open_confidential
        ):
            return Side(code=code, confidential=True)
        return Side(
            code=code,
            sex=str(fields.get("sex", "")),
            birth=_birth(fields),
            identifiers=_numbers(connection, person),
            phones=_phones(connection, person),
            photo=households.photo(connection, person),
            **_texts(fields, "given_name", "family_name", "other_names", "mother_name", "vital_status"),
            **(_home(connection, home, house) if home else {}),
        )


def side_of_member(desk: Desk, form: HouseholdForm, index: int, photo: bytes | None = None) -> Side:
    """A member as far as they are typed; what is not is empty."""
    member, place = form.members[index], form.household
    return Side(
        given_name=member.given_name or "",
        family_name=member.family_name or "",
        other_names=member.other_names or "",
        sex=str(member.sex or ""),
        birth=member.birth(),
        mother_name=member.mother_name or "",
        identifiers=tuple((one.scheme.value, one.value) for one in member.identifiers),
        phones=tuple(_dialled(desk, phone) for phone in (*member.phones, place.phone or "") if phone),
        vital_status=str(member.vital_status or ""),
        role=str(member.role or ""),
        head_name=_head_name(form),
        members=len(form.members),
        village=place.village or "",
        area=place.area or "",
        photo=photo,
    )


def agreement(first: Side, second: Side, name: str) -> Agreement:
    """How two sides stand in a field of ``Side``: spelling and signs in numbers make no difference."""
    if first.confidential or second.confidential:
        return Agreement.neither
    one, other = _comparable(first, name), _comparable(second, name)
    if not one and not other:
        return Agreement.neither
    if not one or not other:
        return Agreement.one_side
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return Agreement.same if one & other else Agreement.differs
    return Agreement.same if one == other else Agreement.differs


def _comparable(side: Side, name: str) -> Any:
    value = getattr(side, name)
    if name in ("given_name", "family_name", "other_names", "mother_name", "village", "head_name"):
        return fold(value)
    if name == "identifiers":
        return frozenset((scheme, compact(number)) for scheme, number in value)
    if name == "phones":
        return frozenset(value)
    if isinstance(value, Birth):
        return value if value.interval() else None
    return value


def _texts(fields: Fields, *names: str) -> dict[str, Any]:
    return {name: str(fields.get(name) or "") for name in names}


def _birth(fields: Fields) -> Birth:
    def text(name: str) -> str | None:
        return str(fields[name]) if fields.get(name) is not None else None

    age = fields.get("estimated_age")
    return people.birth(
        str(fields["birth_precision"]),
        text("birth_on"),
        age if isinstance(age, int) else None,
        text("estimated_on"),
    )


def _numbers(connection: Connection, person: int) -> tuple[Number, ...]:
    """Also those of records merged into this one: they stayed there."""
    return tuple(
        dict.fromkeys(
            connection.execute(
                merges.WITH_ABSORBED + "SELECT scheme, value FROM identifier"
                " WHERE coalesce(status, 'valid') <> 'wrong' AND person IN (SELECT id FROM same) ORDER BY id",
                (json.dumps([person]),),
            ).fetchall()
        )
    )


def _phones(connection: Connection, person: int) -> tuple[str, ...]:
    rows = connection.execute(
        merges.WITH_ABSORBED + "SELECT number FROM phone WHERE ended_on IS NULL"
        " AND (person IN (SELECT id FROM same) OR household IN"
        " (SELECT household FROM membership WHERE person = ? AND end_on IS NULL)) ORDER BY id",
        (json.dumps([person]), person),
    )
    return tuple(dict.fromkeys(number for (number,) in rows))


def _home(connection: Connection, home: merges.Home, house: Fields) -> dict[str, Any]:
    head, members = connection.execute(
        "SELECT (SELECT trim(coalesce(p.given_name, '') || ' ' || coalesce(p.family_name, ''))"
        " FROM membership m JOIN person p ON p.id = m.person"
        " WHERE m.household = ?1 AND m.role = 'head' AND m.end_on IS NULL LIMIT 1),"
        " (SELECT count(*) FROM membership WHERE household = ?1 AND end_on IS NULL)",
        (home.household,),
    ).fetchone()
    return {
        "household_code": home.code,
        "role": home.role,
        "head_name": head or "",
        "members": members,
        "state": str(house.get("status") or "registered"),
        **_texts(house, "village", "area", "registered_on"),
    }


def _dialled(desk: Desk, phone: str) -> str:
    return phone_number(phone, desk.programme.country) or phone


def _head_name(form: HouseholdForm) -> str:
    head: MemberForm | None = form.head()
    return people.full_name(head.given_name, head.family_name) if head else ""
