"""Hand somebody else's bundle to the server over this file's own line; what is inside stays sealed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO, cast

from desktop.models.identity import Identity
from desktop.sync.remote import Remote
from domain.wire.bundle import MEDIA_TYPE

_PIECE = 64 * 1024


class Stopped(Exception):
    """The person stopped the carrying; the bundle is as it was."""


class _Body:
    """A file as the body of a request, read in pieces; from its beginning when asked for again."""

    def __init__(
        self, file: IO[bytes], size: int, told: Callable[[int], None], stop: Callable[[], bool]
    ) -> None:
        self._file, self._size, self._told, self._stop = file, size, told, stop

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[bytes]:
        self._file.seek(0)
        while piece := self.read(_PIECE):
            yield piece

    def read(self, size: int = -1) -> bytes:
        """The next piece."""
        if self._stop():
            raise Stopped
        piece = self._file.read(size if size > 0 else _PIECE)
        if not piece:
            self._file.seek(0)
        self._told(self._file.tell() or self._size)
        return piece


def carry(
    remote: Remote,
    who: Identity,
    bundle: IO[bytes],
    size: int,
    told: Callable[[int], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[bytes]:
    """The answer's pieces. ``told`` hears how many bytes went. Raises Refused, Fault and Stopped."""
    # What sends it asks no more of a body than to be read and measured.
    body = cast(bytes, _Body(bundle, size, told, stop))
    answer = remote.authorised(who, "POST", "/v1/bundles", data=body, type=MEDIA_TYPE, stream=True)
    yield from remote.pieces(answer)
