"""Messages to bytes and back, the same over HTTPS and on a stick; pages of rows for snapshots.

The bytes are described in docs/sync-protocol.md. Protocol 1 is read, and answered in its own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate, chain

from domain.wire import frame, heads, parts
from domain.wire.first import encoding as first
from domain.wire.frame import BATCH, HEAD, MAX_BYTES, PAGES, REQUEST, RESPONSE, ROWS, TAIL, Part
from domain.wire.garbled import Garbled, OtherProtocol, TooLarge
from domain.wire.memory import ReadersMemory, WritersMemory
from domain.wire.messages import PROTOCOL, Batch, Page, Request, Response, Stop
from domain.wire.sections import Budget, Reader

__all__ = [
    "MAX_BYTES",
    "Garbled",
    "OtherProtocol",
    "TooLarge",
    "decode_cut_request",
    "decode_cut_response",
    "decode_pages",
    "decode_request",
    "decode_response",
    "encode_pages",
    "encode_request",
    "encode_response",
]

_UNREADABLE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def encode_request(request: Request) -> bytes:
    """A request as bytes, each batch a part of its own. TooLarge when no reader would take it."""
    return frame.pack(REQUEST, parts_of_request(request))


def parts_of_request(request: Request) -> list[Part]:
    """What ``encode_request`` packs."""
    memory = WritersMemory()
    batches = [Part(BATCH, parts.write_batch(batch, memory)) for batch in request.batches]
    return [Part(HEAD, heads.written(heads.of_request(request))), *batches]


def decode_request(data: bytes) -> Request:
    """The reverse of ``encode_request``; Garbled when it cannot be read or is not whole."""
    text = frame.unpack(data)
    if first.speaks(text):
        return first.decode_request(text)
    request, whole = _read_request(text)
    if request is None or not whole:
        raise Garbled("cut short")
    return request


def decode_cut_request(data: bytes) -> Request | None:
    """What a cut line let through: the head with the batches that came whole, None without the head.

    Garbled when it is not the beginning of a message.
    """
    text = _begun(data)
    return None if text is None or first.speaks(text) else _read_request(text)[0]


def _begun(data: bytes) -> bytes | None:
    """What is unpacked of a message that may have been cut anywhere; None when nothing can be yet."""
    return None if frame.is_begun(data) else frame.unpack(data)


def _read_request(text: bytes) -> tuple[Request | None, bool]:
    """What came, and whether it is all."""
    budget, memory = Budget(), ReadersMemory()
    head: heads.Head | None = None
    batches: list[Batch] = []
    try:
        for part in frame.parts(REQUEST, (text,)):
            if part.sort == HEAD:
                head = heads.read(part.body, budget)
            elif part.sort == BATCH:
                batches.append(parts.read_batch(Reader(part.body, budget), memory))
        if head is None:
            return None, False
        return heads.request_of(head, tuple(batches)), len(batches) == heads.whole(head["batches"])
    except Garbled:
        raise
    except _UNREADABLE as error:
        raise Garbled(str(error)) from error


def encode_response(response: Response, protocol: int = PROTOCOL) -> bytes:
    """A response as bytes, in the protocol of who asked; ``stops`` say where its rows are cut in parts.

    TooLarge when no reader would take it: ask for a shorter page.
    """
    if protocol < PROTOCOL:
        return first.encode_response(response)
    return frame.pack(RESPONSE, parts_of_response(response))


def parts_of_response(response: Response) -> list[Part]:
    """What ``encode_response`` packs."""
    memory = WritersMemory()
    rows = [Part(ROWS, parts.write_rows(page, memory)) for page in _pages(response)]
    head, tail = heads.of_response(response), heads.tail_of_response(response)
    return [Part(HEAD, heads.written(head)), *rows, Part(TAIL, heads.written(tail))]


def _pages(response: Response) -> Iterator[Page]:
    begun = 0
    for stop in response.stops:
        if begun < stop.rows < len(response.rows):
            yield Page(response.rows[begun : stop.rows], stop.cursors)
            begun = stop.rows
    if response.rows:
        yield Page(response.rows[begun:], response.cursors)


def decode_response(data: bytes) -> Response:
    """The reverse of ``encode_response``; Garbled when it cannot be read or is not whole."""
    text = frame.unpack(data)
    if first.speaks(text):
        return first.decode_response(text)
    response, whole = _read_response(text)
    if response is None or not whole:
        raise Garbled("cut short")
    return response


def decode_cut_response(data: bytes) -> Response | None:
    """What a cut line let through: answers and the rows that came whole, None without the head.

    ``cursors`` are those after the last whole part, empty when no row came; ``more`` is true, nothing is
    tallied. Garbled when it is not the beginning of a message.
    """
    text = _begun(data)
    return None if text is None or first.speaks(text) else _read_response(text)[0]


def _read_response(text: bytes) -> tuple[Response | None, bool]:
    """What came, and whether it is all."""
    budget, memory = Budget(), ReadersMemory()
    head: heads.Head | None = None
    tail: heads.Head | None = None
    pages: list[Page] = []
    try:
        for part in frame.parts(RESPONSE, (text,)):
            if part.sort == HEAD:
                head = heads.read(part.body, budget)
            elif part.sort == ROWS:
                pages.append(parts.read_rows(Reader(part.body, budget), memory))
            elif part.sort == TAIL:
                tail = heads.read(part.body, budget)
        return (None if head is None else _response_of(head, pages, tail, budget)), tail is not None
    except Garbled:
        raise
    except _UNREADABLE as error:
        raise Garbled(str(error)) from error


def _response_of(head: heads.Head, pages: list[Page], tail: heads.Head | None, budget: Budget) -> Response:
    ends = accumulate(len(page.rows) for page in pages)
    response = Response(
        answers=heads.answers_of(head["answers"], budget),
        receipt=heads.text(head["receipt"]),
        rows=tuple(chain.from_iterable(page.rows for page in pages)),
        cursors=pages[-1].cursors if pages else {},
        more=True,
        server_time_ms=heads.whole(head["time"]),
        epoch=heads.text(head.get("epoch", "")),
        stops=tuple(Stop(end, page.cursors) for end, page in zip(ends, pages[:-1], strict=False)),
    )
    return response if tail is None else heads.finished(response, tail)


def encode_pages(pages: Iterable[Page]) -> Iterator[bytes]:
    """Pages of rows as the pieces of one file; holds no more than a page."""
    memory = WritersMemory()
    rows = (Part(ROWS, parts.write_rows(page, memory)) for page in pages)
    return frame.pack_many(PAGES, rows, Part(TAIL, heads.written({})))


def decode_pages(pieces: Iterable[bytes]) -> Iterator[Page]:
    """The reverse of ``encode_pages``, the pieces cut anywhere; Garbled when it does not end as it should.

    What came before the fault has then been given out already: a file's name is its hash, check it first.
    """
    memory, ended = ReadersMemory(), False
    try:
        for part in frame.parts(PAGES, frame.unpack_many(pieces)):
            if part.sort == ROWS and not ended:
                yield parts.read_rows(Reader(part.body, Budget()), memory)
            ended = ended or part.sort == TAIL
    except Garbled:
        raise
    except _UNREADABLE as error:
        raise Garbled(str(error)) from error
    if not ended:
        raise Garbled("cut short")
