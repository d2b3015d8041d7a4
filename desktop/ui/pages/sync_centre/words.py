"""What a round did, in words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from desktop.language.dates import clock_time, duration, long_date
from desktop.language.figures import grouped
from desktop.ui.speech import language, say

_KILO = 1000
_CLOCKS_AGREE_MS = 120_000


class Done(Protocol):
    """A round that is over: what it moved, in changes and bytes, and how long it took."""

    @property
    def seconds(self) -> float: ...
    @property
    def sent(self) -> int: ...
    @property
    def arrived(self) -> int: ...
    @property
    def received(self) -> int: ...
    @property
    def bytes_up(self) -> int: ...
    @property
    def bytes_down(self) -> int: ...


def bytes_in_words(count: int) -> str:
    """Kilobytes to one decimal, megabytes from a thousand of them."""
    code = language().code
    if count >= _KILO * _KILO:
        return say("Sync", "{size} MB").format(size=grouped(count / _KILO / _KILO, code, 1))
    return say("Sync", "{size} kB").format(size=grouped(count / _KILO, code, 1))


def day_and_time(moment: datetime, today: datetime) -> str:
    """14:32 when it was today, else the date with it."""
    at = clock_time(moment, language())
    if moment.date() == today.date():
        return at
    return say("Sync", "{date}, {time}").format(date=long_date(moment.date(), language()), time=at)


def what_it_did(done: Done) -> str:
    """Changes that arrived, came in, and what that cost."""
    words = say("Sync", "Arrived: {arrived}. Came in: {received}. {up} up, {down} down, in {seconds}.")
    return words.format(
        arrived=say("Sync", "%n change(s)", "", done.arrived),
        received=say("Sync", "%n record(s)", "", done.received),
        up=bytes_in_words(done.bytes_up),
        down=bytes_in_words(done.bytes_down),
        seconds=seconds_in_words(done.seconds),
    )


def seconds_in_words(seconds: float) -> str:
    """0.8 s, 12 s, 3 min 20 s."""
    code = language().code
    if seconds < 10:
        return say("Sync", "{seconds} s").format(seconds=grouped(seconds, code, 1))
    if seconds < 60:
        return say("Sync", "{seconds} s").format(seconds=grouped(seconds, code))
    minutes, rest = divmod(int(seconds), 60)
    return say("Sync", "{minutes} min {seconds} s").format(minutes=minutes, seconds=rest)


def lane_words(lane: str) -> str:
    """What a lane carries; the order is the one in which they go."""
    words = {
        "text": say("Sync", "Records"),
        "photos": say("Sync", "Portraits"),
        "documents": say("Sync", "Scans"),
    }
    return words[lane]


def clock_in_words(offset_ms: int) -> str:
    """How far this computer's clock is from the server's; empty where that is no more than two minutes."""
    if abs(offset_ms) < _CLOCKS_AGREE_MS:
        return ""
    length = duration(timedelta(milliseconds=abs(offset_ms)), language())
    if offset_ms > 0:
        words = say(
            "Sync", "This computer's clock is {length} behind the server's. Nothing is refused for that."
        )
    else:
        words = say(
            "Sync", "This computer's clock is {length} ahead of the server's. Nothing is refused for that."
        )
    return words.format(length=length)
