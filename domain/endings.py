"""What ends a record without taking it away, which fields say one thing, and where a status may lead.

Nothing is ever deleted: a membership has an end, a person a death, a household is closed. Whoever writes an
end has to have seen what the record says, and whoever edits has to have seen that it has not ended.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from domain.fields import Fields, Json
from domain.payments.cycle import CYCLE
from domain.schemes.enrolment import ENROLMENT
from domain.vocabulary import HouseholdStatus as H
from domain.vocabulary import IdentifierStatus as I
from domain.vocabulary import VitalStatus as V
from domain.window.grievance import GRIEVANCE
from domain.window.referral import REFERRAL

# For each kind the fields that can end a record, and the values by which they do; empty: by any value.
ENDINGS: Mapping[str, Mapping[str, frozenset[Json]]] = {
    "household": {"status": frozenset({H.merged.value, H.closed.value}), "merged_into": frozenset()},
    "person": {"vital_status": frozenset({V.deceased.value}), "merged_into": frozenset()},
    "membership": {"end_on": frozenset()},
    "identifier": {"status": frozenset({I.wrong.value})},
    "phone": {"ended_on": frozenset()},
    "recipient": {"valid_to": frozenset()},
}
# Fields that say one thing: of two people's answers one is taken whole, never half of each.
_TOGETHER: Mapping[str, tuple[frozenset[str], ...]] = {
    "household": (frozenset({"status", "merged_into"}), frozenset({"latitude_e6", "longitude_e6"})),
    "person": (
        frozenset({"birth_precision", "birth_on", "estimated_age", "estimated_on"}),
        frozenset({"vital_status", "death_on"}),
    ),
    "membership": (frozenset({"end_on", "end_reason"}),),
    "identifier": (frozenset({"scheme", "country", "value"}),),
    "enrolment": (frozenset({"status", "exit_reason", "end_on"}),),
}
_Steps = Mapping[str, frozenset[str]]
# From → to, as one who had not seen the status may still have meant it. None stands as the first of each.
_HOUSEHOLD: _Steps = {
    H.registered: frozenset({H.verified, H.merged, H.closed}),
    H.verified: frozenset({H.registered, H.stale, H.merged, H.closed}),
    H.stale: frozenset({H.registered, H.verified, H.merged, H.closed}),
    H.merged: frozenset(),
    H.closed: frozenset(),
}
_IDENTIFIER: _Steps = {
    I.valid: frozenset({I.expired, I.lost, I.wrong}),
    I.expired: frozenset({I.valid, I.lost, I.wrong}),
    I.lost: frozenset({I.valid, I.expired, I.wrong}),
    I.wrong: frozenset(),
}
_VITAL: _Steps = {
    V.alive: frozenset({V.unknown, V.deceased}),
    V.unknown: frozenset({V.alive, V.deceased}),
    V.deceased: frozenset(),
}
_MACHINES: Mapping[tuple[str, str], tuple[str, _Steps]] = {
    ("household", "status"): (H.registered.value, _HOUSEHOLD),
    ("identifier", "status"): (I.valid.value, _IDENTIFIER),
    ("person", "vital_status"): (V.alive.value, _VITAL),
    ("enrolment", "status"): ("draft", ENROLMENT.successors()),
    ("referral", "status"): ("draft", REFERRAL.successors()),
    ("grievance", "status"): ("received", GRIEVANCE.successors()),
    ("payment_cycle", "status"): ("draft", CYCLE.successors()),
}


def endings_in(kind: str, fields: Mapping[str, Json]) -> frozenset[str]:
    """Which of these fields end a record of that kind."""
    ways = ENDINGS.get(kind, {})
    return frozenset(
        name
        for name, values in ways.items()
        if fields.get(name) is not None and (not values or fields[name] in values)
    )


def seen_besides(kind: str, new: Mapping[str, Json], seen: Collection[str]) -> frozenset[str]:
    """Fields beyond those set whose revision a change must name: its author wrote it knowing them.

    An edit names what could have ended the record, and what says one thing with the fields it sets; an end
    names everything that was edited (``seen``).
    """
    if endings_in(kind, new):
        return frozenset(seen) - new.keys()
    wanted = frozenset(ENDINGS.get(kind, ())) | together(kind, new.keys())
    return (wanted & frozenset(seen)) - new.keys()


def together(kind: str, names: Collection[str]) -> frozenset[str]:
    """These fields and all that say one thing with one of them."""
    found = frozenset(names)
    for group in _TOGETHER.get(kind, ()):
        if not group.isdisjoint(found):
            found |= group
    return found


def has_status(kind: str, fields: Mapping[str, Json]) -> bool:
    """Whether one of these fields has steps that it may take."""
    return any((kind, name) in _MACHINES for name in fields)


def may_follow(kind: str, name: str, standing: Json, new: Json, *, seen: bool) -> bool:
    """Whether a status may become another; anything may follow in a field that is no status.

    Only who had seen an end may take it back: a merge is undone, a death was reported of the wrong person.
    """
    machine = _MACHINES.get((kind, name))
    if machine is None:
        return True
    first, steps = machine
    before, after = standing or first, new or first
    if before not in steps or after not in steps or before == after:
        return True  # a newer office knows more of it
    ended: frozenset[Json] = ENDINGS.get(kind, {}).get(name, frozenset())
    if seen and before in ended and after not in ended:
        return True
    return after in steps[str(before)]


def settled_whole(kind: str, chosen: Mapping[str, Json]) -> Fields:
    """What was chosen, with what contradicts it emptied: a birth told exactly is not estimated too."""
    found = dict(chosen)
    if kind == "person" and "birth_precision" in found:
        exact = found["birth_precision"] in ("day", "month", "year")
        guessed = found["birth_precision"] == "estimated_age"
        found |= {} if exact else {"birth_on": None}
        found |= {} if guessed else {"estimated_age": None, "estimated_on": None}
    if kind == "person" and found.get("vital_status") == V.alive.value:
        found["death_on"] = None
    if kind == "membership" and "end_on" in found and found["end_on"] is None:
        found["end_reason"] = None
    if kind == "household" and "status" in found and found["status"] != H.merged.value:
        found["merged_into"] = None
    return found
