"""A round from the server's side: verdicts, conflicts, chains, receipts, as the protocol has them."""

from __future__ import annotations

import dataclasses

from sqlalchemy import text

from domain import changes
from domain.changes import Change
from domain.ids import RecordId
from domain.records import Fields
from domain.wire.messages import Cursor
from server import devices, epoch
from server.database import Database
from server.pulling import pull
from tests.server.device import (
    DISTRICT,
    ELSEWHERE,
    Device,
    Joined,
    Line,
    code_of,
    household,
    person,
    receipt_facts,
    verdicts,
)


def test_what_one_registers_the_other_receives_as_it_was(awa: Device, binta: Device) -> None:
    home = awa.create("household", household(village="Ñandú — ཀ 😀", warnings=[{"code": "V06", "n": 2}]))
    head = awa.create("person", person())
    awa.create(
        "membership", {"household": str(home), "person": str(head), "role": "head", "start_on": "2026-11-23"}
    )
    pushed = awa.push()
    assert verdicts(pushed.answers) == ["accepted"] * 3

    pulled = binta.pull()
    assert pulled.tallies == {"household": 1, "person": 1, "membership": 1}
    assert {row.id: row.fields for row in binta.rows.values()} == {
        RecordId(awa.id, change.number): change.fields for change in awa.journal
    }
    assert all(row.district == DISTRICT and not row.revisions for row in binta.rows.values())


def test_fields_of_a_newer_office_are_kept_and_forwarded(awa: Device, binta: Device) -> None:
    newer: Fields = {"solar_panel": True, "rooms": [1, {"size": "large"}], "nothing": None}
    home = awa.create("household", household(**newer))
    awa.create("visit", {"made_on": "2026-11-23", "household": str(home)})
    awa.edit("household", home, {"rooms": [2]}, {})
    assert verdicts(awa.push().answers) == ["accepted"] * 3
    binta.pull()
    assert binta.rows[home].fields == household(**newer) | {"rooms": [2]}
    assert binta.rows[home].revisions == {"rooms": RecordId(awa.id, 3)}
    assert binta.of_kind("visit")[0].fields == {"made_on": "2026-11-23", "household": str(home)}


def test_a_batch_sent_again_is_known_and_has_the_same_receipt(awa: Device, database: Database) -> None:
    awa.create("household", household())
    awa.create("person", person())
    first = awa.push()
    again = awa.push()
    assert verdicts(again.answers) == ["known", "known"]
    assert again.receipt == first.receipt
    assert again.tallies == {"household": 1, "person": 1}
    with database.transaction() as connection:
        assert connection.execute(text("SELECT last_number FROM device")).scalar() == 2


def test_a_batch_half_of_which_came_before_is_taken_from_there(awa: Device) -> None:
    awa.create("household", household())
    awa.create("person", person())
    awa.push(1, 1)
    both = awa.push()
    assert verdicts(both.answers) == ["known", "accepted"]
    assert both.tallies == {"household": 1, "person": 1}


def test_a_receipt_verifies_with_the_certified_key_and_names_the_chain(awa: Device, line: Line) -> None:
    awa.create("household", household())
    awa.create("person", person())
    facts = receipt_facts(line.call("GET", "/v1/trust").json(), awa.push().receipt)
    assert facts["device"] == awa.id
    assert facts["upto"] == 2
    assert facts["chain"] == awa.batch().chain_end.hex()
    assert facts["received_at"].endswith("Z")


def test_a_copy_of_a_file_is_found_out_and_nothing_of_it_is_applied(awa: Device, database: Database) -> None:
    awa.create("household", household())
    awa.create("person", person())
    awa.push()
    copy = Device(awa.line)
    copy.key, copy.id, copy.token = awa.key, awa.id, awa.token
    copy.journal = awa.journal[:1]
    for name in ("Moussa", "Fatou", "Ali"):
        copy.create("person", person(given_name=name))
    answer = copy.send(copy.batch(2))
    assert (answer.status_code, code_of(answer)) == (409, "forked")
    with database.transaction({DISTRICT}) as connection:
        assert connection.execute(text("SELECT count(*) FROM record")).scalar() == 2
        assert connection.execute(text("SELECT last_number FROM device")).scalar() == 2


