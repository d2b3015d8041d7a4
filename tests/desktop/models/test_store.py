"""The encrypted file on bad days: wrong keys, cut and damaged files, full disks, other processes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.models import migrations, store
from desktop.models.store import PAGE, Store
from domain.problems import Fault

KEY = bytes(range(32))
MARK = "Mamadou-Ngoné"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "office.guichet"


def fault(act: Callable[[], Any]) -> str:
    with pytest.raises(Fault) as caught:
        act()
    return caught.value.problem.code


def put(opened: Store, name: str, value: str) -> None:
    with opened.transaction() as connection:
        connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))


def get(opened: Store, name: str) -> str | None:
    with opened.reading() as connection:
        row = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return row[0] if row else None


def filled(path: Path, rows: int = 2000) -> None:
    """A file of some hundred pages."""
    made = store.create(path, KEY)
    with made.transaction() as connection:
        connection.executemany(
            "INSERT INTO setting VALUES (?, ?)", [(f"{n:05}", MARK * 20) for n in range(rows)]
        )
    made.close()


# -- keys


@pytest.mark.parametrize("length", [0, 16, 31, 33, 64])
def test_a_key_of_another_length_is_never_taken_for_a_passphrase(path: Path, length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Store(path, b"k" * length)
    assert not path.exists()


def test_another_key_opens_nothing(path: Path) -> None:
    store.create(path, KEY).close()
    assert fault(lambda: store.open_existing(path, KEY[::-1])) == "file_damaged"
    store.open_existing(path, KEY).close()


def test_another_tool_reads_nothing(path: Path) -> None:
    import sqlite3  # noqa: PLC0415  (the tool somebody would try first)

    store.create(path, KEY).close()
    other = sqlite3.connect(path)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        other.execute("SELECT * FROM sqlite_master")
    other.close()


def test_no_word_written_can_be_read_in_the_file_its_log_or_its_index(path: Path) -> None:
    made = store.create(path, KEY)
    for n in range(50):
        put(made, f"name {n}", MARK)
    beside = [path, Path(f"{path}-wal"), Path(f"{path}-shm")]
    for part in beside:
        data = part.read_bytes()
        assert len(data) > 1000
        for spelling in (MARK.encode(), MARK.encode("utf-16-le"), b"setting", b"SQLite format 3"):
            assert spelling not in data, part.name
    made.close()
    assert MARK.encode() not in path.read_bytes()


def test_the_log_is_folded_in_at_the_end(path: Path) -> None:
    made = store.create(path, KEY)
    put(made, "a", "b")
    made.close()
    assert not Path(f"{path}-wal").exists()
    assert get(store.open_existing(path, KEY), "a") == "b"


# -- what is no office file


def test_a_missing_file_is_not_made(path: Path) -> None:
    assert fault(lambda: store.open_existing(path, KEY)) == "file_missing"
    assert not path.exists()
    assert fault(lambda: store.check_shape(path.parent)) == "file_missing"


def test_an_empty_file_is_not_taken_for_a_new_one(path: Path) -> None:
    path.touch()
    assert fault(lambda: store.open_existing(path, KEY)) == "file_empty"
    assert path.stat().st_size == 0


def test_an_existing_file_is_not_overwritten(path: Path) -> None:
    path.write_bytes(b"precious")
    assert fault(lambda: store.create(path, KEY)) == "file_exists"
    assert path.read_bytes() == b"precious"


@pytest.mark.parametrize(
    "content", [b"x" * PAGE, os.urandom(PAGE * 3), b"SQLite format 3\0" + b"\0" * (PAGE - 16)]
)
def test_some_other_file_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert fault(lambda: store.open_existing(path, KEY)) == "file_damaged"
    assert path.read_bytes() == content


def test_a_file_cut_in_a_page_is_refused(path: Path) -> None:
    filled(path)
    os.truncate(path, path.stat().st_size - 100)
    assert fault(lambda: store.open_existing(path, KEY)) == "file_truncated"


@pytest.mark.parametrize("share", [0.9, 0.5, 0.1])
def test_a_file_cut_between_pages_is_refused(path: Path, share: float) -> None:
    filled(path)
    pages = path.stat().st_size // PAGE
    os.truncate(path, int(pages * share) * PAGE)
    assert fault(lambda: store.open_existing(path, KEY)) in ("file_truncated", "file_damaged")


def test_half_a_page_that_the_log_has_whole_is_no_damage(path: Path, tmp_path: Path) -> None:
    """A power cut while the log is folded in leaves the file's last page unfinished."""
    made = store.create(path, KEY)
    for n in range(200):
        put(made, f"{n:05}", MARK * 20)
    copy = tmp_path / "after the cut.guichet"
    shutil.copy(path, copy)
    shutil.copy(f"{path}-wal", f"{copy}-wal")
    made.close()
    with copy.open("ab") as file:
        file.write(b"\0" * 100)
    opened = store.open_existing(copy, KEY)
    assert [get(opened, f"{n:05}") for n in range(200)] == [MARK * 20] * 200
    opened.close()


