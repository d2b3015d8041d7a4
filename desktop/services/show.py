"""Show a household: members, papers, journey and what happened, in one view that any screen can draw."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from desktop.models import households, moves, receipts, records, states, timeline, users
from desktop.models.households import HistoryRow, MemberRow
from desktop.models.timeline import TimelineRow
from desktop.services import confidential, rights, update_milestone
from desktop.services.desk import Desk
from domain.milestones import Step
from domain.records import Fields

__all__ = ["Event", "HouseholdView", "Leaving", "PaperView", "TimelineRow", "household"]


@dataclass(frozen=True)
class PaperView:
    """A paper given out. ``code`` is of whom it is for; ``handed_over`` once the citizen holds it."""

    print_id: int
    paper: str
    code: str
    name: str
    language: str
    copy_number: int
    reason: str
    at: str
    by: str
    handed_over: bool


@dataclass(frozen=True)
class Event:
    """One thing that happened, on this device. ``fields`` are those the change set.

    ``arrived_at`` is when the server signed for it (ISO 8601 UTC), empty before.
    """

    at: str
    kind: str
    created: bool
    by: str
    fields: Fields
    state: str
    arrived_at: str = ""


@dataclass(frozen=True)
class Leaving:
    """A move to another district that the server has not carried out yet; ``on`` is an ISO date."""

    district: str
    on: str


@dataclass(frozen=True)
class HouseholdView:
    """Everything a household page shows. ``areas`` are names, deepest first.

    ``arrived_at`` is when the server signed for the last that was done here (ISO 8601 UTC).
    """

    id: int
    code: str
    kind: str
    areas: tuple[str, ...]
    fields: Fields
    phones: tuple[str, ...]
    members: tuple[MemberRow, ...]
    papers: tuple[PaperView, ...]
    journey: tuple[Step, ...]
    events: tuple[Event, ...]
    state: str
    compound_with: tuple[str, ...]
    arrived_at: str = ""
    leaving: Leaving | None = None
    # What the single window did for it, the latest first; without what this user may not read.
    timeline: tuple[TimelineRow, ...] = ()
    names: dict[int, str] = field(default_factory=dict)

    @property
    def head(self) -> MemberRow | None:
        """The active head."""
        return next((m for m in self.members if m.role == "head" and m.end_on is None), None)

    @property
    def language(self) -> str:
        """The citizen's language."""
        return str(self.fields.get("language") or "")

    @property
    def present(self) -> tuple[MemberRow, ...]:
        """The members of today."""
        return tuple(member for member in self.members if member.end_on is None)


def household(desk: Desk, code: str, reason: str = "") -> HouseholdView:
    """The view of the household of a printed code, its own or a member's. Raises Refused.

    A confidential file wants a ``reason``, once a sitting.
    """
    row = desk.household_row(code)
    confidential.open_file(desk, row, reason)
    with desk.store.reading() as connection:
        return _view(desk, connection, row)


def _view(desk: Desk, connection: Any, row: int) -> HouseholdView:
    fields = records.read(connection, "household", row) or {}
    members = households.members(connection, row)
    names = users.author_names(connection)
    # Needs, referrals and the like are told by the timeline, which leaves out what is sealed.
    changes = [one for one in households.history(connection, row) if one.kind not in timeline.KINDS]
    arrived = receipts.times(connection, [change.id for change in changes])
    return HouseholdView(
        id=row,
        code=str(fields["code"]),
        kind=str(fields["kind"]),
        areas=tuple(area.name for area in desk.programme.lineage(str(fields["area"]))),
        fields=fields,
        phones=tuple(households.phones(connection, row)),
        members=tuple(members),
        papers=_papers(connection, row, str(fields["code"]), members),
        journey=tuple(update_milestone.steps(desk, row)),
        events=tuple(_event(change, names, arrived.get(change.id, "")) for change in changes),
        state=states.of_households(connection, [row])[row],
        compound_with=_neighbours(connection, row, fields),
        arrived_at=max(arrived.values(), default=""),
        leaving=_leaving(desk, connection, row),
        timeline=tuple(timeline.rows(connection, row, sealed=rights.may(desk, rights.Right.see_sealed))),
        names=names,
    )


def _leaving(desk: Desk, connection: Any, row: int) -> Leaving | None:
    move = moves.waiting(connection, row)
    if move is None:
        return None
    area = desk.programme.area(str(move["to_district"]))
    return Leaving(area.name if area else str(move["to_district"]), str(move["on"]))


def _papers(connection: Any, row: int, code: str, members: list[MemberRow]) -> tuple[PaperView, ...]:
    by_person = {member.person: member for member in members}
    head = next((member for member in members if member.role == "head"), None)
    handed = households.handed_over(connection, row)
    views = []
    for paper in households.papers(connection, row):
        member = by_person.get(paper.person or 0)
        views.append(
            PaperView(
                print_id=paper.id,
                paper=paper.paper,
                code=member.code if member else code,
                name=(member or head).name if member or head else "",  # type: ignore[union-attr]
                language=paper.language,
                copy_number=paper.copy_number,
                reason=paper.reason,
                at=paper.at,
                by=users.author_of(connection, paper.id, paper.author),
                handed_over=paper.id in handed,
            )
        )
    return tuple(views)


def _event(change: HistoryRow, names: dict[int, str], arrived_at: str) -> Event:
    by = names.get(change.author, "")
    return Event(change.at, change.kind, change.created, by, change.fields, change.state, arrived_at)


def _neighbours(connection: Any, row: int, fields: Fields) -> tuple[str, ...]:
    """The other households of the same compound in the same area."""
    if not fields.get("compound"):
        return ()
    rows = connection.execute(
        "SELECT code FROM household WHERE compound = ? AND area = ? AND id <> ? ORDER BY id",
        (fields["compound"], fields["area"], row),
    )
    return tuple(code for (code,) in rows)
