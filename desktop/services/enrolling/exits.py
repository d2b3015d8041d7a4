"""Exits proposed by themselves: a death, a move, a person twice, a scheme's own end or its exit rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.models import enrolments as rows
from desktop.models.enrolments import EnrolmentLine
from desktop.services import confidential, rights
from desktop.services.desk import Desk
from desktop.services.enrolling import evaluating
from domain.problems import Refused
from domain.rights import Right
from domain.schemes.deciding import Reason
from domain.schemes.terms import Answer, ExitReason, SchemeStatus

Connection = Any


@dataclass(frozen=True)
class Proposed:
    """An enrolment that should end, why, and since when (ISO 8601; empty where no day is known).

    ``reasons`` are the lines of the scheme's exit rule, where it is one that holds.
    """

    line: EnrolmentLine
    reason: ExitReason
    since: str
    reasons: tuple[Reason, ...] = ()

    @property
    def id(self) -> int:
        """The enrolment's row: what a list knows it by."""
        return self.line.id


def of_household(desk: Desk, code: str, on: date | None = None) -> list[Proposed]:
    """Those of a household, exit rules included. Raises Refused."""
    rights.require(desk, Right.read)
    household = desk.household_row(code)
    confidential.open_file(desk, household, "")
    with desk.store.reading() as connection:
        mine = rows.of_household(connection, household)
        found = _certain(desk, connection, mine)
        listed = rows.lines(connection, mine)
    return found + _by_rule(desk, listed, {one.id for one in found}, on or desk.today())


def of_register(desk: Desk, on: date | None = None) -> list[Proposed]:
    """Those of the whole register; every enrolment of a scheme with exit rules is asked: it takes a while."""
    found = certain(desk)
    codes = [scheme.code for scheme in desk.catalogue.schemes if scheme.exit_rules]
    with desk.store.reading() as connection:
        listed: list[EnrolmentLine] = []
        for code in codes:
            given = rows.ids(connection, f"e.scheme = ? AND e.status IN {_ENDABLE}", (code,), 1_000_000)
            listed += rows.lines(connection, given)
    return found + _by_rule(desk, listed, {one.id for one in found}, on or desk.today())


def certain(desk: Desk) -> list[Proposed]:
    """Those that need no rule: the register says it already. Quick enough for every opening of a page."""
    rights.require(desk, Right.read)
    with desk.store.reading() as connection:
        return _certain(desk, connection, None)


_STATES = ("active", "suspended", "waitlisted", "enrolled")
_ENDABLE = str(_STATES)
_LIVES = "SELECT 1 FROM membership m WHERE m.person = e.person AND m.end_on IS NULL"
# Each reason with the condition on an enrolment (``e``), its person (``p``) and household (``h``), and since
# when. A person's record merged into another is twice here; both may stand in the same scheme.
_CERTAIN: tuple[tuple[ExitReason, str, str], ...] = (
    (ExitReason.death, "p.vital_status = 'deceased'", "coalesce(p.death_on, '')"),
    (
        ExitReason.duplicate,
        "p.merged_into IS NOT NULL AND EXISTS (SELECT 1 FROM enrolment o WHERE o.person = p.merged_into"
        f" AND o.scheme = e.scheme AND o.status IN {_ENDABLE})",
        "''",
    ),
    (
        ExitReason.relocation,
        "h.status = 'closed' OR (p.merged_into IS NULL AND h.merged_into IS NULL AND e.person IS NOT NULL"
        f" AND coalesce(p.vital_status, '') <> 'deceased' AND NOT EXISTS ({_LIVES}))",
        "coalesce((SELECT max(m.end_on) FROM membership m WHERE m.household = e.household"
        " AND m.person = e.person), '')",
    ),
)


def _certain(desk: Desk, connection: Connection, within: Sequence[int] | None) -> list[Proposed]:
    found: dict[int, tuple[ExitReason, str]] = {}
    for reason, where, since in _CERTAIN:
        for row, day in connection.execute(
            f"SELECT e.id, {since} FROM enrolment e JOIN household h ON h.id = e.household"
            f" LEFT JOIN person p ON p.id = e.person WHERE e.status IN {_ENDABLE} AND ({where})"
        ):
            found.setdefault(row, (reason, day))
    for scheme in desk.catalogue.schemes:
        if scheme.status is SchemeStatus.closed:
            given = rows.ids(connection, f"e.scheme = ? AND e.status IN {_ENDABLE}", (scheme.code,))
            found |= {row: (ExitReason.programme_end, "") for row in given if row not in found}
    wanted = [row for row in found if within is None or row in set(within)]
    return [Proposed(line, *found[line.id]) for line in rows.lines(connection, wanted)]


def _by_rule(
    desk: Desk, listed: Sequence[EnrolmentLine], besides: set[int], on: date
) -> list[Proposed]:  # fmt: skip
    found = []
    for line in listed:
        if line.id not in besides and line.status in _STATES:
            found += _of_rule(desk, line, on)
    return found


def _of_rule(desk: Desk, line: EnrolmentLine, on: date) -> list[Proposed]:
    """The first of its scheme's exit rules that surely holds; what is not known ends nothing."""
    scheme = desk.catalogue.scheme(line.scheme)
    for rule in scheme.exit_rules if scheme else ():
        assert scheme is not None
        asked = scheme.model_copy(update={"eligibility": rule.rule, "areas": ()})
        try:
            judged = evaluating.judge(desk, asked, line, on)
        except Refused:  # the household is not here any more
            continue
        if judged.outcome.answer is Answer.yes:
            return [Proposed(line, rule.reason, "", judged.outcome.reasons)]
    return []
