"""Sign in: from a name and a password to a desk, whatever state the file is in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from desktop.models import settings, store, users
from desktop.models.users import UserLine
from desktop.models.vault import Vault
from desktop.services.desk import Desk, utc_now
from domain.matching.names import fold
from domain.problems import Fault, Problem, Refused
from domain.programme import Office

Clock = Callable[[], datetime]


def sign_in(path: Path, password: str, username: str | None = None, clock: Clock = utc_now) -> Desk:
    """A desk. ``username`` may be left out where there is one user. Raises Refused or Fault."""
    store.check_shape(path)
    key = Vault(path).unlock(username, password)
    return _sit_down(path, key, username, clock)


def _sit_down(path: Path, key: bytes, username: str | None, clock: Clock) -> Desk:
    opened = store.open_existing(path, key)
    try:
        with opened.transaction() as connection:
            programme = settings.programme(connection)
            office = programme.office(settings.get(connection, "office"))
            user = _user(users.everyone(connection), username, Vault(path))
    except BaseException:
        opened.close()
        raise
    if not isinstance(office, Office):
        raise Fault("file_damaged", name=path.name)
    return Desk(path, opened, programme, office, user, key, clock)


def _user(everyone: list[UserLine], username: str | None, vault: Vault) -> UserLine:
    if username:
        wanted = fold(username)
        found = [user for user in everyone if fold(user.username) == wanted]
    else:  # a restored file may have heard since of people who joined the original: they have no key here
        found = [user for user in everyone if user.active and vault.knows(user.username)]
    if len(found) != 1 or not found[0].active:
        raise Refused(Problem("wrong_credentials", "password", facts={"seconds": 0}))
    return found[0]
