"""A round on a bad line: wherever it stops, the next one goes on, and nothing is lost or doubled."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.models import identity, journal, photos, records
from desktop.models.vault import Vault
from desktop.services.back_up import back_up, restore
from desktop.services.desk import Desk
from desktop.services.photos import attach
from desktop.services.sign_in import sign_in
from desktop.sync import receiving
from desktop.sync.round import Progress, Round
from domain.ids import RecordId
from domain.problems import Fault, Refused
from domain.wire.messages import Cursor
from guichet.sample.portrait import portrait
from server.deciding import Held
from tests.desktop.models.offices import PASSWORD, add, child, make_office, member
from tests.desktop.sync import small_server as small
from tests.desktop.sync.small_server import SmallLine, SmallServer
from tests.desktop.sync.told import go_round, of_file, of_server, revisions_of_file, sound, states

Office = Callable[[str], Desk]


def stopped(act: Callable[[], Any]) -> str:
    with pytest.raises((Fault, Refused)) as caught:
        act()
    error = caught.value
    return error.problem.code if isinstance(error, Fault) else error.problems[0].code


def edit(desk: Desk, kind: str, row: int, **fields: Any) -> None:
    with desk.writing() as writer:
        assert writer.set(kind, row, fields)


def person_of(desk: Desk, given_name: str) -> int:
    with desk.store.reading() as connection:
        [(row,)] = connection.execute("SELECT id FROM person WHERE given_name = ?", (given_name,)).fetchall()
        return int(row)


# -- a good line


def test_what_one_registers_the_other_has(office: Office, server: SmallServer) -> None:
    first, second = office("first"), office("second")
    add(first, member(phones=["0300 1234567"]), child())
    report = go_round(first, server)
    assert (report.finished, report.counts_compared, report.differing) == (True, True, {})
    assert report.sent == report.arrived == len(of_file(first))
    assert states(first) == {"arrived": report.sent}
    go_round(second, server)
    assert of_file(first).items() <= of_file(second).items() == of_server(server).items()
    go_round(first, server)
    assert of_file(first) == of_file(second)
    assert go_round(first, server).received == 0


@pytest.mark.parametrize("batch", [1, 2, 7, 500])
def test_a_batch_may_have_any_size(desk: Desk, server: SmallServer, batch: int) -> None:
    for _ in range(3):
        add(desk, member(), child())
    report = go_round(desk, server, batch)
    assert states(desk) == {"arrived": report.sent}
    assert of_file(desk) == of_server(server)


def test_rows_come_a_page_at_a_time(
    office: Office, server: SmallServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = office("first"), office("second")
    for _ in range(4):
        add(first, member(), child())
    go_round(first, server)
    real = SmallServer._page
    monkeypatch.setattr(
        SmallServer, "_page", lambda self, request, *rest: real(self, replace(request, page=3), *rest)
    )
    go_round(second, server)
    assert of_file(second) == of_server(server)


# -- faults


FAULTS = {
    "cut before": (small.cut_before, "cut_line"),
    "cut after": (small.cut_after, "cut_line"),
    "garbled": (small.garbled, "answer_garbled"),
    "shortened": (small.shortened, "answer_garbled"),
    "busy": (small.busy, "server_busy"),
    "receipt of another device": (small.with_receipt(device="f" * 32), "receipt_wrong"),
    "receipt of another chain": (small.with_receipt(chain="00" * 32), "receipt_wrong"),
    "receipt of no chain": (small.with_receipt(upto=10_000, chain=""), "receipt_wrong"),
    "receipt of fewer": (small.with_receipt(upto=1), "receipt_wrong"),
    "receipt of nothing": (small.with_answer(lambda r: replace(r, receipt="")), "receipt_wrong"),
    "an answer left out": (small.with_answer(lambda r: replace(r, answers=r.answers[1:])), "answer_garbled"),
    "answers to others": (
        small.with_answer(
            lambda r: replace(r, answers=tuple(replace(a, number=a.number + 90) for a in r.answers))
        ),
        "answer_garbled",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_fault_at_any_step_loses_and_doubles_nothing(
    desk: Desk, server: SmallServer, name: str, at: int
) -> None:
    fault, code = FAULTS[name]
    registered = [add(desk, member(), child()).code for _ in range(3)]
    line = SmallLine(server, *[None] * at, fault)
    assert stopped(lambda: go_round(desk, line, batch=9)) == code
    acknowledged = states(desk).get("arrived", 0)
    assert acknowledged == 9 * at
    assert "sent" not in states(desk)
    report = go_round(desk, line, batch=9)
    assert report.differing == {}
    assert states(desk) == {"arrived": acknowledged + report.arrived}
    assert of_file(desk) == of_server(server)
    codes = [fields["code"] for kind, fields in of_server(server).values() if kind == "household"]
    assert sorted(codes) == sorted(registered)
    assert sound(desk)


def test_what_is_sent_twice_is_known_and_not_doubled(desk: Desk, server: SmallServer) -> None:
    add(desk, member(), child())
    line = SmallLine(server, *[small.twice] * 5)
    report = go_round(desk, line, batch=3)
    assert states(desk) == {"arrived": report.sent}
    assert of_file(desk) == of_server(server)


def test_a_round_that_failed_is_taken_up_by_the_same_object(desk: Desk, server: SmallServer) -> None:
    add(desk)
    this = Round(desk.store, SmallLine(server, small.cut_after))
    with pytest.raises(Fault):
        this.run()
    assert not this.report.finished
    assert this.run().finished


def test_answers_without_end_are_not_waited_for(office: Office, server: SmallServer) -> None:
    first = office("first")
    go_round(first, server)
    endless = small.with_answer(lambda r: replace(r, more=True))
    assert stopped(lambda: go_round(first, SmallLine(server, *[endless] * 99))) == "answer_garbled"


@pytest.mark.parametrize("at", [0, 3])
def test_rows_and_cursors_move_together(
    office: Office, server: SmallServer, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """An accident among the rows leaves rows and cursor as they were."""
    first, second = office("first"), office("second")
    go_round(second, server)
    add(first, member(), child())
    go_round(first, server)
    before = of_file(second), cursors(second)
    real, left = records.replace, [at]

    def accident(*given: Any, **named: Any) -> None:
        if not left[0]:
            raise RuntimeError("power")
        left[0] -= 1
        real(*given, **named)

    monkeypatch.setattr(records, "replace", accident)
    with pytest.raises(RuntimeError, match="power"):
        go_round(second, server)
    monkeypatch.undo()
    assert (of_file(second), cursors(second)) == before
    go_round(second, server)
    assert of_file(second) == of_server(server)
    assert cursors(second) != before[1]


def cursors(desk: Desk) -> dict[str, Cursor]:
    with desk.store.reading() as connection:
        return receiving.cursors(connection)


# -- stopping


def test_cancelling_keeps_what_arrived_and_the_rest_waits(desk: Desk, server: SmallServer) -> None:
    for _ in range(4):
        add(desk, member(), child())
    total = states(desk)["waiting"]
    told: list[Progress] = []
    this = Round(desk.store, SmallLine(server), told.append, lambda: bool(told), batch=9)
    report = this.run()
    assert not report.finished
    assert states(desk) == {"arrived": 9, "waiting": total - 9}
    assert told == [Progress(total, 9, 9)]  # from an empty cursor a file gets all, its own too
    go_round(desk, server)
    assert states(desk) == {"arrived": total}


def test_who_writes_meanwhile_is_not_held_up_and_loses_nothing(desk: Desk, server: SmallServer) -> None:
    add(desk)

    def meanwhile(line: SmallLine, who: Any, request: bytes) -> bytes:
        answer = line.server.exchange(who.device, request)
        add(desk, member(given_name="Meanwhile"))
        return answer

    report = go_round(desk, SmallLine(server, meanwhile, None, meanwhile))
    assert report.finished
    assert not report.counts_compared  # something waits again
    assert states(desk)["waiting"] == 4
    go_round(desk, server)
    assert of_file(desk) == of_server(server)


def test_without_a_server_that_knows_the_file_nothing_is_sent(tmp_path: Path, server: SmallServer) -> None:
    desk = make_office(tmp_path / "alone.guichet")
    assert stopped(lambda: go_round(desk, server)) == "not_joined"
    assert server.asked == 0
    desk.close()


# -- refusals and conflicts


def test_a_refused_change_stays_with_its_reason_and_the_rest_goes_on(desk: Desk, server: SmallServer) -> None:
    add(desk)
    with desk.writing() as writer:
        fields = {"code": "x", "sex": "male", "birth_precision": "unknown", "given_name": "Elsewhere"}
        writer.create("person", "PK-KP-LOWERDIR", fields)
    add(desk, member(given_name="After"))
    report = go_round(desk, server)
    assert (report.refused, report.differing) == (1, {})
    assert states(desk) == {"arrived": report.sent - 1, "refused": 1}
    with desk.store.reading() as connection:
        (problem,) = connection.execute("SELECT problem FROM change WHERE state = 'refused'").fetchone()
    assert "area_elsewhere" in problem
    assert person_of(desk, "Elsewhere")
    assert go_round(desk, server).sent == 0


def test_a_refusal_whose_answer_was_lost_is_told_again(desk: Desk, server: SmallServer) -> None:
    with desk.writing() as writer:
        fields = {"code": "x", "sex": "male", "birth_precision": "unknown"}
        writer.create("person", "PK-KP-LOWERDIR", fields)
    stopped(lambda: go_round(desk, SmallLine(server, small.cut_after)))
    assert go_round(desk, server).refused == 1
    assert states(desk) == {"arrived": 1, "refused": 1}


def converged(*desks: Desk, server: SmallServer) -> None:
    """After a few quiet rounds everybody says what the server says, in the same revisions."""
    for _ in range(2):
        for desk in desks:
            report = go_round(desk, server)
            assert report.differing == {}
    theirs = {str(n): h.revisions for n, h in server.records.items() if h.revisions}
    for desk in desks:
        assert of_file(desk) == of_server(server)
        assert revisions_of_file(desk) == theirs
        assert sound(desk)


def shared_person(office: Office, server: SmallServer) -> tuple[Desk, Desk]:
    first, second = office("first"), office("second")
    add(first, member(given_name="Awa"))
    go_round(first, server)
    go_round(second, server)
    return first, second


@pytest.mark.parametrize(("field", "stands"), [("family_name", "Ba"), ("mother_name", "Sy")])
def test_two_values_for_one_field_are_both_kept(
    office: Office, server: SmallServer, field: str, stands: str
) -> None:
    first, second = shared_person(office, server)
    edit(first, "person", person_of(first, "Awa"), **{field: "Ba"})
    edit(second, "person", person_of(second, "Awa"), **{field: "Sy"})
    go_round(first, server)
    report = go_round(second, server)
    assert report.conflicts == 1
    assert states(second)["conflict"] == 1
    converged(first, second, server=server)
    [person] = [fields for kind, fields in of_server(server).values() if kind == "person"]
    [conflict] = [fields for kind, fields in of_server(server).values() if kind == "conflict"]
    assert person[field] == stands
    assert {conflict["kept"][field], conflict["other"][field]} == {"Ba", "Sy"}
    assert conflict["kept"][field] == stands


@pytest.mark.parametrize("field", ["family_name", "mother_name"])
@pytest.mark.parametrize("values", [("Ba", "Sy"), ("Ba", "Ba")])
def test_a_row_that_came_while_its_field_waited_is_settled_all_the_same(
    office: Office, server: SmallServer, field: str, values: tuple[str, str]
) -> None:
    """The clerk edits between the sending and the fetching of a round: the server's value comes too early.

    The server need not send that row again, and the counts agree: only reading again brings both together.
    """
    first, second = shared_person(office, server)
    edit(first, "person", person_of(first, "Awa"), **{field: values[0]})
    go_round(first, server)

    def edits(line: SmallLine, who: Any, request: bytes) -> bytes:
        answer = line.server.exchange(who.device, request)
        edit(second, "person", person_of(second, "Awa"), **{field: values[1]})
        return answer

    go_round(second, SmallLine(server, edits))
    assert states(second)["waiting"] == 1
    [mine] = [fields for kind, fields in of_file(second).values() if kind == "person"]
    assert mine[field] == values[1]  # what waits is never overwritten
    converged(first, second, server=server)


def test_different_fields_of_one_record_both_apply(office: Office, server: SmallServer) -> None:
    first, second = shared_person(office, server)
    edit(first, "person", person_of(first, "Awa"), family_name="Ba")
    edit(second, "person", person_of(second, "Awa"), mother_name="Sy")
    converged(first, second, server=server)
    [person] = [fields for kind, fields in of_server(server).values() if kind == "person"]
    assert (person["family_name"], person["mother_name"]) == ("Ba", "Sy")


# -- newer offices


def test_what_a_newer_office_knows_is_kept_and_forwarded(office: Office, server: SmallServer) -> None:
    first, second = shared_person(office, server)
    [(name, held)] = [(n, h) for n, h in server.records.items() if h.kind == "person"]
    held.fields["shoe_size"] = 42
    server.version += 1
    server.versions[name] = server.version
    visit = replace_kind(server)
    go_round(second, server)
    edit(second, "person", person_of(second, "Awa"), mother_name="Sy")
    go_round(second, server)
    assert server.records[name].fields["shoe_size"] == 42
    assert of_file(second)[f"person {name}"][1]["shoe_size"] == 42
    with second.store.reading() as connection:
        kept = connection.execute("SELECT kind, fields FROM record_of_newer_kind").fetchall()
    assert kept == [("visit_of_a_newer_office", visit)]
    assert go_round(first, server).differing == {}


def replace_kind(server: SmallServer) -> str:
    """A record of a kind this program does not know."""
    name = RecordId("e" * 32, 1)
    server.version += 1
    server.records[name] = Held(name, "visit_of_a_newer_office", small.DISTRICTS[0], {"by": f"{'e' * 32}:9"})
    server.versions[name] = server.version
    return f'{{"by": "{"e" * 32}:9"}}'


# -- counts


def test_counts_that_differ_are_told_and_everything_is_read_again(
    office: Office, server: SmallServer
) -> None:
    first, second = shared_person(office, server)
    with second.store.transaction() as connection:
        connection.execute("DELETE FROM membership")
    report = go_round(second, server)
    assert report.differing == {"membership": (0, 1)}
    assert go_round(second, server).differing == {}
    assert of_file(second) == of_server(server)
    assert of_file(first)


def test_a_server_that_came_back_from_an_older_copy_gets_everything_again(
    office: Office, server: SmallServer
) -> None:
    first, second = office("first"), office("second")
    registered = [add(first, member(given_name=name), child()).code for name in ("Awa", "Fatou")]
    go_round(first, server)
    for device in server.devices.values():
        device.entries = device.entries[:6]
    kept = {name for name in server.records if name.number <= 6}
    server.records = {name: held for name, held in server.records.items() if name in kept}
    server.versions = {name: v for name, v in server.versions.items() if name in kept}
    report = go_round(first, server)  # nothing waits: the counts show it
    assert report.differing
    go_round(first, server)
    assert go_round(first, server).differing == {}
    add(second, member(given_name="Zora"))
    converged(first, second, server=server)
    codes = [fields["code"] for kind, fields in of_server(server).values() if kind == "household"]
    assert set(registered) <= set(codes)
    assert len(codes) == len(set(codes)) == 3


# -- files that share an identity


def copied(desk: Desk, to: Path) -> Desk:
    """The file as somebody copies it to another laptop, without asking us."""
    with desk.store.reading() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(desk.path, to)
    shutil.copy(Vault(desk.path).path, Vault(to).path)
    return sign_in(to, PASSWORD, clock=desk.clock)


def households(server: SmallServer) -> list[str]:
    return sorted(fields["village"] for kind, fields in of_server(server).values() if kind == "household")


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


# -- photos


def test_portraits_follow_the_text_both_ways(office: Office, server: SmallServer) -> None:
    first, second = office("first"), office("second")
    registered = add(first)
    attach(first, registered.code, portrait(3))
    report = go_round(first, server)
    assert (report.photos_sent, report.photos_received) == (1, 0)
    report = go_round(second, server)
    assert (report.photos_sent, report.photos_received) == (0, 1)
    with second.store.reading() as connection:
        assert photos.not_arrived(connection, 9) == photos.not_here(connection, 9) == []
        [name] = server.photos
        assert photos.read(connection, name) == server.photos[name]


def test_a_portrait_whose_record_was_refused_holds_up_no_other(office: Office, server: SmallServer) -> None:
    first = office("first")
    registered = add(first)
    with first.writing() as writer:
        lost = photos.keep(writer.connection, b"nobody's")
        fields: Any = {"person": person_of(first, "Awa"), "sha256": lost, "size": 8}
        writer.create("photo", "PK-KP-LOWERDIR", fields)
    attach(first, registered.code, portrait(3))
    report = go_round(first, server)
    assert report.finished
    assert report.photos_sent == 1
    assert lost not in server.photos
    with first.store.reading() as connection:
        assert photos.not_arrived(connection, 9) == [lost]


def test_a_portrait_with_another_hash_is_not_kept(office: Office, server: SmallServer) -> None:
    first, second = office("first"), office("second")
    attach(first, add(first).code, portrait(3))
    go_round(first, server)
    [name] = server.photos
    good, server.photos[name] = server.photos[name], b"something else"
    report = go_round(second, server)
    assert (report.finished, report.photos_received, report.photos_damaged) == (True, 0, 1)
    with second.store.reading() as connection:
        assert photos.not_here(connection, 9) == [name]
    server.photos[name] = good
    assert go_round(second, server).photos_received == 1


def test_a_portrait_its_own_device_has_not_sent_is_asked_for_next_time(
    office: Office, server: SmallServer
) -> None:
    first, second = office("first"), office("second")
    attach(first, add(first).code, portrait(3))
    go_round(first, server)
    [(name, data)] = server.photos.items()
    server.photos.clear()
    assert go_round(second, server).photos_received == 0
    server.photos[name] = data
    assert go_round(second, server).photos_received == 1


def test_the_journal_remembers_the_servers_word(desk: Desk, server: SmallServer) -> None:
    add(desk)
    go_round(desk, server)
    with desk.store.reading() as connection:
        who = identity.current(connection)
        [(upto, jws)] = connection.execute("SELECT upto, jws FROM receipt").fetchall()
        assert receiving.check_arrival(connection, who, dict(small.json.loads(jws))) == upto - who.span[0] + 1
        assert journal.last_answered(connection, who) == upto - who.span[0] + 1
