"""Filters let through whom looking at everybody would, however the register came to be as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.models.search import streams
from desktop.models.search.question import Question, Status
from desktop.models.search.walk import Register, walk
from desktop.services import search
from desktop.services.desk import Desk
from domain.matching.names import fold
from tests.desktop.models.offices import make_office
from tests.desktop.models.search.register import AREAS, DISTRICT, FAMILY, GIVEN, Someone, fill, passes

PABBI = "PK-KP-NOWSHERA-PAB"
BELOW = {
    "": frozenset[str](),
    DISTRICT: frozenset(AREAS),
    PABBI: frozenset(area for area in AREAS if area.startswith(PABBI)),
    AREAS[0]: frozenset({AREAS[0]}),
}
AGES = st.none() | st.integers(0, 100) | st.sampled_from([17, 18, 22, 38, 74])
QUESTIONS = st.builds(
    Question,
    text=st.sampled_from(["", "", "a", *GIVEN, *FAMILY, "Awa Sy", "al", "fat dia"]),
    spelling=st.just(search.Spelling.never),
    area=st.sampled_from(list(BELOW)),
    sex=st.sampled_from(["", "female", "male", "not_known"]),
    age_from=AGES,
    age_to=AGES,
    status=st.none() | st.sampled_from(list(Status)),
)


class Made:
    """A register and everybody in it; too long to be printed."""

    def __init__(self, desk: Desk, people: list[Someone]) -> None:
        self.desk, self.people = desk, people

    def __repr__(self) -> str:
        return "Made()"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    sitting = make_office(tmp_path_factory.mktemp("register") / "office.guichet")
    yield Made(sitting, fill(sitting, seed=5, count=120))
    sitting.close()


def expected(people: list[Someone], question: Question, today: date) -> set[int]:
    """Looks at everybody: the words as typed, whoever stands for a merged record, then the filters."""
    begun = fold(question.text).split()
    bearing = [one for one in people if all(any(w.startswith(b) for w in one.words) for b in begun)]
    if question.status is Status.merged:
        return {one.row for one in bearing if passes(one, question, BELOW[question.area], today)}
    rows = {one.row: one for one in people}
    standing = {one.row if one.merged_into is None else _stands(rows, one).row for one in bearing}
    return {row for row in standing if passes(rows[row], question, BELOW[question.area], today)}


def _stands(rows: dict[int, Someone], one: Someone) -> Someone:
    while one.merged_into is not None:
        one = rows[one.merged_into]
    return one


@settings(max_examples=250, deadline=None)
@given(QUESTIONS)
def test_filters_and_names_find_whom_looking_at_everybody_finds(register: Made, question: Question) -> None:
    desk, people = register.desk, register.people
    if None not in (question.age_from, question.age_to) and question.age_from > question.age_to:  # type: ignore[operator]
        question = replace(question, age_from=question.age_to, age_to=question.age_from)
    found = search.people(desk, question)
    assert len(found) == len(set(found)), "nobody is listed twice"
    assert set(found) == expected(people, question, desk.today())


@settings(max_examples=60, deadline=None)
@given(QUESTIONS)
def test_steps_of_a_few_find_the_same_as_one_step(register: Made, question: Question) -> None:
    desk = register.desk
    areas = BELOW[question.area]
    whole = _walked(desk, question, areas)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(streams, "FIRST", 3)
        patched.setattr(streams, "NEXT", 4)
        patched.setattr(streams, "SCANNED", 4)
        parts = _walked(desk, question, areas)
    assert sorted(parts) == sorted(whole)


def _walked(desk: Desk, question: Question, areas: frozenset[str]) -> list[int]:
    with desk.store.reading() as connection:
        steps = walk(connection, question, Register("PK", desk.today(), areas))
        return [row for step in steps for row in step.ids]


def test_facts_follow_every_change(tmp_path: Path) -> None:
    """After many edits the lines of facts are those the records would make anew."""
    desk = make_office(tmp_path / "office.guichet")
    people = fill(desk, seed=9)
    rng = Random(3)
    with desk.store.reading() as connection:
        households = [row for (row,) in connection.execute("SELECT id FROM household")]
        links = [row for (row,) in connection.execute("SELECT id FROM membership")]
    with desk.writing() as writer:
        for _ in range(200):
            person, home, link = rng.choice(people).row, rng.choice(households), rng.choice(links)
            kind, row, fields = rng.choice(
                [
                    ("person", person, {"sex": rng.choice(("female", "male"))}),
                    ("person", person, {"birth_precision": "year", "birth_on": str(rng.randint(1950, 2020))}),
                    ("person", person, {"vital_status": rng.choice(("alive", "deceased"))}),
                    ("person", person, {"merged_into": None}),
                    ("household", home, {"area": rng.choice(AREAS)}),
                    ("household", home, {"status": rng.choice(("verified", "stale", "closed"))}),
                    ("membership", link, {"end_on": rng.choice((None, "2026-06-06"))}),
                    ("membership", link, {"household": home}),
                ]
            )
            writer.set(kind, row, fields)
    with desk.store.reading() as connection:
        kept = connection.execute("SELECT * FROM person_facts ORDER BY person, household").fetchall()
        anew = connection.execute(
            "SELECT DISTINCT * FROM person_facts_now ORDER BY person, household"
        ).fetchall()
    assert kept == anew
    desk.close()
