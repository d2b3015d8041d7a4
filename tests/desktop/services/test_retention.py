"""What has been kept longer than its time is proposed; only old unfinished forms are dropped here."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.models import drafts
from desktop.services import retention
from desktop.services.desk import Desk
from desktop.services.register import register
from domain.problems import Refused
from domain.registration import parse
from domain.vocabulary import UserRole
from tests.domain.rules.forms import body, child, head


def before(desk: Desk, days: int) -> str:
    return (desk.today() - timedelta(days=days)).isoformat()


def found(desk: Desk) -> list[tuple[str, str]]:
    return [(one.what, one.since) for one in retention.proposals(desk)]


def keep_draft(desk: Desk, days: int) -> None:
    with desk.store.transaction() as connection:
        at = before(desk, days) + "T10:00:00Z"
        drafts.save(connection, None, desk.user.number, "Awa", at, {"members": []})


def test_nothing_new_is_proposed(desk: Desk) -> None:
    register(desk, parse(body()))
    keep_draft(desk, 59)
    assert found(desk) == []


def test_old_drafts_are_dropped_by_who_may(desk: Desk) -> None:
    keep_draft(desk, 61)
    keep_draft(desk, 10)
    assert found(desk) == [("draft", before(desk, 61))]
    with pytest.raises(Refused):
        retention.drop_drafts(replace(desk, user=replace(desk.user, role=UserRole.clerk.value)))
    assert retention.drop_drafts(desk) == 1
    assert found(desk) == []
    with desk.store.reading() as connection:
        assert len(drafts.waiting(connection)) == 1


def test_who_left_or_died_long_ago_is_proposed_and_stays(desk: Desk) -> None:
    code = register(desk, parse(body(head(), child(), child(given_name="Binta")))).code
    with desk.writing() as writer:
        persons = [row for (row,) in writer.connection.execute("SELECT person FROM membership ORDER BY id")]
        memberships = [row for (row,) in writer.connection.execute("SELECT id FROM membership ORDER BY id")]
        photo = {"person": persons[1], "sha256": "0" * 64, "size": 1}
        writer.create("photo", desk.office.areas[0], photo, about=desk.household_row(code))
        writer.set("membership", memberships[1], {"end_on": before(desk, 5 * 365 + 1), "end_reason": "left"})
        died = {"vital_status": "deceased", "death_on": before(desk, 5 * 365 + 2)}
        writer.set("person", persons[2], died)
    day, earlier = before(desk, 5 * 365 + 1), before(desk, 5 * 365 + 2)
    assert found(desk) == [("portrait", day), ("left", day), ("deceased", earlier)]
    retention.drop_drafts(desk)
    assert len(found(desk)) == 3
