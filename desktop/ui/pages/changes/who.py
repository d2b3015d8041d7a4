"""Who at this office may decide: named, so that nobody stands before a closed door."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.language.terms import label
from desktop.services import rights, users
from desktop.services.desk import Desk
from desktop.ui.speech import language, say
from domain.rights import RIGHTS, Right, lent_by
from domain.vocabulary import UserRole


@dataclass(frozen=True)
class Colleague:
    """Somebody who may approve."""

    name: str
    role: str


@dataclass(frozen=True)
class Deciders:
    """The colleagues of this file who may approve; ``mine``: the user may, by an own role or one held."""

    others: tuple[Colleague, ...]
    mine: bool
    acting: bool
    role: UserRole

    @property
    def alone(self) -> bool:
        """Nobody else of this file may decide: acting par intérim is the way."""
        return not self.others

    def words(self) -> str:
        """Whom to ask, by name and role; the roles alone where nobody of this file holds one."""
        if self.others:
            names = [f"{who.name} ({label(UserRole, who.role, language())})" for who in self.others]
            return say("Decide", "Who may decide here: {names}.").format(names=", ".join(names))
        roles = ", ".join(label(UserRole, role.value, language()).lower() for role in lent_by(Right.approve))
        return say(
            "Decide", "Who may decide: {roles}. Nobody else of this file holds one of these roles."
        ).format(roles=roles)


def deciders(desk: Desk) -> Deciders:
    """Reads them; ``role`` is the one to hold par intérim. Runs on the store lane."""
    everyone = [user for user in users.everyone(desk) if user.active and user.number != desk.user.number]
    others = tuple(
        Colleague(user.full_name or user.username, user.role)
        for user in everyone
        if Right.approve in RIGHTS[UserRole(user.role)]
    )
    own = UserRole(desk.user.role)
    role = own if Right.approve in RIGHTS[own] else lent_by(Right.approve)[0]
    return Deciders(others, rights.may(desk, Right.approve), rights.by_acting(desk, Right.approve), role)