# -- damage inside


def damaged(path: Path) -> None:
    """The fifth page from the end is written over."""
    with path.open("r+b") as file:
        file.seek(-5 * PAGE + 100, os.SEEK_END)
        file.write(b"\xff" * 500)


def test_a_damaged_page_is_named_damage_and_the_others_are_still_read(path: Path) -> None:
    filled(path)
    damaged(path)
    opened = store.open_existing(path, KEY)
    assert fault(lambda: read_all(opened)) == "file_damaged"
    assert get(opened, "00000") == MARK * 20
    put(opened, "00000", "still written")
    assert get(opened, "00000") == "still written"
    opened.close()


def read_all(opened: Store) -> None:
    with opened.reading() as connection:
        connection.execute("SELECT sum(length(value)) FROM setting").fetchone()


def test_damage_met_while_writing_rolls_back_and_the_next_write_works(path: Path) -> None:
    filled(path)
    damaged(path)
    opened = store.open_existing(path, KEY)

    def write() -> None:
        with opened.transaction() as connection:
            connection.execute("INSERT INTO setting VALUES ('new', 'x')")
            with opened.reading() as same:  # a service that reads inside its writing
                same.execute("SELECT sum(length(value)) FROM setting").fetchone()

    assert fault(write) == "file_damaged"
    assert get(opened, "new") is None
    put(opened, "new", "y")
    assert get(opened, "new") == "y"
    opened.close()


# -- versions


SHIPPED = migrations.NAMES


