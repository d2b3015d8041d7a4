"""Rules about what others in the register have already (V15, V16, V18)."""

from __future__ import annotations

from collections.abc import Iterator

from domain.matching.names import compact
from domain.problems import Problem, Severity
from domain.registration import HouseholdForm, IdentifierForm, MemberForm
from domain.rules.contact import phone_number
from domain.rules.context import Context
from domain.vocabulary import DuplicateDecision

PHONE_HOMES = 3  # neighbours share a telephone; beyond this somebody wrote their own number


def number_of(identifier: IdentifierForm, country: str) -> tuple[str, str, str]:
    """What makes two identifiers the same: scheme, country, and the value without its punctuation."""
    return identifier.scheme.value, identifier.country or country, compact(identifier.value)


def identifiers_free(form: HouseholdForm, context: Context) -> Iterator[Problem]:
    """V15. Nobody else has the number; a supervisor may write it all the same, with a reason."""
    seen: set[tuple[str, str, str]] = set()
    for index, member in enumerate(form.members):
        for place, identifier in enumerate(member.identifiers):
            number = number_of(identifier, context.programme.country)
            where = f"members.{index}.identifiers.{place}.value"
            holder = context.holders.get(number)
            if number in seen:
                yield Problem("identifier_twice", where, "V15")
            elif holder and holder != _own_code(index, member, context):
                yield from _held(holder, identifier, where, context)
            seen.add(number)


def _held(holder: str, identifier: IdentifierForm, where: str, context: Context) -> Iterator[Problem]:
    overridden = bool(identifier.override_reason) and context.may_override
    severity = Severity.warning if overridden else Severity.error
    yield Problem("identifier_held", where, "V15", severity, {"code": holder})


def _own_code(index: int, member: MemberForm, context: Context) -> str:
    known = context.known.get(index)
    return known.code if known else (member.person or "")


def look_alikes_judged(form: HouseholdForm, context: Context) -> Iterator[Problem]:
    """V16. Somebody says of each probable duplicate whether it is one; unsaid, it stays to be decided."""
    judged = {
        (said.member, said.other)
        for said in form.judgements
        if said.decision is not DuplicateDecision.pending
    }
    for index, codes in sorted(context.look_alikes.items()):
        open_ones = [code for code in codes if (index, code) not in judged]
        if open_ones:
            facts = {"count": len(open_ones)}
            yield Problem("look_alikes", f"members.{index}", "V16", Severity.warning, facts)


def phone_shared(form: HouseholdForm, context: Context) -> Iterator[Problem]:
    """V18. One number for more than three households is more often a mistake than a neighbour."""
    given = [("household.phone", form.household.phone)]
    given += [
        (f"members.{i}.phones.{j}", p) for i, m in enumerate(form.members) for j, p in enumerate(m.phones)
    ]
    for where, text in given:
        number = phone_number(text, context.programme.country) if text else None
        homes = context.phone_homes.get(number or "", 0)
        if homes >= PHONE_HOMES:
            yield Problem("phone_shared", where, "V18", Severity.warning, {"count": homes})
