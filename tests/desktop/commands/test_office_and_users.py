"""Making an office file, and who may open it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desktop.commands.conftest import PACK, PASSWORD, USER, Said

Typed = Callable[..., Said]


def create(typed: Typed, path: Path, *more: str, pack: str = PACK, office: str = "NSR") -> Said:
    return typed("office", "create", path, "--pack", pack, "--office", office, "--user", "awa", *more)


def test_an_office_file_is_made_with_its_codes(typed: Typed, tmp_path: Path) -> None:
    made = create(typed, tmp_path / "new.guichet", "--full-name", "Awa Sow", "--json").json
    assert len(made["recovery_code"]) > 30
    assert len(made["device_code"]) == 4
    assert typed("user", "list", tmp_path / "new.guichet", "--json").json == [
        {"user": "awa", "full_name": "Awa Sow", "role": "administrator", "active": True}
    ]


def test_the_recovery_code_is_said_in_words_too(typed: Typed, tmp_path: Path) -> None:
    said = create(typed, tmp_path / "new.guichet")
    assert "Recovery code: " in said.out
    assert "shown this once" in said.out


def test_the_second_pack_makes_an_office_as_well(typed: Typed, tmp_path: Path) -> None:
    from packs.reading import find  # noqa: PLC0415 - this test's alone

    office = find("cv-single-register").offices[0].code
    path = tmp_path / "cv.guichet"
    assert create(typed, path, pack="cv-single-register", office=office.lower()).code == 0
    assert typed("check", path, "--json").json["households"] == 0


@pytest.mark.parametrize(
    ("given", "code"),
    [({"pack": "nowhere"}, "programme_unknown"), ({"office": "XXX"}, "office_unknown")],
)
def test_a_wrong_name_makes_no_file(typed: Typed, tmp_path: Path, given: dict[str, str], code: str) -> None:
    said = create(typed, tmp_path / "new.guichet", "--json", **given)
    assert (said.code, said.json["problems"][0]["code"]) == (1, code)
    assert list(tmp_path.glob("new*")) == []


@pytest.mark.parametrize(
    ("given", "known"),
    [({"pack": "nowhere"}, "cv-single-register, kp-one-window"), ({"office": "XXX"}, "NSR")],
)
def test_a_wrong_name_is_answered_with_those_there_are(
    typed: Typed, tmp_path: Path, given: dict[str, str], known: str
) -> None:
    assert known in create(typed, tmp_path / "new.guichet", **given).err


def test_a_password_that_is_missing_is_asked_for_by_its_own_name(
    office: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GUICHET_NEW_PASSWORD", raising=False)
    monkeypatch.setattr("desktop.commands.terminal._somebody_is_there", lambda: False)
    assert "GUICHET_NEW_PASSWORD" in typed("user", "add", office, "berta").err


def test_a_file_is_never_made_over_another(office: Path, typed: Typed) -> None:
    before = office.read_bytes()
    assert create(typed, office, "--json").json["problems"][0]["code"] == "file_exists"
    assert office.read_bytes() == before


def test_a_weak_password_is_refused(typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUICHET_NEW_PASSWORD", "1234")
    said = create(typed, tmp_path / "new.guichet", "--json")
    assert [one["code"] for one in said.json["problems"]] == ["password_weak"]


def test_users_come_and_go(office: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUICHET_NEW_PASSWORD", "another good one")
    assert typed("user", "add", office, "zara", "--role", "supervisor", "--full-name", "Zara Ba").code == 0
    assert typed("user", "add", office, "Zára", "--user", USER).code == 1, (
        "accents and capitals make no other name"
    )
    assert typed("check", office, "--json").json["problems"][0]["code"] == "user_needed"
    monkeypatch.setenv("GUICHET_USER", "zara")
    assert typed("check", office).code == 1
    monkeypatch.setenv("GUICHET_PASSWORD", "another good one")
    assert typed("check", office).code == 0
    assert typed("user", "disable", office, USER).code == 0
    assert typed("check", office, "--user", USER).code == 1
    assert typed("user", "disable", office, "zara", "--json").json["problems"][0]["code"] == "user_last"
    assert typed("user", "reset-password", office, USER).code == 0
    assert typed("check", office, "--user", USER).code == 0, "a new password brings somebody back"


def test_who_may_not_manage_users_is_told(
    office: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUICHET_NEW_PASSWORD", "another good one")
    typed("user", "add", office, "clerk", "--user", USER)
    monkeypatch.setenv("GUICHET_PASSWORD", "another good one")
    said = typed("user", "add", office, "third", "--user", "clerk", "--json")
    assert said.json["problems"][0]["code"] == "not_permitted"


def test_the_recovery_code_gives_a_new_password_and_is_then_spent(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "new.guichet"
    code = create(typed, path, "--json").json["recovery_code"]
    monkeypatch.setenv("GUICHET_RECOVERY_CODE", code.lower().replace("-", " "))
    monkeypatch.setenv("GUICHET_NEW_PASSWORD", "remembered this time")
    renewed = typed("user", "recover", path, "awa", "--json").json["recovery_code"]
    assert renewed != code
    assert typed("check", path).code == 1
    monkeypatch.setenv("GUICHET_PASSWORD", "remembered this time")
    assert typed("check", path).code == 0
    assert typed("user", "recover", path, "awa").code == 1


def test_without_a_password_and_without_anybody_to_ask(
    office: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GUICHET_PASSWORD")
    monkeypatch.setattr("os.ctermid", lambda: "/nonexistent/tty")
    said = typed("check", office)
    assert said.code == 2
    assert said.err.startswith("The password is missing.")


def test_a_new_password_is_typed_twice(office: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    typing = iter(["first spelling", "second spelling", "one spelling", "one spelling"])
    monkeypatch.setattr("desktop.commands.terminal._somebody_is_there", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda prompt, stream: next(typing))
    said = typed("user", "add", office, "zara", "--json")
    assert said.json["problems"][0]["code"] == "passwords_differ"
    assert typed("user", "add", office, "zara").code == 0
    assert PASSWORD not in said.out + said.err
