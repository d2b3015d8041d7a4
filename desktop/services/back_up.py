"""Back up an office file and its keys into one archive, and bring it back as a new device."""

from __future__ import annotations

import contextlib
import os
import tempfile
import zipfile
from pathlib import Path

from desktop.models import identity, store
from desktop.models.vault import Vault
from desktop.services.create_office import check_place
from desktop.services.desk import Desk
from domain.problems import Fault

FILE, KEYS = "office.guichet", "office.guichet.keys"


def back_up(desk: Desk, output: Path) -> Path:
    """A consistent copy of the file, encrypted as it is, with its keys; nothing existing is overwritten."""
    check_place(output)
    if output.exists():
        raise Fault("file_exists", name=output.name)
    with tempfile.TemporaryDirectory(dir=output.parent) as folder:
        copy = Path(folder) / "copy"  # a backup may be called anything, so also FILE
        with desk.store.reading() as connection:
            connection.execute("VACUUM INTO ?", (str(copy),))
        beside = Path(folder) / "archive"
        try:
            beside.touch(mode=0o600)
            with zipfile.ZipFile(beside, "w", zipfile.ZIP_STORED) as archive:
                archive.write(copy, FILE)
                archive.write(Vault(desk.path).path, KEYS)
            _flush(beside)
            beside.replace(output)
        except OSError as error:
            raise Fault("disk_full" if error.errno == 28 else "folder_read_only") from error
    return output


def restore(path: Path, backup: Path, password: str, username: str | None = None) -> str:
    """Make an office file at ``path`` from a backup; its new device code.

    The file takes a new device identity, so that it is never mistaken for the one it was copied from. What
    the backup had not sent goes out under the old one first, and is known if the original had sent it.
    """
    check_place(path)
    vault = Vault(path)
    if not backup.exists():
        raise Fault("file_missing", name=backup.name)
    _claim(path)
    try:
        _claim(vault.path)
    except BaseException:
        path.unlink()
        raise
    try:
        _unpack(backup, path, vault.path)
        key = vault.unlock(username, password)
        opened = store.open_existing(path, key)
        try:
            with opened.transaction() as connection:
                who = identity.make(connection)
        finally:
            opened.close()
    except BaseException:
        for leftover in (
            path,
            vault.path,
            Path(f"{path}-wal"),
            Path(f"{path}-shm"),
            Path(f"{vault.path}.lock"),
        ):
            leftover.unlink(missing_ok=True)
        raise
    return who.code


def _claim(path: Path) -> None:
    """Take a name, for this user's eyes only; what another program has made is left alone."""
    try:
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise Fault("file_exists", name=path.name) from None
    except OSError as error:
        raise Fault("disk_full" if error.errno == 28 else "folder_read_only") from error


def _unpack(backup: Path, path: Path, keys: Path) -> None:
    try:
        with zipfile.ZipFile(backup) as archive:
            if archive.testzip() is not None or sorted(archive.namelist()) != sorted((FILE, KEYS)):
                raise Fault("backup_damaged", name=backup.name)
            for member, target in ((FILE, path), (KEYS, keys)):
                with archive.open(member) as source, target.open("wb") as destination:
                    while block := source.read(1 << 20):
                        destination.write(block)
                _flush(target)
    except (zipfile.BadZipFile, EOFError, KeyError) as error:
        raise Fault("backup_damaged", name=backup.name) from error
    except OSError as error:
        raise Fault("disk_full" if error.errno == 28 else "folder_read_only") from error


def _flush(path: Path) -> None:
    with contextlib.suppress(OSError), path.open("rb") as file:
        os.fsync(file.fileno())
