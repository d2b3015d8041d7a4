"""The rules of a change, each one small named thing; ``where`` is a path in the payload."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from domain.birth import Birth
from domain.changes_asked import forms
from domain.changes_asked.forms import Asked
from domain.changes_asked.places import district_receives, place_differs, place_within_reach
from domain.changes_asked.standing import Member, Somebody, Surroundings
from domain.problems import Problem, Severity
from domain.rights import NEEDS_EVIDENCE
from domain.rules.composition import YOUNGEST_HEAD
from domain.rules.written_late import dated_back
from domain.vocabulary import ChangeKind, EndReason, Role, Sex, VitalStatus

# Deaths, splits and merges have a request of their own, with its own evidence.
LEAVES = (EndReason.left, EndReason.moved, EndReason.error)


def check(kind: ChangeKind, form: Asked, around: Surroundings) -> list[Problem]:
    """Every problem of a request against what stands; errors stop it."""
    return list(_all(kind, form, around))


def _all(kind: ChangeKind, form: Asked, around: Surroundings) -> Iterator[Problem]:
    yield from evidence_given(kind, around)
    yield from still_there(around)
    yield from dated_back(form.on, around.today, "on", may_override=True)
    for rule in _OF[kind]:
        yield from rule(form, around)


def evidence_given(kind: ChangeKind, around: Surroundings) -> Iterator[Problem]:
    """What cannot be believed on the citizen's word alone needs a paper or a scan."""
    if kind in NEEDS_EVIDENCE and not around.evidence:
        yield Problem("evidence_missing", "evidence")


def still_there(around: Surroundings) -> Iterator[Problem]:
    """A household that was closed has nobody left to change."""
    if around.standing.ended:
        yield Problem("household_ended", "household", facts={"code": around.standing.code})


# -- one person


def person_is_member(form: Asked, around: Surroundings) -> Iterator[Problem]:
    """The person named is in the household today."""
    yield from _member_here(getattr(form, "person", None), "person", around)


def not_before_start(form: Asked, around: Surroundings) -> Iterator[Problem]:
    """V10. Nobody leaves, or leads, before coming."""
    member = around.standing.member(getattr(form, "person", "") or "")
    yield from _since_start(form, [member] if member else [])


def leaves_for_a_reason(form: Asked, around: Surroundings) -> Iterator[Problem]:
    """V10. Deaths, splits and merges are told by their own request."""
    assert isinstance(form, forms.RemoveMember)
    if form.reason not in LEAVES:
        yield Problem("leaving_reason", "reason", "V10")


def day_of_death(form: Asked, around: Surroundings) -> Iterator[Problem]:
    """A death has a day, which is not before the birth."""
    assert isinstance(form, forms.ReportDeath)
    member = around.standing.member(form.person)
    if form.on is None:
        yield Problem("field_missing", "on")
    elif member:
        interval = member.person.birth.interval()
        if interval and form.on < interval[0]:
            yield Problem("death_before_birth", "on")


def successor_named(form: Asked, around: Surroundings) -> Iterator[Problem]:
    """V06. Where the head goes and others stay, somebody leads from now on; else the head stays."""
    assert isinstance(form, forms.RemoveMember | forms.ReportDeath)
    head = around.standing.head
    if head is None or head.person.code != form.person:
        if form.head:
            yield Problem("head_not_going", "head", "V06")
        return
    if len(around.standing.members) == 1:
        if isinstance(form, forms.RemoveMember):
            yield Problem("last_member", "person", "V06")
    elif not form.head:
        yield Problem("successor_missing", "head", "V06")
    elif form.head == form.person:
        yield Problem("successor_goes", "head", "V06")
    else:
        yield from _leads(form.head, "head", around)


def new_head_leads(form: Asked, around: Surroundings) -> Iterator[Problem]:
    """V06. The new head is another living member."""
    assert isinstance(form, forms.ChangeHead)
    head = around.standing.head
    if head and head.person.code == form.person:
        yield Problem("head_already", "person", "V06")
    else:
        yield from _leads(form.person, "person", around)
        if head and not (form.former_role or form.roles.get(head.person.code)):
            yield Problem("role_missing", "former_role", "V06")
    if form.former_role is Role.head:
        yield Problem("heads_several", "former_role", "V06")


def roles_fit(form: Asked, around: Surroundings) -> Iterator[Problem]:
    """V06. Roles are for members, and nobody becomes head through them."""
    roles: Mapping[str, Role] = getattr(form, "roles", {})
    known = {member.person.code for member in around.standing.members}
    for other in around.households.values():
        known |= {member.person.code for member in other.members}
    for code, role in roles.items():
        if code not in known:
            yield Problem("not_a_member", f"roles.{code}", facts={"code": code})
        if role is Role.head:
            yield Problem("heads_several", f"roles.{code}", "V06")


