"""Who may do what at this desk: by one's own role, or by one held par intérim."""

from __future__ import annotations

from desktop.models import acting
from desktop.services.desk import Desk
from domain.problems import Problem, Refused
from domain.rights import Right, lent_by
from domain.rights import may as gives
from domain.vocabulary import UserRole

__all__ = ["Right", "by_acting", "by_own_role", "may", "require", "roles"]


def require(desk: Desk, right: Right) -> bool:
    """Pass who has the right. True when only a role held par intérim gives it: record it with what you write.

    Raises Refused ``not_permitted``, whose facts are the ``right`` and the ``roles`` that have it.
    """
    if by_own_role(desk, right):
        return False
    if by_acting(desk, right):
        return True
    facts = {"right": right.value, "roles": ", ".join(role.value for role in lent_by(right))}
    raise Refused(Problem("not_permitted", facts=facts))


def may(desk: Desk, right: Right) -> bool:
    """Whether the right is there, by either way: for screens that show what can be done."""
    return gives(roles(desk), right)


def by_acting(desk: Desk, right: Right) -> bool:
    """Whether a role held par intérim today gives the right, be it one's own besides or not."""
    return gives(_acting(desk), right)


def by_own_role(desk: Desk, right: Right) -> bool:
    """Whether one's own role gives the right, whatever is held besides."""
    return gives(_own(desk), right)


def roles(desk: Desk) -> frozenset[UserRole]:
    """The user's own role, and those held par intérim today."""
    return _own(desk) | _acting(desk)


def _own(desk: Desk) -> frozenset[UserRole]:
    return frozenset({UserRole(desk.user.role)})


def _acting(desk: Desk) -> frozenset[UserRole]:
    with desk.store.reading() as connection:
        held = acting.of_user(connection, desk.user.number, desk.today().isoformat())
    return frozenset(UserRole(line.role) for line in held)
