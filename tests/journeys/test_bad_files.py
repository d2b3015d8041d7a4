"""Bad days at the desk: files, folders, disks and passwords. A sentence with a remedy, and nothing lost."""

from __future__ import annotations

import json
import os
import resource
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.application import hold_window
from desktop.language.catalogue import Language
from desktop.language.problems import explain
from desktop.models.store import PAGE
from domain.problems import Fault, Problem
from guichet.__main__ import main
from tests.journeys.conftest import Make
from tests.journeys.laptop import PASSWORD, USER, Laptop, lines

NOBODY = 65534


@pytest.fixture
def laptop(make: Make, monkeypatch: pytest.MonkeyPatch) -> Laptop:
    monkeypatch.setenv("GUICHET_PASSWORD", PASSWORD)
    monkeypatch.setenv("GUICHET_LANG", "en")
    made = make("laptop")
    made.register(lines(8))
    return made


@pytest.fixture
def refused(laptop: Laptop, capsys: pytest.CaptureFixture[str]) -> Callable[..., None]:
    """Runs a command that must fail with this problem: both its sentences, exit 1, nothing else said."""

    def run(code: str, *command: object) -> None:
        words = [str(word) for word in command]
        assert main(words, laptop.application) == 1
        told = capsys.readouterr()
        known = explain(Problem(code), Language("en"))
        beginning = known.title.partition("…")[0]
        assert told.err.startswith(beginning), told.err
        assert "Traceback" not in told.err
        assert told.out == ""

    return run


def check(laptop: Laptop) -> tuple[str, Path]:
    return "check", laptop.path


def test_a_missing_file(laptop: Laptop, refused: Callable[..., None]) -> None:
    laptop.path.unlink()
    refused("file_missing", *check(laptop))


def test_an_empty_file_stays_empty(laptop: Laptop, refused: Callable[..., None]) -> None:
    laptop.path.write_bytes(b"")
    refused("file_empty", *check(laptop))
    assert laptop.path.stat().st_size == 0


def test_a_truncated_file(laptop: Laptop, refused: Callable[..., None]) -> None:
    size = laptop.path.stat().st_size - PAGE // 2
    os.truncate(laptop.path, size)
    refused("file_truncated", *check(laptop))
    assert laptop.path.stat().st_size == size


@pytest.mark.parametrize("missing", [1, 3, 30])
def test_a_file_cut_between_two_pages(
    laptop: Laptop, capsys: pytest.CaptureFixture[str], missing: int
) -> None:
    """The driver may see it first, and then only as damage; either way it is said, and nothing is written."""
    size = laptop.path.stat().st_size - missing * PAGE
    os.truncate(laptop.path, size)
    assert main(["check", str(laptop.path), "--json"], laptop.application) == 1
    [problem] = json.loads(capsys.readouterr().out)["problems"]
    assert problem["code"] in ("file_truncated", "file_damaged")
    assert laptop.path.stat().st_size == size


def test_a_damaged_beginning(laptop: Laptop, refused: Callable[..., None]) -> None:
    with laptop.path.open("r+b") as file:
        file.write(os.urandom(64))
    refused("file_damaged", *check(laptop))


def test_a_file_that_is_something_else(laptop: Laptop, refused: Callable[..., None]) -> None:
    laptop.path.write_bytes(os.urandom(4 * PAGE))
    refused("file_damaged", *check(laptop))


def test_a_damaged_page_is_found_by_check(laptop: Laptop, capsys: pytest.CaptureFixture[str]) -> None:
    """One flipped bit in any page: the check does not call the file sound."""
    sound = laptop.path.read_bytes()
    for page in (2, len(sound) // PAGE // 2, len(sound) // PAGE - 1):
        data = bytearray(sound)
        data[page * PAGE + 99] ^= 1
        laptop.path.write_bytes(data)
        assert main(["check", str(laptop.path), "--json"], laptop.application) == 1
        answer = json.loads(capsys.readouterr().out)
        assert answer.get("sound") is False or answer["problems"][0]["code"] == "file_damaged"


def test_a_newer_file_is_left_untouched(laptop: Laptop, refused: Callable[..., None]) -> None:
    with laptop.sit() as desk, desk.store.transaction() as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " SELECT migration_set, '9999_from_the_future', applied_at FROM _sqlite_migrations LIMIT 1"
        )
    before = laptop.path.read_bytes()
    refused("file_newer", *check(laptop))
    assert laptop.path.read_bytes() == before


def test_a_file_without_its_keys(laptop: Laptop, refused: Callable[..., None]) -> None:
    keys = laptop.path.with_name("office.guichet.keys")
    body = json.loads(keys.read_text())
    keys.unlink()
    refused("keys_missing", *check(laptop))
    keys.write_text(json.dumps(body)[:-40])
    refused("keys_damaged", *check(laptop))
    keys.write_text(json.dumps({**body, "format": 99}))
    refused("file_newer", *check(laptop))


