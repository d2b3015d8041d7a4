"""The name of one life of the server's history."""

from __future__ import annotations

import re

from server import epoch
from server.database import Database


def test_it_is_made_with_the_tables_and_stays(database: Database) -> None:
    with database.transaction() as connection:
        first = epoch.current(connection)
    with database.transaction() as connection:
        assert epoch.current(connection) == first
    assert re.fullmatch(r"[0-9a-f]{16}", first)


def test_another_life_has_another_name(database: Database) -> None:
    with database.transaction() as connection:
        first = epoch.current(connection)
        made = epoch.renew(connection)
        assert made != first
        assert epoch.current(connection) == made
        connection.rollback()
