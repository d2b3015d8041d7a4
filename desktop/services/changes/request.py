"""Ask for a change: what a colleague must agree to waits, the rest is written at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop.services.desk import Desk
from domain.problems import Problem
from domain.vocabulary import ChangeKind


@dataclass(frozen=True)
class Asked:
    """A request that is in the file. ``applied`` says it was written at once; else a colleague decides.

    ``warnings`` were passed over; ``made`` are the printed codes of persons and households it created.
    """

    request: int
    applied: bool
    warnings: tuple[Problem, ...] = ()
    made: tuple[str, ...] = ()


def request(
    desk: Desk,
    household_code: str,
    kind: ChangeKind,
    payload: Mapping[str, Any],
    evidence: str = "",
    document: int | None = None,
    person_code: str | None = None,
) -> Asked:
    """Ask for a change of a household. ``payload`` is the form of its kind (`domain.changes_asked.forms`).

    Kinds outside `domain.rights.APPROVED_BY_ANOTHER` are applied at once, unless they are dated back more
    than 60 days by somebody who may not (V29). Raises Refused with every error.
    """
    raise NotImplementedError


def check(
    desk: Desk, household_code: str, kind: ChangeKind, payload: Mapping[str, Any], evidence: str = ""
) -> list[Problem]:
    """Every error and warning of a request as it stands, ``where`` in the payload; nothing is written."""
    raise NotImplementedError


def waits(desk: Desk, household_code: str, kind: ChangeKind, payload: Mapping[str, Any]) -> bool:
    """Whether this request would wait for a colleague: for the words on the button."""
    raise NotImplementedError
