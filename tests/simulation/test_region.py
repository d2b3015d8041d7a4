"""Two hundred seeds of a bad month in a region; a failing one is run again by its number."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.app import make_app
from server.serving import prepared
from tests.simulation.network import Network, connected
from tests.simulation.quick_files import quick_files
from tests.simulation.region import Region, emptied

SEEDS_EACH = 10
STEPS = 20
MINUTES = float(os.environ.get("GUICHET_MINUTES", "40"))


@pytest.fixture(scope="module")
def network() -> Iterator[tuple[Network, object, object]]:
    """A real server's application and its real PostgreSQL, reached without a socket."""
    with tempfile.TemporaryDirectory(prefix="guichet-tests-", ignore_cleanup_errors=True) as folder:
        database, trust = prepared(Path(folder) / "server")
        with database, quick_files(), connected(Network(make_app(database, trust))) as line:
            yield line, database, trust


def simulate(network: tuple[Network, object, object], seed: int, steps: int) -> None:
    """One seed from the first joining to agreement."""
    line, database, trust = network
    emptied(database)  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory() as folder:
        region = Region(Path(folder), seed, line, database, trust)  # type: ignore[arg-type]
        try:
            for _ in range(steps):
                region.step()
            region.settle()
            region.check()
        except BaseException as error:
            error.add_note(f"seed {seed}, {steps} steps")
            raise
        finally:
            region.close()


@pytest.mark.parametrize("start", range(0, 200, SEEDS_EACH))
def test_a_region_of_bad_lines_loses_nothing_and_agrees(
    network: tuple[Network, object, object], start: int
) -> None:
    for seed in range(start, start + SEEDS_EACH):
        simulate(network, seed, STEPS)


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_as_many_seeds_as_fit_into_most_of_an_hour(
    network: tuple[Network, object, object], request: pytest.FixtureRequest
) -> None:
    """From GUICHET_SEED on (1000), for GUICHET_MINUTES (40); says where to go on."""
    first, until = int(os.environ.get("GUICHET_SEED", "1000")), time.monotonic() + 60 * MINUTES
    seed = first
    while time.monotonic() < until:
        simulate(network, seed, STEPS + seed % 60)
        seed += 1
    said = f"seeds {first} to {seed - 1} held; go on with GUICHET_SEED={seed}"
    request.config.get_terminal_writer().line(said)
