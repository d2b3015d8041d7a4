"""A copy there and back: nothing is missing, and devices go on where they were."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard
from sqlalchemy import text

from domain.problems import Fault, Refused
from server.backup import container, taking
from server.backup.restoring import LEAP, restore
from server.backup.taking import take
from server.database import Database
from server.running import Running, running
from tests.server.device import (
    DISTRICT,
    ELSEWHERE,
    Device,
    Joined,
    Line,
    code_of,
    household,
    person,
    verdicts,
)

SOFT = container.Hardness(64, 1, 1)
SECRET = "correct horse battery"


@pytest.fixture
def copied(server: Running, joined: Joined, tmp_path: Path) -> tuple[Path, Device, Device]:
    """A copy, and two devices of it: one in each district; one change belongs to no district."""
    awa, there = joined("NSR"), joined("LDR")
    home = awa.create("household", household(village="Ñandú\n\\N\t«ཀ»"))
    awa.create("person", person())
    awa.edit("household", home, {"village": "Pabbi"})
    assert "accepted" in verdicts(awa.push().answers)
    there.create("household", household(), ELSEWHERE)
    there.create("household", household(), "PK-KP-NOWHERE")
    assert verdicts(there.push().answers) == ["accepted", "refused"]
    with server.database.transaction({DISTRICT}) as connection:
        connection.execute(
            text("INSERT INTO photo (district, sha256, bytes) VALUES (:d, 'x', :b)"),
            {"d": DISTRICT, "b": bytes(range(256))},
        )
    path = tmp_path / "copy.guichet-server"
    document = take(server.database, path, SECRET, SOFT)
    assert document["rows"]["change"] == 5
    assert document["rows"]["record"] == 3
    assert (document["rows"]["device"], document["rows"]["photo"]) == (2, 1)
    assert path.stat().st_mode & 0o077 == 0
    return path, awa, there


@pytest.fixture
def restored(copied: tuple[Path, Device, Device], folder: Path) -> Iterator[Running]:
    """A server on the copy, in a database of its own."""
    restore(folder, copied[0], SECRET)
    with running(folder) as server:
        yield server


def contents(database: Database) -> dict[str, list[str]]:
    """Every row of every table that is copied, as text."""
    found: dict[str, list[str]] = {}
    with database.transaction({"", DISTRICT, ELSEWHERE}) as connection:
        for table in taking.tables.columns(connection):
            rows = connection.execute(text(f'SELECT t::text FROM "{table}" AS t ORDER BY 1')).scalars()
            found[table] = list(rows)
    return found


def test_every_row_comes_back_as_it_was(
    server: Running, copied: tuple[Path, Device, Device], restored: Running
) -> None:
    before, after = contents(server.database), contents(restored.database)
    assert before.keys() == after.keys()
    assert len(before["keyring"]) >= 2
    for table in before.keys() - {"setting", "district"}:
        assert before[table] == after[table], table
    with restored.database.transaction() as connection:
        versions = connection.execute(text("SELECT min(version) FROM district")).scalar_one()
    assert versions >= LEAP


def test_it_is_the_same_server_with_another_life(server: Running, restored: Running) -> None:
    assert restored.fingerprint == server.fingerprint
    document = [Line(one.url).call("GET", "/v1/trust").json()["receipt"] for one in (server, restored)]
    assert document[0] == document[1]
    epochs = set()
    for one in (server, restored):
        with one.database.transaction() as connection:
            epochs.add(connection.execute(text("SELECT value FROM setting WHERE name = 'epoch'")).scalar())
    assert len(epochs) == 2


def test_devices_go_on_what_the_copy_lacks_is_sent_again(
    server: Running, copied: tuple[Path, Device, Device], restored: Running
) -> None:
    _, awa, _ = copied
    old = awa.pull().epoch
    awa.create("person", person(given_name="Fatou"))
    assert verdicts(awa.push(4).answers) == ["accepted"]  # after the copy was taken: the copy lacks it
    awa.line = Line(restored.url)
    assert code_of(awa.post(b"")) == "token_invalid"
    awa.sign_in()
    awa.create("person", person(given_name="Ali"))
    answer = awa.send(awa.batch(5))
    assert (code_of(answer), answer.json()["facts"]) == ("gap", {"expected": 4})
    response = awa.push(4)
    assert verdicts(response.answers) == ["accepted", "accepted"]
    assert response.epoch != old
    awa.rows.clear()
    awa.cursors = {}
    awa.pull()
    assert {row.fields.get("given_name") for row in awa.of_kind("person")} == {"Awa", "Fatou", "Ali"}
    awa.line.session.close()


def test_a_device_that_had_read_further_misses_nothing_that_comes(
    server: Running, copied: tuple[Path, Device, Device], restored: Running
) -> None:
    """Even one that knows nothing of epochs, and goes on with its cursors of before."""
    _, awa, _ = copied
    for _ in range(5):
        first = len(awa.journal) + 1
        awa.create("person", person(given_name="Lost"))
        awa.push(first)
    awa.pull()
    other = Device(Line(restored.url))
    assert other.join(restored.enrol("NSR")).status_code == 200
    other.sign_in()
    new = [other.create("person", person(given_name="New"))]
    other.push()
    awa.line = Line(restored.url)
    awa.sign_in()
    awa.pull()
    assert new[0] in awa.rows
    for device in (awa, other):
        device.line.session.close()


def test_a_new_device_takes_no_number_of_an_old_one(restored: Running) -> None:
    line = Line(restored.url)
    device = Device(line)
    assert device.join(restored.enrol("NSR")).status_code == 200
    line.session.close()
    with restored.database.transaction() as connection:
        numbers = list(connection.execute(text("SELECT no FROM device")).scalars())
    assert len(set(numbers)) == len(numbers) == 3


def test_row_level_security_is_as_it_was(restored: Running) -> None:
    with restored.database.transaction({ELSEWHERE}) as connection:
        seen = connection.execute(text("SELECT DISTINCT district FROM record")).scalars().all()
        assert seen == [ELSEWHERE]


def test_a_database_in_use_is_not_overwritten(server: Running, copied: tuple[Path, Device, Device]) -> None:
    before = contents(server.database)
    dsn = server.database._engine.url.render_as_string(hide_password=False)
    with pytest.raises(Refused, match="restore_not_empty"):
        restore(dsn, copied[0], SECRET)
    assert contents(server.database) == before


def test_a_damaged_copy_leaves_the_database_empty(
    copied: tuple[Path, Device, Device], folder: Path, tmp_path: Path
) -> None:
    raw = bytearray(copied[0].read_bytes())
    broken = tmp_path / "broken"
    for damage in ("altered", "cut"):
        raw[-200] ^= 1
        broken.write_bytes(raw if damage == "altered" else copied[0].read_bytes()[:-200])
        with pytest.raises(Fault, match=r"backup_(damaged|cut)"):
            restore(folder, broken, SECRET)
    restore(folder, copied[0], SECRET)


def test_a_copy_that_says_less_than_it_holds_is_damaged(folder: Path, tmp_path: Path) -> None:
    """Sealed by somebody who knows the passphrase, with a row too few."""
    path = tmp_path / "short"
    with path.open("wb") as file:
        sealing = container.Sealing(file, SECRET, {"tables": "s0003", "made_at": ""}, SOFT)
        body = json.dumps({"rows": {"device": 1}}).encode() + b"\n"
        sealing.write(zstandard.compress(body))
        sealing.close()
    with pytest.raises(Fault, match="server_copy_damaged"):
        restore(folder, path, SECRET)


def test_a_copy_of_earlier_tables_is_brought_up_to_date(folder: Path, tmp_path: Path) -> None:
    with Database.open(folder, upto="s0003") as early:
        with early.transaction() as connection:
            connection.execute(text("INSERT INTO programme (code, version, pack) VALUES ('p', '1', '{}')"))
        take(early, tmp_path / "early", SECRET, SOFT)
    document = restore(folder.parent / "later", tmp_path / "early", SECRET)
    with Database.open(folder.parent / "later") as later:
        assert document["tables"] == later.newest == later.tables()
        with later.transaction() as connection:
            assert connection.execute(text("SELECT code FROM programme")).scalars().all() == ["p"]


def test_a_copy_by_a_newer_server_is_refused(folder: Path, tmp_path: Path) -> None:
    file = io.BytesIO()
    container.Sealing(file, SECRET, {"tables": "s9999"}, SOFT).close()
    (tmp_path / "newer").write_bytes(file.getvalue())
    with pytest.raises(Refused, match="backup_newer"):
        restore(folder, tmp_path / "newer", SECRET)
    with pytest.raises(Refused, match="backup_missing"):
        restore(folder, tmp_path / "nothing", SECRET)
    assert not folder.exists()


def test_nothing_is_overwritten_and_nothing_half_is_left(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "copy"
    path.write_bytes(b"mine")
    with pytest.raises(Refused, match="backup_file_exists"):
        take(database, path, SECRET, SOFT)
    with pytest.raises(Refused, match="backup_passphrase_short"):
        take(database, tmp_path / "other", "short", SOFT)
    with pytest.raises(Fault, match="backup_not_written"):
        take(database, tmp_path / "nowhere" / "copy", SECRET, SOFT)
    assert [file.name for file in tmp_path.iterdir()] == ["copy"]


def test_rows_that_were_not_to_be_seen_are_no_copy(
    server: Running, copied: tuple[Path, Device, Device], tmp_path: Path
) -> None:
    with server.database.transaction() as connection:
        connection.execute(text("UPDATE device SET last_number = last_number + 1"))
    with pytest.raises(Fault, match="backup_incomplete"):
        take(server.database, tmp_path / "less", SECRET, SOFT)
