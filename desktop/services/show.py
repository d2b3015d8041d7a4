"""Show a household: members, papers, journey and what happened, in one view that any screen can draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.models import households, records, states, users
from desktop.models.households import HistoryRow, MemberRow
from desktop.services import confidential, update_milestone
from desktop.services.desk import Desk
from domain.milestones import Step
from domain.records import Fields


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
    """One thing that happened, on this device. ``fields`` are those the change set."""

    at: str
    kind: str
    created: bool
    by: str
    fields: Fields
    state: str


@dataclass(frozen=True)
class HouseholdView:
    """Everything a household page shows. ``areas`` are names, deepest first."""

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
        events=tuple(_event(change, names) for change in households.history(connection, row)),
        state=states.of_households(connection, [row])[row],
        compound_with=_neighbours(connection, row, fields),
    )


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


def _event(change: HistoryRow, names: dict[int, str]) -> Event:
    return Event(
        change.at, change.kind, change.created, names.get(change.author, ""), change.fields, change.state
    )


def _neighbours(connection: Any, row: int, fields: Fields) -> tuple[str, ...]:
    """The other households of the same compound in the same area."""
    if not fields.get("compound"):
        return ()
    rows = connection.execute(
        "SELECT code FROM household WHERE compound = ? AND area = ? AND id <> ? ORDER BY id",
        (fields["compound"], fields["area"], row),
    )
    return tuple(code for (code,) in rows)
