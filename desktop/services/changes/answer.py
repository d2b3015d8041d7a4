"""Decide on a request: approve and apply it, reject it, or withdraw one's own."""

from __future__ import annotations

from desktop.services.desk import Desk


def approve(desk: Desk, request: int, reason: str = "") -> tuple[str, ...]:
    """Agree to a request and apply it, in one transaction; the printed codes it created.

    Needs the right to approve. The author may only where he holds a role par intérim that has it; that is
    recorded. Raises Refused: ``request_unknown``, ``request_decided``, ``approver_is_author``, and, where the
    household has changed so that the request no longer fits, ``changed_meanwhile`` for each field that has.
    """
    raise NotImplementedError


def reject(desk: Desk, request: int, reason: str) -> None:
    """Refuse a request, saying why. Needs the right to approve. Raises Refused, ``reason_missing`` too."""
    raise NotImplementedError


def withdraw(desk: Desk, request: int, reason: str = "") -> None:
    """Take one's own request back before anybody decides. Raises Refused: ``withdraw_not_own`` too."""
    raise NotImplementedError
