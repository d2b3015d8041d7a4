"""The keys file: who may come in, how slowly one may guess, and what a damaged one is called."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.models import vault as vaults
from desktop.models.vault import Hardness, Vault
from domain.problems import Fault, Problem, Refused
from tests.desktop.models.offices import EASY

KEY = os.urandom(32)


class Clock:
    """Time that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    stopped = Clock()
    monkeypatch.setattr(vaults, "time", stopped)
    return stopped


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """Two users and a recovery code nobody wrote down."""
    made = Vault(tmp_path / "office.guichet")
    made.create(KEY, EASY)
    made.add(KEY, "Awa", "correct horse", EASY)
    made.add(KEY, "Noé", "battery staple", EASY)
    return made


def problem(act: Callable[[], Any]) -> Problem:
    with pytest.raises(Refused) as caught:
        act()
    [found] = caught.value.problems
    return found


def fault(act: Callable[[], Any]) -> str:
    with pytest.raises(Fault) as caught:
        act()
    return caught.value.problem.code


def test_each_user_has_their_own_way_to_one_key(vault: Vault) -> None:
    assert vault.unlock("Awa", "correct horse") == KEY
    assert vault.unlock("Noé", "battery staple") == KEY
    assert vault.knows("awa")
    assert not vault.knows("Moussa")


@pytest.mark.parametrize("name", ["awa", "AWA", " Awa ", "Áwa"])
def test_case_accents_and_spaces_of_a_name_are_forgiven(vault: Vault, name: str) -> None:
    assert vault.unlock(name, "correct horse") == KEY


def test_a_password_is_the_same_however_its_accents_were_typed(vault: Vault) -> None:
    vault.add(KEY, "Léa", "pe\u0301rimètre", EASY)
    assert vault.unlock("Léa", "périme\u0300tre") == KEY
    assert problem(lambda: vault.unlock("Léa", "perimetre")).code == "wrong_credentials"


def test_a_password_of_a_strange_terminal_breaks_nothing(vault: Vault) -> None:
    assert problem(lambda: vault.unlock("Awa", "\udcff")).code == "wrong_credentials"


def test_an_unknown_user_and_a_wrong_password_are_told_alike(vault: Vault, clock: Clock) -> None:
    wrong = problem(lambda: vault.unlock("Awa", "wrong"))
    vault.unlock("Awa", "correct horse")
    assert problem(lambda: vault.unlock("Nobody", "wrong")) == wrong


def test_the_only_user_need_not_be_named(tmp_path: Path) -> None:
    alone = Vault(tmp_path / "office.guichet")
    alone.create(KEY, EASY)
    assert problem(lambda: alone.unlock(None, "x")).code == "user_needed"
    alone.add(KEY, "Awa", "correct horse", EASY)
    assert alone.unlock(None, "correct horse") == alone.unlock("", "correct horse") == KEY
    alone.add(KEY, "Noé", "battery staple", EASY)
    assert problem(lambda: alone.unlock(None, "correct horse")).code == "user_needed"


# -- delays


def test_delays_grow_and_end(vault: Vault, clock: Clock) -> None:
    delays = []
    for _ in range(14):
        wrong = problem(lambda: vault.unlock("Awa", "wrong"))
        assert wrong.code == "wrong_credentials"
        delays.append(wrong.facts["seconds"])
        clock.now += int(wrong.facts["seconds"])
    assert delays == [0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]
    assert vault.unlock("Awa", "correct horse") == KEY
    assert problem(lambda: vault.unlock("Awa", "wrong")).facts["seconds"] == 0


def test_within_the_delay_even_the_right_password_waits_and_costs_nothing(vault: Vault, clock: Clock) -> None:
    for _ in range(4):
        clock.now += 10
        problem(lambda: vault.unlock("Awa", "wrong"))
    waiting = problem(lambda: vault.unlock("Noé", "battery staple"))
    assert (waiting.code, waiting.facts) == ("wrong_credentials_wait", {"seconds": 3})
    clock.now += 2.5
    assert vault.unlock("Noé", "battery staple") == KEY


