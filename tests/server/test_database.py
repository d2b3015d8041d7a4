"""PostgreSQL under the server: security by district, the role it runs as, migrations, addresses."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL, text
from sqlalchemy.exc import DBAPIError

from domain.problems import Fault, Refused
from server import database as databases
from server.database import Database
from server.embedded import Embedded
from server.running import Running
from tests.server.device import DISTRICT, ELSEWHERE, Joined, household, person

GUARDED = ("record", "change", "photo")


@pytest.fixture
def filled(database: Database, joined: Joined) -> Database:
    """Two households, each in its district, each with a photo."""
    for office, district in (("NSR", DISTRICT), ("LDR", ELSEWHERE)):
        device = joined(office)
        device.create("household", household(), district)
        device.push()
        with database.transaction({district}) as connection:
            connection.execute(
                text("INSERT INTO photo (district, sha256, bytes) VALUES (:d, 'x', 'y')"), {"d": district}
            )
    return database


@pytest.mark.parametrize("table", GUARDED)
def test_a_session_without_districts_sees_nothing(filled: Database, table: str) -> None:
    with filled.transaction() as connection:
        assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0


@pytest.mark.parametrize("table", GUARDED)
def test_a_session_sees_its_own_districts_and_no_other(filled: Database, table: str) -> None:
    seen = text(f"SELECT DISTINCT district FROM {table}")
    for districts in ({DISTRICT}, {ELSEWHERE}, {DISTRICT, ELSEWHERE}, {"PK-KP"}, {""}):
        with filled.transaction(districts) as connection:
            assert set(connection.execute(seen).scalars()) == districts & {DISTRICT, ELSEWHERE}


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO photo (district, sha256, bytes) VALUES (:elsewhere, 'z', '')",
        "UPDATE record SET district = :elsewhere",
        "UPDATE photo SET district = :elsewhere",
        "UPDATE change SET district = :elsewhere",
    ],
)
def test_a_session_writes_into_no_other_district(filled: Database, statement: str) -> None:
    with pytest.raises(DBAPIError, match="row-level security"), filled.transaction({DISTRICT}) as connection:
        connection.execute(text(statement), {"elsewhere": ELSEWHERE})


def test_a_session_changes_and_deletes_nothing_of_another_district(filled: Database) -> None:
    with filled.transaction({DISTRICT}) as connection:
        for statement in ("UPDATE record SET version = 99", "DELETE FROM change", "DELETE FROM photo"):
            assert connection.execute(text(statement)).rowcount == 1


def test_districts_end_with_their_transaction(filled: Database) -> None:
    for _ in range(databases.POOL + 1):  # whichever connection of the pool comes
        with filled.transaction({DISTRICT}) as connection:
            assert connection.execute(text("SELECT count(*) FROM record")).scalar() == 1
        with filled.transaction() as connection:
            assert connection.execute(text("SELECT count(*) FROM record")).scalar() == 0


def test_the_role_is_bound_by_row_level_security(database: Database) -> None:
    with database.transaction() as connection:
        role = connection.execute(
            text("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user")
        ).one()
        forced = connection.execute(text("SELECT relname FROM pg_class WHERE relforcerowsecurity")).scalars()
        of_districts = connection.execute(
            text(
                "SELECT table_name FROM information_schema.columns"
                " WHERE table_schema = 'public' AND column_name = 'district'"
            )
        ).scalars()
        assert tuple(role) == (False, False, False)
        # How many records of each kind a district has names nobody, nor does in which district a number is.
        assert set(of_districts) - {"tally", "moved"} <= {*forced} >= set(GUARDED)


def test_the_district_leads_every_key_of_the_register(database: Database) -> None:
    """So that these tables can be partitioned by it."""
    query = text(
        "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid"
        " AND a.attnum = i.indkey[0] WHERE i.indisprimary AND i.indrelid = CAST(:name AS regclass)"
    )
    with database.transaction() as connection:
        for table in (*GUARDED, "tally"):
            assert connection.execute(query, {"name": table}).scalar() == "district"


def test_reading_sees_one_moment_and_writes_nothing(database: Database, joined: Joined) -> None:
    awa = joined()
    count = text("SELECT count(*) FROM record")
    with database.transaction({DISTRICT}, reading=True) as connection:
        assert connection.execute(count).scalar() == 0
        awa.create("person", person())
        awa.push()
        assert connection.execute(count).scalar() == 0
    with pytest.raises(DBAPIError, match="read-only"), database.transaction(reading=True) as connection:
        connection.execute(text("DELETE FROM token"))
    with database.transaction() as connection:  # the connection goes back to the pool as it was
        connection.execute(text("DELETE FROM token"))


def test_waiting_for_a_lock_ends_with_busy(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "WAIT_SECONDS", 0.2)
    lock = text("SELECT 1 FROM district WHERE code = :code FOR UPDATE")
    with database.transaction() as one:
        one.execute(lock, {"code": DISTRICT})
        with pytest.raises(Fault, match="server_busy"), database.transaction() as another:
            another.execute(lock, {"code": DISTRICT})


def test_errors_do_not_quote_what_was_entered(database: Database) -> None:
    with pytest.raises(DBAPIError) as error, database.transaction({DISTRICT}) as connection:
        connection.execute(
            text("INSERT INTO photo (district, sha256, bytes) VALUES (:d, NULL, :name)"),
            {"d": DISTRICT, "name": b"N'Diaye"},
        )
    assert "Diaye" not in str(error.value)


@pytest.mark.parametrize(
    "address", ["", "nowhere", "mysql://host/db", "sqlite:///file", "postgresql://h:x/d"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(Refused, match="database_address_wrong"):
        Database.open(address)


def test_a_database_that_does_not_answer_is_unavailable() -> None:
    with pytest.raises(Fault, match="database_unavailable"):
        Database.open("postgresql://nobody@127.0.0.1:1/none?connect_timeout=2")


# -- an embedded database of its own


@pytest.fixture
def address(folder: Path) -> Iterator[URL]:
    """The address of a database that nobody has used yet."""
    embedded = Embedded(folder)
    yield embedded.start()
    embedded.close()


def _dsn(address: URL) -> str:
    return address.set(drivername="postgresql").render_as_string(hide_password=False)


def test_a_superuser_is_refused(address: URL) -> None:
    with pytest.raises(Refused, match="database_role_too_strong"):
        Database.open(_dsn(address.set(username="postgres")))


def test_several_servers_starting_at_once_migrate_once(address: URL) -> None:
    failures: list[BaseException] = []

    def start() -> None:
        try:
            Database.open(_dsn(address)).close()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    with psycopg.connect(_dsn(address)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("s0006",)]


def test_a_newer_database_is_not_touched(address: URL) -> None:
    Database.open(_dsn(address)).close()
    with psycopg.connect(_dsn(address)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 's9999'")
    with pytest.raises(Fault, match="database_newer"):
        Database.open(_dsn(address))


def test_a_database_lost_under_a_running_server_is_said_so_and_found_again(server: Running) -> None:
    with server.database.transaction() as connection:
        own = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with pytest.raises(Fault, match="database_unavailable"), server.database.transaction() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    with server.database.transaction() as connection:
        assert connection.execute(text("SELECT pg_backend_pid()")).scalar_one() != own
