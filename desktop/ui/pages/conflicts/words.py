"""Conflicts in words: whose value, when, on which laptop; which field, of whom."""

from __future__ import annotations

from datetime import datetime, tzinfo

from desktop.language.dates import long_moment
from desktop.language.fields import field_in_words
from desktop.language.values import in_words
from desktop.services.settling.listed import ConflictLine, Writing
from desktop.ui.speech import language, say
from domain.programme import Programme
from domain.records import Json
from domain.vocabulary import ConflictCause


def writing_words(by: Writing, zone: tzinfo) -> str:
    """Who wrote a value, where and when, as far as anybody knows."""
    who = by.who or say("Conflicts", "somebody whose name is not known here")
    where = say("Conflicts", "at this laptop")
    if not by.here:
        where = say("Conflicts", "at laptop {device}").format(device=by.device or "?")
    told = [who, where]
    if by.at:
        told.append(long_moment(datetime.fromisoformat(by.at).astimezone(zone), language()))
    return ", ".join(told)


def fields_words(line: ConflictLine) -> str:
    """The fields in question, in words."""
    return ", ".join(field_in_words(name, language()) for name in line.fields)


def of_whom(line: ConflictLine) -> str:
    """Whose record it is: a name, or a code where the file is closed or has no name."""
    return line.name or line.head or line.person or line.household


def value_words(kind: str, name: str, value: Json, programme: Programme) -> str:
    """A value as people say it."""
    return in_words(name, value, programme, language(), kind)


def why_words(cause: ConflictCause) -> str:
    """What happened, and what choosing means."""
    if cause is ConflictCause.ended:
        return say(
            "Conflicts",
            "One person ended this record while another was still changing it. Does the end stand?",
        )
    if cause is ConflictCause.transition:
        return say(
            "Conflicts", "A status was given that cannot follow the one that stands; it was not applied."
        )
    if cause is ConflictCause.merged:
        return say(
            "Conflicts",
            "Two laptops merged records into each other. One stands everywhere: is it the right one?",
        )
    return say("Conflicts", "Two people wrote the same field without knowing of each other. Which is right?")
