"""What a round needs of a line to the server, whatever the line is."""

from __future__ import annotations

from typing import Protocol

from desktop.models.identity import Identity


class Transport(Protocol):
    """Raises Fault when the line fails and Refused when the server says no."""

    @property
    def traffic(self) -> tuple[int, int]:
        """Bytes so far, up and down."""
        ...

    def exchange(self, who: Identity, request: bytes) -> bytes:
        """One step of a round."""
        ...

    def check_receipt(self, receipt: str) -> dict[str, object]:
        """The claims of a receipt whose signature verifies."""
        ...

    def renew(self, old: Identity, new: Identity) -> None:
        """Register a new identity that an earlier one vouches for."""
        ...

    def missing_photos(self, who: Identity, names: list[str]) -> list[str]:
        """Which of these photos the server lacks."""
        ...

    def put_photo(self, who: Identity, name: str, data: bytes) -> None:
        """Send a photo."""
        ...

    def get_photo(self, who: Identity, name: str) -> bytes | None:
        """A photo's bytes, None when the server lacks them too."""
        ...
