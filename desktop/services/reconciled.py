"""What a comparison of this file with the server came to: for each author and kind, here and there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from domain.problems import Problem


@dataclass(frozen=True)
class Tally:
    """Changes of one author and one kind.

    ``written`` is what the journal has, ``waiting`` what was not answered yet, ``refused`` what the server
    did not apply, ``needs`` what somebody has to settle; ``held`` is what the server holds, refused ones too.
    ``missing`` was answered here and is not held there: what is too much elsewhere does not hide it.
    """

    author: int
    name: str
    kind: str
    written: int
    waiting: int
    refused: int
    needs: int
    held: int
    missing: int

    @property
    def sent(self) -> int:
        """What was answered here."""
        return self.written - self.waiting


Reason = Literal["server_lacks", "chain_differs", "count_lower", "count_higher", "refused_differs"]


@dataclass(frozen=True)
class Difference:
    """Where the two sides do not say the same. ``device`` is set where it is about an identity's numbers,
    ``author`` and ``kind`` where it is about counts."""

    reason: Reason
    here: int
    there: int
    device: str = ""
    name: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Reconciliation:
    """``at`` is the moment the server's side is of (ISO 8601 UTC), ``made_at`` that of the comparison.

    ``source`` is ``receipts`` when the server was not reached, and ``problem`` why; ``day`` is an ISO date,
    empty for all that was ever written; ``jws`` what the server signed, empty without it.
    """

    made_at: str
    at: str
    day: str
    source: Literal["server", "receipts"]
    officer: str
    lines: tuple[Tally, ...]
    differences: tuple[Difference, ...]
    jws: str = ""
    problem: Problem | None = None
    number: int = 0

    @property
    def total(self) -> Tally:
        """All of it."""
        return _sum(self.lines, 0, "", "")

    @property
    def by_author(self) -> tuple[Tally, ...]:
        """A line for each author."""
        return tuple(_grouped(self.lines, lambda line: (line.author, line.name, "")))

    @property
    def by_kind(self) -> tuple[Tally, ...]:
        """A line for each kind."""
        return tuple(_grouped(self.lines, lambda line: (0, "", line.kind)))

    @property
    def agrees(self) -> bool:
        """Whether both sides say the same of all that was sent."""
        return not self.differences

    @property
    def seal(self) -> str:
        """Twelve digits of SHA-256 over what the server signed, to be read aloud; empty without it."""
        digest = hashlib.sha256(self.jws.encode()).hexdigest()[:12].upper()
        return "-".join(digest[start : start + 4] for start in range(0, 12, 4)) if self.jws else ""


def document(found: Reconciliation) -> dict[str, Any]:
    """A comparison as plain data, without its number."""
    body = asdict(found)
    del body["number"]
    problem = found.problem
    body["problem"] = {"code": problem.code, "facts": dict(problem.facts)} if problem else None
    return body


def read(number: int, text: str) -> Reconciliation:
    """The reverse of `document`, from what the file has kept."""
    body = json.loads(text)
    problem = body["problem"]
    return Reconciliation(
        **{
            **body,
            "lines": tuple(Tally(**line) for line in body["lines"]),
            "differences": tuple(Difference(**one) for one in body["differences"]),
            "problem": Problem(problem["code"], facts=problem["facts"]) if problem else None,
        },
        number=number,
    )


def _grouped(lines: Iterable[Tally], key: Any) -> Iterable[Tally]:
    groups: dict[tuple[int, str, str], list[Tally]] = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    return (_sum(group, *named) for named, group in sorted(groups.items()))


def _sum(lines: Iterable[Tally], author: int, name: str, kind: str) -> Tally:
    figures: Mapping[str, int] = {
        figure: sum(getattr(line, figure) for line in lines)
        for lines in [list(lines)]
        for figure in ("written", "waiting", "refused", "needs", "held", "missing")
    }
    return Tally(author, name, kind, **figures)
