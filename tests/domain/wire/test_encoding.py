"""Messages survive the way, whole or cut; whatever else arrives is Garbled and nothing worse."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.changes import Change
from domain.ids import RecordId
from domain.records import Fields
from domain.wire import frame
from domain.wire.encoding import (
    MAX_BYTES,
    Garbled,
    OtherProtocol,
    TooLarge,
    decode_cut_request,
    decode_cut_response,
    decode_pages,
    decode_request,
    decode_response,
    encode_pages,
    encode_request,
    encode_response,
    parts_of_request,
    parts_of_response,
)
from domain.wire.first import encoding as first
from domain.wire.messages import PROTOCOL, Batch, Cursor, Page, Request, Response, Row
from tests.domain.wire.drawn import CURSORS, DEVICES, REQUESTS, ROWS, batches, stopped

CHANGE = Change(1, 1, 1, "membership", None, {"household": f"{DEVICES[1]}:7", "role": "head"})
SMALL = Request((Batch(DEVICES[0], (CHANGE,), b"c" * 32, b"s" * 64),), {"A": Cursor(1, 2)})
NOTHING = Response((), "", (), {}, False, 0)


@given(REQUESTS)
@settings(max_examples=80)
def test_a_request_comes_back_as_it_was(request: Request) -> None:
    assert decode_request(encode_request(request)) == request


@given(stopped())
@settings(max_examples=60)
def test_a_response_comes_back_as_it_was(response: Response) -> None:
    assert decode_response(encode_response(response)) == response


@given(batches())
@settings(max_examples=80)
def test_the_chain_over_a_batch_survives_the_way(batch: Batch) -> None:
    [read] = decode_request(encode_request(Request((batch,), {}))).batches
    assert [c.canonical() for c in read.changes] == [c.canonical() for c in batch.changes]


@given(stopped())
@settings(max_examples=10)
def test_who_asks_in_the_first_protocol_is_answered_in_it(response: Response) -> None:
    data = encode_response(response, protocol=1)
    assert decode_response(data) == replace(response, stops=(), epoch="", left=0)
    assert first.speaks(zstandard.ZstdDecompressor().decompress(data))


@given(REQUESTS)
@settings(max_examples=10)
def test_a_request_of_the_first_protocol_is_read(request: Request) -> None:
    read = decode_request(first.encode_request(request))
    assert (read.protocol, read.batches, read.cursors) == (1, request.batches[:1], request.cursors)


def test_names_and_fingerprints_are_written_once_a_message() -> None:
    changes = [replace(CHANGE, number=n, fields={"household": f"{DEVICES[1]}:{n}"}) for n in range(1, 301)]
    many = tuple(
        Batch(DEVICES[0], tuple(changes[n : n + 100]), b"c" * 32, b"s" * 64) for n in range(0, 300, 100)
    )
    text = b"".join(part.body for part in parts_of_request(Request(many, {})))
    assert text.count(b"household") == text.count(b"membership") == 1
    assert text.count(bytes.fromhex(DEVICES[0])) == text.count(bytes.fromhex(DEVICES[1])) == 1


def test_these_bytes_are_read_for_ever() -> None:
    """As docs/sync-protocol.md has them: from another program, or on a stick since last year."""
    head = b'{"cursors":{"A":[1,2]},"page":4000,"waiting":0,"program":"","batches":1}'
    news = b"\2" + b"\xaa" * 16 + b"\xbb" * 16 + b"\2\x0c\0\0\2\0\0\0\0"
    batch = b"\0\1\1" + b"c" * 32 + b"s" * 64 + b"\0\2\0\2\0\0\0\0"
    bag = b"\0\0\0\2\5\0\2\0\x0e\0\0\0"
    letters = b"\0membership\0household\0role\0\0head"
    parts = [
        frame.Part(frame.HEAD, head),
        frame.Part(frame.BATCH, b"\xa1\1" + news + batch + bag + letters),
    ]
    assert decode_request(frame.pack(frame.REQUEST, parts)) == SMALL


# -- a cut line


def cuts(data: bytes) -> Iterator[bytes]:
    return (data[:size] for size in range(len(data)))


@given(REQUESTS)
@settings(max_examples=10, deadline=None)
def test_a_cut_request_is_worth_its_whole_batches(request: Request) -> None:
    whole = encode_request(request)
    worth = [read for read in map(decode_cut_request, cuts(whole)) if read is not None]
    lengths = [len(read.batches) for read in worth]
    assert lengths == sorted(lengths)
    assert all(replace(read, batches=request.batches) == request for read in worth)
    assert all(read.batches == request.batches[: len(read.batches)] for read in worth)
    assert set(lengths) >= set(range(len(request.batches)))
    assert decode_cut_request(whole) == request


@given(stopped())
@settings(max_examples=10, deadline=None)
def test_a_cut_response_is_worth_its_whole_rows(response: Response) -> None:
    whole = encode_response(response)
    for read in map(decode_cut_response, cuts(whole)):
        if read is not None:
            stops = {stop.rows: stop.cursors for stop in response.stops} | {0: {}}
            stops[len(response.rows)] = response.cursors if response.rows else {}
            assert read.rows == response.rows[: len(read.rows)]
            assert read.cursors == stops[len(read.rows)]
            assert (read.answers, read.receipt, read.epoch) == (
                response.answers,
                response.receipt,
                response.epoch,
            )
            assert (read.more, read.tallies) == (True, {})
    assert decode_cut_response(whole) == response


@given(REQUESTS, st.data())
@settings(max_examples=30)
def test_a_cut_message_is_not_taken_for_a_whole_one(request: Request, data: st.DataObject) -> None:
    whole = encode_request(request)
    with pytest.raises(Garbled):
        decode_request(whole[: data.draw(st.integers(0, len(whole) - 1))])


def test_a_part_is_flushed_when_it_ends() -> None:
    """What it costs a cut line is one batch, and not what the packer still held back."""
    two = replace(SMALL, batches=SMALL.batches * 2)
    short = decode_cut_request(encode_request(two)[:-1])
    assert short is not None
    assert len(short.batches) == 1


def test_a_cut_message_of_the_first_protocol_is_worth_nothing() -> None:
    whole = first.encode_request(SMALL)
    assert {decode_cut_request(cut) for cut in cuts(whole)} == {None}


# -- snapshots

PAGES = st.builds(Page, st.lists(ROWS, max_size=4).map(tuple), CURSORS)


@given(
    st.lists(st.builds(Page, st.lists(ROWS, max_size=4).map(tuple), CURSORS), max_size=4), st.integers(1, 99)
)
@settings(max_examples=40)
def test_pages_come_back_from_pieces_cut_anywhere(pages: list[Page], size: int) -> None:
    data = b"".join(encode_pages(pages))
    pieces = (data[at : at + size] for at in range(0, len(data), size))
    assert list(decode_pages(pieces)) == pages
    with pytest.raises(Garbled):
        list(decode_pages([data[:-1]]))


def test_pages_are_made_and_read_one_at_a_time() -> None:
    made: list[int] = []

    def pages() -> Iterator[Page]:
        for number in range(1, 50):
            made.append(number)
            fields: Fields = {"n": number, "note": secrets.token_hex(100_000)}
            yield Page((Row(RecordId(DEVICES[0], number), "visit", "A", fields, {}),), {})

    pieces = encode_pages(pages())
    read = decode_pages(pieces)
    assert next(read).rows[0].fields["n"] == 1
    assert len(made) < 5


# -- what is no message


@given(st.binary(max_size=200), st.booleans())
def test_garbage_is_garbled(data: bytes, squeezed: bool) -> None:
    data = zstandard.ZstdCompressor().compress(data) if squeezed else data
    for decode in (decode_request, decode_response, lambda data: list(decode_pages([data]))):
        with pytest.raises(Garbled):
            decode(data)


def spoilt(part: bytes, data: st.DataObject) -> bytes:
    """The part with a byte changed, left out or put in somewhere."""
    at = data.draw(st.integers(0, len(part) - 1))
    some = data.draw(st.binary(max_size=3))
    return part[:at] + some + part[at + data.draw(st.integers(0, 2)) :]


@given(REQUESTS, stopped(), st.data())
@settings(max_examples=120, deadline=None)
def test_a_spoilt_message_is_garbled_or_says_something_sound(
    request: Request, response: Response, data: st.DataObject
) -> None:
    """Spoilt before it is packed, so that nothing hides behind the packer's own checks."""
    sorts: list[tuple[int, list[frame.Part], Any]] = [
        (frame.REQUEST, parts_of_request(request), decode_request),
        (frame.RESPONSE, parts_of_response(response), decode_response),
    ]
    for what, parts, decode in sorts:
        at = data.draw(st.integers(0, len(parts) - 1))
        parts[at] = frame.Part(parts[at].sort, spoilt(parts[at].body, data))
        try:
            read = decode(frame.pack(what, parts))
        except Garbled:
            continue
        for batch in getattr(read, "batches", ()):
            assert all(type(c.clock) is type(c.author) is int for c in batch.changes)
        for row in getattr(read, "rows", ()):
            assert RecordId.parse(str(row.id)) == row.id


