"""The parts of a message: a batch of changes, or rows with the cursors after them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.changes import Change
from domain.ids import RecordId
from domain.wire import bags, heads
from domain.wire.memory import DISTRICTS, ReadersMemory, WritersMemory
from domain.wire.messages import Batch, Page, Row
from domain.wire.sections import Reader, Writer

_CHAIN_END, _SIGNATURE = 32, 64  # bytes
_A_CHANGE = 10  # cells, without its fields


def write_batch(batch: Batch, memory: WritersMemory) -> bytes:
    """A batch. ValueError when its chain end or signature has another length than it should."""
    if len(batch.chain_end) != _CHAIN_END or len(batch.signature) != _SIGNATURE:
        raise ValueError("not a batch")
    out, changes = Writer(), batch.changes
    out.number(memory.device(batch.device))
    out.number(batch.first)
    out.number(len(changes))
    out.raw(batch.chain_end + batch.signature)
    out.numbers([change.author for change in changes])
    out.numbers([change.clock for change in changes])
    memory.texts(out, DISTRICTS, [change.district for change in changes])
    out.numbers([int(change.subject is not None) for change in changes])
    memory.records(out, [change.subject for change in changes if change.subject is not None])
    _write_named(out, memory, [change.base for change in changes])
    bags.write(out, memory, [change.kind for change in changes], [change.fields for change in changes])
    return _with_news(out, memory)


def read_batch(part: Reader, memory: ReadersMemory) -> Batch:
    """The reverse; ValueError or IndexError when it is no batch."""
    memory.news(part)
    device, first, count = memory.device(part.number()), part.number(), part.number()
    part.budget.spend(_A_CHANGE * count)
    if not count:
        raise ValueError("a batch without changes")
    chain_end, signature = part.raw(_CHAIN_END), part.raw(_SIGNATURE)
    authors, clocks = part.numbers(count), part.numbers(count)
    districts = memory.texts(part, DISTRICTS, count)
    about = part.numbers(count)
    subjects = _spread(memory.records(part, sum(_flags(about))), about)
    bases = _read_named(part, memory, count)
    kinds, fields = bags.read(part, memory, count)
    numbers = range(first, first + count)
    changes = map(Change, numbers, authors, clocks, kinds, subjects, fields, districts, bases)
    return Batch(device, tuple(changes), chain_end, signature)


def write_rows(page: Page, memory: WritersMemory) -> bytes:
    """Rows and the cursors after them."""
    out, rows = Writer(), page.rows
    out.texts([heads.written(heads.of_cursors(page.cursors)).decode()])
    out.number(len(rows))
    memory.records(out, [row.id for row in rows])
    memory.texts(out, DISTRICTS, [row.district for row in rows])
    _write_named(out, memory, [row.revisions for row in rows])
    bags.write(out, memory, [row.kind for row in rows], [row.fields for row in rows])
    return _with_news(out, memory)


def read_rows(part: Reader, memory: ReadersMemory) -> Page:
    """The reverse; ValueError, IndexError or TypeError when they are no rows."""
    memory.news(part)
    [text] = part.texts(1)
    cursors = heads.cursors_of(heads.read(text.encode(), part.budget))
    count = part.number()
    part.budget.spend(_A_CHANGE * count)
    names = memory.records(part, count)
    districts = memory.texts(part, DISTRICTS, count)
    revisions = _read_named(part, memory, count)
    kinds, fields = bags.read(part, memory, count)
    return Page(tuple(map(Row, names, kinds, districts, fields, revisions)), cursors)


def _with_news(out: Writer, memory: WritersMemory) -> bytes:
    """What is new to the reader comes before what it is needed for."""
    news = memory.news()
    news.follow(out)
    return news.done()


def _write_named(out: Writer, memory: WritersMemory, found: Sequence[Mapping[str, RecordId]]) -> None:
    """For each, which names it has (a shape without a kind); then all their record ids."""
    if not any(found):
        out.numbers([memory.shape(("",))] * len(found))
        return
    ordered = [sorted(named.items()) for named in found]
    out.numbers([memory.shape(("", *(name for name, _ in named))) for named in ordered])
    memory.records(out, [record for named in ordered for _, record in named])


def _read_named(part: Reader, memory: ReadersMemory, count: int) -> list[dict[str, RecordId]]:
    shapes = [memory.shape(index)[1:] for index in part.numbers(count)]
    part.budget.spend(2 * count)
    records = iter(memory.records(part, sum(map(len, shapes))))
    return [{name: next(records) for name in names} for names in shapes]


def _flags(values: list[int]) -> list[int]:
    if not set(values) <= {0, 1}:
        raise ValueError("neither there nor not there")
    return values


def _spread(values: Sequence[Any], there: list[int]) -> list[Any]:
    following = iter(values)
    return [next(following) if one else None for one in there]
