"""Who may come in, who may let others in, and the way back with the recovery code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.models import identity, journal
from desktop.models.vault import Vault
from desktop.services import create_office, users
from desktop.services.desk import Desk
from desktop.services.sign_in import sign_in
from domain.problems import Fault, Refused
from domain.rights import RIGHTS, Right
from domain.vocabulary import UserRole
from tests.desktop.models.offices import EASY, PASSWORD, add, make_office, programme

OTHER = "battery staple"


def refusal(act: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as caught:
        act()
    codes = {problem.code for problem in caught.value.problems}
    assert len(codes) == 1
    return codes.pop()


@pytest.fixture
def noe(desk: Desk) -> Desk:
    """A clerk's sitting at the same file."""
    users.add(desk, "Noé", OTHER, "Noé Ba", hardness=EASY)
    return sign_in(desk.path, OTHER, "Noé")


def test_a_new_user_signs_in_under_their_own_name(desk: Desk, noe: Desk) -> None:
    assert (noe.user.number, noe.user.full_name, noe.user.role) == (2, "Noé Ba", "clerk")
    add(noe)
    with desk.store.reading() as connection:
        authors = connection.execute("SELECT DISTINCT author FROM change WHERE kind = 'person'").fetchall()
    assert authors == [(2,)]
    assert [user.username for user in users.everyone(desk)] == ["Awa", "Noé"]
    noe.close()


@pytest.mark.parametrize("role", list(UserRole))
def test_only_who_leads_may_manage_users(desk: Desk, role: UserRole) -> None:
    users.add(desk, "Noé", OTHER, role=role, hardness=EASY)
    sitting = sign_in(desk.path, OTHER, "Noé")
    acts: list[Callable[[], Any]] = [
        lambda: users.add(sitting, "Léa", OTHER, hardness=EASY),
        lambda: users.reset_password(sitting, "Awa", OTHER, EASY),
        lambda: users.disable(sitting, "Léa"),
    ]
    if Right.manage_users in RIGHTS[role]:
        for act in acts:
            act()
    else:
        assert [refusal(act) for act in acts] == ["not_permitted"] * 3
        assert len(users.everyone(desk)) == 2
    sitting.close()


@pytest.mark.parametrize(
    ("name", "password", "code"),
    [
        ("Léa", "short", "password_weak"),
        ("", OTHER, "username_missing"),
        (" – ", OTHER, "username_missing"),
        ("awa", OTHER, "user_exists"),
        ("ÁWA ", OTHER, "user_exists"),
        ("L" * 300, OTHER, "field_wrong"),
    ],
)
def test_a_name_must_be_free_and_a_password_long_enough(
    desk: Desk, name: str, password: str, code: str
) -> None:
    assert refusal(lambda: users.add(desk, name, password, hardness=EASY)) == code
    assert [user.username for user in users.everyone(desk)] == ["Awa"]
    sign_in(desk.path, PASSWORD).close()


def test_a_disabled_user_comes_in_no_more_until_given_a_password(desk: Desk, noe: Desk) -> None:
    noe.close()
    users.disable(desk, "noe")
    assert refusal(lambda: sign_in(desk.path, OTHER, "Noé")) == "wrong_credentials"
    users.reset_password(desk, "Noé", "third password", EASY)
    sign_in(desk.path, "third password", "Noé").close()


def test_who_is_disabled_stays_out_even_with_a_key(desk: Desk, noe: Desk) -> None:
    noe.close()
    users.disable(desk, "Noé")
    Vault(desk.path).add(desk.key, "Noé", OTHER, EASY)
    assert refusal(lambda: sign_in(desk.path, OTHER, "Noé")) == "wrong_credentials"


def test_the_last_who_may_manage_stays(desk: Desk, noe: Desk) -> None:
    assert refusal(lambda: users.disable(desk, "Awa")) == "user_last"
    assert refusal(lambda: users.disable(desk, "Nobody")) == "user_unknown"
    users.add(desk, "Léa", OTHER, role=UserRole.supervisor, hardness=EASY)
    users.disable(desk, "Awa")
    noe.close()


def test_everybody_may_change_their_own_password(desk: Desk, noe: Desk) -> None:
    users.reset_password(noe, "Noé", "third password", EASY)
    assert refusal(lambda: users.reset_password(noe, "Noé", "short", EASY)) == "password_weak"
    noe.close()
    sign_in(desk.path, "third password", "Noé").close()
    assert refusal(lambda: sign_in(desk.path, OTHER, "Noé")) == "wrong_credentials"


