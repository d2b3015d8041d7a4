"""`guichet open`: the window, on an office file or at the entry."""

from __future__ import annotations

from pathlib import Path

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.language.catalogue import Language
from desktop.ui.start import has_display, open_window
from domain.problems import Fault


def arguments(parser: Parser, language: Language) -> None:
    """Without a file the window begins with the last one."""
    words = language.say("CommandHelp", "the office file")
    parser.add_argument("file", nargs="?", metavar=language.say("Command", "FILE"), help=words)


def run(call: Call) -> Answer:
    """Exit when the window is closed."""
    if not has_display():
        raise Fault("no_display")
    path = Path(call.args.file).absolute() if call.args.file else None
    application = call.application
    code = open_window(path, language=call.asked, application=application, timetable=application.timetable())
    return Answer(code=code)
