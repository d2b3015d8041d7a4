"""What was written wrongly, or is different now: who somebody is, how to reach them, who collects, a card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.services.changes.homes import stop_recipients
from desktop.services.changes.members import day, make_identifier
from desktop.services.changes.plan import Plan
from desktop.services.changes.scene import Scene
from desktop.services.register import millionths
from domain.changes_asked import forms
from domain.changes_asked.forms import Asked, DetailFields, IdentityFields
from domain.matching.names import compact
from domain.rules.contact import phone_number
from domain.vocabulary import IdentifierStatus, VitalStatus


def correct_identity(scene: Scene, form: Asked) -> Plan:
    """Fields of the person; a number that is wrong is marked so, never taken away."""
    assert isinstance(form, forms.CorrectIdentity)
    plan = Plan(scene)
    person = scene.row_of("person", form.person)
    assert person is not None
    plan.set("person", person, form.person, identity(form.fields))
    if form.fields.identifiers is not None:
        given = [one.model_dump(mode="json") for one in form.fields.identifiers]
        _identifiers(plan, person, form.person, given)
    return plan


def identity(fields: IdentityFields) -> dict[str, Any]:
    """The fields given, as a person's record keeps them; a new precision empties what belonged to the old."""
    given = fields.model_dump(mode="json", exclude_unset=True)
    given.pop("identifiers", None)
    if "birth_date" in given:
        given["birth_on"] = given.pop("birth_date")
    if fields.birth_precision is not None:
        dated = fields.birth_precision.value in ("day", "month", "year")
        guessed = fields.birth_precision.value == "estimated_age"
        for name in () if dated else ("birth_on",):
            given[name] = None
        for name in () if guessed else ("estimated_age", "estimated_on"):
            given[name] = None
    if fields.vital_status is VitalStatus.alive:
        given["death_on"] = None
    return {name: None if value == "" else value for name, value in given.items()}


def _identifiers(plan: Plan, person: int, code: str, given: Sequence[Mapping[str, Any]]) -> None:
    scene = plan.scene
    country = scene.desk.programme.country
    wanted = {_key(one["scheme"], one.get("country") or country, one["value"]): one for one in given}
    rows = scene.connection.execute(
        "SELECT id, scheme, country, value, status FROM identifier WHERE person = ? ORDER BY id", (person,)
    ).fetchall()
    for row, scheme, its_country, value, status in rows:
        right = wanted.pop(_key(scheme, its_country, value), None)
        if right is None:
            plan.set("identifier", row, code, {"status": IdentifierStatus.wrong.value})
        elif status == IdentifierStatus.wrong:
            plan.set("identifier", row, code, {"status": IdentifierStatus.valid.value})
    for one in wanted.values():
        make_identifier(plan, person, code, one)


def _key(scheme: str, country: str, value: str) -> tuple[str, str, str]:
    return scheme, country, compact(value)


def correct_details(scene: Scene, form: Asked) -> Plan:
    """Plain fields of the household, or of one person."""
    assert isinstance(form, forms.CorrectDetails)
    plan = Plan(scene)
    person = scene.row_of("person", form.person)
    kind, row = ("person", person) if person is not None else ("household", scene.household)
    code = form.person or scene.code
    plan.set(kind, row, code, _details(form.fields))
    if form.fields.phones is not None:
        _phones(plan, kind, row, code, form.fields.phones)
    return plan


def _details(fields: DetailFields) -> dict[str, Any]:
    given = fields.model_dump(mode="json", exclude_unset=True)
    given.pop("phones", None)
    for name in ("latitude", "longitude"):
        if name in given:
            given[f"{name}_e6"] = millionths(given.pop(name))
    if fields.wg_ss is not None:
        given["wg_ss"] = fields.wg_ss.model_dump(mode="json", exclude_none=True)
    return {name: None if value in ("", False) else value for name, value in given.items()}


def _phones(plan: Plan, kind: str, row: int, code: str, given: Sequence[str]) -> None:
    scene = plan.scene
    country = scene.desk.programme.country
    wanted = dict.fromkeys(phone_number(text, country) or text.strip() for text in given if text.strip())
    rows = scene.connection.execute(
        f"SELECT id, number FROM phone WHERE {kind} = ? AND ended_on IS NULL ORDER BY id", (row,)
    ).fetchall()
    for phone, number in rows:
        if number in wanted:
            wanted.pop(number)
        else:
            plan.set("phone", phone, code, {"ended_on": scene.desk.today().isoformat()})
    for number in wanted:
        plan.make("phone", code, {kind: row, "number": number})


def change_recipient(scene: Scene, form: Asked) -> Plan:
    """Whoever had the place collects until the day before."""
    assert isinstance(form, forms.ChangeRecipient)
    plan = Plan(scene)
    on = day(scene, form).isoformat()
    stop_recipients(plan, scene.household, on, form.rank)
    if not form.ends:
        person = scene.row_of("person", form.person)
        fields = {"household": scene.household, "person": person, "name": form.name or None}
        fields |= {"rank": form.rank, "mandate": form.mandate or None, "valid_from": on}
        plan.make("recipient", form.person or scene.code, fields)
    return plan


def replace_card(scene: Scene, form: Asked) -> Plan:
    """Nothing else is written: the request itself makes the card due again (`desktop.models.papers`)."""
    return Plan(scene)