# -- the recovery code


def test_the_code_gives_a_new_password_and_is_spent(tmp_path: Path) -> None:
    path = tmp_path / "office.guichet"
    made = create_office.create_office(path, programme(), "NSR", "Awa", PASSWORD, hardness=EASY)
    desk = sign_in(path, PASSWORD)
    registered = add(desk)
    desk.close()
    new = users.recover(path, made.recovery_code.lower(), "awa", "new password", EASY)
    assert refusal(lambda: sign_in(path, PASSWORD)) == "wrong_credentials"
    again = sign_in(path, "new password")
    assert again.household_row(registered.code) == registered.household
    again.close()
    spent = made.recovery_code
    assert refusal(lambda: users.recover(path, spent, "Awa", "third password", EASY)) == "wrong_credentials"
    users.recover(path, new, "Awa", "third password", EASY)
    sign_in(path, "third password").close()


def test_the_code_brings_a_disabled_user_back(desk: Desk, tmp_path: Path) -> None:
    users.add(desk, "Noé", OTHER, role=UserRole.supervisor, hardness=EASY)
    users.disable(desk, "Noé")
    code = Vault(desk.path).renew_recovery(desk.key, EASY)
    users.recover(desk.path, code, "Noé", "new password", EASY)
    sign_in(desk.path, "new password", "Noé").close()


def test_a_name_that_is_not_there_costs_no_code(desk: Desk) -> None:
    code = Vault(desk.path).renew_recovery(desk.key, EASY)
    assert refusal(lambda: users.recover(desk.path, code, "Nobody", OTHER, EASY)) == "user_unknown"
    assert refusal(lambda: users.recover(desk.path, code, "Awa", "short", EASY)) == "password_weak"
    assert refusal(lambda: users.recover(desk.path, "ABCDE", "Awa", OTHER, EASY)) == "wrong_credentials"
    users.recover(desk.path, code, "Awa", OTHER, EASY)
    with pytest.raises(Fault) as caught:
        users.recover(desk.path.with_name("missing"), code, "Awa", OTHER, EASY)
    assert caught.value.problem.code == "file_missing"


# -- sign in


def test_the_same_words_whether_name_or_password_is_wrong(desk: Desk) -> None:
    assert refusal(lambda: sign_in(desk.path, "wrong password", "Awa")) == "wrong_credentials"
    assert refusal(lambda: sign_in(desk.path, PASSWORD, "Nobody")) == "wrong_credentials"
    sign_in(desk.path, PASSWORD).close()
    sign_in(desk.path, PASSWORD, "awa").close()


def test_a_restored_file_is_not_confused_by_who_joined_the_original_later(desk: Desk) -> None:
    """Users of the original come back as records; they have no key in this file."""
    with desk.store.transaction() as connection:
        identity.make(connection)
        (row,) = connection.execute("SELECT max(id) + 50 FROM user").fetchone()
        connection.execute(
            "INSERT INTO user (id, district, number, username, full_name, role, active)"
            " VALUES (?, 'd', 2, 'Zoé', 'Zoé Diop', 'clerk', 1)",
            (row,),
        )
    sitting = sign_in(desk.path, PASSWORD)
    assert sitting.user.username == "Awa"
    sitting.close()


def test_what_was_on_its_way_when_the_program_stopped_is_not_called_arrived(desk: Desk) -> None:
    add(desk)
    with desk.store.transaction() as connection:
        connection.execute("UPDATE change SET state = 'sent'")
    again = sign_in(desk.path, PASSWORD)
    with again.store.reading() as connection:
        who = identity.current(connection)
        assert journal.has_sent(connection, who)  # the next round asks first what the server holds
        assert journal.open_changes(connection) == journal.last_number(connection, who)
    again.close()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda path: path.unlink(), "file_missing"),
        (lambda path: path.write_bytes(b""), "file_empty"),
        (lambda path: path.write_bytes(b"x" * 100), "file_truncated"),
        (lambda path: path.write_bytes(b"x" * 4096), "file_damaged"),
        (lambda path: Vault(path).path.unlink(), "keys_missing"),
        (lambda path: Vault(path).path.write_text("{"), "keys_damaged"),
    ],
)
def test_a_bad_file_is_named(tmp_path: Path, spoil: Any, code: str) -> None:
    path = tmp_path / "office.guichet"
    make_office(path).close()
    spoil(path)
    with pytest.raises(Fault) as caught:
        sign_in(path, PASSWORD)
    assert caught.value.problem.code == code
