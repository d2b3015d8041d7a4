"""The shipped folders are found in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.problems import Fault
from packs import places


def test_the_checkout_has_both_folders() -> None:
    assert (places.resources() / "fonts" / "NotoSans-Regular.ttf").is_file()
    assert places.translations().name == "translations"


def test_a_wheel_keeps_them_under_guichet_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = tmp_path / "guichet" / "data"
    (installed / "resources").mkdir(parents=True)
    monkeypatch.setattr(places, "_INSTALLED", installed)
    assert places.resources() == installed / "resources"
    assert places.translations() == places._ROOT / "translations"


def test_missing_folders_are_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_INSTALLED", tmp_path / "a")
    monkeypatch.setattr(places, "_ROOT", tmp_path / "b")
    with pytest.raises(Fault) as caught:
        places.resources()
    assert caught.value.problem.code == "shipped_files_missing"
    assert caught.value.problem.facts == {"folder": "resources"}
