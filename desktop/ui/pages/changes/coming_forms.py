"""Somebody joins a household: a person not registered yet, somebody known, a child just born."""

from __future__ import annotations

from typing import Any

from desktop.language.terms import label, labels
from desktop.ui.fields.birth import EMPTY, BirthField
from desktop.ui.fields.choice import ListField, OptionsField
from desktop.ui.fields.field import Field
from desktop.ui.fields.identifiers import IdentifiersField
from desktop.ui.fields.phones import PhonesField
from desktop.ui.fields.registered import RegisteredField
from desktop.ui.fields.text import TextField
from desktop.ui.pages.changes.form import ChangeForm
from desktop.ui.speech import Telling, language, say
from domain.vocabulary import ChangeKind, Role, Sex

_NEW, _KNOWN = "new", "known"
_DESCRIBED = ("given_name", "family_name", "sex", "birth", "identifiers", "phones", "mother_name")
_LONGEST_NAME = 120


class JoinedForm(ChangeForm):
    """A new member: described here, or found in the register."""

    KIND = ChangeKind.add_member

    def build(self) -> None:
        self.put(
            "which",
            OptionsField(
                lambda: say("Changes", "Is this person in the &register?"),
                lambda: {
                    _NEW: say("Changes", "Not yet"),
                    _KNOWN: say("Changes", "Yes, registered already"),
                },
            ),
            required=True,
        )
        here = [member.code for member in self.view.present]
        self.put(
            "registered",
            RegisteredField(lambda: say("Changes", "Wh&o"), self.desk, self.runner, without=here),
            required=True,
        )
        line = self.pair()
        self.put(
            "role",
            ListField(lambda: say("Changes", "Role in the &household"), other_roles),
            required=True,
            into=line,
        )
        self.day_field(lambda: say("Changes", "Since &when"), into=line)
        put_names(self)
        put_sex_and_birth(self)
        line = self.pair()
        self.put("identifiers", IdentifiersField(lambda: say("Changes", "&Identity documents")), into=line)
        self.put(
            "phones",
            PhonesField(lambda: say("Changes", "&Telephones"), self.desk.programme.country),
            into=line,
        )
        self.put("mother_name", _name(lambda: say("Changes", "&Mother’s name")))

    def fill(self) -> None:
        self.fields["which"].set_value(_NEW)

    def renew(self) -> None:
        known = self.fields["which"].value() == _KNOWN
        self.fields["registered"].setVisible(known)
        for key in _DESCRIBED:
            self.fields[key].setVisible(not known)
        require_a_name(self)

    def payload(self) -> dict[str, Any]:
        known = self.value("registered")
        member = {"person": known} if known else described(self)
        return {"member": {**member, "role": self.value("role")}, "on": self.iso()}

    def field_of(self, where: str) -> Field | None:
        return super().field_of("registered" if where == "member.person" else where)


class BornForm(ChangeForm):
    """A child of the household; the mother is chosen among its women, or named."""

    KIND = ChangeKind.report_birth

    def build(self) -> None:
        put_names(self)
        put_sex_and_birth(self)
        line = self.pair()
        self.put(
            "mother",
            ListField(lambda: say("Changes", "&Mother, if she lives here"), self._women),
            into=line,
        )
        self.put("mother_name", _name(lambda: say("Changes", "Mother’s name, if she &does not")), into=line)

    def fill(self) -> None:
        self.fields["birth"].set_value({**EMPTY, "birth_precision": "day"})

    def renew(self) -> None:
        self.fields["mother_name"].setVisible(self.fields["mother"].value() is None)
        require_a_name(self)

    def _women(self) -> dict[str, str]:
        return {member.code: member.name for member in self.view.present if member.sex == Sex.female.value}

    def payload(self) -> dict[str, Any]:
        made: dict[str, Any] = {"member": {**described(self), "role": Role.child.value}}
        return {**made, "mother": self.value("mother")} if self.value("mother") else made


def put_names(form: ChangeForm) -> None:
    """Given and family name side by side; either may be the only one."""
    line = form.pair()
    form.put("given_name", _name(lambda: say("Changes", "&Given name")), into=line)
    form.put("family_name", _name(lambda: say("Changes", "&Family name")), into=line)


def put_sex_and_birth(form: ChangeForm) -> None:
    """Sex and birth, as registration asks for them."""
    form.put(
        "sex",
        OptionsField(lambda: say("Changes", "Se&x"), lambda: labels(Sex, language())),
        required=True,
    )
    form.put(
        "birth",
        BirthField(lambda: say("Changes", "&Birth: what is known?"), form.today),
        required=True,
    )


def require_a_name(form: ChangeForm) -> None:
    """One name is enough, but one there must be."""
    given, family = form.fields["given_name"], form.fields["family_name"]
    form.need("given_name", not given.isHidden() and not family.value())


def described(form: ChangeForm) -> dict[str, Any]:
    """The member as a registration form has one; what was left empty is left out."""
    member = {
        key: form.value(key)
        for key in ("given_name", "family_name", "sex", "identifiers", "phones", "mother_name")
    }
    member["single_name"] = bool(member["given_name"]) != bool(member["family_name"]) or None
    member.update(form.value("birth") or {})
    return {key: value for key, value in member.items() if value is not None}


def other_roles() -> dict[str, str]:
    """What a member may be beside the head."""
    return {role.value: label(Role, role.value, language()) for role in Role if role is not Role.head}


def _name(words: Telling) -> TextField:
    return TextField(words, longest=_LONGEST_NAME)
