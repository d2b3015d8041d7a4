"""The words of the papers of the contributory side (P-13, P-14)."""

from __future__ import annotations

from datetime import date

from desktop.language.catalogue import Language
from desktop.language.contributing import figure, length, money, month, rate
from desktop.language.dates import birth_in_words, full_date, short_date
from desktop.language.terms import label
from desktop.printing import fonts
from desktop.printing.insured_facts import Column, PeriodsFacts, SheetWords, StatementFacts, Table
from desktop.printing.receipt_words import copy_in_words, printed_in_words
from domain.contributions.periods import Period, Total
from domain.schemes.terms import Branch


def periods(facts: PeriodsFacts, language: Language) -> SheetWords:
    """P-13 in words. Raises ``Refused("glyph_missing")``."""
    say = language.say
    named = (
        (say("Insured", "Name"), facts.name),
        (say("Insured", "Born"), birth_in_words(facts.birth, language)),
        (say("Insured", "Code of the person"), facts.code),
        (say("Insured", "Issued by"), facts.issuer.office.names[language.code]),
    )
    fonts.require_glyphs(dict(named))
    fonts.require_glyphs({say("Insured", "Institution"): " ".join(p.institution for p in facts.periods)})
    fonts.require_glyphs({say("Insured", "Proof"): " ".join(p.evidence for p in facts.periods)})
    tables = [_periods(facts, language)]
    if facts.totals:
        tables.append(_totals(facts.totals, language))
    if facts.overlaps:
        tables.append(_overlaps(facts, language))
    return SheetWords(
        title=say("Insured", "Statement of insurance periods"),
        code=facts.code,
        under=say("Insured", "For the institution of another country that adds periods together"),
        named=named,
        tables=tuple(tables),
        signatures=(
            say("Insured", "Signature or fingerprint of the insured person"),
            say("Insured", "Officer, stamp"),
        ),
        copy=copy_in_words(facts.copy_number, language),
        printed=printed_in_words(facts.issuer, language),
    )


def _periods(facts: PeriodsFacts, language: Language) -> Table:
    say = language.say
    columns = (
        Column(say("Insured", "Country"), 0.08),
        Column(say("Insured", "Institution"), 0.24),
        Column(say("Insured", "Branch"), 0.16),
        Column(say("Insured", "From"), 0.115),
        Column(say("Insured", "Until"), 0.115),
        Column(say("Insured", "Proof"), 0.29),
    )
    rows = [_period(period, language) for period in facts.periods]
    wrong = [_period(period, language) for period in facts.wrong]
    mark = say("Insured", "not counted: entered in error")
    rows += [(*row[:-1], f"{row[-1]} ({mark})") for row in wrong]
    note = "" if rows else say("Insured", "No period of insurance is known at this office.")
    return Table(say("Insured", "Periods"), columns, tuple(rows), note=note)


def _period(period: Period, language: Language) -> tuple[str, ...]:
    return (
        period.country,
        period.institution,
        label(Branch, period.branch.value, language),
        short_date(period.stretch.from_on),
        short_date(period.stretch.until_on),
        period.evidence,
    )


def _totals(totals: tuple[Total, ...], language: Language) -> Table:
    say = language.say
    rows = []
    for total in totals:
        branch = label(Branch, total.branch.value, language)
        for country, found in total.countries:
            rows.append((branch, country, length(found, language), str(found.total_days)))
            branch = ""
        together = say("Insured", "together")
        rows.append((branch, together, length(total.together, language), str(total.together.total_days)))
    columns = (
        Column(say("Insured", "Branch"), 0.3),
        Column(say("Insured", "Country"), 0.2),
        Column(say("Insured", "Length"), 0.32),
        Column(say("Insured", "Days of the calendar"), 0.18, "right"),
    )
    note = say(
        "Insured",
        "Together, a day insured in two countries counts once. Months are whole from the first day of a "
        "period on; thirty days left over make a month. Branches are never added.",
    )
    return Table(say("Insured", "Totals"), columns, tuple(rows), note=note)


