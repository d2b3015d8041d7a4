"""Write a change: plan it, perform it, and see that every household it touched is still one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from desktop.models import composition
from desktop.models.journal import Writer
from desktop.services.changes import corrections, homes
from desktop.services.changes import members as people
from desktop.services.changes.plan import Plan, document, perform
from desktop.services.changes.scene import Scene
from domain.changes_asked.forms import Asked
from domain.problems import Problem, Refused
from domain.vocabulary import ChangeKind

Connection = Any
_PLANNED: Mapping[ChangeKind, Callable[[Scene, Asked], Plan]] = {
    ChangeKind.add_member: people.add_member,
    ChangeKind.remove_member: people.remove_member,
    ChangeKind.report_birth: people.report_birth,
    ChangeKind.report_death: people.report_death,
    ChangeKind.change_head: people.change_head,
    ChangeKind.split_household: homes.split_household,
    ChangeKind.merge_households: homes.merge_households,
    ChangeKind.move_area: homes.move_area,
    ChangeKind.correct_identity: corrections.correct_identity,
    ChangeKind.correct_details: corrections.correct_details,
    ChangeKind.change_recipient: corrections.change_recipient,
    ChangeKind.replace_card: corrections.replace_card,
}


def plan_of(scene: Scene, kind: ChangeKind, form: Asked) -> Plan:
    """What the change would write as things stand. Raises Refused ``change_nothing``."""
    plan = _PLANNED[kind](scene, form)
    if not plan.acts and kind is not ChangeKind.replace_card:
        raise Refused(Problem("change_nothing", "fields"))
    return plan


def told(plan: Plan) -> list[dict[str, Any]]:
    """The acts of a plan as a request keeps them."""
    return [document(place, plan, {}) for place in range(len(plan.acts))]


def write(writer: Writer, plan: Plan) -> tuple[list[dict[str, Any]], list[str]]:
    """Perform the plan; how it is told, and the codes it gave out. Raises Refused when a household breaks.

    One that was broken before, by two laptops that did not know of each other, may still be mended in steps.
    """
    connection = writer.connection
    here = {act.about for act in plan.acts if isinstance(act.about, int)} | {plan.scene.household}
    before = problems_of(connection, here)
    last = last_change(connection)
    done = perform(writer, plan)
    broken = [one for one in problems_of(connection, here | touched(connection, last)) if one not in before]
    if broken:
        raise Refused(broken)
    return done


def try_out(writer: Writer, plan: Plan, author: int) -> None:
    """Perform the plan and leave no trace of it. Raises what `write` would."""
    writer.connection.execute("SAVEPOINT tried")
    try:
        write(Writer(writer.connection, author), plan)
    finally:
        writer.connection.execute("ROLLBACK TO tried")
        writer.connection.execute("RELEASE tried")


def last_change(connection: Connection) -> int:
    """The latest change of this file."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()[0])


def touched(connection: Connection, first: int) -> set[int]:
    """The households that changes after ``first`` were about."""
    rows = connection.execute(
        "SELECT DISTINCT about FROM change WHERE id > ? AND about IS NOT NULL", (first,)
    )
    return {row for (row,) in rows}


def problems_of(connection: Connection, households: Collection[int]) -> list[Problem]:
    """V06, V09, V11 over whole households, whatever has been written to them."""
    found = []
    for code, heads in composition.without_one_head(connection, households):
        name = "left_without_head" if heads == 0 else "left_with_heads"
        found.append(Problem(name, "household", "V06", facts={"code": code}))
    for code in composition.empty(connection, households):
        found.append(Problem("left_empty", "household", "V06", facts={"code": code}))
    for person, home, other in composition.two_homes(
        connection, composition.members_of(connection, households)
    ):
        facts = {"code": person, "household": home, "other": other}
        found.append(Problem("left_with_two_homes", "household", "V09", facts=facts))
    for _, person in composition.dead_heads(connection, households):
        found.append(Problem("deceased_head", "household", "V11", facts={"code": person}))
    return found
