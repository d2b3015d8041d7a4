"""Dates, times and births in words: always four-digit years, long wherever day and month could be swapped."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from desktop.language.catalogue import Language, mark
from domain.birth import Birth, Precision

_MONTHS = (
    mark("Dates", "January"),
    mark("Dates", "February"),
    mark("Dates", "March"),
    mark("Dates", "April"),
    mark("Dates", "May"),
    mark("Dates", "June"),
    mark("Dates", "July"),
    mark("Dates", "August"),
    mark("Dates", "September"),
    mark("Dates", "October"),
    mark("Dates", "November"),
    mark("Dates", "December"),
)
_WEEKDAYS = (
    mark("Dates", "Monday"),
    mark("Dates", "Tuesday"),
    mark("Dates", "Wednesday"),
    mark("Dates", "Thursday"),
    mark("Dates", "Friday"),
    mark("Dates", "Saturday"),
    mark("Dates", "Sunday"),
)
# Longer ago than this, a date says more than a number of days.
_DAYS_COUNTED = 30


def month_name(month: int, language: Language) -> str:
    """``4`` as April, avril, abril."""
    return language.find("Dates", _MONTHS[month - 1])


def weekday_name(day: date, language: Language) -> str:
    """Monday, lundi, segunda-feira."""
    return language.find("Dates", _WEEKDAYS[day.weekday()])


def long_date(day: date, language: Language) -> str:
    """12 April 1987, 12 avril 1987, 12 de abril de 1987; the first of a month is *1er* in French."""
    number = language.say("Dates", "1", "the first day of a month") if day.day == 1 else str(day.day)
    pattern = language.say("Dates", "{day} {month} {year}")
    return pattern.format(day=number, month=month_name(day.month, language), year=f"{day.year:04d}")


def full_date(day: date, language: Language) -> str:
    """The long date after its weekday, for appointments."""
    pattern = language.say("Dates", "{weekday} {date}")
    return pattern.format(weekday=weekday_name(day, language), date=long_date(day, language))


def short_date(day: date) -> str:
    """dd/mm/yyyy in all three languages, for columns and narrow paper."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def clock_time(moment: datetime | time, language: Language) -> str:
    """9:05, 9 h 05, 9h05; always of 24 hours."""
    pattern = language.say("Dates", "{hour}:{minutes}")
    return pattern.format(hour=moment.hour, minutes=f"{moment.minute:02d}")


def long_moment(moment: datetime, language: Language) -> str:
    """12 April 1987 at 14:30, in the zone the moment carries."""
    pattern = language.say("Dates", "{date} at {time}")
    return pattern.format(date=long_date(moment.date(), language), time=clock_time(moment, language))


def short_moment(moment: datetime, language: Language) -> str:
    """12/04/1987 14:30, in the zone the moment carries."""
    return f"{short_date(moment.date())} {clock_time(moment, language)}"


def birth_in_words(birth: Birth, language: Language) -> str:
    """A birth to its precision: 12 April 1987, April 1987, 1987, about 1952 (estimated), unknown."""
    interval = birth.interval()
    if interval is None:
        return language.say("Dates", "unknown", "a date of birth")
    if birth.precision is Precision.estimated_age:
        return _estimate(birth, language)
    first = interval[0]
    if birth.precision is Precision.year:
        return f"{first.year:04d}"
    if birth.precision is Precision.month:
        pattern = language.say("Dates", "{month} {year}")
        return pattern.format(month=month_name(first.month, language), year=f"{first.year:04d}")
    return long_date(first, language)


def _estimate(birth: Birth, language: Language) -> str:
    if birth.estimated_on is None or birth.estimated_age is None:
        return language.say("Dates", "unknown", "a date of birth")
    year = birth.estimated_on.year - birth.estimated_age
    return language.say("Dates", "about {year} (estimated)").format(year=year)


def duration(length: timedelta, language: Language) -> str:
    """The length in its largest whole unit: 40 seconds, 3 minutes, 5 hours, 2 days."""
    seconds = max(0, int(length.total_seconds()))
    if seconds < 60:
        return language.say("Dates", "%n second(s)", "", seconds)
    if seconds < 3600:
        return language.say("Dates", "%n minute(s)", "", seconds // 60)
    if seconds < 86400:
        return language.say("Dates", "%n hour(s)", "", seconds // 3600)
    return language.say("Dates", "%n day(s)", "", seconds // 86400)


def ago(then: datetime, now: datetime, language: Language) -> str:
    """When something happened, as one says it: just now, 3 days ago; the date once it is long past.

    A moment that lies ahead is written as it is: a wrong clock must be seen, not smoothed over.
    """
    passed = now - then
    if passed < timedelta(0) or passed >= timedelta(days=_DAYS_COUNTED):
        return long_moment(then, language)
    if passed < timedelta(minutes=1):
        return language.say("Dates", "just now")
    return language.say("Dates", "{duration} ago").format(duration=duration(passed, language))
