"""The kinds of records that travel: their fields, which fields point elsewhere, which ones are identity.

A record is a bag of named fields. Values are strings, whole numbers, booleans, None, or lists and maps of
these; never floats, so that canonical bytes are the same on every machine. None means never set.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from domain.birth import Precision, fits
from domain.problems import Problem, Severity
from domain.vocabulary import (
    EndReason,
    HouseholdKind,
    IdentifierScheme,
    LegalBasis,
    MilestoneStatus,
    NoticeGiven,
    Paper,
    Pregnancy,
    Role,
    Sex,
    UserRole,
    VitalStatus,
)

Json = str | int | bool | list[Any] | dict[str, Any] | None
Fields = dict[str, Json]
WHOLE = 2**53  # whole numbers stay below, on either side of zero
DEEPEST = 20  # lists within maps within lists …


FIRST_YEAR, LAST_YEAR = 1850, 2300


def _day(text: str) -> str:
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError("not YYYY-MM-DD")
    _within_reason(int(text[:4]))
    return text


def _within_reason(year: int) -> None:
    """A date at the end of time breaks whoever counts a day on from it."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError("a year nobody means")


def _birth_day(text: str) -> str:
    if not any(fits(text, precision) for precision in Precision):
        raise ValueError("not YYYY, YYYY-MM or YYYY-MM-DD")
    return text


def _moment(text: str) -> str:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("no time zone")
    _within_reason(moment.year)
    return text


class Ref:
    """Marks a field that holds another record's id."""

    def __init__(self, *kinds: str) -> None:
        self.kinds = kinds


class Identity:
    """Marks a field that says who someone is: the first value stands until a person decides."""


Name = Annotated[str, Field(max_length=120), Identity()]
Short = Annotated[str, Field(max_length=200)]
Note = Annotated[str, Field(max_length=2000)]
Day = Annotated[str, AfterValidator(_day)]
Moment = Annotated[str, Field(max_length=40), AfterValidator(_moment)]
HouseholdRef = Annotated[str, Ref("household")]
PersonRef = Annotated[str, Ref("person")]


class Record(BaseModel):
    """Base of every kind. Unknown fields are kept and forwarded: a newer office may know more."""

    model_config = ConfigDict(extra="allow")


class Household(Record):
    """People who share a roof or a pot. Position is in millionths of a degree (WGS 84)."""

    code: Short
    kind: HouseholdKind
    area: Short
    village: Short | None = None
    address: Short | None = None
    landmark: Short | None = None
    latitude_e6: Annotated[int, Field(ge=-90_000_000, le=90_000_000)] | None = None
    longitude_e6: Annotated[int, Field(ge=-180_000_000, le=180_000_000)] | None = None
    compound: Short | None = None
    language: Short | None = None
    registered_on: Day
    child_headed: bool | None = None
    warnings: list[dict[str, Any]] | None = None


class Person(Record):
    """One human being, in however many households. ``birth_on`` is written to ``birth_precision``."""

    code: Short
    given_name: Name | None = None
    family_name: Name | None = None
    other_names: Name | None = None
    single_name: bool | None = None
    mother_name: Annotated[str, Field(max_length=120)] | None = None
    sex: Annotated[Sex, Identity()]
    sex_reason: Short | None = None
    birth_precision: Annotated[Precision, Identity()]
    birth_on: Annotated[str, AfterValidator(_birth_day), Identity()] | None = None
    estimated_age: Annotated[int, Identity(), Field(ge=0, le=130)] | None = None
    estimated_on: Annotated[Day, Identity()] | None = None
    vital_status: VitalStatus | None = None
    death_on: Day | None = None
    pregnancy: Pregnancy | None = None
    guardian: Short | None = None


class Membership(Record):
    """A person in a household; a man with wives in two households of one compound has two."""

    household: HouseholdRef
    person: PersonRef
    role: Annotated[Role, Identity()]
    start_on: Day
    end_on: Day | None = None
    end_reason: EndReason | None = None


class Identifier(Record):
    """A number that somebody else gave the person."""

    person: PersonRef
    scheme: Annotated[IdentifierScheme, Identity()]
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$"), Identity()]
    value: Annotated[str, Field(min_length=1, max_length=60), Identity()]


class Phone(Record):
    """A number in E.164 where it can be one, else as it was given; of a person or of the whole household."""

    household: HouseholdRef | None = None
    person: PersonRef | None = None
    number: Annotated[str, Field(min_length=1, max_length=40)]


class Consent(Record):
    """On which legal basis the household is held, which notice was given, in which language."""

    household: HouseholdRef
    legal_basis: LegalBasis
    notice_version: Short
    language: Short
    given: NoticeGiven
    guardian: Short | None = None
    at: Moment


class Photo(Record):
    """A portrait; its bytes travel apart, named by their SHA-256 in hex."""

    person: PersonRef
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Field(gt=0, le=200_000)]


