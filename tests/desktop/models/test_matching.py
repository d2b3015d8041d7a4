"""The index of look-alikes says what the records say, after whatever has happened to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.models import forking, identity, match_building, matching, migrations, records
from desktop.models.match_said import packed, said, unpacked
from desktop.models.store import Store, create, open_existing
from desktop.services.desk import Desk
from domain.birth import Birth, Precision
from domain.matching.keys import keys
from domain.matching.profile import Identity, features, profile
from domain.matching.variants import Variants
from domain.vocabulary import Sex
from tests.desktop.models.offices import add, child, make_office, member

VARIANTS = Variants([["Ndiaye", "Njie"], ["Maria", "Marie"]])
Index = tuple[set[tuple[int, int]], dict[int, str], dict[int, int]]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    sitting = make_office(tmp_path / "office.guichet")
    yield sitting
    sitting.close()


def catch_up(store: Store, variants: Variants = VARIANTS, at_once: int = 3) -> int:
    return max((done for done, _ in match_building.steps(store, variants, at_once)), default=0)


def kept(store: Store) -> Index:
    """What the file's index holds."""
    with store.reading() as connection:
        found = connection.execute("SELECT hash, person FROM match_key").fetchall()
        profiles = connection.execute("SELECT person, body FROM match_profile").fetchall()
        counts = connection.execute("SELECT hash, persons FROM match_count").fetchall()
    return set(found), dict(profiles), dict(counts)


def right(store: Store, variants: Variants = VARIANTS) -> Index:
    """What it should hold, from the records alone."""
    with store.reading() as connection:
        rows = [row for (row,) in connection.execute("SELECT id FROM person")]
        everybody = said(connection, rows)
    people = {row: profile(identity, variants) for row, identity in everybody.items()}
    counts: Counter[int] = Counter()
    for person in people.values():
        counts.update({matching.EVERYBODY, *(matching.slot(feature) for feature in features(person))})
    under = {(matching.slot(key), row) for row, person in people.items() for key in keys(person)}
    return under, {row: packed(identity) for row, identity in everybody.items()}, dict(counts)


def test_new_people_are_stale_until_indexed(desk: Desk) -> None:
    add(desk, member(), child())
    with desk.store.reading() as connection:
        assert matching.stale(connection) == 2
        assert matching.size(connection) == 0
    assert catch_up(desk.store) == 2
    with desk.store.reading() as connection:
        assert matching.stale(connection) == 0
        assert matching.size(connection) == 2
    assert kept(desk.store) == right(desk.store)


def _edit(desk: Desk, dice: Any, names: Any) -> None:
    """One thing that happens to a register."""
    with desk.store.reading() as connection:
        people = [row for (row,) in connection.execute("SELECT id FROM person ORDER BY id")]
        homes = [row for (row,) in connection.execute("SELECT id FROM household ORDER BY id")]
        links = [row for (row,) in connection.execute("SELECT id FROM membership ORDER BY id")]
    person, home, link = dice.choice(people), dice.choice(homes), dice.choice(links)
    name, area = dice.choice(names), desk.office.areas[0]
    kind = dice.choice(
        ("name", "birth", "number", "wrong", "phone", "move", "leave", "join", "merge", "gone", "add")
    )
    with desk.writing() as writer:
        if kind == "name":
            writer.set("person", person, {"given_name": name, "mother_name": dice.choice((name, None))})
        elif kind == "birth":
            born = {"birth_precision": "estimated_age", "birth_on": None, "estimated_age": 30}
            writer.set("person", person, born | {"estimated_on": "2026-01-01"})
        elif kind == "number":
            fields = {"person": person, "scheme": "national_id", "country": "PK", "value": str(person)}
            writer.create("identifier", area, fields)
        elif kind == "wrong":
            writer.connection.execute("UPDATE identifier SET status = 'wrong' WHERE person = ?", (person,))
        elif kind == "phone":
            to = {"household": home} if dice.random() < 0.5 else {"person": person}
            writer.create("phone", area, to | {"number": "+923001234567"})
        elif kind == "move":
            writer.set("household", home, {"village": name})
        elif kind == "leave":
            writer.set("membership", link, {"end_on": "2026-11-01", "end_reason": "left"})
        elif kind == "join":
            fields = {"household": home, "person": person, "role": "guest", "start_on": "2026-11-01"}
            writer.create("membership", area, fields)
        elif kind == "merge":
            writer.set("person", person, {"merged_into": dice.choice(people)})
        elif kind == "gone":
            for table, column in (("membership", "person"), ("phone", "person"), ("identifier", "person")):
                writer.connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (people[0],))
        else:
            fields = {"code": f"P-{len(people)}", "given_name": name, "sex": "female"}
            writer.create("person", area, fields | {"birth_precision": "unknown"})


