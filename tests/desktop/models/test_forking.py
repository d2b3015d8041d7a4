"""A file that shared its identity takes a new one: everything keeps its meaning, only names change."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.models import forking, identity, journal, records
from desktop.models.identity import NUMBER_MASK
from desktop.models.people import find_people
from desktop.services.back_up import back_up, restore
from desktop.services.desk import Desk
from desktop.services.sign_in import sign_in
from domain.records import KINDS, references
from tests.desktop.models.offices import DISTRICT, PASSWORD, add, child, make_office, member

MADE = (
    "household",
    "person",
    "membership",
    "identifier",
    "phone",
    "photo",
    "update",
    "print",
    "handover",
    "user",
)
EDITS = ("edit person", "edit household", "edit member")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [*MADE, "correction", *EDITS, *EDITS],
        ),
        st.integers(0, 99),
    ),
    max_size=14,
)


def write(desk: Desk, steps: list[tuple[str, int]]) -> None:
    """A history that says something about most kinds of records and their references."""
    made: dict[str, list[int]] = {kind: [] for kind in KINDS}
    begun = [(kind, n) for n in (1, 2) for kind in ("household", "person", "membership", "update", "print")]

    def any_of(kind: str, n: int) -> int | None:
        return made[kind][n % len(made[kind])] if made[kind] else None

    for kind, n in [*begun, *steps]:
        if kind == "new identity":
            with desk.store.transaction() as connection:
                identity.make(connection)
            continue
        with desk.writing() as writer:
            row = _write_one(writer, kind, n, any_of)
        if row is not None:
            real = {"update": "milestone_update", "correction": "milestone_update"}.get(kind, kind)
            made[real].append(row)


def _write_one(writer: Any, kind: str, n: int, any_of: Any) -> int | None:
    household, person = any_of("household", n), any_of("person", n // 3)

    def create(kind: str, about: int | None = None, /, **fields: Any) -> int:
        return int(writer.create(kind, DISTRICT, fields, about=about))

    if kind == "household":
        return create(kind, code=f"H{n}", kind="household", area=DISTRICT, registered_on="2026-11-23")
    if kind == "person":
        return create(kind, code=f"P{n}", given_name=f"Awa{n}", sex="female", birth_precision="unknown")
    if kind == "user":
        return create(kind, number=n + 2, username=f"u{n}", full_name="U", role="clerk", active=True)
    if kind == "edit household" and household:
        writer.set("household", household, {"village": f"V{n}"})
    if kind == "edit person" and person:
        writer.set("person", person, {"given_name": f"Fatou{n}"})
    if kind == "edit member" and (one := any_of("membership", n)):
        writer.set("membership", one, {"role": ["head", "spouse", "guest"][n % 3]})
    if household is None or person is None or kind.startswith("edit"):
        return None
    if kind == "membership":
        return create(
            kind, household, household=household, person=person, role="child", start_on="2026-11-23"
        )
    if kind == "identifier":
        return create(kind, household, person=person, scheme="voter", country="PK", value=f"V-{n}")
    if kind == "phone":
        return create(kind, household, household=household, person=person, number=f"+92{n}")
    if kind == "photo":
        return create(kind, household, person=person, sha256=f"{n:064x}", size=n + 1)
    if kind in ("update", "correction"):
        corrects = any_of("milestone_update", n) if kind == "correction" else None
        fields: dict[str, Any] = {
            "household": household,
            "item": "C3",
            "status": "achieved",
            "on": "2026-11-23",
        }
        return create("milestone_update", household, **fields, corrects=corrects)
    if kind == "print":
        fields = {"paper": "card", "language": "fr", "copy_number": 1, "at": "2026-11-23T10:00:00Z"}
        return create(kind, household, household=household, person=person, **fields)
    if kind == "handover" and (printed := any_of("print", n)):
        return create(kind, household, household=household, print=printed, on="2026-11-23")
    return None


Snapshot = dict[str, Any]


def told(connection: Any) -> Snapshot:
    """Everything in the file that names a record or a change."""
    snapshot: Snapshot = {}
    for kind in KINDS:
        for (row,) in connection.execute(f"SELECT id FROM {kind}").fetchall():
            fields = records.read(connection, kind, row)
            snapshot[f"{kind} {row}"] = (kind, row, fields, records.revisions(connection, kind, row))
    for row in connection.execute(
        "SELECT id, kind, subject, fields, base, about, author, clock, district, state FROM change"
    ):
        snapshot[f"change {row[0]}"] = ("change", *row[:3], json.loads(row[3]), json.loads(row[4]), *row[5:])
    for key, row in connection.execute("SELECT key, record FROM imported"):
        snapshot[f"imported {key}"] = ("imported", key, row)
    return snapshot


def renamed(snapshot: Snapshot, names: dict[int, int]) -> Snapshot:
    """The same with other names, by rules written apart from the program's."""

    def new(row: Any) -> Any:
        return names.get(row, row)

    def fields_of(kind: str, fields: dict[str, Any]) -> dict[str, Any]:
        return {n: new(v) if n in references(kind) else v for n, v in fields.items()}

    after: Snapshot = {}
    for entry in snapshot.values():
        if entry[0] == "change":
            _, row, kind, subject, fields, base, about, *rest = entry
            seen = {name: new(change) for name, change in base.items()}
            after[f"change {new(row)}"] = (
                "change", new(row), kind, new(subject), fields_of(kind, fields), seen, new(about), *rest,
            )  # fmt: skip
        elif entry[0] == "imported":
            after[f"imported {entry[1]}"] = ("imported", entry[1], new(entry[2]))
        else:
            kind, row, fields, revisions = entry
            seen = {name: new(change) for name, change in revisions.items()}
            after[f"{kind} {new(row)}"] = (kind, new(row), fields_of(kind, fields), seen)
    return after


