"""`guichet join`: register the office file with a server, once, by a one-time code."""

from __future__ import annotations

from pathlib import Path

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.language.catalogue import Language
from desktop.services.join_server import join_server


def arguments(parser: Parser, language: Language) -> None:
    """Which server, and the code from the joining sheet."""
    parser.takes_file()
    words = language.say("CommandHelp", "the server's address, from https:// to the last character")
    parser.add_argument("--server", required=True, metavar="URL", help=words)
    words = language.say("CommandHelp", "the joining code")
    parser.add_argument("--code", required=True, metavar=language.say("Command", "CODE"), help=words)
    words = language.say("CommandHelp", "a certificate (PEM) to trust besides the server's own")
    parser.add_argument("--ca", type=Path, default=None, metavar=language.say("Command", "FILE"), help=words)


def run(call: Call) -> Answer:
    """Exit 1 when the code, the office or the server is not the right one."""
    with call.desk() as desk:
        joined = join_server(desk, call.args.server, call.args.code, call.args.ca)
        areas = [(code, desk.programme.area(code)) for code in joined.districts]
    names = [area.name if area else code for code, area in areas]
    pattern = call.language.say("Command", "Joined {server}: {districts}")
    words = pattern.format(server=joined.url, districts=", ".join(names))
    return Answer({"server": joined.url, "districts": list(joined.districts)}, [words])
