"""The journal: a record and its change are one, numbers have no gaps, and every alteration shows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from desktop.models import identity, journal, records, store
from desktop.models.identity import NUMBER_MASK, Devices
from desktop.models.journal import Writer, writing
from desktop.services.desk import Desk
from domain.changes import chain_start, link
from domain.ids import RecordId
from domain.problems import Refused
from tests.desktop.models.offices import DISTRICT, add, child, member

PERSON = {"code": "x", "given_name": "Awa", "sex": "female", "birth_precision": "unknown"}
HOUSEHOLD = {"code": "x", "kind": "household", "area": DISTRICT, "registered_on": "2026-11-23"}


def changes(desk: Desk) -> list[Any]:
    with desk.store.reading() as connection:
        return list(connection.execute("SELECT * FROM change ORDER BY id").fetchall())


def numbers(desk: Desk) -> list[int]:
    return [row[0] & NUMBER_MASK for row in changes(desk)]


def broken(desk: Desk) -> list[RecordId]:
    with desk.store.reading() as connection:
        return journal.broken_links(connection)


def count(desk: Desk, kind: str) -> int:
    with desk.store.reading() as connection:
        return records.count(connection, kind)


# -- one transaction


def test_a_record_and_its_change_are_written_together(desk: Desk) -> None:
    before = len(changes(desk))
    with desk.writing() as writer:
        row = writer.create("person", DISTRICT, PERSON)
    [written] = changes(desk)[before:]
    assert written[0] == row
    assert json.loads(written[6]) == PERSON
    with desk.store.reading() as connection:
        assert records.read(connection, "person", row) == PERSON


@pytest.mark.parametrize("at", ["after the change", "after the record", "at the end"])
def test_an_accident_between_the_two_leaves_neither(
    desk: Desk, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = changes(desk)
    real = records.insert

    def accident(*given: Any) -> None:
        if at == "after the record":
            real(*given)
        raise RuntimeError("power")

    def write() -> None:
        with desk.writing() as writer:
            if at == "at the end":
                writer.create("person", DISTRICT, PERSON)
                raise RuntimeError("power")
            monkeypatch.setattr(records, "insert", accident)
            writer.create("person", DISTRICT, PERSON)

    with pytest.raises(RuntimeError, match="power"):
        write()
    monkeypatch.undo()
    assert changes(desk) == before
    assert count(desk, "person") == 0
    add(desk)
    assert numbers(desk) == list(range(1, len(changes(desk)) + 1))
    assert broken(desk) == []


_DIES = """
import os, sys
from pathlib import Path
from desktop.models import records, store
from desktop.models.journal import writing
path, key, after = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), int(sys.argv[3])
opened = store.open_existing(path, key)
person = {"code": "x", "given_name": "Awa", "sex": "female", "birth_precision": "unknown"}
real = opened.connection().execute
class Dying:
    def __init__(self, connection): self.connection, self.left = connection, after
    def execute(self, *given):
        if not self.left: os._exit(9)
        self.left -= 1
        return self.connection.execute(*given)
    def __getattr__(self, name): return getattr(self.connection, name)
opened._here.connection = Dying(opened.connection())
for n in range(50):
    with writing(opened, 1) as writer:
        writer.create("person", "d", person)
        writer.create("person", "d", person)
    print(n + 1, flush=True)
