"""The look-alikes of a form on its way in: who is found, what the clerk said of them, what stays pending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.models import merges, people
from desktop.models.journal import Writer
from desktop.services import judge_duplicate, look_alikes
from desktop.services.desk import Desk
from desktop.services.look_alikes import LookAlike
from domain import codes
from domain.problems import Problem, Refused
from domain.registration import HouseholdForm, Judgement
from domain.vocabulary import DuplicateDecision

_AT_MOST = 20
Evidence = Mapping[tuple[int, str], LookAlike]


@dataclass(frozen=True)
class Found:
    """A member of a form, by its place, and somebody registered who looks like them."""

    member: int
    look_alike: LookAlike


def look(desk: Desk, form: HouseholdForm) -> list[Found]:
    """The look-alikes of all members, but those said to be somebody else; nothing is written."""
    found: list[Found] = []
    for index in range(len(form.members)):
        found += [Found(index, one) for one in look_alikes.of_member(desk, form, index)]
    return found


def add_pending(desk: Desk, form: HouseholdForm) -> list[Found]:
    """Those look-alikes of which nobody has said anything; each is added to the form as pending."""
    said = {(one.member, codes.normal(one.other)) for one in form.judgements}
    found = [one for one in look(desk, form) if (one.member, one.look_alike.code) not in said]
    form.judgements = [
        *form.judgements,
        *(
            Judgement(member=one.member, other=one.look_alike.code, decision=DuplicateDecision.pending)
            for one in found
        ),
    ]
    return found


def evidence(desk: Desk, form: HouseholdForm) -> Evidence:
    """The weight and the reasons behind each judgement of a form; asked before the form is written."""
    if not form.judgements:
        return {}
    unjudged = form.model_copy(update={"judgements": []})
    return {
        (index, one.code): one
        for index in {one.member for one in form.judgements}
        for one in look_alikes.of_member(desk, unjudged, index, _AT_MOST)
    }


def write(desk: Desk, writer: Writer, form: HouseholdForm, persons: Sequence[str], found: Evidence) -> None:
    """Write the judgements of a form whose members are registered under these codes.

    A member taken for the registered person says so of themselves: the note keeps what had been typed.
    Raises Refused: ``code_unknown``, ``judgement_of_nobody``.
    """
    for number, one in enumerate(form.judgements):
        if one.member >= len(persons):
            raise Refused(Problem("judgement_of_nobody", f"judgements.{number}.member"))
        code = codes.normal(one.other) or ""
        other = people.row_of_code(writer.connection, "person", code)
        if other is None:
            raise Refused(Problem("code_unknown", f"judgements.{number}.other", facts={"code": one.other}))
        person = people.row_of_code(writer.connection, "person", persons[one.member])
        if person is None:
            continue
        judge_duplicate.judge(
            desk,
            writer,
            person,
            merges.standing(writer.connection, "person", other),
            one.decision,
            found.get((one.member, code)),
            one.note or "",
        )
