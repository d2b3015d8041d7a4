"""Seeds of harder months, with districts that come as snapshots; a failing one is run again by its number."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.sync import snapshots as fetching
from server import snapshots as writing
from tests.simulation.harder import HarderRegion
from tests.simulation.region import emptied
from tests.simulation.test_region import network

__all__ = ["network"]

SEEDS_EACH, STEPS = 5, 30


@pytest.fixture
def small_snapshots() -> Iterator[None]:
    """A district of five rows is one already."""
    with pytest.MonkeyPatch.context() as patched:
        for name, value in (("LEAST_ROWS", 5), ("PAGE", 4), ("PART", 700)):
            patched.setattr(writing, name, value)
        for name, least in (("LEAST_LEFT", 3.0), ("PIECE", 600), ("_PAUSE_S", 0.02), ("_PATIENCE_S", 0.2)):
            patched.setattr(fetching, name, least)
        yield


@pytest.mark.usefixtures("small_snapshots")
@pytest.mark.parametrize("start", range(0, 20, SEEDS_EACH))
def test_nothing_is_lost_when_servers_and_files_come_back_and_laptops_are_shut_out(
    network: tuple[object, object, object],
    start: int,
) -> None:
    line, database, trust = network
    for seed in range(start, start + SEEDS_EACH):
        emptied(database)  # type: ignore[arg-type]
        with tempfile.TemporaryDirectory() as folder:
            region = HarderRegion(Path(folder), seed, line, database, trust)  # type: ignore[arg-type]
            try:
                for _ in range(STEPS):
                    region.step()
                region.settle()
                region.check()
            except BaseException as error:
                error.add_note(f"seed {seed}, {STEPS} steps, disaster: {region.disaster}")
                raise
            finally:
                region.close()