def _overlaps(facts: PeriodsFacts, language: Language) -> Table:
    say = language.say
    columns = (
        Column(say("Insured", "Branch"), 0.22),
        Column(say("Insured", "In two places"), 0.48),
        Column(say("Insured", "From"), 0.12),
        Column(say("Insured", "Until"), 0.12),
        Column(say("Insured", "Days"), 0.06, "right"),
    )
    rows = tuple(
        (
            label(Branch, one.first.branch.value, language),
            f"{one.first.country} {one.first.institution} – {one.second.country} {one.second.institution}",
            short_date(one.stretch.from_on),
            short_date(one.stretch.until_on),
            str(one.stretch.days),
        )
        for one in facts.overlaps
    )
    return Table(say("Insured", "Days insured twice, counted once"), columns, rows)


def statement(facts: StatementFacts, language: Language) -> SheetWords:
    """P-14 in words. Raises ``Refused("glyph_missing")``."""
    say = language.say
    owing = facts.due - facts.paid
    filed = full_date(date.fromisoformat(facts.filed_on), language) if facts.filed_on else "–"
    named = (
        (say("Insured", "Employer"), facts.employer),
        (say("Insured", "Employer's code"), facts.employer_code),
        (say("Insured", "Registration number"), facts.registration or "–"),
        (say("Insured", "Tax number"), facts.tax_number or "–"),
        (say("Insured", "Scheme"), facts.scheme),
        (say("Insured", "Month"), month(facts.month, language)),
        (say("Insured", "Filed on"), filed),
        (say("Insured", "Due"), money(facts.due, facts.currency, language)),
        (say("Insured", "Paid"), money(facts.paid, facts.currency, language)),
        (say("Insured", "Still to be paid"), money(owing, facts.currency, language)),
        (say("Insured", "Workers"), str(len(facts.lines))),
    )
    fonts.require_glyphs(dict(named))
    fonts.require_glyphs({say("Insured", "Name"): " ".join(line.name for line in facts.lines)})
    under = ""
    if facts.replaced:
        under = say("Insured", "Replaced by a later statement: no longer valid")
    elif facts.replaces:
        under = say("Insured", "Replaces statement {code}").format(code=facts.replaces)
    return SheetWords(
        title=say("Insured", "Contribution statement"),
        code=facts.code,
        under=under,
        named=named,
        tables=(_lines(facts, language), *([_payments(facts, language)] if facts.payments else [])),
        signatures=(say("Insured", "For the employer"), say("Insured", "Officer, stamp")),
        copy=copy_in_words(facts.copy_number, language),
        printed=printed_in_words(facts.issuer, language),
    )


def _lines(facts: StatementFacts, language: Language) -> Table:
    say = language.say

    def cell(amount: int) -> str:
        return figure(amount, facts.currency, language)

    columns = (
        Column("#", 0.05, "right"),
        Column(say("Insured", "Name"), 0.21),
        Column(say("Insured", "Number"), 0.14),
        Column(say("Insured", "Days"), 0.06, "right"),
        Column(say("Insured", "Wage"), 0.14, "right"),
        Column(say("Insured", "Worker"), 0.12, "right"),
        Column(say("Insured", "Employer"), 0.16, "right"),
        Column(say("Insured", "Sponsor"), 0.12, "right"),
    )
    rows = [
        (
            str(place),
            line.name,
            line.number,
            "" if line.days is None else str(line.days),
            *map(cell, (line.base, line.worker, line.employer, line.sponsor)),
        )
        for place, line in enumerate(facts.lines, 1)
    ]
    sums = [sum(getattr(line, part) for line in facts.lines) for part in ("worker", "employer", "sponsor")]
    rows.append(("", say("Insured", "Total"), "", "", *map(cell, (facts.base, *sums))))
    note = say("Insured", "Amounts in {currency}. Each share is rounded on its own line.")
    title = say("Insured", "Workers of the month")
    applied = f"{say('Insured', 'Rate of the month')}: {rate(facts.rate, language)}. "
    return Table(title, columns, tuple(rows), total=True, note=applied + note.format(currency=facts.currency))


def _payments(facts: StatementFacts, language: Language) -> Table:
    say = language.say
    columns = (
        Column(say("Insured", "Day of payment"), 0.3),
        Column(say("Insured", "Reference"), 0.5),
        Column(say("Insured", "Amount"), 0.2, "right"),
    )
    rows = [
        (short_date(date.fromisoformat(day)), reference, figure(amount, facts.currency, language))
        for day, reference, amount in facts.payments
    ]
    rows.append((say("Insured", "Total"), "", figure(facts.paid, facts.currency, language)))
    return Table(say("Insured", "Payments received"), columns, tuple(rows), total=True)
