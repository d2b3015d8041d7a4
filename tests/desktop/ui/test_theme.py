"""Colours that everybody can read, in light and in dark; pictures the style sheet names are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication

from desktop.ui import theme
from desktop.ui.theme import DARK, LIGHT, Palette, contrast

TEXTS = [
    ("text", "canvas"),
    ("text", "surface"),
    ("text", "raised"),
    ("text", "accent_soft"),
    ("muted", "canvas"),
    ("muted", "surface"),
    ("muted", "raised"),
    ("accent", "surface"),
    ("accent", "canvas"),
    ("accent", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent_soft", "accent_soft"),
    ("attention", "attention_soft"),
    ("attention", "surface"),
    ("attention", "canvas"),
    ("error", "error_soft"),
    ("error", "surface"),
    ("rail_text", "rail"),
    ("on_rail_active", "rail_active"),
    ("rail_text", "rail_active"),
]
BORDERS = [("border", "surface"), ("border", "canvas"), ("accent", "surface"), ("accent", "canvas")]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXTS, ids=lambda name: str(name))
def test_text_is_readable(palette: Palette, text: str, ground: str) -> None:
    assert contrast(getattr(palette, text), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("border", "ground"), BORDERS, ids=lambda name: str(name))
def test_borders_are_visible(palette: Palette, border: str, ground: str) -> None:
    assert contrast(getattr(palette, border), getattr(palette, ground)) >= 3.0


def test_contrast_is_the_known_one() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_pictures_of_the_sheet_exist(palette: Palette) -> None:
    pictures = re.findall(r'url\("([^"]+)"\)', theme.sheet(palette))
    assert len(pictures) >= 3
    assert all(Path(picture).is_file() for picture in pictures)


def test_text_grows_with_the_size_chosen(qapp: QApplication) -> None:
    theme.wear(qapp, "light", 200)
    assert QApplication.font().pixelSize() == 28
    assert "font-size: 28px" in qapp.styleSheet()
    theme.wear(qapp, "light", 100)


def test_the_interface_font_is_ours(qapp: QApplication) -> None:
    assert QFontInfo(QApplication.font()).family() == "Inter"
