"""A household's timeline: what the single window did for it, on whichever laptop it was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.models.agenda import HOME

Connection = Any


@dataclass(frozen=True)
class TimelineRow:
    """One line. ``on`` is a day, ``at`` a moment or empty (ISO 8601); ``what`` a code of the kind's words.

    ``about`` is the code of a need, service or scheme, or a printed code. ``author`` is the user of this file
    who wrote it, 0 for another laptop's.
    """

    id: int
    kind: str
    on: str
    at: str
    what: str
    about: str
    text: str
    author: int
    state: str


# Each gives id, day, moment, what, about, text of rows ``x``; ``{seen}`` leaves out what is sealed.
_QUERIES = {
    "need": "SELECT x.id, x.found_on, '', x.source, x.need, '' FROM need x WHERE {seen}",
    "plan_item": "SELECT x.id, coalesce(x.agreed_on, x.target_on), '', x.status,"
    " coalesce(x.service, x.scheme), '' FROM plan_item x"
    " WHERE {seen} AND coalesce(x.agreed_on, x.target_on) IS NOT NULL",
    "referral_step": 'SELECT x.id, x."on", x.at, x.event, r.service, x.reason FROM referral_step x'
    " JOIN referral r ON r.id = x.referral WHERE {seen} AND (r.sealed IS NOT 1 OR {all})",
    "service_use": "SELECT x.id, x.\"on\", '', '', x.service, '' FROM service_use x WHERE {seen}",
    "enrolment_step": 'SELECT x.id, x."on", x.at, x.event, e.scheme, x.reason FROM enrolment_step x'
    " JOIN enrolment e ON e.id = x.enrolment WHERE 1",
    "payment": "SELECT x.id, x.paid_on, x.at, x.status, e.scheme, '' FROM payment x"
    " JOIN entitlement t ON t.id = x.entitlement JOIN enrolment e ON e.id = t.enrolment WHERE 1",
    "proof_of_life": "SELECT x.id, x.\"on\", x.at, x.method, '', '' FROM proof_of_life x WHERE 1",
    "assessment": "SELECT x.id, x.visited_on, x.at, x.band, x.total, '' FROM assessment x WHERE 1",
    "grievance_step": "SELECT x.id, x.\"on\", x.at, x.event, g.code, '' FROM grievance_step x"
    " JOIN grievance g ON g.id = x.grievance WHERE {seen} AND (g.sealed IS NOT 1 OR {all})",
    "case_note": "SELECT x.id, x.\"on\", x.at, x.note, '', x.text FROM case_note x WHERE {seen}",
    "appointment": "SELECT x.id, x.done_on, '', '', '', x.title FROM appointment x"
    " WHERE {seen} AND x.done_on IS NOT NULL",
}
# What the journal tells of these is left to the timeline, which knows what is sealed.
KINDS = frozenset({*_QUERIES, "referral", "enrolment", "decision", "grievance", "entitlement"})


def rows(connection: Connection, household: int, *, sealed: bool) -> list[TimelineRow]:
    """All of a household and of what was merged into it; sealed lines only where they may be read."""
    found = []
    for kind, query in _QUERIES.items():
        asked = query.format(seen="1" if sealed else "x.sealed IS NOT 1", all=int(sealed))
        lines = connection.execute(
            f"{HOME} SELECT q.*, c.author, c.state FROM ({asked} AND x.household IN (SELECT id FROM home)"
            ") q LEFT JOIN change c ON c.id = q.id",
            (household,),
        )
        found += [
            TimelineRow(
                id_, kind, on, at or "", str(what), str(about or ""), text or "", by or 0, state or "arrived"
            )
            for id_, on, at, what, about, text, by, state in lines
        ]
    return sorted(found, key=lambda row: (row.at[:10] or row.on, row.at, row.id), reverse=True)