def test_delays_survive_the_program(vault: Vault, clock: Clock, tmp_path: Path) -> None:
    for _ in range(5):
        clock.now += 300
        problem(lambda: vault.unlock("Awa", "wrong"))
    again = Vault(tmp_path / "office.guichet")
    assert problem(lambda: again.unlock("Awa", "correct horse")).code == "wrong_credentials_wait"


def test_a_clock_that_was_wrong_locks_nobody_out_for_years(vault: Vault, clock: Clock) -> None:
    clock.now += 80 * 365 * 86400
    for _ in range(6):
        clock.now += 300
        problem(lambda: vault.unlock("Awa", "wrong"))
    clock.now -= 80 * 365 * 86400
    assert vault.unlock("Awa", "correct horse") == KEY


# -- recovery


def test_the_recovery_code_opens_however_it_is_typed_and_is_spent_when_renewed(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "office.guichet")
    code = vault.create(KEY, EASY)
    assert len(code.replace("-", "")) == 30
    for typed in (code, code.lower(), code.replace("-", " "), f" {code.replace('-', '')}\n"):
        assert vault.recover(typed) == KEY
    new = vault.renew_recovery(KEY, EASY)
    assert new != code
    assert problem(lambda: vault.recover(code)).code == "wrong_credentials"
    assert vault.recover(new) == KEY
    assert problem(lambda: vault.recover("")).code == "wrong_credentials"


def test_a_user_taken_out_comes_in_no_more(vault: Vault) -> None:
    vault.remove("awa")
    assert problem(lambda: vault.unlock("Awa", "correct horse")).code == "wrong_credentials"
    assert vault.unlock("Noé", "battery staple") == KEY
    vault.remove("awa")


def test_a_new_password_replaces_the_old_one(vault: Vault) -> None:
    vault.add(KEY, "AWA", "new words", EASY)
    assert vault.unlock("Awa", "new words") == KEY
    assert problem(lambda: vault.unlock("Awa", "correct horse")).code == "wrong_credentials"


# -- what stands in the file


def test_parameters_stand_beside_each_wrap_and_may_differ(vault: Vault) -> None:
    vault.add(KEY, "Awa", "correct horse", Hardness(2048, 2, 2))
    body = json.loads(vault.path.read_text())
    costs = sorted((w["kdf"], w["memory_kib"], w["iterations"], w["lanes"]) for w in body["wraps"].values())
    assert costs == [("argon2id", 1024, 1, 1), ("argon2id", 1024, 1, 1), ("argon2id", 2048, 2, 2)]
    assert vault.unlock("Awa", "correct horse") == KEY


def test_a_real_file_asks_128_mebibytes_of_a_guesser() -> None:
    assert Hardness() == Hardness(128 * 1024, 3, 1)


def test_no_name_no_password_and_no_key_can_be_read_in_it(vault: Vault) -> None:
    text = vault.path.read_text()
    for secret in ('"Awa"', '"awa"', '"Noé"', '"noe"', "correct", KEY.hex()):
        assert secret not in text


# -- bad days


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert fault(lambda: Vault(tmp_path / "x").unlock("Awa", "x")) == "keys_missing"


def test_an_existing_file_is_not_overwritten(vault: Vault, tmp_path: Path) -> None:
    before = vault.path.read_bytes()
    assert fault(lambda: Vault(tmp_path / "office.guichet").create(KEY, EASY)) == "file_exists"
    assert vault.path.read_bytes() == before


def test_a_newer_file_is_refused(vault: Vault) -> None:
    body = json.loads(vault.path.read_text()) | {"format": 2}
    vault.path.write_text(json.dumps(body))
    assert fault(lambda: vault.unlock("Awa", "correct horse")) == "file_newer"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"7",
        b'"x"',
        b"{}",
        b'{"format": 1}',
        b"\xff\xfe",
        b'{"format": "1"}',
        b"\0" * 900,
    ],
)
def test_a_damaged_file_is_named(vault: Vault, content: bytes) -> None:
    vault.path.write_bytes(content)
    assert fault(lambda: vault.unlock("Awa", "correct horse")) == "keys_damaged"


def test_a_file_cut_short_is_named_wherever_it_was_cut(vault: Vault) -> None:
    whole = vault.path.read_bytes()
    for length in range(0, len(whole) - 1, 7):
        vault.path.write_bytes(whole[:length])
        assert fault(lambda: vault.unlock("Awa", "correct horse")) == "keys_damaged"


