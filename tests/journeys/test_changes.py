"""Changes asked for on one laptop and decided on another, or on both at once."""

from __future__ import annotations

from typing import Any

from desktop.services import acting, show, users
from desktop.services.changes import answer, history, request, undo, waiting
from desktop.services.desk import Desk
from domain.vocabulary import ChangeKind, UserRole
from server.running import Running
from tests.desktop.models.offices import EASY
from tests.journeys.conftest import Make
from tests.journeys.laptop import USER, Laptop

ENTRY: dict[str, Any] = {
    "household": {"area": "PK-KP-NOWSHERA-PAB-01", "village": "Pabbi"},
    "legal_basis": "public_interest",
    "members": [
        {
            **{"given_name": "Awa", "family_name": "Sy", "sex": "female", "role": "head"},
            **{"birth_date": "1987", "birth_precision": "year"},
        },
        {
            **{"given_name": "Moussa", "family_name": "Sy", "sex": "male", "role": "spouse"},
            **{"birth_date": "1980", "birth_precision": "year"},
        },
    ],
}
PAPER = "certificate 12/2026"


def laptops(server: Running, make: Make) -> tuple[Laptop, Laptop, str]:
    """Two laptops that know one household, each with a user of its own name."""
    first, second = make("first").join(server), make("second").join(server)
    for laptop, name in ((first, "Awa Sow"), (second, "Noé Ba")):
        with laptop.sit() as desk:
            users.add(desk, "x" + name[:3], "battery staple", name, UserRole.clerk, EASY)
            row = next(user.row for user in users.everyone(desk) if user.username == USER)
            with desk.writing() as writer:
                writer.set("user", row, {"full_name": name})
    [code] = first.register([ENTRY])
    exchange(first, second)
    return first, second, code


def exchange(*in_order: Laptop) -> None:
    """Each synchronises, then once more, so that everybody has everything."""
    for laptop in (*in_order, *in_order):
        laptop.sync_fully()


def persons(desk: Desk, code: str) -> dict[str, str]:
    """The printed codes of today's members by given name."""
    return {member.name.split()[0]: member.code for member in show.household(desk, code).present}


def ask(laptop: Laptop, code: str, kind: ChangeKind, **payload: Any) -> int:
    with laptop.sit() as desk:
        return request.request(desk, code, kind, payload, PAPER).request


def only(desk: Desk) -> int:
    """The one request that waits."""
    [row] = waiting.open_requests(desk)
    return row


def roles(laptop: Laptop, code: str) -> dict[str, str]:
    with laptop.sit() as desk:
        return {member.name: member.role for member in show.household(desk, code).present}


def test_what_one_asks_the_other_approves(server: Running, make: Make) -> None:
    first, second, code = laptops(server, make)
    with first.sit() as desk:
        moussa = persons(desk, code)["Moussa"]
    ask(first, code, ChangeKind.change_head, person=moussa, former_role="spouse")
    exchange(first, second)
    with second.sit() as desk:
        [line] = waiting.lines(desk, [only(desk)])
        assert (line.asked_by, line.own, line.may_decide, line.evidence) == ("Awa Sow", False, True, PAPER)
        answer.approve(desk, line.id)
    exchange(second, first)
    for laptop in (first, second):
        assert roles(laptop, code) == {"Moussa Sy": "head", "Awa Sy": "spouse"}
        with laptop.sit() as desk:
            assert list(waiting.open_requests(desk)) == []
            latest = history.history(desk, code, "role")
            assert {(one.old, one.new, one.who) for one in latest if one.request} == {
                ("head", "spouse", "Noé Ba"),
                ("spouse", "head", "Noé Ba"),
            }


def test_a_record_from_elsewhere_is_told_as_far_as_it_is_known(server: Running, make: Make) -> None:
    first, second, code = laptops(server, make)
    with first.sit() as desk, desk.writing() as writer:
        writer.set("household", desk.household_row(code), {"village": "Taru"})
    exchange(first, second)
    with second.sit() as desk:
        [village] = history.history(desk, code, "village")
        [area] = history.history(desk, code, "area")
    assert (village.new, village.old_known, village.at, village.who) == ("Taru", False, "", "")
    assert len(village.device) == 4
    assert (area.old, area.old_known) == (None, True)


