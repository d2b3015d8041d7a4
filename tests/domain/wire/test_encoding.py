"""Messages survive the way there and back; whatever else arrives is Garbled and nothing worse."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.changes import Change
from domain.ids import LAST_NUMBER, RecordId
from domain.problems import Problem
from domain.wire.encoding import (
    MAX_BYTES,
    Garbled,
    OtherProtocol,
    decode_request,
    decode_response,
    encode_request,
    encode_response,
)
from domain.wire.messages import PROTOCOL, Answer, Batch, Cursor, Request, Response, Row, Verdict

DEVICES = ["a" * 32, "b" * 32, "0123456789abcdef" * 2]
TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
WHOLE = st.integers(-(2**53) + 1, 2**53 - 1)
NAMES = st.builds(RecordId, st.sampled_from(DEVICES), st.integers(1, LAST_NUMBER))
VALUES = st.recursive(
    st.none() | st.booleans() | WHOLE | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.dictionaries(
    st.sampled_from(["household", "person", "village", "_kind", "@household", "'x", "", "_", "__", "numéro"]),
    VALUES | NAMES.map(str),
    max_size=5,
)
KINDS = st.sampled_from(["household", "membership", "phone", "of_a_newer_office"])
CHANGES = st.builds(
    Change,
    number=st.just(0),
    author=st.integers(1, 99),
    clock=st.integers(0, 2**53 - 1),
    kind=KINDS,
    subject=st.none() | NAMES,
    fields=FIELDS,
    district=st.sampled_from(["", "PK-KP-NOWSHERA"]),
    base=st.dictionaries(TEXTS, NAMES, max_size=3),
)
CURSORS = st.dictionaries(
    st.sampled_from(["PK-KP-NOWSHERA", "PK-KP-LOWERDIR"]),
    st.builds(Cursor, st.integers(0, 2**62), st.integers(0, 2**62)),
)


@st.composite
def batches(draw: st.DrawFn) -> Batch:
    first = draw(st.integers(1, 10**6))
    changes = draw(st.lists(CHANGES, min_size=1, max_size=6))
    numbered = tuple(replace(change, number=first + i) for i, change in enumerate(changes))
    signature = draw(st.binary(min_size=64, max_size=64))
    return Batch(
        draw(st.sampled_from(DEVICES)), numbered, draw(st.binary(min_size=32, max_size=32)), signature
    )


PROBLEMS = st.builds(
    Problem,
    st.sampled_from(["field_wrong", "gap"]),
    TEXTS,
    st.sampled_from(["", "V01"]),
    facts=st.dictionaries(TEXTS, TEXTS | st.integers(0, 99), max_size=2),
)


@st.composite
def answers(draw: st.DrawFn) -> tuple[Answer, ...]:
    first = draw(st.integers(1, 10**6))
    verdicts = draw(st.lists(st.sampled_from(Verdict), max_size=8))
    return tuple(
        Answer(first + i, verdict, draw(PROBLEMS) if verdict is Verdict.refused else None)
        for i, verdict in enumerate(verdicts)
    )


ROWS = st.builds(
    Row, NAMES, KINDS, st.just("PK-KP-NOWSHERA"), FIELDS, st.dictionaries(TEXTS, NAMES, max_size=3)
)
REQUESTS = st.builds(Request, st.none() | batches(), CURSORS, st.integers(1, 1000))
RESPONSES = st.builds(
    Response,
    answers(),
    st.text("abc.", max_size=9),
    st.lists(ROWS, max_size=5).map(tuple),
    CURSORS,
    st.booleans(),
    st.integers(0, 2**50),
    st.dictionaries(KINDS, st.integers(0, 10**6)),
)


@given(REQUESTS)
@settings(max_examples=40)
def test_a_request_comes_back_as_it_was(request: Request) -> None:
    assert decode_request(encode_request(request)) == request


@given(RESPONSES)
@settings(max_examples=40)
def test_a_response_comes_back_as_it_was(response: Response) -> None:
    assert decode_response(encode_response(response)) == response


@given(batches())
@settings(max_examples=40)
def test_the_chain_over_a_batch_survives_the_way(batch: Batch) -> None:
    read = decode_request(encode_request(Request(batch, {}))).batch
    assert read is not None
    assert [c.canonical() for c in read.changes] == [c.canonical() for c in batch.changes]


def packed(body: Any) -> bytes:
    return zstandard.ZstdCompressor().compress(json.dumps(body).encode())


def unpacked(data: bytes) -> Any:
    return json.loads(zstandard.ZstdDecompressor().decompress(data))


def test_a_reader_that_does_not_know_a_kind_keeps_its_references() -> None:
    """A field that only a newer office knows to be a reference is written as one, and read as one here."""
    change = Change(1, 1, 1, "membership", None, {"household": f"{DEVICES[1]}:7"})
    body = unpacked(encode_request(Request(Batch(DEVICES[0], (change,), b"c" * 32, b"s" * 64), {})))
    [shape] = body["batch"]["changes"]["shapes"]
    shape["columns"][shape["names"].index("_kind")] = ["visit_of_a_newer_office"]
    read = decode_request(packed(body)).batch
    assert read is not None
    assert read.changes[0].fields == {"household": f"{DEVICES[1]}:7"}


def test_a_fingerprint_is_written_once_a_message() -> None:
    changes = tuple(
        Change(n, 1, n, "membership", None, {"household": f"{DEVICES[1]}:{n}", "person": f"{DEVICES[1]}:9"})
        for n in range(1, 200)
    )
    data = encode_request(Request(Batch(DEVICES[0], changes, b"c" * 32, b"s" * 64), {}))
    text = zstandard.ZstdDecompressor().decompress(data).decode()
    assert text.count(DEVICES[1]) == 1
    assert text.count(DEVICES[0]) == 1


# -- what is no message


@given(st.binary(max_size=200))
def test_garbage_is_garbled(data: bytes) -> None:
    for decode in (decode_request, decode_response):
        with pytest.raises(Garbled):
            decode(data)


@given(RESPONSES, st.data())
@settings(max_examples=30)
def test_a_message_cut_short_is_garbled(response: Response, data: st.DataObject) -> None:
    whole = encode_response(response)
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    with pytest.raises(Garbled):
        decode_response(cut)


@given(RESPONSES, st.data())
@settings(max_examples=30)
def test_a_message_with_a_flipped_bit_is_garbled_or_says_what_it_says(
    response: Response, data: st.DataObject
) -> None:
    whole = bytearray(encode_response(response))
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    try:
        decode_response(bytes(whole))
    except Garbled:
        return


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def places(body: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON document."""
    keys = list(body) if isinstance(body, dict) else range(len(body)) if isinstance(body, list) else []
    return [path, *(place for key in keys for place in places(body[key], (*path, key)))]


