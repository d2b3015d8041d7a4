"""`guichet figures`: how many people, by sex and age or place, with counts under five hidden."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.language.catalogue import Language
from desktop.language.figures import grouped
from desktop.language.terms import label
from desktop.services import figures
from desktop.services.desk import Desk
from domain.disclosure import LEAST, Figures
from domain.rules.counting import UNSURE
from domain.vocabulary import Sex


def arguments(parser: Parser, language: Language) -> None:
    """How the people are counted, and where."""
    parser.takes_file()
    words = language.say("CommandHelp", "by bands of age, or by place")
    parser.add_argument("--by", choices=["age", "area"], default="age", help=words)
    words = language.say("CommandHelp", "only this place and what is in it, by its code")
    parser.add_argument("--area", default=None, metavar=language.say("Command", "AREA"), help=words)


def run(call: Call) -> Answer:
    """Exit 1 without the right, or for a place that is not known."""
    args = call.args
    with call.desk() as desk:
        table = figures.people(desk, args.by, args.area)
        lines = list(_lines(table, desk, call.language))
        document = {
            "by": args.by,
            "as_of": desk.today().isoformat(),
            "hidden_below": LEAST,
            "rows": [*table.rows, "total"],
            "columns": [*table.columns, "total"],
            "cells": table.cells,
        }
    return Answer(document, lines)


def _lines(table: Figures, desk: Desk, language: Language) -> Iterator[str]:
    total = language.say("Command", "Total")
    heads = ["", *(label(Sex, column, language) for column in table.columns), total]
    names = [*(_name(row, desk, language) for row in table.rows), total]
    rows = [
        [name, *(_shown(value, language) for value in row)]
        for name, row in zip(names, table.cells, strict=True)
    ]
    widths = [max(len(row[column]) for row in [heads, *rows]) for column in range(len(heads))]
    for row in [heads, *rows]:
        figures_ = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        yield "  ".join([row[0].ljust(widths[0]), *figures_])
    if table.hidden:
        words = language.say("Command", "“<” hides a count under {least}, or one that would give it away.")
        yield words.format(least=LEAST)


def _name(row: str, desk: Desk, language: Language) -> str:
    if row == UNSURE:
        return language.say("Command", "age uncertain")
    area = desk.programme.area(row)
    return area.name if area else row


def _shown(value: int | None, language: Language) -> str:
    return "<" if value is None else grouped(value, language.code)
