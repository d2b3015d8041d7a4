"""The look: one palette for light and one for dark, poured into one style sheet over Fusion."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.remembered import ThemeName
from packs.places import resources

FAMILY = "Inter"
# Pixels at 100 %: small print, body, lead, heading, display.
SIZES = {"small": 12, "body": 14, "lead": 16, "head": 20, "display": 24}
# Pixels: half a step, a step, and so on of the 8 px grid.
HALF, STEP, GAP, MARGIN = 4, 8, 16, 24
CONTROL = 36
TARGET = 40
# A line of a list one can press: an icon, words, and words beneath.
ROW = 56


@dataclass(frozen=True)
class Palette:
    """Every colour of the window. Text on its ground is 4.5:1 or more, a control's border 3:1."""

    name: ThemeName
    canvas: str
    surface: str
    raised: str
    text: str
    muted: str
    border: str
    line: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    on_accent_soft: str
    attention: str
    attention_soft: str
    error: str
    error_soft: str
    rail: str
    rail_text: str
    rail_active: str
    on_rail_active: str
    disabled: str


LIGHT = Palette(
    name="light",
    canvas="#f3f6f4",
    surface="#ffffff",
    raised="#f7faf8",
    text="#14201b",
    muted="#52615a",
    border="#7c8b84",
    line="#dde5e1",
    accent="#0b6b52",
    accent_hover="#085641",
    on_accent="#ffffff",
    accent_soft="#e1f1eb",
    on_accent_soft="#075240",
    attention="#7a4800",
    attention_soft="#fff0d2",
    error="#b3261e",
    error_soft="#fdeceb",
    rail="#0e2f27",
    rail_text="#cfe3da",
    rail_active="#21493d",
    on_rail_active="#ffffff",
    disabled="#67756f",
)
DARK = Palette(
    name="dark",
    canvas="#0f1614",
    surface="#18211e",
    raised="#1e2925",
    text="#e8efec",
    muted="#a3b3ac",
    border="#71827a",
    line="#2b3833",
    accent="#4fc3a1",
    accent_hover="#6dd3b4",
    on_accent="#0d1512",
    accent_soft="#1c3a31",
    on_accent_soft="#9fe3cc",
    attention="#f3c26b",
    attention_soft="#3a2c10",
    error="#ff8f86",
    error_soft="#3d1d1b",
    rail="#0a1f1a",
    rail_text="#bcd4ca",
    rail_active="#1c4035",
    on_rail_active="#ffffff",
    disabled="#8a9992",
)
PALETTES: dict[ThemeName, Palette] = {"light": LIGHT, "dark": DARK}

_worn: list[Palette] = [LIGHT]
_percent: list[int] = [100]


def palette() -> Palette:
    """The colours on screen."""
    return _worn[0]


def pixels(size: str) -> int:
    """A named type size in pixels, grown by the text size the person chose."""
    return round(SIZES[size] * _percent[0] / 100)


def grown(length: int) -> int:
    """A length that has to hold text, in pixels at the text size the person chose."""
    return round(length * _percent[0] / 100)


def application(arguments: list[str]) -> QApplication:
    """The application there is, or one that draws by Fusion from the start: changing to it costs 25 ms."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    made = QApplication([*arguments[:1], "-style", "fusion"])
    made.setProperty("fusion", True)
    return made


def wear(app: QApplication, name: ThemeName, percent: int = 100) -> None:
    """Dresses the application: Fusion, our fonts, palette and style sheet, at a text size in per cent."""
    _worn[:] = [PALETTES[name]]
    _percent[:] = [percent]
    if not app.property("fusion"):
        app.setStyle("Fusion")
        app.setProperty("fusion", True)
    if not app.property("fonts"):
        _load_fonts()
        app.setProperty("fonts", True)
    font = QFont(FAMILY)
    font.setPixelSize(pixels("body"))
    app.setFont(font)
    app.setPalette(_qt_palette(palette()))
    app.setStyleSheet(sheet(palette(), percent))


def sheet(colours: Palette, percent: int = 100) -> str:
    """The style sheet for these colours and this text size."""
    style = resources() / "style"
    lengths = {name: f"{round(size * percent / 100)}px" for name, size in SIZES.items()}
    # The sheet names a control's content box; its padding and border add 2 × 7 px.
    lengths["control"] = f"{max(CONTROL, round(CONTROL * percent / 100)) - 14}px"
    lengths["row"] = f"{round(ROW * percent / 100) - 14}px"
    images = {name: (style / f"{name}-{colours.name}.svg").as_posix() for name in ("chevron", "check", "dot")}
    words = {**asdict(colours), **lengths, **images}
    return Template((style / "guichet.qss").read_text(encoding="utf-8")).substitute(words)


def tone(widget: QWidget, **properties: str) -> None:
    """Sets properties the style sheet selects by, and has them drawn at once."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # it will be polished when it is first shown
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    first, second = _luminance(QColor(one)), _luminance(QColor(other))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def _luminance(colour: QColor) -> float:
    parts = [colour.redF(), colour.greenF(), colour.blueF()]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _load_fonts() -> None:
    for weight in ("Regular", "Medium", "SemiBold", "Bold"):
        QFontDatabase.addApplicationFont(str(resources() / "fonts" / f"Inter-{weight}.ttf"))


def _qt_palette(colours: Palette) -> QPalette:
    """Fusion's own drawing in our colours: what the style sheet does not reach."""
    roles = {
        QPalette.ColorRole.Window: colours.canvas,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.raised,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.Button: colours.surface,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.ToolTipBase: colours.surface,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Link: colours.accent,
    }
    made = QPalette()
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.disabled))
    return made
