"""Words are found in the code however they are written, and refused when they cannot be looked up."""

from __future__ import annotations

import pytest

from desktop.language.extraction import NotLiteral, Words, words_in


def found(code: str) -> list[Words]:
    return list(words_in(code, "somewhere.py"))


def test_calls_and_marks() -> None:
    code = """
title = language.say("Receipt", "Registration receipt")
other = say("Receipt", "A sentence that "
            "goes on.", "said twice")
TABLE = {"a": mark("Problems", "It is late.")}
"""
    assert found(code) == [
        Words("Receipt", "Registration receipt"),
        Words("Receipt", "A sentence that goes on.", "said twice"),
        Words("Problems", "It is late."),
    ]


@pytest.mark.parametrize("number", ["3", "n", "len(members)", "facts.members", "n + 1"])
def test_plurals_whatever_the_number_is(number: str) -> None:
    plural = [Words("Receipt", "%n member(s)", "", plural=True)]
    assert found(f'language.say("Receipt", "%n member(s)", "", {number})') == plural
    assert found(f'language.say("Receipt", "%n member(s)", n={number})') == plural


@pytest.mark.parametrize("source", ['f"Hello {name}"', '"Hello " + name', '"Hello {}".format(name)', "f()"])
def test_composed_words_are_refused(source: str) -> None:
    with pytest.raises(NotLiteral, match=r"somewhere\.py:1"):
        found(f'say("Receipt", {source})')


def test_words_handed_on_are_found_where_they_were_written() -> None:
    assert found("language.say(context, source, disambiguation, n)") == []
    assert found('language.find("Field", FIELDS[name])') == []


def test_other_things_are_marked_too() -> None:
    assert found("arrivals.mark(number + 1, state())") == []
