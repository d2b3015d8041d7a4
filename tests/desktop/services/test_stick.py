"""A file on a stick is whole under its name or not there; a stick that is full or gone is named so."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.services import stick
from domain.problems import Fault, Refused


def failing(number: int) -> Iterator[bytes]:
    yield b"the beginning"
    raise OSError(number, "as a stick does")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "stick_full"),
        (errno.EFBIG, "stick_full"),
        (errno.EROFS, "stick_read_only"),
        (errno.EACCES, "stick_read_only"),
        (errno.EIO, "stick_gone"),
        (errno.ENODEV, "stick_gone"),
    ],
)
def test_what_a_stick_does_is_named_and_no_half_file_stays(tmp_path: Path, number: int, code: str) -> None:
    whole = tmp_path / "NSR-7K2M-2026-11-23.guichet-out"
    whole.write_bytes(b"the last one")
    with pytest.raises(Fault) as caught:
        stick.write(whole, failing(number))
    assert caught.value.problem.code == code
    assert [path.name for path in tmp_path.iterdir()] == [whole.name]
    assert whole.read_bytes() == b"the last one"


def test_a_stick_that_is_pulled_out_is_gone(tmp_path: Path) -> None:
    for act in (
        lambda: stick.write(tmp_path / "out" / "a.guichet-out", [b"x"]),
        lambda: stick.head(tmp_path / "out" / "a.guichet-out"),
        lambda: stick.found(tmp_path / "out", stick.OUT),
    ):
        with pytest.raises(Fault) as caught:
            act()
        assert caught.value.problem.code == "stick_gone"


def test_stopping_leaves_nothing(tmp_path: Path) -> None:
    def stopped() -> Iterator[bytes]:
        yield b"the beginning"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stick.write(tmp_path / "a.guichet-out", stopped())
    assert list(tmp_path.iterdir()) == []


def test_bundles_are_found_on_the_stick_and_one_folder_below(tmp_path: Path) -> None:
    (tmp_path / "week").mkdir()
    for name in (
        "a.guichet-out",
        "week/b.guichet-out",
        "c.guichet-in",
        ".d.guichet-out",
        "e.guichet-out.part",
    ):
        (tmp_path / name).write_bytes(b"x")
    assert [path.name for path in stick.found(tmp_path, stick.OUT)] == ["a.guichet-out", "b.guichet-out"]


def test_the_answer_lies_beside_with_the_other_ending(tmp_path: Path) -> None:
    name = stick.name_of("NSR", "7K2M", "2026-11-23")
    assert name == "NSR-7K2M-2026-11-23.guichet-out"
    assert stick.answer_beside(tmp_path / name).name == "NSR-7K2M-2026-11-23.guichet-in"


def test_a_refusal_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "letter.guichet-out").write_bytes(b"Dear sir")
    with pytest.raises(Refused) as caught:
        stick.head(tmp_path / "letter.guichet-out")
    assert caught.value.problems[0].facts["name"] == "letter.guichet-out"


def test_a_link_that_a_stick_brings_leads_to_no_other_file(tmp_path: Path) -> None:
    precious, whole = tmp_path / "precious", tmp_path / "NSR-7K2M-2026-11-23.guichet-out"
    precious.write_bytes(b"precious")
    for link in (whole, whole.with_name(whole.name + ".part")):
        link.symlink_to(precious)
    stick.write(whole, [b"new"])
    assert (precious.read_bytes(), whole.read_bytes(), whole.is_symlink()) == (b"precious", b"new", False)