_NAMES = ["Fatou N'Diaye", "Maria", "Marie dite Mimi", "Ousmane", "Ba", "de", "Conceição"]
_STEPS = st.lists(st.sampled_from(["edit", "edit", "edit", "index", "fork", "restart"]), max_size=12)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(steps=_STEPS, dice=st.randoms(use_true_random=False))
def test_after_any_edits_the_index_is_what_the_records_say(steps: list[str], dice: Any) -> None:
    with TemporaryDirectory() as folder:
        desk = make_office(Path(folder) / "office.guichet")
        try:
            _live(desk, steps, dice)
        finally:
            desk.close()


def _live(desk: Desk, steps: list[str], dice: Any) -> None:
    add(desk, member(phones=["0300 1234567"]), child())
    add(desk, member(given_name="Maria", family_name="Gomes"), place={"village": "Dara"})
    for step in steps:
        if step == "edit":
            _edit(desk, dice, _NAMES)
        elif step == "index":
            catch_up(desk.store)
        elif step == "restart":  # stopped in the middle: what is stale stays stale
            next(iter(match_building.steps(desk.store, VARIANTS, 1)), None)
        else:
            with desk.store.transaction() as connection:
                forking.settle(connection, identity.current(connection), 0)
    catch_up(desk.store)
    assert kept(desk.store) == right(desk.store)


def test_another_table_of_variants_makes_the_index_anew(desk: Desk) -> None:
    add(desk, member(given_name="Ndiaye"), child(given_name="Njie"))
    catch_up(desk.store, Variants())
    assert kept(desk.store) == right(desk.store, Variants())
    assert catch_up(desk.store) == 2
    assert kept(desk.store) == right(desk.store) != right(desk.store, Variants())
    assert catch_up(desk.store) == 0


@pytest.fixture
def built_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """As with thousands waiting: keys are sorted before they are written."""
    monkeypatch.setattr(match_building, "MANY", 1)


def test_built_whole_it_is_the_same(desk: Desk, built_whole: None) -> None:
    for number in range(8):
        add(desk, member(given_name=f"Awa{number}"), child())
    told = list(match_building.steps(desk.store, VARIANTS, 5))
    assert told[-1] == (16, 16)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert kept(desk.store) == right(desk.store)


@pytest.mark.parametrize("after", [1, 3, 4, 200])
def test_a_building_left_half_way_is_begun_anew(desk: Desk, built_whole: None, after: int) -> None:
    for number in range(8):
        add(desk, member(given_name=f"Awa{number}"), child())
    half = match_building.steps(desk.store, VARIANTS, 5)
    for _ in range(after):
        next(half)
    half.close()  # the program ends here
    with desk.writing() as writer:
        row = writer.connection.execute("SELECT min(id) FROM person").fetchone()[0]
        writer.set("person", row, {"given_name": "Djenabou"})
    assert catch_up(desk.store) == 16
    assert kept(desk.store) == right(desk.store)


def test_two_that_build_at_once_leave_one_whole_index(desk: Desk, built_whole: None) -> None:
    for number in range(8):
        add(desk, member(given_name=f"Awa{number}"), child())
    first = match_building.steps(desk.store, VARIANTS, 5)
    next(first)
    second = match_building.steps(desk.store, VARIANTS, 5)
    next(second)
    list(first)
    list(second)
    catch_up(desk.store)
    assert kept(desk.store) == right(desk.store)


def test_what_changes_while_it_is_built_is_indexed_as_well(desk: Desk, built_whole: None) -> None:
    for number in range(8):
        add(desk, member(given_name=f"Awa{number}"), child())
    for step, _ in enumerate(match_building.steps(desk.store, VARIANTS, 5)):
        if step in (1, 5, 300):
            add(desk, member(given_name=f"Late{step}"))
            with desk.writing() as writer:
                row = writer.connection.execute("SELECT min(id) FROM person").fetchone()[0]
                writer.set("person", row, {"given_name": f"Djenabou{step}"})
    assert kept(desk.store) == right(desk.store)


