"""A random register small enough to look at everybody: what a search must find, by brute force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from desktop.models.journal import Writer
from desktop.models.people import birth
from desktop.models.search.question import Question, Status
from desktop.services.desk import Desk
from domain.matching.names import fold

DISTRICT = "PK-KP-NOWSHERA"
AREAS = ("PK-KP-NOWSHERA-PAB-01", "PK-KP-NOWSHERA-PAB-02", "PK-KP-NOWSHERA-NSH-01", "PK-KP-NOWSHERA")
GIVEN = ("Awa", "Fatou", "Ibrahima", "José", "Ñusta", "N'Deye", "Ali", "Conceição", "Ana-Maria", "Ɓintou")
FAMILY = ("N’Diaye", "Diallo", "Gonçalves", "dos Santos", "Sy", "Ba", "Khattak", "Coulibaly")
VILLAGES = ("Pabbi", "Saré Bacar", "Akbarpura", None)
STATUSES = (None, None, "registered", "verified", "stale", "closed")
HOMES: dict[str, tuple[str, ...]] = {"": (), "one": ("active",), "two": ("active",) * 2, "left": ("ended",)}


@dataclass
class Someone:
    """A person as written, with every home: (area, village, status of the household, still there)."""

    row: int
    fields: dict[str, Any]
    homes: list[tuple[str, str | None, str | None, bool]] = field(default_factory=list)
    merged_into: int | None = None

    @property
    def words(self) -> list[str]:
        """The words of the names, folded."""
        return fold(" ".join(str(self.fields.get(n) or "") for n in ("given_name", "family_name"))).split()

    @property
    def state(self) -> str:
        if self.merged_into is not None:
            return "merged"
        if self.fields.get("vital_status") == "deceased":
            return "deceased"
        return ""

    def lines(self) -> Iterator[tuple[str, str, str]]:
        """Area, state and household's status, once for each household lived in; else of the last one."""
        lived = [home for home in self.homes if home[3]]
        for area, _, status, _ in lived:
            yield (
                area,
                self.state or ("no_household" if status == "closed" else "active"),
                status or "registered",
            )
        if not lived:
            yield (self.homes[-1][0] if self.homes else ""), self.state or "no_household", ""


def passes(one: Someone, question: Question, areas: frozenset[str], today: date) -> bool:
    """Whether the filters of a question let a person through, one household at a time."""
    return _person_passes(one, question, today) and any(
        _line_passes(*line, question, areas) for line in one.lines()
    )


def _person_passes(one: Someone, question: Question, today: date) -> bool:
    if question.sex and one.fields["sex"] != question.sex:
        return False
    if question.age_from is None and question.age_to is None:
        return True
    names = ("birth_precision", "birth_on", "estimated_age", "estimated_on")
    ages = birth(*(one.fields.get(name) for name in names)).ages(today)  # type: ignore[arg-type]
    if ages is None:
        return False
    youngest, oldest = ages
    return oldest >= (question.age_from or 0) and youngest <= (
        question.age_to if question.age_to is not None else 999
    )


def _line_passes(area: str, state: str, status: str, question: Question, areas: frozenset[str]) -> bool:
    if question.area and area not in areas:
        return False
    if question.status is None:
        return state != "merged"
    if question.status in (Status.active, Status.no_household, Status.deceased, Status.merged):
        return state == question.status
    return state != "merged" and status == question.status


def fill(desk: Desk, seed: int, count: int = 60) -> list[Someone]:
    """A register of so many persons and fewer households; some moved, died, or were merged."""
    rng = Random(seed)
    with desk.writing() as writer:
        homes = [_household(writer, rng, number) for number in range(count // 4)]
        people = [_person(writer, rng, number, homes) for number in range(count)]
        for one in rng.sample(people, count // 10):
            other = rng.choice(people)
            if other is not one and other.merged_into is None and one.merged_into is None:
                if any(another.merged_into == one.row for another in people):
                    continue
                writer.set("person", one.row, {"merged_into": other.row})
                one.merged_into = other.row
    return people


def _household(writer: Writer, rng: Random, number: int) -> tuple[int, str, str | None, str | None]:
    area, village, status = rng.choice(AREAS), rng.choice(VILLAGES), rng.choice(STATUSES)
    fields = {
        "code": f"H{number}",
        "kind": "household",
        "area": area,
        "village": village,
        "status": status,
        "registered_on": f"2026-0{rng.randint(1, 9)}-11",
    }
    return writer.create("household", DISTRICT, fields), area, village, status


def _person(writer: Writer, rng: Random, number: int, homes: list[Any]) -> Someone:
    fields: dict[str, Any] = {
        "code": f"P{number}",
        "given_name": rng.choice(GIVEN),
        "family_name": rng.choice((*FAMILY, None)),
        "mother_name": rng.choice((None, f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}")),
        "sex": rng.choice(("female", "male", "not_known")),
        "vital_status": rng.choice((None, "alive", "deceased")),
        **_birth(rng),
    }
    if fields["family_name"] is None:
        fields["single_name"] = True
    row = writer.create("person", DISTRICT, fields)
    made = Someone(row, fields)
    for how in HOMES[rng.choice(list(HOMES))]:
        household, area, village, status = rng.choice(homes)
        if any(home[:2] == (area, village) for home in made.homes):
            continue
        link = {"household": household, "person": row, "role": "child", "start_on": "2026-01-02"}
        ended = {"end_on": "2026-05-05", "end_reason": "left"} if how == "ended" else {}
        writer.create("membership", DISTRICT, link | ended, about=household)
        made.homes.append((area, village, status, how == "active"))
    return made


def _birth(rng: Random) -> dict[str, Any]:
    year, month, day = rng.randint(1930, 2026), rng.randint(1, 12), rng.randint(1, 28)
    if rng.random() < 0.2:
        month, day = 11, rng.choice((22, 23, 24))
    if rng.random() < 0.1:
        year, month, day = rng.choice((1952, 1988, 2004)), 2, 29
    precision = rng.choice(("day", "month", "year", "estimated_age", "unknown"))
    return {
        "birth_precision": precision,
        **{
            "day": {"birth_on": f"{year:04}-{month:02}-{day:02}"},
            "month": {"birth_on": f"{year:04}-{month:02}"},
            "year": {"birth_on": f"{year:04}"},
            "estimated_age": {
                "estimated_age": rng.randint(0, 95),
                "estimated_on": rng.choice(("2024-02-29", "2020-11-23", "2026-03-01", "2025-12-31")),
            },
            "unknown": {},
        }[precision],
    }
