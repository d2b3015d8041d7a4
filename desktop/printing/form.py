"""The household registration form (P-01) on A4: blank for days without power, or filled in as it is known."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import IO

from reportlab.lib.units import mm

from desktop.language.catalogue import Language
from desktop.printing import form_pages, logo
from desktop.printing.colours import palette
from desktop.printing.document import begin
from desktop.printing.form_facts import FormFacts
from desktop.printing.form_pages import Sheet
from desktop.printing.form_words import form_words
from desktop.printing.pen import Pen
from domain.problems import Problem, Refused


def forms_pdf(forms: Sequence[FormFacts]) -> bytes:
    """The forms as one PDF, each from its own page 1: two pages, more where there are many members.

    Each is in its own language; the document's is the first's. Raises ``Refused``: ``nothing_to_print``,
    ``glyph_missing``, or ``form_notice_long`` when the notice does not fit on the page.
    """
    file = io.BytesIO()
    _write(file, forms)
    return file.getvalue()


def _write(file: IO[bytes], forms: Sequence[FormFacts]) -> None:
    if not forms:
        raise Refused(Problem("nothing_to_print"))
    words = [form_words(facts, Language(facts.language)) for facts in forms]  # refused before drawing
    first = forms[0]
    title = words[0].title if len(forms) > 1 else f"{words[0].title} {first.code}"
    canvas = begin(file, title, Language(first.language), first.issuer)
    canvas.setViewerPreference("Duplex", "DuplexFlipLongEdge")
    for facts, said in zip(forms, words, strict=True):
        head = facts.issuer.letterhead
        sheet = Sheet(facts, said, Language(facts.language), palette(head.colour), logo.read(head.logo))
        for page in range(1, sheet.pages + 1):
            canvas.setPageSize((form_pages.WIDE * mm, form_pages.HIGH * mm))
            form_pages.draw(Pen(canvas, form_pages.HIGH), sheet, page)
            canvas.showPage()
    canvas.save()
