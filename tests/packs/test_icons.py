"""Each icon takes the colour and the size the screen gives it."""

from __future__ import annotations

from xml.etree import ElementTree

from packs.places import resources

ICONS = sorted((resources() / "icons").glob("*.svg"))
NEEDED = """
home user-plus users search layout-grid flag route printer refresh cloud-upload settings check alert-triangle
alert-circle info-circle x plus trash pencil camera photo map-pin phone id calendar chevron-right chevron-left
chevron-down chevron-up arrow-left arrow-right lock logout file-text device-floppy download eye clock wifi
wifi-off language help user home-2 circle-check circle-dashed message
"""


def test_the_window_finds_the_icons_it_needs() -> None:
    assert set(NEEDED.split()) - {icon.stem for icon in ICONS} == set()
    assert "MIT License" in (resources() / "icons" / "LICENSE").read_text(encoding="utf-8")


def test_each_is_drawn_on_24_by_24_in_the_current_colour() -> None:
    for icon in ICONS:
        root = ElementTree.fromstring(icon.read_text(encoding="utf-8"))
        assert root.attrib["viewBox"] == "0 0 24 24", icon.name
        assert root.attrib["stroke"] == "currentColor", icon.name