def test_a_file_from_before_the_index_has_everybody_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as then:
        then.setattr(migrations, "NAMES", migrations.NAMES[:2])
        old = create(tmp_path / "old.guichet", bytes(32))
        with old.transaction() as connection:
            connection.execute(
                "INSERT INTO person (id, district, code, given_name, sex, birth_precision)"
                " VALUES (1, 'PK', 'P-1', 'Awa', 'female', 'unknown')"
            )
        old.close()
    now = open_existing(tmp_path / "old.guichet", bytes(32))
    assert catch_up(now) == 1
    assert kept(now) == right(now)
    now.close()


def test_a_household_that_arrives_after_its_members_gives_them_its_village(desk: Desk) -> None:
    with desk.store.transaction() as connection:
        person = {"code": "P-1", "given_name": "Awa", "sex": "female", "birth_precision": "unknown"}
        records.insert(connection, "person", 7 << 40 | 3, "PK", person)
        link = {"household": 7 << 40 | 1, "person": 7 << 40 | 3, "role": "head", "start_on": "2026-01-01"}
        records.insert(connection, "membership", 7 << 40 | 4, "PK", link)
    catch_up(desk.store)
    with desk.store.transaction() as connection:
        home = {"code": "H-1", "kind": "household", "area": "PK-1", "village": "Dara"}
        records.insert(connection, "household", 7 << 40 | 1, "PK", home | {"registered_on": "2026-01-01"})
    assert catch_up(desk.store) == 1
    assert kept(desk.store) == right(desk.store)
    with desk.store.reading() as connection:
        [found] = matching.identities(connection, [7 << 40 | 3]).values()
    assert (found.village, found.area) == ("Dara", "PK-1")


def test_what_another_office_wrote_in_newer_words_is_no_obstacle(desk: Desk) -> None:
    with desk.store.transaction() as connection:
        fields = {"code": "P-1", "given_name": "Awa", "sex": "other_word", "birth_precision": "decade"}
        records.insert(connection, "person", 7 << 40 | 3, "PK", fields | {"birth_on": "198x"})
        connection.execute("UPDATE person SET birth_precision = 'day', birth_on = '2023-02-31'")
    assert catch_up(desk.store) == 1
    with desk.store.reading() as connection:
        [found] = matching.identities(connection, [7 << 40 | 3]).values()
    assert (found.sex, found.birth) == (Sex.not_known, None)


_BIRTHS = st.one_of(
    st.none(),
    st.sampled_from(
        [
            Birth(precision=Precision.day, on="1987-04-12"),
            Birth(precision=Precision.month, on="1987-04"),
            Birth(precision=Precision.year, on="1987"),
            Birth.model_validate(
                {"precision": "estimated_age", "estimated_age": 30, "estimated_on": "2026-01-01"}
            ),
        ]
    ),
)
_WORDS = st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=9))


@given(
    names=st.tuples(_WORDS, _WORDS, _WORDS, _WORDS),
    sex=st.sampled_from(Sex),
    birth=_BIRTHS,
    places=st.tuples(_WORDS, _WORDS, _WORDS),
    identifiers=st.lists(st.tuples(st.just("voter"), st.text("AB12", min_size=1)), max_size=3),
    phones=st.lists(st.text("0123", min_size=1), max_size=2),
)
def test_what_is_packed_comes_back(
    names: Any, sex: Sex, birth: Birth | None, places: Any, identifiers: Any, phones: Any
) -> None:
    area, village, address = places
    identity = Identity(
        *names, sex, birth, tuple(identifiers), tuple(phones), area=area, village=village, address=address
    )
    assert unpacked(packed(identity)) == identity


def test_a_block_that_is_too_common_is_left_out(desk: Desk) -> None:
    for _ in range(4):
        add(desk, member())
    catch_up(desk.store)
    with desk.store.reading() as connection:
        (key,) = connection.execute("SELECT hash FROM match_key GROUP BY hash HAVING count(*) = 4").fetchone()
        assert dict(matching.blocks(connection, [key], 3)) == {}
        assert len(dict(matching.blocks(connection, [key, 1], 4))[key]) == 4
