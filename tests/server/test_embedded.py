"""The database of our own: it starts anywhere, is shared by processes, and never outlives its last user."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import psycopg
import pytest
from sqlalchemy import URL

from domain.problems import Fault
from server.embedded import Embedded

ROOT = Path(__file__).parents[2]
_USER = (
    "import sys; from pathlib import Path; from server.embedded import Embedded;"
    "Embedded(Path(sys.argv[1])).start(); print('ready', flush=True); sys.stdin.read()"
)


@pytest.fixture(autouse=True)
def _nothing_left_running(folder: Path) -> Iterator[None]:
    """Whatever a failing test leaves running is ended before its folder goes."""
    yield
    for process in databases_in(folder):
        process.kill()


def databases_in(folder: Path) -> list[psutil.Process]:
    """The database servers that run in the folder."""
    cluster = str(folder / "postgres")
    found = psutil.process_iter(["name", "cmdline"])  # a zombie has no command line any more
    return [p for p in found if "postgres" in p.info["name"] and cluster in (p.info["cmdline"] or ())]


def gone_within(seconds: float, folder: Path) -> bool:
    deadline = time.monotonic() + seconds
    while databases_in(folder):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def another_user(folder: Path) -> subprocess.Popen[str]:
    """A process of its own that uses the database until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", _USER, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def ask(address: URL, question: str) -> object:
    dsn = address.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(dsn) as connection:
        row = connection.execute(question).fetchone()
        assert row is not None
        return row[0]


def test_it_starts_stops_and_remembers(folder: Path) -> None:
    one = Embedded(folder)
    assert str(ask(one.start(), "SHOW server_version")).startswith("18")
    assert len(databases_in(folder)) == 1
    ask(one.start(), "SELECT 1")  # starting twice is once
    one.close()
    assert gone_within(5, folder)
    again = Embedded(folder)
    assert ask(again.start(), "SELECT current_user") == "guichet"
    again.close()
    assert gone_within(5, folder)


def test_its_folder_is_private_and_those_above_stay_as_they_were(folder: Path) -> None:
    embedded = Embedded(folder)
    embedded.start()
    embedded.close()
    for place in (folder.parent, folder, folder / "postgres"):
        assert stat.S_IMODE(place.stat().st_mode) & 0o066 == 0, place  # nobody else reads or writes
    assert stat.S_IMODE((folder / "secret").stat().st_mode) == 0o600


def test_nobody_connects_without_the_password(folder: Path) -> None:
    embedded = Embedded(folder)
    address = embedded.start()
    for name in ("guichet", "postgres"):
        dsn = address.set(drivername="postgresql", username=name, password="x", database="postgres")
        with pytest.raises(psycopg.OperationalError, match="authentication failed"):
            psycopg.connect(dsn.render_as_string(hide_password=False))
    embedded.close()


def test_the_last_user_of_all_processes_stops_it(folder: Path) -> None:
    other = another_user(folder)
    own = Embedded(folder)
    own.start()
    own.close()
    assert databases_in(folder)
    other.communicate("")
    assert gone_within(5, folder)


def test_a_killed_user_does_not_keep_it_alive(folder: Path) -> None:
    other = another_user(folder)
    other.kill()
    other.communicate()
    assert databases_in(folder)  # nobody was left to stop it …
    own = Embedded(folder)
    assert ask(own.start(), "SELECT 1") == 1
    own.close()
    assert gone_within(5, folder)  # … until the next user came


def test_a_user_that_ends_without_closing_stops_it_too(folder: Path) -> None:
    code = "import sys; from pathlib import Path; from server.embedded import Embedded;" + (
        "Embedded(Path(sys.argv[1])).start()"
    )
    subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, check=True)
    assert gone_within(5, folder)


@pytest.mark.parametrize("note", ["", "123\nhalf", "own number"])
def test_a_note_left_by_a_power_cut_does_not_stop_it(folder: Path, note: str) -> None:
    embedded = Embedded(folder)
    address = embedded.start()
    before = (folder / "postgres" / "postmaster.pid").read_text()
    ask(address, "SELECT 1")
    for process in databases_in(folder):
        process.send_signal(signal.SIGKILL)
    assert gone_within(5, folder)
    embedded.close()
    stale = before.replace(before.split("\n")[0], str(os.getpid())) if note == "own number" else note
    (folder / "postgres" / "postmaster.pid").write_text(stale)
    again = Embedded(folder)
    assert ask(again.start(), "SELECT 1") == 1
    again.close()


def test_a_folder_that_cannot_be_made_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Fault, match="database_unavailable"):
        Embedded(tmp_path / "file" / "data").start()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become another")
def test_it_serves_a_plain_account_as_well_as_root(folder: Path) -> None:
    home = folder.parent
    os.chown(home, 65534, 65534)
    # Imports come first: the plain account may not be able to read where Python is installed.
    become = "import os, psycopg; os.setgroups([]); os.setgid(65534); os.setuid(65534);"
    imports, rest = _USER.split("Embedded(", 1)
    code = imports + become + "Embedded(" + rest.replace("sys.stdin.read()", "print(os.geteuid())")
    ran = subprocess.run(
        [sys.executable, "-c", code, str(home / "data")],
        cwd=ROOT,
        env=os.environ | {"HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stdout, ran.returncode) == ("ready\n65534\n", 0), ran.stderr
    assert (home / "data" / "postgres").stat().st_uid == 65534
    assert gone_within(5, home / "data")
