"""A month of work at one desk, done in seconds: households, portraits, papers, handovers, journeys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from desktop.services import photos, show, update_milestone
from desktop.services.desk import Desk
from desktop.services.print_papers import Printed, hand_over, print_papers
from desktop.services.register import Registered, register
from domain.languages import LANGUAGES, LanguageCode
from domain.registration import parse
from domain.vocabulary import MilestoneStatus, Paper
from guichet.sample.portrait import portrait

Told = Callable[[int], None]
_DAYS = 30
_PORTRAITS = (2, 5)  # of five in a row, two
# Of the households in the order they came: how far the oldest share has gone.
_HANDED_OVER, _ASSESSED, _DECIDED, _CARD_HELD = 0.8, 0.6, 0.4, 0.3
_DECISIONS = (("C3", _ASSESSED), ("C4", _DECIDED), ("C5", _DECIDED / 2))


@dataclass(frozen=True)
class Papers:
    """What was printed: how many receipts and cards, the PDFs, and the print-log rows in order."""

    files: tuple[Path, ...]
    receipts: tuple[int, ...]
    cards: tuple[int, ...]


def register_all(
    desk: Desk, lines: Sequence[dict[str, Any]], told: Told = lambda _: None
) -> list[Registered]:
    """The households, as if they had come over a month, their notice read aloud, in three languages."""
    made = []
    for number, line in enumerate(lines):
        language = LANGUAGES[number % len(LANGUAGES)]
        notice = {"version": desk.programme.notice.version, "language": language, "given": "read_aloud"}
        day = _DAYS - _DAYS * (number + 1) // len(lines)
        form = parse({**line, "language": language, "notice": notice})
        made.append(register(_days_ago(desk, day), form))
        told(number + 1)
    return made


def _days_ago(desk: Desk, days: int) -> Desk:
    return replace(desk, clock=lambda: desk.clock() - timedelta(days=days))


def give_portraits(desk: Desk, households: Sequence[Registered]) -> int:
    """A drawn portrait for the heads of two households in five; how many."""
    given = set()
    for seed, household in enumerate(households):
        head = show.household(desk, household.code).head
        if seed % _PORTRAITS[1] < _PORTRAITS[0] and head is not None and head.code not in given:
            photos.attach(desk, head.code, portrait(seed, head.sex))
            given.add(head.code)
    return len(given)


def print_all(desk: Desk, households: Sequence[Registered], folder: Path) -> Papers:
    """A receipt for each household and a card for each head, a PDF for each language."""
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    receipts: list[int] = []
    cards: list[int] = []
    views = [show.household(desk, one.code) for one in households]
    for language in LANGUAGES:
        here = [view for view in views if view.language == language]
        heads = dict.fromkeys(view.head.code for view in here if view.head is not None)
        fresh = [code for code in heads if not _has_card(desk, code)]
        done = _print(desk, Paper.receipt, [view.code for view in here], language, folder, files)
        receipts += done.prints if done else ()
        done = _print(desk, Paper.card, fresh, language, folder, files)
        cards += done.prints if done else ()
    return Papers(tuple(files), tuple(receipts), tuple(cards))


def _has_card(desk: Desk, person: str) -> bool:
    """A man may head two households; he has one card."""
    return any(paper.paper == Paper.card and paper.code == person for paper in _papers_of(desk, person))


def _papers_of(desk: Desk, person: str) -> Iterable[show.PaperView]:
    return show.household(desk, person).papers


def _print(
    desk: Desk, paper: Paper, codes: Sequence[str], language: LanguageCode, folder: Path, files: list[Path]
) -> Printed | None:
    if not codes:
        return None
    printed = print_papers(desk, paper, codes, "a4" if paper is Paper.receipt else "sheet", language)
    path = folder / f"{paper.value}s-{desk.office.code}-{language}.pdf"
    path.write_bytes(printed.pdf)
    files.append(path)
    return printed


def hand_out(desk: Desk, papers: Papers) -> int:
    """Most receipts and some cards reach the citizen; how many papers."""
    held = [*_first(papers.receipts, _HANDED_OVER), *_first(papers.cards, _CARD_HELD)]
    for row in held:
        hand_over(desk, row)
    return len(held)


def follow_journeys(desk: Desk, households: Sequence[Registered]) -> int:
    """Needs assessed, decision taken, plan agreed, for the oldest households; how many updates."""
    updates = 0
    for item, share in _DECISIONS:
        for household in _first(households, share):
            update_milestone.update(desk, household.code, item, MilestoneStatus.achieved, desk.today())
            updates += 1
    return updates


def _first(things: Sequence[Any], share: float) -> Sequence[Any]:
    return things[: round(len(things) * share)]
