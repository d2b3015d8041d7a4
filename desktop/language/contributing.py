"""The contributory side in words: money, months, how long somebody was insured, why they are entitled."""

from __future__ import annotations

from decimal import Decimal

from desktop.language.catalogue import Language, mark
from desktop.language.dates import long_date, month_name
from desktop.language.figures import NARROW_NO_BREAK_SPACE, grouped
from desktop.language.figures import percent as as_percent
from domain.contributions.entitlement import Standing, Why
from domain.contributions.periods import Length
from domain.payments.money import exponent, major
from domain.schemes.scheme import Rate, Scheme

# Currencies with decimals in the standard that nobody uses: shown without where there are none.
_SELDOM = frozenset({"KHR", "MMK", "LAK", "IDR", "PKR"})
_WHYS: dict[Why, str] = {
    Why.paid: mark("Insured", "Contributions are paid"),
    Why.said_until: mark("Insured", "Entitled by enrolment"),
    Why.never_paid: mark("Insured", "No month has been paid"),
    Why.waiting: mark("Insured", "The waiting time is not over"),
    Why.lapsed: mark("Insured", "The last payment is too long ago"),
    Why.declared_unpaid: mark("Insured", "Declared, but not paid: ask for the receipt"),
}


def money(amount: int, currency: str, language: Language) -> str:
    """Minor units as people write them: ``1,250.50 USD``, ``20 000 XAF``."""
    return f"{figure(amount, currency, language)}{NARROW_NO_BREAK_SPACE}{currency}"


def figure(amount: int, currency: str, language: Language) -> str:
    """The same without the currency."""
    exact = major(amount, currency)
    seldom = currency in _SELDOM and exact == exact.to_integral_value()
    return grouped(exact, language.code, 0 if seldom else exponent(currency))


def month(written: str, language: Language) -> str:
    """``2017-08`` as ``August 2017``."""
    return f"{month_name(int(written[5:]), language)} {written[:4]}"


def percent(thousandths: int, language: Language) -> str:
    """Thousandths of one per cent: 2600 as ``2.6%``, as the language writes it."""
    decimals = next((n for n in range(3) if thousandths % 10 ** (3 - n) == 0), 3)
    return as_percent(Decimal(thousandths) / 100_000, language.code, decimals)


def rate(applied: Rate, language: Language) -> str:
    """What a rate asks of whom, and up to which wage, in one line."""
    say = language.say
    named = (
        (applied.worker, say("Insured", "worker {share}")),
        (applied.employer, say("Insured", "employer {share}")),
        (applied.sponsor, say("Insured", "sponsor {share}")),
    )
    parts = [words.format(share=percent(share, language)) for share, words in named if share is not None]
    if applied.flat is not None:
        parts.insert(0, money(applied.flat, applied.currency, language))
    if applied.ceiling is not None:
        words = say("Insured", "wage counted up to {amount}")
        parts.append(words.format(amount=money(applied.ceiling, applied.currency, language)))
    return ", ".join(parts)


def length(found: Length, language: Language) -> str:
    """Months and days: ``9 months and 12 days``."""
    months = language.say("Insured", "%n month(s)", "", found.months)
    if not found.days:
        return months
    days = language.say("Insured", "%n day(s)", "", found.days)
    return language.say("Insured", "{months} and {days}").format(months=months, days=days)


def why(standing: Standing, language: Language) -> str:
    """What an entitlement rests on or lacks, with the months it goes by."""
    parts = [language.find("Insured", _WHYS[standing.why])]
    if standing.last:
        words = language.say("Insured", "last month paid: {month}")
        parts.append(words.format(month=month(standing.last, language)))
    if standing.until:
        words = language.say("Insured", "until {date}")
        parts.append(words.format(date=long_date(standing.until, language)))
    if standing.needed:
        parts.append(language.say("Insured", "%n more month(s) to pay", "", standing.needed))
    return " · ".join(parts)


def scheme_name(scheme: Scheme, language: Language) -> str:
    """Its name in the person's language."""
    return scheme.names[language.code]