# -- somebody comes


def newcomer_has_role(form: Asked, around: Surroundings) -> Iterator[Problem]:
    """V06. Whoever comes has a role, and is not the head: that is another request."""
    assert isinstance(form, forms.AddMember)
    if form.member.role is None:
        yield Problem("role_missing", "member.role", "V06")
    elif form.member.role is Role.head:
        yield Problem("heads_several", "member.role", "V06")


def newcomer_is_new(form: Asked, around: Surroundings) -> Iterator[Problem]:
    """Somebody who is in the household already, or has died, does not join it."""
    assert isinstance(form, forms.AddMember)
    code = form.member.person
    if not code:
        return
    person = around.people.get(code)
    if person is None:
        yield Problem("code_unknown", "member.person", facts={"code": code})
    elif around.standing.code in person.homes:
        yield Problem("member_already", "member.person", facts={"code": code})
    elif person.deceased:
        yield Problem("person_deceased", "member.person", "V11", facts={"code": code})


def came_in_time(form: Asked, around: Surroundings) -> Iterator[Problem]:
    """V29. The day somebody came is not of the future, and seldom of long ago."""
    assert isinstance(form, forms.AddMember | forms.ReportBirth)
    yield from dated_back(form.member.start_on, around.today, "member.start_on", may_override=True)


def mother_fits(form: Asked, around: Surroundings) -> Iterator[Problem]:
    """The mother is a member, and no man."""
    assert isinstance(form, forms.ReportBirth)
    if form.mother:
        yield from _member_here(form.mother, "mother", around)
        member = around.standing.member(form.mother)
        if member and member.person.sex is Sex.male:
            yield Problem("mother_male", "mother")
    if form.member.is_known:
        yield Problem("birth_of_known", "member.person")


def born_lately(form: Asked, around: Surroundings) -> Iterator[Problem]:
    """A birth has a date; an older child joins the household instead."""
    assert isinstance(form, forms.ReportBirth)
    birth = form.member.birth()
    interval = birth.interval() if birth else None
    if interval is None and form.member.birth_precision is not None and birth is not None:
        yield Problem("birth_undated", "member.birth_date")
    elif interval and (around.today - interval[1]).days > _BABY_DAYS:
        yield Problem("birth_long_ago", "member.birth_date", severity=Severity.warning)


_BABY_DAYS = 3 * 366


# -- the household


def split_leaves_both_whole(form: Asked, around: Surroundings) -> Iterator[Problem]:
    """V06. Members go and members stay; the head stays, and one of those who go leads them."""
    assert isinstance(form, forms.SplitHousehold)
    for index, code in enumerate(form.members):
        yield from _member_here(code, f"members.{index}", around)
        if code in form.members[:index]:
            yield Problem("member_twice", f"members.{index}", facts={"code": code})
    head = around.standing.head
    if head and head.person.code in form.members:
        yield Problem("head_goes", "members", "V06")
    elif len(set(form.members)) >= len(around.standing.members):
        yield Problem("nobody_stays", "members", "V06")
    if form.head not in form.members:
        yield Problem("head_not_among", "head", "V06")
    else:
        yield from _leads(form.head, "head", around)
    going = [member for member in around.standing.members if member.person.code in form.members]
    yield from _since_start(form, going)


def merge_joins_two(form: Asked, around: Surroundings) -> Iterator[Problem]:
    """The other household is another one, has members, and belongs to the same district."""
    assert isinstance(form, forms.MergeHouseholds)
    other = around.households.get(form.other)
    if other is None:
        yield Problem("code_unknown", "other", facts={"code": form.other})
        return
    if other.code == around.standing.code:
        yield Problem("merge_with_itself", "other")
        return
    if other.ended or not other.members:
        yield Problem("household_ended", "other", facts={"code": other.code})
    if other.district != around.standing.district:
        yield Problem("district_differs", "other")
    head = other.head
    here = head is not None and around.standing.member(head.person.code) is not None
    if head and not here and not (form.head_role or form.roles.get(head.person.code)):
        yield Problem("role_missing", "head_role", "V06")
    if form.head_role is Role.head:
        yield Problem("heads_several", "head_role", "V06")
    yield from _since_start(form, other.members)


# -- corrections


