"""The cursor's promise over the real line: whoever polls while six others write misses nothing."""

from __future__ import annotations

import random
import threading

import pytest

from domain.ids import RecordId
from server.running import Running
from tests.server.device import Device, Joined, Line, person

WRITERS = 6


class Writer(threading.Thread):
    """Sends small batches until it has written its share; ``written`` are the records the server accepted."""

    def __init__(self, device: Device, share: int) -> None:
        super().__init__(daemon=True)
        self.written: set[RecordId] = set()
        self.failure: BaseException | None = None
        self._device, self._share, self._random = device, share, random.Random(device.id)

    def run(self) -> None:
        try:
            while len(self.written) < self._share:
                first = len(self._device.journal) + 1
                made = [self._device.create("person", person()) for _ in range(self._random.randint(1, 8))]
                response = self._device.step(self._device.batch(first), page=0)
                assert [answer.verdict for answer in response.answers] == ["accepted"] * len(made)
                self.written.update(made)
        except BaseException as error:
            self.failure = error


def _missed(server: Running, joined: Joined, records: int) -> int:
    """How many of the records of six writers a reader that polled all the while never saw."""
    writers = []
    for _ in range(WRITERS):
        device = joined()
        device.line = Line(server.url)
        writers.append(Writer(device, records // WRITERS + 1))
    reader = joined()
    polls = 0
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        reader.step(page=25)
        polls += 1
    for writer in writers:
        writer.join()
        writer._device.line.session.close()
    assert [writer.failure for writer in writers] == [None] * WRITERS
    last = reader.pull()
    written = set().union(*(writer.written for writer in writers))
    assert len(written) >= records
    assert polls >= records // 100
    assert last.tallies == {"person": len(written)}
    assert reader.rows.keys() <= written
    return len(written - reader.rows.keys())


def test_a_reader_that_polls_misses_nothing_of_six_writers(server: Running, joined: Joined) -> None:
    assert _missed(server, joined, 300) == 0


@pytest.mark.long
def test_of_ten_thousand_records_none_is_missed(server: Running, joined: Joined) -> None:
    assert _missed(server, joined, 10_000) == 0
