"""Why a person is in a list, as a column, and how many were found for which reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.language.found_by import found_by
from desktop.ui.speech import language, say
from desktop.ui.tables.rows import Column

if TYPE_CHECKING:
    from desktop.services.search import Found, Group, PersonLine, Why


def why_column(found: Callable[[], Found]) -> Column[PersonLine]:
    """Left out while everybody listed is there by their own name as it was typed."""
    return Column(
        lambda: say("Lists", "Found by"),
        lambda line: _words(found().why(line.id), line),
        weight=2,
        sample=lambda: say("Found by", "Spelled differently"),
        wanted=lambda: found().by_other_than_name,
    )


def _words(why: Why, line: PersonLine) -> str:
    return found_by(why.field, line.mother_name, language(), near=why.near)


def count_words(found: Found, counted: Callable[[int], str]) -> str:
    """How many were found, and how; while they are counted, that they are. ``counted`` says a number."""
    if not found.complete:
        return say("People", "Counting…")
    named = [group for group in found.groups if not _beside(group.why)]
    told = [counted(sum(group.count for group in named))]
    if not named and found.groups:
        told = [say("People", "Nobody spelled so")] if found.groups[0].why.near else []
    told += [_of_group(group) for group in found.groups if _beside(group.why)]
    return " · ".join(told)


def _beside(why: Why) -> bool:
    return why.near or why.field in ("mother", "village")


def _of_group(group: Group) -> str:
    if group.why.near:
        return say("People", "%n of a near spelling", "", group.count)
    if group.why.field == "mother":
        words = say("People", "%n by the mother's name", "", group.count)
    else:
        words = say("People", "%n by the village", "", group.count)
    return say("People", "the first {some}").format(some=words) if group.cut else words
