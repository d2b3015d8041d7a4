"""What the page of a change is opened for, and what it leaves for the household's page to say."""

from __future__ import annotations

from dataclasses import dataclass

from domain.vocabulary import ChangeKind


@dataclass(frozen=True)
class ChangeOrder:
    """A household's printed code, a member's if it is about one, and the kind where it is known already."""

    household: str
    person: str = ""
    kind: ChangeKind | None = None


@dataclass(frozen=True)
class Changed:
    """A change that was just asked for; ``applied``: it is written, else somebody has to agree to it."""

    household: str
    request: int
    kind: ChangeKind
    applied: bool
    made: tuple[str, ...] = ()
