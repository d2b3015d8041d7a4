"""Take back, within the sitting, what a request has written."""

from __future__ import annotations

from desktop.services.desk import Desk


def undo(desk: Desk, request: int, reason: str = "") -> None:
    """Give every field back what it was before the request was applied.

    Only by who applied it, on the same day at this file, and only if nobody changed anything of it since:
    else raises Refused ``undo_in_the_way`` for each field that is, ``undo_too_late``, ``undo_not_own``. What
    was created is ended as entered by mistake, for nothing vanishes.
    """
    raise NotImplementedError


def may_undo(desk: Desk, request: int) -> bool:
    """Whether ``undo`` would be tried at all: applied by this user, today, at this file."""
    raise NotImplementedError