def test_a_gap_is_answered_with_the_number_expected(awa: Device) -> None:
    for _ in range(3):
        awa.create("household", household())
    awa.push(1, 1)
    answer = awa.send(awa.batch(3))
    assert (answer.status_code, code_of(answer)) == (409, "gap")
    assert answer.json()["facts"] == {"expected": 2}


def test_changes_that_do_not_add_up_to_the_chain_are_refused_whole(awa: Device, database: Database) -> None:
    awa.create("household", household())
    signed = awa.batch()
    altered = dataclasses.replace(awa.journal[0], fields=household(village="Risalpur"))
    answer = awa.send(dataclasses.replace(signed, changes=(altered,)))
    assert (answer.status_code, code_of(answer)) == (400, "chain_broken")
    with database.transaction({DISTRICT}) as connection:
        assert connection.execute(text("SELECT count(*) FROM record")).scalar() == 0


def test_a_batch_signed_by_another_key_is_refused(awa: Device, binta: Device) -> None:
    awa.create("household", household())
    batch = awa.batch()
    forged = dataclasses.replace(batch, signature=binta.key.sign(b"anything"))
    assert code_of(awa.send(forged)) == "signature_wrong"


def test_a_device_sends_only_its_own_batches(awa: Device, binta: Device) -> None:
    awa.create("household", household())
    answer = binta.send(awa.batch())
    assert (answer.status_code, code_of(answer)) == (403, "device_mismatch")


# -- history


def test_the_history_rebuilds_the_chain_from_what_is_stored(awa: Device, database: Database) -> None:
    home = awa.create("household", household(village="Ñandú \u2028 😀", deep={"b": [1, None], "a": True}))
    awa.create("person", person(odd="\0", number=1.25))
    awa.create("household", household(), ELSEWHERE)
    awa.edit("household", home, {"village": "Pabbi", "landmark": None}, {"village": home})
    awa.push()
    with database.transaction({DISTRICT}, 1) as connection:
        rows = connection.execute(text("SELECT * FROM change WHERE device = 1 ORDER BY number")).all()
    rebuilt = [
        Change(
            number=row.number,
            author=row.author,
            clock=row.clock,
            kind=row.kind,
            subject=RecordId.parse(row.subject) if row.subject else None,
            fields=row.fields,
            district=row.declared,
            base={name: RecordId.parse(seen) for name, seen in row.base.items()},
        )
        for row in rows
    ]
    assert rebuilt == awa.journal
    assert changes.chain(changes.chain_start(awa.id), rebuilt) == [row.chain for row in rows]


# -- pulling


def test_pages_follow_each_other_without_loss_or_repetition(awa: Device, joined: Joined) -> None:
    for n in range(25):
        awa.create("person", person(given_name=f"P{n}"))
    awa.push(1, 10)
    awa.push(11)
    reader = joined()
    seen: list[RecordId] = []
    for expected in (7, 7, 7, 4):
        response = reader.step(page=7)
        assert len(response.rows) == expected
        assert bool(response.tallies) is not response.more
        seen += [row.id for row in response.rows]
    assert seen == [RecordId(awa.id, n) for n in range(1, 26)]
    assert reader.step().rows == ()


def test_a_file_is_not_sent_back_what_it_just_proved_to_have(awa: Device, binta: Device) -> None:
    first = awa.create("person", person())
    awa.push()
    second = awa.create("person", person())
    awa.edit("person", second, {"given_name": "Hawa"})
    assert awa.push(2).rows == ()
    assert awa.pull().rows == ()
    binta.pull()
    binta.edit("person", first, {"mother_name": "Zainab"})
    binta.push()
    assert [row.id for row in awa.step().rows] == [first]


