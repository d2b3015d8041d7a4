"""Why a person is in a list, in words: by whose name, by what number, or by another spelling."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.language.catalogue import mark
from desktop.ui.speech import language, say
from desktop.ui.tables.rows import Column

if TYPE_CHECKING:
    from desktop.services.search import Found, Group, PersonLine, Why

_FIELDS = {
    "village": mark("Found by", "Village"),
    "code": mark("Found by", "Code"),
    "phone": mark("Found by", "Telephone"),
    "identifier": mark("Found by", "Identity number"),
}


def why_words(why: Why, line: PersonLine) -> str:
    """Empty for a name spelled as typed; the number itself is never said."""
    if why.near:
        return say("Found by", "Spelled differently")
    if why.field == "mother":
        return say("Found by", "Mother: {name}").format(name=line.mother_name)
    words = _FIELDS.get(why.field)
    return language().find("Found by", words) if words else ""


def why_column(found: Callable[[], Found]) -> Column[PersonLine]:
    """Left out while everybody listed is there by their own name as it was typed."""
    return Column(
        lambda: say("Lists", "Found by"),
        lambda line: why_words(found().why(line.id), line),
        weight=2,
        sample=lambda: say("Found by", "Spelled differently"),
        wanted=lambda: found().by_other_than_name,
    )


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
        return say("People", "%n nearest spelling(s)", "", group.count)
    if group.why.field == "mother":
        words = say("People", "%n by the mother's name", "", group.count)
    else:
        words = say("People", "%n by the village", "", group.count)
    return say("People", "the first {some}").format(some=words) if group.cut else words
