"""A regional office: carry other offices' bundles over its own line, and see who has been silent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.models import bundles, identity
from desktop.models.bundles import Carried
from desktop.models.identity import Identity
from desktop.services import stick
from desktop.services.desk import Desk, written
from domain.problems import Fault, Problem, Refused
from domain.wire.bundle import DOWN, Head

if TYPE_CHECKING:
    from desktop.sync.remote import Remote

YELLOW_DAYS, RED_DAYS = 7, 14


class State(StrEnum):
    """How far a bundle on the stick has come. ``sent``: the server has it, its answer is not here yet."""

    to_send = "to_send"
    sent = "sent"
    answered = "answered"
    refused = "refused"


@dataclass(frozen=True)
class Found:
    """A bundle on the stick. What is wrong with a file that cannot be carried stands in ``problem``."""

    path: Path
    size: int
    state: State
    name: str = ""
    office: str = ""
    laptop: str = ""
    at: str = ""
    brought: dict[str, int] = field(default_factory=dict)
    answer: dict[str, int] = field(default_factory=dict)
    carried_at: str = ""
    problem: Problem | None = None

    @property
    def to_carry(self) -> bool:
        """Whether carrying it now may bring it further."""
        return bool(self.name) and self.state is not State.answered


@dataclass(frozen=True)
class Carrying:
    """Which of how many is on its way (from 1), whose, and how many of its bytes have gone."""

    number: int
    of: int
    office: str
    sent: int
    size: int


@dataclass(frozen=True)
class OfficeLine:
    """An office on the board. ``seen_at`` is UTC, ISO 8601, empty when it was never heard."""

    code: str
    names: dict[str, str]
    seen_at: str
    waiting: int
    laptops: int
    programs: tuple[str, ...]
    days: int | None

    @property
    def tone(self) -> str:
        """``good``, ``attention`` after 7 days of silence, ``error`` after 14 or when it was never heard."""
        if self.days is None or self.days >= RED_DAYS:
            return "error"
        return "attention" if self.days >= YELLOW_DAYS else "good"


def look(desk: Desk, folder: Path) -> list[Found]:
    """The bundles in a folder and the folders of it, those to carry first. Raises Fault."""
    found = [_found(desk, path) for path in stick.found(folder, stick.OUT)]
    return sorted(found, key=lambda one: (one.state is State.answered, one.office, one.laptop, one.at))


def _found(desk: Desk, path: Path) -> Found:
    with stick.stick(path):
        size = path.stat().st_size
    try:
        head = stick.head(path)
    except Refused as refusal:
        return Found(path, size, State.refused, problem=refusal.problems[0])
    one = Found(path, size, State.to_send, head.bundle, head.office, head.laptop, head.at, dict(head.counts))
    with desk.store.reading() as connection:
        known = bundles.carried(connection, head.bundle)
    answer = _answer(path, head)
    if answer is not None:
        at = known.carried_at if known else answer.at
        return replace(one, state=State.answered, answer=dict(answer.counts), carried_at=at)
    if known is None:
        return one
    state = State.refused if known.state == "refused" else State.sent
    return replace(one, state=state, carried_at=known.carried_at, problem=known.problem)


def _answer(path: Path, head: Head) -> Head | None:
    """The head of the answer that lies beside a bundle, if it is the answer to this one."""
    beside = stick.answer_beside(path)
    if not beside.exists():
        return None
    try:
        answer = stick.head(beside)
    except (Refused, Fault):
        return None
    return answer if answer.way == DOWN and answer.answers == head.bundle else None


def carry(
    desk: Desk,
    chosen: Iterable[Found],
    progress: Callable[[Carrying], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Found]:
    """Takes each to the server and writes its answer beside it; what became of each, in the same order.

    One that the server refuses does not keep back the next. Raises Fault when the line or the stick fails:
    what was carried by then is carried, and the rest can be carried later.
    """
    # requests and the JOSE library take long to import: only who meets a server waits for them.
    from desktop.services.synchronise import remote_of  # noqa: PLC0415
    from desktop.sync.carrying import Stopped  # noqa: PLC0415

    waiting = [one for one in chosen if one.to_carry]
    done: list[Found] = []
    if not waiting:
        return done
    remote = remote_of(desk)
    try:
        who = _registered(desk)
        for number, one in enumerate(waiting, start=1):
            if cancelled():
                break

            def told(sent: int, one: Found = one, number: int = number) -> None:
                progress(Carrying(number, len(waiting), one.office, sent, one.size))

            told(0)
            done.append(_carry_one(desk, remote, who, one, told, cancelled))
    except Stopped:
        return done
    finally:
        remote.close()
    return done


def _carry_one(
    desk: Desk,
    remote: Remote,
    who: Identity,
    one: Found,
    told: Callable[[int], None],
    cancelled: Callable[[], bool],
) -> Found:
    from desktop.sync import carrying  # noqa: PLC0415

    beside = stick.answer_beside(one.path)
    try:
        with stick.reading(one.path) as file:
            answer = carrying.carry(remote, who, file, one.size, told, cancelled)
            first = next(answer, b"")
            # From here on the server has it, whatever becomes of the answer.
            _log(desk, replace(one, state=State.sent))
            stick.write(beside, _both(first, answer))
    except Refused as refusal:
        if refusal.problems[0].code in ("token_invalid", "device_unknown", "device_revoked"):
            raise  # said of this file, not of the bundle
        problem = stick.named(refusal, one.path).problems[0]
        return _log(desk, replace(one, state=State.refused, problem=problem))
    head = stick.head(beside)
    if head.answers != one.name:
        raise Fault("answer_garbled")
    return _log(desk, replace(one, state=State.answered, answer=dict(head.counts), problem=None))


def _both(first: bytes, rest: Iterable[bytes]) -> Iterable[bytes]:
    yield first
    yield from rest


def _log(desk: Desk, one: Found) -> Found:
    """Kept in this office's file, for the slips and for the next look at the same stick."""
    at = desk.stamp()
    with desk.store.transaction() as connection:
        bundles.carry(
            connection,
            Carried(
                name=one.name,
                office=one.office,
                laptop=one.laptop,
                written_at=one.at,
                size=one.size,
                carried_at=at,
                brought=one.brought,
                state=one.state.value,
                answer=one.answer,
                problem=one.problem,
            ),
        )
    return replace(one, carried_at=at)


