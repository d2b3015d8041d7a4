"""Conflicts and refusals settled from a terminal, said in words and as documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.application import Application
from tests.desktop.commands.conftest import FAST, PASSWORD, Said
from tests.desktop.ui.settling import disagree, refuse

Typed = Callable[..., Said]


@pytest.fixture
def refused_change(office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """The file disagrees with another laptop's about three households, and one change was refused."""
    with Application(FAST).desk(office, PASSWORD) as desk:
        return refuse(desk, disagree(desk, tmp_path), monkeypatch)


def test_conflicts_are_listed_shown_settled_and_opened_again(
    office: Path, typed: Typed, refused_change: int
) -> None:
    found = typed("conflicts", "list", office, "--json").json
    assert [one["cause"] for one in found] == ["values", "values", "ended"]
    [name] = [one for one in found if "family_name" in one["fields"]]
    number = name["number"]
    assert number.split("-")[0].isalnum() and number.split("-")[1].isdigit()  # alike on every laptop
    shown = typed("conflicts", "show", office, number)
    assert "Ba" in shown.out and "Sy" in shown.out and "stands" in shown.out
    [value] = [one for one in typed("conflicts", "show", office, number, "--json").json["values"]
               if one["field"] == "family_name"]  # fmt: skip
    assert (value["kept"], value["other"], value["mine"]) == ("Sy", "Ba", "other")
    said = typed(
        *("conflicts", "settle", office, number, "--keep", "mine", "--keep", "mother_name=Khadidja"),
        *("--why", "card seen", "--json"),
    )
    assert said.json["settled_values"] == {"family_name": "Ba", "mother_name": "Khadidja"}
    assert said.json["settled_how"] == "mixed"
    again = typed("conflicts", "settle", office, number, "--keep", "mine")
    assert again.code == 1 and "settled already" in again.err
    assert typed("conflicts", "reopen", office, number, "--json").json == {"reopened": 1}


def test_the_trivial_are_previewed_then_settled(office: Path, typed: Typed, refused_change: int) -> None:
    before = typed("conflicts", "trivial", office, "--preview", "--json").json
    assert len(before["conflicts"]) == 1 and before["settled"] is False
    assert "1 conflict settled" in typed("conflicts", "trivial", office).out
    assert typed("conflicts", "trivial", office, "--json").json["conflicts"] == []
    assert len(typed("conflicts", "list", office, "--settled", "--json").json) == 1


def test_what_is_kept_must_be_said_for_every_field(office: Path, typed: Typed, refused_change: int) -> None:
    [name] = [
        one for one in typed("conflicts", "list", office, "--json").json if "family_name" in one["fields"]
    ]
    said = typed("conflicts", "settle", office, name["number"], "--keep", "family_name=mine")
    assert said.code == 1 and "every field" in said.err
    said = typed("conflicts", "settle", office, name["number"], "--keep", "village=mine")
    assert said.code == 1 and "not about" in said.err
    assert typed("conflicts", "settle", office, 12345, "--keep", "mine").code == 1


def test_a_refused_change_is_corrected(office: Path, typed: Typed, refused_change: int) -> None:
    [line] = typed("refused", "list", office, "--json").json
    assert (line["number"], line["field"]) == (refused_change, "mother_name")
    assert typed("refused", "correct", office, refused_change, "--set", "code=X").code == 1
    done = typed("refused", "correct", office, refused_change, "--set", "mother_name=Khady", "--json").json
    assert done["replaced"] == [refused_change]
    assert typed("refused", "list", office, "--json").json == []
    [kept] = typed("refused", "list", office, "--settled", "--json").json
    assert (kept["how"], kept["by"]) == ("corrected", done["changes"][0])


def test_a_refused_change_is_set_aside(office: Path, typed: Typed, refused_change: int) -> None:
    said = typed("refused", "set-aside", office, refused_change, "--reason", "wrong person")
    assert said.code == 0 and "journal" in said.out
    assert "wrong person" in typed("refused", "list", office, "--settled").out