@settings(max_examples=30)
@given(STEPS, STEPS, st.integers(0, 40), st.integers(0, 5), st.data())
def test_random_histories_keep_their_meaning(
    steps: list[tuple[str, int]], later: list[tuple[str, int]], answered: int, known: int, data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = make_office(Path(folder) / "office.guichet")
        write(desk, [*steps, ("new identity", 0), *later] if later else steps)
        with desk.store.transaction() as connection:
            everyone = identity.everyone(connection)
            old = data.draw(st.sampled_from(everyone))
            for who in everyone[: everyone.index(old)]:  # a round pushes them in order
                journal.mark(connection, who, range(1, 100), "arrived")
            own = [c.number for c in journal.waiting(connection, old, 500)]
            states = data.draw(st.lists(st.sampled_from(["arrived", "refused"]), min_size=50, max_size=50))
            for number, state in zip(own[:answered], states, strict=False):
                journal.mark(connection, old, [number], state)
            journal.mark(connection, old, own[answered : answered + 4], "sent")
            connection.execute("INSERT INTO imported SELECT 'k' || id, id FROM household")
            agreed = min(len(own), answered + known)
            check(connection, old, agreed)
        desk.close()


def check(connection: Any, old: identity.Identity, agreed: int) -> None:
    before = told(connection)
    open_before = [
        entry[1] for entry in before.values() if entry[0] == "change" and entry[-1] in ("waiting", "sent")
    ]
    moved = sorted(row for row in open_before if old.span[0] - 1 + agreed < row <= old.span[1])
    known = identity.everyone(connection)
    new = forking.settle(connection, old, agreed)
    heirs = [who for who in identity.everyone(connection) if who not in known and who != new]
    assert len(heirs) == bool(moved)
    names = {row: heirs[0].span[0] + place for place, row in enumerate(moved)}
    after = told(connection)
    expected = renamed(before, names)
    for key, entry in expected.items():
        if entry[0] == "change" and entry[-1] in ("waiting", "sent"):
            mine = old.span[0] <= entry[1] <= old.span[1]
            expected[key] = (*entry[:-1], "arrived" if mine else "waiting")
    assert after == expected
    assert identity.current(connection) == new
    numbers = [c.number for who in heirs for c in journal.waiting(connection, who, 500)]
    assert numbers == list(range(1, len(moved) + 1))
    assert journal.rows_of(connection, new) == []
    assert journal.waiting(connection, old, 500) == []
    assert journal.broken_links(connection) == []
    for kind, row, fields, _ in (entry for entry in after.values() if entry[0] == "person"):
        assert row in find_people(connection, str(fields["given_name"]), "PK"), kind
    (indexed,) = connection.execute("SELECT count(*) FROM person_search").fetchone()
    assert indexed == records.count(connection, "person")


def test_printed_codes_stay_and_the_next_ones_carry_the_new_device(desk: Desk) -> None:
    registered = add(desk, member(), child())
    with desk.store.transaction() as connection:
        old = identity.current(connection)
        new = forking.settle(connection, old, 0)
        assert connection.execute("SELECT code FROM household").fetchone() == (registered.code,)
    assert old.code != new.code
    assert registered.code.split("-")[1] == old.code
    assert add(desk).code.split("-")[1] == new.code


def test_nothing_that_arrived_is_renamed(desk: Desk) -> None:
    registered = add(desk, member(), child())
    with desk.store.transaction() as connection:
        old = identity.current(connection)
        sent = len(journal.waiting(connection, old, 500))
        forking.settle(connection, old, sent)
        assert records.exists(connection, "household", registered.household)
        assert journal.tally(connection) == {}
        assert journal.last_answered(connection, old) == sent


def test_two_copies_with_the_same_unsent_changes_come_to_the_same_heir(desk: Desk, tmp_path: Path) -> None:
    """What both then say is known the second time; what each writes later is its own."""
    add(desk, member(), child())
    backup = back_up(desk, tmp_path / "stick")
    restore(tmp_path / "again.guichet", backup, PASSWORD)
    again = sign_in(tmp_path / "again.guichet", PASSWORD)
    add(desk, member(given_name="Only here"))
    told: list[list[Any]] = []
    own: list[str] = []
    for one in (desk, again):
        with one.store.transaction() as connection:
            own.append(forking.settle(connection, identity.everyone(connection)[0], 3).device)
            heir = next(w for w in identity.everyone(connection) if journal.waiting(connection, w, 500))
            told.append([(heir.device, c.canonical()) for c in journal.waiting(connection, heir, 4)])
    assert told[0] == told[1]
    assert own[0] != own[1]
    again.close()


def test_an_heir_is_nobodys_who_lacks_the_old_key(desk: Desk, tmp_path: Path) -> None:
    other = make_office(tmp_path / "other.guichet")
    with desk.store.reading() as one, other.store.reading() as two:
        ours, theirs = identity.current(one), identity.current(two)
    keys = [identity.heir_key(who, chain) for who in (ours, theirs) for chain in (b"a" * 32, b"b" * 32)]
    assert len({key.private_bytes_raw() for key in keys}) == 4
    other.close()


@pytest.mark.parametrize("households", [40])
def test_many_changes_are_moved_in_moments(desk: Desk, households: int) -> None:
    for _ in range(households):
        add(desk, member(), child(), child())
    with desk.store.transaction() as connection:
        waiting = journal.tally(connection)["waiting"]
        forking.settle(connection, identity.current(connection), 0)
        heir = identity.everyone(connection)[1]
        numbers = [row[0] & NUMBER_MASK for row in journal.rows_of(connection, heir)]
        assert numbers == list(range(1, waiting + 1))
