"""An office file for each test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.services.desk import Desk
from tests.desktop.models.offices import make_office


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Signed in at a new office file; closed afterwards."""
    sitting = make_office(tmp_path / "office.guichet")
    yield sitting
    sitting.close()
