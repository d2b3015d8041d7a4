"""A file a command makes: whole or not at all, and nothing there before is overwritten unasked."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path

from domain.problems import Fault


class Output:
    """A place to write to, checked before the work begins. Raises Fault when it is taken or not writable."""

    def __init__(self, name: str, *, force: bool = False) -> None:
        self.path = Path(name).absolute()
        if not self.path.parent.is_dir():
            raise Fault("folder_missing", name=str(self.path.parent))
        if self.path.is_dir() or (self.path.exists() and not force):
            raise Fault("file_exists", name=self.path.name, option="--force")
        if not os.access(self.path.parent, os.W_OK):
            raise Fault("folder_read_only", name=str(self.path.parent))
        self._force = force

    def write(self, data: bytes) -> None:
        """Written beside, flushed to the disk, then given its name."""
        beside = self.path.with_name(f".{self.path.name}.{secrets.token_hex(4)}")
        try:
            with beside.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if self._force:
                beside.replace(self.path)
            else:
                _name_once(beside, self.path)
        except FileExistsError:
            raise Fault("file_exists", name=self.path.name, option="--force") from None
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
            raise Fault("disk_full" if full else "file_not_written", name=self.path.name) from error
        finally:
            beside.unlink(missing_ok=True)


def _name_once(beside: Path, path: Path) -> None:
    """Rename replaces what is there on some systems; a link never does. Where links are missing, rename."""
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        beside.replace(path)