"""


@pytest.mark.parametrize("statements", [4, 7, 8, 9, 10, 11, 12, 13, 57])
def test_a_program_killed_between_any_two_statements_leaves_whole_transactions(
    desk: Desk, statements: int
) -> None:
    before = len(changes(desk))
    ran = subprocess.run(
        [sys.executable, "-c", _DIES, str(desk.path), desk.key.hex(), str(statements)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 9, ran.stderr
    told = [int(line) for line in ran.stdout.split()]
    written = count(desk, "person")
    assert written % 2 == 0
    assert written // 2 in (len(told), len(told) + 1)
    assert len(changes(desk)) - before == written
    assert numbers(desk) == list(range(1, len(changes(desk)) + 1))
    assert broken(desk) == []


# -- numbers


def test_four_threads_leave_no_gap_and_no_number_twice(desk: Desk) -> None:
    def work(n: int) -> None:
        for i in range(12):
            with writing(desk.store, 1) as writer:
                writer.create("person", DISTRICT, PERSON | {"code": f"{n}-{i}"})

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(desk, "person") == 48
    assert numbers(desk) == list(range(1, len(changes(desk)) + 1))
    assert broken(desk) == []


_WRITES = """
import sys
from pathlib import Path
from desktop.models import store
from desktop.models.journal import writing
opened = store.open_existing(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
for n in range(25):
    with writing(opened, 1) as writer:
        writer.create("person", "d", {"code": "x", "sex": "male", "birth_precision": "unknown"})
        writer.next_in("cards")
opened.close()
"""


def test_two_processes_leave_no_gap_and_no_number_twice(desk: Desk) -> None:
    command = [sys.executable, "-c", _WRITES, str(desk.path), desk.key.hex()]
    both = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for one in both:
        _, said = one.communicate(timeout=60)
        assert one.returncode == 0, said
    assert count(desk, "person") == 50
    assert numbers(desk) == list(range(1, len(changes(desk)) + 1))
    assert broken(desk) == []
    with desk.writing() as writer:
        assert writer.next_in("cards") == 51
        assert writer.next_in("receipts") == 1


# -- what may be written


def test_what_another_office_could_not_keep_is_refused_and_nothing_is_left(desk: Desk) -> None:
    before = changes(desk)
    for fields in (
        PERSON | {"given_name": "x" * 121},
        PERSON | {"given_name": "a\0b"},
        PERSON | {"given_name": "\ud800"},
        PERSON | {"sex": "unsaid"},
        {"code": "x"},
    ):
        with pytest.raises(Refused), desk.writing() as writer:
            writer.create("person", DISTRICT, fields)
    with pytest.raises(Refused), desk.writing() as writer:
        row = writer.create("person", DISTRICT, PERSON)
        writer.set("person", row, {"sex": None})
    assert changes(desk) == before
    assert count(desk, "person") == 0


def test_an_edit_names_what_its_author_had_seen(desk: Desk) -> None:
    with desk.writing() as writer:
        row = writer.create("person", DISTRICT, PERSON)
        assert writer.set("person", row, {"given_name": "Fatou", "mother_name": "Oumou"})
        assert writer.set("person", row, {"given_name": "Fanta", "guardian": "Moussa"})
        assert not writer.set("person", row, {"given_name": "Fanta", "family_name": None})
    first, second = changes(desk)[-2:]
    assert json.loads(first[7]) == {}
    assert json.loads(second[7]) == {"given_name": first[0]}
    assert json.loads(second[6]) == {"given_name": "Fanta", "guardian": "Moussa"}
    with desk.store.reading() as connection:
        assert records.revisions(connection, "person", row) == {
            "given_name": second[0],
            "mother_name": first[0],
            "guardian": second[0],
        }


def test_append_only_records_are_never_edited(desk: Desk) -> None:
    add(desk)
    with desk.store.reading() as connection:
        (row,) = connection.execute("SELECT id FROM consent").fetchone()
    with pytest.raises(ValueError, match="append-only"), desk.writing() as writer:
        writer.set("consent", row, {"language": "fr"})


def test_a_record_that_is_not_there_cannot_be_edited(desk: Desk) -> None:
    with pytest.raises(ValueError, match="no such person"), desk.writing() as writer:
        writer.set("person", 12345, {"given_name": "x"})


def test_every_change_about_a_household_is_found_by_it(desk: Desk) -> None:
    registered = add(desk, member(), child(), place={"phone": "0300 1234567"})
    with desk.writing() as writer:
        writer.set("household", registered.household, {"village": "Jalozai"})
    about = {row[9] for row in changes(desk)[1:]}
    assert about == {registered.household}


# -- the queue


def test_what_waits_goes_out_in_order_and_never_over_a_gap(desk: Desk) -> None:
    add(desk, member(), child())
    with desk.store.transaction() as connection:
        who = identity.current(connection)
        all_of_them = journal.waiting(connection, who, 500)
        assert [c.number for c in all_of_them] == numbers(desk)
        assert [c.number for c in journal.waiting(connection, who, 3)] == [1, 2, 3]
        journal.mark(connection, who, [1, 2], "arrived")
        journal.mark(connection, who, [3], "sent")
        journal.mark(connection, who, [5], "refused", '{"code": "gap"}')
        assert [c.number for c in journal.waiting(connection, who, 500)] == [3, 4]
        assert journal.last_answered(connection, who) == 5
        assert journal.tally(connection)["refused"] == 1
        journal.forget_sent(connection, who)
        assert "sent" not in journal.tally(connection)


def test_the_chain_is_rebuilt_from_what_is_stored(desk: Desk) -> None:
    add(desk, member(identifiers=[{"scheme": "voter", "value": "É \u2028 \U0001f9d1"}]), child())
    with desk.store.reading() as connection:
        who = identity.current(connection)
        chain = chain_start(who.device)
        assert journal.chain_at(connection, who, 0) == chain
        for change in journal.waiting(connection, who, 500):
            chain = link(chain, change)
            assert journal.chain_at(connection, who, change.number) == chain
        assert journal.chain_at(connection, who, 10_000) == b""


@pytest.mark.parametrize(
    "alteration",
    [
        "UPDATE change SET fields = replace(fields, 'Awa', 'Eva') WHERE id = {row}",
        "UPDATE change SET author = 2 WHERE id = {row}",
        "UPDATE change SET clock = clock + 1 WHERE id = {row}",
        "UPDATE change SET district = 'PK-KP-LOWERDIR' WHERE id = {row}",
        "UPDATE change SET chain = x'00' WHERE id = {row}",
        "UPDATE change SET kind = 'user' WHERE id = {row}",
        "DELETE FROM change WHERE id = {row}",
        "UPDATE change SET id = id + 1000 WHERE id = {row}",
    ],
)
def test_an_alteration_outside_the_program_shows(desk: Desk, alteration: str) -> None:
    add(desk, member(given_name="Awa"))
    add(desk, member(given_name="Moussa"))
    assert broken(desk) == []
    with desk.store.transaction() as connection:
        (row,) = connection.execute("SELECT id FROM change WHERE kind = 'person' ORDER BY id").fetchone()
        connection.execute(alteration.format(row=row))
    assert broken(desk)


def test_how_far_a_change_came_is_no_part_of_the_chain(desk: Desk) -> None:
    add(desk)
    with desk.store.transaction() as connection:
        connection.execute("UPDATE change SET state = 'refused', problem = '{}'")
    assert broken(desk) == []


# -- time and identity


def test_history_goes_forward_whatever_the_clock_does(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for second in (2_000_000_000, 1_000_000_000, 1_500_000_000, 9_000_000_000_000):
        monkeypatch.setattr(journal.time, "time_ns", lambda now=second: now * 1_000_000_000)
        with desk.writing() as writer:
            writer.create("person", DISTRICT, PERSON)
    clocks = [row[2] for row in changes(desk)]
    assert clocks == sorted(set(clocks))
    assert all(clock < 2**53 for clock in clocks)


def test_a_new_identity_counts_from_one_and_goes_on_in_time(desk: Desk) -> None:
    add(desk)
    last_clock = changes(desk)[-1][2]
    with desk.store.transaction() as connection:
        new = identity.make(connection)
    with desk.writing() as writer:
        assert writer.identity == new
        row = writer.create("person", DISTRICT, PERSON)
    assert row & NUMBER_MASK == 1
    assert row >= new.span[0]
    assert changes(desk)[-1][2] > last_clock
    assert broken(desk) == []


def test_rows_and_names_translate_both_ways(desk: Desk) -> None:
    with desk.store.transaction() as connection:
        devices = Devices(connection)
        who = identity.current(connection)
        assert devices.inward(RecordId(who.device, 7)) == who.span[0] + 6
        stranger = RecordId("f" * 32, 12)
        row = devices.inward(stranger)
        assert devices.outward(row) == stranger
        assert Devices(connection).inward(stranger) == row
        assert devices.inward_text(str(stranger)) == row


def test_a_file_opened_twice_by_one_program_writes_one_journal(desk: Desk) -> None:
    other = store.open_existing(Path(desk.path), desk.key)
    for n in range(5):
        for opened in (desk.store, other):
            with writing(opened, 1) as writer:
                writer.create("person", DISTRICT, PERSON | {"code": str(n)})
    other.close()
    assert numbers(desk) == list(range(1, len(changes(desk)) + 1))
    assert broken(desk) == []


def test_the_writer_says_who_signs(desk: Desk) -> None:
    with desk.writing() as writer:
        assert isinstance(writer, Writer)
        message = os.urandom(20)
        signature = writer.identity.sign(message)
        assert len(signature) == 64
        assert len(writer.identity.public_key()) == 32
