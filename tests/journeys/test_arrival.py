"""Proof that work arrived: receipts that verify without a line, and what both sides hold."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from desktop.cli import main
from desktop.models import receipts as receipts_of_file
from desktop.services import receipts, show
from desktop.services.changes.history import history
from desktop.services.check_file import check_file
from desktop.services.reconcile import kept, reconcile
from server.running import Running
from tests.journeys.conftest import Make
from tests.journeys.laptop import PASSWORD, USER, Laptop, lines


def test_each_change_says_when_it_arrived_and_a_forged_receipt_is_named(make: Make, server: Running) -> None:
    laptop = make("office").join(server)
    (code,) = laptop.register(lines(1))
    with laptop.sit() as desk:
        assert show.household(desk, code).arrived_at == ""
        assert {one.arrived_at for one in history(desk, code)} == {""}
    before = datetime.now(UTC) - timedelta(seconds=1)
    laptop.sync_fully()
    with laptop.sit() as desk:
        view = show.household(desk, code)
        assert before < datetime.fromisoformat(view.arrived_at) < datetime.now(UTC)
        assert all(event.arrived_at for event in view.events)
        assert all(one.arrived_at for one in history(desk, code))
        found = check_file(desk)
        assert found.receipts >= 1
        assert (found.wrong_receipts, found.unproved) == ((), 0)
        proof = receipts.proof_of(desk, view.id)
        assert proof is not None and proof.upto >= proof.number
        with desk.store.transaction() as connection:
            connection.execute("UPDATE receipt SET received_at = '2020-01-01T00:00:00.000Z'")
        forged = check_file(desk)
        assert not forged.sound
        assert forged.wrong_receipts == tuple(f"{proof.device}:{upto}" for upto in sorted({proof.upto})), (
            "the time is among what the server signed"
        )


def test_both_sides_name_the_same_figures_for_each_author_and_kind(make: Make, server: Running) -> None:
    laptop = make("office").join(server)
    laptop.register(lines(2))
    laptop.sync_fully()
    laptop.register(lines(1, start=2))
    with laptop.sit() as desk:
        found = reconcile(desk)
        total = found.total
        assert found.source == "server" and found.agrees and not found.differences
        with desk.store.reading() as connection:
            (written,) = connection.execute("SELECT count(*) FROM change").fetchone()
            (waiting,) = connection.execute("SELECT count(*) FROM change WHERE state = 'waiting'").fetchone()
        assert (total.written, total.waiting, total.missing) == (written, waiting, 0)
        assert total.held == total.sent == written - waiting > 0
        assert waiting > 0
        persons = next(line for line in found.by_kind if line.kind == "person")
        assert persons.held > 0 and persons.name == ""
        assert [line.name for line in found.by_author] == [USER]
        assert len(found.seal) == 14 and found.number == 1
        assert kept(desk) == [found]

        today = reconcile(desk, desk.today())
        assert today.total == found.total, "all of it was written today"
        yesterday = reconcile(desk, desk.today() - timedelta(days=1))
        assert yesterday.lines == () and yesterday.agrees


def test_what_the_server_has_lost_is_named(make: Make, server: Running) -> None:
    laptop = make("office").join(server)
    laptop.register(lines(1))
    laptop.sync_fully()
    with server.database.transaction() as connection:
        no, last = connection.execute(text("SELECT no, last_number FROM device")).one()
        districts = connection.execute(text("SELECT districts FROM office WHERE code = 'NSR'")).scalar_one()
    with server.database.transaction(districts, no) as connection:
        gone = connection.execute(
            text("DELETE FROM change WHERE device = :no AND number > :last - 3 RETURNING kind"),
            {"no": no, "last": last},
        ).all()
        chain = connection.execute(
            text("SELECT chain FROM change WHERE device = :no ORDER BY number DESC LIMIT 1"), {"no": no}
        ).scalar_one()
        connection.execute(
            text("UPDATE device SET last_number = last_number - 3, last_chain = :chain WHERE no = :no"),
            {"no": no, "chain": chain},
        )
    assert len(gone) == 3
    with laptop.sit() as desk:
        found = reconcile(desk)
    assert not found.agrees
    assert found.total.missing == 3
    assert {one.reason for one in found.differences} == {"server_lacks", "count_lower"}
    lacking = next(one for one in found.differences if one.reason == "server_lacks")
    assert (lacking.here, lacking.there) == (last, last - 3)


def test_without_a_line_it_says_what_the_receipts_prove_and_from_when(make: Make, server: Running) -> None:
    laptop = make("office").join(server)
    laptop.register(lines(1))
    laptop.sync_fully()
    laptop.register(lines(1, start=1))
    with laptop.sit() as desk:
        with desk.store.transaction() as connection:
            connection.execute("UPDATE setting SET value = 'http://127.0.0.1:9' WHERE name = 'server_url'")
            latest = receipts_of_file.latest(connection)
        found = reconcile(desk)
        assert found.source == "receipts"
        assert found.problem is not None and found.problem.code == "server_unreachable"
        assert found.at == latest
        assert found.total.held == found.total.sent > 0
        assert found.total.waiting > 0 and found.agrees
        assert (found.jws, found.seal) == ("", "")
        assert kept(desk)[0] == found


def test_a_copy_that_went_its_own_way_counts_what_it_wrote_itself(
    make: Make, server: Running, tmp_path: Path
) -> None:
    laptop = make("office").join(server)
    laptop.register(lines(1))
    laptop.sync_fully()
    (tmp_path / "copy").mkdir()
    for part in laptop.path.parent.glob("office.guichet*"):
        if part.is_file():
            shutil.copy(part, tmp_path / "copy" / part.name)
    copy = Laptop(tmp_path / "copy" / "office.guichet")
    laptop.register(lines(1, start=1))
    copy.register(lines(1, start=2))
    laptop.sync_fully()
    copy.sync()
    copy.sync_fully()
    for one in (laptop, copy):
        one.sync_fully()
        with one.sit() as desk:
            found = reconcile(desk)
            assert found.agrees, found.differences
            assert found.total.waiting == 0 and found.total.held == found.total.written
            assert not check_file(desk).wrong_receipts


def command(laptop: Laptop, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    """What a command answers to programs."""
    name, *rest = words
    code = main([name, str(laptop.path), "--user", USER, *rest, "--json"], laptop.application)
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def clerk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUICHET_PASSWORD", PASSWORD)


@pytest.mark.usefixtures("clerk")
def test_the_command_says_the_cost_the_states_and_by_its_code_whether_all_arrived(
    make: Make, server: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    laptop = make("office").join(server)
    laptop.register(lines(2))
    code, cost = command(laptop, capsys, "sync", "--estimate", "--only-records")
    assert code == 0 and cost["bytes"] > 0
    assert [lane["goes"] for lane in cost["lanes"]] == [True, False, False]
    code, told = command(laptop, capsys, "sync", "--budget", "0.5")
    assert code == 0
    assert (told["states"]["waiting"], told["states"]["sent"], told["states"]["refused"]) == (0, 0, 0)
    assert told["states"]["arrived"] == told["arrived"] > 0
    with laptop.sit() as desk, desk.store.transaction() as connection:
        connection.execute("UPDATE change SET state = 'refused' WHERE id = (SELECT max(id) FROM change)")
    code, told = command(laptop, capsys, "sync")
    assert code in (4, 5) and told["states"]["refused"] == 1
    assert main(["sync", str(laptop.path), "--budget", "none"], laptop.application) == 2


@pytest.mark.usefixtures("clerk")
def test_the_command_compares_and_writes_the_slip(
    make: Make, server: Running, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    laptop = make("office").join(server)
    laptop.register(lines(1))
    laptop.sync_fully()
    slip = tmp_path / "slip.pdf"
    words = ("--day", "today", "--pdf", str(slip), "--language", "pt")
    code, told = command(laptop, capsys, "reconcile", *words)
    assert (code, told["agrees"], told["source"]) == (0, True, "server")
    assert told["sent"] == told["held"] > 0 and told["missing"] == told["to_settle"] == 0
    assert slip.read_bytes().startswith(b"%PDF-1.7")
    with laptop.sit() as desk, desk.store.transaction() as connection:
        connection.execute("UPDATE setting SET value = 'http://127.0.0.1:9' WHERE name = 'server_url'")
    code, told = command(laptop, capsys, "reconcile")
    assert (code, told["source"], told["problem"]["code"]) == (3, "receipts", "server_unreachable")
