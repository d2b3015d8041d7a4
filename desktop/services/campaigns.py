"""Run a campaign: villages by teams, what is expected and done, and the visits that check the work."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.models import campaigns as rows
from desktop.models import records, settings
from desktop.models.campaigns import CampaignLine, Counted, Found, TargetRow
from desktop.models.journal import Writer
from desktop.services import rights
from desktop.services.desk import Desk
from domain.matching.names import fold
from domain.problems import Problem, Refused
from domain.registration import HouseholdForm
from domain.rights import Right
from domain.sampling import drawn
from domain.vocabulary import BackCheck

__all__ = ["CampaignLine", "Found"]


@dataclass(frozen=True)
class Target:
    """A village and a team with what is expected and done; ``expected`` 0 where nobody had set a target."""

    area: str
    village: str
    team: str
    expected: int
    done: int


@dataclass(frozen=True)
class Progress:
    """How far a campaign is. ``by_day`` has (day, team, households), oldest first."""

    campaign: CampaignLine
    targets: tuple[Target, ...]
    by_day: tuple[tuple[date, str, int], ...]

    @property
    def expected(self) -> int:
        """Households of all targets."""
        return sum(target.expected for target in self.targets)

    @property
    def done(self) -> int:
        """Households registered for the campaign."""
        return sum(target.done for target in self.targets)


@dataclass(frozen=True)
class Visit:
    """A household of the sample, where to find it, and what the visit found, once it was made."""

    household: int
    code: str
    head_name: str
    area: str
    village: str
    landmark: str
    team: str
    found: Found | None

    @property
    def id(self) -> int:
        """The household's row: what a list knows it by."""
        return self.household


@dataclass(frozen=True)
class Rates:
    """What the visits to one team's households found."""

    team: str
    drawn: int
    agrees: int
    differs: int
    not_found: int

    @property
    def visited(self) -> int:
        return self.agrees + self.differs + self.not_found


@dataclass(frozen=True)
class Work:
    """The campaign and team that this user registers for, until they say otherwise."""

    campaign: str
    name: str
    team: str


def create(
    desk: Desk, name: str, from_on: date, until_on: date, note: str = "", code: str = ""
) -> CampaignLine:
    """A new campaign. Without a ``code`` one is made that no other laptop makes. Raises Refused."""
    acting = rights.require(desk, Right.run_campaign)
    if not name.strip():
        raise Refused(Problem("campaign_name_missing", "name"))
    if until_on < from_on:
        raise Refused(Problem("campaign_dates", "until"))
    with desk.writing() as writer:
        wanted = code.strip().upper() or _next_code(desk, writer)
        if rows.of_code(writer.connection, wanted) is not None:
            raise Refused(Problem("campaign_code_taken", "code", facts={"code": wanted}))
        fields: Any = {
            "code": wanted,
            "name": name.strip(),
            "from_on": from_on.isoformat(),
            "until_on": until_on.isoformat(),
            "note": note.strip() or None,
            "acting": acting or None,
        }
        writer.create("campaign", desk.office.areas[0], fields)
    return named(desk, wanted)


def _next_code(desk: Desk, writer: Writer) -> str:
    """The device's own part keeps two laptops without a line apart: ``C26-7KQ2-1``."""
    device, year = writer.identity.code, desk.today().year
    return f"C{year % 100:02d}-{device}-{writer.next_in(f'campaign {device} {year}')}"


def target(desk: Desk, code: str, area: str, village: str, team: str, expected: int) -> int:
    """What a team is expected to register in a village (empty: the whole area). Said again, it replaces."""
    rights.require(desk, Right.run_campaign)
    if desk.programme.area(area) is None:
        raise Refused(Problem("area_unknown", "area", facts={"code": area}))
    if not team.strip():
        raise Refused(Problem("campaign_team_missing", "team"))
    if expected < 0:
        raise Refused(Problem("field_wrong", "expected", facts={"expected": "greater_than_equal"}))
    with desk.writing() as writer:
        campaign = _open(writer.connection, code)
        same = [
            known.id
            for known in rows.targets(writer.connection, campaign.id)
            if (known.area, fold(known.village), fold(known.team)) == (area, fold(village), fold(team))
        ]
        if same:
            writer.set("campaign_target", same[0], {"expected": expected})
            return same[0]
        fields: Any = {
            "campaign": campaign.id,
            "area": area,
            "village": village.strip() or None,
            "team": team.strip(),
            "expected": expected,
        }
        return writer.create("campaign_target", desk.office.areas[0], fields)


def close(desk: Desk, code: str) -> None:
    """Nothing more is registered for it; visits may still be recorded. Raises Refused."""
    rights.require(desk, Right.run_campaign)
    with desk.writing() as writer:
        campaign = _open(writer.connection, code)
        writer.set("campaign", campaign.id, {"closed": True})


def every(desk: Desk) -> list[CampaignLine]:
    """All campaigns, those that go on first."""
    with desk.store.reading() as connection:
        return rows.campaigns(connection)


def named(desk: Desk, code: str) -> CampaignLine:
    """The campaign of a code. Raises Refused."""
    with desk.store.reading() as connection:
        return _named(connection, code)


def form_problem(connection: Any, code: str | None) -> Problem | None:
    """Why a household cannot be registered for this campaign; None when it can, or none is named."""
    if not code:
        return None
    try:
        _open(connection, code)
    except Refused as refusal:
        return refusal.problems[0]
    return None


def row_of(connection: Any, code: str | None) -> int | None:
    """The campaign's row; None when none is named."""
    return _open(connection, code).id if code else None


