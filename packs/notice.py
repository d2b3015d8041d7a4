"""notice.yaml: what the citizen is told before anything is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from domain.languages import LANGUAGES
from domain.problems import Problem, Refused
from domain.programme import Notice
from domain.vocabulary import LegalBasis
from packs.documents import Document, parsed, read_document


def read_notice(folder: Path) -> Notice:
    """The notice, its text with one blank to fill, ``{office}``, in each language. Raises ``Refused``."""
    document = read_document(folder, "notice.yaml")
    notice = parsed(document, Notice)
    problems = list(_problems(document, notice))
    if problems:
        raise Refused(problems)
    return notice


def _problems(document: Document, notice: Notice) -> Iterator[Problem]:
    if notice.legal_basis not in {basis.value for basis in LegalBasis}:
        where = document.where(("legal_basis",))
        yield Problem("legal_basis_unknown", where=where, facts={"given": notice.legal_basis})
    for language in LANGUAGES:
        where = document.where(("text", language))
        blanks = set(re.findall(r"\{([^{}]*)\}", notice.text[language]))
        for name in sorted(blanks - {"office"}):
            yield Problem("blank_unknown", where=where, facts={"given": name})
        if "office" not in blanks:
            yield Problem("blank_missing", where=where, facts={"blank": "office"})
