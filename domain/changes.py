"""A change: what one person did to one record on one device; and the chain that shows it was not altered.

The canonical bytes of a change are RFC 8785 (JSON Canonicalization Scheme) over an array without floats.
The JSON encoder below produces them but for the order of keys outside Unicode's first plane; tests compare it
with a library of that standard.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from domain.ids import RecordId
from domain.records import Fields, Json, references

CHAIN_LABEL = b"guichet chain 1\n"
_LAST_OF_ONE_UNIT = "\uffff"


@dataclass(frozen=True)
class Change:
    """``number`` counts 1, 2, 3 … on its device. ``subject`` None creates: the record is (device, number).

    ``clock`` is hybrid logical time (`domain.clock`); ``author`` the user's number on the device;
    ``district`` the P-code the record belongs to, on creation only.
    ``base`` names, for each field set, the change its author saw as that field's last; a field still as
    created has no entry.
    """

    number: int
    author: int
    clock: int
    kind: str
    subject: RecordId | None
    fields: Fields
    district: str = ""
    base: Mapping[str, RecordId] = field(default_factory=dict)

    def record(self, device: str) -> RecordId:
        """The record this change is about."""
        return self.subject or RecordId(device, self.number)

    def canonical(self) -> bytes:
        """Bytes that every machine builds alike (RFC 8785). UnicodeEncodeError for half a surrogate pair.

        They are built once: whoever checks that there are bytes goes on to build a chain over them.
        """
        known: bytes | None = self.__dict__.get("_canonical")
        if known is None:
            known = self.__dict__["_canonical"] = self._canonical_bytes()
        return known

    def _canonical_bytes(self) -> bytes:
        body = [
            self.number,
            self.author,
            self.clock,
            self.kind,
            str(self.subject) if self.subject else None,
            self.district,
            self.fields,
            {name: str(seen) for name, seen in self.base.items()},
        ]
        return canonical_bytes(body)

    def with_ids(self, translate: Callable[[RecordId], RecordId]) -> Change:
        """The same change with every record id translated (a file that took a new identity)."""
        return replace(
            self,
            subject=translate(self.subject) if self.subject else None,
            fields=translate_references(
                self.kind, self.fields, lambda text: str(translate(RecordId.parse(text)))
            ),
            base={name: translate(seen) for name, seen in self.base.items()},
        )


def _writer(*, sort_keys: bool) -> Callable[[Json], str]:
    """Made once: it takes longer to make than to use."""
    encoder = json.JSONEncoder(
        sort_keys=sort_keys, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return encoder.encode


_sorted = _writer(sort_keys=True)
_in_order_given = _writer(sort_keys=False)


def canonical_bytes(value: Json) -> bytes:
    """A value without floats as RFC 8785 writes it. UnicodeEncodeError for half a surrogate pair."""
    text = _sorted(value)
    if not text.isascii() and max(text) > _LAST_OF_ONE_UNIT:
        text = _in_order_given(_in_utf16_order(value))
    return text.encode()


def _in_utf16_order(value: Json) -> Json:
    """RFC 8785 §3.2.3 sorts keys by UTF-16 units, where some rare letters come before frequent ones."""
    if isinstance(value, list):
        return [_in_utf16_order(item) for item in value]
    if isinstance(value, dict):
        ordered = sorted(value.items(), key=lambda item: item[0].encode("utf-16-be"))
        return {name: _in_utf16_order(item) for name, item in ordered}
    return value


def translate_references(kind: str, fields: Mapping[str, Json], translate: Callable[..., Json]) -> Fields:
    """The fields with each reference passed through ``translate``; the rest untouched."""
    refs = references(kind)
    return {
        name: translate(value) if name in refs and value is not None else value
        for name, value in fields.items()
    }


def chain_start(device: str) -> bytes:
    """The chain before a device's first change."""
    return hashlib.sha256(CHAIN_LABEL + device.encode()).digest()


def link(previous: bytes, change: Change) -> bytes:
    """The chain after one more change."""
    return hashlib.sha256(previous + change.canonical()).digest()


def chain(previous: bytes, changes: Iterable[Change]) -> list[bytes]:
    """The chain after each of the changes."""
    links = []
    for change in changes:
        previous = link(previous, change)
        links.append(previous)
    return links


def signed_bytes(device: str, first: int, count: int, end: bytes) -> bytes:
    """What a device signs once a batch: who, which numbers, and the end of the chain over their content."""
    return f"guichet batch 1\n{device}\n{first}\n{count}\n{end.hex()}".encode()
