"""Hold another role for a time (par intérim), so that an office of one person is never stuck.

Who works with this file counts: a colleague who sits at another laptop is not there to be asked.
"""

from __future__ import annotations

from datetime import timedelta

from desktop.models import acting as lines
from desktop.models import users
from desktop.models.acting import ActingLine
from desktop.models.users import UserLine
from desktop.services import rights
from desktop.services.desk import Desk
from domain.matching.names import fold
from domain.problems import Problem, Refused
from domain.rights import ACTING_DAYS_AT_MOST, RIGHTS, Right
from domain.vocabulary import UserRole

__all__ = ["ActingLine", "give_back", "held", "take"]


def take(desk: Desk, role: UserRole, reason: str, days: int, username: str | None = None) -> int:
    """Let a user, oneself without ``username``, hold a role from today for so many days; the record's row.

    Oneself only where no other active user of this file could do what the role adds; another needs the right
    to manage users. Raises Refused: ``acting_reason_missing``, ``acting_days`` (1 to 30),
    ``acting_somebody_else`` (its fact ``name`` is whom to ask), ``acting_adds_nothing``, ``user_unknown``.
    """
    wrong = []
    if not reason.strip():
        wrong.append(Problem("acting_reason_missing", "reason"))
    if not 1 <= days <= ACTING_DAYS_AT_MOST:
        wrong.append(Problem("acting_days", "days", facts={"most": ACTING_DAYS_AT_MOST}))
    if wrong:
        raise Refused(wrong)
    with desk.writing() as writer:
        everyone = [user for user in users.everyone(writer.connection) if user.active]
        user = _named(desk, everyone, username)
        adds = _adds(UserRole(user.role), role)
        if not adds:
            raise Refused(Problem("acting_adds_nothing", "role", facts={"role": role.value}))
        if user.number == desk.user.number:
            _nobody_else(everyone, user, adds)
        else:
            rights.require(desk, Right.manage_users)
        until = desk.today() + timedelta(days=days - 1)
        return writer.create(
            "acting_right", desk.office.areas[0], _fields(desk, user, role, reason, until.isoformat())
        )


def held(desk: Desk) -> list[ActingLine]:
    """What everybody of this file holds today; `ActingLine.user` is the user's number."""
    with desk.store.reading() as connection:
        return lines.standing(connection, desk.today().isoformat())


def give_back(desk: Desk, role: UserRole | None = None) -> int:
    """End what one holds oneself, one role or all of them; how many it were."""
    with desk.writing() as writer:
        mine = lines.of_user(writer.connection, desk.user.number, desk.today().isoformat())
        ended = [line for line in mine if role is None or line.role == role]
        before = (desk.today() - timedelta(days=1)).isoformat()
        for line in ended:  # the latest record of a role stands: one that ended yesterday ends it
            writer.create(
                "acting_right",
                desk.office.areas[0],
                _fields(desk, desk.user, UserRole(line.role), line.reason, before),
            )
    return len(ended)


def _fields(desk: Desk, user: UserLine, role: UserRole, reason: str, until: str) -> dict[str, str | int]:
    return {
        "user": user.number,
        "username": user.username,
        "role": role.value,
        "reason": reason.strip(),
        "from_on": min(desk.today().isoformat(), until),
        "until_on": until,
        "at": desk.stamp(),
    }


def _named(desk: Desk, everyone: list[UserLine], username: str | None) -> UserLine:
    if username is None:
        return desk.user
    found = next((user for user in everyone if fold(user.username) == fold(username)), None)
    if found is None:
        raise Refused(Problem("user_unknown", "username", facts={"name": username}))
    return found


def _adds(own: UserRole, role: UserRole) -> frozenset[Right]:
    """The rights a role brings to somebody; to one who leads already, that of being their own second."""
    return (RIGHTS[role] - RIGHTS[own]) or (RIGHTS[role] & {Right.approve})


def _nobody_else(everyone: list[UserLine], user: UserLine, wanted: frozenset[Right]) -> None:
    for other in everyone:
        if other.number != user.number and wanted <= RIGHTS[UserRole(other.role)]:
            facts = {"name": other.full_name or other.username}
            raise Refused(Problem("acting_somebody_else", "role", facts=facts))
