"""A request's bytes as a request whose every part has the right type, or a refusal of the whole.

What stands in a field is a matter for each change (`server.deciding`); what the message itself is made of is
settled here, so that nothing behind this module meets a surprise.
"""

from __future__ import annotations

import re

import zstandard

from domain.changes import Change
from domain.ids import RecordId
from domain.problems import Problem, Refused
from domain.wire.encoding import Garbled, OtherProtocol, decode_request
from domain.wire.messages import BATCH_LIMIT, PAGE_LIMIT, PROTOCOL, Batch, Cursor, Request
from server.devices import FINGERPRINT

MAX_BODY = 4 * 1024 * 1024  # bytes on the wire; five hundred ordinary changes are 30 kB
MAX_TEXT = 32 * 1024 * 1024  # bytes when unpacked
_KIND = re.compile(r"[a-z][a-z0-9_]{0,39}")
_DISTRICT = re.compile(r"([A-Z0-9][A-Z0-9-]{0,39})?")
_WHOLE = 2**53
_ROW = 2**63
_NUMBER = 2**40
_AUTHOR = 2**31


def read_request(data: bytes) -> Request:
    """The checked request.

    Raises ``Refused``: ``message_unreadable``, ``message_too_large``, ``client_too_old``, ``server_too_old``.
    """
    try:
        if zstandard.frame_content_size(data) > MAX_TEXT:
            raise Refused(Problem("message_too_large"))
        request = decode_request(data)
    except OtherProtocol as error:
        code = "server_too_old" if error.protocol > PROTOCOL else "client_too_old"
        raise Refused(Problem(code, facts={"protocol": PROTOCOL})) from error
    except (Garbled, zstandard.ZstdError, AttributeError, RecursionError, OverflowError) as error:
        raise _unreadable() from error
    if not all(_is_cursor(name, cursor) for name, cursor in request.cursors.items()):
        raise _unreadable()
    if request.batch:
        _check_batch(request.batch)
    return Request(request.batch, request.cursors, min(max(request.page, 1), PAGE_LIMIT))


def _check_batch(batch: Batch) -> None:
    if len(batch.changes) > BATCH_LIMIT:
        raise Refused(Problem("message_too_large", facts={"most": BATCH_LIMIT}))
    sound = _is_device(batch.device) and len(batch.chain_end) == 32 and len(batch.signature) == 64
    if not sound or not all(_is_change(change) for change in batch.changes):
        raise _unreadable()


def _is_change(change: Change) -> bool:
    return (
        _is_whole(change.number, 1, _NUMBER)
        and _is_whole(change.author, 0, _AUTHOR)
        and _is_whole(change.clock, 0, _WHOLE)
        and isinstance(change.kind, str)
        and _KIND.fullmatch(change.kind) is not None
        and isinstance(change.district, str)
        and _DISTRICT.fullmatch(change.district) is not None
        and (change.subject is None or _is_record(change.subject))
        and all(_is_record(seen) for seen in change.base.values())
        and _has_bytes(change)
    )


def _has_bytes(change: Change) -> bool:
    """Half a surrogate pair is no character and has no bytes; nesting without end has no bottom."""
    try:
        change.canonical()
    except (UnicodeEncodeError, ValueError, RecursionError):
        return False
    return True


def _is_cursor(name: object, cursor: Cursor) -> bool:
    return isinstance(name, str) and _is_whole(cursor.version, 0, _ROW) and _is_whole(cursor.row, 0, _ROW)


def _is_record(record: RecordId) -> bool:
    return _is_device(record.device) and _is_whole(record.number, 1, _NUMBER)


def _is_device(text: object) -> bool:
    return isinstance(text, str) and FINGERPRINT.fullmatch(text) is not None


def _is_whole(value: object, least: int, below: int) -> bool:
    return type(value) is int and least <= value < below


def _unreadable() -> Refused:
    return Refused(Problem("message_unreadable"))
