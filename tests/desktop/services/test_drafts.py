"""Drafts: kept at every field, alive after a kill, titled by their head."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import Any

import pytest

from desktop.services import drafts
from desktop.services.desk import Desk
from desktop.services.sign_in import sign_in
from tests.desktop.models.offices import PASSWORD, form, member

_TYPES = """
import os, sys
from pathlib import Path
from desktop.services import drafts
from desktop.services.sign_in import sign_in
desk = sign_in(Path(sys.argv[1]), sys.argv[2])
draft = None
for n in range(10_000):
    draft = drafts.save(desk, draft, {"members": [{"role": "head", "given_name": f"Awa {n}"}]})
    print(n, flush=True)
"""


def test_what_was_typed_survives_a_kill(desk: Desk) -> None:
    desk.close()
    command = [sys.executable, "-c", _TYPES, str(desk.path), PASSWORD]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as typing:
        assert typing.stdout is not None
        told = 0
        while told < 20:
            told = int(typing.stdout.readline())
        os.kill(typing.pid, signal.SIGKILL)
        told = int((typing.stdout.read().split() or [told])[-1])
    again = sign_in(desk.path, PASSWORD)
    [line_of_draft] = drafts.waiting(again)
    kept = drafts.load(again, line_of_draft.id)
    assert kept is not None
    number = int(kept["members"][0]["given_name"].split()[1])
    assert number in (told, told + 1)
    again.close()


def test_a_draft_is_saved_loaded_and_thrown_away(desk: Desk) -> None:
    body: dict[str, Any] = form(member(given_name="Ŋone", family_name="Sy")) | {"page": 3}
    draft = drafts.save(desk, None, body)
    assert drafts.load(desk, draft) == body
    assert drafts.save(desk, draft, body | {"page": 4}) == draft
    assert [(line.id, line.title, line.updated_at) for line in drafts.waiting(desk)] == [
        (draft, "Ŋone Sy", "2026-11-23T07:00:00Z")
    ]
    drafts.discard(desk, draft)
    assert drafts.waiting(desk) == []
    assert drafts.load(desk, draft) is None


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ({}, ""),
        ({"members": []}, ""),
        ({"members": None}, ""),
        ({"members": "x"}, ""),
        ({"members": [None, {"given_name": 7}]}, ""),
        ({"members": [{"given_name": "Fatou"}]}, "Fatou"),
        ({"members": [{"given_name": "Fatou"}, {"role": "head", "family_name": "Sy"}]}, "Sy"),
    ],
)
def test_the_title_is_the_heads_name_as_far_as_it_is_known(
    desk: Desk, body: dict[str, Any], title: str
) -> None:
    drafts.save(desk, None, body)
    assert [line.title for line in drafts.waiting(desk)] == [title]


def test_drafts_are_no_changes_and_never_wait_to_be_sent(desk: Desk) -> None:
    with desk.store.reading() as connection:
        before = connection.execute("SELECT count(*) FROM change").fetchone()
        drafts.save(desk, None, form())
        assert connection.execute("SELECT count(*) FROM change").fetchone() == before
