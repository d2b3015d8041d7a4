"""Settings, drafts, photos, rounds, users and counts: small tables, each with one promise."""

from __future__ import annotations

import hashlib
from types import SimpleNamespace
from typing import Any

from desktop.models import drafts, identity, photos, rounds, settings, states, users
from desktop.models.vault import Vault
from desktop.services.desk import Desk
from desktop.services.users import add as add_user
from domain.problems import Problem
from domain.vocabulary import UserRole
from tests.desktop.models.offices import EASY, add, programme


def test_a_setting_is_remembered_and_replaced(desk: Desk) -> None:
    with desk.store.transaction() as connection:
        assert settings.get(connection, "server_url") == ""
        assert settings.get(connection, "server_url", "none") == "none"
        settings.put(connection, "server_url", "a")
        settings.put(connection, "server_url", "b")
        assert settings.get(connection, "server_url") == "b"


def test_the_programme_lives_in_the_file(desk: Desk) -> None:
    with desk.store.transaction() as connection:
        assert settings.programme(connection) == programme()
        settings.install_programme(connection, programme())
        assert connection.execute("SELECT count(*) FROM programme").fetchone() == (1,)


# -- drafts


def test_a_draft_is_kept_and_forgotten(desk: Desk) -> None:
    with desk.store.transaction() as connection:
        first = drafts.save(connection, None, 1, "Awa", "2026-11-23T10:00:00Z", {"n": 1})
        second = drafts.save(connection, None, 1, "", "2026-11-23T11:00:00Z", {"n": 2})
        assert drafts.save(connection, first, 1, "Awa Sy", "2026-11-23T12:00:00Z", {"n": 3}) == first
        assert [line.id for line in drafts.waiting(connection)] == [first, second]
        assert drafts.load(connection, first) == {"n": 3}
        drafts.discard(connection, first)
        assert drafts.load(connection, first) is None


def test_a_thrown_away_drafts_number_is_never_given_again(desk: Desk) -> None:
    """A late write from another window must not land in somebody else's registration."""
    with desk.store.transaction() as connection:
        gone = drafts.save(connection, None, 1, "Awa", "x", {})
        drafts.discard(connection, gone)
        assert drafts.save(connection, None, 1, "Fatou", "x", {"n": 2}) > gone
        again = drafts.save(connection, gone, 1, "Awa", "x", {"n": 1})
        assert again > gone + 1


# -- photos


def test_bytes_are_kept_once_under_their_name_and_smallest_goes_first(desk: Desk) -> None:
    with desk.store.transaction() as connection:
        large, small = b"x" * 50, b"y"
        name = photos.keep(connection, large)
        assert name == hashlib.sha256(large).hexdigest()
        assert photos.keep(connection, large) == name
        little = photos.keep(connection, small)
        assert photos.not_arrived(connection, 9) == [little, name]
        assert photos.not_arrived(connection, 1) == [little]
        photos.mark_arrived(connection, [little])
        assert photos.not_arrived(connection, 9) == [name]
        photos.keep(connection, large, arrived=True)
        photos.keep(connection, large)  # what arrived once has arrived
        assert photos.not_arrived(connection, 9) == []
        assert photos.read(connection, little) == small


def test_what_a_record_speaks_of_and_is_not_here_is_missed(desk: Desk) -> None:
    registered = add(desk)
    here = b"here"
    with desk.writing() as writer:
        (person,) = writer.connection.execute("SELECT id FROM person").fetchone()
        name = photos.keep(writer.connection, here)
        for sha256, size in ((name, 4), ("f" * 64, 900), ("e" * 64, 30), ("e" * 64, 30)):
            fields: Any = {"person": person, "sha256": sha256, "size": size}
            writer.create("photo", "PK-KP-NOWSHERA", fields, about=registered.household)
        assert photos.not_here(writer.connection, 9) == ["e" * 64, "f" * 64]


# -- rounds


def a_round(**changed: Any) -> Any:
    done = {"seconds": 1.5, "sent": 3, "arrived": 3, "received": 2, "bytes_up": 10, "bytes_down": 20}
    photos = {"photo_bytes_up": 4, "photo_bytes_down": 5}
    return SimpleNamespace(**(done | photos | changed))