@given(REQUESTS, st.data())
@settings(max_examples=60)
def test_a_flipped_bit_on_the_way_is_garbled_or_harmless(request: Request, data: st.DataObject) -> None:
    whole = bytearray(encode_request(request))
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    for decode in (decode_request, decode_cut_request):
        try:
            decode(bytes(whole))
        except Garbled:
            continue


def test_another_protocol_is_named() -> None:
    for protocol in (0, PROTOCOL + 1, 200):
        text = frame.LABEL + bytes((protocol, frame.REQUEST))
        with pytest.raises(OtherProtocol) as caught:
            decode_request(zstandard.ZstdCompressor().compress(text))
        assert caught.value.protocol == protocol


def test_a_request_is_no_response() -> None:
    for decode in (decode_response, decode_cut_response, lambda data: list(decode_pages([data]))):
        with pytest.raises(Garbled):
            decode(encode_request(SMALL))


def test_a_dictionary_nobody_has_is_garbled() -> None:
    samples = [b"household %d of so many" % n for n in range(2000)]
    other = zstandard.train_dictionary(1024, samples, dict_id=40_000)
    with pytest.raises(Garbled):
        decode_request(zstandard.ZstdCompressor(dict_data=other).compress(b"GC\2\1"))


def test_parts_of_a_newer_writer_are_passed_over() -> None:
    parts = parts_of_request(SMALL)
    parts[1:1] = [frame.Part(77, b"whatever")]
    assert decode_request(frame.pack(frame.REQUEST, parts)) == SMALL


