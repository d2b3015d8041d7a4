"""What a round needs of a line to the server, whatever the line is."""

from __future__ import annotations

from typing import Protocol

from desktop.models.identity import Identity
from domain.problems import Fault


class CutShort(Fault):
    """The line was cut while an answer came: ``read`` is what came of it."""

    def __init__(self, read: bytes) -> None:
        super().__init__("cut_line")
        self.read = read


class Cancelled(Exception):
    """The person stopped; what had arrived has arrived."""


class Transport(Protocol):
    """Raises Fault when the line fails and Refused when the server says no."""

    @property
    def traffic(self) -> tuple[int, int]:
        """Bytes so far, up and down."""
        ...

    def exchange(self, who: Identity, request: bytes) -> bytes:
        """One step of a round. Raises CutShort when only the beginning of the answer comes."""
        ...

    def check_receipt(self, receipt: str) -> dict[str, object]:
        """The claims of a receipt whose signature verifies."""
        ...

    def renew(self, old: Identity, new: Identity) -> None:
        """Register a new identity that an earlier one vouches for."""
        ...

    def missing_photos(self, who: Identity, names: list[str]) -> dict[str, int]:
        """Those of these photos that the server lacks, with the bytes it has of each."""
        ...

    def put_chunk(self, who: Identity, name: str, start: int, chunk: bytes, size: int) -> int:
        """Send bytes of a photo from ``start`` on, of ``size`` in all; how many the server then holds.

        Refused is `offset_wrong` when it wants to go on elsewhere: the fact `offset` says where.
        """
        ...

    def get_chunk(self, who: Identity, name: str, start: int, most: int) -> tuple[bytes, int] | None:
        """Bytes of a photo from ``start`` on and its whole size; None when the server lacks it too.

        No bytes when it ends before ``start``.
        """
        ...
