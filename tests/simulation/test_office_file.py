"""A clerk at an office file that is closed, cut off and killed: records, journal and search agree."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from desktop.models import journal, people, records
from desktop.models.identity import NUMBER_MASK
from desktop.models.vault import Vault
from desktop.services import check_file, drafts
from desktop.services.desk import Desk
from desktop.services.sign_in import sign_in
from domain.matching.names import fold
from domain.records import KINDS
from tests.desktop.models.offices import DISTRICT, PASSWORD, add, child, make_office, member

NAMES = st.sampled_from(
    ["Awa", "Ɓintou", "José", "N'Diaye", "Gonçalves", "Ñusta", "Ŋone", "آوا", "Ana-Maria", "X"]
)


class Accident(Exception):
    """Something fails in the middle of a transaction."""


class Office(RuleBasedStateMachine):
    """``model`` is what a clerk who forgets nothing would say is registered."""

    persons = Bundle("persons")

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.lives = 0
        self.desk: Desk = make_office(self.path)
        self.model: dict[int, dict[str, Any]] = {}
        self.drafts: dict[int, dict[str, Any]] = {}
        self.changes = 1

    @property
    def path(self) -> Path:
        return Path(self.folder.name) / f"life {self.lives}.guichet"

    # -- what a clerk does

    @rule(target=persons, given_name=NAMES, family=NAMES, children=st.integers(0, 2), again=st.booleans())
    def register(self, given_name: str, family: str, children: int, again: bool) -> Any:
        key = f"form {given_name} {family}" if again else None
        family_of = [member(given_name=given_name, family_name=family)]
        family_of += [child(given_name=f"{given_name}{'i' * n}", family_name=family) for n in range(children)]
        registered = add(self.desk, *family_of, **({"id": key} if key else {}))
        if registered.already:
            return multiple()
        self.changes += 2 + 2 * (children + 1)
        rows = []
        with self.desk.store.reading() as connection:
            for code, said in zip(registered.persons, family_of, strict=True):
                row = people.row_of_code(connection, "person", code)
                assert row is not None
                rows.append(row)
                self.model[row] = {"given_name": said["given_name"], "family_name": family, "code": code}
        return multiple(*rows)

    @rule(person=persons, field=st.sampled_from(["given_name", "family_name"]), name=NAMES | st.none())
    def edit(self, person: int, field: str, name: str | None) -> None:
        with self.desk.writing() as writer:
            written = writer.set("person", person, {field: name})
        assert written == (self.model[person].get(field) != name)
        self.changes += int(written)
        self.model[person] = {k: v for k, v in (self.model[person] | {field: name}).items() if v is not None}

    @rule(person=persons, name=NAMES, steps=st.integers(1, 3))
    def fail_in_the_middle(self, person: int, name: str, steps: int) -> None:
        try:
            with self.desk.writing() as writer:
                writer.set("person", person, {"given_name": name, "mother_name": name})
                if steps > 1:
                    fields = {"code": "x", "sex": "male", "birth_precision": "unknown", "given_name": name}
                    writer.create("person", DISTRICT, fields)
                if steps > 2:
                    writer.next_in(f"code {writer.identity.code} 2026")
                raise Accident
        except Accident:
            pass

    @rule(body=st.dictionaries(st.sampled_from(["a", "b"]), NAMES))
    def type_a_draft(self, body: dict[str, str]) -> None:
        self.drafts[drafts.save(self.desk, None, body)] = dict(body)

    # -- what happens to a file

    @rule()
    def close_and_open(self) -> None:
        self.desk.close()
        self.desk = sign_in(self.path, PASSWORD, clock=self.desk.clock)

    @rule()
    def kill(self) -> None:
        """What a kill leaves is what lies on the disk: the file and its log, not what a program remembers."""
        self._go_on_with(self._copy())

    @rule(person=persons, name=NAMES)
    def kill_in_the_middle(self, person: int, name: str) -> None:
        copy: Path | None = None
        try:
            with self.desk.writing() as writer:
                writer.set("person", person, {"given_name": name, "mother_name": "never written"})
                writer.connection.execute("PRAGMA cache_spill = 1")
                copy = self._copy()
                raise Accident
        except Accident:
            pass
        assert copy is not None
        self._go_on_with(copy)

    def _copy(self) -> Path:
        target = Path(self.folder.name) / f"life {self.lives + 1}.guichet"
        for suffix in ("", "-wal"):
            shutil.copy(f"{self.path}{suffix}", f"{target}{suffix}")
        shutil.copy(Vault(self.path).path, Vault(target).path)
        return target

    def _go_on_with(self, copy: Path) -> None:
        self.desk.close()
        self.lives += 1
        assert copy == self.path
        self.desk = sign_in(copy, PASSWORD, clock=self.desk.clock)

    # -- what always holds

    @invariant()
    def records_are_what_was_said(self) -> None:
        with self.desk.store.reading() as connection:
            rows = [row for (row,) in connection.execute("SELECT id FROM person").fetchall()]
            assert set(rows) == self.model.keys()
            for row in rows:
                found = records.read(connection, "person", row) or {}
                assert {
                    k: v for k, v in found.items() if k in ("given_name", "family_name", "code")
                } == self.model[row]

    @invariant()
    def everybody_is_found_by_every_beginning_and_by_nothing_else(self) -> None:
        with self.desk.store.reading() as connection:
            for word in {word for said in self.model.values() for word in self._words(said)} | {"nobody"}:
                expected = {row for row, said in self.model.items() if any_begins(self._words(said), word)}
                assert set(people.find_people(connection, word, "PK")) == expected
            (indexed,) = connection.execute("SELECT count(*) FROM person_search").fetchone()
            assert indexed == len(self.model)

    @staticmethod
    def _words(said: dict[str, Any]) -> list[str]:
        return fold(f"{said.get('given_name', '')} {said.get('family_name', '')}").split()

    @invariant()
    def the_journal_has_every_change_once(self) -> None:
        with self.desk.store.reading() as connection:
            numbers = [
                row & NUMBER_MASK for (row,) in connection.execute("SELECT id FROM change ORDER BY id")
            ]
            assert numbers == list(range(1, self.changes + 1))
            assert journal.broken_links(connection) == []
            made = connection.execute("SELECT kind, count(*) FROM change WHERE subject IS NULL GROUP BY kind")
            created = dict(made.fetchall())
            assert all(records.count(connection, kind) == created.get(kind, 0) for kind in KINDS)

    @invariant()
    def drafts_are_as_they_were_left(self) -> None:
        assert {line.id: drafts.load(self.desk, line.id) for line in drafts.waiting(self.desk)} == self.drafts

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            assert check_file.check_file(self.desk).sound
            self.desk.close()
            self.folder.cleanup()


def any_begins(words: list[str], beginning: str) -> bool:
    return any(word.startswith(beginning) for word in words)


TestOffice = Office.TestCase
TestOffice.settings = settings(max_examples=12, stateful_step_count=18, deadline=None)
