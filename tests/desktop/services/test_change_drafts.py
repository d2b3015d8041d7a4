"""A change that is being written down is kept apart from unfinished registrations."""

from __future__ import annotations

from desktop.services import change_drafts, drafts
from desktop.services.change_drafts import Begun
from desktop.services.desk import Desk
from domain.vocabulary import ChangeKind

CODE = "NSR-P93M-26-000001-3"


def test_it_is_found_again_by_household_and_kind(desk: Desk) -> None:
    begun = Begun(CODE, ChangeKind.move_area, {"village": "Pir Sabaq"})
    first = change_drafts.keep(desk, None, begun)
    assert change_drafts.keep(desk, first, begun) == first, "the same draft is written over"
    assert change_drafts.of_household(desk, CODE, ChangeKind.move_area) == (first, begun)
    assert change_drafts.of_household(desk, CODE, ChangeKind.report_birth) is None


def test_registrations_and_changes_do_not_mix(desk: Desk) -> None:
    form = drafts.save(desk, None, {"members": [{"role": "head", "given_name": "Gul"}]})
    change = change_drafts.keep(desk, None, Begun(CODE, ChangeKind.report_birth, {}))
    assert [line.id for line in drafts.waiting(desk)] == [form]
    assert [(line.id, line.kind) for line in change_drafts.begun(desk)] == [(change, "report_birth")]
    assert change_drafts.load(desk, form) is None


def test_what_is_discarded_is_gone(desk: Desk) -> None:
    change = change_drafts.keep(desk, None, Begun(CODE, ChangeKind.report_birth, {"given_name": "Gul"}))
    change_drafts.discard(desk, change)
    assert change_drafts.begun(desk) == []
    assert change_drafts.load(desk, change) is None
