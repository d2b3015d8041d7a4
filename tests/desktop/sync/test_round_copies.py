"""Files that share an identity: a round finds out, and nothing is lost or doubled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desktop.models import identity
from desktop.services.back_up import back_up, restore
from desktop.services.desk import Desk
from desktop.services.sign_in import sign_in
from domain.problems import Fault
from tests.desktop.models.offices import PASSWORD, add, child, member
from tests.desktop.sync import small_server as small
from tests.desktop.sync.small_server import SmallLine, SmallServer
from tests.desktop.sync.told import (
    copied,
    edit,
    go_round,
    households,
    of_file,
    of_server,
    sound,
)


@pytest.mark.parametrize("sent_before", [True, False])
@pytest.mark.parametrize("first_to_send", [0, 1])
def test_a_copied_file_and_its_original_lose_and_double_nothing(
    desk: Desk, server: SmallServer, tmp_path: Path, sent_before: bool, first_to_send: int
) -> None:
    add(desk, place={"village": "before"})
    if sent_before:
        go_round(desk, server)
    copy = copied(desk, tmp_path / "copy.guichet")
    for n in range(3):
        add(desk, member(), child(), place={"village": f"original {n}"})
        add(copy, member(), place={"village": f"copy {n}"})
    both = [desk, copy] if first_to_send == 0 else [copy, desk]
    for _ in range(3):
        for one in both:
            go_round(one, server, batch=7)
    expected = ["before", "copy 0", "copy 1", "copy 2", "original 0", "original 1", "original 2"]
    assert households(server) == expected
    assert of_file(desk) == of_file(copy) == of_server(server)
    assert sound(desk)
    assert sound(copy)
    with copy.store.reading() as one, desk.store.reading() as other:
        assert identity.current(one).device != identity.current(other).device
    copy.close()


def test_a_copy_that_only_reads_takes_its_own_identity_before_it_writes(
    desk: Desk, server: SmallServer, tmp_path: Path
) -> None:
    """It hears of changes under its own name that it never made: from then on they must not collide."""
    add(desk, place={"village": "before"})
    go_round(desk, server)
    copy = copied(desk, tmp_path / "copy.guichet")
    add(desk, member(), child(), place={"village": "original"})
    go_round(desk, server)
    line = SmallLine(server)
    go_round(copy, line)
    assert len(line.renewed) == 1
    add(copy, place={"village": "copy"})
    for _ in range(2):
        go_round(copy, server)
        go_round(desk, server)
    assert households(server) == ["before", "copy", "original"]
    assert of_file(desk) == of_file(copy) == of_server(server)
    copy.close()


@pytest.mark.parametrize("fault", [small.cut_before, small.cut_after, small.garbled])
@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_a_cut_while_a_copy_takes_its_identity_changes_nothing(
    desk: Desk, server: SmallServer, tmp_path: Path, fault: Any, at: int
) -> None:
    add(desk, place={"village": "before"})
    copy = copied(desk, tmp_path / "copy.guichet")
    add(desk, place={"village": "original"})
    add(copy, member(), child(), place={"village": "copy"})
    go_round(desk, server)
    line = SmallLine(server, *[None] * at, fault)
    try:
        go_round(copy, line, batch=4)
    except Fault as stop:
        assert stop.problem.code in ("cut_line", "answer_garbled")
    for _ in range(2):
        go_round(copy, server)
        go_round(desk, server)
    assert households(server) == ["before", "copy", "original"]
    assert of_file(desk) == of_file(copy) == of_server(server)
    copy.close()


def test_a_restored_file_sends_what_its_backup_had_not_sent(
    desk: Desk, server: SmallServer, tmp_path: Path
) -> None:
    add(desk, place={"village": "sent"})
    go_round(desk, server)
    add(desk, place={"village": "waiting in both"})
    backup = back_up(desk, tmp_path / "stick")
    add(desk, place={"village": "only in the original"})
    restore(tmp_path / "again.guichet", backup, PASSWORD)
    again = sign_in(tmp_path / "again.guichet", PASSWORD, clock=desk.clock)
    add(again, place={"village": "only in the restored"})
    for one in (again, desk, again, desk):
        go_round(one, server)
    assert households(server) == [
        "only in the original",
        "only in the restored",
        "sent",
        "waiting in both",
    ]
    assert of_file(desk) == of_file(again) == of_server(server)
    again.close()


def test_a_restored_file_of_a_copied_one_sends_in_the_order_of_writing(
    desk: Desk, server: SmallServer, tmp_path: Path
) -> None:
    """What a later identity says about records of an earlier one goes out after them."""
    add(desk, place={"village": "before"})
    copy = copied(desk, tmp_path / "copy.guichet")
    add(desk, place={"village": "original"})
    go_round(desk, server)
    registered = add(copy, member(), child(), place={"village": "copy"})
    with copy.store.transaction() as connection:
        identity.make(connection)
    edit(copy, "household", registered.household, village="copy, edited later")
    add(copy, {"role": "head", "person": registered.persons[0]}, place={"village": "later", "kind": "family"})
    line = SmallLine(server, None, small.cut_before)
    with pytest.raises(Fault):
        go_round(copy, line)
    report = go_round(copy, server)
    assert report.refused == 0
    assert households(server) == ["before", "copy, edited later", "later", "original"]
    go_round(copy, server)
    assert of_file(copy) == of_server(server)
    assert sound(copy)
    copy.close()