@pytest.fixture
def newer_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Gives this program one more migration."""
    folder = tmp_path / "steps"
    shutil.copytree(migrations.FOLDER, folder)

    def add(sql: str) -> None:
        (folder / "9999_next.sql").write_text(sql)
        monkeypatch.setattr(migrations, "FOLDER", folder)
        monkeypatch.setattr(migrations, "NAMES", (*migrations.NAMES, "9999_next"))

    yield add


def test_an_older_file_is_brought_up_to_date_after_a_copy_was_laid_aside(
    path: Path, newer_version: Callable[[str], None]
) -> None:
    old = store.create(path, KEY)
    put(old, "name", MARK)
    old.close()
    newer_version("CREATE TABLE shoe (size INTEGER) STRICT; ALTER TABLE household ADD COLUMN shoes INTEGER;")
    opened = store.open_existing(path, KEY)
    with opened.reading() as connection:
        assert migrations.applied(connection) == [*SHIPPED, "9999_next"]
        connection.execute("SELECT shoes FROM household")
    assert get(opened, "name") == MARK
    opened.close()
    aside = path.with_name("office.guichet.before-9999_next")
    assert MARK.encode() not in aside.read_bytes()
    before = Store(aside, KEY)
    assert get(before, "name") == MARK
    with before.reading() as connection:
        assert migrations.applied(connection) == [*SHIPPED]
    before.close()


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    path: Path, newer_version: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    store.create(path, KEY).close()
    with monkeypatch.context():
        newer_version("CREATE TABLE shoe (size INTEGER) STRICT; INSERT INTO no_such_table VALUES (1);")
        with pytest.raises(Exception, match="no such table"):
            store.open_existing(path, KEY)
    monkeypatch.undo()
    opened = store.open_existing(path, KEY)
    with opened.reading() as connection:
        assert migrations.applied(connection) == [*SHIPPED]
        assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'shoe'").fetchone()
    opened.close()


def test_a_file_of_a_newer_program_is_refused_untouched(
    path: Path, newer_version: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    newer_version("CREATE TABLE shoe (size INTEGER) STRICT;")
    store.create(path, KEY).close()
    monkeypatch.undo()
    before = path.read_bytes()
    assert fault(lambda: store.open_existing(path, KEY)) == "file_newer"
    assert path.read_bytes() == before


# -- transactions and threads


def test_a_block_is_written_whole_or_not_at_all(path: Path) -> None:
    made = store.create(path, KEY)
    with pytest.raises(RuntimeError, match="power"), made.transaction() as connection:
        connection.execute("INSERT INTO setting VALUES ('half', 'x')")
        raise RuntimeError("power")
    assert get(made, "half") is None
    put(made, "half", "whole")
    assert get(made, "half") == "whole"
    made.close()


def test_each_thread_has_its_connection_and_ended_threads_leave_none(path: Path) -> None:
    made = store.create(path, KEY)
    seen: list[int] = []

    def work(n: int) -> None:
        put(made, f"thread {n}", "x")
        seen.append(id(made.connection()))
        assert made.connection() is made.connection()

    for n in range(6):
        thread = threading.Thread(target=work, args=(n,))
        thread.start()
        thread.join()
    assert [get(made, f"thread {n}") for n in range(6)] == ["x"] * 6
    assert len(made._opened) <= 2
    made.close()
    assert made._opened == []


def test_threads_wait_for_each_other_and_nothing_is_lost(path: Path) -> None:
    made = store.create(path, KEY)
    put(made, "count", "0")

    def work() -> None:
        for _ in range(25):
            with made.transaction() as connection:
                connection.execute("UPDATE setting SET value = value + 1 WHERE name = 'count'")

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert get(made, "count") == "100"
    made.close()


def test_a_writer_in_another_process_is_waited_for_then_named(path: Path) -> None:
    made = store.create(path, KEY)
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(path), KEY.hex()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "holding\n"
    made.connection().execute("PRAGMA busy_timeout = 50")
    assert fault(lambda: put(made, "a", "b")) == "file_busy"
    assert get(made, "a") is None  # reading goes on
    holder.communicate("\n", timeout=30)
    put(made, "a", "b")
    assert get(made, "held") == "x"
    made.close()


_HOLDER = """
import sys
from pathlib import Path
from desktop.models.store import open_existing
opened = open_existing(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
with opened.transaction() as connection:
    connection.execute("INSERT INTO setting VALUES ('held', 'x')")
    print("holding", flush=True)
    sys.stdin.readline()
opened.close()
"""


# -- disks and folders


_FULL = """
import resource, signal, sys
from pathlib import Path
from desktop.models.store import open_existing
from domain.problems import Fault
path = Path(sys.argv[1])
opened = open_existing(path, bytes.fromhex(sys.argv[2]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 60_000, resource.RLIM_INFINITY))
kept = 0
try:
    while True:
        with opened.transaction() as connection:
            connection.execute("INSERT INTO setting VALUES (?, ?)", (f"row {kept}", "x" * 3000))
        kept += 1
except Fault as fault:
    print(fault.problem.code, kept)
with opened.reading() as connection:
    print(connection.execute("SELECT count(*) FROM setting WHERE name LIKE 'row %'").fetchone()[0])
    print(connection.execute("PRAGMA integrity_check").fetchone()[0])
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
with opened.transaction() as connection:
    connection.execute("INSERT INTO setting VALUES ('after', 'x')")
opened.close()
"""


@pytest.mark.skipif(os.name != "posix", reason="RLIMIT_FSIZE")
def test_a_full_disk_is_named_and_what_was_said_to_be_written_is(path: Path) -> None:
    store.create(path, KEY).close()
    ran = subprocess.run(
        [sys.executable, "-c", _FULL, str(path), KEY.hex()],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    (code, kept), (counted,), (sound,) = [line.split() for line in ran.stdout.splitlines()]
    assert code == "disk_full"
    assert int(kept) > 3
    assert counted == kept
    assert sound == "ok"
    opened = store.open_existing(path, KEY)
    assert get(opened, "after") == "x"
    assert get(opened, f"row {int(kept) - 1}") == "x" * 3000
    opened.close()


_UNPRIVILEGED = """
import os, sys
from pathlib import Path
from desktop.models import store
from desktop.models.migrations import apply
from desktop.models.vault import Vault
from domain.problems import Fault
warm = store.Store(Path(sys.argv[3]), bytes(32)).connection()  # imports what is imported late
apply(warm)
if os.geteuid() == 0:
    os.setuid(65534)
def act(name, work):
    try:
        work()
        print(name, "done")
    except Fault as fault:
        print(name, fault.problem.code)
path, key = Path(sys.argv[1]), bytes.fromhex(sys.argv[2])
act("create", lambda: store.create(path.with_name("new.guichet"), key))
act("keys", lambda: Vault(path.with_name("new.guichet")).create(key))
def write():
    with store.open_existing(path, key).transaction() as connection:
        connection.execute("INSERT INTO setting VALUES ('a', 'b')")
act("write", write)
"""


@pytest.mark.skipif(os.name != "posix", reason="permissions")
def test_a_folder_nobody_may_write_in_is_named() -> None:
    import tempfile  # noqa: PLC0415  (pytest's own folder is closed to the user this test becomes)

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "read only"
        folder.mkdir()
        path = folder / "office.guichet"
        store.create(path, KEY).close()
        for place, mode in ((path, 0o444), (folder, 0o555), (folder.parent, 0o755)):
            place.chmod(mode)
        ran = subprocess.run(
            [sys.executable, "-c", _UNPRIVILEGED, str(path), KEY.hex(), str(Path(name) / "warm")],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        folder.chmod(0o755)
    assert ran.returncode == 0, ran.stderr
    said = dict(line.split() for line in ran.stdout.splitlines())
    assert said == dict.fromkeys(("create", "keys", "write"), "folder_read_only")
