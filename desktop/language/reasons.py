"""Why two persons may be one, in words: "same mother's name; day and month swapped"."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.language.catalogue import Language, mark
from desktop.language.terms import label
from domain.matching.evidence import Reason
from domain.vocabulary import IdentifierScheme

# What each reason of domain/matching is called; the facts in braces are the reason's own, names capitalised.
REASONS = {
    "name_same": mark("Reasons", "same name: {name}"),
    "name_sounds_same": mark("Reasons", "{a} and {b} sound the same"),
    "name_variant": mark("Reasons", "{a} and {b} are one name in two countries"),
    "name_near": mark("Reasons", "{a} and {b} are nearly the same"),
    "name_close": mark("Reasons", "{a} and {b} look alike"),
    "name_initial": mark("Reasons", "the same initial: {a}, {b}"),
    "name_joined": mark("Reasons", "{a} and {b} are written in one word or in two"),
    "names_swapped": mark("Reasons", "given and family names swapped"),
    "name_differs": mark("Reasons", "another name: {a}, {b}"),
    "name_left_out": mark("Reasons", "one of them has a name more"),
    "birth_same": mark("Reasons", "same date of birth"),
    "birth_swapped": mark("Reasons", "day and month swapped"),
    "birth_one_digit": mark("Reasons", "one digit of the date of birth differs"),
    "birth_two_digits": mark("Reasons", "two digits of the date of birth differ"),
    "birth_same_day_of_year": mark("Reasons", "same birthday in another year"),
    "birth_same_year": mark("Reasons", "born in the same year"),
    "birth_next_year": mark("Reasons", "born a year apart"),
    "birth_overlaps": mark("Reasons", "the ages may be the same"),
    "birth_apart": mark("Reasons", "the ages do not fit: {years} years or more apart"),
    "birth_differs": mark("Reasons", "another date of birth: {years} years apart"),
    "sex_same": mark("Reasons", "same sex"),
    "sex_differs": mark("Reasons", "not the same sex"),
    "identifier_same": mark("Reasons", "same number: {scheme}"),
    "identifier_same_elsewhere": mark("Reasons", "same number under another kind of document"),
    "identifier_near": mark("Reasons", "one character of the number differs: {scheme}"),
    "identifier_differs": mark("Reasons", "another number: {scheme}"),
    "phone_same": mark("Reasons", "same telephone"),
    "phone_near": mark("Reasons", "one digit of the telephone differs"),
    "phone_differs": mark("Reasons", "another telephone"),
    "mother_same": mark("Reasons", "same mother's name"),
    "mother_similar": mark("Reasons", "similar mother's name"),
    "mother_differs": mark("Reasons", "another mother's name"),
    "village_same": mark("Reasons", "same village"),
    "village_near": mark("Reasons", "the village is spelled nearly the same"),
    "village_differs": mark("Reasons", "another village"),
    "area_same": mark("Reasons", "same area"),
    "area_differs": mark("Reasons", "another area"),
    "address_same": mark("Reasons", "same address"),
    "address_similar": mark("Reasons", "similar address"),
    "address_differs": mark("Reasons", "another address"),
    "shared_by_kin": mark("Reasons", "brothers and sisters would share this too"),
}
# Bits; what weighs less is true of so many pairs that it is not worth reading.
_WORTH_SAYING = 1.5
_MOST = 5
# True of the two records though it weighs against: it explains how one person came to be written in two ways.
_EXPLAINS = frozenset({"names_swapped"})


def reason_words(reason: Reason, language: Language) -> str:
    """One reason as a few words that begin small and end without a stop; a newer code is shown as it is."""
    source = REASONS.get(reason.code)
    if source is None:
        return reason.code
    facts = {name: str(value) for name, value in reason.facts.items()}
    for name in ("name", "a", "b"):
        if name in facts:
            facts[name] = facts[name].title()
    if "scheme" in facts:
        facts["scheme"] = label(IdentifierScheme, facts["scheme"], language)
    return language.find("Reasons", source).format_map(_Facts(facts))


class _Facts(dict[str, str]):
    """A fact that a reason of another version did not bring is left out."""

    def __missing__(self, _name: str) -> str:
        return ""


def speaking_for(reasons: Iterable[Reason]) -> list[Reason]:
    """What makes them one person, strongest first; a village and its area are said once.

    That names were swapped comes behind the first: the clerk would look for them in the wrong field.
    """
    given = list(reasons)
    village = any(one.code == "village_same" for one in given)
    kept = [one for one in given if one.weight >= _WORTH_SAYING]
    kept = [one for one in kept if one.code != "area_same" or not village]
    return [*kept[:1], *(one for one in given if one.code in _EXPLAINS), *kept[1:]]


def speaking_against(reasons: Iterable[Reason]) -> list[Reason]:
    """What makes them two, strongest first."""
    kept = [one for one in reasons if one.weight <= -_WORTH_SAYING and one.code not in _EXPLAINS]
    return sorted(kept, key=lambda one: one.weight)


def summary(reasons: Iterable[Reason], language: Language, at_most: int = _MOST) -> str:
    """The strongest reasons for one person in one line; names that are the same are said together."""
    found = speaking_for(reasons)
    same = [str(one.facts.get("name", "")).title() for one in found if one.code == "name_same"]
    words: list[str] = []
    for one in found:
        if one.code != "name_same":
            words.append(reason_words(one, language))
        elif same:
            words.append(language.say("Reasons", "same name: {name}").format(name=" ".join(same)))
            same = []
    return language.say("Reasons", "; ", "between two reasons").join(words[:at_most])
