"""Names spelled differently: each word opened to its nearest in the register, the likeliest names first."""

from __future__ import annotations

import heapq
import json
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from desktop.models.search.streams import begun
from desktop.models.search.vocabulary import Vocabulary
from domain.matching.names import fold
from domain.matching.tokens import PARTICLES

Connection = Any
Pick = Callable[[Sequence[int]], list[int]]
# Fewer persons than this by the name as typed, and other spellings are looked for.
FEW = 50
NEAR_AT_MOST = 50
# Of one name as many are listed: ten other names are more help than the hundredth bearer of one.
OF_A_NAME = 8
NAMES_TRIED, TRIED_FOR_ANY = 10, 40
# Words that so few bear are asked for together: each question costs as much as its commonest word.
RARE = 100
HALF = 3  # letters that each half of two names written as one has at least
BEGUN = 0.8
# A word that nothing comes nearer to may be two written as one.
FAR = 0.75
JOINED, PARTED, LEFT_OUT = 0.95, 0.9, 0.75


class Choice(NamedTuple):
    """What a typed word may stand for: a full-text question, and how near it is."""

    match: str
    score: float
    typed: bool = False  # it begins as it was typed: such names alone were found already


Opened = list[Choice]
Name = tuple[Choice, ...]


def spelled_differently(
    connection: Connection, text: str, vocabulary: Vocabulary, pick: Pick, narrowed: bool
) -> list[int]:
    """Persons whose names are near to the text, nearest first; those with the names as typed left out.

    ``pick`` says who may be listed; ``narrowed`` that many may not.
    """
    words = _words(text)
    found: dict[int, None] = {}
    for tried, name in enumerate(islice(_names(connection, words, vocabulary), TRIED_FOR_ANY)):
        if tried >= NAMES_TRIED and found:
            break
        match = " AND ".join(choice.match for choice in name)
        rows = _rows(connection, match, OF_A_NAME * (20 if narrowed else 1))
        found.update(dict.fromkeys(pick(rows)[:OF_A_NAME]))
        if len(found) >= NEAR_AT_MOST:
            break
    return list(found)[:NEAR_AT_MOST]


def _words(text: str) -> list[str]:
    words = [word for word in fold(text).split() if not word.isdigit()]
    return [word for word in words if word not in PARTICLES and len(word) > 1] or words


def _names(connection: Connection, words: Sequence[str], vocabulary: Vocabulary) -> Iterator[Name]:
    """Names made of the nearest words, likeliest first, over all readings of the text."""
    if not words:
        return
    opened = [_opened(connection, word, vocabulary) for word in words]
    best = [_best_first(weight, reading) for weight, reading in _readings(words, opened, vocabulary)]
    told: set[frozenset[str]] = set()
    for _, name in heapq.merge(*best):
        matches = frozenset(choice.match for choice in name)
        as_typed = len(name) == len(words) and all(choice.typed for choice in name)
        if matches not in told and not as_typed:
            told.add(matches)
            yield name


def _opened(connection: Connection, word: str, vocabulary: Vocabulary) -> Opened:
    """The word as typed, if somebody bears it or one that begins so; its nearest, the rare ones together."""
    near = vocabulary.near(word)
    rare = [other for other in near if vocabulary.borne(other) <= RARE]
    common = [other for other in near if other not in rare]
    choices = [Choice(f'"{other}"', near[other], other.startswith(word)) for other in common]
    for typed in (False, True):
        alike = [other for other in rare if other.startswith(word) is typed]
        if alike:
            together = " OR ".join(f'"{other}"' for other in alike)
            choices.append(Choice(f"({together})", near[alike[0]], typed))
    if vocabulary.borne(word):
        choices.append(Choice(f'"{word}"', vocabulary.itself(word), typed=True))
    elif vocabulary.begins(word):
        choices.append(Choice(begun(connection, word), BEGUN, typed=True))
    return sorted(choices, key=lambda choice: (-choice.score, choice.match))


def _best_first(weight: float, reading: Sequence[Opened]) -> Iterator[tuple[float, Name]]:
    """Every choice of one word from each, the highest mean first; the mean comes negative."""
    if not all(reading):
        return
    start = (0,) * len(reading)
    waiting, seen = [(-_mean(weight, reading, start), start)], {start}
    while waiting:
        score, places = heapq.heappop(waiting)
        yield score, tuple(opened[place] for opened, place in zip(reading, places, strict=True))
        for number, place in enumerate(places):
            after = (*places[:number], place + 1, *places[number + 1 :])
            if place + 1 < len(reading[number]) and after not in seen:
                seen.add(after)
                heapq.heappush(waiting, (-_mean(weight, reading, after), after))


def _mean(weight: float, reading: Sequence[Opened], places: Sequence[int]) -> float:
    scores = [opened[place].score for opened, place in zip(reading, places, strict=True)]
    return weight * sum(scores) / len(scores)


def _readings(
    words: Sequence[str], opened: list[Opened], vocabulary: Vocabulary
) -> Iterator[tuple[float, list[Opened]]]:
    """The words as they stand; two of them written as one; one that is two; one that is too many."""
    yield 1.0, opened
    for place in range(len(words) - 1):
        joined = words[place] + words[place + 1]
        yield JOINED, [*opened[:place], _word(joined, vocabulary), *opened[place + 2 :]]
    for place, word in enumerate(words):
        far = not opened[place] or opened[place][0].score < FAR
        for cut in range(HALF, len(word) - HALF + 1) if far else ():
            halves = word[:cut], word[cut:]
            borne = [vocabulary.borne(half) for half in halves]
            if all(borne) or max(borne) > RARE:
                parted = [_word(half, vocabulary) for half in halves]
                yield PARTED, [*opened[:place], *parted, *opened[place + 1 :]]
    heard = [choices for choices in opened if choices]
    if 1 < len(heard) < len(words):
        yield LEFT_OUT, heard
    elif len(words) > 2:
        for place in range(len(words)):
            yield LEFT_OUT, [*opened[:place], *opened[place + 1 :]]


def _word(word: str, vocabulary: Vocabulary) -> Opened:
    """A word nobody typed as such: itself, if somebody bears it, and its nearest."""
    itself = [Choice(f'"{word}"', vocabulary.itself(word))] if vocabulary.borne(word) else []
    return [*itself, *(Choice(f'"{other}"', score) for other, score in vocabulary.near(word).items())]


def _rows(connection: Connection, match: str, at_most: int) -> list[int]:
    found = connection.execute(
        "SELECT json_group_array(rowid) FROM"
        " (SELECT rowid FROM person_search WHERE person_search MATCH ? LIMIT ?)",
        (match, at_most),
    )
    return list(json.loads(found.fetchone()[0]))
