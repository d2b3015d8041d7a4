"""Why a person is in a list, in words: by whose name, by what number, or by another spelling."""

from __future__ import annotations

from desktop.language.catalogue import Language, mark

_FIELDS = {
    "village": mark("Found by", "Village"),
    "code": mark("Found by", "Code"),
    "phone": mark("Found by", "Telephone"),
    "identifier": mark("Found by", "Identity number"),
}


def found_by(field: str, mother_name: str, language: Language, *, near: bool) -> str:
    """Empty for a name spelled as it was typed; a number itself is never said."""
    if near:
        return language.say("Found by", "Spelled differently")
    if field == "mother":
        return language.say("Found by", "Mother: {name}").format(name=mother_name)
    words = _FIELDS.get(field)
    return language.find("Found by", words) if words else ""