def carried(desk: Desk, days: int = 31) -> list[Carried]:
    """What this file carried lately, the latest first."""
    with desk.store.reading() as connection:
        return bundles.carried_since(connection, written(desk.now() - timedelta(days=days)))


def board(desk: Desk) -> list[OfficeLine]:
    """The offices this one watches, the most silent first.

    Raises Refused (``board_not_regional``, ``not_joined``) and Fault (the line).
    """
    from desktop.services.synchronise import remote_of  # noqa: PLC0415
    from desktop.sync.line import map_of  # noqa: PLC0415

    remote = remote_of(desk)
    try:
        body = map_of(remote.authorised(_registered(desk), "GET", "/v1/board"))
    finally:
        remote.close()
    try:
        lines = [_line(office, desk.now()) for office in body["offices"]]
    except (KeyError, TypeError, ValueError) as error:
        raise Fault("answer_garbled") from error
    return by_silence(lines)


def by_silence(lines: Sequence[OfficeLine]) -> list[OfficeLine]:
    """Those never heard first, then the longest silence."""
    return sorted(lines, key=lambda line: (bool(line.seen_at), line.seen_at, line.code))


def _line(office: dict[str, Any], now: datetime) -> OfficeLine:
    serving = [device for device in office["devices"] if device["revoked_at"] is None]
    seen = str(office["seen_at"] or "")
    days = max(0, (now - datetime.fromisoformat(seen).astimezone(UTC)).days) if seen else None
    return OfficeLine(
        code=str(office["office"]),
        names={str(code): str(name) for code, name in office["names"].items()},
        seen_at=seen,
        waiting=int(office["waiting"]),
        laptops=len(serving),
        programs=tuple(sorted({str(device["program"]) for device in serving if device["program"]})),
        days=days,
    )


def _registered(desk: Desk) -> Identity:
    """The identity the server knows this file by."""
    with desk.store.reading() as connection:
        known = [who for who in identity.everyone(connection) if who.registered]
    if not known:
        raise Refused(Problem("not_joined"))
    return known[-1]