def test_who_made_a_file_alone_needs_a_second_person_on_the_other_laptop_too(
    server: Running, make: Make
) -> None:
    """The same two names are taken for the same person."""
    first, second, code = laptops(server, make)
    with second.sit() as desk:
        row = next(user.row for user in users.everyone(desk) if user.username == USER)
        with desk.writing() as writer:
            writer.set("user", row, {"full_name": "Awa Sow"})
    with first.sit() as desk:
        moussa = persons(desk, code)["Moussa"]
    ask(first, code, ChangeKind.change_head, person=moussa, former_role="spouse")
    exchange(first, second)
    with second.sit() as desk:
        [line] = waiting.lines(desk, [only(desk)])
    assert (line.own, line.may_decide) == (True, False)


def test_a_split_approved_twice_is_one_split(server: Running, make: Make) -> None:
    """The first decision stands; the second laptop ends what it made besides."""
    first, second, code = laptops(server, make)
    with first.sit() as desk:
        moussa = persons(desk, code)["Moussa"]
    ask(first, code, ChangeKind.split_household, members=[moussa], head=moussa)
    exchange(first, second)
    made = []
    with first.sit() as desk:
        acting.take(desk, UserRole.supervisor, "nobody else is here", 2)
        made += answer.approve(desk, only(desk))
    with second.sit() as desk:
        made += answer.approve(desk, only(desk))
    exchange(first, second, first)
    standing = []
    for laptop in (first, second):
        assert roles(laptop, code) == {"Awa Sy": "head"}
        with laptop.sit() as desk:
            views = [show.household(desk, one) for one in made]
            assert sorted(str(view.fields.get("status")) for view in views) == ["None", "closed"]
            standing.append([view.code for view in views if len(view.present) == 1])
            [row] = waiting.of_household(desk, code)
            assert waiting.lines(desk, [row])[0].state == "applied"
    assert standing[0] == standing[1]
    assert len(standing[0]) == 1


def test_what_was_rejected_first_is_taken_back_where_it_was_applied(server: Running, make: Make) -> None:
    first, second, code = laptops(server, make)
    with first.sit() as desk:
        awa = persons(desk, code)["Awa"]
    ask(first, code, ChangeKind.correct_identity, person=awa, fields={"given_name": "Hawa"})
    exchange(first, second)
    with second.sit() as desk:
        answer.reject(desk, only(desk), "not the same person")
    with first.sit() as desk:
        acting.take(desk, UserRole.supervisor, "nobody else is here", 2)
        row = only(desk)
        while desk.stamp() <= _decided_at(second, code):
            pass  # the second that decides is a whole one
        answer.approve(desk, row)
    exchange(first, second, first)
    for laptop in (first, second):
        assert "Awa Sy" in roles(laptop, code)
        with laptop.sit() as desk:
            [line] = waiting.lines(desk, waiting.of_household(desk, code))
            assert (line.state, line.reason) == ("rejected", "not the same person")


def _decided_at(laptop: Laptop, code: str) -> str:
    with laptop.sit() as desk:
        [line] = waiting.lines(desk, waiting.of_household(desk, code))
        return line.decided_at


def test_what_another_laptop_has_changed_since_stands_in_the_way_of_undo(server: Running, make: Make) -> None:
    first, second, code = laptops(server, make)
    row = ask(first, code, ChangeKind.correct_details, fields={"village": "Taru"})
    exchange(first, second)
    ask(second, code, ChangeKind.correct_details, fields={"village": "Jalozai"})
    exchange(second, first)
    with first.sit() as desk:
        assert undo.may_undo(desk, row)
        try:
            undo.undo(desk, row)
            raise AssertionError("somebody has changed it since")
        except Exception as refusal:
            assert "undo_in_the_way" in str(refusal)
        assert show.household(desk, code).fields["village"] == "Jalozai"
