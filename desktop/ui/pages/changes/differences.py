"""From what to what: a request in lines to compare, before it is saved and when it is decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from desktop.language.fields import field_in_words
from desktop.language.values import BIRTH, NOTHING, birth_words, in_words
from desktop.services.desk import Desk
from desktop.services.person_record import PersonRecord
from desktop.services.show import HouseholdView
from desktop.ui.speech import language, say
from domain.vocabulary import ChangeKind as K

_AT_A_GLANCE = 5


@dataclass(frozen=True)
class Difference:
    """One thing that changes; ``before`` and ``after`` are words, a dash where there is nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Known:
    """What the register has of those a request is about."""

    desk: Desk
    view: HouseholdView
    person: PersonRecord | None = None
    other: HouseholdView | None = None

    def name(self, code: object) -> str:
        """A person's name by code, of this household or of the other; the code itself for a stranger."""
        everyone = [*self.view.members, *(self.other.members if self.other else ())]
        return next((member.name for member in everyone if member.code == code), str(code or NOTHING))

    def role(self, code: object) -> str:
        """What a member is in this household now."""
        member = next((m for m in self.view.present if m.code == code), None)
        return in_words("role", member.role, self.desk.programme, language()) if member else NOTHING

    def words(self, field: str, value: Any) -> str:
        """A value in words."""
        return in_words(field, value, self.desk.programme, language())


Payload = Mapping[str, Any]


def differences(known: Known, kind: K, payload: Payload, before: Payload | None = None) -> list[Difference]:
    """The lines of a request; ``before`` are the values it replaced, once it was applied."""
    tell = _TELLERS.get(kind, _fields)
    return [line for line in tell(known, payload, before or {}) if line.after != line.before]


def _line(name: str, before: str, after: str) -> Difference:
    return Difference(name[:1].upper() + name[1:], before, after)


def _people(names: list[str]) -> str:
    """Their names while they can be taken in at a glance, otherwise how many they are."""
    if len(names) > _AT_A_GLANCE:
        return say("Changes", "%n member(s)", "", len(names))
    return ", ".join(names) or NOTHING


def _named(field: str) -> str:
    return field_in_words(field, language())


def _since(known: Known, payload: Payload) -> list[Difference]:
    on = payload.get("on")
    return [_line(say("Changes", "Since"), NOTHING, known.words("on", on))] if on else []


def _member(known: Known, payload: Payload, _before: Payload) -> Iterable[Difference]:
    member = payload.get("member") or payload
    code = member.get("person")
    names = (member.get("given_name"), member.get("other_names"), member.get("family_name"))
    name = known.name(code) if code else " ".join(str(part) for part in names if part)
    yield _line(say("Changes", "New member"), NOTHING, name or NOTHING)
    if payload.get("mother"):
        yield _line(say("Changes", "Mother"), NOTHING, known.name(payload["mother"]))
    if member.get("role"):
        yield _line(_named("role"), NOTHING, known.words("role", member["role"]))
    if member.get("birth_precision"):
        yield _line(say("Changes", "Birth"), NOTHING, birth_words(member, language()))
    for field in ("sex", "mother_name", "identifiers", "phones"):
        if member.get(field):
            yield _line(_named(field), NOTHING, known.words(field, member[field]))
    yield from _since(known, payload)


def _goes(known: Known, payload: Payload, _before: Payload) -> Iterable[Difference]:
    code = payload.get("person")
    if code:
        yield _line(known.name(code), known.role(code), say("Changes", "no longer a member"))
    if payload.get("reason"):
        yield _line(_named("reason"), NOTHING, known.words("end_reason", payload["reason"]))
    yield from _since(known, payload)
    yield from _leads(known, payload.get("head"))


def _dies(known: Known, payload: Payload, _before: Payload) -> Iterable[Difference]:
    code = payload.get("person")
    if code:
        yield _line(
            known.name(code), known.words("vital_status", "alive"), known.words("vital_status", "deceased")
        )
    if payload.get("on"):
        yield _line(_named("death_on"), NOTHING, known.words("on", payload["on"]))
    yield from _leads(known, payload.get("head"))


def _leads(known: Known, code: object) -> Iterable[Difference]:
    if code:
        head = known.view.head
        yield _line(known.words("role", "head"), head.name if head else NOTHING, known.name(code))


def _head(known: Known, payload: Payload, before: Payload) -> Iterable[Difference]:
    yield from _leads(known, payload.get("person"))
    head = known.view.head
    if head is not None and payload.get("former_role"):
        yield _line(head.name, known.role(head.code), known.words("role", payload["former_role"]))
    yield from _since(known, payload)


