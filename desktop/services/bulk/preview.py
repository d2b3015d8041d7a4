"""The beginning of a list: how it was read, its first rows, and what its columns probably are."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from desktop.services.bulk import sources
from desktop.services.bulk.opening import open_sheet
from desktop.services.bulk.sheet import Sheet, Told
from desktop.services.desk import Desk
from domain.bulk.headings import suggest
from domain.bulk.mapping import Defaults, SourceMapping
from domain.bulk.rows import SheetRow
from domain.vocabulary import LegalBasis

SHOWN = 20
SAMPLED = 1000


@dataclass(frozen=True)
class Preview:
    """``samples`` are the different cells of a column in the first thousand rows, in their order."""

    told: Told
    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    samples: dict[str, list[str]]


def preview(path: Path, sheet: str | None = None) -> Preview:
    """Look at the beginning of a list. Raises Refused, naming what the file is."""
    with closing(open_sheet(path, sheet)) as opened:
        first = tuple(islice(opened.rows(), SHOWN))
        return Preview(opened.told, tuple(opened.headings.names), first, samples_of(opened))


def samples_of(sheet: Sheet) -> dict[str, list[str]]:
    """The different cells of each column, of the first rows."""
    found: dict[str, dict[str, None]] = {name: {} for name in sheet.headings.names}
    for row in islice(sheet.rows(), SAMPLED):
        for name, cell in zip(sheet.headings.names, row.cells, strict=False):
            if text := cell.strip():
                found[name][text] = None
    return {name: list(cells) for name, cells in found.items()}


def mapping_for(desk: Desk, seen: Preview, source: str = "") -> SourceMapping:
    """The mapping to begin with: what the source had last where the columns are the same, else suggested."""
    known = sources.mapping_of(desk, source) if source else None
    guessed = suggest(seen.headings, seen.samples, known.defaults if known else usual_defaults(desk))
    if known is None:
        return guessed
    columns = {name: known.columns.get(name, guessed.columns[name]) for name in seen.headings}
    dates = {**guessed.dates, **known.dates}
    kept = {name: order for name, order in dates.items() if name in columns}
    return SourceMapping(columns=columns, dates=kept, words=known.words, defaults=known.defaults)


def known_mapping(desk: Desk, seen: Preview, source: str) -> SourceMapping | None:
    """The mapping a source had last, laid over these columns; None for a source met for the first time."""
    return mapping_for(desk, seen, source) if sources.mapping_of(desk, source) else None


def usual_defaults(desk: Desk) -> Defaults:
    """What this office usually registers under: its only area, its language, the programme's legal basis."""
    areas = desk.office.areas
    only = areas[0] if len(areas) == 1 and not desk.programme.children(areas[0]) else None
    basis = desk.programme.notice.legal_basis
    return Defaults(
        area=only,
        language=desk.office.languages[0],
        legal_basis=LegalBasis(basis) if basis in list(LegalBasis) else LegalBasis.public_interest,
    )
