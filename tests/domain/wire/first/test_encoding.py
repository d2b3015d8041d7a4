"""Messages of protocol 1 survive the way; any other JSON is Garbled and nothing worse."""

from __future__ import annotations

import json
import tracemalloc
from contextlib import nullcontext, suppress
from dataclasses import replace
from typing import Any

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.changes import Change
from domain.ids import RecordId
from domain.wire.first.encoding import decode_request, decode_response, encode_request, encode_response
from domain.wire.garbled import Garbled, OtherProtocol
from domain.wire.messages import Batch, Cursor, Request, Response
from tests.domain.wire.drawn import DEVICES, REQUESTS, RESPONSES


def text_of(data: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompress(data)


@given(REQUESTS)
@settings(max_examples=30)
def test_a_request_comes_back_with_one_batch(request: Request) -> None:
    read = decode_request(text_of(encode_request(request)))
    assert read == Request(request.batches[:1], request.cursors, request.page, protocol=1)
    assert [c.canonical() for b in read.batches for c in b.changes] == [
        c.canonical() for b in request.batches[:1] for c in b.changes
    ]


@given(RESPONSES)
@settings(max_examples=30)
def test_a_response_comes_back_as_it_was(response: Response) -> None:
    read = decode_response(text_of(encode_response(response)))
    assert read == replace(response, epoch="", left=0, stops=())


def packed(body: Any) -> bytes:
    return json.dumps(body).encode()


def unpacked(data: bytes) -> Any:
    return json.loads(text_of(data))


def test_a_reader_that_does_not_know_a_kind_keeps_its_references() -> None:
    """A field that only a newer office knows to be a reference is written as one, and read as one here."""
    change = Change(1, 1, 1, "membership", None, {"household": f"{DEVICES[1]}:7"})
    body = unpacked(encode_request(Request((Batch(DEVICES[0], (change,), b"c" * 32, b"s" * 64),), {})))
    [shape] = body["batch"]["changes"]["shapes"]
    shape["columns"][shape["names"].index("_kind")] = ["visit_of_a_newer_office"]
    read = decode_request(packed(body)).batches[0]
    assert read is not None
    assert read.changes[0].fields == {"household": f"{DEVICES[1]}:7"}


def test_a_fingerprint_is_written_once_a_message() -> None:
    changes = tuple(
        Change(n, 1, n, "membership", None, {"household": f"{DEVICES[1]}:{n}", "person": f"{DEVICES[1]}:9"})
        for n in range(1, 200)
    )
    data = encode_request(Request((Batch(DEVICES[0], changes, b"c" * 32, b"s" * 64),), {}))
    text = text_of(data).decode()
    assert text.count(DEVICES[1]) == 1
    assert text.count(DEVICES[0]) == 1


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
        decode_request(text)


def test_escaped_characters_of_another_writer_are_read() -> None:
    text = b'{"protocol": 1, "cursors": {"\\ud83e\\uddd1": [1, 2]}, "page": 1}'
    request = decode_request(text)
    assert request.cursors == {"\U0001f9d1": Cursor(1, 2)}


@pytest.mark.parametrize("protocol", [0, 2, 10**9, -1])
def test_another_protocol_is_named(protocol: int) -> None:
    with pytest.raises(OtherProtocol) as caught:
        decode_request(packed({"protocol": protocol}))
    assert caught.value.protocol == protocol


def test_more_answers_than_changes_are_not_counted_out() -> None:
    body = unpacked(encode_response(Response((), "", (), {}, False, 0)))
    body["answers"] = {"first": 1, "count": 10**12, "others": []}
    with pytest.raises(Garbled):
        decode_response(packed(body))


def test_more_values_than_a_message_may_hold_are_not_read() -> None:
    with pytest.raises(Garbled):
        decode_request(b'{"protocol": 1, "x": [' + b"[]," * 2**20 + b"[]]}")


_ASKED = b'{"protocol":1,"cursors":{},"page":1,"x":'
_BATCH = (
    b'{"protocol":1,"cursors":{},"page":1,"batch":{"devices":["'
    + b"a" * 32
    + b'"],"first":1,"chain":"","signature":"","changes":{"shapes":[{"names":["a"],"columns":[['
)
HOSTILE = {
    "many maps": _ASKED + b"[" + b'{"a":1},' * 900_000 + b"{}]}",
    "maps within reach": _ASKED + b"[" + b'{"a":1},' * 99_000 + b"{}]}",
    "a long column": _BATCH + b"0," * 195_000 + b'0]]}],"order":[[0,195001]]}}}',
    "wide letters": _ASKED + b'"\xf0\x9f\x98\x80' + b"a" * 15_000_000 + b'"}',
    "many cursors": b'{"protocol":1,"page":1,"cursors":{'
    + b",".join(b'"%x":[1,1]' % n for n in range(600_000))
    + b"}}",
    "many shapes": _BATCH[:-30] + b'[{"names":[],"columns":[]}' + b',{"names":[],"columns":[]}' * 300_000,
    "without bottom": _ASKED + b"[" * 9_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_kilobyte_takes_no_more_room_than_an_honest_message(name: str) -> None:
    """Pressed all of them are small; unpacked, each took a hundred megabytes or four."""
    text = HOSTILE[name]
    tracemalloc.start()
    try:
        with suppress(Garbled):
            decode_request(text)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 40_000_000


def test_what_is_nested_deeper_than_protocol_2_may_nest_it_is_no_message() -> None:
    """Otherwise it would be kept, and no answer of protocol 2 could hold it."""
    for depth, known in ((90, True), (110, False)):
        text = _ASKED + b"[" * depth + b"]" * depth + b"}"
        with nullcontext() if known else pytest.raises(Garbled):
            decode_request(text)