def identity_still_whole(form: Asked, around: Surroundings) -> Iterator[Problem]:
    """Something is corrected, and not what another request is for."""
    assert isinstance(form, forms.CorrectIdentity)
    if not form.fields.model_fields_set:
        yield Problem("change_nothing", "fields")
    if form.fields.vital_status is VitalStatus.deceased:
        yield Problem("death_elsewhere", "fields.vital_status")


def details_fit_subject(form: Asked, around: Surroundings) -> Iterator[Problem]:
    """A person has no landmark, and a household no mother."""
    assert isinstance(form, forms.CorrectDetails)
    known = forms.DETAILS_OF_PERSON if form.person else forms.DETAILS_OF_HOUSEHOLD
    for name in sorted(form.fields.model_fields_set - known):
        yield Problem("field_elsewhere", f"fields.{name}", facts={"field": name})
    if not form.fields.model_fields_set:
        yield Problem("change_nothing", "fields")
    if form.person:
        yield from _member_here(form.person, "person", around)


def recipient_lives(form: Asked, around: Surroundings) -> Iterator[Problem]:
    """V11. One living person of the register, or a name with the paper that lets them collect."""
    assert isinstance(form, forms.ChangeRecipient)
    if form.ends:
        if form.person or form.name:
            yield Problem("recipient_twice", "ends")
        return
    if form.person and form.name:
        yield Problem("recipient_twice", "name")
    elif form.person:
        person = around.people.get(form.person)
        if person is None:
            yield Problem("code_unknown", "person", facts={"code": form.person})
        elif person.deceased:
            yield Problem("person_deceased", "person", "V11", facts={"code": form.person})
    elif not (form.name or "").strip():
        yield Problem("recipient_missing", "person")
    elif not (form.mandate or "").strip():
        yield Problem("mandate_missing", "mandate")


def card_reason_said(form: Asked, around: Surroundings) -> Iterator[Problem]:
    """V41. A second card wants a reason."""
    assert isinstance(form, forms.ReplaceCard)
    if not form.reason.strip():
        yield Problem("reprint_reason_missing", "reason", "V41", facts={"code": form.person, "copy": 2})


# -- parts of the above


def _member_here(code: str | None, where: str, around: Surroundings) -> Iterator[Problem]:
    if not code or around.standing.member(code) is None:
        yield Problem("not_a_member", where, facts={"code": code or ""})


def _leads(code: str, where: str, around: Surroundings) -> Iterator[Problem]:
    """V06, V07, V11 of somebody who is to be head."""
    member = around.standing.member(code)
    if member is None:
        yield Problem("not_a_member", where, facts={"code": code})
    elif member.person.deceased:
        yield Problem("deceased_head", where, "V11")
    else:
        yield from _old_enough(member.person, where, around)


def _old_enough(person: Somebody, where: str, around: Surroundings) -> Iterator[Problem]:
    ages = _ages(person.birth, around)
    if ages and ages[1] < YOUNGEST_HEAD:
        yield Problem("head_young", where, "V07", Severity.warning, {"age": ages[1]})


def _ages(birth: Birth, around: Surroundings) -> tuple[int, int] | None:
    return birth.ages(around.today)


def _since_start(form: Asked, members: Iterable[Member]) -> Iterator[Problem]:
    latest = max((member.start_on for member in members), default=None)
    if latest and (form.on or latest) < latest:
        yield Problem("before_start", "on", "V10", facts={"date": latest.isoformat()})


Rule = Callable[[Asked, Surroundings], Iterator[Problem]]
_OF: Mapping[ChangeKind, tuple[Rule, ...]] = {
    ChangeKind.add_member: (newcomer_has_role, newcomer_is_new, came_in_time),
    ChangeKind.remove_member: (
        *(person_is_member, leaves_for_a_reason, not_before_start, successor_named, roles_fit),
    ),
    ChangeKind.report_birth: (mother_fits, born_lately),
    ChangeKind.report_death: (
        *(person_is_member, day_of_death, not_before_start, successor_named, roles_fit),
    ),
    ChangeKind.change_head: (new_head_leads, not_before_start, roles_fit),
    ChangeKind.split_household: (split_leaves_both_whole, place_within_reach, roles_fit),
    ChangeKind.merge_households: (merge_joins_two, roles_fit),
    ChangeKind.move_area: (place_within_reach, place_differs, district_receives),
    ChangeKind.correct_identity: (person_is_member, identity_still_whole),
    ChangeKind.correct_details: (details_fit_subject,),
    ChangeKind.change_recipient: (recipient_lives,),
    ChangeKind.replace_card: (person_is_member, card_reason_said),
}
