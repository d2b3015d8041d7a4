"""The registration receipt (P-02): on A5, two on A4, or on an 80 mm roll, in the citizen's language."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Literal

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.language.catalogue import Language
from desktop.printing import logo, receipt_a5, receipt_roll
from desktop.printing.colours import HAIRLINE, palette
from desktop.printing.document import begin, whole_file
from desktop.printing.facts import ReceiptFacts
from desktop.printing.marks import scissors
from desktop.printing.pen import Pen
from desktop.printing.receipt_words import ReceiptWords, receipt_words
from desktop.printing.runs import PART, Part, part_path, parts
from domain.languages import LanguageCode
from domain.problems import Problem, Refused

ReceiptLayout = Literal["a5", "a4", "roll80"]

_A4_LANDSCAPE = (297.0, 210.0)


def receipts_pdf(receipts: Sequence[ReceiptFacts], language: LanguageCode, *, layout: ReceiptLayout) -> bytes:
    """The receipts as one PDF: a page each on ``a5`` and ``roll80``, two a landscape page on ``a4``.

    ``language`` is the document's, and that of every receipt that does not name its citizen's own.
    Raises ``Refused``: ``nothing_to_print`` or ``glyph_missing``.
    """
    file = io.BytesIO()
    _write(file, receipts, Language(language), layout)
    return file.getvalue()


def write_receipts(
    receipts: Iterable[ReceiptFacts],
    language: LanguageCode,
    folder: Path,
    *,
    layout: ReceiptLayout,
    part: int = PART,
) -> Iterator[Part]:
    """Writes a large run as ``receipts-001.pdf``, …, giving back each file as it is finished."""
    for number, batch in enumerate(parts(receipts, part), 1):
        path = part_path(folder, "receipts", number)
        with whole_file(path) as file:
            _write(file, batch, Language(language), layout)
        yield Part(path, len(batch))


def _write(
    file: IO[bytes], receipts: Sequence[ReceiptFacts], language: Language, layout: ReceiptLayout
) -> None:
    if not receipts:
        raise Refused(Problem("nothing_to_print"))
    words = [_words(facts, language) for facts in receipts]  # refused before anything is written
    title = words[0].title if len(words) > 1 else f"{words[0].title} {words[0].code}"
    canvas = begin(file, title, language, receipts[0].issuer)
    if layout == "roll80":
        _rolls(canvas, words)
    else:
        _sheets(canvas, receipts, words, 2 if layout == "a4" else 1)
    canvas.save()


def _words(facts: ReceiptFacts, language: Language) -> ReceiptWords:
    return receipt_words(facts, Language(facts.language) if facts.language else language)


def _rolls(canvas: Canvas, words: Sequence[ReceiptWords]) -> None:
    for receipt in words:
        length = receipt_roll.draw(Pen(Canvas(io.BytesIO()), 0.0), receipt)  # measured on a page nobody keeps
        canvas.setPageSize((receipt_roll.WIDE * mm, length * mm))
        receipt_roll.draw(Pen(canvas, length), receipt)
        canvas.showPage()


def _sheets(
    canvas: Canvas, receipts: Sequence[ReceiptFacts], words: Sequence[ReceiptWords], abreast: int
) -> None:
    size = _A4_LANDSCAPE if abreast == 2 else (receipt_a5.WIDE, receipt_a5.HIGH)
    for first in range(0, len(receipts), abreast):
        canvas.setPageSize((size[0] * mm, size[1] * mm))
        for place in range(min(abreast, len(receipts) - first)):
            letterhead = receipts[first + place].issuer.letterhead
            pen = Pen(canvas, size[1], place * size[0] / abreast)
            receipt_a5.draw(pen, words[first + place], palette(letterhead.colour), logo.read(letterhead.logo))
        if abreast == 2:
            _cut_line(Pen(canvas, size[1]), size[0] / 2, size[1])
        canvas.showPage()


def _cut_line(pen: Pen, x: float, high: float) -> None:
    pen.rule((x, 0), (x, high), HAIRLINE, 0.2, dash=(2, 2))
    scissors(pen, x, 6.0, HAIRLINE)
