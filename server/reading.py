"""A request's bytes as a request whose every part has the right type, or a refusal of the whole.

What stands in a field is a matter for each change (`server.deciding`); what the message itself is made of is
settled here, so that nothing behind this module meets a surprise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from domain.changes import Change
from domain.problems import Problem, Refused
from domain.wire.encoding import Garbled, OtherProtocol, TooLarge, decode_cut_request, decode_request
from domain.wire.messages import BATCH_LIMIT, MESSAGE_LIMIT, PAGE_LIMIT, PROTOCOL, Batch, Cursor, Request
from server.devices import FINGERPRINT

MAX_BODY = 4 * 1024 * 1024  # bytes on the wire; five hundred ordinary changes are 30 kB
_KIND = re.compile(r"[a-z][a-z0-9_]{0,39}")
_DISTRICT = re.compile(r"([A-Z0-9][A-Z0-9-]{0,39})?")
_WHOLE = 2**53
_ROW = 2**63
_NUMBER = 2**40
_AUTHOR = 2**31
_BATCH_LIMIT_1 = 500  # changes, in protocol 1


def read_request(data: bytes) -> Request:
    """The checked request.

    Raises ``Refused``: ``message_unreadable``, ``message_too_large``, ``client_too_old``, ``server_too_old``.
    """
    request = _decoded(data, decode_request)
    if request is None:
        raise _unreadable()
    return _checked(request)


def read_cut_request(data: bytes) -> Request | None:
    """The checked beginning of a request that was cut: its whole batches; None when there is none.

    Raises as ``read_request``.
    """
    request = _decoded(data, decode_cut_request)
    return _checked(request) if request is not None and request.batches else None


def _decoded(data: bytes, decode: Callable[[bytes], Request | None]) -> Request | None:
    try:
        return decode(data)
    except OtherProtocol as error:
        code = "server_too_old" if error.protocol > PROTOCOL else "client_too_old"
        raise Refused(Problem(code, facts={"protocol": PROTOCOL})) from error
    except TooLarge as error:
        raise Refused(Problem("message_too_large")) from error
    except Garbled as error:
        raise _unreadable() from error


def _checked(request: Request) -> Request:
    if not all(_is_cursor(name, cursor) for name, cursor in request.cursors.items()):
        raise _unreadable()
    if len(request.batches) > MESSAGE_LIMIT:
        raise Refused(Problem("message_too_large", facts={"most": MESSAGE_LIMIT}))
    if request.answered is not None and not _is_whole(request.answered, 0, _NUMBER):
        raise _unreadable()
    for batch in request.batches:
        _check_batch(batch, BATCH_LIMIT if request.protocol > 1 else _BATCH_LIMIT_1)
    return replace(request, page=min(max(request.page, 0), PAGE_LIMIT))


def _check_batch(batch: Batch, most: int) -> None:
    if len(batch.changes) > most:
        raise Refused(Problem("message_too_large", facts={"most": most}))
    sound = _is_device(batch.device) and len(batch.chain_end) == 32 and len(batch.signature) == 64
    if not sound or not _are_changes(batch.changes) or not all(map(_has_bytes, batch.changes)):
        raise _unreadable()


def _are_changes(changes: Sequence[Change]) -> bool:
    """What comes again and again is looked at once."""
    named = [change.subject for change in changes if change.subject]
    named += [seen for change in changes if change.base for seen in change.base.values()]
    return (
        _are_whole([change.number for change in changes], 1, _NUMBER)
        and _are_whole([change.author for change in changes], 0, _AUTHOR)
        and _are_whole([change.clock for change in changes], 0, _WHOLE)
        and all(map(_KIND.fullmatch, {change.kind for change in changes}))
        and all(map(_DISTRICT.fullmatch, {change.district for change in changes}))
        and all(map(_is_device, {record.device for record in named}))
        and _are_whole([record.number for record in named], 1, _NUMBER)
    )


def _has_bytes(change: Change) -> bool:
    """Half a surrogate pair is no character and has no bytes; nesting without end has no bottom.

    The change keeps its bytes: the chain over them is built from the same.
    """
    try:
        change.canonical()
    except (UnicodeEncodeError, ValueError, RecursionError):
        return False
    return True


def _is_cursor(name: object, cursor: Cursor) -> bool:
    return isinstance(name, str) and _is_whole(cursor.version, 0, _ROW) and _is_whole(cursor.row, 0, _ROW)


def _is_device(text: object) -> bool:
    return isinstance(text, str) and FINGERPRINT.fullmatch(text) is not None


def _are_whole(values: Sequence[int], least: int, below: int) -> bool:
    return not values or (set(map(type, values)) == {int} and least <= min(values) <= max(values) < below)


def _is_whole(value: object, least: int, below: int) -> bool:
    return type(value) is int and least <= value < below


def _unreadable() -> Refused:
    return Refused(Problem("message_unreadable", facts={"protocol": PROTOCOL}))
