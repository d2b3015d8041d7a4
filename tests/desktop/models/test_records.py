"""Records go into their tables and come back; what is searched beside them keeps in step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.models import records
from desktop.models.people import find_people
from desktop.services.desk import Desk
from domain.records import KINDS, Fields, references
from tests.domain.test_records import WHOLE

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=15)
ANY_JSON = st.recursive(
    st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=4,
)
EXTRA = st.dictionaries(TEXTS.map(lambda text: f"x {text}"), ANY_JSON, max_size=3)
ROW = 2**42 + 1


REF_ROW = 2**41 + 7


@pytest.fixture
def connection(desk: Desk) -> Iterator[Any]:
    """Inside a transaction that is thrown away."""
    with desk.store.reading() as open_one:
        open_one.execute("BEGIN IMMEDIATE")
        yield open_one
        if open_one.in_transaction:
            open_one.execute("ROLLBACK")


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_of_each_kind_comes_back_as_it_went_in(connection: Any, kind: str) -> None:
    given_fields = {n: (REF_ROW if n in references(kind) else v) for n, v in WHOLE[kind].items()}
    records.insert(connection, kind, ROW, "PK-KP-NOWSHERA", given_fields)
    expected = given_fields | ({"state": "open"} if kind == "conflict" else {})
    found = records.read(connection, kind, ROW)
    assert found == expected
    assert {name: type(value) for name, value in (found or {}).items()} == {
        n: type(v) for n, v in expected.items()
    }
    assert records.district(connection, kind, ROW) == "PK-KP-NOWSHERA"
    assert records.revisions(connection, kind, ROW) == {}
    assert records.exists(connection, kind, ROW)
    assert not records.exists(connection, kind, ROW + 1)
    assert records.read(connection, kind, ROW + 1) is None


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EXTRA, EXTRA, TEXTS)
def test_fields_of_a_newer_office_are_kept_through_edits(
    connection: Any, first: Fields, second: Fields, village: str
) -> None:
    connection.execute("DELETE FROM household")
    records.insert(connection, "household", ROW, "PK-KP-NOWSHERA", WHOLE["household"] | first)
    records.update(connection, "household", ROW, {"village": village} | second, {"village": ROW + 5})
    assert records.read(connection, "household", ROW) == WHOLE["household"] | first | second | {
        "village": village
    }
    assert records.revisions(connection, "household", ROW) == {"village": ROW + 5}


def test_an_emptied_field_is_as_if_never_set(connection: Any) -> None:
    records.insert(connection, "person", ROW, "d", WHOLE["person"])
    records.update(connection, "person", ROW, {"given_name": None}, {"given_name": ROW + 1})
    assert "given_name" not in (records.read(connection, "person", ROW) or {})
    assert records.revisions(connection, "person", ROW) == {"given_name": ROW + 1}


def found(connection: Any, text: str) -> list[int]:
    return list(find_people(connection, text, "PK"))


def test_the_index_follows_names(connection: Any) -> None:
    records.insert(connection, "person", ROW, "d", WHOLE["person"] | {"family_name": "N’Diaye"})
    assert found(connection, "ndia") == [ROW]
    records.update(connection, "person", ROW, {"family_name": "Gonçalves"}, {"family_name": ROW + 1})
    assert found(connection, "ndia") == []
    assert found(connection, "goncal awa") == [ROW]
    records.update(connection, "person", ROW, {"given_name": None}, {"given_name": ROW + 2})
    assert found(connection, "awa") == []
    (key,) = connection.execute("SELECT sort_key FROM person").fetchone()
    assert key == "goncalves"


def test_the_index_follows_identifiers(connection: Any) -> None:
    records.insert(connection, "person", REF_ROW, "d", WHOLE["person"])
    records.insert(connection, "identifier", ROW, "d", WHOLE["identifier"] | {"person": REF_ROW})
    assert found(connection, "17201-1234") == [REF_ROW]
    records.update(connection, "identifier", ROW, {"value": "99999-7654321-0"}, {"value": ROW + 1})
    assert found(connection, "17201-1234") == []
    assert found(connection, "9999976543210") == [REF_ROW]


# -- as the server has it


def test_a_row_of_the_server_replaces_everything_but_what_waits_here(connection: Any) -> None:
    theirs = WHOLE["person"] | {"given_name": "Fatou", "family_name": "Sy", "mother_name": "Oumou"}
    records.insert(connection, "person", ROW, "d", WHOLE["person"] | {"family_name": "Ba", "guardian": "M"})
    records.update(connection, "person", ROW, {"family_name": "Bâ"}, {"family_name": ROW + 9})
    revised = {"given_name": 2**41 + 3, "family_name": 2**41 + 4}
    records.replace(connection, "person", ROW, "e", theirs, revised, keep={"family_name"})
    assert records.read(connection, "person", ROW) == theirs | {"family_name": "Bâ"}
    assert records.revisions(connection, "person", ROW) == {"given_name": 2**41 + 3, "family_name": ROW + 9}
    assert records.district(connection, "person", ROW) == "e"
    assert found(connection, "fatou ba") == [ROW]
    assert found(connection, "awa") == []


def test_a_row_met_for_the_first_time_is_new(connection: Any) -> None:
    records.replace(connection, "person", ROW, "d", WHOLE["person"], {"given_name": 5})
    assert records.read(connection, "person", ROW) == WHOLE["person"]
    assert records.revisions(connection, "person", ROW) == {"given_name": 5}
    assert found(connection, "awa") == [ROW]
    assert records.count(connection, "person") == 1


def test_references_are_translated_and_nothing_else() -> None:
    fields: Fields = {"household": 1, "person": None, "role": "head"}
    assert records.row_references("membership", fields, lambda row: row + 1) == {
        "household": 2,
        "person": None,
        "role": "head",
    }


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_counted_keeps_in_step(connection: Any, kind: str) -> None:
    fields = {n: (REF_ROW if n in references(kind) else v) for n, v in WHOLE[kind].items()}
    before = records.counts(connection)[kind]
    for row in (ROW, ROW + 1):
        records.insert(connection, kind, row, "PK-KP-NOWSHERA", fields)
    assert records.counts(connection)[kind] == records.count(connection, kind) == before + 2
    connection.execute(f"DELETE FROM {kind} WHERE id = ?", (ROW,))
    assert records.counts(connection)[kind] == records.count(connection, kind) == before + 1
