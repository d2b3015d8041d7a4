"""The rules of registration over one person of a request: the household as a form, as it would be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from desktop.services import register
from desktop.services.changes.corrections import identity
from desktop.services.changes.scene import Scene
from domain.changes_asked import forms
from domain.changes_asked.forms import Asked
from domain.problems import Problem, Severity
from domain.registration import HouseholdForm, HouseholdPart, MemberForm
from domain.vocabulary import HouseholdKind, LegalBasis, Role


def problems(scene: Scene, form: Asked) -> list[Problem]:
    """What registration would say of whom the form describes; ``where`` is the payload's path."""
    if isinstance(form, forms.AddMember | forms.ReportBirth):
        return _of_newcomer(scene, form)
    if isinstance(form, forms.CorrectIdentity):
        return _of_corrected(scene, form.person, form.fields, identity(form.fields))
    if isinstance(form, forms.CorrectDetails):
        if form.person:
            return _of_corrected(scene, form.person, form.fields, {})
        return _of_household(scene, form.fields)
    return []


def _of_newcomer(scene: Scene, form: forms.AddMember | forms.ReportBirth) -> list[Problem]:
    member = form.member
    if isinstance(form, forms.ReportBirth):
        member = member.model_copy(update={"role": member.role or Role.child})
    found = _at(scene, _others(scene), member)
    return [replace(problem, where=f"member{problem.where}") for problem in found]


def _of_corrected(scene: Scene, code: str, fields: Any, changed: dict[str, Any]) -> list[Problem]:
    row = scene.row_of("person", code)
    here = scene.standing().member(code)
    if row is None or here is None:
        return []
    said = fields.model_dump(mode="json", exclude_unset=True)
    body: dict[str, Any] = {**scene.read("person", row), **said, **changed, "role": here.role}
    body["birth_date"] = body.get("birth_on")
    known = {name: body[name] for name in MemberForm.model_fields if body.get(name) is not None}
    found = _at(scene, _others(scene, without=code), MemberForm.model_validate(known))
    own = [p for p in found if not (p.rule == "V15" and p.facts.get("code") == code)]
    asked = [p for p in own if p.severity is Severity.error or p.where.split(".")[1] in said]
    return [replace(problem, where=f"fields{problem.where}") for problem in asked]


def _of_household(scene: Scene, fields: forms.DetailFields) -> list[Problem]:
    found = []
    for index, phone in enumerate(fields.phones or ()):
        form = HouseholdForm(household=HouseholdPart(area=str(scene.fields["area"]), phone=phone))
        for problem in register.check(scene.desk, form):
            if problem.where == "household.phone":
                found.append(replace(problem, where=f"fields.phones.{index}"))
    return found


def _at(scene: Scene, others: list[MemberForm], member: MemberForm) -> list[Problem]:
    """The problems of the last member of the form, their paths without what leads to them."""
    form = HouseholdForm(
        household=HouseholdPart(
            kind=HouseholdKind(str(scene.fields["kind"])),
            area=str(scene.fields["area"]),
            compound=str(scene.fields.get("compound") or "") or None,
            child_headed=bool(scene.fields.get("child_headed")),
        ),
        legal_basis=LegalBasis.public_interest,
        members=[*others, member],
    )
    prefix = f"members.{len(others)}"
    problems = register.check(scene.desk, form)
    found = [p for p in problems if p.where == prefix or p.where.startswith(f"{prefix}.")]
    return [replace(problem, where=problem.where.removeprefix(prefix)) for problem in found]


def _others(scene: Scene, without: str = "") -> list[MemberForm]:
    members = [one for one in scene.standing().members if one.person.code != without]
    return [MemberForm(person=one.person.code, role=one.role) for one in members]