# -- what would fill the memory


def test_a_bomb_is_not_unpacked() -> None:
    """A kilobyte that would become gigabytes; with its size told, and without."""
    honest = zstandard.ZstdCompressor().compress(b"0" * (MAX_BYTES + 1))
    silent = zstandard.ZstdCompressor(write_content_size=False).compressobj()
    quiet = b"".join(silent.compress(b"0" * 2**20) for _ in range(MAX_BYTES // 2**20 + 1)) + silent.flush()
    assert len(honest) < 2**14
    for data in (honest, quiet):
        for decode in (decode_request, decode_cut_response):
            with pytest.raises(TooLarge):
                decode(data)


def test_parts_without_end_are_not_counted_out() -> None:
    text = b"GC\2\1" + b"\1\x4d" * 50_000
    with pytest.raises(TooLarge):
        decode_request(zstandard.ZstdCompressor().compress(text))


def test_a_message_that_nobody_would_unpack_is_not_sent() -> None:
    fields = {"note": "x" * MAX_BYTES}
    batch = replace(SMALL.batches[0], changes=(replace(CHANGE, fields=fields),))
    with pytest.raises(ValueError, match="too large"):
        encode_request(replace(SMALL, batches=(batch,)))


def test_a_batch_without_its_signature_or_its_device_is_not_sent() -> None:
    for wrong in (replace(SMALL.batches[0], signature=b"short"), replace(SMALL.batches[0], device="awa")):
        with pytest.raises(ValueError, match="not a"):
            encode_request(replace(SMALL, batches=(wrong,)))
