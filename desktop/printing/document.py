"""How every PDF begins and ends: version, language, title, fonts, and a file that is whole or absent."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from desktop.language.catalogue import Language
from desktop.printing import fonts
from desktop.printing.facts import Issuer
from domain.languages import LanguageCode
from domain.problems import Fault

# Photos and pages would otherwise be written in base 85: a third larger, and three times slower to make.
rl_config.useA85 = 0

# Language tags of BCP 47: a reader must not take our Portuguese for the Brazilian.
_TAGS: dict[LanguageCode, str] = {"en": "en", "fr": "fr", "pt": "pt-PT"}

_CAUSES = {
    errno.ENOSPC: "disk_full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "disk_full",
    errno.EACCES: "folder_read_only",
    errno.EPERM: "folder_read_only",
    errno.EROFS: "folder_read_only",
}


def begin(target: IO[bytes], title: str, language: Language, issuer: Issuer) -> Canvas:
    """A canvas for a document of that title; its pages are given their size as they come.

    PDF 1.7 (ISO 32000-1). The initial font keeps the unembedded Helvetica out of every page.
    """
    fonts.load()
    canvas = Canvas(
        target,
        pdfVersion=(1, 7),
        pageCompression=1,
        lang=_TAGS[language.code],
        initialFontName=fonts.REGULAR,  # type: ignore[arg-type]  # its stubs say float; it is a name
    )
    letterhead = issuer.letterhead
    canvas.setTitle(title)
    canvas.setAuthor(f"{letterhead.ministry[language.code]} – {issuer.office.names[language.code]}")
    canvas.setSubject(letterhead.programme[language.code])
    canvas.setCreator("Guichet")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    # The office's printer must not shrink a card or a cut line to its own margins.
    canvas.setViewerPreference("PrintScaling", "None")
    return canvas


def office_time(issuer: Issuer) -> datetime:
    """When the paper is printed, on the office's clock."""
    at = issuer.printed_at
    return at.astimezone(ZoneInfo(issuer.office.time_zone)) if at.tzinfo else at


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that appears under its name only when it is complete.

    Raises ``Fault``: ``disk_full``, ``folder_read_only``, ``file_open_elsewhere``, ``file_not_written``.
    """
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with _faults(path), unfinished.open("wb") as file:
            yield file
        with _faults(path, {errno.EACCES: "file_open_elsewhere"}):  # Windows, with the old one in a viewer
            unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def _faults(path: Path, causes: Mapping[int, str] = _CAUSES) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Fault(causes.get(error.errno or 0, "file_not_written"), name=path.name) from error
