"""What enrolments put on the agenda: decisions, exits proposed, places free, starts, time running out."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from desktop.models import enrolments as rows
from desktop.models.enrolments import EnrolmentLine
from desktop.services import rights
from desktop.services.desk import Desk
from desktop.services.enrolling import exits, quotas
from domain.rights import Right
from domain.window.agenda import Due, DueKind

# An application should be looked at within so many days; a place that ends is told of so many days before.
LOOKED_AT_DAYS = 14
WARNED_DAYS = 30
_MOST = 200


def due(desk: Desk, on: date) -> list[Due]:
    """What this user can do something about, up to a day."""
    if not rights.may(desk, Right.read):
        return []
    found = []
    if rights.may(desk, Right.decide):
        found += [*_to_decide(desk, on), *_places(desk, on), *_ending(desk, on)]
    if rights.may(desk, Right.decide) or rights.may(desk, Right.apply):
        found += [*_exits(desk, on), *_applications(desk, on), *_starts(desk, on)]
    return found


def _line(line: EnrolmentLine, kind: DueKind, on: date, title: str) -> Due:
    facts = {"code": line.code, "scheme": line.scheme, "name": line.name, "date": line.entitled_until}
    return Due(kind, on, line.household, title, facts, "enrolment", line.code)


def _listed(desk: Desk, where: str, *given: str) -> list[EnrolmentLine]:
    with desk.store.reading() as connection:
        return rows.lines(connection, rows.ids(connection, where, given, _MOST))


def _to_decide(desk: Desk, on: date) -> list[Due]:
    listed = _listed(desk, "e.status = 'to_review'")
    kind, title = DueKind.enrolment_decision, "enrolment_to_decide"
    return [_line(one, kind, _waited(one.applied_on, on), title) for one in listed]


def _applications(desk: Desk, on: date) -> list[Due]:
    """Applications nobody has looked at in time."""
    until = (on - timedelta(days=LOOKED_AT_DAYS)).isoformat()
    listed = _listed(desk, "e.status IN ('submitted', 'verified') AND e.applied_on <= ?", until)
    kind, title = DueKind.enrolment_review, "enrolment_to_check"
    return [_line(one, kind, _waited(one.applied_on, on), title) for one in listed]


def _starts(desk: Desk, on: date) -> list[Due]:
    listed = _listed(desk, "e.status = 'enrolled'")
    kind, title = DueKind.enrolment_review, "enrolment_to_start"
    return [_line(one, kind, _waited(one.enrolled_on, on), title) for one in listed]


def _places(desk: Desk, on: date) -> list[Due]:
    """Who is first on a waiting list while a place is free."""
    found = []
    waiting = Counter(one.scheme for one in _listed(desk, "e.status = 'waitlisted'"))
    for code in waiting:
        scheme = desk.catalogue.scheme(code)
        if scheme is None:
            continue
        with desk.store.reading() as connection:
            first = quotas.waiting(connection, scheme)[0]
            [line] = rows.lines(connection, [first])
            places = quotas.places(desk, connection, scheme, line.home, on)
        if places is not None and places.free:
            found.append(_line(line, DueKind.enrolment_decision, on, "enrolment_place_free"))
    return found


def _exits(desk: Desk, on: date) -> list[Due]:
    """Exits the register proves; those of a rule are found with the household, or over the whole register."""
    if not rights.may(desk, Right.decide):
        proposed = [one for one in exits.certain(desk) if one.reason.value == "death"]
    else:
        proposed = exits.certain(desk)
    title = {one.id: f"enrolment_exit_{one.reason.value}" for one in proposed}
    return [
        _line(one.line, DueKind.enrolment_exit, _day(one.since) if one.since else on, title[one.id])
        for one in proposed[:_MOST]
    ]


def _ending(desk: Desk, on: date) -> list[Due]:
    """Those whose time of entitlement ends soon: their situation is looked at again before."""
    until = (on + timedelta(days=WARNED_DAYS)).isoformat()
    listed = _listed(desk, f"e.status IN {rows.PLACED} AND e.entitled_until <= ?", until)
    kind, title = DueKind.enrolment_review, "enrolment_until"
    return [_line(one, kind, min(on, _day(one.entitled_until)), title) for one in listed]


def _waited(since: str, on: date) -> date:
    """Due today as long as nobody waits too long, and late from then on."""
    return min(on, _day(since) + timedelta(days=LOOKED_AT_DAYS))


def _day(text: str) -> date:
    """A day as records keep it; a year or a month alone is its first day."""
    return date.fromisoformat((text + "-01-01")[:10])