class MilestoneUpdate(Record):
    """Something reached or changed on a journey; a correction points at the update it corrects."""

    household: HouseholdRef
    item: Short
    status: MilestoneStatus
    on: Day
    note: Note | None = None
    evidence: Short | None = None
    event: Short | None = None
    corrects: Annotated[str, Ref("milestone_update")] | None = None
    at: Moment | None = None


class Print(Record):
    """A paper given out: which, in which language, the how-manieth copy, and why again."""

    household: HouseholdRef
    person: PersonRef | None = None
    paper: Paper
    language: Short
    copy_number: Annotated[int, Field(ge=1)]
    reason: Short | None = None
    at: Moment


class Handover(Record):
    """A printed paper put into the citizen's hand."""

    household: HouseholdRef
    print: Annotated[str, Ref("print")]
    on: Day


class User(Record):
    """A person of the office, so that other offices can read who did what."""

    number: Annotated[int, Field(ge=1)]
    username: Short
    full_name: Short
    role: UserRole
    active: bool


class Conflict(Record):
    """Two values for the same fields, both kept. Made by the server, never by a device."""

    subject: Annotated[str, Ref("household", "person", "membership", "identifier", "phone")]
    subject_kind: Short
    kept: dict[str, Any]
    other: dict[str, Any]
    author_device: Short
    author: int
    state: Literal["open", "settled"] = "open"


KINDS: dict[str, type[Record]] = {
    "household": Household,
    "person": Person,
    "membership": Membership,
    "identifier": Identifier,
    "phone": Phone,
    "consent": Consent,
    "photo": Photo,
    "milestone_update": MilestoneUpdate,
    "print": Print,
    "handover": Handover,
    "user": User,
    "conflict": Conflict,
}
APPEND_ONLY = frozenset({"consent", "photo", "milestone_update", "print", "handover"})
MADE_BY_SERVER = frozenset({"conflict"})


@cache
def references(kind: str) -> frozenset[str]:
    """The fields of a kind that hold another record's id."""
    return _marked(kind, Ref)


@cache
def identity_fields(kind: str) -> frozenset[str]:
    """The fields of a kind whose first value stands until a person decides."""
    return _marked(kind, Identity)


def _marked(kind: str, mark: type) -> frozenset[str]:
    model = KINDS.get(kind)
    if model is None:
        return frozenset()
    return frozenset(name for name, field in model.model_fields.items() if _has(field, mark))


def _has(field: Any, mark: type) -> bool:
    """Pydantic keeps marks on the field, or inside the annotation when it is a union with None."""
    if any(isinstance(item, mark) for item in field.metadata):
        return True
    members = getattr(field.annotation, "__args__", ())
    return any(isinstance(m, mark) for a in members for m in getattr(a, "__metadata__", ()))


@cache
def _field_type(kind: str, name: str) -> TypeAdapter[Any]:
    field = KINDS[kind].model_fields[name]
    kind_of_value: Any = field.annotation
    return TypeAdapter(Annotated[kind_of_value, *field.metadata] if field.metadata else kind_of_value)


def problems_of(kind: str, fields: Fields, *, creating: bool) -> list[Problem]:
    """What is wrong with the fields of one change: types, vocabularies, and on creation what is missing.

    Strict, so that a value is kept by every office as it was sent, or by none: "5" is no number, 0 no date.
    """
    unfit = [_problem(kind, (name,), "json") for name in fields if not can_be_kept(name, fields[name])]
    model = KINDS.get(kind)
    if unfit or model is None:
        return unfit  # an unknown kind is from a newer office: kept and forwarded
    if creating:
        try:
            model.model_validate_json(json.dumps(fields), strict=True)
        except ValidationError as error:
            return [_problem(kind, item["loc"], item["type"]) for item in error.errors()]
        return []
    found: list[Problem] = []
    for name in sorted(fields.keys() & model.model_fields.keys()):
        try:
            _field_type(kind, name).validate_json(json.dumps(fields[name]), strict=True)
        except ValidationError as error:
            found.append(_problem(kind, (name,), error.errors()[0]["type"]))
    return found


def can_be_kept(name: str, value: Json, depth: int = 0) -> bool:
    """What the wire format allows (no floats, no half surrogates) and PostgreSQL can hold (no NUL)."""
    if not _is_text(name) or depth > DEEPEST:
        return False
    if value is None or isinstance(value, bool):
        return True
    if isinstance(value, str):
        return _is_text(value)
    if isinstance(value, int):
        return abs(value) < WHOLE
    if isinstance(value, list):
        return all(can_be_kept("", item, depth + 1) for item in value)
    return isinstance(value, dict) and all(can_be_kept(key, item, depth + 1) for key, item in value.items())


def _is_text(value: object) -> bool:
    """Characters only: half a surrogate pair has no bytes in UTF-8."""
    return (
        isinstance(value, str)
        and "\0" not in value
        and (value.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in value))
    )


def _problem(kind: str, where: tuple[int | str, ...], reason: str) -> Problem:
    path = ".".join(str(part) for part in where)
    return Problem(
        "field_wrong", where=path, severity=Severity.error, facts={"kind": kind, "expected": reason}
    )
