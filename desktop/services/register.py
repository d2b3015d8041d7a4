"""Register a household: from a form to records, in one transaction, once."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.models import held, households, merges, people, records
from desktop.models.journal import Writer
from desktop.services import campaigns, form_judgements, reserve_codes, rights, update_milestone
from desktop.services.desk import Desk
from domain import codes
from domain.problems import Problem, Refused, Severity
from domain.registration import HouseholdForm, MemberForm, warning_key
from domain.rights import Right
from domain.rules import check as rules
from domain.rules.contact import phone_number
from domain.rules.context import Context, Home, Known
from domain.rules.held import number_of
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
        return _problems(desk, connection, form)


def _problems(desk: Desk, connection: Any, form: HouseholdForm) -> list[Problem]:
    known, missing = _known(connection, form)
    country = desk.programme.country
    numbers = {number_of(one, country) for member in form.members for one in member.identifiers}
    phones = [form.household.phone, *(phone for member in form.members for phone in member.phones)]
    dialled = filter(None, (_dialled(phone, country) for phone in phones))
    context = Context(
        desk.programme,
        desk.office,
        desk.today(),
        known,
        holders=held.holders(connection, numbers),
        phone_homes=held.phone_homes(connection, dialled),
        look_alikes=_undecided(form),
        may_override=rights.may(desk, Right.override),
    )
    doubts = list(clock_doubted(time.time_ns() // 1_000_000, held.last_event_ms(connection)))
    return [*missing, *_of_paper(connection, form), *rules.check(form, context), *doubts]


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


def _dialled(phone: str | None, country: str) -> str | None:
    return phone_number(phone, country) if phone else None


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
    desk: Desk, writer: Writer, form: HouseholdForm, evidence: form_judgements.Evidence | None = None
) -> Registered:
    """The same inside a transaction that may hold several: all of the form is written, or nothing of it.

    ``evidence`` is what its judgements rest on, looked up before the transaction began.
    """
    with writer.apart():
        before = registered_before(writer.connection, form.id) if form.id else None
        if before:
            return before
        problems = _problems(desk, writer.connection, form)
        if rules.errors(problems):
            raise Refused(rules.errors(problems))
        done = _Registration(desk, writer, form, problems).write()
        form_judgements.write(desk, writer, form, done.persons, evidence or {})
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
            _remember(self.writer.connection, f"household:{self.form.id}", self.household)
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
            "campaign": campaigns.row_of(self.writer.connection, self.form.campaign),
            "team": self.form.team or None,
            # Who registers only par intérim is recorded as such.
            "acting": not rights.by_own_role(self.desk, Right.register) or None,
        }

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
        code = people.code_of(self.writer.connection, person) if person is not None else self._code()
        if person is None:
            person = self._person(member, code)
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
        today = self.desk.today()
        return member.start_on or (min(today, member.end_on) if member.end_on else today)

    def _person(self, member: MemberForm, code: str) -> int:
        person = self._create("person", {"code": code, **person_fields(member)})
        if member.id:
            _remember(self.writer.connection, f"person:{member.id}", person)
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


def _known(connection: Any, form: HouseholdForm) -> tuple[dict[int, Known], list[Problem]]:
    """What the file says of members registered before, and which of them it does not have."""
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


def _remember(connection: Any, key: str, row: int) -> None:
    connection.execute("INSERT OR REPLACE INTO imported (key, record) VALUES (?, ?)", (key, row))


def millionths(degrees: float | None) -> int | None:
    """Degrees as records keep them, which know no floats."""
    return None if degrees is None else round(degrees * 1_000_000)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
