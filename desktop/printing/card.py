"""The beneficiary card (P-04): one a page for a card printer, or ten on A4 with backs that match."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import IO, Literal, NamedTuple

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.language.catalogue import Language
from desktop.printing import card_faces, logo
from desktop.printing.card_faces import HIGH, WIDE
from desktop.printing.card_words import CardWords, card_words
from desktop.printing.colours import palette
from desktop.printing.document import begin, whole_file
from desktop.printing.facts import CardFacts
from desktop.printing.marks import crop_marks
from desktop.printing.pen import Pen
from desktop.printing.runs import PART, Part, part_path, parts
from domain.languages import LanguageCode
from domain.problems import Problem, Refused

CardLayout = Literal["single", "sheet"]

COLUMNS, ROWS = 2, 5
A4 = (210.0, 297.0)
GAP_ACROSS, GAP_DOWN = 6.0, 2.0
LEFT = (A4[0] - COLUMNS * WIDE - (COLUMNS - 1) * GAP_ACROSS) / 2
TOP = (A4[1] - ROWS * HIGH - (ROWS - 1) * GAP_DOWN) / 2
BLEED = GAP_DOWN / 2  # colour reaches the middle of the gap: a cut a millimetre off leaves no white edge


class _Card(NamedTuple):
    facts: CardFacts
    words: CardWords


def cards_pdf(cards: Sequence[CardFacts], language: LanguageCode, *, layout: CardLayout) -> bytes:
    """The cards as one PDF, each sheet of fronts followed by its sheet of backs.

    ``single``: pages of 85.6 by 54 mm for a card printer, front then back. ``sheet``: ten on A4, the backs
    mirrored left to right, for printing on both sides turned along the long edge. A large run goes through
    ``write_cards``. Raises ``Refused``: ``nothing_to_print``, ``glyph_missing`` or ``photo_not_image``.
    """
    file = io.BytesIO()
    _write(file, cards, Language(language), layout)
    return file.getvalue()


def write_cards(
    cards: Iterable[CardFacts],
    language: LanguageCode,
    folder: Path,
    *,
    layout: CardLayout,
    part: int = PART,
) -> Iterator[Part]:
    """Writes a large run as ``cards-001.pdf``, …, giving back each file as it is finished.

    Photos are taken from ``cards`` a part at a time and let go with it.
    """
    for number, batch in enumerate(parts(cards, part), 1):
        path = part_path(folder, "cards", number)
        with whole_file(path) as file:
            _write(file, batch, Language(language), layout)
        yield Part(path, len(batch))


def place(index: int, *, back: bool = False) -> tuple[float, float]:
    """The upper left corner, in mm, of the ``index``-th card of a sheet; its back stands mirrored."""
    row, column = divmod(index, COLUMNS)
    if back:
        column = COLUMNS - 1 - column
    return LEFT + column * (WIDE + GAP_ACROSS), TOP + row * (HIGH + GAP_DOWN)


def _write(file: IO[bytes], facts: Sequence[CardFacts], language: Language, layout: CardLayout) -> None:
    if not facts:
        raise Refused(Problem("nothing_to_print"))
    cards = [_Card(card, _words(card, language)) for card in facts]  # refused before anything is drawn
    title = cards[0].words.title
    if len(cards) == 1:
        title = f"{title} {facts[0].code}"
    canvas = begin(file, title, language, facts[0].issuer)
    canvas.setViewerPreference("Duplex", "DuplexFlipLongEdge")
    if layout == "single":
        _singles(canvas, cards)
    else:
        _sheets(canvas, cards)
    canvas.save()


def _words(facts: CardFacts, language: Language) -> CardWords:
    return card_words(facts, Language(facts.language) if facts.language else language)


def _singles(canvas: Canvas, cards: Sequence[_Card]) -> None:
    for card in cards:
        for back in (False, True):
            canvas.setPageSize((WIDE * mm, HIGH * mm))
            _face(Pen(canvas, HIGH), card, back=back, bleed=0)
            canvas.showPage()


def _sheets(canvas: Canvas, cards: Sequence[_Card]) -> None:
    for sheet in parts(cards, COLUMNS * ROWS):
        for back in (False, True):
            canvas.setPageSize((A4[0] * mm, A4[1] * mm))
            for index, card in enumerate(sheet):
                left, top = place(index, back=back)
                _face(Pen(canvas, A4[1] - top, left), card, back=back, bleed=BLEED)
            _marks(Pen(canvas, A4[1]), len(sheet), back=back)
            canvas.showPage()


def _face(pen: Pen, card: _Card, *, back: bool, bleed: float) -> None:
    letterhead = card.facts.issuer.letterhead
    colours = palette(letterhead.colour)
    if back:
        card_faces.back(pen, card.words, colours, bleed)
    else:
        card_faces.front(pen, card.words, colours, _logo(letterhead.logo), card.facts.photo, bleed)


_logo = lru_cache(maxsize=4)(logo.read)


def _marks(pen: Pen, cards: int, *, back: bool) -> None:
    """Marks around the places taken, so that half a sheet is cut as half a sheet."""
    corners = [place(index, back=back) for index in range(cards)]
    columns = sorted({edge for x, _ in corners for edge in (x, x + WIDE)})
    rows = sorted({edge for _, y in corners for edge in (y, y + HIGH)})
    crop_marks(pen, columns, rows, (columns[0], rows[0], columns[-1], rows[-1]))
