"""The people of an office: add, disable, give a new password; come back in with the recovery code."""

from __future__ import annotations

from pathlib import Path

from desktop.models import store
from desktop.models import users as user_rows
from desktop.models.journal import writing
from desktop.models.users import UserLine
from desktop.models.vault import Hardness, Vault
from desktop.services import rights
from desktop.services.create_office import SHORTEST_PASSWORD, add_user
from desktop.services.desk import Desk
from domain.matching.names import fold
from domain.problems import Problem, Refused
from domain.rights import RIGHTS, Right
from domain.vocabulary import UserRole


def everyone(desk: Desk) -> list[UserLine]:
    """The users of this file."""
    with desk.store.reading() as connection:
        return user_rows.everyone(connection)


def add(
    desk: Desk,
    username: str,
    password: str,
    full_name: str = "",
    role: UserRole = UserRole.clerk,
    hardness: Hardness | None = None,
) -> int:
    """A new user; their number. The name must be free and the password long enough."""
    acting = rights.require(desk, Right.manage_users)
    _check_password(password)
    if not fold(username):
        raise Refused(Problem("username_missing", "username"))
    with desk.writing() as writer:
        number = add_user(writer, desk.programme, desk.office.code, username, full_name, role, acting)
        # Inside the transaction: a user without a wrap could never come in.
        Vault(desk.path).add(desk.key, username, password, hardness or Hardness())
    return number


def disable(desk: Desk, username: str) -> None:
    """The user cannot sign in any more; what they wrote keeps their name. The last active user stays."""
    acting = rights.require(desk, Right.manage_users)
    with desk.writing() as writer:
        user = _named(desk, username)
        others = [u for u in user_rows.everyone(writer.connection) if u.active and u.number != user.number]
        if not any(Right.manage_users in RIGHTS[UserRole(other.role)] for other in others):
            raise Refused(Problem("user_last", "username", facts={"name": username}))
        writer.set("user", user.row, {"active": False, "acting": acting or None})
    Vault(desk.path).remove(user.username)


def reset_password(desk: Desk, username: str, password: str, hardness: Hardness | None = None) -> None:
    """A new password: one's own, or another's by who may manage users."""
    user = _named(desk, username)
    acting = user.number != desk.user.number and rights.require(desk, Right.manage_users)
    _check_password(password)
    if not user.active:
        with desk.writing() as writer:
            writer.set("user", user.row, {"active": True, "acting": acting or None})
    Vault(desk.path).add(desk.key, user.username, password, hardness or Hardness())


def recover(path: Path, code: str, username: str, password: str, hardness: Hardness | None = None) -> str:
    """A new password with the recovery code alone. Returns a new recovery code: the old one is spent."""
    _check_password(password)
    store.check_shape(path)
    vault = Vault(path)
    key = vault.recover(code)
    opened = store.open_existing(path, key)
    try:
        with opened.reading() as connection:
            user = user_rows.named(connection, username)
        if user is None:
            raise Refused(Problem("user_unknown", "username", facts={"name": username}))
        if not user.active:
            with writing(opened, user.number) as writer:
                writer.set("user", user.row, {"active": True})
        vault.add(key, user.username, password, hardness or Hardness())
        return vault.renew_recovery(key, hardness or Hardness())
    finally:
        opened.close()


def _named(desk: Desk, username: str) -> UserLine:
    with desk.store.reading() as connection:
        user = user_rows.named(connection, username)
    if user is None:
        raise Refused(Problem("user_unknown", "username", facts={"name": username}))
    return user


def _check_password(password: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise Refused(Problem("password_weak", "password", facts={"length": SHORTEST_PASSWORD}))
