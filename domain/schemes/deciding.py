"""Whether somebody is eligible for a scheme, from its rule and what is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.schemes import rules
from domain.schemes.facts import OF_PERSONS, Facts, fact_type, plain
from domain.schemes.rules import Asked, Rule, Truth
from domain.schemes.scheme import Scheme
from domain.schemes.terms import Answer, Unit

_ANSWERS: dict[Truth, Answer] = {True: Answer.yes, False: Answer.no, None: Answer.verify}


@dataclass(frozen=True)
class Reason:
    """One line of the rule that settled the answer.

    ``op`` is one of `rules.OPS`, with ``not`` before it where the rule negates the line. ``wanted`` and
    ``found`` are plain values (numbers as [lowest, highest]); ``found`` is None when nothing is known.
    ``person`` is the member of a household the line is about.
    """

    fact: str
    op: str
    wanted: Any
    found: Any
    answer: Answer
    person: str | None = None

    def document(self) -> dict[str, Any]:
        """As a decision keeps it."""
        kept = {"fact": self.fact, "op": self.op, "wanted": self.wanted, "found": self.found}
        kept["answer"] = self.answer.value
        return kept | ({"person": self.person} if self.person else {})


@dataclass(frozen=True)
class Outcome:
    """The answer with its reasons; ``missing`` are papers and dates would settle it, never thresholds."""

    answer: Answer
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]


def rule_of(scheme: Scheme) -> Rule:
    """The scheme's rule, and its areas where it is not for the whole country."""
    return rules.compiled(_whole(scheme))


def _whole(scheme: Scheme) -> dict[str, Any]:
    if not scheme.areas:
        return scheme.eligibility
    inside = {"fact": "household.area", "op": "within", "value": list(scheme.areas)}
    return {"all": [inside, scheme.eligibility]}


def paths(rule: Rule) -> frozenset[str]:
    """Every fact a rule asks."""
    return frozenset(rule.facts())


def asks_persons(rule: Rule) -> bool:
    """Whether a rule asks about single persons, so that a household is asked member by member."""
    return any(path.startswith(OF_PERSONS) for path in rule.facts())


def decide(scheme: Scheme, facts: Facts, on: date) -> Outcome:
    """The answer for a person, by a member's facts, or for a household, by its own.

    A household is eligible when the whole rule holds for one of its members: what the rule asks of persons
    is asked of the same person throughout. Raises ValueError when the facts are of another day.
    """
    if facts.on != on:
        raise ValueError(f"facts of {facts.on}, asked for {on}")
    rule = rule_of(scheme)
    subject = whose(scheme, rule, facts)
    answer = rule.truth(subject.values)
    about = subject.code if scheme.unit is Unit.household and subject is not facts else None
    reasons = tuple(_reason(one, about) for one in dict.fromkeys(rule.asked(subject.values)))
    return Outcome(_ANSWERS[answer], reasons, tuple(_missing(scheme, subject, reasons, answer)))


def whose(scheme: Scheme, rule: Rule, facts: Facts) -> Facts:
    """Whose facts settle it: those given, or of a household's members the one it holds for most."""
    if scheme.unit is Unit.person or not facts.members or not asks_persons(rule):
        return facts
    return max(facts.members, key=lambda member: _RANK[rule.truth(member.values)])


_RANK: dict[Truth, int] = {True: 2, None: 1, False: 0}


def answer_of(truth: Truth) -> Answer:
    """Not known is to be verified."""
    return _ANSWERS[truth]


def _reason(asked: Asked, person: str | None) -> Reason:
    about = person if asked.fact.startswith(OF_PERSONS) else None
    return Reason(
        asked.fact, asked.op, _listed(asked.wanted), plain(asked.found), _ANSWERS[asked.truth], about
    )


def _listed(wanted: object) -> object:
    return list(wanted) if isinstance(wanted, tuple) else wanted


def _missing(scheme: Scheme, facts: Facts, reasons: Iterable[Reason], answer: Truth) -> Iterator[str]:
    """What would settle what is not known, then the papers not on file; a refused one is asked for none."""
    if answer is False:
        return
    unsettled = (fact_type(one.fact) for one in reasons if one.answer is Answer.verify)
    yield from dict.fromkeys(kind.missing for kind in unsettled if kind)
    yield from (paper for paper in scheme.documents_required if paper not in facts.documents)
