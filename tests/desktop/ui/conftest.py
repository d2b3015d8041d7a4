"""A dressed application without a screen, in English, and settings of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.language.catalogue import Untranslated
from desktop.ui import speech, theme
from desktop.ui.remembered import Remembered

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            name = f"{Untranslated.__module__}.{Untranslated.__qualname__}"
            item.add_marker(pytest.mark.filterwarnings(f"ignore::{name}"))


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Every test starts light, at 100 %, in English."""
    if theme.palette() is not theme.LIGHT or not qapp.styleSheet() or theme.grown(100) != 100:
        theme.wear(qapp, "light")
    speech.speak("en")
    yield


@pytest.fixture
def remembered(tmp_path: Path) -> Remembered:
    return Remembered(tmp_path / "window.ini")
