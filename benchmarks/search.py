"""Search over 100,000 and 1,000,000 persons in the encrypted file, beside bare SQL and a plain fuzzy scan.

``misspellings.csv`` was written by hand, not made by the program's rules: spellings that French, English and
Portuguese offices of West Africa are known to use for one name (wanted and typed stand beside each other),
names as somebody hears them, and slips of a hand on AZERTY and QWERTY keyboards.
"""

from __future__ import annotations

import csv
import random
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from benchmarks import machine
from benchmarks.searched_file import opened
from benchmarks.table import show
from desktop.services import search
from desktop.services.desk import Desk
from desktop.services.search import Question, Spelling
from domain.matching.names import fold

SIZES = (100_000, 1_000_000)
QUERIES = 200
PAGE = 50
SCANNED = 10  # queries of the plain scan, which takes a second each
LIST = Path(__file__).with_name("misspellings.csv")
Timed = tuple[list[float], list[float], list[float]]
"""Milliseconds until the first page, until the last of the ids, and of the bare query."""


def run() -> None:
    """Prints both tables; the files are made at first, which takes ten minutes, and kept."""
    wanted = _misspelt()
    names = list(dict.fromkeys(name for name, _ in wanted))
    timed: dict[int, dict[str, Timed]] = {}
    misspelt = []
    for size in SIZES:
        desk = opened(size, names)
        while search.learn_words(desk):
            pass
        timed[size] = {kind: _measured(desk, kind, asked) for kind, asked in _questions(desk).items()}
        misspelt += _misspelt_rows(desk, size, wanted)
        desk.close()
    _show(timed)
    head = ("persons", "how", "queries", "name on first page", "p50 ms", "p95 ms")
    show("Names misspelt by hand (misspellings.csv)", head, misspelt)
    print(machine.described())


def _misspelt() -> list[tuple[str, str]]:
    with LIST.open(encoding="utf-8") as file:
        return [(row["wanted"], row["typed"]) for row in csv.DictReader(file)]


def _questions(desk: Desk) -> dict[str, list[Question]]:
    dice = random.Random(3)
    names = _column(desk, "SELECT given_name || ' ' || family_name FROM person WHERE family_name IS NOT NULL")
    words = [name.split() for name in (dice.choice(names) for _ in range(QUERIES))]
    codes = dice.choices(_column(desk, "SELECT code FROM person"), k=QUERIES)
    phones = dice.choices(_column(desk, "SELECT number FROM phone"), k=QUERIES)
    numbers = dice.choices(_column(desk, "SELECT value FROM identifier"), k=QUERIES)
    areas = dice.choices(_column(desk, "SELECT DISTINCT area FROM household"), k=QUERIES)
    mothers = _column(desk, "SELECT mother_name FROM person WHERE mother_name IS NOT NULL")
    mothers = dice.choices(mothers, k=QUERIES)
    villages = _column(desk, "SELECT DISTINCT village FROM household WHERE village IS NOT NULL")
    villages = dice.choices(villages, k=QUERIES)
    two = [words_of[0][:2] for words_of in words]
    begun = [f"{words_of[0][:3]} {words_of[-1][:3]}" for words_of in words]
    return {
        "nothing: everybody": [Question()] * 20,
        "2 letters": [Question(text) for text in two],
        "4 letters": [Question(words_of[0][:4]) for words_of in words],
        "two words begun": [Question(text) for text in begun],
        "whole name": [Question(" ".join(words_of)) for words_of in words],
        "whole name, as typed only": [
            Question(" ".join(words_of), spelling=Spelling.never) for words_of in words
        ],
        "printed code": [Question(text) for text in codes],
        "code begun": [Question(text[:-4]) for text in codes],
        "telephone": [Question(text) for text in phones],
        "identifier": [Question(text) for text in numbers],
        "identifier begun": [Question(text[:6]) for text in numbers],
        "mother's name": [Question(text, within=search.Within.mother) for text in mothers],
        "village": [Question(text, within=search.Within.village) for text in villages],
        "2 letters, women of an area": [
            Question(text, area=area, sex="female") for text, area in zip(two, areas, strict=True)
        ],
        "two words begun, aged 18 to 59": [Question(text, age_from=18, age_to=59) for text in begun],
        "an area, aged 60 or more": [Question(area=area, age_from=60) for area in areas],
        "deceased": [Question(status=search.Status.deceased)] * 20,
    }


def _column(desk: Desk, query: str) -> list[str]:
    with desk.store.reading() as connection:
        return [value for (value,) in connection.execute(f"{query} LIMIT 20000")]


