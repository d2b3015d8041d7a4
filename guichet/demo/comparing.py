"""Counts the same things twice, on different machines, and puts both counts in the summary."""

from __future__ import annotations

from desktop.services import search, show
from desktop.services.check_file import check_file
from desktop.services.desk import Desk
from guichet.demo.laptops import Laptop
from guichet.demo.summary import Summary


def compare(summary: Summary, first: Laptop, second: Laptop, other: Laptop) -> None:
    """``first`` and ``second`` are of one office, ``other`` is of another; all have synchronised."""
    checked = [check_file(laptop.desk) for laptop in (first, second, other)]
    a, b, c = checked
    figures, rounds = summary.figures, summary.rounds
    summary.compare("households_registered", figures["lines"], a.households + c.households)
    summary.compare("receipts_printed", figures["lines"], figures["receipts"])
    summary.compare("second_laptop_households", a.households, b.households)
    summary.compare("second_laptop_persons", a.persons, b.persons)
    summary.compare("second_laptop_portraits", _portraits(first.desk), _portraits(second.desk))
    changes = sum(one.changes for one in checked)
    summary.compare("changes_at_server", changes, figures["changes_at_server"])
    summary.compare("changes_waiting", 0, sum(one.waiting for one in checked))
    summary.compare("rounds_agreeing", len(rounds), sum(one["counts_agree"] for one in rounds))
    summary.compare("files_sound", len(checked), sum(one.sound for one in checked))
    figures["households"], figures["persons"] = a.households + c.households, a.persons + c.persons


def updates_of(desk: Desk, code: str) -> int:
    """How many updates the journey of a household has."""
    return sum(len(step.updates) for step in show.household(desk, code).journey)


def _portraits(desk: Desk) -> int:
    """How many members of households have a portrait whose bytes are in the file."""
    lines = search.household_lines(desk, search.households(desk, ""))
    views = [show.household(desk, line.code) for line in lines]
    return sum(member.photo is not None for view in views for member in view.members)
