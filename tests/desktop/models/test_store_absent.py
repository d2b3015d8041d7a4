"""A file that is taken away while it is open: nothing is written where nobody would ever read it."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from desktop.models import settings, store
from domain.problems import Fault


@pytest.fixture
def opened(tmp_path: Path) -> store.Store:
    return store.create(tmp_path / "office.guichet", os.urandom(32))


def write(opened: store.Store) -> None:
    with opened.transaction() as connection:
        settings.put(connection, "name", "value")


def test_a_deleted_file_takes_no_more_writes(opened: store.Store) -> None:
    write(opened)
    opened.path.unlink()
    with pytest.raises(Fault) as fault:
        write(opened)
    assert fault.value.problem.code == "file_missing"
    opened.close()


def test_a_replaced_file_takes_no_more_writes(opened: store.Store, tmp_path: Path) -> None:
    other = store.create(tmp_path / "other.guichet", os.urandom(32))
    other.close()
    other.path.replace(opened.path)
    with pytest.raises(Fault) as fault:
        write(opened)
    assert fault.value.problem.code == "file_missing"
    opened.close()


def test_another_thread_makes_no_new_file_in_its_place(opened: store.Store) -> None:
    opened.path.unlink()
    codes: list[str] = []

    def read() -> None:
        try:
            opened.connection()
        except Fault as fault:
            codes.append(fault.problem.code)

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert codes == ["file_missing"]
    assert not opened.path.exists()
    opened.close()
