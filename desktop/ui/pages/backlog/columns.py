"""The columns of the grid: their headings, what may be typed in them, and the values one key gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.language.terms import labels
from desktop.services.backlog import NO_NAME, Row
from desktop.ui.speech import Telling, language, say
from domain.matching.names import fold
from domain.vocabulary import IdentifierScheme, Role, Sex


@dataclass(frozen=True)
class GridColumn:
    """``share`` is the column's part of the width; ``terms`` the vocabulary its cells choose from."""

    key: str
    heading: Telling
    share: int
    terms: type[StrEnum] | None = None
    # What F9 to F11 write, given the rows above.
    common: Callable[[Sequence[Row]], Sequence[str]] = lambda _above: ()


def _roles(_above: Sequence[Row]) -> Sequence[str]:
    return Role.head, Role.spouse, Role.child


def _sexes(_above: Sequence[Row]) -> Sequence[str]:
    return Sex.female, Sex.male


def _schemes(_above: Sequence[Row]) -> Sequence[str]:
    scheme = IdentifierScheme
    return scheme.national_id, scheme.birth_registration, scheme.voter


def _family_names(above: Sequence[Row]) -> Sequence[str]:
    """Those already on the form, and that there is none."""
    found = dict.fromkeys(row.get("family_name", "") for row in above)
    return [*[name for name in found if name and name != NO_NAME][:2], NO_NAME]


_GROWN = (Role.head, Role.spouse, Role.other_relative)


def _full_name(row: Row) -> str:
    names = [row.get(part, "") for part in ("given_name", "family_name")]
    return " ".join(name for name in names if name and name != NO_NAME)


def _mothers(above: Sequence[Row]) -> Sequence[str]:
    """The mothers named above, then the women of the form by their names."""
    named = [row.get("mother_name", "") for row in above]
    women = [
        " ".join(
            row.get(part, "") for part in ("given_name", "family_name") if row.get(part) != NO_NAME
        ).strip()
        for row in above
        if row.get("sex") == Sex.female and row.get("role") in (Role.head, Role.spouse, Role.other_relative)
    ]
    return [name for name in dict.fromkeys([*women, *reversed(named)]) if name][:3]


COLUMNS: tuple[GridColumn, ...] = (
    GridColumn("given_name", lambda: say("Backlog", "Given name"), 14),
    GridColumn("family_name", lambda: say("Backlog", "Family name"), 12, common=_family_names),
    GridColumn("sex", lambda: say("Backlog", "Sex"), 12, Sex, _sexes),
    GridColumn("role", lambda: say("Backlog", "Role"), 18, Role, _roles),
    GridColumn("birth", lambda: say("Backlog", "Birth or age"), 9, common=lambda _above: ("?",)),
    GridColumn("mother_name", lambda: say("Backlog", "Mother’s name"), 13, common=_mothers),
    GridColumn("scheme", lambda: say("Backlog", "Document"), 10, IdentifierScheme, _schemes),
    GridColumn("number", lambda: say("Backlog", "Number"), 20),
    GridColumn("phone", lambda: say("Backlog", "Telephone"), 11),
)


def choices(column: GridColumn) -> Mapping[str, str]:
    """The codes of a column with their labels in the language on screen; empty where text is free."""
    return labels(column.terms, language()) if column.terms is not None else {}


def read(column: GridColumn, text: str) -> str:
    """What is kept of what was typed: a code from its number on the form or its first letters.

    A sex may be *F*, *M* or *?*; after *?* a reason may follow. What fits nothing stays as it is.
    """
    typed = " ".join(text.split())
    if column.terms is None or not typed:
        return typed
    if column.terms is Sex and typed.startswith("?"):
        return f"{Sex.not_known.value} {typed[1:].strip()}".strip()
    known = choices(column)
    codes = list(known)
    if typed.isdigit() and 1 <= int(typed) <= len(codes):
        return codes[int(typed) - 1]
    begun = [code for code, words in known.items() if fold(words).startswith(fold(typed))]
    return begun[0] if begun else typed


def shown(column: GridColumn, kept: str) -> str:
    """A cell in words."""
    if column.terms is None:
        return kept
    code, _, reason = kept.partition(" ")
    known = choices(column)
    if code in known and reason:
        return f"{known[code]}: {reason}"
    return known.get(kept, kept)


def editable(column: GridColumn, kept: str) -> str:
    """A cell as one would type it: what ``read`` makes the same again."""
    code, _, reason = kept.partition(" ")
    if column.terms is Sex and code == Sex.not_known:
        return f"? {reason}".strip()
    return shown(column, kept)