@pytest.mark.parametrize("value", [None, 7, "x", [], {}, -1, 2**60, 1.5, True, "AAAA"])
def test_a_damaged_part_is_damage_or_a_wrong_password_and_nothing_worse(vault: Vault, value: Any) -> None:
    whole = vault.path.read_text()
    wraps = json.loads(whole)["wraps"]
    places = [("salt",), ("failures",), ("not_before",), ("wraps",), ("wraps", "recovery")]
    places += [("wraps", name, part) for name in wraps for part in wraps[name]]
    for *path, last in places:
        body = json.loads(whole)
        target = body
        for step in path:
            target = target[step]
        target[last] = value
        vault.path.write_text(json.dumps(body))
        try:
            vault.unlock("Awa", "correct horse")
        except (Fault, Refused) as found:
            codes = [found.problem.code] if isinstance(found, Fault) else [p.code for p in found.problems]
            assert codes[0] in ("keys_damaged", "wrong_credentials", "wrong_credentials_wait")


def test_a_power_cut_while_writing_leaves_the_file_before(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: Any) -> None:
        raise OSError(28, "no space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(vaults.os, "fsync", cut)
        assert fault(lambda: vault.add(KEY, "Léa", "new words", EASY)) == "disk_full"
    assert vault.unlock("Awa", "correct horse") == KEY
    assert not vault.knows("Léa")
    left = {p.name for p in vault.path.parent.iterdir()} - {"office.guichet.keys.lock"}
    assert left == {"office.guichet.keys"}


def test_a_wrong_password_in_one_window_does_not_undo_a_user_added_in_another(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deriving a key takes a third of a second; what was read before it is old by then."""
    real = vaults.wraps.unwrap

    def slow(*given: Any) -> bytes:
        with monkeypatch.context() as patched:
            patched.setattr(vaults.wraps, "unwrap", real)
            vault.add(KEY, "Léa", "in between", EASY)
        return real(*given)

    monkeypatch.setattr(vaults.wraps, "unwrap", slow)
    assert problem(lambda: vault.unlock("Awa", "wrong")).code == "wrong_credentials"
    monkeypatch.undo()
    assert vault.unlock("Léa", "in between") == KEY


def test_many_windows_at_once_leave_a_file_that_can_be_read(vault: Vault) -> None:
    def guess() -> None:
        for _ in range(5):
            try:
                vault.unlock("Awa", "wrong")
            except (Fault, Refused):
                continue

    threads = [threading.Thread(target=guess) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    body = json.loads(vault.path.read_text())
    assert len(body["wraps"]) == 3
    assert body["failures"] > 2


def test_a_wrap_copied_under_another_name_opens_nothing(vault: Vault) -> None:
    """A clerk does not become the administrator by editing the keys file."""
    vault.add(KEY, "Léa", "the clerk's words", EASY)
    body = json.loads(vault.path.read_text())
    names = {name: wrap for name, wrap in body["wraps"].items() if name != "recovery"}
    for name in names:
        for other in names:
            body["wraps"][name] = names[other]
            vault.path.write_text(json.dumps(body))
            if other != name:
                assert problem(lambda: vault.unlock("Awa", "the clerk's words")).code.startswith("wrong")
        body["wraps"] = {**names, "recovery": body["wraps"]["recovery"]}


def test_two_programs_adding_users_at_once_lose_none(vault: Vault) -> None:
    def add(number: int) -> None:
        vault.add(KEY, f"user{number}", "some words here", EASY)

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(vault.knows(f"user{number}") for number in range(8))


def test_the_keys_file_is_for_its_owner_alone(vault: Vault) -> None:
    assert vault.path.stat().st_mode & 0o077 == 0


def test_keys_destroyed_by_order_say_so_and_when(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "office")
    vault.create(bytes(32), Hardness(1024, 1, 1))
    vault.wipe(date(2026, 11, 24))
    with pytest.raises(Fault) as caught:
        Vault(tmp_path / "office").unlock("Awa", "x")
    assert (caught.value.problem.code, caught.value.problem.facts) == ("file_closed", {"date": "2026-11-24"})
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".lock"] == ["office.closed"]