def test_a_restored_file_is_sent_what_its_device_did_after_the_copy(awa: Device) -> None:
    awa.create("person", person())
    awa.push()
    copy = Device(awa.line)
    copy.key, copy.id, copy.token = awa.key, awa.id, awa.token
    copy.journal, copy.cursors = list(awa.journal), dict(awa.cursors)
    second = awa.create("person", person())
    awa.edit("person", RecordId(awa.id, 1), {"given_name": "Hawa"})
    awa.push(2)
    assert {row.id for row in copy.push().rows} == {RecordId(awa.id, 1), second}


def test_from_an_empty_cursor_a_device_is_sent_everything(awa: Device) -> None:
    for _ in range(3):
        awa.create("person", person())
    awa.push(1, 1)
    awa.push(2)
    awa.cursors = {}
    assert len(awa.step().rows) == 3


def test_a_cursor_of_the_future_starts_again(awa: Device, binta: Device) -> None:
    awa.create("person", person())
    awa.push()
    binta.cursors = {DISTRICT: Cursor(99, 0)}
    assert len(binta.step().rows) == 1


def test_a_cursor_of_another_district_opens_nothing(awa: Device, joined: Joined) -> None:
    neighbour = joined("LDR")
    neighbour.create("person", person(), ELSEWHERE)
    neighbour.push()
    awa.cursors = {ELSEWHERE: Cursor()}
    response = awa.step()
    assert response.rows == ()
    assert set(response.cursors) == {DISTRICT}
    assert response.tallies == {}


def test_a_batch_of_nothing_but_refusals_moves_the_chain_on(awa: Device) -> None:
    awa.create("person", {})
    awa.push()
    awa.create("person", person())
    assert verdicts(awa.push(2).answers) == ["accepted"]


def test_an_edit_of_a_record_made_in_the_same_batch_is_one_row(awa: Device, binta: Device) -> None:
    head = awa.create("person", person())
    seen = awa.edit("person", head, {"given_name": "Hawa"})
    awa.edit("person", head, {"given_name": "Eva"}, {"given_name": seen})
    awa.push()
    pulled = binta.pull()
    assert [row.fields["given_name"] for row in pulled.rows] == ["Eva"]
    assert pulled.tallies == {"person": 1}


# -- several batches, answers that were lost


def test_batches_of_one_message_are_all_answered_under_one_receipt(awa: Device, line: Line) -> None:
    for n in range(9):
        awa.create("person", person(given_name=f"P{n}"))
    response = awa.step(awa.batch(1, 3), awa.batch(4, 4), awa.batch(5, 9))
    assert [answer.number for answer in response.answers] == list(range(1, 10))
    assert verdicts(response.answers) == ["accepted"] * 9
    facts = receipt_facts(line.call("GET", "/v1/trust").json(), response.receipt)
    assert (facts["upto"], facts["chain"]) == (9, awa.batch().chain_end.hex())


def test_a_message_is_applied_up_to_the_batch_that_is_not_sound(awa: Device, database: Database) -> None:
    for n in range(9):
        awa.create("person", person(given_name=f"P{n}"))
    broken = dataclasses.replace(awa.batch(5, 6), signature=bytes(64))
    answer = awa.send(awa.batch(1, 2), awa.batch(3, 4), broken, awa.batch(7, 9))
    assert code_of(answer) == "signature_wrong"
    assert _last_number(database) == 4
    assert [answer.number for answer in awa.step(answered=0).answers] == [1, 2, 3, 4]


def test_batches_of_one_message_leave_no_gap_and_do_not_repeat(awa: Device, database: Database) -> None:
    for _ in range(4):
        awa.create("person", person())
    for second in (awa.batch(1, 2), awa.batch(4)):
        answer = awa.send(awa.batch(1, 2), second)
        assert (code_of(answer), answer.json()["facts"]) == ("gap", {"expected": 3})
    assert _last_number(database) == 2


def test_at_most_five_hundred_changes_hold_up_the_others(awa: Device, database: Database) -> None:
    for n in range(1100):
        awa.create("person", person(given_name=f"P{n}"))
    awa.step(*(awa.batch(first, min(first + 99, 1100)) for first in range(1, 1101, 100)))
    with database.transaction({DISTRICT}) as connection:
        counts = connection.execute(text("SELECT count(*) FROM record GROUP BY version ORDER BY version"))
        assert [row[0] for row in counts] == [500, 500, 100]


