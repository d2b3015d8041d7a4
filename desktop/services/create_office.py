"""Create an office file: its key, its first user, its programme; and the recovery code, shown once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from desktop.models import identity, programme_parts, settings, store, users
from desktop.models.journal import Writer
from desktop.models.vault import Hardness, Vault
from desktop.services.desk import utc_now, written
from domain.catalogue import Catalogue
from domain.matching.names import fold
from domain.problems import Fault, Problem, Refused
from domain.programme import Programme
from domain.vocabulary import UserRole
from packs.catalogue import shipped

SHORTEST_PASSWORD = 8


@dataclass(frozen=True)
class Created:
    """The recovery code is kept nowhere else: losing it and every password loses what was never sent."""

    recovery_code: str
    device_code: str


def create_office(
    path: Path,
    programme: Programme,
    office_code: str,
    username: str,
    password: str,
    full_name: str = "",
    hardness: Hardness | None = None,
    catalogue: Catalogue | None = None,
) -> Created:
    """A new office file at ``path``; ``catalogue`` is what the programme offers, else as it is shipped.

    Raises Refused for the names, Fault for the place.
    """
    _check(programme, office_code, username, password)
    check_place(path)
    key = os.urandom(store.KEY_BYTES)
    vault = Vault(path)
    if path.exists() or vault.path.exists():
        raise Fault("file_exists", name=path.name)
    made = store.create(path, key)  # outside: what another program has just made is not ours to undo
    try:
        try:
            with made.transaction() as connection:
                who = identity.make(connection)
                settings.install_programme(connection, programme)
                programme_parts.install(connection, catalogue or shipped(programme.code), written(utc_now()))
                settings.put(connection, "office", office_code)
                writer = Writer(connection, 1)
                add_user(writer, programme, office_code, username, full_name, UserRole.administrator)
        finally:
            made.close()
        recovery_code = vault.create(key, hardness or Hardness())
        vault.add(key, username, password, hardness or Hardness())
    except BaseException:
        _undo(path, vault)
        raise
    return Created(recovery_code, who.code)


def _check(programme: Programme, office_code: str, username: str, password: str) -> None:
    problems = []
    if programme.office(office_code) is None:
        known = ", ".join(office.code for office in programme.offices)
        problems.append(Problem("office_unknown", "office", facts={"code": office_code, "known": known}))
    if not fold(username):
        problems.append(Problem("username_missing", "username"))
    if len(password) < SHORTEST_PASSWORD:
        problems.append(Problem("password_weak", "password", facts={"length": SHORTEST_PASSWORD}))
    if problems:
        raise Refused(problems)


def check_place(path: Path) -> None:
    """The folder must be there and take a file."""
    if not path.parent.is_dir():
        raise Fault("folder_missing", name=str(path.parent))
    if not os.access(path.parent, os.W_OK):
        raise Fault("folder_read_only", name=str(path.parent))


def add_user(
    writer: Writer,
    programme: Programme,
    office_code: str,
    username: str,
    full_name: str,
    role: UserRole,
    acting: bool = False,
) -> int:
    """Write a user's record; the number changes carry. Raises Refused when the name is taken.

    ``acting``: whoever adds them may do so only par intérim, which is written down.
    """
    if users.named(writer.connection, username) is not None:
        raise Refused(Problem("user_exists", "username", facts={"name": username}))
    number = writer.next_in("user")
    office = programme.office(office_code)
    writer.create(
        "user",
        next(iter(programme.districts_of(office)), "") if office else "",
        {
            "number": number,
            "username": username.strip(),
            "full_name": full_name.strip() or username.strip(),
            "role": role.value,
            "active": True,
            "acting": acting or None,
        },
    )
    return number


def _undo(path: Path, vault: Vault) -> None:
    """A file without its keys is of no use: leave nothing behind."""
    for leftover in (path, Path(f"{path}-wal"), Path(f"{path}-shm"), vault.path, Path(f"{vault.path}.lock")):
        leftover.unlink(missing_ok=True)
