"""The history of every field of a household: who, when, from what to what, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from desktop.models import conflicts, receipts, records, requests, users
from desktop.models import field_history as rows_of
from desktop.models.field_history import Devices, Entry, Subjects
from desktop.services import confidential
from desktop.services.desk import Desk
from domain.records import Fields, Json

Connection = Any
_REFERENCES = frozenset({"household", "person"})  # who it is about is said by ``subject``


@dataclass(frozen=True)
class FieldChange:
    """One field given one value. ``at`` is ISO 8601 UTC, ``who`` a name; empty where it is not known.

    ``kind`` is the record's kind, ``subject`` the printed code of the person or household, ``old`` what stood
    before: None for nothing, and anything where ``old_known`` is False. ``why`` is the request's evidence or
    reason, ``request`` its row, ``device`` the four characters of the laptop that wrote it, empty for this
    file. ``settled`` says how a conflict was settled by it. ``arrived_at`` is when the server signed for what
    this file wrote (ISO 8601 UTC), empty before.
    """

    at: str
    who: str
    kind: str
    subject: str
    field: str
    old: Json
    new: Json
    why: str
    state: str
    old_known: bool = True
    device: str = ""
    request: int | None = None
    settled: str = ""
    arrived_at: str = ""


def history(desk: Desk, household_code: str, field: str | None = None, reason: str = "") -> list[FieldChange]:
    """Every value a household, its members and their numbers ever had, the latest first.

    What this file wrote is known whole. Of records that came from elsewhere the register has the value and
    the laptop that set it, and, where a request changed them, what that request recorded. A confidential
    file wants a ``reason``, once a sitting.
    """
    household = desk.household_row(household_code)
    confidential.open_file(desk, household, reason)
    with desk.store.reading() as connection:
        found = list(_History(connection, household).changes())
    wanted = [one for one in found if field is None or field in (one.field, f"{one.kind}.{one.field}")]
    ordered = sorted(enumerate(wanted), key=lambda entry: (entry[1].at, entry[0]), reverse=True)
    return [change for _, change in ordered]


@dataclass(frozen=True)
class _Reason:
    """Why some changes of this file were made; ``acts`` are those of the answer, by change."""

    why: str
    request: int
    act: dict[str, Any]


class _History:
    """One household's, put together from the journal, the requests, and what came from elsewhere."""

    def __init__(self, connection: Connection, household: int) -> None:
        self.connection = connection
        homes = requests.with_merged(connection, household)
        self.subjects: Subjects = rows_of.subjects(connection, homes)
        self.homes = {*homes, *rows_of.homes_of(connection, self.subjects)}
        self.devices = Devices(connection)
        self.answers = rows_of.answers(connection, self.homes)
        self.codes = set(self.subjects.values())
        self.names = users.author_names(connection)
        self.reasons = dict(self._reasons())
        self.settlements = conflicts.settlements(connection, [row for _, row in self.subjects])

    def changes(self) -> Iterator[FieldChange]:
        """What this file wrote in order, then the others."""
        yield from self._written_here()
        told = list(self._told_elsewhere())
        yield from told
        known = {(one.kind, one.subject, one.field, str(one.new)) for one in told}
        yield from self._come_from_elsewhere(known)

    def _reasons(self) -> Iterator[tuple[int, _Reason]]:
        for row, answer, request, own in self.answers:
            before = answer.get("before")
            if not own or not isinstance(before, dict):
                continue
            acts = _acts(before) or [{}] * int(before.get("changes", 0))
            for place, act in enumerate(acts):
                yield (
                    row - len(acts) + place,
                    _Reason(_why(request, answer), int(str(answer["request"])), act),
                )

    def _written_here(self) -> Iterator[FieldChange]:
        last: dict[tuple[str, int, str], Json] = {}
        for entry in rows_of.written_here(self.connection, self.homes, self.subjects):
            reason = self.reasons.get(entry.id)
            arrived = receipts.times(self.connection, [entry.id]).get(entry.id, "")
            for name, value in entry.fields.items():
                old, known = self._before(entry, name, last, reason)
                last[*entry.subject, name] = value
                if name not in _REFERENCES:
                    yield FieldChange(
                        at=entry.at,
                        who=self.names.get(entry.author, ""),
                        kind=entry.subject[0],
                        subject=self.subjects[entry.subject],
                        field=name,
                        old=old,
                        new=value,
                        why=reason.why if reason else self._settled(entry.id, "settled_why"),
                        state=entry.state,
                        old_known=known,
                        request=reason.request if reason else None,
                        settled=self._settled(entry.id, "settled_how"),
                        arrived_at=arrived,
                    )

    def _settled(self, change: int, name: str) -> str:
        """What a person said who settled a conflict by this change; empty where none was settled by it."""
        return str(self.settlements.get(change, {}).get(name) or "")

    def _before(
        self, entry: Entry, name: str, last: dict[tuple[str, int, str], Json], reason: _Reason | None
    ) -> tuple[Json, bool]:
        """What stood before, and whether that is known: by the request that changed it, or the journal."""
        kind, row = entry.subject
        if reason and name in reason.act.get("old", {}):
            return reason.act["old"][name], True
        if (kind, row, name) in last:
            return last[kind, row, name], True
        return None, entry.id == row or self.devices.is_here(row)

    def _told_elsewhere(self) -> Iterator[FieldChange]:
        """What requests applied on other laptops have recorded."""
        for row, answer, request, own in self.answers:
            before = answer.get("before")
            for act in [] if own else _acts(before):
                if act.get("of") not in self.codes:
                    continue
                for name, value in act["new"].items():
                    if name not in _REFERENCES:
                        yield FieldChange(
                            at=str(answer["at"]),
                            who=str(answer.get("answered_by") or ""),
                            kind=str(act["kind"]),
                            subject=str(act["of"]),
                            field=name,
                            old=act["old"].get(name),
                            new=value,
                            why=_why(request, answer),
                            state="arrived",
                            device=self.devices.code(row),
                            request=int(str(answer["request"])),
                        )

    def _come_from_elsewhere(self, known: set[tuple[str, str, str, str]]) -> Iterator[FieldChange]:
        """Values that other laptops have set, as far as they are not told already."""
        for (kind, row), code in self.subjects.items():
            revised = records.revisions(self.connection, kind, row)
            for name, value in (records.read(self.connection, kind, row) or {}).items():
                change = revised.get(name, row)
                if name in _REFERENCES or self.devices.is_here(change):
                    continue
                if (kind, code, name, str(value)) not in known:
                    yield FieldChange(
                        at=self._settled(change, "settled_at"),
                        who=self._settled(change, "settled_by") or self.devices.only_user(change),
                        kind=kind,
                        subject=code,
                        field=name,
                        old=None,
                        new=value,
                        why=self._settled(change, "settled_why"),
                        state="arrived",
                        old_known=name not in revised,
                        device=self.devices.code(change),
                        settled=self._settled(change, "settled_how"),
                    )


def _acts(before: Json) -> list[dict[str, Any]]:
    """The acts an answer tells; what another laptop wrote in another shape is passed over."""
    acts = before.get("acts") if isinstance(before, dict) else None
    told = [one for one in (acts if isinstance(acts, list) else ()) if isinstance(one, dict)]
    shaped = [{"new": {}, "old": {}, **one} for one in told if "kind" in one]
    return [one for one in shaped if isinstance(one["new"], dict) and isinstance(one["old"], dict)]


def _why(request: Fields, answer: Fields) -> str:
    """The evidence of the request, its own reason, or that of the answer."""
    payload = request.get("payload")
    asked = payload.get("reason") if isinstance(payload, dict) else None
    return next((str(one) for one in (answer.get("reason"), request.get("evidence"), asked) if one), "")
