"""The commands by name: what the help says of each, and which module does it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.language.catalogue import mark


@dataclass(frozen=True)
class Command:
    """A command's line in the help, and the module that has its ``arguments`` and ``run``.

    The module is imported when the command is called for: the window must not wait for the rest.
    """

    summary: str
    module: str


COMMANDS: Mapping[str, Command] = {
    "open": Command(mark("CommandHelp", "open the window"), "desktop.commands.open"),
    "office": Command(mark("CommandHelp", "make an office file"), "desktop.commands.office"),
    "register": Command(mark("CommandHelp", "register households from a file"), "desktop.commands.register"),
    "import": Command(
        mark("CommandHelp", "register people from a list, CSV or XLSX"), "desktop.commands.import_file"
    ),
    "export": Command(
        mark("CommandHelp", "write people or households to a CSV or XLSX file"), "desktop.commands.export"
    ),
    "search": Command(mark("CommandHelp", "find people or households"), "desktop.commands.search"),
    "look-alikes": Command(
        mark("CommandHelp", "list people of the register who may be the same person as somebody"),
        "desktop.commands.look_alikes",
    ),
    "duplicates": Command(
        mark("CommandHelp", "list people who may be registered twice, and decide"),
        "desktop.commands.duplicates",
    ),
    "merge": Command(
        mark("CommandHelp", "make one record of two of the same person, or take it back"),
        "desktop.commands.merge",
    ),
    "show": Command(
        mark("CommandHelp", "show a household, by its code or a person's"), "desktop.commands.show"
    ),
    "photo": Command(mark("CommandHelp", "give a person a portrait"), "desktop.commands.photo"),
    "document": Command(
        mark("CommandHelp", "keep scans with a household, list them, take one out"),
        "desktop.commands.document",
    ),
    "scan": Command(
        mark("CommandHelp", "read a code from a picture and say whose it is"), "desktop.commands.scan"
    ),
    "print": Command(mark("CommandHelp", "make receipts or cards as a PDF"), "desktop.commands.print"),
    "handover": Command(
        mark("CommandHelp", "note that a paper was handed over"), "desktop.commands.handover"
    ),
    "milestone": Command(
        mark("CommandHelp", "add an update to a household's journey"), "desktop.commands.milestone"
    ),
    "confidential": Command(
        mark("CommandHelp", "keep a household's file confidential"), "desktop.commands.confidential"
    ),
    "my-data": Command(
        mark("CommandHelp", "print all that is held of a household, for its people"),
        "desktop.commands.my_data",
    ),
    "moved": Command(
        mark("CommandHelp", "list the households that moved to another district"), "desktop.commands.moved"
    ),
    "figures": Command(
        mark("CommandHelp", "count people by age or place, small counts hidden"), "desktop.commands.figures"
    ),
    "retention": Command(
        mark("CommandHelp", "list what has been kept longer than its time"), "desktop.commands.retention"
    ),
    "change": Command(
        mark("CommandHelp", "ask for a change of a household, and decide on what was asked for"),
        "desktop.commands.change",
    ),
    "history": Command(
        mark("CommandHelp", "tell every value a household ever had, who set it and why"),
        "desktop.commands.history",
    ),
    "conflicts": Command(
        mark("CommandHelp", "settle what two people wrote without knowing of each other"),
        "desktop.commands.conflicts",
    ),
    "refused": Command(
        mark("CommandHelp", "correct what the server refused, or set it aside"), "desktop.commands.refused"
    ),
    "acting": Command(
        mark("CommandHelp", "hold another role for a time, where nobody else is there"),
        "desktop.commands.acting",
    ),
    "form": Command(
        mark("CommandHelp", "make registration forms, blank with their codes or filled in"),
        "desktop.commands.form",
    ),
    "campaign": Command(
        mark("CommandHelp", "run a registration campaign: targets, progress, second visits"),
        "desktop.commands.campaign",
    ),
    "complain": Command(
        mark("CommandHelp", "hear complaints, acknowledge and answer them"), "desktop.commands.complain"
    ),
    "note": Command(mark("CommandHelp", "note something about a household"), "desktop.commands.note"),
    "agenda": Command(
        mark("CommandHelp", "list what is due at this desk; make appointments"), "desktop.commands.agenda"
    ),
    "eligible": Command(
        mark("CommandHelp", "say which schemes people are eligible for, and why"), "desktop.commands.eligible"
    ),
    "enrol": Command(
        mark("CommandHelp", "take applications, decide, enrol, name who collects, print letters"),
        "desktop.commands.enrol",
    ),
    "employer": Command(
        mark("CommandHelp", "keep employers, who works for them, and visits"), "desktop.commands.employer"
    ),
    "statement": Command(
        mark("CommandHelp", "file an employer's monthly statement, take money on it, print it"),
        "desktop.commands.statement",
    ),
    "insured": Command(
        mark("CommandHelp", "say who is insured and entitled, keep periods, count four ways"),
        "desktop.commands.insured",
    ),
    "join": Command(mark("CommandHelp", "join a server with a one-time code"), "desktop.commands.join"),
    "sync": Command(mark("CommandHelp", "synchronise with the server"), "desktop.commands.sync"),
    "reconcile": Command(
        mark("CommandHelp", "compare what was written here with what the server holds"),
        "desktop.commands.reconcile",
    ),
    "bundle": Command(
        mark("CommandHelp", "synchronise by stick, or carry the sticks of others"), "desktop.commands.bundle"
    ),
    "check": Command(mark("CommandHelp", "check that an office file is sound"), "desktop.commands.check"),
    "user": Command(mark("CommandHelp", "say who may open an office file"), "desktop.commands.user"),
    "backup": Command(mark("CommandHelp", "back an office file up"), "desktop.commands.backup"),
    "restore": Command(mark("CommandHelp", "bring an office file back"), "desktop.commands.restore"),
    "schema": Command(mark("CommandHelp", "print the JSON Schema of an import"), "desktop.commands.schema"),
}
