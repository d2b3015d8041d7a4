"""What a command line got wrong, in the person's language: argparse says it in English."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import Any

from desktop.language.catalogue import Language, mark


def count(text: str) -> int:
    """A whole number from zero, as argparse's ``type``."""
    found = int(text)
    if found < 0:
        raise ValueError(text)
    return found


def day(text: str) -> date:
    """A date written YYYY-MM-DD, as argparse's ``type``; other forms of ISO 8601 are not for people."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(text)
    return date.fromisoformat(text)


def quarters(text: str) -> int:
    """Degrees clockwise as quarter turns, as argparse's ``type``: 0, 90, 180 or 270."""
    if text not in ("0", "90", "180", "270"):
        raise ValueError(text)
    return int(text) // 90


def box(text: str) -> tuple[float, float, float, float]:
    """LEFT,TOP,RIGHT,BOTTOM in per cent of the picture as parts of one, as argparse's ``type``."""
    left, top, right, bottom = (float(part) / 100 for part in text.split(","))
    if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1):
        raise ValueError(text)
    return left, top, right, bottom


def ages(text: str) -> tuple[int | None, int | None]:
    """Ages as people write a range: ``18-59``, ``60-``, ``-17``, or one age alone; as argparse's ``type``."""
    found = re.fullmatch(r"([0-9]{0,3})(-?)([0-9]{0,3})", text)
    if found is None or not (found[1] or found[3]):
        raise ValueError(text)
    first = int(found[1]) if found[1] else None
    last = int(found[3]) if found[3] else None
    return (first, last) if found[2] else (first, first)


# What a type expects; see desktop.language.fields for the same words elsewhere.
_EXPECTED: dict[Any, str] = {
    day: mark("Expected", "a date written YYYY-MM-DD"),
    count: mark("Expected", "a whole number"),
    ages: mark("Expected", "ages such as 18-59, 60- or -17"),
    int: mark("Expected", "a whole number"),
    quarters: mark("Expected", "0, 90, 180 or 270"),
    box: mark("Expected", "LEFT,TOP,RIGHT,BOTTOM in per cent, for example 10,0,90,100"),
}
# The messages argparse writes itself, without a method to override: they are the same from 3.11 on.
_MESSAGES = (
    (r"the following arguments are required: (?P<names>.+)", mark("Command", "{names} is missing")),
    (r"one of the arguments (?P<names>.+) is required", mark("Command", "one of these is missing: {names}")),
    (r"unrecognized arguments: (?P<names>.+)", mark("Command", "{names} is not known here")),
    (r"argument (?P<names>.+?): expected .*argument.*", mark("Command", "{names} wants a value after it")),
    (
        r"argument (?P<names>.+?): not allowed with argument (?P<other>.+)",
        mark("Command", "{names} does not go together with {other}"),
    ),
    (
        r"argument (?P<names>.+?): ignored explicit argument .*",
        mark("Command", "{names} takes no value"),
    ),
)


def called(action: argparse.Action) -> str:
    """An argument as the help names it."""
    if action.option_strings:
        return "/".join(action.option_strings)
    return str(action.metavar or action.dest)


def in_words(message: str, language: Language) -> str:
    """One of argparse's own messages; one that is not known here stays as it is."""
    for pattern, words in _MESSAGES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return language.find("Command", words).format(**found.groupdict())
    return message


def wrong_choice(name: str, given: str, choices: Iterable[Any], language: Language) -> str:
    """The value, what may stand there, and the nearest of it."""
    known = [str(choice) for choice in choices]
    pattern = language.say("Command", "{name} cannot be “{given}”. Possible: {choices}.")
    words = pattern.format(name=name, given=given, choices=", ".join(known))
    near = get_close_matches(given.lower(), known, n=1)
    if near:
        words += " " + language.say("Command", "Did you mean “{word}”?").format(word=near[0])
    return words


def wrong_value(name: str, given: str, expected: Any, language: Language) -> str:
    """The value, and the form it should have."""
    if expected not in _EXPECTED:
        return language.say("Command", "{name} cannot be “{given}”.").format(name=name, given=given)
    pattern = language.say("Command", "{name} cannot be “{given}”. Expected: {expected}.")
    words = language.find("Expected", _EXPECTED[expected])
    return pattern.format(name=name, given=given, expected=words)
