"""The filter is asked for once a day, and nothing that happens to it fails a round."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from desktop.models import hints
from desktop.models.identity import Identity
from desktop.services.desk import Desk
from desktop.services.hints import may_be_elsewhere
from desktop.sync.hints import renew
from domain.matching import bloom
from domain.problems import Fault, Problem, Refused
from domain.registration import IdentifierForm
from domain.vocabulary import IdentifierScheme
from tests.desktop.models.offices import NOON

KEY = b"k" * bloom.KEY_BYTES
NUMBER = IdentifierForm(scheme=IdentifierScheme.national_id, value="15302-1234567-1")
ABSENT = IdentifierForm(scheme=IdentifierScheme.national_id, value="15302-7654321-1")


def a_filter(*values: str) -> bytes:
    return bloom.build([f"national_id|PK|{value}" for value in values], len(values), KEY)


class Answering:
    """Answers what it is told to, and counts how often it was asked."""

    def __init__(self, answer: Callable[[str], tuple[str, bytes] | None]) -> None:
        self.answer = answer
        self.asked: list[str] = []

    def get_hints(self, who: Identity, etag: str) -> tuple[str, bytes] | None:
        self.asked.append(etag)
        return self.answer(etag)


def test_without_a_filter_nothing_is_hinted(desk: Desk) -> None:
    assert may_be_elsewhere(desk, [NUMBER]) == []


def test_what_was_fetched_is_asked_offline(desk: Desk) -> None:
    line = Answering(lambda _: ('"1"', a_filter("1530212345671", *map(str, range(60_000)))))
    assert renew(desk.store, line, NOON)
    assert may_be_elsewhere(desk, [ABSENT, NUMBER]) == [1]


def test_it_is_asked_for_once_a_day_with_the_name_of_what_is_here(desk: Desk) -> None:
    line = Answering(lambda etag: None if etag == '"1"' else ('"1"', a_filter("1530212345671")))
    assert renew(desk.store, line, NOON)
    assert not renew(desk.store, line, NOON + timedelta(hours=23))
    assert not renew(desk.store, line, NOON + timedelta(hours=24))
    assert line.asked == ["", '"1"']
    assert may_be_elsewhere(desk, [NUMBER]) == [0]


def test_a_clock_that_went_back_does_not_stop_it(desk: Desk) -> None:
    line = Answering(lambda _: ('"1"', a_filter()))
    renew(desk.store, line, NOON + timedelta(days=400))
    assert renew(desk.store, line, NOON)


def _raises(error: Exception) -> Callable[[str], tuple[str, bytes] | None]:
    def answer(_: str) -> tuple[str, bytes] | None:
        raise error

    return answer


@pytest.mark.parametrize(
    "answer",
    [
        _raises(Fault("cut_line")),
        _raises(Refused(Problem("address_unknown"))),
        lambda _: ('"2"', b"<html>a hotel's own page</html>"),
        lambda _: ('"2"', a_filter("1")[:-7]),
    ],
)
def test_whatever_goes_wrong_the_filter_of_before_goes_on(
    desk: Desk, answer: Callable[[str], tuple[str, bytes] | None]
) -> None:
    renew(desk.store, Answering(lambda _: ('"1"', a_filter("1530212345671"))), NOON)
    assert not renew(desk.store, Answering(answer), NOON + timedelta(days=2))
    assert may_be_elsewhere(desk, [NUMBER]) == [0]
    with desk.store.reading() as connection:
        assert hints.etag(connection) == '"1"'
