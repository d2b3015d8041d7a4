"""Names spelled differently: each word opened to its nearest in the register, then persons ranked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Any

from desktop.models.search.streams import beginnings
from desktop.models.search.vocabulary import Nearness, Vocabulary
from domain.matching.names import fold
from domain.matching.tokens import PARTICLES

Connection = Any
Pick = Callable[[Sequence[int]], list[int]]
# Fewer persons than this by the name as typed, and other spellings are looked for.
FEW = 50
NEAR_AT_MOST = 50
RANKED_AT_MOST = 400
# How many of the nearest words each word is opened to: few first, more while few are found.
WIDTHS = (4, 16)
HALF = 3  # letters that each half of two names written as one has at least
JOINED = 0.9
EXTRA_WORD = 0.01


def spelled_differently(
    connection: Connection, text: str, vocabulary: Vocabulary, pick: Pick, narrowed: bool
) -> list[int]:
    """The persons whose names are nearest to the text, nearest first; those with the names as typed left out.

    ``pick`` says who may be listed; ``narrowed`` that many may not.
    """
    words = _words(text)
    if not words:
        return []
    readings = list(_readings(words, vocabulary))
    scanned = RANKED_AT_MOST * (10 if narrowed else 1)
    found: dict[int, None] = {}
    for width in WIDTHS:
        for opened in readings:
            if len(found) < RANKED_AT_MOST:
                match = f"({_match(opened, width)}) NOT ({beginnings(text)})"
                rows = _rows(connection, match, scanned)
                found.update(dict.fromkeys(pick(rows)[:RANKED_AT_MOST]))
        if len(found) >= FEW:
            break
    return _ranked(connection, list(found), readings)[:NEAR_AT_MOST]


def _words(text: str) -> list[str]:
    words = [word for word in fold(text).split() if not word.isdigit()]
    return [word for word in words if word not in PARTICLES and len(word) > 1] or words


def _readings(words: Sequence[str], vocabulary: Vocabulary) -> Iterator[list[Nearness]]:
    """The words opened; then two of them written as one, and one of them as two."""
    opened = [{word: 1.0} | vocabulary.near(word) for word in words]
    yield opened
    for place in range(len(words) - 1):
        joined = words[place] + words[place + 1]
        near = {word: JOINED * score for word, score in vocabulary.near(joined).items() if score >= JOINED}
        if vocabulary.has(joined):
            near[joined] = JOINED
        if near:
            yield [*opened[:place], near, *opened[place + 2 :]]
    for place, word in enumerate(words):
        for cut in range(HALF, len(word) - HALF + 1):
            halves = word[:cut], word[cut:]
            if all(map(vocabulary.has, halves)):
                parted = [{half: JOINED} for half in halves]
                yield [*opened[:place], *parted, *opened[place + 1 :]]


def _match(opened: Sequence[Nearness], width: int) -> str:
    """The full-text question: one of the nearest of every word; of three or more, one may be missing."""
    choices = []
    for nearness in opened:
        best = sorted(nearness.items(), key=lambda entry: -entry[1])[: width + 1]
        choices.append("(" + " OR ".join(f'"{word}"' + "*" * (score == 1.0) for word, score in best) + ")")
    if len(choices) < 3:
        return " AND ".join(choices)
    kept = combinations(choices, len(choices) - 1)
    return " OR ".join(f"({' AND '.join(some)})" for some in kept)


def _rows(connection: Connection, match: str, at_most: int) -> list[int]:
    found = connection.execute(
        "SELECT json_group_array(rowid) FROM"
        " (SELECT rowid FROM person_search WHERE person_search MATCH ? LIMIT ?)",
        (match, at_most),
    )
    return list(json.loads(found.fetchone()[0]))


def _ranked(connection: Connection, rows: list[int], readings: list[list[Nearness]]) -> list[int]:
    named = connection.execute(
        "SELECT p.id, p.sort_key, p.other_names FROM json_each(?) e CROSS JOIN person p ON p.id = e.value",
        (json.dumps(rows),),
    ).fetchall()
    known: dict[str, float] = {}
    order = []
    for row, key, others in named:
        name = f"{key} {fold(others)}" if others else key
        if name not in known:
            known[name] = max(_closeness(name.split(), opened) for opened in readings)
        order.append((-known[name], key, row))
    return [row for _, _, row in sorted(order)]


def _closeness(tokens: list[str], opened: list[Nearness]) -> float:
    """How near a name is: each typed word by the name's nearest, each name used once."""
    left = list(tokens)
    total = 0.0
    for nearness in opened:
        typed = next((word for word, score in nearness.items() if score == 1.0), "")
        best, taken = 0.0, ""
        for token in left:
            score = nearness.get(token, 0.99 if typed and token.startswith(typed) else 0.0)
            if score > best:
                best, taken = score, token
        if taken:
            left.remove(taken)
        total += best
    return total / len(opened) - EXTRA_WORD * len(left)
