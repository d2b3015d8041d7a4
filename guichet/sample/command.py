"""`guichet sample`: invented households, as lines that `guichet register` takes."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

from desktop.application import find_programme
from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.commands.usage import count
from desktop.language.catalogue import Language
from guichet.sample.households import households

_COUNT, _SEED = 20, 1


def arguments(parser: Parser, language: Language) -> None:
    """Whose households, how many, and which ones."""
    words = language.say("CommandHelp", "the programme: the code of a shipped pack, or a pack's folder")
    parser.add_argument("--pack", required=True, help=words)
    words = language.say("CommandHelp", "the office where they live (else all offices in turn)")
    parser.add_argument("--office", default=None, help=words)
    words = language.say("CommandHelp", "how many households (else {count})").format(count=_COUNT)
    parser.add_argument("--count", type=count, default=_COUNT, help=words)
    words = language.say("CommandHelp", "a number; the same one makes the same households (else {seed})")
    parser.add_argument("--seed", type=int, default=_SEED, help=words.format(seed=_SEED))


def run(call: Call) -> Answer:
    """Exit 1 when the programme or the office is not there. With ``--json`` one list instead of lines."""
    args = call.args
    folder = Path(args.pack) if (Path(args.pack) / "sample").is_dir() else None
    office = args.office.upper() if args.office else None
    made = households(find_programme(args.pack), args.count, args.seed, office=office, folder=folder)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # lines for a file: a console's own letters are not enough
    if call.terminal.as_json:
        return Answer(list(made))
    return Answer(None, (json.dumps(line, ensure_ascii=False) for line in made))
