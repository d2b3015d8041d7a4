"""What is said of bytes that cannot be read."""

from __future__ import annotations


class Garbled(ValueError):
    """The bytes are not a message of this protocol; the reader names it and keeps nothing."""


class TooLarge(Garbled):
    """Unpacked it would be more than a message may be; it was not unpacked further."""


class OtherProtocol(Garbled):
    """A message of a protocol this version does not speak; ``protocol`` says which."""

    def __init__(self, protocol: int) -> None:
        self.protocol = protocol
        super().__init__(f"protocol {protocol}")