def _fields(known: Known, payload: Payload, before: Payload) -> Iterable[Difference]:
    """Fields that get another value: of the person it names, otherwise of the household."""
    fields = payload.get("fields", payload)
    person = known.person.fields if known.person else None
    now: dict[str, Any] = dict(person if person is not None else known.view.fields)
    if person is not None and known.person is not None:
        now.update(phones=list(known.person.phones), identifiers=list(known.person.identifiers))
    else:
        now["phones"] = list(known.view.phones)
    now.update({key: value for key, value in before.items() if key in fields or key in BIRTH})
    if any(key in BIRTH for key in fields):
        yield _line(
            say("Changes", "Birth"),
            birth_words(now, language()),
            birth_words(_with_birth(now, fields), language()),
        )
    for field, value in fields.items():
        if field not in (*BIRTH, "person", "on"):
            yield _line(_named(field), known.words(field, now.get(field)), known.words(field, value))
    if "area" in fields:
        yield from _since(known, payload)


def _moves(known: Known, payload: Payload, before: Payload) -> Iterable[Difference]:
    """The place; and whose record it is from then on, where that is another district."""
    yield from _fields(known, payload, before)
    programme = known.desk.programme
    here = programme.district_of(str(known.view.fields.get("area")))
    there = programme.district_of(str(payload.get("area") or ""))
    if there not in (None, here):
        names = [area.name if area else NOTHING for area in map(programme.area, map(str, (here, there)))]
        yield _line(say("Changes", "District that holds the record"), *names)


def _with_birth(now: Payload, fields: Payload) -> dict[str, Any]:
    new = {key: fields[key] for key in BIRTH if key in fields}
    if "birth_date" in new:
        new["birth_on"] = new["birth_date"]
    return {**now, **new}


def _recipient(known: Known, payload: Payload, before: Payload) -> Iterable[Difference]:
    first = payload.get("rank", 1) == 1
    name = say("Changes", "Collects") if first else say("Changes", "Collects in their place")
    was = known.name(before.get("person")) if before.get("person") else str(before.get("name") or NOTHING)
    new = payload.get("person")
    nobody = say("Changes", "nobody") if payload.get("ends") else NOTHING
    yield _line(name, was, known.name(new) if new else str(payload.get("name") or nobody))
    if payload.get("mandate"):
        yield _line(say("Changes", "Mandate"), NOTHING, str(payload["mandate"]))
    yield from _since(known, payload)


def _split(known: Known, payload: Payload, _before: Payload) -> Iterable[Difference]:
    going = payload.get("members") or []
    everyone = [member.name for member in known.view.present]
    staying = [member.name for member in known.view.present if member.code not in going]
    yield _line(say("Changes", "This household"), _people(everyone), _people(staying))
    yield _line(say("Changes", "The new household"), NOTHING, _people([*map(known.name, going)]))
    if payload.get("head"):
        yield _line(say("Changes", "Its head"), NOTHING, known.name(payload["head"]))
    for field in ("area", "village", "landmark"):
        if payload.get(field):
            yield _line(_named(field), NOTHING, known.words(field, payload[field]))
    yield from _since(known, payload)


def _merge(known: Known, payload: Payload, _before: Payload) -> Iterable[Difference]:
    here = [member.name for member in known.view.present]
    other = known.other
    if other is not None:
        coming = [member.name for member in other.present]
        yield _line(say("Changes", "This household"), _people(here), _people([*here, *coming]))
        yield _line(
            say("Changes", "Household {code}").format(code=other.code),
            _people(coming),
            say("Changes", "is part of {code}").format(code=known.view.code),
        )
    elif payload.get("other"):
        yield _line(say("Changes", "The other household"), NOTHING, str(payload["other"]))
    if payload.get("head_role") and other is not None and other.head is not None:
        yield _line(other.head.name, known.words("role", "head"), known.words("role", payload["head_role"]))
    yield from _since(known, payload)


def _card(known: Known, payload: Payload, _before: Payload) -> Iterable[Difference]:
    if payload.get("person"):
        yield _line(
            say("Changes", "Card of {name}").format(name=known.name(payload["person"])),
            say("Changes", "valid"),
            say("Changes", "to be printed again"),
        )
    if payload.get("reason"):
        yield _line(_named("reason"), NOTHING, str(payload["reason"]))


def _same_person(known: Known, payload: Payload, _before: Payload) -> Iterable[Difference]:
    """Which record stands, which goes into it, what is taken from that one, and where the person lives."""
    stands, goes = str(payload.get("survivor") or NOTHING), str(payload.get("absorbed") or NOTHING)
    name = known.name(stands)
    yield _line(
        say("Duplicates", "Record that stands"), NOTHING, stands if name == stands else f"{name}, {stands}"
    )
    yield _line(say("Duplicates", "Goes into it"), NOTHING, goes)
    if payload.get("home"):
        yield _line(say("Duplicates", "Lives in household"), NOTHING, str(payload["home"]))
    yield from _fields(known, {"fields": dict(payload.get("values") or {})}, {})


_TELLERS: dict[K, Callable[[Known, Payload, Payload], Iterable[Difference]]] = {
    K.add_member: _member,
    K.report_birth: _member,
    K.report_death: _dies,
    K.remove_member: _goes,
    K.change_head: _head,
    K.move_area: _moves,
    K.change_recipient: _recipient,
    K.split_household: _split,
    K.merge_households: _merge,
    K.merge_persons: _same_person,
    K.replace_card: _card,
}
