"""The payload of each kind of change as a form; people and households by their printed codes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationError

from domain import codes
from domain.birth import Precision
from domain.languages import LanguageCode
from domain.problems import Problem, Refused
from domain.registration import Form, IdentifierForm, MemberForm, PhoneText, WashingtonGroup
from domain.vocabulary import ChangeKind, EndReason, Pregnancy, Role, Sex, VitalStatus

Code = Annotated[str, AfterValidator(lambda text: codes.normal(text) or text.strip())]
Words = Annotated[str, Field(max_length=200)]
NameText = Annotated[str, Field(max_length=120)]


class Asked(Form):
    """``on`` is the day it happened or happens from; without one, the day it is asked for."""

    on: date | None = None


class AddMember(Asked):
    """Somebody joins: described as in a registration, or registered already (``member.person``)."""

    member: MemberForm


class RemoveMember(Asked):
    """Somebody leaves. ``head`` leads the household from now on, should the head be the one who leaves."""

    person: Code
    reason: EndReason
    head: Code | None = None
    roles: dict[Code, Role] = Field(default_factory=dict)


class ReportBirth(Asked):
    """A child of the household. ``mother`` is one of its women: her name becomes the mother's name."""

    member: MemberForm
    mother: Code | None = None


class ReportDeath(Asked):
    """Somebody died; ``head`` leads the household from now on, should it have been the head."""

    person: Code
    head: Code | None = None
    roles: dict[Code, Role] = Field(default_factory=dict)


class ChangeHead(Asked):
    """``person`` leads from now on; ``former_role`` is what the former head is then, ``roles`` the others."""

    person: Code
    former_role: Role | None = None
    roles: dict[Code, Role] = Field(default_factory=dict)


class SplitHousehold(Asked):
    """``members`` go and make a household of their own; without an area it lives where the old one does."""

    members: Annotated[list[Code], Field(min_length=1, max_length=100)]
    head: Code
    roles: dict[Code, Role] = Field(default_factory=dict)
    area: str | None = None
    village: Words | None = None
    address: Words | None = None
    landmark: Words | None = None
    compound: Words | None = None
    phone: PhoneText | None = None


class MergeHouseholds(Asked):
    """The members of ``other`` come into this household; its code opens this one from then on."""

    other: Code
    head_role: Role | None = None
    roles: dict[Code, Role] = Field(default_factory=dict)


class MoveArea(Asked):
    """The household lives elsewhere; what is not said of the new place is not carried over from the old."""

    area: str
    village: Words | None = None
    address: Words | None = None
    landmark: Words | None = None
    compound: Words | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None


class IdentityFields(Form):
    """Only the fields given change; null empties one. ``identifiers`` are all that are right from now on."""

    given_name: NameText | None = None
    family_name: NameText | None = None
    other_names: NameText | None = None
    single_name: bool | None = None
    sex: Sex | None = None
    sex_reason: Words | None = None
    birth_date: str | None = None
    birth_precision: Precision | None = None
    estimated_age: int | None = None
    estimated_on: date | None = None
    vital_status: VitalStatus | None = None
    identifiers: list[IdentifierForm] | None = None


class CorrectIdentity(Asked):
    """Who somebody is was written wrongly."""

    person: Code
    fields: IdentityFields


class DetailFields(Form):
    """Only the fields given change; null empties one. ``phones`` are all that are right from now on."""

    village: Words | None = None
    address: Words | None = None
    landmark: Words | None = None
    compound: Words | None = None
    language: LanguageCode | None = None
    child_headed: bool | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    mother_name: NameText | None = None
    pregnancy: Pregnancy | None = None
    expected_delivery: date | None = None
    guardian: Words | None = None
    wg_ss: WashingtonGroup | None = None
    phones: list[PhoneText] | None = None


class CorrectDetails(Asked):
    """What is seldom disputed, of the household, or of ``person``."""

    person: Code | None = None
    fields: DetailFields


class ChangeRecipient(Asked):
    """Who collects: a registered ``person`` or a ``name`` from outside; ``ends`` leaves the place empty."""

    rank: Annotated[int, Field(ge=1, le=2)] = 1
    person: Code | None = None
    name: Words | None = None
    mandate: Annotated[str, Field(max_length=2000)] | None = None
    ends: bool = False


class ReplaceCard(Asked):
    """A card is lost, damaged or out of date: it is to be printed again, for this reason."""

    person: Code
    reason: Annotated[str, Field(max_length=200)]


FORMS: Mapping[ChangeKind, type[Asked]] = {
    ChangeKind.add_member: AddMember,
    ChangeKind.remove_member: RemoveMember,
    ChangeKind.report_birth: ReportBirth,
    ChangeKind.report_death: ReportDeath,
    ChangeKind.change_head: ChangeHead,
    ChangeKind.split_household: SplitHousehold,
    ChangeKind.merge_households: MergeHouseholds,
    ChangeKind.move_area: MoveArea,
    ChangeKind.correct_identity: CorrectIdentity,
    ChangeKind.correct_details: CorrectDetails,
    ChangeKind.change_recipient: ChangeRecipient,
    ChangeKind.replace_card: ReplaceCard,
}
DETAILS_OF_HOUSEHOLD = frozenset(
    {
        *("village", "address", "landmark", "compound", "language"),
        *("child_headed", "latitude", "longitude", "phones"),
    }
)
DETAILS_OF_PERSON = frozenset(
    {"mother_name", "pregnancy", "expected_delivery", "guardian", "wg_ss", "phones"}
)


def parse(kind: ChangeKind, payload: Any) -> Asked:
    """The form in a payload. Raises Refused with one problem for each field that cannot be read."""
    try:
        return FORMS[kind].model_validate(payload)
    except ValidationError as error:
        raise Refused([_unreadable(item) for item in error.errors()]) from None


def _unreadable(item: Any) -> Problem:
    """As `domain.registration` says it, but that a field left out is missing rather than wrong."""
    where = ".".join(str(part) for part in item["loc"] if part != "[key]")
    if item["type"] == "extra_forbidden":
        return Problem("field_unknown", where=where)
    if item["type"] == "missing":
        return Problem("field_missing", where=where)
    context = item.get("ctx", {})
    expected = context.get("expected") or context.get("pattern") or context.get("max_length") or item["type"]
    return Problem("field_wrong", where=where, facts={"expected": str(expected)})
