"""Many records in one transaction: read before they are written, taken back in parts, whole or not at all."""

from __future__ import annotations

import pytest

from desktop.models import batches, journal, loading, records
from desktop.services.desk import Desk
from tests.desktop.models.offices import DISTRICT
from tests.desktop.models.test_journal import HOUSEHOLD, PERSON, broken, changes, count


def test_what_waits_is_found_by_whoever_reads(desk: Desk) -> None:
    with desk.writing_many() as writer:
        row = writer.create("person", DISTRICT, {**PERSON, "wg_ss": {"seeing": 1}, "new_field": ["a"]})
        assert count(desk, "person") == 0
        found = records.read(writer.connection, "person", row)
        assert found == {**PERSON, "wg_ss": {"seeing": 1}, "new_field": ["a"]}
        assert writer.set("person", row, {"given_name": "Ada"})
    with desk.store.reading() as connection:
        assert (records.read(connection, "person", row) or {})["given_name"] == "Ada"
    assert broken(desk) == []


@pytest.mark.parametrize("read_before", [False, True])
@pytest.mark.parametrize("read_within", [False, True])
def test_a_part_taken_back_leaves_no_gap(desk: Desk, read_before: bool, read_within: bool) -> None:
    before = len(changes(desk))
    with desk.writing_many() as writer:
        writer.create("household", DISTRICT, HOUSEHOLD)
        assert writer.next_in("a") == 1
        assert not read_before or records.count(writer.connection, "household") == 1
        with pytest.raises(RuntimeError), writer.apart():
            writer.create("person", DISTRICT, PERSON)
            writer.remember("person:x", 1)
            assert (writer.next_in("a"), writer.next_in("b")) == (2, 1)
            assert not read_within or records.count(writer.connection, "person") == 1
            raise RuntimeError
        with writer.apart():
            writer.create("person", DISTRICT, PERSON)
            assert (writer.next_in("a"), writer.next_in("b")) == (2, 1)
            assert not read_within or records.count(writer.connection, "person") == 1
    with desk.writing() as later:
        assert (later.next_in("a"), later.next_in("b")) == (3, 2)
        assert later.connection.execute("SELECT count(*) FROM imported").fetchone() == (0,)
    assert (count(desk, "household"), count(desk, "person")) == (1, 1)
    assert len(changes(desk)) == before + 2
    assert broken(desk) == []


def test_an_accident_while_it_is_written_leaves_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = changes(desk)

    def accident(*_given: object) -> None:
        raise RuntimeError("power")

    monkeypatch.setattr(loading, "load", accident)
    with pytest.raises(RuntimeError), batches.writing(desk.store, desk.user.number) as writer:
        writer.create("person", DISTRICT, PERSON)
    assert changes(desk) == before
    assert count(desk, "person") == 0


def test_the_clock_goes_on_from_what_waits(desk: Desk) -> None:
    with desk.writing_many() as writer:
        writer.create("person", DISTRICT, PERSON)
        latest = writer.latest_ms
    with desk.writing() as after:
        assert after.latest_ms == latest
    assert isinstance(after, journal.Writer)
