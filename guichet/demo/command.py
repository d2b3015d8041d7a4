"""`guichet demo`: a window on a demonstration office where there is a screen, else the scripted tour.

With ``--persons`` an office with a whole district in it, opened where there is a screen.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.commands.usage import count
from desktop.language.catalogue import Language
from desktop.ui.start import has_display
from domain.problems import Fault
from guichet.demo.district_office import show_district
from guichet.demo.tour import Tour
from guichet.demo.window import open_demo

# What a tour makes, and the next one in the same folder makes anew.
_MADE = ("households", "offices", "papers", "screens", "server", "summary.json", "summary.txt")


def arguments(parser: Parser, language: Language) -> None:
    """Window or tour, where it leaves what it makes, or a district of so many people instead."""
    words = language.say("CommandHelp", "the scripted tour, even where there is a screen")
    parser.add_argument("--headless", action="store_true", help=words)
    words = language.say("CommandHelp", "the folder for what is made (else a temporary one, or our own)")
    parser.add_argument("--output", metavar=language.say("Command", "FOLDER"), help=words)
    words = language.say("CommandHelp", "an office with a whole district in it, of so many people")
    parser.add_argument("--persons", type=count, default=None, help=words)


def run(call: Call) -> Answer:
    """Exit 1 when the tour's counts do not agree."""
    if call.args.persons is not None:
        return show_district(call, call.args.persons, has_display() and not call.args.headless)
    if has_display() and not call.args.headless:
        return open_demo(call)
    folder = _folder(call.args.output)
    # Set before anything of Qt is made: pictures are drawn in memory.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # What is in memory has no window manager, and Qt would say so at every picture.
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    summary = Tour(folder, call.application, call.language, call.terminal.note).walk()
    return Answer(summary.document(), list(summary.lines(call.language)), 0 if summary.agrees else 1)


def _folder(name: str | None) -> Path:
    """Empty, or with an earlier tour that may go. Raises Fault when something else is there."""
    if name is None:
        return Path(tempfile.mkdtemp(prefix="guichet-demo-"))
    folder = Path(name).absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        found = {path.name for path in folder.iterdir()}
    except OSError as error:
        raise Fault("folder_read_only", name=str(folder)) from error
    if found - set(_MADE) or (found and "households" not in found):
        raise Fault("folder_not_empty", name=str(folder))
    for made in found:
        path = folder / made
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return folder
