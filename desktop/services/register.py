"""Register a household: from a form to records, in one transaction, once."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.models import households, merges, people, records
from desktop.models.journal import Writer
from desktop.services import campaigns, form_judgements, reserve_codes, rights, update_milestone
from desktop.services.desk import Desk
from desktop.services.standing import InFile, OfBatch, Standing, numbers_of, phones_of
from domain import codes
from domain.problems import Problem, Refused, Severity
from domain.registration import HouseholdForm, MemberForm, warning_key
from domain.rights import Right
from domain.rules import check as rules
from domain.rules.contact import phone_number
from domain.rules.context import Context, Home, Known
from domain.rules.written_late import clock_doubted
from domain.vocabulary import DuplicateDecision, NoticeGiven, Sex


@dataclass(frozen=True)
class Registered:
    """A household that is in the file. ``already`` says that the same form had been registered before."""

    code: str
    household: int
    persons: tuple[str, ...]
    warnings: tuple[Problem, ...]
    already: bool = False


def check(desk: Desk, form: HouseholdForm) -> list[Problem]:
    """Every problem of the form as it stands; nothing is written."""
    with desk.store.reading() as connection:
        return problems_of(desk, InFile(desk, connection), form)


def problems_of(desk: Desk, standing: Standing, form: HouseholdForm) -> list[Problem]:
    """The same beside what stands in the register."""
    known, missing = _known(standing, form) if any(m.is_known for m in form.members) else ({}, [])
    country = desk.programme.country
    context = Context(
        desk.programme,
        desk.office,
        desk.today(),
        known,
        holders=standing.holders(numbers_of(form, country)),
        phone_homes=standing.phone_homes(phones_of(form, country)),
        look_alikes=_undecided(form),
        may_override=standing.may_override(),
    )
    doubts = list(clock_doubted(time.time_ns() // 1_000_000, standing.latest_ms()))
    of_paper = _of_paper(standing.reading(), form) if form.code or form.campaign else []
    return [*missing, *of_paper, *rules.check(form, context), *doubts]


def _undecided(form: HouseholdForm) -> dict[int, list[str]]:
    """The look-alikes found of each member (V16) that nobody has judged yet."""
    found: dict[int, list[str]] = {}
    for one in form.judgements:
        if one.decision is DuplicateDecision.pending:
            found.setdefault(one.member, []).append(one.other)
    return found


def _of_paper(connection: Any, form: HouseholdForm) -> list[Problem]:
    """What is wrong with the code printed on the form, and with the campaign written on it."""
    of_code = reserve_codes.form_problem(connection, form.code)
    of_campaign = campaigns.form_problem(connection, form.campaign)
    return [problem for problem in (of_code, of_campaign) if problem]


def register(desk: Desk, form: HouseholdForm) -> Registered:
    """Write the household, its members and all that belongs to them. Raises Refused with every error.

    Warnings do not stop it: they are written with the household, confirmed or not. What is looked up and what
    is written are one transaction: two windows cannot register the same form, or the same person twice.
    """
    rights.require(desk, Right.register)
    evidence = form_judgements.evidence(desk, form)
    with desk.writing() as writer:
        return register_with(desk, writer, form, evidence)


def register_with(
    desk: Desk,
    writer: Writer,
    form: HouseholdForm,
    evidence: form_judgements.Evidence | None = None,
    batch: OfBatch | None = None,
) -> Registered:
    """The same inside a transaction that may hold several: all of the form is written, or nothing of it.

    ``evidence`` is what its judgements rest on, looked up before the transaction began. ``batch`` knows what
    stands in the register where forms are many.
    """
    with writer.apart():
        new = batch is not None and f"household:{form.id}" not in batch.keys
        before = registered_before(writer.connection, form.id) if form.id and not new else None
        if before:
            return before
        problems = problems_of(desk, batch or InFile(desk, writer.connection), form)
        if rules.errors(problems):
            raise Refused(rules.errors(problems))
        done = _Registration(desk, writer, form, problems).write()
        form_judgements.write(desk, writer, form, done.persons, evidence or {})
    if batch is not None:
        batch.note(form, done.household, done.persons)
    return done


class _Registration:
    """One form on its way into the file."""

    def __init__(self, desk: Desk, writer: Writer, form: HouseholdForm, problems: list[Problem]) -> None:
        self.desk = desk
        self.writer = writer
        self.form = form
        self.warnings = tuple(p for p in problems if p.severity is Severity.warning)
        self.district = desk.programme.district_of(form.household.area or "") or desk.office.areas[0]
        self.household = 0
        self.today = desk.today()

    def write(self) -> Registered:
        code = codes.normal(self.form.code or "") or self._code()
        self.household = self.writer.create("household", self.district, self._household(code))
        self._create("consent", self._consent())
        if self.form.household.phone:
            self._create(
                "phone", {"household": self.household, "number": self._phone(self.form.household.phone)}
            )
        persons = tuple(self._member(member) for member in self.form.members)
        if self.form.notice:
            update_milestone.reach(self.desk, self.writer, self.household, "notice.given")
        if self.form.id:
            self.writer.remember(f"household:{self.form.id}", self.household)
        return Registered(code, self.household, persons, self.warnings)

    def _create(self, kind: str, fields: dict[str, Any]) -> int:
        return self.writer.create(kind, self.district, fields, about=self.household)

    def _code(self) -> str:
        return reserve_codes.next_code(self.desk, self.writer)

    def _household(self, code: str) -> dict[str, Any]:
        part = self.form.household
        return {
            "code": code,
            "kind": part.kind.value,
            "area": part.area,
            "village": part.village or None,
            "address": part.address or None,
            "landmark": part.landmark or None,
            "latitude_e6": millionths(part.latitude),
            "longitude_e6": millionths(part.longitude),
            "compound": part.compound or None,
            "language": self.form.language or self.desk.office.languages[0],
            "registered_on": (self.form.registered_on or self.desk.today()).isoformat(),
            "child_headed": part.child_headed or None,
            "warnings": [self._warning(problem) for problem in self.warnings] or None,
            "source": self.form.source.value if self.form.source else None,
            "confidential": self.form.confidential or None,
            "campaign": self._campaign(),
            "team": self.form.team or None,
            # Who registers only par intérim is recorded as such.
            "acting": not rights.by_own_role(self.desk, Right.register) or None,
        }

    def _campaign(self) -> int | None:
        named = self.form.campaign
        return campaigns.row_of(self.writer.connection, named) if named else None

    def _warning(self, problem: Problem) -> dict[str, Any]:
        return {
            "rule": problem.rule,
            "code": problem.code,
            "where": problem.where,
            "facts": dict(problem.facts),
            "confirmed": warning_key(problem) in self.form.confirmed,
        }

    def _consent(self) -> dict[str, Any]:
        notice = self.form.notice
        return {
            "household": self.household,
            "legal_basis": str(self.form.legal_basis),
            "notice_version": notice.version if notice else self.desk.programme.notice.version,
            "language": notice.language if notice else (self.form.language or self.desk.office.languages[0]),
            "given": (notice.given if notice else NoticeGiven.not_recorded).value,
            "guardian": self.form.guardian or None,
            "at": self.desk.stamp(),
        }

    def _member(self, member: MemberForm) -> str:
        person = _row_of_known(self.writer.connection, member) if member.is_known else None
        if person is None:
            code = self._code()
            person = self._person(member, code)
        else:
            code = people.code_of(self.writer.connection, person)
        self._create(
            "membership",
            {
                "household": self.household,
                "person": person,
                "role": str(member.role),
                "start_on": self._start(member).isoformat(),
                "end_on": member.end_on.isoformat() if member.end_on else None,
                "end_reason": member.end_reason.value if member.end_reason else None,
            },
        )
        self._numbers(member, person)
        return code

    def _start(self, member: MemberForm) -> date:
        """Today unless it is said; of somebody who left before, the day they left at the latest."""
        today = self.today
        return member.start_on or (min(today, member.end_on) if member.end_on else today)

    def _person(self, member: MemberForm, code: str) -> int:
        person = self._create("person", {"code": code, **person_fields(member)})
        if member.id:
            self.writer.remember(f"person:{member.id}", person)
        return person

    def _numbers(self, member: MemberForm, person: int) -> None:
        for identifier in member.identifiers:
            self._create(
                "identifier",
                {
                    "person": person,
                    "scheme": identifier.scheme.value,
                    "country": identifier.country or self.desk.programme.country,
                    "value": identifier.value,
                    "seen": identifier.seen.value if identifier.seen else None,
                    "override_reason": identifier.override_reason or None,
                },
            )
        for phone in filter(None, member.phones):
            self._create("phone", {"person": person, "number": self._phone(phone)})

    def _phone(self, text: str) -> str:
        """In E.164 when it can be; else as it was given, for nothing entered is lost."""
        return phone_number(text, self.desk.programme.country) or text


def person_fields(member: MemberForm) -> dict[str, Any]:
    """A described member's own fields, as a person's record keeps them."""
    birth = member.birth()
    return {
        "given_name": member.given_name or None,
        "family_name": member.family_name or None,
        "other_names": member.other_names or None,
        "single_name": member.single_name or None,
        "mother_name": member.mother_name or None,
        "sex": str(member.sex),
        "sex_reason": member.sex_reason or None,
        "birth_precision": str(member.birth_precision),
        "birth_on": birth.on if birth else None,
        "estimated_age": birth.estimated_age if birth else None,
        "estimated_on": birth.estimated_on.isoformat() if birth and birth.estimated_on else None,
        "vital_status": member.vital_status.value if member.vital_status else None,
        "death_on": member.death_on.isoformat() if member.death_on else None,
        "pregnancy": member.pregnancy.value if member.pregnancy else None,
        "expected_delivery": member.expected_delivery.isoformat() if member.expected_delivery else None,
        "wg_ss": member.wg_ss.model_dump(mode="json", exclude_none=True) if member.wg_ss else None,
    }


def _known(standing: Standing, form: HouseholdForm) -> tuple[dict[int, Known], list[Problem]]:
    """What the file says of members registered before, and which of them it does not have."""
    connection = standing.reading()
    known: dict[int, Known] = {}
    missing: list[Problem] = []
    described: set[str | None] = set()
    for index, member in enumerate(form.members):
        if not member.is_known:
            described.add(member.id)
            continue
        row = _row_of_known(connection, member)
        if row is None and member.same_person_as and member.same_person_as in described:
            continue
        if row is None:
            facts = {"code": member.person or member.same_person_as or ""}
            missing.append(Problem("code_unknown", f"members.{index}.person", facts=facts))
            continue
        known[index] = _known_person(connection, row)
    return known, missing


def _known_person(connection: Any, row: int) -> Known:
    fields = records.read(connection, "person", row) or {}
    birth = people.birth(
        str(fields["birth_precision"]),
        _text(fields.get("birth_on")),
        fields.get("estimated_age"),  # type: ignore[arg-type]
        _text(fields.get("estimated_on")),
    )
    homes = tuple(Home(code, compound) for code, compound in households.homes_of(connection, row))
    deceased = fields.get("vital_status") == "deceased"
    return Known(Sex(str(fields["sex"])), birth, deceased, homes, str(fields["code"]))


def _row_of_known(connection: Any, member: MemberForm) -> int | None:
    if member.person:
        code = codes.normal(member.person)
        known = people.row_of_code(connection, "person", code) if code else None
        return known and merges.standing(connection, "person", known)
    row = connection.execute(
        "SELECT record FROM imported WHERE key = ?", (f"person:{member.same_person_as}",)
    ).fetchone()
    return int(row[0]) if row else None


def registered_before(connection: Any, key: str) -> Registered | None:
    """The household that a form of that key has become; None when there is none."""
    row = connection.execute("SELECT record FROM imported WHERE key = ?", (f"household:{key}",)).fetchone()
    if row is None:
        return None
    code = str((records.read(connection, "household", row[0]) or {})["code"])
    members = households.members(connection, row[0])
    return Registered(code, row[0], tuple(member.code for member in members), (), already=True)


def millionths(degrees: float | None) -> int | None:
    """Degrees as records keep them, which know no floats."""
    return None if degrees is None else round(degrees * 1_000_000)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