def test_the_last_rounds_are_remembered_with_what_stopped_them(desk: Desk) -> None:
    with desk.store.transaction() as connection:
        assert rounds.last(connection) is None
        rounds.add(connection, "2026-11-23T10:00:00Z", a_round(), None)
        assert rounds.last(connection) == rounds.RoundLine("2026-11-23T10:00:00Z", 1.5, 3, 3, 2, 10, 20, None)
        rounds.add(connection, "x", a_round(), Problem("cut_line", facts={"seconds": 4}))
        last = rounds.last(connection)
        assert last is not None
        assert last.problem == Problem("cut_line", facts={"seconds": 4})
        for _ in range(600):
            rounds.add(connection, "x", a_round(), None)
        assert connection.execute("SELECT count(*) FROM round").fetchone() == (500,)


def test_refused_changes_name_their_household_and_why(desk: Desk) -> None:
    registered = add(desk)
    with desk.store.transaction() as connection:
        connection.execute(
            "UPDATE change SET state = 'refused', problem = ? WHERE kind = 'household'",
            ('{"code": "area_elsewhere", "where": "district", "facts": {"district": "X"}}',),
        )
        connection.execute("UPDATE change SET state = 'refused' WHERE kind = 'user'")
        unsaid, said = rounds.refused(connection)
        assert said.household_code == registered.code
        assert said.problem == Problem("area_elsewhere", "district", facts={"district": "X"})
        assert (unsaid.household_code, unsaid.problem.code) == ("", "refused_unsaid")
        connection.execute("UPDATE change SET state = 'arrived' WHERE kind = 'consent'")
        assert rounds.arrived(connection) == 1
        assert rounds.open_conflicts(connection) == 0


def test_a_household_is_in_the_state_that_most_needs_saying(desk: Desk) -> None:
    registered, other = add(desk), add(desk)
    row, beside = registered.household, other.household
    with desk.store.transaction() as connection:

        def state() -> str:
            return states.of_households(connection, [row, beside])[row]

        assert state() == "waiting"
        connection.execute("UPDATE change SET state = 'arrived' WHERE about = ?", (row,))
        assert state() == "arrived"
        assert states.of_households(connection, [beside])[beside] == "waiting"
        for worse in ("sent", "waiting", "conflict", "refused"):
            connection.execute(
                "UPDATE change SET state = ? WHERE about = ? AND kind = 'person'", (worse, row)
            )
            assert state() == worse
        assert states.of_households(connection, []) == {}


# -- users


def test_only_users_made_in_this_file_sit_at_it(desk: Desk) -> None:
    add_user(desk, "Noé", "battery staple", "Noé Ba", UserRole.clerk, EASY)
    with desk.store.transaction() as connection:
        stranger = identity.add_device(connection, "f" * 32)
        connection.execute(
            "INSERT INTO user (id, district, number, username, full_name, role, active)"
            " VALUES (?, 'd', 2, 'Zoé', 'Zoé Diop', 'clerk', 1)",
            ((stranger << identity.NUMBER_BITS) + 4,),
        )
        assert [user.username for user in users.everyone(connection)] == ["Awa", "Noé"]
        assert users.named(connection, "zoe") is None
        named = users.named(connection, " NOE ")
        assert named is not None
        assert named.number == 2
        assert users.author_of(connection, (stranger << identity.NUMBER_BITS) + 9, 2) == "Zoé Diop"
        assert users.author_of(connection, identity.current(connection).span[0] + 3, 2) == "Noé Ba"
        assert users.author_of(connection, (stranger << identity.NUMBER_BITS) + 9, 3) == ""


def test_authors_keep_their_names_when_the_file_takes_a_new_identity(desk: Desk) -> None:
    with desk.store.transaction() as connection:
        new = identity.make(connection)
        assert users.author_of(connection, new.span[0], 1) == "Awa Sy"
        assert identity.current(connection) == new
        assert not new.registered
        identity.mark_registered(connection, new)
        assert identity.current(connection).registered
        assert len(identity.everyone(connection)) == 2
    assert Vault(desk.path).knows("Awa")
