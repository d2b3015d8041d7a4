"""Dates and births in words, never with a two-digit year."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desktop.language.catalogue import Language
from desktop.language.dates import (
    ago,
    birth_in_words,
    clock_time,
    duration,
    full_date,
    long_date,
    long_moment,
    short_date,
    short_moment,
)
from domain.birth import Birth, Precision
from domain.languages import LanguageCode


@pytest.mark.parametrize(
    ("code", "twelfth", "first", "full"),
    [
        ("en", "12 April 1987", "1 August 2026", "Sunday 3 May 2026"),
        ("fr", "12 avril 1987", "1er août 2026", "dimanche 3 mai 2026"),
        ("pt", "12 de abril de 1987", "1 de agosto de 2026", "domingo, 3 de maio de 2026"),
    ],
)
def test_long_dates(code: LanguageCode, twelfth: str, first: str, full: str) -> None:
    language = Language(code)
    assert long_date(date(1987, 4, 12), language) == twelfth
    assert long_date(date(2026, 8, 1), language) == first
    assert full_date(date(2026, 5, 3), language) == full


def test_every_month_has_its_own_name() -> None:
    for code in ("en", "fr", "pt"):
        names = {long_date(date(2026, month, 2), Language(code)) for month in range(1, 13)}
        assert len(names) == 12


def test_short_dates_have_four_digit_years() -> None:
    assert short_date(date(1927, 6, 1)) == "01/06/1927"
    assert short_date(date(927, 6, 1)) == "01/06/0927"


@pytest.mark.parametrize(
    ("code", "time", "moment"),
    [
        ("en", "9:05", "3 May 2026 at 9:05"),
        ("fr", "9\u00a0h\u00a005", "3 mai 2026 à 9\u00a0h\u00a005"),
        ("pt", "9h05", "3 de maio de 2026 às 9h05"),
    ],
)
def test_times_are_read_in_the_zone_they_carry(code: LanguageCode, time: str, moment: str) -> None:
    utc = datetime(2026, 5, 3, 10, 5, tzinfo=UTC)
    there = utc.astimezone(ZoneInfo("Atlantic/Cape_Verde"))  # one hour behind
    assert clock_time(there, Language(code)) == time
    assert long_moment(there, Language(code)) == moment
    assert short_moment(there, Language(code)) == f"03/05/2026 {time}"


@pytest.mark.parametrize(
    ("birth", "words"),
    [
        (Birth(precision=Precision.day, on="1987-04-12"), "12 avril 1987"),
        (Birth(precision=Precision.month, on="1987-04"), "avril 1987"),
        (Birth(precision=Precision.year, on="1987"), "1987"),
        (
            Birth(precision=Precision.estimated_age, estimated_age=74, estimated_on=date(2026, 9, 30)),
            "vers 1952 (estimé)",
        ),
        (Birth(precision=Precision.unknown), "inconnue"),
        (Birth(precision=Precision.estimated_age, estimated_age=74), "inconnue"),
    ],
)
def test_births_say_no_more_than_is_known(birth: Birth, words: str) -> None:
    assert birth_in_words(birth, Language("fr")) == words


def test_births_in_portuguese_and_english() -> None:
    month = Birth(precision=Precision.month, on="1987-04")
    assert birth_in_words(month, Language("pt")) == "abril de 1987"
    assert birth_in_words(month, Language("en")) == "April 1987"


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=20), "à l'instant"),
        (timedelta(minutes=1), "il y a 1 minute"),
        (timedelta(hours=5, minutes=59), "il y a 5 heures"),
        (timedelta(days=3), "il y a 3 jours"),
        (timedelta(days=30), "3 avril 2026 à 12\u00a0h\u00a000"),
        (timedelta(days=-1), "4 mai 2026 à 12\u00a0h\u00a000"),
    ],
)
def test_how_long_ago(passed: timedelta, words: str) -> None:
    now = datetime(2026, 5, 3, 12, 0, tzinfo=UTC)
    assert ago(now - passed, now, Language("fr")) == words


def test_how_long_ago_elsewhere() -> None:
    now = datetime(2026, 5, 3, 12, 0, tzinfo=UTC)
    assert ago(now - timedelta(days=3), now, Language("pt")) == "há 3 dias"
    assert ago(now - timedelta(days=1), now, Language("en")) == "1 day ago"
    assert duration(timedelta(seconds=-4), Language("en")) == "0 seconds"
