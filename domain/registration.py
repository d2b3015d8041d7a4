"""A household's registration form: what comes in from the window, the command line or an import."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.birth import Birth, Precision, fits
from domain.languages import LanguageCode
from domain.problems import Problem, Refused
from domain.vocabulary import (
    DuplicateDecision,
    EndReason,
    HouseholdKind,
    HouseholdSource,
    IdentifierScheme,
    IdentifierSeen,
    LegalBasis,
    NoticeGiven,
    Pregnancy,
    Role,
    Sex,
    VitalStatus,
)

OLDEST_IMAGINABLE = 130  # years; nobody's age is counted from an estimate above
PhoneText = Annotated[str, Field(max_length=40)]


class Form(BaseModel):
    """A part of the form. A field it does not know is refused by name, never dropped."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class IdentifierForm(Form):
    """A number somebody else gave the person; ``country`` is ISO 3166-1 alpha-2."""

    scheme: IdentifierScheme
    country: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    value: str = Field(min_length=1, max_length=60)
    seen: IdentifierSeen | None = None
    override_reason: str | None = Field(default=None, max_length=200)


class WashingtonGroup(Form):
    """The Washington Group Short Set: 1 no difficulty … 4 cannot at all; for statistics, never for rules."""

    seeing: int | None = Field(default=None, ge=1, le=4)
    hearing: int | None = Field(default=None, ge=1, le=4)
    walking: int | None = Field(default=None, ge=1, le=4)
    cognition: int | None = Field(default=None, ge=1, le=4)
    self_care: int | None = Field(default=None, ge=1, le=4)
    communication: int | None = Field(default=None, ge=1, le=4)
    respondent: Literal["self", "proxy"] | None = None
    on: date | None = None


class Judgement(Form):
    """What the clerk said of a member who looks like somebody registered; ``other`` is a printed code."""

    member: int = Field(ge=0)
    other: str
    decision: DuplicateDecision
    note: str | None = Field(default=None, max_length=2000)


class MemberForm(Form):
    """One member. ``person`` or ``same_person_as`` points at somebody registered instead of describing them.

    ``birth_date`` is ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` as ``birth_precision`` says; for an estimate
    give ``estimated_age`` (years) and ``estimated_on``. ``same_person_as`` is another member's ``id``, of
    this form or of one imported before; ``person`` is a printed code.
    """

    id: str | None = None
    person: str | None = None
    same_person_as: str | None = None
    role: Role | None = None
    given_name: str | None = Field(default=None, max_length=120)
    family_name: str | None = Field(default=None, max_length=120)
    other_names: str | None = Field(default=None, max_length=120)
    single_name: bool = False
    mother_name: str | None = Field(default=None, max_length=120)
    sex: Sex | None = None
    sex_reason: str | None = Field(default=None, max_length=200)
    birth_date: str | None = None
    birth_precision: Precision | None = None
    estimated_age: int | None = None
    estimated_on: date | None = None
    phones: list[PhoneText] = Field(default_factory=list)
    identifiers: list[IdentifierForm] = Field(default_factory=list)
    start_on: date | None = None
    end_on: date | None = None
    end_reason: EndReason | None = None
    vital_status: VitalStatus | None = None
    death_on: date | None = None
    pregnancy: Pregnancy | None = None
    expected_delivery: date | None = None
    wg_ss: WashingtonGroup | None = None

    @property
    def is_known(self) -> bool:
        """Whether this member is somebody registered before."""
        return bool(self.person or self.same_person_as)

    def birth(self) -> Birth | None:
        """The birth, when what is written makes sense; None otherwise."""
        return _birth(self.birth_precision, self.birth_date, self.estimated_age, self.estimated_on)


@lru_cache(maxsize=1 << 12)
def _birth(
    precision: Precision | None, written: str | None, age: int | None, age_on: date | None
) -> Birth | None:
    """A birth cannot change once it is made, and one rule after the other asks for it."""
    if precision is None:
        return None
    if precision in (Precision.day, Precision.month, Precision.year):
        return Birth(precision=precision, on=written) if written and fits(written, precision) else None
    if precision is Precision.estimated_age:
        if age is None or age_on is None or not 0 <= age <= OLDEST_IMAGINABLE:
            return None
        return Birth(precision=precision, estimated_age=age, estimated_on=age_on)
    return Birth(precision=precision)


class HouseholdPart(Form):
    """Where the household lives and how to reach it. Degrees are WGS 84."""

    kind: HouseholdKind = HouseholdKind.household
    area: str | None = None
    village: str | None = Field(default=None, max_length=200)
    address: str | None = Field(default=None, max_length=200)
    landmark: str | None = Field(default=None, max_length=200)
    phone: PhoneText | None = None
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    compound: str | None = Field(default=None, max_length=200)
    child_headed: bool = False


class NoticeForm(Form):
    """How the privacy notice was given: which version, in which language, by reading or by handing over."""

    version: str
    language: LanguageCode
    given: NoticeGiven


class HouseholdForm(Form):
    """One household, as it is entered.

    ``id`` is the client's own key: the same form sent twice registers once. ``language`` is the citizen's.
    Without ``notice`` the register says that giving it was not recorded. ``confirmed`` holds the keys of
    warnings a person has seen and confirmed (`warning_key`). ``code`` is one printed on a blank form;
    ``registered_on`` the date written on it, today otherwise; ``campaign`` is a campaign's code.
    """

    id: str | None = None
    language: LanguageCode | None = None
    household: HouseholdPart = Field(default_factory=HouseholdPart)
    legal_basis: LegalBasis | None = None
    notice: NoticeForm | None = None
    guardian: str | None = Field(default=None, max_length=200)
    members: list[MemberForm] = Field(default_factory=list)
    confirmed: list[str] = Field(default_factory=list)
    code: str | None = Field(default=None, max_length=40)
    registered_on: date | None = None
    source: HouseholdSource | None = None
    campaign: str | None = Field(default=None, max_length=60)
    team: str | None = Field(default=None, max_length=120)
    confidential: bool = False
    judgements: list[Judgement] = Field(default_factory=list)

    def head(self) -> MemberForm | None:
        """The first active head, if there is one."""
        return next((m for m in self.members if m.role is Role.head and m.end_on is None), None)


def warning_key(problem: Problem) -> str:
    """How a confirmation names the warning it confirms: ``V07@members.0.birth_date``."""
    return f"{problem.rule}@{problem.where}"


def parse(body: Any) -> HouseholdForm:
    """The form in a JSON body. Raises Refused with one problem for each field that cannot be read."""
    try:
        return HouseholdForm.model_validate(body)
    except ValidationError as error:
        raise Refused([_unreadable(item) for item in error.errors()]) from None


def _unreadable(item: Any) -> Problem:
    where = ".".join(str(part) for part in item["loc"])
    if item["type"] == "extra_forbidden":
        return Problem("field_unknown", where=where)
    context = item.get("ctx", {})
    expected = str(
        context.get("expected") or context.get("pattern") or context.get("max_length") or item["type"]
    )
    return Problem("field_wrong", where=where, facts={"expected": expected})
