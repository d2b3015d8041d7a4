"""The rule about answers to a questionnaire (V24): required, in range, and only where they were asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from domain.problems import Problem

Answer = str | int | None
# Answers in their own right, not blanks: the person was asked.
SAID_NOTHING = frozenset({"dont_know", "refused"})


@dataclass(frozen=True)
class Question:
    """One question. ``asked`` looks at the other answers; ``options`` and range limit where given."""

    id: str
    required: bool = False
    options: frozenset[str] | None = None
    least: int | None = None
    most: int | None = None
    asked: Callable[[Mapping[str, Answer]], bool] = lambda _answers: True


def answers_fit(questions: tuple[Question, ...], answers: Mapping[str, Answer]) -> Iterator[Problem]:
    """V24. Every problem of a filled questionnaire, in the order of its questions."""
    for unknown in sorted(answers.keys() - {question.id for question in questions}):
        yield Problem("answer_unknown", f"answers.{unknown}", "V24")
    for question in questions:
        answer, where = answers.get(question.id), f"answers.{question.id}"
        if not question.asked(answers):
            if answer is not None:
                yield Problem("answer_not_asked", where, "V24")
        elif answer is None or answer == "":
            if question.required:
                yield Problem("answer_missing", where, "V24")
        elif answer not in SAID_NOTHING:
            yield from _in_range(question, answer, where)


def _in_range(question: Question, answer: str | int, where: str) -> Iterator[Problem]:
    if question.options is not None:
        if answer not in question.options:
            yield Problem("answer_no_option", where, "V24")
    elif question.least is not None or question.most is not None:
        low, high = question.least, question.most
        whole = isinstance(answer, int) and not isinstance(answer, bool)
        if not whole or (low is not None and int(answer) < low) or (high is not None and int(answer) > high):
            facts = {"least": low if low is not None else "", "most": high if high is not None else ""}
            yield Problem("answer_out_of_range", where, "V24", facts=facts)
