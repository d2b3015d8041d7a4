"""Lists for tests: a few rows as text, and what an import of them says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop.services.bulk import importing, preview
from desktop.services.bulk.report import Comparing, Options, Report, Speech
from desktop.services.desk import Desk
from domain.vocabulary import LegalBasis
from tests.desktop.models.offices import AREA

HEADINGS = "Number;Surname;First name;Sex;Date of birth"
ROWS = (
    "1;Khan;Gul;F;25/12/1987",
    "2;Shah;Zaman;M;1988",
    "3;Afridi;Bibi;Female;04/1990",
)
SPEECH = Speech("Error", "Field", lambda problem: problem.code, lambda problem: problem.where)


def written(path: Path, *rows: str, headings: str = HEADINGS, encoding: str = "utf-8") -> Path:
    path.write_bytes("\r\n".join([headings, *(rows or ROWS), ""]).encode(encoding))
    return path


def taken(desk: Desk, path: Path, **given: Any) -> Report:
    """The list imported with the suggested mapping; nobody compared unless asked."""
    mapping = given.pop("mapping", None) or preview.mapping_for(desk, preview.preview(path))
    mapping.defaults.area = mapping.defaults.area or AREA
    mapping.defaults.legal_basis = LegalBasis.public_interest
    for heading, order in given.pop("dates", {}).items():
        mapping.dates[heading] = order
    given.setdefault("comparing", Comparing.leave)
    report, cancelled = given.pop("report", None), given.pop("cancelled", None)
    options = Options(given.pop("source", "list"), **given)
    return importing.import_file(desk, path, mapping, options, SPEECH, report, cancelled)


def codes(done: Report) -> list[tuple[int, str]]:
    return [(one.row, one.problem.code) for one in done.problems]
