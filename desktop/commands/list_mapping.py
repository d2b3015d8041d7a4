"""The columns of a list as a command line says them: ``--map "Nom=family_name" --date "Né le=dmy"``."""

from __future__ import annotations

import json
from argparse import ArgumentTypeError, Namespace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from desktop.commands.parser import Parser
from desktop.commands.usage import day
from desktop.language.catalogue import Language
from desktop.services.bulk import preview
from desktop.services.bulk.preview import Preview
from desktop.services.desk import Desk
from domain.bulk import mapping as mappings
from domain.bulk.dates import ORDERS
from domain.bulk.mapping import SourceMapping
from domain.bulk.places import Places
from domain.languages import LANGUAGES
from domain.matching.names import fold
from domain.problems import Problem, Refused
from domain.vocabulary import HouseholdKind, LegalBasis, NoticeGiven


def pair(text: str) -> tuple[str, str]:
    """``HEADING=FIELD``, as argparse's ``type``; the field may be empty."""
    heading, sign, value = text.rpartition("=")
    if not sign or not heading.strip():
        raise ArgumentTypeError(text)
    return heading.strip(), value.strip()


def arguments(parser: Parser, language: Language) -> None:
    """What the columns mean, and what holds for every row."""
    say = language.say
    equals = say("Command", "HEADING=FIELD")
    words = say("CommandHelp", "what a column holds; empty after = for a column that is not read (repeat)")
    parser.add_argument("--map", action="append", default=[], type=pair, metavar=equals, help=words)
    words = say("CommandHelp", "the whole mapping as JSON, as --dry-run --json shows it")
    parser.add_argument("--map-file", metavar=say("Command", "FILE"), help=words)
    words = say("CommandHelp", "how the dates of a column are written: dmy, mdy or ymd (repeat)")
    metavar = say("Command", "HEADING=ORDER")
    parser.add_argument("--date", action="append", default=[], type=pair, metavar=metavar, help=words)
    words = say("CommandHelp", "what a word stands for, for example sex:Hb=male (repeat)")
    metavar = say("Command", "FIELD:WORD=CODE")
    parser.add_argument("--word", action="append", default=[], type=pair, metavar=metavar, help=words)
    _defaults(parser, language)


def _defaults(parser: Parser, language: Language) -> None:
    say = language.say
    words = say("CommandHelp", "the place of rows that name none, its name or its code")
    parser.add_argument("--area", metavar=say("Command", "PLACE"), help=words)
    words = say("CommandHelp", "the village of rows that name none")
    parser.add_argument("--village", metavar=say("Command", "NAME"), help=words)
    words = say("CommandHelp", "the citizens' language")
    parser.add_argument("--citizens-language", choices=LANGUAGES, help=words)
    for option, vocabulary, words in (
        ("--legal-basis", LegalBasis, say("CommandHelp", "on which legal basis they are registered")),
        ("--notice", NoticeGiven, say("CommandHelp", "how the privacy notice was given to them")),
        ("--kind", HouseholdKind, say("CommandHelp", "what kind of household they are")),
    ):
        parser.add_argument(option, choices=[term.value for term in vocabulary], help=words)
    words = say("CommandHelp", "the day on which the ages of the list were true, YYYY-MM-DD")
    parser.add_argument("--age-on", type=day, metavar=say("Command", "DATE"), help=words)
    words = say("CommandHelp", "take rows without a birth date or an age as of unknown birth")
    parser.add_argument("--birth-unknown", action="store_true", help=words)


def mapping_of(desk: Desk, args: Namespace, seen: Preview) -> SourceMapping:
    """What was typed, over what the source had last or what its headings suggest. Raises Refused."""
    begun = _from_file(Path(args.map_file)) if args.map_file else preview.mapping_for(desk, seen, args.source)
    body = begun.model_dump(mode="json")
    known = {fold(heading): heading for heading in seen.headings}
    body["columns"].update({known.get(fold(h), h): field for h, field in args.map})
    for heading, order in args.date:
        if order not in ORDERS:
            facts = {"given": order, "expected": ", ".join(ORDERS)}
            raise Refused(Problem("bulk_option_wrong", "date", facts=facts))
        body["dates"][known.get(fold(heading), heading)] = order
    for words, code in args.word:
        field, _, word = words.partition(":")
        body["words"].setdefault(field, {})[fold(word)] = code
    body["defaults"].update(_said(desk, args))
    return mappings.parse(body)


def _from_file(path: Path) -> SourceMapping:
    try:
        return mappings.parse(json.loads(path.read_text(encoding="utf-8")))
    except OSError:
        raise Refused(Problem("file_unreadable", "map", facts={"name": path.name})) from None
    except (ValueError, ValidationError):
        raise Refused(Problem("bulk_mapping_unreadable", "map", facts={"name": path.name})) from None


def _said(desk: Desk, args: Namespace) -> dict[str, Any]:
    given = {
        "area": _place(desk, args.area) if args.area else None,
        "village": args.village,
        "language": args.citizens_language,
        "legal_basis": args.legal_basis,
        "notice": args.notice,
        "kind": args.kind,
        "age_on": args.age_on,
        "birth_unknown": args.birth_unknown or None,
    }
    return {name: value for name, value in given.items() if value is not None}


def _place(desk: Desk, text: str) -> str:
    """The code of a place of this office, from its name or its code. Raises Refused."""
    places = Places(desk.programme, desk.office)
    found = places.find(text)
    if found is None:
        code = "area_ambiguous" if places.several(text) else "area_unknown"
        raise Refused(Problem(code, "area", facts={"name": text, "code": text}))
    return found
