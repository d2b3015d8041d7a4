"""Take in the answer a stick brought back: verdicts with their receipt, what others did, photos.

Everything in it may be old news by now. What is settled stays settled; rows that this file has read past are
left alone; whatever asks the file to act (a new identity, sending again) is heard once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.models import bundles, forking, identity, journal, photos
from desktop.models.identity import Identity
from desktop.models.store import Store
from desktop.sync import receiving
from domain.problems import Fault, Problem
from domain.wire.bundle import Head, Part
from domain.wire.encoding import Garbled, decode_response
from domain.wire.messages import Answer, Cursor, Response, Verdict

Connection = Any
Claims = Callable[[str], dict[str, object]]
_STATES = {Verdict.conflict: "conflict", Verdict.refused: "refused"}
_CONTROL = frozenset("MNXR")


@dataclass
class Read:
    """What an answer brought. ``before``: it had been read to its end already, and nothing was done.

    ``stale``: it speaks of changes that have another place in this file's journal since. ``problems`` are
    what the server said of whole messages. ``more``: the next stick goes on where this one stopped.
    """

    arrived: int = 0
    conflicts: int = 0
    refused: int = 0
    received: int = 0
    photos_sent: int = 0
    photos_received: int = 0
    before: bool = False
    stale: bool = False
    more: bool = False
    counts_compared: bool = False
    differing: dict[str, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


class Taking:
    """One answer being taken in, whose whole has been checked before. ``claims`` reads a signed receipt."""

    def __init__(self, store: Store, head: Head, claims: Claims, at: str) -> None:
        self._store, self._head, self._claims, self._at = store, head, claims, at
        self._since: dict[str, Cursor] = {}
        self._refused: set[str] = set()
        self._first = False
        self.read = Read()

    def take(self, parts: Iterator[Part]) -> Iterator[Read]:
        """Yields after each step, so that the reader can say how far it is, or stop. Raises Fault."""
        with self._store.reading() as connection:
            if bundles.was_read(connection, self._head.bundle):
                self.read.before = True
                return
        control: list[Part] = []
        begun = False
        for part in parts:
            if part.kind in _CONTROL:
                control.append(part)
                continue
            if not begun:
                begun = True
                self._settle(control)
            if part.kind == "W":
                self._rows(part)
            elif part.kind == "P":
                self._photo(part)
            yield self.read
        if not begun:
            self._settle(control)
        with self._store.transaction() as connection:
            bundles.note_read(connection, self._head.bundle, self._at)
        yield self.read

    def _settle(self, parts: list[Part]) -> None:
        """Answers, receipts and what the server asks for: one transaction, heard once."""
        with self._store.transaction() as connection:
            self._first = bundles.answered(connection, self._head.answers, self._at)
            everyone = {who.device: who for who in identity.everyone(connection)}
            for part in parts:
                who = everyone.get(part.name)
                if part.kind == "M":
                    self._manifest(connection, part)
                elif part.kind == "N" and who is not None:
                    identity.mark_registered(connection, who)
                elif part.kind == "R" and who is not None:
                    self._answers(connection, who, _response(part))
            for part in parts:
                if part.kind == "X" and part.name in everyone:
                    self._refusal(connection, everyone[part.name], _problem_in(part))

    def _manifest(self, connection: Connection, part: Part) -> None:
        try:
            body = json.loads(part.body)
            self._since = {name: Cursor(version, row) for name, (version, row) in body["since"].items()}
            held = [str(name) for name in body["held"]]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Fault("answer_garbled") from error
        photos.mark_arrived(connection, held)
        self.read.photos_sent = len(held)

    def _answers(self, connection: Connection, who: Identity, response: Response) -> None:
        """Nothing is marked without a receipt that verifies and names this journal's own chain."""
        if not response.receipt:
            return
        claims = self._claims(response.receipt)
        try:
            upto = receiving.check_arrival(connection, who, claims)
        except Fault:
            self.read.stale = (
                True  # renumbered since: the next stick, or the line, sends it under its new name
            )
            return
        for answer in response.answers:
            if answer.number <= upto:
                self._mark(connection, who, answer)
        connection.execute(
            "INSERT OR REPLACE INTO receipt (upto, jws, received_at) VALUES (?, ?, ?)",
            (who.span[0] - 1 + upto, response.receipt, str(claims.get("received_at", ""))),
        )

    def _mark(self, connection: Connection, who: Identity, answer: Answer) -> None:
        state, problem = _STATES.get(answer.verdict, "arrived"), answer.problem
        said = (
            json.dumps({"code": problem.code, "where": problem.where, "facts": dict(problem.facts)})
            if problem
            else None
        )
        marked = bundles.settle(connection, who, [answer.number], state, said)
        self.read.arrived += marked * (state != "refused")
        self.read.conflicts += marked * (state == "conflict")
        self.read.refused += marked * (state == "refused")

    def _refusal(self, connection: Connection, who: Identity, problem: Problem) -> None:
        """A whole message was not taken. What the server asks for is done once, by the first answer."""
        self._refused.add(who.device)
        self.read.problems.append(problem)
        if not self._first:
            return
        if problem.code == "forked":
            forking.settle(
                connection, who, _number(problem, "agreed", journal.last_answered(connection, who))
            )
        elif problem.code == "gap" or problem.code == "chain_broken":
            expected = _number(problem, "expected", 1)
            if expected <= journal.last_answered(connection, who):
                journal.send_again(connection, who, max(1, expected))
                receiving.start_over(connection)  # what was read was read of a server that is no more
        elif problem.code == "device_code_taken" and not who.registered:
            forking.settle(connection, who, 0)
            identity.forget(connection, who)

    def _rows(self, part: Part) -> None:
        """A page of others' work, without the districts that this file has read further by now."""
        page = _response(part)
        self.read.more = page.more
        with self._store.transaction() as connection:
            if self._refused:  # until that is settled, rows under our own name may be of a copy
                return
            here = receiving.cursors(connection)
            fits = {name for name in page.cursors if self._continues(name, here, page.cursors[name])}
            rows = tuple(row for row in page.rows if row.district in fits)
            if receiving.of_a_copy(connection, rows) or receiving.contradicts(connection, rows):
                self._copied(connection)
                return
            cursors = {name: cursor for name, cursor in page.cursors.items() if name in fits}
            receiving.take_rows(connection, replace(page, rows=rows, cursors=cursors))
            self._since |= cursors
            self.read.received += len(rows)
            if not page.more and fits == set(page.cursors):
                self._compare(connection, page)

    def _continues(self, district: str, here: dict[str, Cursor], after: Cursor) -> bool:
        """The page begins where this file stands or before, and ends where it stands or behind."""
        stands = here.get(district, Cursor())
        return _place(self._since.get(district, Cursor())) <= _place(stands) <= _place(after)

    def _copied(self, connection: Connection) -> None:
        self._refused.add(self._head.to)
        self.read.problems.append(Problem("forked"))
        if self._first:
            who = identity.current(connection)
            forking.settle(connection, who, journal.last_answered(connection, who))

    def _compare(self, connection: Connection, page: Response) -> None:
        """Both ends name the same counts, unless this file has written on since."""
        if journal.tally(connection).keys() & {"waiting", "sent"}:
            return
        self.read.counts_compared = True
        self.read.differing = receiving.counts_that_differ(connection, page.tallies)
        if self.read.differing:
            receiving.start_over(connection)

    def _photo(self, part: Part) -> None:
        if hashlib.sha256(part.body).hexdigest() != part.name:
            return
        with self._store.transaction() as connection:
            later = bundles.wanted(connection, part.name)
            if later is not None:
                photos.keep(connection, part.body, arrived=True, later=later)
                self.read.photos_received += 1


def _place(cursor: Cursor) -> tuple[int, int]:
    return cursor.version, cursor.row


def _response(part: Part) -> Response:
    try:
        return decode_response(part.body)
    except Garbled as error:
        raise Fault("answer_garbled") from error


def _problem_in(part: Part) -> Problem:
    try:
        body = json.loads(part.body)
        return Problem(str(body["code"]), str(body["where"]), facts=dict(body["facts"]))
    except (ValueError, KeyError, TypeError) as error:
        raise Fault("answer_garbled") from error


def _number(problem: Problem, name: str, default: int) -> int:
    value = problem.facts.get(name, default)
    return value if isinstance(value, int) else default
