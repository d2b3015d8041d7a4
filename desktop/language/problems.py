"""A problem's code and facts become two sentences a person can act on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.language.catalogue import Language
from desktop.language.dates import duration, long_date
from desktop.language.fields import expectation, field_in_words
from desktop.language.figures import grouped
from desktop.language.sentences import SENTENCES
from desktop.language.terms import label
from domain.problems import Fact, Facts, Problem
from domain.requests import RequestState
from domain.vocabulary import MilestoneStatus


@dataclass(frozen=True)
class Explanation:
    """``title``: what happened. ``remedy``: what is safe, and what to do now."""

    title: str
    remedy: str


def explain(problem: Problem, language: Language) -> Explanation:
    """The problem in the person's language; a code without sentences is named, never hidden."""
    facts = _Words(problem.facts, language)
    sentences = SENTENCES.get(problem.code)
    if sentences is None:
        return _unforeseen(problem.code, language)
    title, remedy = (language.find("Problems", sentence).format_map(facts) for sentence in sentences)
    return Explanation(title, remedy)


def _unforeseen(code: str, language: Language) -> Explanation:
    title = language.say("Problems", "Something happened that this version has no words for: {code}.")
    remedy = language.say(
        "Problems", "What was saved is safe. Send this code to whoever supports the application."
    )
    return Explanation(title.format(code=code), remedy)


class _Words(dict[str, str]):
    """The facts in words; one that a sentence asks for and the problem lacks is an ellipsis."""

    def __init__(self, facts: Facts, language: Language) -> None:
        super().__init__((name, _in_words(name, value, language)) for name, value in facts.items())

    def __missing__(self, name: str) -> str:
        return "…"


def _in_words(name: str, value: Fact, language: Language) -> str:
    wording = _WORDINGS.get(name)
    if wording is not None:
        return wording(value, language)
    return str(value) if isinstance(value, str) else grouped(value, language.code)


def _seconds(value: Fact, language: Language) -> str:
    if float(value) < 1:
        return language.say("Dates", "a moment")
    return duration(timedelta(seconds=float(value)), language)


def _hours(value: Fact, language: Language) -> str:
    return duration(timedelta(hours=abs(float(value))), language)


def _day(value: Fact, language: Language) -> str:
    return long_date(date.fromisoformat(str(value)), language)


def _status(value: Fact, language: Language) -> str:
    return label(MilestoneStatus, str(value), language).lower()


def _state(value: Fact, language: Language) -> str:
    return label(RequestState, str(value), language).lower()


def _port(value: Fact, language: Language) -> str:
    """A number that is a name: no thousands."""
    return str(value)


def _field(value: Fact, language: Language) -> str:
    return field_in_words(str(value), language)


def _expected(value: Fact, language: Language) -> str:
    return expectation(str(value), language)


_WORDINGS: dict[str, Callable[[Fact, Language], str]] = {
    "seconds": _seconds,
    "hours": _hours,
    "date": _day,
    "port": _port,
    "from": _status,
    "state": _state,
    "to": _status,
    "field": _field,
    "expected": _expected,
}
