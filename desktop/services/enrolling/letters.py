"""Papers of an enrolment: the decision letter (P-05), the enrolment receipt (P-03), the exit letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from desktop.models import enrolments as rows
from desktop.models import households, merges, records
from desktop.models.enrolments import EnrolmentLine
from desktop.models.people import full_name
from desktop.services import confidential, rights
from desktop.services.desk import Desk
from desktop.services.enrolling import quotas, read
from desktop.services.fill_papers import issuer, months_later
from desktop.services.print_papers import Printed
from domain.languages import LANGUAGES, LanguageCode
from domain.problems import Problem, Refused
from domain.rights import Right
from domain.rules.reasons import reprint_explained
from domain.schemes.scheme import Scheme
from domain.schemes.terms import EnrolmentStatus as S
from domain.schemes.terms import ExitReason
from domain.vocabulary import Paper

if TYPE_CHECKING:
    from desktop.printing.letter_facts import EnrolmentFacts

Connection = Any
PAPERS = (Paper.decision_letter, Paper.enrolment_receipt, Paper.exit_letter)
_ENROLLED = frozenset({S.enrolled, S.active, S.suspended})
_OVER = frozenset({S.exited, S.graduated})
_NOT_DECIDED = frozenset({S.draft, S.submitted, S.verified, S.to_review, S.withdrawn})


def offered(line: EnrolmentLine) -> tuple[Paper, ...]:
    """The papers that can be printed of an enrolment as it stands."""
    return tuple(paper for paper in PAPERS if _refusal(paper, line) is None)


def preview(
    desk: Desk, code: str, paper: Paper, language: LanguageCode | None = None, reason: str = ""
) -> bytes:
    """The page as it would be printed next; nothing is recorded. Raises Refused."""
    return _pdf(_facts(desk, code, paper, language, reason), paper)


def print_it(
    desk: Desk, code: str, paper: Paper, language: LanguageCode | None = None, reason: str = ""
) -> Printed:
    """The page, recorded as given out. Raises Refused: nothing to print yet, a copy without a reason."""
    facts = _facts(desk, code, paper, language, reason)
    with desk.writing() as writer:
        line = read.named(desk, writer.connection, code)
        home = merges.standing(writer.connection, "household", line.home)
        number = rows.copies(writer.connection, home, paper.value, line.code) + 1
        for problem in reprint_explained(line.code, number - 1, reason.strip()):
            raise Refused(problem)
        fields: dict[str, Any] = {
            "household": home,
            "person": line.person,
            "paper": paper.value,
            "language": facts.language,
            "copy_number": number,
            # Of which enrolment it is stands before the reason: a person may have several.
            "reason": ": ".join(part for part in (line.code, reason.strip()) if part),
            "at": desk.stamp(),
        }
        place = records.district(writer.connection, "household", home)
        row = writer.create("print", place, fields, about=home)
    return Printed(_pdf(replace(facts, copy_number=number), paper), (row,), ())


def _pdf(facts: EnrolmentFacts, paper: Paper) -> bytes:
    from desktop.printing import letter  # noqa: PLC0415 - start-up time

    draw = {
        Paper.decision_letter: letter.decision_pdf,
        Paper.enrolment_receipt: letter.receipt_pdf,
        Paper.exit_letter: letter.ending_pdf,
    }
    return draw[paper](facts)


def _refusal(paper: Paper, line: EnrolmentLine) -> Problem | None:
    if paper is Paper.decision_letter and line.status in _NOT_DECIDED | _OVER:
        return Problem("enrolment_not_decided", "paper")
    if paper is Paper.enrolment_receipt and line.status not in _ENROLLED:
        return Problem("enrolment_not_enrolled", "paper")
    if paper is Paper.exit_letter and line.status not in _OVER:
        return Problem("enrolment_not_ended", "paper")
    return None


def _facts(
    desk: Desk, code: str, paper: Paper, language: LanguageCode | None, reason: str
) -> EnrolmentFacts:  # fmt: skip
    rights.require(desk, Right.read)
    with desk.store.reading() as connection:
        line = read.named(desk, connection, code)
        home = merges.standing(connection, "household", line.home)
    if problem := _refusal(paper, line):
        raise Refused(problem)
    confidential.open_file(desk, home, reason)
    with desk.store.reading() as connection:
        return _gathered(desk, connection, line, home, paper, language)


def _gathered(
    desk: Desk,
    connection: Connection,
    line: EnrolmentLine,
    home: int,
    paper: Paper,
    language: LanguageCode | None,
) -> EnrolmentFacts:
    from desktop.printing.letter_facts import EnrolmentFacts  # noqa: PLC0415 - start-up time

    scheme = read.scheme_of(desk, line.scheme)
    fields = records.read(connection, "household", home) or {}
    present = [m for m in households.members(connection, home) if not m.end_on]
    own = fields.get("language")
    spoken: LanguageCode = next((one for one in LANGUAGES if one == own), desk.office.languages[0])
    collects = rows.recipients(connection, home, desk.today().isoformat())
    steps, decisions = rows.steps(connection, line.id), rows.decisions(connection, line.id)
    decided = _date(line.decided_on)
    last = steps[-1].reason if paper is Paper.exit_letter and steps else ""
    return EnrolmentFacts(
        code=line.code,
        household_code=str(fields.get("code") or line.household),
        name=_name(connection, line, present),
        person_code=line.person_code,
        area=", ".join(desk.programme.place_names(str(fields.get("area") or ""))),
        scheme=scheme,
        catalogue=desk.catalogue,
        status=line.status,
        size=len(present),
        applied_on=date.fromisoformat(line.applied_on),
        issuer=issuer(desk),
        language=language or spoken,
        copy_number=rows.copies(connection, home, paper.value, line.code) + 1,
        decided_on=decided,
        enrolled_on=_date(line.enrolled_on),
        start_on=_date(line.start_on),
        end_on=_date(line.end_on),
        exit_reason=ExitReason(line.exit_reason) if line.exit_reason else None,
        entitled_until=_date(line.entitled_until),
        next_proof_on=_next_proof(connection, scheme, line),
        appeal_until=decided + timedelta(days=scheme.appeal_days) if decided else None,
        position=quotas.position(connection, scheme, line),
        recipient=next((one.name for one in collects if one.rank == 1), ""),
        alternate=next((one.name for one in collects if one.rank == 2), ""),
        sponsor=line.sponsor,
        missing=line.documents_missing,
        reasons=tuple(decisions[-1].reasons) if decisions else (),
        reason=last or (decisions[-1].reason if decisions and paper is Paper.decision_letter else ""),
    )


def _name(connection: Connection, line: EnrolmentLine, present: list[households.MemberRow]) -> str:
    """The person's; of a household, its head's. A letter names them, confidential or not: it is theirs."""
    if line.person is None:
        return next((member.name for member in present if member.role == "head"), "")
    row = merges.standing(connection, "person", line.person)
    own = records.read(connection, "person", row) or {}
    return full_name(_text(own.get("given_name")), _text(own.get("family_name")))


def _text(value: object) -> str | None:
    return str(value) if value else None


def _next_proof(connection: Connection, scheme: Scheme, line: EnrolmentLine) -> date | None:
    """As the last proof of life said; before the first, so many months after the start."""
    if scheme.proof_of_life_months is None or line.person is None:
        return None
    found = connection.execute(
        'SELECT next_due FROM proof_of_life WHERE person = ? ORDER BY "on" DESC, id DESC LIMIT 1',
        (line.person,),
    ).fetchone()
    if found and found[0]:
        return date.fromisoformat(found[0])
    began = _date(line.start_on) or _date(line.enrolled_on)
    return months_later(began, scheme.proof_of_life_months) if began else None


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
