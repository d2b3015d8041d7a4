"""Where the files shipped with the product are: in a checkout, or inside an installed wheel."""

from __future__ import annotations

from pathlib import Path

from domain.problems import Fault

_ROOT = Path(__file__).resolve().parent.parent
# pyproject.toml puts both folders here in a wheel; a checkout has no such folder.
_INSTALLED = _ROOT / "guichet" / "data"


def resources() -> Path:
    """Programme packs, fonts and icons. Raises ``Fault("shipped_files_missing")``."""
    return _folder("resources")


def translations() -> Path:
    """The catalogues of the three languages. Raises ``Fault("shipped_files_missing")``."""
    return _folder("translations")


def _folder(name: str) -> Path:
    for base in (_INSTALLED, _ROOT):
        if (base / name).is_dir():
            return base / name
    raise Fault("shipped_files_missing", folder=name)
