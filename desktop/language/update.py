"""Brings the catalogues up to date with the code, and fills them from a table.

``python -m desktop.language.update`` collects the words of the code into ``guichet_{en,fr,pt}.ts`` under
``translations/`` and makes the ``.qm`` files the product reads. ``--missing FILE`` writes what is still
untranslated as a table; ``--fill FILE`` takes it back: columns ``context;source;comment;fr;pt`` and, for
plurals, ``fr plural;pt plural`` (``en;en plural`` too where adding *s* is not enough). Several people may
work at once, each on a table of their own.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import PySide6
from filelock import FileLock

from desktop.language import tsfile
from desktop.language.extraction import Words, words_under
from domain.languages import LANGUAGES, LanguageCode

_ROOT = Path(__file__).resolve().parents[2]
_FOLDERS = (_ROOT / "desktop", _ROOT / "guichet")
_TARGETS: dict[LanguageCode, str] = {"en": "en", "fr": "fr", "pt": "pt_PT"}
_COLUMNS = ("context", "source", "comment", "fr", "pt", "fr plural", "pt plural")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 0 when every entry is translated, 1 when some are not or a table's row has no entry."""
    parser = argparse.ArgumentParser(prog="python -m desktop.language.update", description=__doc__)
    parser.add_argument("--fill", action="append", default=[], type=Path, metavar="TABLE")
    parser.add_argument("--missing", type=Path, metavar="TABLE")
    options = parser.parse_args(arguments)
    folder = _ROOT / "translations"
    with FileLock(Path(tempfile.gettempdir()) / "guichet-translations.lock"):
        strangers = update(folder, options.fill)
    missing = unfinished(folder)
    for words in strangers:
        sys.stderr.write(f"not in the code: {words.context}: {words.source!r}\n")
    if options.missing:
        _write_table(options.missing, missing)
    for words in missing:
        sys.stderr.write(f"untranslated: {words.context}: {words.source!r}\n")
    return 1 if strangers or missing else 0


def update(folder: Path, tables: Sequence[Path] = ()) -> list[Words]:
    """Collect, fill, make the ``.qm``; the rows of the tables that no code asks for are given back."""
    words = words_under(_FOLDERS)
    _collect(words, folder)
    rows = [row for table in tables for row in _read_table(table)]
    known = {(w.context, w.source, w.disambiguation): w for w in words}
    _fill_english(folder)
    for code in LANGUAGES:
        forms = {known[key]: forms for key, row in rows if key in known and (forms := _forms(row, code))}
        tsfile.fill(folder / f"guichet_{code}.ts", forms)
    _collect(words, folder)  # Qt's own layout again, so that differences stay readable
    release(folder)
    return sorted(Words(*key) for key, _ in rows if key not in known)


def release(folder: Path) -> None:
    """Make the ``.qm`` files from the ``.ts`` files of a folder."""
    for code in LANGUAGES:
        made = folder / f"guichet_{code}.qm"
        part = made.with_suffix(f".qm.{os.getpid()}")  # whole at once: the product may be reading the old one
        _run("lrelease", "-silent", str(folder / f"guichet_{code}.ts"), "-qm", str(part))
        part.replace(made)


def unfinished(folder: Path) -> list[Words]:
    """The entries that some language still lacks."""
    catalogues = [tsfile.read(folder / f"guichet_{code}.ts") for code in LANGUAGES]
    return sorted({words for entries in catalogues for words, found in entries.items() if found.state})


def _collect(words: set[Words], folder: Path) -> None:
    """Let Qt merge the words into the ``.ts`` files, from calls written in the one form it reads rightly."""
    calls = "".join(
        f"translate({w.context!r}, {w.source!r}, {w.disambiguation!r}{', 1' if w.plural else ''})\n"
        for w in sorted(words)
    )
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "words.py"
        source.write_text(calls, encoding="utf-8")
        for code, target in _TARGETS.items():
            _run(
                "lupdate",
                "-silent",
                "-no-obsolete",
                *("-locations", "none", "-source-language", "en", "-target-language", target),
                *("-disable-heuristic", "sametext", "-disable-heuristic", "similartext"),
                *(str(source), "-ts", str(folder / f"guichet_{code}.ts")),
            )


def _run(tool: str, *arguments: str) -> None:
    """Run a tool that PySide6 brings along."""
    subprocess.run([str(Path(PySide6.__file__).parent / tool), *arguments], check=True, timeout=120)


def _fill_english(folder: Path) -> None:
    """English says its own source; ``(s)`` of a plural is dropped or kept."""
    path = folder / "guichet_en.ts"
    forms: dict[Words, tuple[str, ...]] = {}
    for words, found in tsfile.read(path).items():
        if not words.plural:
            forms[words] = (words.source,)
        elif found.state:
            forms[words] = (words.source.replace("(s)", ""), words.source.replace("(s)", "s"))
    tsfile.fill(path, forms)


def _forms(row: dict[str, str], code: LanguageCode) -> tuple[str, ...]:
    """A row's forms in a language, empty when it says nothing."""
    forms = tuple(row[column] for column in (code, f"{code} plural") if row.get(column))
    return tuple(french_spaces(form) for form in forms) if code == "fr" else forms


def french_spaces(text: str) -> str:
    """No-break spaces where French wants them: before ``: ; ! ?`` and inside guillemets."""
    text = re.sub(r" (?=[;!?])", "\u202f", text)
    return re.sub(r" (?=[:»])|(?<=«) ", "\u00a0", text)


def _read_table(path: Path) -> list[tuple[tuple[str, str, str], dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return [((row["context"], row["source"], row.get("comment") or ""), row) for row in rows]


def _write_table(path: Path, missing: Sequence[Words]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter=";")
        table.writerow(_COLUMNS)
        table.writerows((w.context, w.source, w.disambiguation, "", "", "", "") for w in missing)


if __name__ == "__main__":
    sys.exit(main())
