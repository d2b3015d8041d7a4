"""Tabler's outline icons in the colours of the theme, drawn once for each colour and size."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.ui import theme
from packs.places import resources


def icon(name: str, colour: str, disabled: str = "") -> QIcon:
    """An icon of ``resources/icons`` in a colour such as ``#0b6b52``, drawn for 20 px, grown as text is."""
    made = QIcon(pixmap(name, colour, theme.grown(20)))
    if disabled:
        made.addPixmap(pixmap(name, disabled, theme.grown(20)), QIcon.Mode.Disabled)
    return made


def pixmap(name: str, colour: str, size: int = 20) -> QPixmap:
    """The icon as a picture of ``size`` × ``size`` logical pixels. Raises ``FileNotFoundError``."""
    screen = QGuiApplication.primaryScreen()
    return _drawn(name, colour, size, screen.devicePixelRatio() if screen else 1.0)


@lru_cache(maxsize=512)
def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    text = _source(name).replace("currentColor", colour)
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
