"""Making an office file: whole with its keys, or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desktop.models import identity, settings
from desktop.models.vault import Vault
from desktop.services.create_office import create_office
from desktop.services.sign_in import sign_in
from domain.ids import device_code, fingerprint
from domain.problems import Fault, Refused
from domain.vocabulary import UserRole
from packs.reading import find
from tests.desktop.models.offices import EASY, PASSWORD, programme


@pytest.mark.parametrize("pack", ["kp-one-window", "cv-single-register"])
def test_a_new_file_opens_for_its_first_user_who_leads_it(tmp_path: Path, pack: str) -> None:
    chosen = find(pack)
    path = tmp_path / "Büro – Noé.guichet"
    made = create_office(path, chosen, chosen.offices[0].code, "Awa", PASSWORD, hardness=EASY)
    desk = sign_in(path, PASSWORD)
    assert desk.programme == chosen
    assert desk.office == chosen.offices[0]
    assert (desk.user.number, desk.user.full_name, desk.user.role) == (1, "Awa", UserRole.administrator)
    with desk.store.reading() as connection:
        who = identity.current(connection)
        assert who.code == made.device_code == device_code(who.device)
        assert who.device == fingerprint(who.public_key())
        assert settings.get(connection, "office") == chosen.offices[0].code
        kinds = connection.execute("SELECT kind, id & 1099511627775, district FROM change").fetchall()
        assert kinds == [("user", 1, chosen.district_of(chosen.offices[0].areas[0]))]
    desk.close()
    assert Vault(path).recover(made.recovery_code) == desk.key


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"office": "XXX"}, ["office_unknown"]),
        ({"username": "  "}, ["username_missing"]),
        ({"username": "!!!"}, ["username_missing"]),
        ({"password": "1234567"}, ["password_weak"]),
        (
            {"office": "", "username": "", "password": ""},
            ["office_unknown", "username_missing", "password_weak"],
        ),
        ({"username": "A" * 300}, ["field_wrong"]),
    ],
)
def test_what_is_missing_is_told_at_once_and_nothing_is_made(
    tmp_path: Path, changed: dict[str, str], codes: list[str]
) -> None:
    given = {"office": "NSR", "username": "Awa", "password": PASSWORD} | changed
    with pytest.raises(Refused) as caught:
        create_office(
            tmp_path / "x.guichet",
            programme(),
            given["office"],
            given["username"],
            given["password"],
            "",
            EASY,
        )
    assert [problem.code for problem in caught.value.problems][: len(codes)] == codes
    assert list(tmp_path.iterdir()) == []


def test_nothing_existing_is_overwritten(tmp_path: Path) -> None:
    for name in ("a.guichet", "b.guichet.keys"):
        (tmp_path / name).write_text("precious")
    for name in ("a.guichet", "b.guichet"):
        with pytest.raises(Fault) as caught:
            create_office(tmp_path / name, programme(), "NSR", "Awa", PASSWORD, hardness=EASY)
        assert caught.value.problem.code == "file_exists"
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "a.guichet": "precious",
        "b.guichet.keys": "precious",
    }


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(Fault) as caught:
        create_office(tmp_path / "no" / "x.guichet", programme(), "NSR", "Awa", PASSWORD, hardness=EASY)
    assert caught.value.problem.code == "folder_missing"


@pytest.mark.parametrize("part", ["create", "add"])
def test_an_accident_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    def accident(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Vault, part, accident)
    with pytest.raises(KeyboardInterrupt):
        create_office(tmp_path / "x.guichet", programme(), "NSR", "Awa", PASSWORD, hardness=EASY)
    assert list(tmp_path.iterdir()) == []