def _named(connection: Any, code: str) -> CampaignLine:
    found = rows.of_code(connection, code)
    if found is None:
        raise Refused(Problem("campaign_unknown", "campaign", facts={"code": code}))
    return found


def _open(connection: Any, code: str) -> CampaignLine:
    found = _named(connection, code)
    if found.closed:
        raise Refused(Problem("campaign_closed", "campaign", facts={"code": found.code}))
    return found


def progress(desk: Desk, code: str) -> Progress:
    """Every target with what is done, then what was registered where no target had been set."""
    with desk.store.reading() as connection:
        campaign = _named(connection, code)
        wanted = rows.targets(connection, campaign.id)
        counted = rows.counted(connection, campaign.id)
    done: Counter[int] = Counter()
    beside: Counter[tuple[str, str, str]] = Counter()
    days: Counter[tuple[str, str]] = Counter()
    for entry in counted:
        place = _target_of(desk, entry, wanted)
        if place is None:
            beside[entry.area, entry.village, entry.team] += entry.households
        else:
            done[place] += entry.households
        days[entry.on, entry.team] += entry.households
    lines = [Target(t.area, t.village, t.team, t.expected, done[n]) for n, t in enumerate(wanted)]
    lines += [Target(*where, 0, number) for where, number in sorted(beside.items())]
    by_day = tuple((date.fromisoformat(on), team, number) for (on, team), number in sorted(days.items()))
    return Progress(campaign, tuple(lines), by_day)


def _target_of(desk: Desk, entry: Counted, wanted: list[TargetRow]) -> int | None:
    """The narrowest target a household belongs to: the deepest area, and there its village before all."""
    around = [area.code for area in desk.programme.lineage(entry.area)]
    fitting = [
        (around.index(t.area), not t.village, number)
        for number, t in enumerate(wanted)
        if t.area in around
        and fold(t.team) == fold(entry.team)
        and (not t.village or fold(t.village) == fold(entry.village))
    ]
    return min(fitting)[2] if fitting else None


def sample(desk: Desk, code: str) -> list[Visit]:
    """The households to visit again, team by team; those visited stay on the list."""
    with desk.store.reading() as connection:
        campaign = _named(connection, code)
        teams: dict[str, dict[str, int]] = defaultdict(dict)
        for row, household, team in rows.households(connection, campaign.id):
            teams[team][household] = row
        seen = rows.second_visits(connection, campaign.id)
        found = []
        for team, members in sorted(teams.items()):
            chosen = drawn(campaign.code, members)
            chosen += sorted(c for c, row in members.items() if row in seen and c not in chosen)
            for household in chosen:
                row = members[household]
                head, area, village, landmark = rows.address(connection, row)
                found.append(Visit(row, household, head, area, village, landmark, team, seen.get(row)))
        return found


def rates(visits: list[Visit]) -> list[Rates]:
    """The visits counted by team."""
    teams: dict[str, list[Visit]] = defaultdict(list)
    for visit in visits:
        teams[visit.team].append(visit)
    return [
        Rates(team, len(those), *(_count(those, result) for result in BackCheck))
        for team, those in sorted(teams.items())
    ]


def _count(visits: list[Visit], result: BackCheck) -> int:
    return sum(visit.found is not None and visit.found.result is result for visit in visits)


def check(
    desk: Desk, code: str, household: str, result: BackCheck, note: str = "", on: date | None = None
) -> int:
    """What a visit found; a second record of the same household replaces the first. Raises Refused."""
    rights.require(desk, Right.register)
    day = on or desk.today()
    if day > desk.today():
        raise Refused(Problem("check_date_future", "on"))
    if result is not BackCheck.agrees and not note.strip():
        raise Refused(Problem("check_note_missing", "note"))
    row = desk.household_row(household)
    campaign = named(desk, code)
    if row not in {visit.household for visit in sample(desk, code)}:
        facts = {"code": household, "campaign": campaign.name}
        raise Refused(Problem("check_not_in_sample", "household", facts=facts))
    with desk.writing() as writer:
        fields: Any = {
            "campaign": campaign.id,
            "household": row,
            "result": result.value,
            "note": note.strip() or None,
            "on": day.isoformat(),
        }
        return writer.create(
            "back_check", records.district(writer.connection, "household", row), fields, about=row
        )


def work_for(desk: Desk, code: str, team: str) -> Work | None:
    """From now on this user registers for a campaign's team; for none with an empty code. Raises Refused."""
    with desk.store.transaction() as connection:
        campaign = _open(connection, code) if code.strip() else None
        if campaign is not None and not team.strip():
            raise Refused(Problem("campaign_team_missing", "team"))
        kept = {"campaign": campaign.code, "team": team.strip()} if campaign else {}
        settings.put(connection, _work_key(desk), json.dumps(kept, ensure_ascii=False))
    return work(desk)


def work(desk: Desk) -> Work | None:
    """What this user registers for now; a campaign that was closed is forgotten by itself."""
    with desk.store.reading() as connection:
        kept = json.loads(settings.get(connection, _work_key(desk), "{}"))
        campaign = rows.of_code(connection, kept["campaign"]) if kept else None
    if campaign is None or campaign.closed:
        return None
    return Work(campaign.code, campaign.name, kept["team"])


def carried(desk: Desk, form: HouseholdForm) -> HouseholdForm:
    """The form with the campaign and team that this user registers for, where it names none."""
    now = None if form.campaign else work(desk)
    return form if now is None else form.model_copy(update={"campaign": now.campaign, "team": now.team})


def _work_key(desk: Desk) -> str:
    return f"campaign work {desk.user.number}"
