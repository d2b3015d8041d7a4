"""A part of a message: figures (bytes and numbers) in one section, letters (all its texts) in another."""

from __future__ import annotations

from collections.abc import Sequence

from domain.wire import numbers

# Texts stand one after the other with a sign between them; a text that has it itself is written otherwise.
_END, _ESCAPE = "\0", "\1"
_ESCAPED_END, _ESCAPED_ESCAPE = "\1\2", "\1\1"
_CELLS, _A_CELL = 1_000_000, 64  # values, bytes of one


class Budget:
    """How much more may be unpacked: three hostile bytes can say that a value comes a million times."""

    def __init__(self, cells: int = _CELLS) -> None:
        self._left = cells

    def spend(self, cells: int) -> None:
        """ValueError when it is more than a message may hold."""
        self._left -= cells
        if self._left < 0:
            raise ValueError("more values than a message may hold")


class Writer:
    """Collects the two sections of a part."""

    def __init__(self) -> None:
        self._figures: list[bytes] = []
        self._letters: list[str] = []

    def raw(self, data: bytes) -> None:
        """Bytes whose number the reader knows."""
        self._figures.append(data)

    def number(self, value: int) -> None:
        """A number from 0 up."""
        self._figures.append(numbers.varint(value))

    def numbers(self, values: Sequence[int]) -> None:
        """A column whose length the reader knows; nothing when it is empty."""
        if values:
            self._figures.append(numbers.packed(values))

    def places(self, values: Sequence[int]) -> None:
        """The same for places in a list."""
        if values:
            self._figures.append(numbers.packed_places(values))

    def texts(self, values: Sequence[str]) -> None:
        """Texts whose number the reader knows."""
        self._letters.extend(values)

    def follow(self, other: Writer) -> None:
        """Takes what stands in another behind what stands here."""
        self._figures += other._figures
        self._letters += other._letters

    def done(self) -> bytes:
        """Both sections, the length of the figures before them."""
        figures = b"".join(self._figures)
        return numbers.varint(len(figures)) + figures + self._joined().encode()

    def _joined(self) -> str:
        joined = _END.join(self._letters)
        if _ESCAPE in joined or joined.count(_END) >= max(len(self._letters), 1):
            return _END.join(
                text.replace(_ESCAPE, _ESCAPED_ESCAPE).replace(_END, _ESCAPED_END) for text in self._letters
            )
        return joined


class Reader:
    """Reads a part; whatever does not fit raises ValueError or IndexError. What follows is left alone."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        self.budget = budget
        self._data = data
        self._at, self._end = 0, len(data)
        size = self.number()
        if size > self._end - self._at:
            raise ValueError("figures cut short")
        self._end = self._at + size
        letters = _letters(data, self._end, budget)
        self._escaped = _ESCAPE in letters
        self._letters = letters.split(_END)
        self._read = 0

    def raw(self, size: int) -> bytes:
        """The next bytes."""
        begun, self._at = self._at, self._at + size
        if self._at > self._end:
            raise ValueError("figures cut short")
        return self._data[begun : self._at]

    def number(self) -> int:
        """The next number."""
        value = shift = 0
        while shift <= 63 and self._at < self._end:
            byte = self._data[self._at]
            self._at += 1
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7
        raise ValueError("a number without end")

    def numbers(self, count: int) -> list[int]:
        """The next column."""
        self.budget.spend(count)
        if not count:
            return []
        head, base = self.number(), numbers.unzigzag(self.number())
        return numbers.unpacked(head, base, self.raw(numbers.body_size(head)), count)

    def texts(self, count: int) -> list[str]:
        """The next texts."""
        begun, self._read = self._read, self._read + count
        if self._read > len(self._letters):
            raise ValueError("texts are missing")
        found = self._letters[begun : self._read]
        return [_unescaped(text) for text in found] if self._escaped else found


def _letters(data: bytes, begun: int, budget: Budget) -> str:
    """Counted before they are there: one letter beyond the first plane makes four bytes of each."""
    budget.spend(
        1 + data.count(0, begun) + (len(data) - begun) // (_A_CELL if data.isascii() else _A_CELL // 8)
    )
    return str(memoryview(data)[begun:], "utf-8")


def _unescaped(text: str) -> str:
    parts = text.split(_ESCAPED_ESCAPE)
    return _ESCAPE.join(part.replace(_ESCAPED_END, _END) for part in parts)
