"""A search as a walk: the first page at once, step by step everybody else, then other spellings."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desktop.models.search import streams
from desktop.models.search.narrowing import SCANNED, Narrowing, Sieve, narrowing
from desktop.models.search.near import FEW, spelled_differently
from desktop.models.search.numbers import by_code_begun, by_number
from desktop.models.search.question import Field, Question, Spelling, Step, Why, Within
from desktop.models.search.streams import SORT_AT_MOST, Page
from desktop.models.search.villages import Villages, living_in
from desktop.models.search.vocabulary import Vocabulary
from domain.matching.names import fold
from domain.matching.variants import NO_VARIANTS, Variants

Connection = Any
Found = Iterable[tuple[Field, Page]]
# Of those found by the mother's name or the village beside few by their own name, as many are listed.
BESIDE_AT_MOST = 100
BESIDE_LETTERS = 3


@dataclass(frozen=True)
class Register:
    """What a search must know beside the rows: the country's telephones, today's date, the area asked for
    with all below it, and the words held in memory."""

    country: str
    today: date
    areas: frozenset[str] = frozenset()
    variants: Variants = NO_VARIANTS
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    villages: Villages = field(default_factory=Villages)


def walk(connection: Connection, question: Question, register: Register) -> Iterator[Step]:
    """Steps of bounded work, whoever is spelled as typed first; the caller may stop between any two."""
    limits = narrowing(connection, question, register.areas, register.today)
    yield from _Walk(connection, question, register, limits).steps()


class _Walk:
    """``_seen`` holds whom several indexes could find twice, and whom other spellings must not repeat."""

    def __init__(
        self, connection: Connection, question: Question, register: Register, limits: Narrowing | None
    ) -> None:
        self._connection, self._question, self._register = connection, question, register
        self._limits = limits
        self._sieve = Sieve(connection, limits)
        self._text = question.text.strip()
        self._count = 0
        self._seen: set[int] = set()

    def steps(self) -> Iterator[Step]:
        if not self._text:
            yield from self._everybody()
        elif self._question.within is Within.mother:
            yield from self._as_typed(self._by_words("mother_search", Field.mother))
        elif self._question.within is Within.village:
            yield from self._as_typed(self._by_village(), several=True)
        else:
            yield from self._by_text()

    def _everybody(self) -> Iterator[Step]:
        if self._limits is not None:
            pages = ((Field.everyone, page) for page in streams.narrowed(self._connection, self._limits))
            # Whoever lives in two households may live in two areas.
            yield from self._as_typed(pages, several=len(self._limits.drivers()) > 1, sifted=True)
            return
        for page in streams.everybody(self._connection):
            yield Step(array("q", self._sieve.standing(page.rows)), Why(Field.everyone))

    def _by_text(self) -> Iterator[Step]:
        if self._question.within is Within.everything:
            digits = any(character.isdigit() for character in self._text)
            found = (
                by_number(self._connection, self._text, self._register.country)
                if digits
                else by_code_begun(self._connection, self._text)
            )
            yield from self._as_typed(found, several=True)
            if self._count:
                return
        yield from self._as_typed(self._by_words("person_search", Field.name))
        spelling = self._question.spelling
        if spelling is Spelling.always or (spelling is Spelling.few and self._count < FEW):
            yield from self._near()
        if spelling is Spelling.few and self._count < FEW and self._question.within is Within.everything:
            yield from self._beside()

    def _as_typed(self, found: Found, *, several: bool = False, sifted: bool = False) -> Iterator[Step]:
        """Pages of indexes, small ones of one index together. Where all are few, they come by name."""
        gathered: list[int] = []
        seen, begun = 0, True
        for by, page in found:
            gathered += self._new(page.rows, several=several, sifted=sifted)
            seen += page.seen
            few = begun and len(gathered) <= SORT_AT_MOST
            if few and not page.last and seen < SCANNED:
                continue
            rows = streams.by_name(self._connection, gathered) if few and page.last else gathered
            self._count += len(rows)
            yield Step(array("q", rows), Why(by))
            gathered, seen, begun = [], 0, page.last  # after the last comes another index

    def _new(self, rows: list[int], *, several: bool, sifted: bool) -> list[int]:
        picked = rows if sifted else self._sieve.pick(rows)
        if several:
            picked = [row for row in dict.fromkeys(picked) if row not in self._seen]
        if several or self._count < FEW or self._question.spelling is Spelling.always:
            self._seen.update(picked)
        return picked

    def _by_words(self, table: str, by: Field) -> Iterator[tuple[Field, Page]]:
        match = streams.beginnings(self._connection, self._text)
        first = streams.FIRST if self._limits is None else streams.FIRST_NARROWED
        pages = streams.by_words(self._connection, table, match, first) if match else iter(())
        return ((by, page) for page in pages)

    def _by_village(self) -> Iterator[tuple[Field, Page]]:
        self._register.villages.renew(self._connection)
        villages = self._register.villages.named(self._text)
        return ((Field.village, page) for page in living_in(self._connection, villages))

    def _near(self) -> Iterator[Step]:
        self._register.vocabulary.renew(self._connection, self._register.variants)
        rows = spelled_differently(
            self._connection,
            self._text,
            self._register.vocabulary,
            self._sieve.pick,
            narrowed=self._limits is not None,
        )
        new = [row for row in rows if row not in self._seen]
        self._seen.update(new)
        yield Step(array("q", new), Why(Field.name, near=True))

    def _beside(self) -> Iterator[Step]:
        """Where few bear the name: those whose mother does, those whose village does."""
        words = fold(self._text).split()
        if not words or min(map(len, words)) < BESIDE_LETTERS:
            return
        for found in (self._by_words("mother_search", Field.mother), self._by_village()):
            yield from self._first_of(found)

    def _first_of(self, found: Iterator[tuple[Field, Page]]) -> Iterator[Step]:
        new: dict[int, None] = {}
        why = Why(Field.mother)
        for by, page in found:
            why = Why(by)
            picked = self._sieve.pick(page.rows)
            new.update(dict.fromkeys(row for row in picked if row not in self._seen))
            if len(new) > BESIDE_AT_MOST:
                break
        if new:
            rows = list(new)[:BESIDE_AT_MOST]
            self._seen.update(rows)
            ordered = streams.by_name(self._connection, rows)
            yield Step(array("q", ordered), why, cut=len(new) > BESIDE_AT_MOST)