@given(REQUESTS, RESPONSES, JSON, st.data())
@settings(max_examples=40)
def test_a_message_with_anything_anywhere_is_garbled_or_whole(
    request: Request, response: Response, value: Any, data: st.DataObject
) -> None:
    for message, decode in (
        (encode_request(request), decode_request),
        (encode_response(response), decode_response),
    ):
        body = unpacked(message)
        *path, last = data.draw(st.sampled_from(places(body)[1:]))
        target = body
        for part in path:
            target = target[part]
        target[last] = value
        try:
            read: Any = decode(packed(body))
        except Garbled:
            continue
        assert isinstance(read, Request | Response)
        for name in [row.id for row in getattr(read, "rows", ())]:
            assert RecordId.parse(str(name)) == name


@pytest.mark.parametrize(
    "text",
    [
        b"[]",
        b"7",
        b"null",
        b'"guichet"',
        b"{}",
        b'{"protocol": "1"}',
        b'{"protocol": true, "cursors": [], "page": 1}',
        b'{"protocol": 1, "cursors": [], "page": 1}',
        b'{"protocol": 1, "cursors": {}, "page": 1e999}',
        b'{"protocol": 1, "cursors": {}, "page": Infinity}',
        b'{"protocol": 1, "cursors": {"x": [1, "\\ud800"]}, "page": 1}',
        b'{"protocol": 1, "cursors": {"\\uD800": [1, 1]}, "page": 1}',
        b'{"protocol": 1, "cursors": {"x": [1]}, "page": 1}',
        b"[" * 200_000,
        b"9" * 5000,
        b"\xff\xfe",
    ],
)
def test_json_that_is_no_message_is_garbled(text: bytes) -> None:
    with pytest.raises(Garbled):
        decode_request(zstandard.ZstdCompressor().compress(text))


def test_escaped_characters_of_another_writer_are_read() -> None:
    text = b'{"protocol": 1, "cursors": {"\\ud83e\\uddd1": [1, 2]}, "page": 1}'
    request = decode_request(zstandard.ZstdCompressor().compress(text))
    assert request.cursors == {"\U0001f9d1": Cursor(1, 2)}


@pytest.mark.parametrize("protocol", [0, PROTOCOL + 1, 10**9, -1])
def test_another_protocol_is_named(protocol: int) -> None:
    with pytest.raises(OtherProtocol) as caught:
        decode_request(packed({"protocol": protocol}))
    assert caught.value.protocol == protocol


def test_a_bomb_is_not_unpacked() -> None:
    """A kilobyte that would become gigabytes; with its size told, and without."""
    honest = zstandard.ZstdCompressor().compress(b"0" * (MAX_BYTES + 1))
    silent = zstandard.ZstdCompressor(write_content_size=False).compressobj()
    quiet = b"".join(silent.compress(b"0" * 2**20) for _ in range(MAX_BYTES // 2**20 + 1)) + silent.flush()
    assert len(honest) < 2**14
    for data in (honest, quiet):
        with pytest.raises(Garbled):
            decode_response(data)


def test_more_answers_than_changes_are_not_counted_out() -> None:
    body = unpacked(encode_response(Response((), "", (), {}, False, 0)))
    body["answers"] = {"first": 1, "count": 10**12, "others": []}
    with pytest.raises(Garbled):
        decode_response(packed(body))
