"""What the window remembers between two days: language, theme, last file and user, size and place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from PySide6.QtCore import QByteArray, QLocale, QSettings

if TYPE_CHECKING:
    from domain.languages import LanguageCode

ThemeName = Literal["light", "dark"]
TEXT_SIZES = (100, 115, 130, 150, 175, 200)
_FILES_KEPT = 5


class Remembered:
    """The settings of this person on this computer; nothing about citizens, and never a password."""

    def __init__(self, path: Path | None = None) -> None:
        """Reads ``path``, or ``Guichet/Guichet.conf`` of the user's configuration folder."""
        form = QSettings.Format.IniFormat
        scope = QSettings.Scope.UserScope
        self._kept = QSettings(str(path), form) if path else QSettings(form, scope, "Guichet", "Guichet")

    def _text(self, key: str) -> str:
        return str(self._kept.value(key, "") or "")

    @property
    def language(self) -> LanguageCode:
        """The language last chosen, else the computer's if we speak it, else English."""
        code = self._text("language") or QLocale.system().name()[:2]
        return cast("LanguageCode", code if code in ("en", "fr", "pt") else "en")

    @language.setter
    def language(self, code: LanguageCode) -> None:
        self._kept.setValue("language", code)

    @property
    def theme(self) -> ThemeName:
        return "dark" if self._text("theme") == "dark" else "light"

    @theme.setter
    def theme(self, name: ThemeName) -> None:
        self._kept.setValue("theme", name)

    @property
    def text_size(self) -> int:
        """Per cent of the usual size, one of ``TEXT_SIZES``."""
        kept = self._text("text_size")
        return int(kept) if kept.isdigit() and int(kept) in TEXT_SIZES else 100

    @text_size.setter
    def text_size(self, percent: int) -> None:
        self._kept.setValue("text_size", percent)

    @property
    def files(self) -> list[Path]:
        """Office files opened here, the latest first; those that were moved away are left out."""
        kept = self._text("files").split("\n")
        return [Path(line) for line in kept if line and Path(line).is_file()]

    def opened(self, path: Path, username: str) -> None:
        """Keeps an office file on top of the list, with who opened it."""
        others = [str(old) for old in self.files if old != path]
        self._kept.setValue("files", "\n".join([str(path), *others][:_FILES_KEPT]))
        self._kept.setValue(f"user/{_key(path)}", username)

    def username(self, path: Path) -> str:
        """Who opened the file last; empty the first time."""
        return self._text(f"user/{_key(path)}")

    @property
    def automatic(self) -> bool:
        """Whether synchronisation starts by itself when the network is there."""
        return self._text("automatic") != "off"

    @automatic.setter
    def automatic(self, on: bool) -> None:
        self._kept.setValue("automatic", "on" if on else "off")

    @property
    def only_records(self) -> bool:
        """Whether a round leaves photos and scans for a better line."""
        return self._text("only_records") == "on"

    @only_records.setter
    def only_records(self, on: bool) -> None:
        self._kept.setValue("only_records", "on" if on else "off")

    @property
    def budget_mb(self) -> int | None:
        """What a round may send and receive in MB (1,000,000 bytes); None without a limit."""
        kept = self._text("budget_mb")
        return int(kept) if kept.isdigit() and int(kept) else None

    @budget_mb.setter
    def budget_mb(self, most: int | None) -> None:
        self._kept.setValue("budget_mb", str(most or ""))

    @property
    def slip_language(self) -> LanguageCode:
        """The language reconciliation slips were last printed in, else that of the window."""
        code = self._text("slip_language") or self.language
        return cast("LanguageCode", code if code in ("en", "fr", "pt") else "en")

    @slip_language.setter
    def slip_language(self, code: LanguageCode) -> None:
        self._kept.setValue("slip_language", code)

    @property
    def camera(self) -> str:
        """The key of the camera used last; empty before the first time."""
        return self._text("camera")

    @camera.setter
    def camera(self, key: str) -> None:
        self._kept.setValue("camera", key)

    @property
    def mirrored(self) -> bool:
        """Whether the camera's picture stands on screen as in a mirror."""
        return self._text("mirrored") != "off"

    @mirrored.setter
    def mirrored(self, on: bool) -> None:
        self._kept.setValue("mirrored", "on" if on else "off")

    @property
    def document_kind(self) -> str:
        """The kind of document kept last; empty before the first."""
        return self._text("document_kind")

    @document_kind.setter
    def document_kind(self, kind: str) -> None:
        self._kept.setValue("document_kind", kind)

    @property
    def complaints(self) -> str:
        """Which complaints were listed last; empty before the first time."""
        return self._text("complaints")

    @complaints.setter
    def complaints(self, which: str) -> None:
        self._kept.setValue("complaints", which)

    @property
    def employer(self) -> str:
        """The code of the employer that was open last."""
        return self._text("employer")

    @employer.setter
    def employer(self, code: str) -> None:
        self._kept.setValue("employer", code)

    @property
    def contribution_scheme(self) -> str:
        """The scheme contributions were last kept for."""
        return self._text("contribution_scheme")

    @contribution_scheme.setter
    def contribution_scheme(self, code: str) -> None:
        self._kept.setValue("contribution_scheme", code)

    @property
    def complaint_channel(self) -> str:
        """How the last complaint came."""
        return self._text("complaint_channel")

    @complaint_channel.setter
    def complaint_channel(self, channel: str) -> None:
        self._kept.setValue("complaint_channel", channel)

    @property
    def scans(self) -> Path | None:
        """The folder a picture or a scan was chosen from last, where it is still there."""
        kept = Path(self._text("scans"))
        return kept if self._text("scans") and kept.is_dir() else None

    @scans.setter
    def scans(self, folder: Path) -> None:
        self._kept.setValue("scans", str(folder))

    @property
    def stick(self) -> Path | None:
        """The stick's folder that was chosen last, also while the stick is out."""
        kept = self._text("stick")
        return Path(kept) if kept else None

    @stick.setter
    def stick(self, folder: Path) -> None:
        self._kept.setValue("stick", str(folder))

    def filters(self, path: Path) -> dict[str, str]:
        """The filters the list of people was last left with at an office file, by name."""
        kept = self._text(f"filters/{_key(path)}")
        return dict(pair.split("=", 1) for pair in kept.split("\n") if "=" in pair)

    def keep_filters(self, path: Path, filters: dict[str, str]) -> None:
        """Keeps the filters of today for the next time; none at all where none is on."""
        kept = "\n".join(f"{name}={value}" for name, value in filters.items())
        self._kept.setValue(f"filters/{_key(path)}", kept)

    @property
    def geometry(self) -> QByteArray | None:
        kept = self._kept.value("geometry")
        return kept if isinstance(kept, QByteArray) else None

    @geometry.setter
    def geometry(self, place: QByteArray) -> None:
        self._kept.setValue("geometry", place)


def _key(path: Path) -> str:
    """A path as a settings key: the ini format reserves slashes."""
    return str(path).replace("/", "|").replace("\\", "|")
