"""Compare what this file wrote with what the server holds: at the end of a day, or since ever.

Each side counts for itself: this one from its journal, the server from its history. Differences are named.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from desktop.models import identity, journal, receipts, reconciliations, users
from desktop.models.reconciliations import Count
from desktop.services import receipts as proving
from desktop.services.desk import Desk
from desktop.services.reconciled import Difference, Reconciliation, Tally, document, read
from domain.clock import COUNTER
from domain.problems import Fault, Problem, Refused

Connection = Any
Key = tuple[int, int, str]  # identity, author, kind
_LATEST_MS = 2**53 // COUNTER


@dataclass(frozen=True)
class _There:
    """The server's side: for each identity its last number and a chain, and how many of each verdict.

    What is counted, and the chain, goes as far as this file's own last number: above it a copy of this file
    may have written under an identity both had.
    """

    at: str
    ends: dict[str, tuple[int, str]]
    held: Counter[Key]
    refused: Counter[Key]
    jws: str


def reconcile(desk: Desk, day: date | None = None) -> Reconciliation:
    """Both sides compared for what was written on a day at the office, or ever; the result is kept.

    Without a line it says what the receipts kept here prove, and why no more. Raises Refused before the
    file has joined a server, and Fault when what the server signed is not the server's.
    """
    span = _span(desk, day)
    problem: Problem | None = None
    there: _There | None = None
    try:
        there = _ask(desk, span)
    except Fault as fault:
        if fault.problem.code in ("receipt_wrong", "answer_garbled"):
            raise
        problem = fault.problem
    except Refused as refusal:
        if refusal.problems[0].code == "not_joined":
            raise
        problem = refusal.problems[0]
    with desk.store.transaction() as connection:
        found = _compared(desk, connection, day, span, there or _by_receipts(connection, span))
        found = replace(found, source="server" if there else "receipts", problem=problem)
        body = json.dumps(document(found), ensure_ascii=False)
        number = reconciliations.keep(connection, found.made_at, found.day, found.agrees, body, found.jws)
    return replace(found, number=number)


def kept(desk: Desk, limit: int = 20) -> list[Reconciliation]:
    """The last comparisons, the latest first."""
    with desk.store.reading() as connection:
        return [read(number, body) for number, body in reconciliations.latest(connection, limit)]


def _span(desk: Desk, day: date | None) -> tuple[int, int]:
    """The day at the office in milliseconds since 1970, its end left out."""
    if day is None:
        return 0, _LATEST_MS
    zone = ZoneInfo(desk.office.time_zone)
    midnights = (datetime.combine(one, time(), zone) for one in (day, day + timedelta(days=1)))
    first, last = (max(0, int(midnight.timestamp() * 1000)) for midnight in midnights)
    return first, last


def _ask(desk: Desk, span: tuple[int, int]) -> _There:
    from desktop.services.synchronise import remote_of  # noqa: PLC0415 - brings the network library with it

    remote = remote_of(desk)
    try:
        with desk.store.reading() as connection:
            everyone = identity.everyone(connection)
            ours = {one.device: journal.last_number(connection, one) for one in everyone}
            reader = proving.proofs(connection)
        who = next((one for one in reversed(everyone) if one.registered), everyone[0])
        path = f"/v1/holdings?from={span[0]}&until={span[1]}"
        path += "".join(f"&upto={device}:{number}" for device, number in ours.items())
        signed = remote.authorised(who, "GET", path).text
    finally:
        remote.close()
    claims = reader.claims(signed)
    said = tuple(claims.get(name) for name in ("holdings", "from", "until", "upto"))
    if said != (who.device, *span, ours):
        raise Fault("answer_garbled")
    return _there(claims, signed, {one.device: one.no for one in everyone})


def _there(claims: dict[str, Any], signed: str, numbers: dict[str, int]) -> _There:
    found = _There(str(claims.get("at", "")), {}, Counter(), Counter(), signed)
    try:
        for device in claims["devices"]:
            if device["device"] not in numbers:
                raise Fault("answer_garbled")
            found.ends[device["device"]] = int(device["last"]), str(device["chain"])
            for author, kind, verdict, n in device["counts"]:
                key = numbers[device["device"]], int(author), str(kind)
                found.held[key] += int(n)
                found.refused[key] += int(n) if verdict == "refused" else 0
    except (KeyError, TypeError, ValueError) as error:
        raise Fault("answer_garbled") from error
    return found


def _by_receipts(connection: Connection, span: tuple[int, int]) -> _There:
    """What is known without a line: what the receipts kept here prove."""
    found = _There(receipts.latest(connection), {}, Counter(), Counter(), "")
    for who in identity.everyone(connection):
        upto = reconciliations.proved_upto(connection, who)
        found.ends[who.device] = upto, journal.chain_at(connection, who, upto).hex()
    for one in reconciliations.proved(connection, *span):
        key = one.no, one.author, one.kind
        found.held[key] += one.n
        found.refused[key] += one.n if one.state == "refused" else 0
    return found


def _compared(
    desk: Desk, connection: Connection, day: date | None, span: tuple[int, int], there: _There
) -> Reconciliation:
    here = reconciliations.written(connection, *span)
    names = users.author_names(connection)
    needs = _sums(reconciliations.for_somebody(connection, *span))
    written = _sums(here)
    waiting = _sums(one for one in here if one.state in ("waiting", "sent"))
    refused = _sums(one for one in here if one.state == "refused")
    keys = sorted(written.keys() | there.held.keys())
    lines: dict[tuple[int, str], Tally] = {}
    for key in keys:
        _, author, kind = key
        before = lines.get((author, kind)) or Tally(author, names.get(author, ""), kind, *[0] * 6)
        lines[author, kind] = replace(
            before,
            written=before.written + written[key],
            waiting=before.waiting + waiting[key],
            refused=before.refused + refused[key],
            needs=before.needs + needs[key],
            held=before.held + there.held[key],
            missing=before.missing + max(0, written[key] - waiting[key] - there.held[key]),
        )
    differences = [*_of_chains(connection, there), *_of_counts(keys, names, there, written, waiting, refused)]
    return Reconciliation(
        made_at=desk.stamp(),
        at=there.at,
        day=day.isoformat() if day else "",
        source="server",
        officer=desk.user.full_name,
        lines=tuple(lines[place] for place in sorted(lines)),
        differences=tuple(differences),
        jws=there.jws,
    )


def _sums(counts: Iterable[Count]) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for one in counts:
        found[one.no, one.author, one.kind] += one.n
    return found


def _of_chains(connection: Connection, there: _There) -> Iterator[Difference]:
    """Where an identity's numbers end there, and whether the chain up to it is the one kept here."""
    current = identity.current(connection)
    for who in identity.everyone(connection):
        upto, chain = there.ends.get(who.device, (0, ""))
        last, answered = journal.last_number(connection, who), journal.last_answered(connection, who)
        agreed = min(upto, last)
        if upto < answered:
            yield Difference("server_lacks", answered, upto, device=who.device)
        elif upto > last and who == current:
            yield Difference("count_higher", last, upto, device=who.device)
        if agreed and journal.chain_at(connection, who, agreed).hex() != chain:
            yield Difference("chain_differs", agreed, agreed, device=who.device)


def _of_counts(
    keys: list[Key],
    names: dict[int, str],
    there: _There,
    written: Counter[Key],
    waiting: Counter[Key],
    refused: Counter[Key],
) -> Iterator[Difference]:
    """What was answered here must be there; what is there must have been written here.

    In between lie changes the server took whose answer was lost: they wait here, and the next round hears.
    """
    for key in keys:
        sent, held = written[key] - waiting[key], there.held[key]
        about = {"name": names.get(key[1], ""), "kind": key[2]}
        if held < sent:
            yield Difference("count_lower", sent, held, **about)
        elif held > written[key]:
            yield Difference("count_higher", written[key], held, **about)
        elif held == sent and there.refused[key] != refused[key]:
            yield Difference("refused_differs", refused[key], there.refused[key], **about)
