"""Portraits of the pages: drawn without a screen, alive in each language, the desk left open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from desktop.services import today
from desktop.services.desk import Desk
from desktop.ui import portraits
from desktop.ui.portraits import Scene


def test_each_scene_is_drawn_in_each_language(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "portraits"
    made = portraits.draw(desk, folder, [Scene("today", "today"), Scene("people", "people")], ("fr", "pt"))
    names = {path.name for path in made}
    assert names == {f"{name}-{code}.png" for name in ("sign-in", "today", "people") for code in ("fr", "pt")}
    pictures = {path.name: QImage(str(path)) for path in made}
    assert all(picture.size() == portraits.LAPTOP for picture in pictures.values())
    assert pictures["today-fr.png"] != pictures["today-pt.png"]
    assert pictures["today-fr.png"] != pictures["people-fr.png"]
    assert {path.name for path in folder.iterdir()} == names
    assert today.today(desk).households == 12
