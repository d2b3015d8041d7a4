"""Which records go along when a household moves: everything about it, and about those who live only there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, text

from domain.ids import RecordId
from server import store
from server.deciding import Held, pointed_at

_PAIRS = {"duplicate_judgement": ("person", "other"), "merge": ("survivor", "absorbed")}
_SELDOM = ("conflict", "merge", "merge_undone")
Names = dict[str, str]  # of records, with the district each goes to


class Register:
    """The records of a request's districts as they are with its own changes written."""

    def __init__(
        self, connection: Connection, districts: Collection[str], written: Mapping[RecordId, Held]
    ) -> None:
        self._connection = connection
        self._districts = sorted(districts)
        self._written = {name: held for name, held in written.items() if held.district in districts}

    def about(self, column: str, names: Collection[str]) -> list[Held]:
        """Records of which this column names one of these; locked, so that nothing is added to them now.

        ``column``: of_household, of_person or merged_into.
        """
        field = column.removeprefix("of_")
        found = self._ask(f"{column} = ANY(:names)", sorted(names)) if names else []
        return self._as_written(found, lambda held: held.fields.get(field) in names)

    def seldom(self) -> list[Held]:
        """Merges, merges taken back, conflicts, of whomever; not locked."""
        found = self._ask("kind IN ('conflict', 'merge', 'merge_undone')", [], locked=False)
        return self._as_written(found, lambda held: held.kind in _SELDOM)

    def named(self, names: Collection[str]) -> list[Held]:
        """The records of these names."""
        ids = store.ids_of(self._connection, {RecordId.parse(name) for name in names})
        found = self._ask("id = ANY(CAST(:names AS bigint[]))", sorted(ids)) if ids else []
        return self._as_written(found, lambda held: str(held.id) in names)

    def written(self) -> list[Held]:
        """What the request itself has made or edited."""
        return list(self._written.values())

    def _as_written(self, found: list[Held], fits: Callable[[Held], bool]) -> list[Held]:
        stored = [held for held in found if held.id not in self._written]
        ours = [held for held in self._written.values() if fits(held)]
        return stored + ours

    def _ask(self, condition: str, names: list[Any], *, locked: bool = True) -> list[Held]:
        rows = self._connection.execute(
            text(
                "SELECT district, id, kind, fields, revisions FROM record"
                f" WHERE district = ANY(:districts) AND kind <> 'leaving' AND {condition}"
                f" ORDER BY id {'FOR UPDATE' if locked else ''}"
            ),
            {"districts": self._districts} | ({"names": names} if names else {}),
        ).all()
        devices = store.fingerprints_of(self._connection, {store.split_id(row.id)[0] for row in rows})
        found = []
        for row in rows:
            device, number = store.split_id(row.id)
            name = RecordId(devices[device], number)
            found.append(Held(name, row.kind, row.district, row.fields, row.revisions))
        return found


def going(register: Register, moves: Names, late: Names) -> Iterator[tuple[Held, str]]:
    """Every record that goes, with where to.

    ``moves`` are households that go now; ``late`` are records of any kind that went before, of which this
    request speaks as if they were still here.
    """
    homes = _with_merged(register, "household", moves)
    about = register.about("of_household", {*homes, *late})
    where = {**homes, **late}
    chosen = {str(held.id): (held, where[_of(held, "household")]) for held in about}
    chosen |= {str(held.id): (held, homes[str(held.id)]) for held in register.named(homes)}
    people = _with_merged(register, "person", _movers(register, about, where))
    chosen |= {str(held.id): (held, people[str(held.id)]) for held in register.named(people)}
    there = {**{name: to for name, (_, to) in chosen.items()}, **late}
    for held in register.about("of_person", {*people, *late}):
        if held.fields.get("household") is None and _all_go(held, there):
            chosen[str(held.id)] = held, there[_of(held, "person")]
    _follow(register, chosen, late)
    yield from chosen.values()


def _movers(register: Register, about: list[Held], where: Names) -> Names:
    """The people who live there and nowhere else; who has left, and is in no other household, goes too."""
    memberships = [held for held in about if held.kind == "membership"]
    persons = {_of(held, "person") for held in memberships}
    register.named(persons)  # locked before it is asked where else they live
    live = {_of(held, "person") for held in memberships if held.fields.get("end_on") is None}
    ever: set[str] = set()
    now: set[str] = set()
    for held in register.about("of_person", persons):
        if held.kind == "membership" and _of(held, "household") not in where:
            ever.add(_of(held, "person"))
            if held.fields.get("end_on") is None:
                now.add(_of(held, "person"))
    found = {}
    for held in memberships:
        person = _of(held, "person")
        if person not in now and (person in live or person not in ever):
            found[person] = where[_of(held, "household")]
    return found


def _with_merged(register: Register, kind: str, names: Names) -> Names:
    """Those that went into one of these too: their printed codes stay valid."""
    found, new = dict(names), dict(names)
    while new:
        into = [held for held in register.about("merged_into", new) if held.kind == kind]
        new = {str(h.id): found[_of(h, "merged_into")] for h in into if str(h.id) not in found}
        found |= new
    return found


def _all_go(held: Held, there: Names) -> bool:
    """What is said of two goes only with both."""
    return all(_of(held, name) in there for name in _PAIRS.get(held.kind, ("person",)))


def _follow(register: Register, chosen: dict[str, tuple[Held, str]], late: Names) -> None:
    """Merges of two who go, conflicts about what goes; and what speaks of nothing but records elsewhere."""
    there = {**{name: to for name, (_, to) in chosen.items()}, **late}
    seldom = register.seldom()
    for kind in ("merge", "merge_undone", "conflict"):
        for held in (one for one in seldom if one.kind == kind):
            names = [_of(held, name) for name in _PAIRS.get(kind, (_SUBJECT.get(kind, ""),))]
            if all(name in there for name in names):
                chosen[str(held.id)] = held, there[names[0]]
                there[str(held.id)] = there[names[0]]
    register.named({str(held.id) for held in seldom} & chosen.keys())  # locked, now that it is known
    for held in register.written():
        named = [str(name) for name in pointed_at(held.kind, held.fields)]
        if named and str(held.id) not in chosen and all(name in late for name in named):
            chosen[str(held.id)] = held, late[named[0]]


_SUBJECT = {"merge_undone": "merge", "conflict": "subject"}


def _of(held: Held, name: str) -> str:
    return str(held.fields.get(name) or "")
