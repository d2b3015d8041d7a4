"""What went wrong, for people and for programs: sentences from the language, codes and facts beside them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from desktop.commands.call import Answer
from desktop.language.catalogue import Language
from desktop.language.fields import field_in_words
from desktop.language.problems import explain
from domain.problems import Fault, Problem, Refused

# What is missing is an argument, not a better answer: the exit code of a wrong usage.
_USAGE = frozenset({"password_missing", "user_needed"})
# Sentences that say nothing without the answer they are about; here it is typed by its key.
_OF_AN_ANSWER = frozenset({"field_missing", "field_unknown"})


def problems_of(failure: Refused | Fault) -> tuple[Problem, ...]:
    """The one problem of a fault, the several of a refusal."""
    return failure.problems if isinstance(failure, Refused) else (failure.problem,)


def told(problem: Problem, language: Language, *, inside: bool = False) -> str:
    """What happened and what to do, on one line; ``inside`` a form, the field before it."""
    words = explain(_listed(problem), language)
    plain = not inside and "." not in problem.where
    if plain and problem.code in _OF_AN_ANSWER and problem.where:
        field = f"{field_in_words(problem.where, language)} ({problem.where})"
        pattern = language.say("Command", "{field}: {problem}")
        return f"{pattern.format(field=field, problem=words.title)} {_remedy(problem, language)}"
    if plain:
        return f"{words.title} {_remedy(problem, language)}{_named(problem, words.title)}"
    return f"{located(problem, language)} {_remedy(problem, language)}"


def _remedy(problem: Problem, language: Language) -> str:
    """What to do; in a terminal some troubles have an option that goes past them."""
    remedy = explain(_listed(problem), language).remedy
    option = problem.facts.get("option")
    if option is None:
        return remedy
    return f"{remedy} {language.say('Command', 'Add {option} to write over it.').format(option=option)}"


def _named(problem: Problem, title: str) -> str:
    """After a trouble with a file the file's name: a command line holds several."""
    name = str(problem.facts.get("name", ""))
    if not problem.code.startswith("file_") or not name or name in title:
        return ""
    return f" ({name})"


def _listed(problem: Problem) -> Problem:
    """The values a field may have, as a list without English words: the form's reader writes 'a' or 'b'."""
    found = re.findall(r"'([^']*)'", str(problem.facts.get("expected", "")))
    return replace(problem, facts={**problem.facts, "expected": ", ".join(found)}) if found else problem


def located(problem: Problem, language: Language) -> str:
    """What happened, after the field where it did."""
    title = explain(problem, language).title
    if not problem.where:
        return title
    pattern = language.say("Command", "{field}: {problem}")
    return pattern.format(field=field_in_words(problem.where, language), problem=title)


def document_of(problem: Problem, language: Language) -> dict[str, Any]:
    """The same for a program."""
    words = explain(_listed(problem), language)
    return {
        "code": problem.code,
        "rule": problem.rule,
        "where": problem.where,
        "facts": dict(problem.facts),
        "message": words.title,
        "remedy": _remedy(problem, language),
    }


def answer_to(failure: Refused | Fault, language: Language) -> Answer:
    """The answer of a command that could not be done."""
    problems = problems_of(failure)
    document = {"problems": [document_of(problem, language) for problem in problems]}
    code = 2 if any(problem.code in _USAGE for problem in problems) else 1
    return Answer(document, [told(problem, language) for problem in problems], code)
