"""V24: answers are required, in range, and given only where they were asked."""

from __future__ import annotations

from typing import Any

import pytest

from domain.rules.questionnaire import Question, answers_fit

QUESTIONS = (
    Question("water", required=True, options=frozenset({"tap", "well"})),
    Question("rooms", required=True, least=1, most=30),
    Question("depth", least=0, asked=lambda answers: answers.get("water") == "well"),
    Question("note"),
)
GOOD = {"water": "well", "rooms": 3, "depth": 12}


def found(**answers: Any) -> list[tuple[str, str]]:
    given = {key: value for key, value in (GOOD | answers).items() if value != "gone"}
    problems = list(answers_fit(QUESTIONS, given))
    assert {problem.rule for problem in problems} <= {"V24"}
    return [(problem.code, problem.where) for problem in problems]


@pytest.mark.parametrize(
    "answers",
    [{}, {"rooms": 1}, {"rooms": 30}, {"depth": "gone"}, {"water": "tap", "depth": "gone"}, {"note": "x"}],
)
def test_v24_accepts(answers: dict[str, Any]) -> None:
    assert found(**answers) == []


@pytest.mark.parametrize("said", ["dont_know", "refused"])
def test_v24_an_answer_withheld_is_an_answer(said: str) -> None:
    assert found(rooms=said) == []
    assert found(water=said, depth="gone") == []


@pytest.mark.parametrize(
    ("answers", "problem"),
    [
        ({"water": "gone", "depth": "gone"}, ("answer_missing", "answers.water")),
        ({"rooms": None}, ("answer_missing", "answers.rooms")),
        ({"rooms": ""}, ("answer_missing", "answers.rooms")),
        ({"water": "river", "depth": "gone"}, ("answer_no_option", "answers.water")),
        ({"rooms": 0}, ("answer_out_of_range", "answers.rooms")),
        ({"rooms": 31}, ("answer_out_of_range", "answers.rooms")),
        ({"rooms": "three"}, ("answer_out_of_range", "answers.rooms")),
        ({"rooms": True}, ("answer_out_of_range", "answers.rooms")),
        ({"depth": -1}, ("answer_out_of_range", "answers.depth")),
        ({"water": "tap"}, ("answer_not_asked", "answers.depth")),
        ({"shoes": 2}, ("answer_unknown", "answers.shoes")),
    ],
)
def test_v24_refuses(answers: dict[str, Any], problem: tuple[str, str]) -> None:
    assert found(**answers) == [problem]
