"""Say of two persons who look alike whether they are one; until somebody does, the pair is pending."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.models import judgements, matching, merges, records
from desktop.models.journal import Writer
from desktop.services import rights
from desktop.services.desk import Desk
from domain.matching.evidence import Reason
from domain.matching.score import threshold
from domain.problems import Problem, Refused
from domain.rights import Right
from domain.vocabulary import DuplicateDecision

if TYPE_CHECKING:
    from desktop.services.look_alikes import LookAlike

Connection = Any


@dataclass(frozen=True)
class JudgementLine:
    """What was last said of a pair. ``person`` and ``other`` are who stands for each today; codes are theirs.

    ``weight`` in bits, None when nobody weighed the pair; ``likely``: they are one person sooner than two.
    ``author`` 0 is somebody at another laptop.
    """

    id: int
    person: int
    other: int
    person_code: str
    other_code: str
    decision: DuplicateDecision
    weight: float | None
    likely: bool
    reasons: tuple[Reason, ...]
    note: str
    at: str
    author: int


def judge(
    desk: Desk,
    writer: Writer | None,
    person: int,
    other: int,
    decision: DuplicateDecision,
    look_alike: LookAlike | None = None,
    note: str = "",
) -> int:
    """Record what somebody says of two persons (rows); the judgement's row. What was said before stays.

    With ``look_alike`` its weight and reasons are kept with it. Raises Refused: ``not_permitted``.
    """
    if decision is not DuplicateDecision.pending:  # that one is the program's own word
        rights.require(desk, Right.judge_duplicate)
    if writer is None:
        with desk.writing() as own:
            return _write(desk, own, person, other, decision, look_alike, note)
    return _write(desk, writer, person, other, decision, look_alike, note)


def _write(
    desk: Desk,
    writer: Writer,
    person: int,
    other: int,
    decision: DuplicateDecision,
    look_alike: LookAlike | None,
    note: str,
) -> int:
    district = records.district(writer.connection, "person", person)
    home = merges.homes(writer.connection, person)
    last = judgements.latest(writer.connection, person, other)
    weight = round(look_alike.weight * 100) if look_alike else last.weight if last else None
    reasons = (
        [_kept(reason) for reason in look_alike.reasons] if look_alike else last.reasons if last else None
    )
    return writer.create(
        "duplicate_judgement",
        district,
        {
            "person": person,
            "other": other,
            "decision": decision.value,
            "weight": weight,
            "reasons": reasons or None,
            "note": note.strip() or None,
            "at": desk.stamp(),
        },
        about=home[0].household if home else None,
    )


def _kept(reason: Reason) -> dict[str, Any]:
    """Weights in hundredths of a bit: a record holds no fractions."""
    return {"code": reason.code, "weight": round(reason.weight * 100), "facts": dict(reason.facts)}


def judged(connection: Connection, person: int, other: int) -> str:
    """What was last said of a pair, either way round; empty when nobody has."""
    last = judgements.latest(connection, person, other)
    return last.decision if last else ""


def pending(desk: Desk) -> array[int]:
    """The judgements that wait for somebody: the pairs nobody has compared, then those left unsure.

    A pair said to be the same waits too until its merge is asked for.
    """
    with desk.store.reading() as connection:
        return array("q", judgements.open_pairs(connection))


def of_person(desk: Desk, row: int) -> list[JudgementLine]:
    """The look-alikes of a person that are not settled."""
    with desk.store.reading() as connection:
        rows = judgements.open_pairs(connection, row)
    return lines(desk, rows)


def of_household(desk: Desk, household: int) -> int:
    """How many pairs wait in which somebody of a household (a row) is one of the two."""
    with desk.store.reading() as connection:
        rows = connection.execute(
            "SELECT person FROM membership WHERE household = ? AND end_on IS NULL", (household,)
        ).fetchall()
        return len({pair for (person,) in rows for pair in judgements.open_pairs(connection, person)})


def lines(desk: Desk, rows: Sequence[int]) -> list[JudgementLine]:
    """The lines of a page, in the order asked."""
    with desk.store.reading() as connection:
        found = [judgements.one(connection, row) for row in rows]
        even = threshold(matching.size(connection), 0.5)
        return [_line(connection, kept, even) for kept in found if kept is not None]


def line(desk: Desk, row: int) -> JudgementLine:
    """One of them. Raises Refused: ``judgement_unknown``."""
    found = lines(desk, [row])
    if not found:
        raise Refused(Problem("judgement_unknown", "judgement", facts={"number": row}))
    return found[0]


def _line(connection: Connection, kept: judgements.JudgementRow, even: float) -> JudgementLine:
    person = merges.standing(connection, "person", kept.person)
    other = merges.standing(connection, "person", kept.other)
    codes = [str((records.read(connection, "person", row) or {}).get("code", "")) for row in (person, other)]
    return JudgementLine(
        id=kept.id,
        person=person,
        other=other,
        person_code=codes[0],
        other_code=codes[1],
        decision=DuplicateDecision(kept.decision),
        weight=None if kept.weight is None else kept.weight / 100,
        likely=kept.weight is not None and kept.weight / 100 >= even,
        reasons=tuple(
            Reason(str(one["code"]), _hundredths(one.get("weight")), _facts(one.get("facts")))
            for one in kept.reasons
        ),
        note=kept.note,
        at=kept.at,
        author=kept.author,
    )


def _hundredths(weight: Any) -> float:
    return weight / 100 if isinstance(weight, int) else 0.0


def _facts(facts: Any) -> dict[str, Any]:
    return dict(facts) if isinstance(facts, dict) else {}
