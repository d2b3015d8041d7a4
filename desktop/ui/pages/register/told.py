"""Which problems are told, and where: only what was left or asked may complain before the last step."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.language.fields import field_in_words
from desktop.ui.pages.register.answers import CHECK, LANGUAGE, MEMBERS, PLACE, Answers
from desktop.ui.pages.register.members_step import name_of
from desktop.ui.pages.register.step_line import Standing
from desktop.ui.pages.register.summary import Point
from desktop.ui.speech import language
from domain.problems import Problem, Severity


def step_of(problem: Problem) -> int:
    """The step whose question a problem is about."""
    where = problem.where
    if where.startswith("members") or where in ("guardian", "household.child_headed"):
        return MEMBERS
    return PLACE if where.startswith("household") else LANGUAGE


def told(answers: Answers, problems: Sequence[Problem]) -> list[Problem]:
    """Those whose field was left, or whose step was gone through, and that nobody confirmed."""
    return [
        problem
        for problem in problems
        if not answers.is_confirmed(problem)
        and (step_of(problem) in answers.asked or answers.field_of(problem.where) in answers.touched)
    ]


def beside(answers: Answers, problems: Sequence[Problem]) -> dict[str, Problem]:
    """What stands beside each field: one problem, errors before warnings."""
    found: dict[str, Problem] = {}
    for problem in sorted(problems, key=lambda p: p.severity is Severity.warning):
        found.setdefault(answers.field_of(problem.where), problem)
    return found


def summed_up(answers: Answers, problems: Sequence[Problem], step: int) -> list[Point]:
    """What the top of a step lists: on the last step everything, confirmed or not; before, its own."""
    if step == CHECK:
        return [point(answers, problem) for problem in problems]
    if step not in answers.asked:
        return []
    return [point(answers, problem) for problem in told(answers, problems) if step_of(problem) == step]


def point(answers: Answers, problem: Problem) -> Point:
    """A line of the summary."""
    return Point(problem, lambda: _named(answers, problem), answers.is_confirmed(problem))


def _named(answers: Answers, problem: Problem) -> str:
    """Where a problem is, by the member's name when it is known."""
    parts = problem.where.split(".")
    if parts[0] == "members" and len(parts) > 2 and int(parts[1]) < len(answers.members):
        name = name_of(answers, answers.members[int(parts[1])]["id"])
        if name:
            return f"{name}, {field_in_words(parts[2], language()).lower()}"
    return field_in_words(problem.where, language())


def standings(answers: Answers, problems: Sequence[Problem], here: int) -> list[Standing]:
    """Where each step of the line stands; after the last one, all are done."""
    wrong = {step_of(p) for p in told(answers, problems) if p.severity is Severity.error}
    found = []
    for number in range(CHECK + 1):
        if number == here:
            found.append(Standing.current)
        elif number in wrong and here <= CHECK:
            found.append(Standing.wrong)
        elif number < here or number in answers.asked:
            found.append(Standing.done)
        else:
            found.append(Standing.to_do)
    return found
