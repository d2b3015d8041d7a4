"""The rules of where a household lives from now on: within the district, or away to another."""

from __future__ import annotations

from collections.abc import Iterator

from domain.changes_asked import forms
from domain.changes_asked.forms import Asked
from domain.changes_asked.standing import Surroundings
from domain.problems import Problem, Severity
from domain.programme import Programme
from domain.registration import HouseholdForm, HouseholdPart
from domain.rules.contact import area_known
from domain.rules.context import Context


def place_within_reach(form: Asked, around: Surroundings) -> Iterator[Problem]:
    """V19. The new place is deep enough, and of this office and the district that holds the record.

    A household may also move to another district, where an office will receive it (`district_receives`).
    """
    assert isinstance(form, forms.MoveArea | forms.SplitHousehold)
    if not form.area:
        if isinstance(form, forms.MoveArea):
            yield Problem("area_missing", "area", "V19")
        return
    context = Context(around.programme, around.office, around.today)
    wrong = list(area_known(HouseholdForm(household=HouseholdPart(area=form.area)), context))
    away = isinstance(form, forms.MoveArea) and leaves_district(form.area, around)
    wrong = [problem for problem in wrong if not (away and problem.code == "area_elsewhere")]
    yield from (_moved(problem, "household.", "") for problem in wrong)
    stops = any(problem.severity is Severity.error for problem in wrong)
    if not stops and not away and around.programme.district_of(form.area) != around.standing.district:
        yield Problem("district_differs", "area")


def leaves_district(area: str, around: Surroundings) -> bool:
    """Whether living there takes the household's record to another district."""
    return around.programme.district_of(area) not in (None, around.standing.district)


def district_receives(form: Asked, around: Surroundings) -> Iterator[Problem]:
    """Whoever goes to another district is received there, goes once, and lives in no household that stays."""
    assert isinstance(form, forms.MoveArea)
    if not form.area or not leaves_district(form.area, around):
        return
    programme = around.programme
    district = programme.district_of(form.area)
    if around.standing.moving_to:
        yield Problem("moving_already", "area", facts={"name": _place(programme, around.standing.moving_to)})
    elif not any(_serves(programme, code, district) for office in programme.offices for code in office.areas):
        yield Problem("district_unserved", "area", facts={"name": _place(programme, district or "")})
    for member in around.standing.members:
        for home in member.person.homes:
            if home != around.standing.code:
                facts = {"name": member.person.name, "code": home}
                yield Problem("member_elsewhere", "area", facts=facts)


def _serves(programme: Programme, area: str, district: str | None) -> bool:
    """Whether an office of that area receives the records of a district: one contains the other."""
    containing = programme.district_of(area)
    if containing:
        return containing == district
    return district is not None and any(above.code == area for above in programme.lineage(district))


def _place(programme: Programme, code: str) -> str:
    area = programme.area(code)
    return area.name if area else code


def place_differs(form: Asked, around: Surroundings) -> Iterator[Problem]:
    """A move within the same place is a correction of details."""
    assert isinstance(form, forms.MoveArea)
    said = (form.village, form.address, form.landmark, form.compound, form.latitude)
    if form.area == around.standing.area and not any(said):
        yield Problem("change_nothing", "area")


def _moved(problem: Problem, old: str, new: str) -> Problem:
    """The same problem at the payload's own path."""
    where = new + problem.where.removeprefix(old) if problem.where.startswith(old) else problem.where
    return Problem(problem.code, where, problem.rule, problem.severity, problem.facts)