def _measured(desk: Desk, kind: str, asked: Sequence[Question]) -> Timed:
    for question in islice(asked, 5):
        _page(desk, question)
    words = kind.startswith(("2 letters", "4", "two words", "whole"))
    bare = [_time(partial(_bare, desk, question.text)) for question in asked] if words else []
    whole = [_time(partial(search.find, desk, question)) for question in asked]
    return [_time(partial(_page, desk, question)) for question in asked], whole, bare


def _page(desk: Desk, question: Question, page: int = PAGE) -> list[str]:
    """The first step and its lines; steps that find nobody are not yet a page."""
    ids: list[int] = []
    for step in search.person_steps(desk, question):
        ids += step.ids
        if len(ids) >= page or (ids and not step.why.near):
            break
    return [line.name for line in search.person_lines(desk, ids[:page])]


def _bare(desk: Desk, text: str) -> None:
    """A page of the same names by the shortest SQL that gives it, in no particular order."""
    match = " AND ".join(f'"{word}"*' for word in fold(text).split())
    desk.store.connection().execute(
        "SELECT code, given_name, family_name, sex, birth_precision, birth_on, estimated_age, estimated_on"
        " FROM (SELECT rowid FROM person_search WHERE person_search MATCH ? LIMIT ?) s"
        " JOIN person ON person.id = s.rowid",
        (match, PAGE),
    ).fetchall()


def _misspelt_rows(desk: Desk, size: int, wanted: Sequence[tuple[str, str]]) -> list[tuple[object, ...]]:
    """Ours over the whole list; the plain scan over a few of it, since it takes a second for each."""
    rows: list[tuple[object, ...]] = []
    ours: list[tuple[float, bool]] = []
    for name, typed in wanted:
        begun = time.perf_counter()
        found = search.find(desk, typed).ids[:PAGE]
        lines = search.person_lines(desk, found)
        took = (time.perf_counter() - begun) * 1000
        ours.append((took, any(_same(line.name, name) for line in lines)))
    rows.append((f"{size:,}", "search", *_recall(ours)))
    names = [fold(name) for name in _all_names(desk)]
    plain: list[tuple[float, bool]] = []
    for name, typed in wanted[:: max(1, len(wanted) // SCANNED)]:
        begun = time.perf_counter()
        best = process.extract(fold(typed), names, scorer=fuzz.token_sort_ratio, limit=PAGE)
        took = (time.perf_counter() - begun) * 1000
        plain.append((took, any(_same(found, name) for found, _, _ in best)))
    rows.append((f"{size:,}", "rapidfuzz over all names", *_recall(plain)))
    return rows


def _all_names(desk: Desk) -> list[str]:
    query = "SELECT coalesce(given_name, '') || ' ' || coalesce(family_name, '') FROM person"
    with desk.store.reading() as connection:
        return [name for (name,) in connection.execute(query)]


def _same(found: str, wanted: str) -> bool:
    return set(fold(wanted).split()) <= set(fold(found).split())


def _recall(timed: Sequence[tuple[float, bool]]) -> tuple[object, ...]:
    hits = sum(hit for _, hit in timed)
    times = [took for took, _ in timed]
    return len(timed), f"{hits / len(timed):.1%}", f"{_at(times, 0.5):.1f}", f"{_at(times, 0.95):.1f}"


def _time(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _at(times: Sequence[float], share: float) -> float:
    return statistics.quantiles(times, n=100, method="inclusive")[round(share * 100) - 1]


def _show(timed: dict[int, dict[str, Timed]]) -> None:
    small, large = SIZES
    rows = []
    for kind in timed[large]:
        (page_small, _, _), (page, whole, bare) = timed[small][kind], timed[large][kind]
        ratio = _at(page, 0.95) / _at(page_small, 0.95)
        rows.append(
            (
                kind,
                *(f"{_at(page_small, share):.1f}" for share in (0.5, 0.95)),
                *(f"{_at(page, share):.1f}" for share in (0.5, 0.95)),
                f"{ratio:.1f}",
                f"{_at(bare, 0.95):.1f}" if bare else "-",
                *(f"{_at(whole, share):.0f}" for share in (0.5, 0.95)),
            )
        )
    head = ("question", "100k p50", "100k p95", "1M p50", "1M p95", "ratio of p95", "bare SQL p95")
    show("First page of fifty, in milliseconds", (*head, "all ids p50", "all ids p95"), rows)
