"""`guichet bundle`: out, into the server, and back, with exit codes that say how it went."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.application import Application
from desktop.services.join_server import join_server
from server import bundle_files
from server.running import Running, running
from tests.desktop.commands.conftest import FAST, PASSWORD, Said

Type = Callable[..., Said]


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    """A server on the loopback; its database not in pytest's folder, which root's next run closes."""
    where = tempfile.TemporaryDirectory(prefix="guichet-tests-", ignore_cleanup_errors=True)
    with where as folder, running(Path(folder) / "data") as started:
        yield started


@pytest.fixture
def joined(office: Path, server: Running) -> Path:
    with Application(FAST, data=office.parent / "data").desk(office, PASSWORD) as desk:
        join_server(desk, server.url, server.enrol("NSR"))
    return office


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_out_into_the_server_and_back(joined: Path, drive: Path, server: Running, typed: Type) -> None:
    wrote = typed("bundle", "write", str(joined), str(drive), "--json")
    assert wrote.code == 0, wrote.err
    assert wrote.json["changes"] > 0
    assert Path(wrote.json["path"]).parent == drive
    [said] = bundle_files.take(server.database, server.trust, drive)
    assert (said["problem"], said["answer"]) == (None, Path(wrote.json["path"]).stem + ".guichet-in")
    read = typed("bundle", "read", str(joined), str(drive), "--json")
    assert (read.code, read.json["arrived"]) == (0, wrote.json["changes"])
    again = typed("bundle", "read", str(joined), str(drive), "--lang", "fr")
    assert (again.code, "déjà été lue" in again.out) == (0, True)


def test_a_courier_names_each_bundle_and_what_became_of_it(joined: Path, drive: Path, typed: Type) -> None:
    typed("bundle", "write", str(joined), str(drive))
    (drive / "letter.guichet-out").write_bytes(b"Dear sir")
    carried = typed("bundle", "courier", str(joined), str(drive))
    assert carried.code == 1
    assert "answered" in carried.out
    assert "not a bundle" in carried.out


def test_nothing_to_read_says_where_to_look(joined: Path, drive: Path, typed: Type) -> None:
    for code, words in (("en", "no answer"), ("fr", "pas de réponse"), ("pt", "Não há resposta")):
        said = typed("bundle", "read", str(joined), str(drive), "--lang", code)
        assert (said.code, words in said.err) == (1, True), said.err


def test_before_joining_nothing_is_written(office: Path, drive: Path, typed: Type) -> None:
    assert typed("bundle", "write", str(office), str(drive)).code == 1
    assert list(drive.iterdir()) == []
