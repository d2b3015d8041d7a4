"""Where the peers live: a folder of their own, made the first time they are asked for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ANKI = "anki==26.9.3"
_HERE = Path(__file__).parent


def folder() -> Path:
    """The folder named in PEERS, or one in the user's cache; both peers are in it afterwards.

    Needs a line to PyPI and to npm's registry the first time, and Node.js 18 or later.
    """
    place = Path(os.environ.get("PEERS") or Path.home() / ".cache" / "guichet-peers")
    place.mkdir(parents=True, exist_ok=True)
    if not anki_python(place).exists():
        subprocess.run([sys.executable, "-m", "venv", str(place / "venv")], check=True)
        subprocess.run([str(anki_python(place)), "-m", "pip", "install", "-q", ANKI], check=True)
    if not (place / "node_modules").exists():
        npm = shutil.which("npm")
        if npm is None:
            raise SystemExit("npm is not on this machine: install Node.js 18 or later")
        shutil.copy(_HERE / "package.json", place / "package.json")
        subprocess.run([npm, "install", "--silent"], cwd=place, check=True)
    return place


def anki_python(place: Path) -> Path:
    """The Python in which Anki is installed."""
    return place / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
