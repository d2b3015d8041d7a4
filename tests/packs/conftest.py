"""A copy of a shipped pack that a test may spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from packs.places import resources


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The Lusophone pack in a folder of its own."""
    folder = tmp_path / "cv-single-register"
    shutil.copytree(resources() / "programmes" / "cv-single-register", folder)
    return folder
