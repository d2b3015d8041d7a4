"""Take back, within the sitting, what a request has written.

The sitting is the working day at this file: a command line opens and closes it with every command.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from desktop.models import records, requests
from desktop.models.journal import Writer
from desktop.services import rights, undo_merge
from desktop.services.changes import apply, keeping
from desktop.services.changes.keeping import Kept
from desktop.services.desk import Desk
from domain.clock import moment
from domain.problems import Problem, Refused
from domain.requests import Answer, RequestState
from domain.rights import APPROVED_BY_ANOTHER, Right
from domain.vocabulary import ChangeKind, EndReason, HouseholdStatus, IdentifierStatus, RequestDecision

Connection = Any


@dataclass(frozen=True)
class Written:
    """One change of the journal that a request wrote; ``told`` is the act as the answer keeps it."""

    change: int
    kind: str
    row: int
    made: bool
    fields: dict[str, Any]
    about: int | None
    told: dict[str, Any]


def undo(desk: Desk, request: int, reason: str = "") -> None:
    """Give every field back what it was before the request was applied.

    Only by who applied it, on the same day at this file, and only if nobody changed anything of it since:
    else raises Refused ``undo_in_the_way`` for each field that is, ``undo_too_late``, ``undo_not_own``. What
    was created is ended as entered by mistake, for nothing vanishes.
    """
    with desk.writing() as writer:
        asked = keeping.read(desk, writer.connection, request)
        right = Right.approve if asked.kind in APPROVED_BY_ANOTHER else Right.request_change
        acting = rights.require(desk, right)
        if asked.kind is ChangeKind.merge_persons:
            _undo_merge(desk, writer, asked, reason)
            written_back = 0
        else:
            applied = _applied(desk, writer.connection, asked)
            written_back = take_back(writer, written(writer.connection, applied.id))
        told = {"changes": written_back}
        keeping.answer(desk, writer, asked, RequestDecision.undone, acting=acting, reason=reason, before=told)


def may_undo(desk: Desk, request: int) -> bool:
    """Whether ``undo`` would be tried at all: applied by this user, today, at this file."""
    with desk.store.reading() as connection:
        try:
            asked = keeping.read(desk, connection, request)
            if asked.kind is ChangeKind.merge_persons:
                return asked.outcome.state is RequestState.applied
            _applied(desk, connection, asked)
        except Refused:
            return False
    return True


def _applied(desk: Desk, connection: Connection, asked: Kept) -> Answer:
    if asked.outcome.state is not RequestState.applied:
        facts = {"state": asked.outcome.state.value}
        raise Refused(Problem("undo_not_applied", "request", facts=facts))
    mine = [
        answer
        for answer in requests.answers(connection, asked.row)
        if answer.decision is RequestDecision.applied
        and requests.author(connection, answer.id) == desk.user.number
    ]
    if not mine:
        raise Refused(Problem("undo_not_own", "request"))
    on = _day(desk, connection, mine[0].id)
    if on != desk.today():
        raise Refused(Problem("undo_too_late", "request", facts={"date": on.isoformat()}))
    return mine[0]


def _day(desk: Desk, connection: Connection, row: int) -> date:
    """The day at the office on which a record of this file was written."""
    (at,) = connection.execute("SELECT at FROM request_answer WHERE id = ?", (row,)).fetchone()
    return datetime.fromisoformat(at).astimezone(ZoneInfo(desk.office.time_zone)).date()


def written(connection: Connection, answer: int) -> list[Written]:
    """The changes an application wrote: those right before its answer, one for each act it tells."""
    told = (records.read(connection, "request_answer", answer) or {}).get("before") or {}
    acts = list(told.get("acts", ())) if isinstance(told, dict) else []
    first = answer - len(acts)
    rows = connection.execute(
        "SELECT id, kind, subject, fields, about FROM change WHERE id >= ? AND id < ? ORDER BY id",
        (first, answer),
    ).fetchall()
    found = [
        Written(change, kind, subject or change, subject is None, json.loads(fields), about, act)
        for (change, kind, subject, fields, about), act in zip(rows, acts, strict=False)
    ]
    if len(found) != len(acts) or any(w.kind != w.told["kind"] for w in found):
        raise Refused(Problem("undo_not_own", "request"))  # the file has taken another identity since
    return found


def take_back(writer: Writer, done: list[Written]) -> int:
    """Undo these changes, the last first; how many changes that took. Raises Refused ``undo_in_the_way``."""
    connection = writer.connection
    last = apply.last_change(connection)
    if obstacles := [problem for one in done for problem in in_the_way(connection, one, done)]:
        raise Refused(obstacles)
    return put_back(writer, done, last)


def put_back(writer: Writer, done: list[Written], last: int) -> int:
    """The same, whatever stands in the way; ``last`` is the change before all this."""
    connection = writer.connection
    about = {one.about for one in done if one.about is not None}
    before = apply.problems_of(connection, about)
    for one in reversed(done):
        if one.made:
            _end(writer, one)
        else:
            writer.set(one.kind, one.row, _old(connection, one), about=one.about)
    broken = apply.problems_of(connection, about | apply.touched(connection, last))
    if wrong := [problem for problem in broken if problem not in before]:
        raise Refused(wrong)
    return apply.last_change(connection) - last


def in_the_way(connection: Connection, one: Written, done: list[Written]) -> list[Problem]:
    """Fields that somebody has set since, here or elsewhere."""
    seen = records.revisions(connection, one.kind, one.row)
    ours = {other.change for other in done}
    fields = seen if one.made else one.fields
    later = [name for name in fields if seen.get(name, one.change) not in ours | {one.row}]
    of = str(one.told.get("of", ""))
    found = [Problem("undo_in_the_way", name, facts={"code": of, "field": name}) for name in later]
    if one.made and one.kind == "move":
        found.append(Problem("undo_moved_away", "area", facts={"code": of}))
    if one.made and one.kind in ("household", "person"):
        rows = connection.execute(
            f"SELECT id FROM membership WHERE {one.kind} = ? AND end_on IS NULL", (one.row,)
        ).fetchall()
        if any(row not in ours for (row,) in rows):
            facts = {"code": str(one.told.get("of", "")), "field": "members"}
            found.append(Problem("undo_in_the_way", "members", facts=facts))
    return found


def _old(connection: Connection, one: Written) -> dict[str, Any]:
    """What stood before, with rows where the answer keeps printed codes."""
    old = dict(one.told.get("old", {}))
    if old.get("merged_into"):
        found = connection.execute(
            f"SELECT id FROM {one.kind} WHERE code = ?", (old["merged_into"],)
        ).fetchone()
        old["merged_into"] = found[0] if found else None
    return old


def _end(writer: Writer, one: Written) -> None:
    """A record that was made stays, ended as a mistake: it may have travelled already."""
    fields = records.read(writer.connection, one.kind, one.row) or {}
    today = str(fields.get("valid_from") or fields.get("start_on") or "")
    ended: dict[str, dict[str, Any]] = {
        "membership": {"end_on": today, "end_reason": EndReason.error.value},
        "household": {"status": HouseholdStatus.closed.value},
        "identifier": {"status": IdentifierStatus.wrong.value},
        "phone": {"ended_on": _written_on(writer, one.change)},
        "recipient": {"valid_to": _before(today)},
    }
    if one.kind in ended:
        writer.set(one.kind, one.row, ended[one.kind], about=one.about)


def _written_on(writer: Writer, change: int) -> str:
    """The day (UTC) on which a change was written."""
    (clock,) = writer.connection.execute("SELECT clock FROM change WHERE id = ?", (change,)).fetchone()
    return moment(clock).date().isoformat()


def _before(day: str) -> str:
    return date.fromordinal(date.fromisoformat(day).toordinal() - 1).isoformat() if day else ""


def _undo_merge(desk: Desk, writer: Writer, asked: Kept, reason: str) -> None:
    found = writer.connection.execute(
        "SELECT id FROM merge WHERE request = ? ORDER BY id LIMIT 1", (asked.row,)
    ).fetchone()
    if found is None:
        raise Refused(Problem("undo_not_applied", "request", facts={"state": asked.outcome.state.value}))
    undo_merge.undo(desk, writer, int(found[0]), reason)
