"""Campaigns and what they have reached: targets, households counted by place and team, second visits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.models.people import full_name
from domain.vocabulary import BackCheck

Connection = Any


@dataclass(frozen=True)
class CampaignLine:
    """A campaign; days are ISO 8601, the last one belongs to it."""

    id: int
    code: str
    name: str
    from_on: str
    until_on: str
    closed: bool
    note: str


@dataclass(frozen=True)
class TargetRow:
    """How many households a team is expected to register in a village, or in the whole area."""

    id: int
    area: str
    village: str
    team: str
    expected: int


@dataclass(frozen=True)
class Counted:
    """So many households of one place, team and day of registration (ISO 8601)."""

    area: str
    village: str
    team: str
    on: str
    households: int


@dataclass(frozen=True)
class Found:
    """What the last second visit to a household found; ``on`` is ISO 8601."""

    household: int
    result: BackCheck
    note: str
    on: str


_CAMPAIGN = "SELECT id, code, name, from_on, until_on, closed, note FROM campaign"


def campaigns(connection: Connection) -> list[CampaignLine]:
    """Those that go on first, then by their beginning, the latest first."""
    rows = connection.execute(f"{_CAMPAIGN} ORDER BY coalesce(closed, 0), from_on DESC, id DESC")
    return [_line(row) for row in rows]


def of_code(connection: Connection, code: str) -> CampaignLine | None:
    """The campaign of a code, however its letters are written; None when there is none."""
    row = connection.execute(f"{_CAMPAIGN} WHERE code = ? COLLATE NOCASE ORDER BY id", (code.strip(),))
    found = row.fetchone()
    return _line(found) if found else None


def _line(row: Any) -> CampaignLine:
    return CampaignLine(row[0], row[1], row[2], row[3], row[4], bool(row[5]), row[6] or "")


def targets(connection: Connection, campaign: int) -> list[TargetRow]:
    """In the order they were set."""
    rows = connection.execute(
        "SELECT id, area, village, team, expected FROM campaign_target WHERE campaign = ? ORDER BY id",
        (campaign,),
    )
    return [TargetRow(row[0], row[1], row[2] or "", row[3], row[4]) for row in rows]


def counted(connection: Connection, campaign: int) -> list[Counted]:
    """The households of a campaign that stand, counted by place, team and day."""
    rows = connection.execute(
        "SELECT area, coalesce(village, ''), coalesce(team, ''), registered_on, count(*) FROM household"
        " WHERE campaign = ? AND merged_into IS NULL GROUP BY 1, 2, 3, 4 ORDER BY 4, 3, 1, 2",
        (campaign,),
    )
    return [Counted(*row) for row in rows]


def households(connection: Connection, campaign: int) -> list[tuple[int, str, str]]:
    """(row, printed code, team) of every household of a campaign that stands."""
    rows = connection.execute(
        "SELECT id, code, coalesce(team, '') FROM household WHERE campaign = ? AND merged_into IS NULL",
        (campaign,),
    )
    return [(row[0], row[1], row[2]) for row in rows]


def address(connection: Connection, household: int) -> tuple[str, str, str, str]:
    """(head's name, area, village, landmark) of a household to be visited."""
    row = connection.execute(
        "SELECT p.given_name, p.family_name, h.area, h.village, h.landmark FROM household h"
        " LEFT JOIN membership m ON m.household = h.id AND m.role = 'head' AND m.end_on IS NULL"
        " LEFT JOIN person p ON p.id = m.person WHERE h.id = ?",
        (household,),
    ).fetchone()
    return full_name(row[0], row[1]), row[2], row[3] or "", row[4] or ""


def second_visits(connection: Connection, campaign: int) -> dict[int, Found]:
    """What was found, by the household's row; a later visit replaces an earlier one."""
    rows = connection.execute(
        'SELECT household, result, note, "on" FROM back_check WHERE campaign = ? ORDER BY "on", id',
        (campaign,),
    )
    return {row[0]: Found(row[0], BackCheck(row[1]), row[2] or "", row[3]) for row in rows}
