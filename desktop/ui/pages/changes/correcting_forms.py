"""What is written of somebody is corrected: who they are, or how they are reached."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from desktop.language.terms import labels
from desktop.services.person_record import PersonRecord, person_record
from desktop.ui.fields.birth import EMPTY, BirthField
from desktop.ui.fields.choice import ListField, OptionsField
from desktop.ui.fields.identifiers import IdentifiersField
from desktop.ui.fields.phones import PhonesField
from desktop.ui.fields.text import TextField
from desktop.ui.pages.changes.form import ChangeForm
from desktop.ui.speech import Telling, language, say
from domain.problems import Problem
from domain.vocabulary import ChangeKind, Pregnancy, Sex

NAMES = ("given_name", "family_name", "other_names")
_BIRTH = ("birth_precision", "birth_date", "estimated_age", "estimated_on")
_LONGEST_NAME = 120
HOUSEHOLD = "household"


class CorrectingForm(ChangeForm):
    """Begins with what the register has; only what was changed is asked for."""

    # Empty until somebody is chosen: nothing can differ before.
    _was: Mapping[str, Any] = MappingProxyType({})

    def _keep(self) -> None:
        self._was = {key: field.value() for key, field in self.fields.items()}

    def differing(self) -> dict[str, Any]:
        """The answers that are not those of the register, None for what was emptied."""
        return {
            key: field.value() or None
            for key, field in self.fields.items()
            if key in self._was and not field.isHidden() and field.value() != self._was[key]
        }

    def missing(self) -> list[Problem]:
        found = super().missing()
        if not found and not self.payload_fields():
            found.append(Problem("change_nothing", next(iter(self.fields))))
        return found

    def payload_fields(self) -> dict[str, Any]:
        """What would be changed."""
        return {key: value for key, value in self.differing().items() if key != "person"}


class IdentityForm(CorrectingForm):
    """Names, sex, birth and identity numbers of one member."""

    KIND = ChangeKind.correct_identity

    def build(self) -> None:
        self._record: PersonRecord | None = None
        self._shown = ""
        self.member_field(lambda: say("Changes", "&Who"))
        line = self.pair()
        self.put("given_name", _name(lambda: say("Changes", "&Given name")), into=line)
        self.put("family_name", _name(lambda: say("Changes", "&Family name")), into=line)
        self.put(
            "sex",
            OptionsField(lambda: say("Changes", "Se&x"), lambda: labels(Sex, language())),
            required=True,
        )
        self.put(
            "birth",
            BirthField(lambda: say("Changes", "&Birth: what is known?"), self.today),
            required=True,
        )
        line = self.pair()
        self.put("identifiers", IdentifiersField(lambda: say("Changes", "&Identity documents")), into=line)
        self.put("other_names", _name(lambda: say("Changes", "&Other names")), into=line)

    def renew(self) -> None:
        code = self.fields["person"].value()
        for key, field in self.fields.items():
            field.setVisible(key == "person" or bool(code))
        if code and code != self._shown:
            self._shown = code
            self._record = person_record(self.desk, code)
            self._show(self._record)
        self.need("given_name", not self.fields["family_name"].value())

    def _show(self, record: PersonRecord) -> None:
        fields = record.fields
        for key in (*NAMES, "sex"):
            self.fields[key].set_value(fields.get(key))
        self.fields["birth"].set_value(birth_of(fields))
        self.fields["identifiers"].set_value(list(record.identifiers))
        self._keep()

    def payload(self) -> dict[str, Any]:
        return {"person": self.person(), "fields": self.payload_fields()}

    def payload_fields(self) -> dict[str, Any]:
        changed = super().payload_fields()
        birth = changed.pop("birth", None)
        if birth is not None:
            was = self._was["birth"]
            changed.update({key: birth[key] for key in _BIRTH if birth[key] != was[key]})
        return changed


class DetailsForm(CorrectingForm):
    """How the household is reached, or what is seldom asked of a member."""

    KIND = ChangeKind.correct_details

    def build(self) -> None:
        self._shown: str | None = None
        self.put("about", ListField(lambda: say("Changes", "Of &whom"), self._subjects), required=True)
        self._of_household = self._build_household()
        self._of_member = self._build_member()
        self.put("phones", PhonesField(lambda: say("Changes", "&Telephones"), self.desk.programme.country))

    def _build_household(self) -> tuple[str, ...]:
        line = self.pair()
        self.put("address", TextField(lambda: say("Changes", "A&ddress")), into=line)
        self.put("landmark", TextField(lambda: say("Changes", "Land&mark")), into=line)
        self.put(
            "compound",
            TextField(
                lambda: say("Changes", "Comp&ound"),
                hint=lambda: say("Changes", "Only if several households share it: the same name for each."),
            ),
        )
        return "address", "landmark", "compound"

    def _build_member(self) -> tuple[str, ...]:
        line = self.pair()
        self.put("mother_name", _name(lambda: say("Changes", "Mother’s &name")), into=line)
        self.put(
            "pregnancy",
            ListField(lambda: say("Changes", "&Pregnancy"), lambda: labels(Pregnancy, language())),
            into=line,
        )
        return "mother_name", "pregnancy"

    def _subjects(self) -> dict[str, str]:
        return {HOUSEHOLD: say("Changes", "The household as a whole"), **self.member_names()}

    def fill(self) -> None:
        self.fields["about"].set_value(HOUSEHOLD)

    def renew(self) -> None:
        about = self.fields["about"].value()
        for key in self._of_household:
            self.fields[key].setVisible(about == HOUSEHOLD)
        for key in self._of_member:
            self.fields[key].setVisible(bool(about) and about != HOUSEHOLD)
        if about and about != self._shown:
            self._shown = about
            self._show(about)

    def _show(self, about: str) -> None:
        if about == HOUSEHOLD:
            fields, phones = self.view.fields, self.view.phones
        else:
            record = person_record(self.desk, about)
            fields, phones = record.fields, record.phones
        for key in (*self._of_household, *self._of_member):
            self.fields[key].set_value(fields.get(key) or None)
        self.fields["phones"].set_value(list(phones))
        self._keep()

    def person(self) -> str | None:
        about = self.fields["about"].value()
        return None if about in (None, HOUSEHOLD) else str(about)

    def payload_fields(self) -> dict[str, Any]:
        return {key: value for key, value in self.differing().items() if key != "about"}

    def payload(self) -> dict[str, Any]:
        made: dict[str, Any] = {"fields": self.payload_fields()}
        return {"person": self.person(), **made} if self.person() else made


def birth_of(fields: dict[str, Any]) -> dict[str, Any]:
    """A birth of the register as the field takes it."""
    return {
        **EMPTY,
        "birth_precision": fields.get("birth_precision"),
        "birth_date": fields.get("birth_on"),
        "estimated_age": fields.get("estimated_age"),
        "estimated_on": fields.get("estimated_on"),
    }


def _name(words: Telling) -> TextField:
    return TextField(words, longest=_LONGEST_NAME)
