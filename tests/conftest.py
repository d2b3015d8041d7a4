"""What every test obeys: Qt without a screen, no unexpected warning, the long ones only when asked for."""

from __future__ import annotations

import logging
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

LONG_TIMEOUT = 1800  # seconds; the others have the 120 of pyproject.toml

# Before anything imports Qt: a test never opens a window on the developer's screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A slow machine is no mistake, so no deadline; in CI the same examples each time, so that red means changed.
settings.register_profile("guichet", deadline=None, print_blob=True, derandomize="CI" in os.environ)
settings.load_profile("guichet")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the tests that take minutes as well")


_own_settings = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Keeps the developer's own settings and passwords out of the tests, and theirs out of his."""
    config.stash[_own_settings] = Path(tempfile.mkdtemp(prefix="guichet-tests-"))
    os.environ["XDG_CONFIG_HOME"] = str(config.stash[_own_settings] / "config")
    os.environ["XDG_DATA_HOME"] = str(config.stash[_own_settings] / "data")
    for name in [name for name in os.environ if name.startswith("GUICHET_")]:
        del os.environ[name]


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(config.stash[_own_settings], ignore_errors=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("long") is None:
            continue
        if not config.getoption("--long"):
            item.add_marker(pytest.mark.skip(reason="takes minutes: ./test --long"))
        elif item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(LONG_TIMEOUT))


class _Heard(logging.Handler):
    """Keeps what was logged as a WARNING or worse, as ``logger: message``."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that logs a WARNING it did not announce, or announces one that never comes."""
    heard = _Heard()
    logging.getLogger().addHandler(heard)
    yield
    logging.getLogger().removeHandler(heard)
    expected = [str(mark.args[0]) for mark in request.node.iter_markers("expects_log")]
    surprises = [line for line in heard.lines if not any(re.search(p, line) for p in expected)]
    silent = [p for p in expected if not any(re.search(p, line) for line in heard.lines)]
    assert not surprises, f"logged without being expected: {surprises}"
    assert not silent, f"expected in the log and never came: {silent}"
