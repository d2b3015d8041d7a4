"""Rules about who makes up a household (V06, V07, V08, V09, V10, V11)."""

from __future__ import annotations

from collections.abc import Iterator

from domain.birth import Birth
from domain.problems import Problem, Severity
from domain.registration import HouseholdForm, MemberForm
from domain.rules.context import Context
from domain.vocabulary import HouseholdKind, Role, VitalStatus

YOUNGEST_HEAD = 15
YOUNGEST_SPOUSE = 15
PARENT_GAP = 12


def one_head(form: HouseholdForm) -> Iterator[Problem]:
    """V06. Exactly one active head."""
    if not form.members:
        yield Problem("members_missing", "members", "V06")
        return
    heads = [i for i, m in enumerate(form.members) if m.role is Role.head and m.end_on is None]
    if not heads:
        yield Problem("head_missing", "members", "V06")
    for index in heads[1:]:
        yield Problem("heads_several", f"members.{index}.role", "V06")
    for index, member in enumerate(form.members):
        if member.role is None:
            yield Problem("role_missing", f"members.{index}.role", "V06")


def head_of_age(form: HouseholdForm, context: Context) -> Iterator[Problem]:
    """V07. A head surely under 15 is possible, and said."""
    for index, member in enumerate(form.members):
        if member.role is Role.head and member.end_on is None and not form.household.child_headed:
            ages = _ages(index, member, context)
            if ages and ages[1] < YOUNGEST_HEAD:
                at = f"members.{index}.birth_date"
                yield Problem("head_young", at, "V07", Severity.warning, {"age": ages[1]})


def generations_apart(form: HouseholdForm, context: Context) -> Iterator[Problem]:
    """V08. A child of the head is surely less than 12 years younger; a spouse is surely under 15."""
    head = next((i for i, m in enumerate(form.members) if m.role is Role.head and m.end_on is None), None)
    head_ages = _ages(head, form.members[head], context) if head is not None else None
    for index, member in enumerate(form.members):
        ages = _ages(index, member, context)
        at = f"members.{index}.birth_date"
        if member.role is Role.child and ages and head_ages and head_ages[1] - ages[0] < PARENT_GAP:
            facts = {"years": max(0, head_ages[1] - ages[0])}
            yield Problem("parent_too_young", at, "V08", Severity.warning, facts)
        if member.role is Role.spouse and ages and ages[1] < YOUNGEST_SPOUSE:
            yield Problem("spouse_young", at, "V08", Severity.warning, {"age": ages[1]})


def one_home(form: HouseholdForm, context: Context) -> Iterator[Problem]:
    """V09. One active household each, unless the households share a compound."""
    if form.household.kind is not HouseholdKind.household:
        return
    for index, known in context.known.items():
        for home in known.homes:
            if not home.compound or home.compound != form.household.compound:
                yield Problem("two_households", f"members.{index}.person", "V09", facts={"code": home.code})


def membership_dates(form: HouseholdForm) -> Iterator[Problem]:
    """V10. Nobody leaves before coming, and an end has a reason."""
    for index, member in enumerate(form.members):
        if member.end_on and member.start_on and member.end_on < member.start_on:
            yield Problem("membership_dates", f"members.{index}.end_on", "V10")
        if member.end_on and member.end_reason is None:
            yield Problem("membership_end_reason", f"members.{index}.end_reason", "V10")


def living_head(form: HouseholdForm, context: Context) -> Iterator[Problem]:
    """V11. A deceased person cannot be the head."""
    for index, member in enumerate(form.members):
        known = context.known.get(index)
        deceased = member.vital_status is VitalStatus.deceased or (known is not None and known.deceased)
        if member.role is Role.head and member.end_on is None and deceased:
            yield Problem("deceased_head", f"members.{index}.role", "V11")


def _ages(index: int, member: MemberForm, context: Context) -> tuple[int, int] | None:
    known = context.known.get(index)
    birth: Birth | None = known.birth if known else member.birth()
    return birth.ages(context.today) if birth else None
