"""The server's commands, given words: `guichet serve` and `guichet server …`."""

from __future__ import annotations

import argparse
from typing import Any

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.language.catalogue import Language, mark
from guichet.server_parts import server_parts
from guichet.server_words import lines_of

_PASSPHRASE = "GUICHET_BACKUP_PASSPHRASE"
_COMMANDS = {
    "enrol": mark("CommandHelp", "make a one-time code with which a device joins"),
    "devices": mark("CommandHelp", "list the devices that have joined"),
    "rename": mark("CommandHelp", "give a device the name people call it by"),
    "revoke": mark("CommandHelp", "shut a device out"),
    "board": mark("CommandHelp", "show when each office was last heard, and what waits there"),
    "backup": mark("CommandHelp", "copy the database into one sealed file, while the server works"),
    "restore": mark("CommandHelp", "bring a copy back, into an empty database"),
    "sealed": mark("CommandHelp", "list, open or apply what devices handed over when they were shut out"),
    "pack": mark("CommandHelp", "install a programme pack from a folder"),
    "bundle": mark("CommandHelp", "take the bundles of a stick, and write the answers beside them"),
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
    "device": mark("CommandHelp", "the device: its id, or OFFICE-CODE"),
    "name": mark("CommandHelp", "what people call it, for example “counter 2”; empty for nothing"),
    "copy": mark(
        "CommandHelp",
        "the file of the copy; its passphrase is asked for, or read from GUICHET_BACKUP_PASSPHRASE",
    ),
    "new_key": mark("CommandHelp", "seal it with a new recovery key, which is shown once"),
    "doing": mark("CommandHelp", "what to do"),
    "number": mark("CommandHelp", "its number in the list"),
    "full": mark("CommandHelp", "show every change, with --json"),
    "apply": mark("CommandHelp", "take it over, as if it had arrived in time"),
    "folder": mark("CommandHelp", "the folder of the pack"),
    "place": mark("CommandHelp", "the stick's folder, or one bundle"),
    "log_json": mark("CommandHelp", "write the log as one JSON object a line"),
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

    if hasattr(call.args, "passphrase") and not getattr(call.args, "new_key", False):
        call.args.passphrase = _passphrase(call)
    document = cli.run(call.args, announce)
    return Answer(document or None, list(lines_of(document, language)))


def _passphrase(call: Call) -> str:
    """From the environment, else typed; typed twice when it seals a new copy."""
    say, ask = call.language.say, call.terminal.secret
    given = ask(_PASSPHRASE, say("Command", "Passphrase of the copy: "))
    if hasattr(call.args, "new_key"):
        again = ask(_PASSPHRASE, say("Command", "The same once more: "))
        call.terminal.same(given, again)
    return given
