"""The border with the encrypted driver: its exceptions become ours, with a code that has a remedy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlcipher3 import dbapi2

from domain.problems import Fault

# The driver tells causes apart by their words; the first that fits wins.
_CAUSES = (
    ("disk is full", "disk_full"),
    ("disk I/O error", "disk_full"),
    ("readonly database", "folder_read_only"),
    ("unable to open", "folder_read_only"),
    ("is locked", "file_busy"),
    ("malformed", "file_damaged"),
    ("not a database", "file_damaged"),
)
POISONED = frozenset({"file_damaged"})


@contextmanager
def store_faults() -> Iterator[None]:
    """Turn a driver's error into a Fault; one without a known cause stays as it is: it is our bug."""
    try:
        yield
    except dbapi2.DatabaseError as error:
        words = str(error)
        code = next((code for sign, code in _CAUSES if sign in words), None)
        if code is None:
            raise
        raise Fault(code) from error
