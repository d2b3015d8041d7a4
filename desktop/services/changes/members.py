"""Who is in the household: somebody joins, leaves, is born, dies, or leads from now on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop.services.changes.plan import NEW_CODE, Made, Plan
from desktop.services.changes.scene import Scene
from desktop.services.register import person_fields
from domain.birth import Precision
from domain.changes_asked import forms
from domain.changes_asked.forms import Asked
from domain.registration import MemberForm
from domain.rules.contact import phone_number
from domain.vocabulary import EndReason, HouseholdStatus, Role, VitalStatus


def add_member(scene: Scene, form: Asked) -> Plan:
    """A membership, of somebody new or of somebody registered."""
    assert isinstance(form, forms.AddMember)
    plan = Plan(scene)
    person: int | Made | None = scene.row_of("person", form.member.person)
    code: str | Made = scene.code_of("person", person) if isinstance(person, int) else ""
    if person is None:
        person = code = make_person(plan, form.member)
    join(plan, person, code, str(form.member.role), form.member.start_on or scene.desk.today())
    return plan


def report_birth(scene: Scene, form: Asked) -> Plan:
    """A new person, a child unless said otherwise, who belongs from the day of birth where it is known."""
    assert isinstance(form, forms.ReportBirth)
    plan = Plan(scene)
    mother = scene.row_of("person", form.mother)
    member = form.member
    if mother is not None:
        member = member.model_copy(update={"mother_name": scene.somebody(mother).name})
    child = make_person(plan, member)
    join(plan, child, child, str(member.role or Role.child), member.start_on or _birthday(scene, member))
    return plan


def _birthday(scene: Scene, member: MemberForm) -> date:
    birth = member.birth()
    exact = birth is not None and birth.precision is Precision.day
    return date.fromisoformat(str(birth.on)) if birth and exact else scene.desk.today()


def remove_member(scene: Scene, form: Asked) -> Plan:
    """The membership ends; where the head leaves, another leads."""
    assert isinstance(form, forms.RemoveMember)
    plan = Plan(scene)
    end(plan, form.person, day(scene, form), form.reason)
    _succeed(plan, form.head, form.roles)
    return plan


def report_death(scene: Scene, form: Asked) -> Plan:
    """The person has died, every membership of theirs ends; a household of one is closed."""
    assert isinstance(form, forms.ReportDeath)
    plan = Plan(scene)
    person = scene.row_of("person", form.person)
    assert person is not None
    on = day(scene, form)
    died = {"vital_status": VitalStatus.deceased.value, "death_on": on.isoformat()}
    plan.set("person", person, form.person, died)
    end(plan, form.person, on, EndReason.death)
    _end_elsewhere(plan, person, form.person, on)
    if len(scene.memberships()) == 1:
        plan.set("household", scene.household, scene.code, {"status": HouseholdStatus.closed.value})
    _succeed(plan, form.head, form.roles)
    _stop_collecting(plan, person, on)
    return plan


def change_head(scene: Scene, form: Asked) -> Plan:
    """One becomes head, and the former head something else, in one act."""
    assert isinstance(form, forms.ChangeHead)
    plan = Plan(scene)
    roles = dict(form.roles)
    for code, row in scene.memberships().items():
        if scene.read("membership", row)["role"] == Role.head and form.former_role:
            roles.setdefault(code, form.former_role)
    _succeed(plan, form.person, roles)
    return plan


# -- parts of these, and of what happens to whole households


def make_person(plan: Plan, member: MemberForm) -> Made:
    """A person described, with numbers and telephones."""
    person = plan.make("person", None, {"code": NEW_CODE, **person_fields(member)})
    country = plan.scene.desk.programme.country
    for identifier in member.identifiers:
        make_identifier(plan, person, person, identifier.model_dump(mode="json"))
    for phone in filter(None, member.phones):
        plan.make("phone", person, {"person": person, "number": phone_number(phone, country) or phone})
    return person


def make_identifier(plan: Plan, person: int | Made, code: str | Made, given: Mapping[str, Any]) -> None:
    """A number somebody else gave the person."""
    fields = {name: given.get(name) or None for name in ("scheme", "value", "seen", "override_reason")}
    country = given.get("country") or plan.scene.desk.programme.country
    plan.make("identifier", code, {"person": person, "country": country, **fields})


def join(
    plan: Plan,
    person: int | Made,
    code: str | Made,
    role: str,
    start_on: date,
    household: int | Made | None = None,
) -> None:
    """A membership that begins."""
    home = household or plan.scene.household
    fields = {"household": home, "person": person, "role": role, "start_on": start_on.isoformat()}
    plan.make("membership", code, fields, about=home)


def end(plan: Plan, code: str, on: date, reason: EndReason, household: int | None = None) -> None:
    """A membership of today that ends."""
    row = plan.scene.memberships(household)[code]
    plan.set("membership", row, code, {"end_on": on.isoformat(), "end_reason": reason.value}, about=household)


def day(scene: Scene, form: Asked) -> date:
    """The day it happened; requests are kept with theirs filled in."""
    return form.on or scene.desk.today()


def _succeed(plan: Plan, head: str | None, roles: Mapping[str, Role]) -> None:
    wanted = {**roles, **({head: Role.head} if head else {})}
    for code, row in plan.scene.memberships().items():
        if code in wanted:
            plan.set("membership", row, code, {"role": wanted[code].value})


def _end_elsewhere(plan: Plan, person: int, code: str, on: date) -> None:
    """A man of two households of one compound has died in both."""
    rows = plan.scene.connection.execute(
        "SELECT id, household, start_on FROM membership WHERE person = ? AND end_on IS NULL"
        " AND household <> ?",
        (person, plan.scene.household),
    ).fetchall()
    for row, household, start_on in rows:
        ended = {"end_on": max(on.isoformat(), start_on), "end_reason": EndReason.death.value}
        plan.set("membership", row, code, ended, about=household)


def _stop_collecting(plan: Plan, person: int, on: date) -> None:
    """V11. Whoever has died collects no more."""
    rows = plan.scene.connection.execute(
        "SELECT id, household FROM recipient WHERE person = ? AND coalesce(valid_to, '9999') > ?",
        (person, on.isoformat()),
    ).fetchall()
    for row, household in rows:
        code = plan.scene.code_of("person", person)
        plan.set("recipient", row, code, {"valid_to": on.isoformat()}, about=household)
