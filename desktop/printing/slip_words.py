"""The words of the reconciliation slip (P-19)."""

from __future__ import annotations

from desktop.language.catalogue import Language
from desktop.language.dates import full_date, long_moment
from desktop.language.figures import grouped
from desktop.language.kinds import kind_in_words
from desktop.language.reconciling import difference
from desktop.printing import fonts
from desktop.printing.slip_facts import SlipFacts, SlipRow


def title(language: Language) -> str:
    """The heading."""
    return language.say("Slip", "Reconciliation of work sent")


def facts_rows(facts: SlipFacts, language: Language) -> tuple[tuple[str, str], ...]:
    """Labels with what stands beside them. Raises ``Refused("glyph_missing")``."""
    say, zone = language.say, facts.issuer.printed_at.tzinfo
    held = long_moment(facts.held_at.astimezone(zone), language) if facts.held_at else say("Slip", "never")
    rows = (
        (say("Slip", "Office"), facts.issuer.office.names[language.code]),
        (say("Slip", "Laptop"), facts.device),
        (say("Slip", "Work of"), full_date(facts.day, language))
        if facts.day
        else (say("Slip", "Period"), say("Slip", "since the beginning")),
        (say("Slip", "Compared on"), long_moment(facts.made_at.astimezone(zone), language)),
        (say("Slip", "By"), facts.officer),
        (say("Slip", "The server's figures are of"), held),
    )
    fonts.require_glyphs(dict(rows))
    fonts.require_glyphs({say("Slip", "By"): " ".join(row.name for row in facts.authors)})
    return rows


def figures(facts: SlipFacts, language: Language) -> tuple[tuple[str, str], ...]:
    """The five large figures, each over its name."""
    say, total, code = language.say, facts.total, language.code
    held = say("Slip", "proved by receipts") if facts.by_receipts else say("Slip", "held by the server")
    named = (
        (total.sent, say("Slip", "sent")),
        (total.held, held),
        (total.missing, say("Slip", "missing")),
        (total.waiting, say("Slip", "still waiting here")),
        (total.needs, say("Slip", "to settle")),
    )
    return tuple((grouped(count, code), words) for count, words in named)


def verdict(facts: SlipFacts, language: Language) -> tuple[str, ...]:
    """What it all means: one sentence, or one for each difference."""
    say = language.say
    if facts.differences:
        return tuple(difference(one, language) for one in facts.differences)
    if facts.by_receipts:
        return (
            say(
                "Slip",
                "The server was not reached: this is what its receipts prove. Compare again with a line.",
            ),
        )
    if facts.total.waiting:
        return (
            say(
                "Slip",
                "All that was sent is held by the server. The rest goes with the next synchronisation.",
            ),
        )
    return (say("Slip", "Both sides name the same figures: nothing is missing."),)


def headings(language: Language) -> tuple[str, ...]:
    """Over the columns of figures."""
    say = language.say
    return (
        say("Slip", "Written"),
        say("Slip", "Waiting"),
        say("Slip", "Sent"),
        say("Slip", "Held"),
        say("Slip", "Missing"),
        say("Slip", "To settle"),
    )


def cells(row: SlipRow, language: Language) -> tuple[str, ...]:
    """A row's figures under the headings; a nought is a dash, so that the others are seen."""
    counts = (row.written, row.waiting, row.sent, row.held, row.missing, row.needs)
    return tuple(grouped(count, language.code) if count else "–" for count in counts)


def named(row: SlipRow, language: Language) -> str:
    """Whose the row is: an author, a kind, or those there was no room for."""
    if row.kind:
        return kind_in_words(row.kind, language)
    return row.name or language.say("Slip", "somebody not known here")


def sealed(facts: SlipFacts, language: Language) -> str:
    """Number and seal, as they are read aloud over the telephone."""
    say = language.say
    number = say("Slip", "No. {number}").format(number=f"{facts.device}-{facts.number}")
    if not facts.seal:
        return number + "  ·  " + say("Slip", "not signed by the server")
    return number + "  ·  " + say("Slip", "Signed by the server: {seal}").format(seal=facts.seal)
