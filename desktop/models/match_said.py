"""What the file says of persons, in the few words by which they are compared, and packed for the index."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from domain.birth import Birth, Precision, fits
from domain.matching.profile import Identity
from domain.vocabulary import Sex

Connection = Any
_ROWS = "(SELECT value FROM json_each(?))"
_ESTIMATE = "~"
_PARTS = 11
_PRECISION = {4: Precision.year, 7: Precision.month, 10: Precision.day}


def said(connection: Connection, persons: Sequence[int]) -> dict[int, Identity]:
    """The identities of those persons that exist.

    Area, village and address are those of the first active household, else of the last one they left; its
    telephones count for the active ones alone. An identifier known to be wrong is nobody's.
    """
    listed = json.dumps(list(persons))
    homes, reached = _homes(connection, listed)
    numbers = _gathered(
        connection,
        f"SELECT person, scheme, value FROM identifier WHERE person IN {_ROWS} AND status IS NOT 'wrong'"
        " ORDER BY person, scheme, value",
        listed,
    )
    phones = _gathered(
        connection, f"SELECT person, number FROM phone WHERE person IN {_ROWS} ORDER BY number", listed
    )
    rows = connection.execute(
        "SELECT id, given_name, family_name, other_names, mother_name, sex, birth_precision, birth_on,"
        f" estimated_age, estimated_on FROM person WHERE id IN {_ROWS}",
        (listed,),
    )
    found = {}
    for row, given, family, other, mother, sex, *birth in rows:
        area, village, address = homes.get(row, (None, None, None))
        own = [number for (number,) in phones.get(row, ())]
        found[row] = Identity(
            *(given, family, other, mother, _sex(sex), _birth(*birth)),
            identifiers=tuple((scheme, value) for scheme, value in numbers.get(row, ())),
            phones=tuple(dict.fromkeys([*own, *reached.get(row, ())])),
            area=area,
            village=village,
            address=address,
        )
    return found


def _homes(connection: Connection, listed: str) -> tuple[dict[int, tuple[str, ...]], dict[int, list[str]]]:
    """Where each person lives, and the telephones of the households they are in."""
    rows = connection.execute(
        "SELECT m.person, m.household, m.end_on IS NULL, h.area, h.village, h.address"
        " FROM membership m CROSS JOIN household h ON h.id = m.household"
        f" WHERE m.person IN {_ROWS}"
        " ORDER BY m.end_on IS NOT NULL, CASE WHEN m.end_on IS NULL THEN m.id ELSE -m.id END",
        (listed,),
    ).fetchall()
    homes: dict[int, tuple[str, ...]] = {}
    for person, _, _, *place in rows:
        homes.setdefault(person, tuple(place))
    active = [(person, household) for person, household, now, *_ in rows if now]
    numbers = _gathered(
        connection,
        f"SELECT household, number FROM phone WHERE household IN {_ROWS} AND ended_on IS NULL"
        " ORDER BY number",
        json.dumps(sorted({household for _, household in active})),
    )
    reached: dict[int, list[str]] = {}
    for person, household in active:
        reached.setdefault(person, []).extend(number for (number,) in numbers.get(household, ()))
    return homes, reached


def _gathered(connection: Connection, query: str, listed: str) -> Mapping[int, list[Sequence[str]]]:
    found: dict[int, list[Sequence[str]]] = {}
    for row, *values in connection.execute(query, (listed,)):
        found.setdefault(row, []).append(values)
    return found


def _sex(code: str) -> Sex:
    try:
        return Sex(code)
    except ValueError:  # a newer office has another word
        return Sex.not_known


def _birth(precision: str, on: str | None, age: int | None, estimated_on: str | None) -> Birth | None:
    """None for what says nothing, or what another office wrote that is no date."""
    if precision == Precision.estimated_age and age is not None and fits(estimated_on or "", Precision.day):
        return _estimate(age, str(estimated_on))
    known = precision in (Precision.day, Precision.month, Precision.year)
    return _dated(on) if known and on and fits(on, Precision(precision)) else None


def _dated(on: str) -> Birth:
    return Birth(precision=_PRECISION[len(on)], on=on)


def _estimate(age: int, on: str) -> Birth | None:
    return Birth(precision=Precision.estimated_age, estimated_age=age, estimated_on=date.fromisoformat(on))


def packed(identity: Identity) -> str:
    """One short line of text: the same for the same identity, and nothing at its end that says nothing."""
    birth = identity.birth
    born = birth.on if birth else None
    if birth and birth.precision is Precision.estimated_age:
        born = f"{birth.estimated_age}{_ESTIMATE}{birth.estimated_on}"
    parts: list[Any] = [
        *(identity.given_name, identity.family_name, identity.other_names, identity.mother_name),
        "" if identity.sex is Sex.not_known else identity.sex.value,
        *(born, identity.area, identity.village, identity.address),
        [one for pair in identity.identifiers for one in pair],
        list(identity.phones),
    ]
    parts = [part or 0 for part in parts]
    while parts and not parts[-1]:
        parts.pop()
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def unpacked(body: str) -> Identity:
    """The identity of a packed line."""
    parts: list[Any] = [part or None for part in json.loads(body)]
    parts += [None] * (_PARTS - len(parts))
    given, family, other, mother, sex, born, area, village, address, numbers, phones = parts
    return Identity(
        *(given, family, other, mother, Sex(sex) if sex else Sex.not_known, _born(born)),
        identifiers=tuple(_pairs(numbers or ())),
        phones=tuple(phones or ()),
        area=area,
        village=village,
        address=address,
    )


def _born(text: str | None) -> Birth | None:
    if not text:
        return None
    age, estimated, on = text.partition(_ESTIMATE)
    return _estimate(int(age), on) if estimated else _dated(text)


def _pairs(flat: Sequence[str]) -> Iterable[tuple[str, str]]:
    return zip(flat[::2], flat[1::2], strict=True)
