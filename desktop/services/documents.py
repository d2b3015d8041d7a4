"""Documents kept as evidence: attach a scan to a household or a person, list them, take one out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from desktop.models import documents, merges, people, photos, records, users
from desktop.models.documents import DocumentRow
from desktop.models.journal import Writer
from desktop.services import confidential, scans
from desktop.services.desk import Desk
from desktop.services.scans import Scan
from domain import codes
from domain.problems import Problem, Refused
from domain.vocabulary import DocumentKind

Source = bytes | Path | Scan | Sequence[Scan]
_LONGEST_TITLE = 200


@dataclass(frozen=True)
class DocumentLine:
    """A document in a list. ``taken_on`` is YYYY-MM-DD, ``at`` when it was kept (ISO 8601 UTC).

    ``code`` and ``name`` say whose it is, empty for the whole household's; ``by`` who kept it. ``here`` is
    False while its bytes have not come from the device that scanned it.
    """

    row: int
    kind: str
    title: str
    mime: str
    size: int
    taken_on: str
    at: str
    by: str
    code: str
    name: str
    here: bool


def attach(
    desk: Desk,
    code: str,
    kind: DocumentKind,
    source: Source,
    title: str = "",
    taken_on: date | None = None,
    person: bool = False,
) -> int:
    """Keep a document of the household of a printed code, or of its ``person``; the (first) record's row.

    ``source`` is a file, its bytes, or what ``scans`` made of them; a large PDF becomes one record a page.
    Today when ``taken_on`` is not given. Raises Refused: a picture or PDF that cannot be read, by name;
    ``document_date_future``; ``code_unknown``.
    """
    on = taken_on or desk.today()
    if on > desk.today():
        raise Refused(Problem("document_date_future", "taken_on"))
    made = _scans(source)
    household = desk.household_row(code)
    subject = ("person", desk.person_row(code)) if person else ("household", household)
    with desk.writing() as writer:
        rows = [
            _write(writer, desk, subject, household, kind, one, _title(title, one), on.isoformat())
            for one in made
        ]
    return rows[0]


def of(desk: Desk, code: str, person: bool = False, reason: str = "") -> list[DocumentLine]:
    """The documents of the household of a printed code and of its people, or of the ``person`` alone.

    The latest first. Raises Refused when the code is nobody's; a confidential file wants a ``reason``.
    """
    row = desk.person_row(code) if person else desk.household_row(code)
    (confidential.open_files_of if person else confidential.open_file)(desk, row, reason)
    with desk.store.reading() as connection:
        found = (documents.of_person if person else documents.of_household)(connection, row)
        return [_line(connection, one) for one in found]


def line(desk: Desk, row: int, reason: str = "") -> DocumentLine:
    """The line of one document. Raises Refused: ``document_unknown``; of a confidential file as `of` does."""
    _open(desk, row, reason)
    with desk.store.reading() as connection:
        return _line(connection, _known(connection, row))


def _open(desk: Desk, row: int, reason: str) -> None:
    """Pass, once whose document it is may be read."""
    with desk.store.reading() as connection:
        _known(connection, row)
        fields = records.read(connection, "document", row) or {}
        household = fields.get("household")
        home = merges.standing(connection, "household", int(str(household))) if household else None
    if home is not None:
        confidential.open_file(desk, home, reason)
    else:
        confidential.open_files_of(desk, int(str(fields["person"])), reason)


def data(desk: Desk, row: int) -> bytes:
    """A document's bytes, of the type its line names.

    Raises Refused: ``document_unknown``, ``document_away``; of a confidential file as `of` does.
    """
    _open(desk, row, "")
    with desk.store.reading() as connection:
        known = _known(connection, row)
        if not known.here:
            raise Refused(Problem("document_away", "document"))
        return photos.read(connection, known.sha256)


def as_pdf(desk: Desk, row: int) -> bytes:
    """The document as pages to print. Raises Refused as ``data`` does."""
    from desktop.printing import sheets  # noqa: PLC0415  (the printing library is read when it is wanted)

    kept = data(desk, row)
    known = line(desk, row)
    return kept if known.mime == scans.PDF else sheets.on_a_page(kept, known.title or known.kind)


def is_persons(desk: Desk, code: str) -> bool:
    """Whether a printed code is a person's, not a household's."""
    normal = codes.normal(code)
    with desk.store.reading() as connection:
        return normal is not None and people.row_of_code(connection, "person", normal) is not None


def _scans(source: Source) -> Sequence[Scan]:
    if isinstance(source, Scan):
        return [source]
    if isinstance(source, bytes):
        return scans.from_bytes(source)
    return scans.from_file(source) if isinstance(source, Path) else source


def _title(title: str, scan: Scan) -> str:
    """The title with the page's number where several came from one file; never longer than a record takes."""
    tail = f" ({scan.page}/{scan.pages})" if scan.pages > 1 else ""
    return f"{title.strip()[: _LONGEST_TITLE - len(tail)]}{tail}".strip()


def _write(
    writer: Writer,
    desk: Desk,
    subject: tuple[str, int],
    household: int,
    kind: DocumentKind,
    scan: Scan,
    title: str,
    on: str,
) -> int:
    of_what, row = subject
    fields: dict[str, Any] = {
        of_what: row,
        "document": kind.value,
        "title": title or None,
        "mime": scan.mime,
        "sha256": photos.keep(writer.connection, scan.data),
        "size": len(scan.data),
        "taken_on": on,
        "at": desk.stamp(),
    }
    place = records.district(writer.connection, of_what, row)
    return writer.create("document", place, fields, about=household)


def _known(connection: Any, row: int) -> DocumentRow:
    found = documents.one(connection, row)
    if found is None:
        raise Refused(Problem("document_unknown", "document", facts={"number": str(row)}))
    return found


def _line(connection: Any, row: DocumentRow) -> DocumentLine:
    return DocumentLine(
        row=row.id,
        kind=row.kind,
        title=row.title,
        mime=row.mime,
        size=row.size,
        taken_on=row.taken_on,
        at=row.at,
        by=users.author_of(connection, row.id, row.author),
        code=row.code,
        name=row.name,
        here=row.here,
    )
