"""People of a list beside the register: who looks like somebody is judged later, or held back."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.models import bulk, people
from desktop.models.bulk import HeldRow
from desktop.models.journal import Writer
from desktop.services import form_judgements, judge_duplicate, look_alikes
from desktop.services.desk import Desk
from desktop.services.form_judgements import Found
from desktop.services.look_alikes import LookAlike
from domain.bulk.rows import Group
from domain.registration import HouseholdForm
from domain.vocabulary import DuplicateDecision

_AT_ONCE = 400


def look(desk: Desk, batch: Sequence[Group]) -> dict[str, list[Found]]:
    """By a form's key, who of the register its members look like; forms like nobody are left out."""
    found: dict[str, list[Found]] = {}
    for group in batch:
        if group.form is not None and (alike := form_judgements.look(desk, group.form)):
            found[str(group.form.id)] = alike
    return found


def hold(desk: Desk, writer: Writer, source: str, form: HouseholdForm, found: Sequence[Found]) -> None:
    """Keep a form back with who its members look like."""
    head = form.head() or form.members[0]
    title = " ".join(filter(None, (head.given_name, head.family_name)))
    alike = tuple(
        {
            "member": one.member,
            "code": one.look_alike.code,
            "name": one.look_alike.name,
            "weight": round(one.look_alike.weight * 100),
        }
        for one in found
    )
    body = form.model_dump_json(exclude_none=True, exclude_defaults=True)
    row = HeldRow(0, str(form.id), source, desk.stamp(), title, body, alike)
    bulk.hold(writer.connection, row, desk.user.number)


def compare(desk: Desk) -> int:
    """Compare some of those who are not compared yet; the pairs that now wait for a judgement."""
    with desk.store.reading() as connection:
        codes = bulk.uncompared(connection, _AT_ONCE)
        rows = [people.row_of_code(connection, "person", code) for code in codes]
    if not codes:
        return 0
    look_alikes.catch_up(desk)
    found = {row: look_alikes.of_person(desk, row) for row in rows if row is not None}
    with desk.writing() as writer:
        pairs = sum(_judge(desk, writer, row, alike) for row, alike in found.items())
        bulk.compared(writer.connection, codes)
    return pairs


def _judge(desk: Desk, writer: Writer, row: int, found: Sequence[LookAlike]) -> int:
    """The pairs of one person that nobody has said anything of."""
    new = [one for one in found if not judge_duplicate.judged(writer.connection, row, one.person)]
    for one in new:
        judge_duplicate.judge(desk, writer, row, one.person, DuplicateDecision.pending, one)
    return len(new)


def waiting(desk: Desk) -> int:
    """How many people of lists are not compared yet."""
    with desk.store.reading() as connection:
        return bulk.count_uncompared(connection)
