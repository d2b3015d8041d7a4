"""The server's commands, given words: `guichet serve` and `guichet server enrol|devices|revoke`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.language.catalogue import Language, mark
from desktop.language.dates import long_moment
from guichet.server_parts import server_parts

_COMMANDS = {
    "enrol": mark("CommandHelp", "make a one-time code with which a device joins"),
    "devices": mark("CommandHelp", "list the devices that have joined"),
    "revoke": mark("CommandHelp", "shut a device out"),
}
_HELP = {
    "host": mark("CommandHelp", "the address to listen on (else this machine alone)"),
    "port": mark("CommandHelp", "the port to listen on; 0 for a free one"),
    "names": mark("CommandHelp", "a name or address under which devices reach the server; may be repeated"),
    "tls": mark("CommandHelp", "encrypt the line even on this machine"),
    "tls_cert": mark("CommandHelp", "a certificate of your own (PEM)"),
    "tls_key": mark("CommandHelp", "the certificate's key (PEM)"),
    "database": mark("CommandHelp", "the PostgreSQL database to use"),
    "data": mark("CommandHelp", "the folder of the server's own database, for a trial"),
    "office": mark("CommandHelp", "the office whose device may join"),
    "device": mark("CommandHelp", "the device to shut out: its id, or OFFICE-CODE"),
    "json": mark("CommandHelp", "answer with one JSON document"),
}


def add_to(below: Any, language: Language) -> None:
    """Both commands; each option gets its words. Raises Fault where the server is not installed."""
    with server_parts():
        from server import cli  # noqa: PLC0415 - it takes two seconds, and is not installed everywhere
    cli.add_commands(below)
    for name in ("serve", "server"):
        for parser in below.choices[name].family():
            _word(parser, language)


def _word(parser: Parser, language: Language) -> None:
    for action in parser._actions:
        if action.dest in _HELP:
            action.help = language.find("CommandHelp", _HELP[action.dest])
        if isinstance(action, argparse._SubParsersAction):
            action.metavar = language.say("Command", "COMMAND")
            parser.describe({name: language.find("CommandHelp", _COMMANDS[name]) for name in action.choices})


def run(call: Call) -> Answer:
    """`serve` answers when it is ready and stays; the others answer once."""
    from server import cli  # noqa: PLC0415 - see above

    language = call.language

    def announce(ready: dict[str, Any]) -> None:
        pattern = language.say("Command", "The server answers at {url}. Its fingerprint is {fingerprint}.")
        call.terminal.answer(ready, [pattern.format(**ready)], one_line=True)

    document = cli.run(call.args, announce)
    return Answer(document or None, list(_lines(document, language)))


def _expiry(text: str, language: Language) -> str:
    """ISO 8601 in UTC as a long date and time of this machine's zone."""
    return long_moment(datetime.fromisoformat(text).astimezone(), language)


def _lines(document: dict[str, Any], language: Language) -> Iterator[str]:
    if "expires" in document:
        yield language.say("Command", "Joining code: {code}").format(code=document["code"])
        yield language.say("Command", "It serves once, until {date}.").format(
            date=_expiry(document["expires"], language)
        )
    elif "devices" in document:
        for device in document["devices"]:
            yield "  ".join(f"{device[name]}" for name in ("office", "code", "device", "changes", "seen_at"))
    elif "revoked_at" in document:
        pattern = language.say("Command", "Device {office}-{code} is shut out.")
        yield pattern.format(office=document["office"], code=document["code"])