def test_answers_that_were_lost_are_given_as_they_were(awa: Device, line: Line) -> None:
    head = awa.create("person", person())
    awa.create("person", {})
    awa.edit("person", head, {"given_name": "Hawa"})
    awa.edit("person", head, {"given_name": "Eva"})  # made without having seen the one before
    awa.push()
    assert verdicts(awa.step(answered=1).answers) == ["refused", "accepted", "conflict"]
    lost = awa.step(answered=3)
    assert [(a.number, a.verdict.value) for a in lost.answers] == [(4, "conflict")]
    facts = receipt_facts(line.call("GET", "/v1/trust").json(), lost.receipt)
    assert (facts["upto"], facts["chain"]) == (4, awa.batch().chain_end.hex())
    nothing = awa.step(answered=4)
    assert (nothing.answers, nothing.receipt) == ((), "")


def test_who_knows_more_than_the_server_is_told_what_it_holds(awa: Device, line: Line) -> None:
    trust = line.call("GET", "/v1/trust").json()
    nothing = awa.step(answered=7)
    assert nothing.answers == ()
    assert receipt_facts(trust, nothing.receipt)["upto"] == 0
    awa.create("person", person())
    awa.push()
    less = awa.step(answered=7)
    assert less.answers == ()
    facts = receipt_facts(trust, less.receipt)
    assert (facts["upto"], facts["chain"]) == (1, awa.batch().chain_end.hex())


def test_every_answer_names_the_life_of_the_history(awa: Device, database: Database) -> None:
    first = awa.step().epoch
    assert first
    assert awa.step().epoch == first
    with database.transaction() as connection:
        renewed = epoch.renew(connection)
    assert awa.step().epoch == renewed != first


def _last_number(database: Database) -> int:
    with database.transaction() as connection:
        return int(connection.execute(text("SELECT last_number FROM device")).scalar_one())


# -- pages with places to cut them


def test_a_page_says_how_much_comes_after_it_and_where_it_may_be_cut(
    awa: Device, joined: Joined, database: Database
) -> None:
    for n in range(350):
        awa.create("person", person(given_name=f"P{n}"))
    awa.push()
    with database.transaction() as connection:
        reader = devices.find(connection, joined().id)
    assert reader is not None
    page = pull(database, reader, {}, 330)
    assert (page.more, page.left, [stop.rows for stop in page.stops]) == (True, 20, [100, 200, 300])
    for stop in page.stops:
        rest = pull(database, reader, stop.cursors, 4000)
        assert [row.id.number for row in rest.rows] == list(range(stop.rows + 1, 351))
    last = pull(database, reader, page.cursors, 4000)
    assert (len(last.rows), last.more, last.left, last.stops) == (20, False, 0, ())


def test_own_records_are_passed_over_with_the_cursor(awa: Device, binta: Device, database: Database) -> None:
    awa.pull()
    binta.create("person", person())
    binta.push()
    awa.pull()
    for n in range(5):
        awa.create("person", person(given_name=f"P{n}"))
    own = awa.push()
    assert own.rows == ()
    with database.transaction({DISTRICT}) as connection:
        version, row = connection.execute(
            text("SELECT version, id FROM record ORDER BY version DESC, id DESC LIMIT 1")
        ).one()
    assert own.cursors[DISTRICT] == Cursor(version, row)
    binta.create("person", person())
    binta.push(2)
    assert [row.id for row in awa.step(answered=5).rows] == [RecordId(binta.id, 2)]


def test_what_a_receipt_has_covered_is_not_sent_again_on_a_later_page(awa: Device, binta: Device) -> None:
    awa.create("person", person())
    awa.push()
    binta.create("person", person())
    binta.push()
    awa.create("person", person())
    before = dict(awa.cursors)
    awa.push(2)
    awa.cursors = before
    assert [row.id for row in awa.step(answered=2).rows] == [RecordId(binta.id, 1)]
