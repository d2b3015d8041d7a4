"""The filters in words, for the panel and for the chips that stand for them."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.language.catalogue import mark
from desktop.language.terms import label, labels
from desktop.services.search import Question, Status, Within
from desktop.ui.fields.area import Place
from desktop.ui.speech import language, say
from domain.programme import Office, Programme
from domain.vocabulary import Sex

_STATUS = {
    Status.active: mark("Status of a person", "Member of a household"),
    Status.no_household: mark("Status of a person", "Without a household"),
    Status.deceased: mark("Status of a person", "Deceased"),
    Status.merged: mark("Status of a person", "Merged into another record"),
    Status.registered: mark("Status of a person", "Household registered"),
    Status.verified: mark("Status of a person", "Household verified"),
    Status.stale: mark("Status of a person", "Household to be visited again"),
    Status.closed: mark("Status of a person", "Household closed"),
}

# What a list shows when it filters nothing.
ANY = "any"


def status_words(status: str) -> str:
    """Where a person or their household stands."""
    context, words = "Status of a person", _STATUS[Status(status)]
    return say(context, words)


def statuses() -> Mapping[str, str]:
    """Every status with its words."""
    return {ANY: say("Filters", "Any")} | {status.value: status_words(status) for status in Status}


def sexes() -> Mapping[str, str]:
    """Every sex with its words."""
    return {ANY: say("Filters", "Any")} | labels(Sex, language())


def withins() -> Mapping[str, str]:
    """Where a text is looked for."""
    return {
        Within.everything.value: say("Filters", "Everywhere"),
        Within.name.value: say("Filters", "Their own name"),
        Within.mother.value: say("Filters", "Their mother's name"),
        Within.village.value: say("Filters", "The village"),
    }


def places(programme: Programme, office: Office) -> list[Place]:
    """The areas of an office and all below them, each with its path up to the district."""
    found: list[Place] = []
    waiting = list(reversed(office.areas))
    while waiting:
        code = waiting.pop()
        line = programme.lineage(code)
        above = [area.name for area in line[1:] if area.level >= programme.district_level]
        found.append((code, " › ".join([line[0].name, *above])))
        waiting += [area.code for area in reversed(programme.children(code))]
    return found


def chips(question: Question, programme: Programme) -> dict[str, str]:
    """The filters that are on, by the name of what they are of, each in a few words."""
    found: dict[str, str] = {}
    if question.within is not Within.everything:
        found["within"] = say("Filters", "In: {where}").format(where=withins()[question.within].lower())
    if question.area:
        area = programme.area(question.area)
        found["area"] = area.name if area else question.area
    if question.sex:
        found["sex"] = label(Sex, question.sex, language())
    if question.age_from is not None or question.age_to is not None:
        found["ages"] = _ages(question.age_from, question.age_to)
    if question.status is not None:
        found["status"] = status_words(question.status)
    return found


def _ages(first: int | None, last: int | None) -> str:
    if last is None:
        return say("Filters", "{age} or older").format(age=first)
    if first is None:
        return say("Filters", "{age} or younger").format(age=last)
    return say("Filters", "{first} to {last} years").format(first=first, last=last)
