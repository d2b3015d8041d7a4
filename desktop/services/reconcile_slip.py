"""The slip of a comparison: what was sent and what the server holds, for the wall or the file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from desktop.models import identity
from desktop.services.desk import Desk
from desktop.services.fill_papers import issuer
from desktop.services.reconciled import Reconciliation, Tally
from domain.languages import LanguageCode

if TYPE_CHECKING:
    from desktop.printing.slip_facts import SlipRow


def slip(desk: Desk, found: Reconciliation, language: LanguageCode | None = None) -> bytes:
    """One page, in a language or the office's first. Raises Refused for a letter no font has."""
    # reportlab takes a tenth of a second to import: only who prints waits for it.
    from desktop.printing.slip import slip_pdf  # noqa: PLC0415
    from desktop.printing.slip_facts import SlipDifference, SlipFacts  # noqa: PLC0415

    with desk.store.reading() as connection:
        device = identity.current(connection).code
    facts = SlipFacts(
        issuer=issuer(desk),
        language=language or desk.office.languages[0],
        device=f"{desk.office.code}-{device}",
        number=found.number,
        day=date.fromisoformat(found.day) if found.day else None,
        made_at=datetime.fromisoformat(found.made_at),
        held_at=datetime.fromisoformat(found.at) if found.at else None,
        officer=found.officer,
        by_receipts=found.source == "receipts",
        total=_row(found.total),
        authors=tuple(_rows(found.by_author)),
        kinds=tuple(_rows(found.by_kind)),
        differences=tuple(
            SlipDifference(one.reason, one.here, one.there, one.name, one.kind) for one in found.differences
        ),
        seal=found.seal,
    )
    return slip_pdf(facts)


def _rows(tallies: Iterable[Tally]) -> Iterable[SlipRow]:
    return (_row(one) for one in tallies)


def _row(one: Tally) -> SlipRow:
    from desktop.printing.slip_facts import SlipRow  # noqa: PLC0415

    figures = (one.written, one.waiting, one.sent, one.held, one.missing, one.needs)
    return SlipRow(one.name, one.kind, *figures)