def test_user_and_password_wrong_are_told_alike_and_delays_grow(
    laptop: Laptop, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    for user, password in ((USER, "not this one"), ("nobody", PASSWORD), (USER, "nor this one")):
        monkeypatch.setenv("GUICHET_PASSWORD", password)
        assert main(["check", str(laptop.path), "--user", user], laptop.application) == 1
        told.append(capsys.readouterr().err)
    assert told[0] == told[1], "nobody learns whether the user exists"
    monkeypatch.setenv("GUICHET_PASSWORD", PASSWORD)
    assert main(["check", str(laptop.path), "--json"], laptop.application) == 1
    [problem] = json.loads(capsys.readouterr().out)["problems"]
    assert problem["code"] == "wrong_credentials_wait"
    assert problem["facts"]["seconds"] >= 1


def test_a_full_disk_while_registering(
    laptop: Laptop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "households.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines(150, start=8)), encoding="utf-8")
    before = laptop.households()
    with at_most(laptop.path.stat().st_size + 300_000):
        command = ["register", str(laptop.path), "--input", str(file), "--json"]
        assert main(command, laptop.application) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["problems"][0]["code"] == "disk_full"
    assert 0 < answer["registered"] < 150
    assert laptop.households() == sorted(before + answer["households"]), "all acknowledged, nothing else"
    laptop.check()
    assert main(["register", str(laptop.path), "--input", str(file), "--json"], laptop.application) == 0
    again = json.loads(capsys.readouterr().out)
    assert again["already"] == answer["registered"]
    assert len(laptop.households()) == 158


@contextmanager
def at_most(size: int) -> Iterator[None]:
    """No file grows beyond ``size`` bytes, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_while_printing_leaves_no_half_paper(
    laptop: Laptop, tmp_path: Path, refused: Callable[..., None]
) -> None:
    [code, *_] = laptop.households()
    output = tmp_path / "receipt.pdf"
    command = ("print", laptop.path, "receipt", code, "--output", output)
    with laptop.sit() as desk, desk.store.reading() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with at_most(20_000):
        refused("disk_full", *command)
    assert list(tmp_path.glob("*receipt*")) == []


def test_a_full_disk_while_backing_up_leaves_nothing(
    laptop: Laptop, tmp_path: Path, refused: Callable[..., None]
) -> None:
    output = tmp_path / "kept" / "b.zip"
    output.parent.mkdir()
    with at_most(50_000):
        refused("disk_full", "backup", laptop.path, "--output", output)
    assert list(output.parent.iterdir()) == []


@contextmanager
def read_only(folder: Path) -> Iterator[Path]:
    """A folder of ours in which nothing can be written; for root, one that belongs to somebody else."""
    everything = [folder, *folder.rglob("*")]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    if os.geteuid() == 0:
        os.setresgid(NOBODY, NOBODY, 0)
        os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield folder
    finally:
        if os.getresuid()[2] == 0:
            os.setresuid(0, 0, 0)
            os.setresgid(0, 0, 0)
        for path in everything:
            path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Where another account may look: pytest's own folders are closed to it."""
    with tempfile.TemporaryDirectory(prefix="guichet-tests-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_an_office_file_in_a_read_only_folder(
    laptop: Laptop, open_folder: Path, refused: Callable[..., None]
) -> None:
    with read_only(open_folder):
        refused(
            "folder_read_only",
            *("office", "create", open_folder / "new.guichet", "--pack", "kp-one-window"),
            *("--office", "NSR", "--user", USER),
        )
    assert list(open_folder.iterdir()) == []


def test_opening_a_file_in_a_read_only_folder(
    laptop: Laptop, open_folder: Path, refused: Callable[..., None]
) -> None:
    for name in ("office.guichet", "office.guichet.keys"):
        shutil.copy(laptop.path.with_name(name), open_folder / name)
    with read_only(open_folder):
        refused("folder_read_only", "check", open_folder / "office.guichet")


def test_printing_into_a_read_only_folder_records_nothing(
    laptop: Laptop, open_folder: Path, refused: Callable[..., None]
) -> None:
    [code, *_] = laptop.households()
    before = laptop.check().changes
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(open_folder)
        command = ("print", laptop.path, "receipt", code, "--output", "missing/receipt.pdf")
        refused("folder_missing", *command)
    assert laptop.check().changes == before


def test_a_file_that_is_there_is_not_written_over(
    laptop: Laptop, tmp_path: Path, refused: Callable[..., None]
) -> None:
    [code, *_] = laptop.households()
    output = tmp_path / "receipt.pdf"
    output.write_text("precious")
    command = ("print", laptop.path, "receipt", code, "--output", output)
    refused("file_exists", *command)
    assert output.read_text() == "precious"
    assert main([str(word) for word in (*command, "--force")], laptop.application) == 0
    assert output.read_bytes().startswith(b"%PDF")


def test_a_second_window_on_the_same_file_is_refused(laptop: Laptop) -> None:
    lock = hold_window(laptop.path)
    with pytest.raises(Fault, match="file_open_elsewhere"):
        hold_window(laptop.path)
    lock.release()
    hold_window(laptop.path).release()


def test_commands_work_beside_a_window(laptop: Laptop) -> None:
    lock = hold_window(laptop.path)
    with laptop.sit() as desk, desk.store.reading() as window:
        codes = laptop.register(lines(2, start=8))
        assert window.execute("SELECT count(*) FROM household").fetchone() == (10,)
    lock.release()
    assert set(codes) <= set(laptop.households())
