"""Every refusal as a code with facts; sentences belong to the language, never here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Fact = str | int | float
Facts = Mapping[str, Fact]


class Severity(StrEnum):
    """An error stops the act; a warning can be confirmed, and the confirmation is recorded."""

    error = "error"
    warning = "warning"


@dataclass(frozen=True)
class Problem:
    """One thing wrong with what was given.

    ``code`` names the sentence (``name_missing``), ``rule`` the validation rule (``V01``) when there
    is one, ``where`` the field as a dotted path (``members.0.birth_date``), empty for the whole.
    """

    code: str
    where: str = ""
    rule: str = ""
    severity: Severity = Severity.error
    facts: Facts = field(default_factory=dict)


class Refused(Exception):
    """The person can act: correct a field, choose another file, ask a supervisor."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(", ".join(f"{p.where or '-'}: {p.code}" for p in self.problems))


class Fault(Exception):
    """The surroundings failed: disk, network, key, clock. Nothing acknowledged is lost."""

    def __init__(self, code: str, **facts: Fact) -> None:
        self.problem = Problem(code, facts=facts)
        super().__init__(code)
