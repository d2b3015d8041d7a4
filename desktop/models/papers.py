"""What was printed for whom, how many times, and what is still to print."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from desktop.models.people import full_name

Connection = Any


@dataclass(frozen=True)
class Due:
    """A paper nobody has printed yet. ``code`` is the household's for a receipt, the person's for a card."""

    paper: str
    code: str
    household_code: str
    name: str
    language: str
    registered_on: str


# What nobody lives in any more gets no paper.
OPEN = "coalesce(h.status, '') NOT IN ('merged', 'closed')"
# Cards whose replacement was asked for after the last print; of two requests the later.
REPLACEMENTS = (
    "SELECT q.person, q.payload, q.at, q.id FROM change_request q WHERE q.request = 'replace_card'"
    " AND EXISTS (SELECT 1 FROM request_answer a WHERE a.request = q.id AND a.decision = 'applied')"
    " AND NOT EXISTS (SELECT 1 FROM request_answer a WHERE a.request = q.id AND a.decision = 'undone')"
    " AND NOT EXISTS (SELECT 1 FROM print r WHERE r.person = q.person AND r.paper = 'card'"
    " AND (r.at > q.at OR (r.at = q.at AND r.id > q.id)))"
)


def replacement_reason(connection: Connection, person: int | None) -> str:
    """Why a person's card is to be printed again; empty when nobody has asked."""
    found = connection.execute(
        f"SELECT payload FROM ({REPLACEMENTS}) WHERE person = ? ORDER BY at DESC, id DESC LIMIT 1", (person,)
    ).fetchone()
    return str(json.loads(found[0]).get("reason") or "") if found else ""


def copies(connection: Connection, paper: str, household: int, person: int | None) -> int:
    """How many times a paper was printed: a household's receipt, or a person's card wherever they lived."""
    whose, row = ("household", household) if person is None else ("person", person)
    found = connection.execute(f"SELECT count(*) FROM print WHERE {whose} = ? AND paper = ?", (row, paper))
    return int(found.fetchone()[0])


def receipts_due(connection: Connection, limit: int) -> list[Due]:
    """Households without a receipt, oldest first."""
    rows = connection.execute(
        "SELECT h.code, p.given_name, p.family_name, h.language, h.registered_on FROM household h"
        " LEFT JOIN membership m ON m.household = h.id AND m.role = 'head' AND m.end_on IS NULL"
        " LEFT JOIN person p ON p.id = m.person WHERE NOT EXISTS"
        " (SELECT 1 FROM print r WHERE r.household = h.id AND r.paper = 'receipt')"
        f" AND {OPEN} ORDER BY h.registered_on, h.id LIMIT ?",
        (limit,),
    )
    return [Due("receipt", r[0], r[0], full_name(r[1], r[2]), r[3] or "", r[4]) for r in rows]


def cards_due(connection: Connection, limit: int) -> list[Due]:
    """Heads without a card and cards to be replaced, by age of household; a head of two has one card."""
    rows = connection.execute(
        "SELECT p.code, h.code, p.given_name, p.family_name, h.language, h.registered_on, min(h.id) FROM"
        " (SELECT m.household, m.person FROM membership m WHERE m.role = 'head' AND m.end_on IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM print r WHERE r.person = m.person AND r.paper = 'card')"
        f" UNION SELECT m.household, m.person FROM ({REPLACEMENTS}) s"
        " JOIN membership m ON m.person = s.person AND m.end_on IS NULL) d"
        " JOIN household h ON h.id = d.household JOIN person p ON p.id = d.person"
        " GROUP BY p.id ORDER BY h.registered_on, h.id LIMIT ?",
        (limit,),
    )
    return [Due("card", r[0], r[1], full_name(r[2], r[3]), r[4] or "", r[5]) for r in rows]


def not_handed_over(connection: Connection, limit: int) -> list[tuple[int, str, str, str, str]]:
    """(print row, paper, household code, name, printed at) of papers on the counter, oldest first."""
    rows = connection.execute(
        "SELECT r.id, r.paper, h.code, p.given_name, p.family_name, r.at FROM print r"
        " JOIN household h ON h.id = r.household"
        " LEFT JOIN membership m ON m.household = h.id AND m.role = 'head' AND m.end_on IS NULL"
        " LEFT JOIN person p ON p.id = coalesce(r.person, m.person)"
        " WHERE r.paper IN ('receipt', 'card')"
        " AND NOT EXISTS (SELECT 1 FROM handover d WHERE d.print = r.id) ORDER BY r.at, r.id LIMIT ?",
        (limit,),
    )
    return [(r[0], r[1], r[2], full_name(r[3], r[4]), r[5]) for r in rows]
