"""A household's own rows: members, numbers, papers, updates, and who wrote them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.models import merges, records
from desktop.models.identity import NUMBER_BITS
from desktop.models.people import birth, full_name
from domain.birth import Birth
from domain.clock import moment
from domain.milestones import Update
from domain.records import Fields
from domain.vocabulary import MilestoneStatus

Connection = Any


@dataclass(frozen=True)
class MemberRow:
    """A member with what belongs to them today. ``identifiers`` are (scheme, country, value)."""

    person: int
    membership: int
    code: str
    name: str
    role: str
    sex: str
    birth: Birth
    end_on: str | None
    identifiers: tuple[tuple[str, str, str], ...]
    phones: tuple[str, ...]
    photo: bytes | None
    deceased: bool


@dataclass(frozen=True)
class PaperRow:
    """A paper printed."""

    id: int
    person: int | None
    paper: str
    language: str
    copy_number: int
    reason: str
    at: str
    author: int


@dataclass(frozen=True)
class HistoryRow:
    """One change about the household, made on this device."""

    id: int
    kind: str
    created: bool
    fields: Fields
    author: int
    clock: int
    state: str

    @property
    def at(self) -> str:
        """When, as ISO 8601 UTC."""
        return moment(self.clock).isoformat()


def members(connection: Connection, household: int) -> list[MemberRow]:
    """Everybody who is or was a member, head first."""
    rows = connection.execute(
        "SELECT p.id, m.id, p.code, p.given_name, p.family_name, m.role, p.sex, p.birth_precision,"
        " p.birth_on, p.estimated_age, p.estimated_on, m.end_on, p.vital_status"
        " FROM membership m JOIN person p ON p.id = m.person"
        " WHERE m.household = ? ORDER BY m.end_on IS NOT NULL, m.role <> 'head', m.id",
        (household,),
    ).fetchall()
    return [_member(connection, row) for row in rows]


def _member(connection: Connection, row: Sequence[Any]) -> MemberRow:
    person = row[0]
    same = (json.dumps([person]),)
    identifiers = connection.execute(
        merges.WITH_ABSORBED
        + "SELECT scheme, country, value FROM same s JOIN identifier i ON i.person = s.id"
        " WHERE coalesce(status, '') <> 'wrong' ORDER BY s.id <> s.root, i.id",
        same,
    )
    phones = connection.execute(
        merges.WITH_ABSORBED + "SELECT number FROM same s JOIN phone n ON n.person = s.id"
        " WHERE ended_on IS NULL ORDER BY s.id <> s.root, n.id",
        same,
    )
    return MemberRow(
        person=person,
        membership=row[1],
        code=row[2],
        name=full_name(row[3], row[4]),
        role=row[5],
        sex=row[6],
        birth=birth(row[7], row[8], row[9], row[10]),
        end_on=row[11],
        identifiers=tuple(dict.fromkeys(identifiers.fetchall())),
        phones=tuple(dict.fromkeys(number for (number,) in phones)),
        photo=photo(connection, person),
        deceased=row[12] == "deceased",
    )


def photo(connection: Connection, person: int) -> bytes | None:
    """The latest portrait whose bytes are here; the person's own before one of a record that went into it."""
    row = connection.execute(
        merges.WITH_ABSORBED + "SELECT b.bytes FROM same s JOIN photo f ON f.person = s.id"
        " JOIN photo_bytes b ON b.sha256 = f.sha256 ORDER BY s.id <> s.root, f.id DESC LIMIT 1",
        (json.dumps([person]),),
    ).fetchone()
    return bytes(row[0]) if row else None


def phones(connection: Connection, household: int) -> list[str]:
    """The numbers of the household as a whole."""
    rows = connection.execute(
        "SELECT number FROM phone WHERE household = ? AND ended_on IS NULL ORDER BY id", (household,)
    )
    return [number for (number,) in rows]


def papers(connection: Connection, household: int) -> list[PaperRow]:
    """Every paper given out for the household, latest first."""
    rows = connection.execute(
        "SELECT p.id, p.person, p.paper, p.language, p.copy_number, p.reason, p.at, c.author FROM print p"
        " LEFT JOIN change c ON c.id = p.id WHERE p.household = ? ORDER BY p.at DESC, p.id DESC",
        (household,),
    )
    return [PaperRow(r[0], r[1], r[2], r[3], r[4], r[5] or "", r[6], r[7] or 0) for r in rows]


def handed_over(connection: Connection, household: int) -> set[int]:
    """The row ids of the papers the citizen holds."""
    rows = connection.execute("SELECT print FROM handover WHERE household = ?", (household,))
    return {row for (row,) in rows}


def updates(connection: Connection, household: int) -> list[Update]:
    """The household's milestone updates, oldest first; in the same order on every machine."""
    rows = connection.execute(
        'SELECT u.id, u.item, u.status, u."on", u.note, u.event, u.corrects, u.at FROM milestone_update u'
        ' JOIN device d ON d.no = u.id >> ? WHERE u.household = ? ORDER BY u."on", u.at, d.fingerprint, u.id',
        (NUMBER_BITS, household),
    )
    return [
        Update(
            id=row[0],
            item=row[1],
            status=MilestoneStatus(row[2]),
            on=date.fromisoformat(row[3]),
            note=row[4] or "",
            event=row[5] or "",
            corrects=row[6],
            at=row[7] or "",
        )
        for row in rows
    ]


def history(connection: Connection, household: int) -> list[HistoryRow]:
    """What was done on this device about the household, latest first."""
    rows = connection.execute(
        "SELECT id, kind, subject IS NULL, fields, author, clock, state FROM change WHERE about = ?"
        " ORDER BY id DESC",
        (household,),
    )
    return [HistoryRow(r[0], r[1], bool(r[2]), records.parsed(r[3]), r[4], r[5], r[6]) for r in rows]


def homes_of(connection: Connection, person: int) -> list[tuple[str, str | None]]:
    """(code, compound) of each active household of kind ``household`` a person belongs to."""
    rows = connection.execute(
        "SELECT h.code, h.compound FROM membership m JOIN household h ON h.id = m.household"
        " WHERE m.person = ? AND m.end_on IS NULL AND h.kind = 'household'",
        (person,),
    )
    return [(code, compound) for code, compound in rows]
