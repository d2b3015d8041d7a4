"""Fill papers: from a subject to what its page says, and to the PDF."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

from desktop.models import households, records
from desktop.services.desk import Desk
from domain.languages import LanguageCode
from domain.vocabulary import Sex

if TYPE_CHECKING:
    from desktop.printing.facts import CardFacts, Issuer, ReceiptFacts

Layout = Literal["a5", "a4", "roll80", "single", "sheet", "form"]


@dataclass(frozen=True)
class Subject:
    """Whom a paper is for. ``copy_number`` counts from 1; ``language`` is the citizen's."""

    household: int
    person: int | None
    code: str
    copy_number: int
    language: LanguageCode


def pdf(desk: Desk, subjects: Sequence[Subject], layout: Layout) -> bytes:
    """The pages of the papers, each in its own language; the document's is the first's.

    Raises Refused for a letter no font has.
    """
    # reportlab takes a tenth of a second to import: only who prints waits for it.
    from desktop.printing import card, receipt  # noqa: PLC0415

    language = subjects[0].language
    with desk.store.reading() as connection:
        if layout == "single" or layout == "sheet":
            cards = [_card(desk, connection, subject) for subject in subjects]
            return card.cards_pdf(cards, language, layout=layout)
        receipts = [_receipt(desk, connection, subject) for subject in subjects]
        sheet = "a5" if layout == "form" else layout  # forms are filled in fill_forms
        return receipt.receipts_pdf(receipts, language, layout=sheet)


def issuer(desk: Desk) -> Issuer:
    """This office, and who prints now."""
    from desktop.printing.facts import Issuer  # noqa: PLC0415

    return Issuer(
        letterhead=desk.programme.letterhead,
        office=desk.office,
        officer=desk.user.full_name,
        printed_at=desk.now().astimezone(ZoneInfo(desk.office.time_zone)),
        paper=desk.programme.paper,
    )


def _receipt(desk: Desk, connection: Any, subject: Subject) -> ReceiptFacts:
    from desktop.printing.facts import ReceiptFacts  # noqa: PLC0415

    fields = records.read(connection, "household", subject.household) or {}
    present = [m for m in households.members(connection, subject.household) if m.end_on is None]
    head = next((m.name for m in present if m.role == "head"), "")
    registered = date.fromisoformat(str(fields["registered_on"]))
    return ReceiptFacts(
        code=subject.code,
        head_name=head,
        members=len(present),
        area=_place(desk, fields),
        village=str(fields.get("village") or ""),
        registered_on=registered,
        next_step_on=registered + timedelta(days=desk.programme.paper.next_step_days),
        issuer=issuer(desk),
        copy_number=subject.copy_number,
        language=subject.language,
    )


def _card(desk: Desk, connection: Any, subject: Subject) -> CardFacts:
    from desktop.printing.facts import CardFacts  # noqa: PLC0415

    fields = records.read(connection, "household", subject.household) or {}
    member = next(m for m in households.members(connection, subject.household) if m.person == subject.person)
    return CardFacts(
        code=member.code,
        household_code=str(fields["code"]),
        name=member.name,
        sex=Sex(member.sex),
        birth=member.birth,
        area=_place(desk, fields),
        issued_on=desk.today(),
        valid_until=months_later(desk.today(), desk.programme.paper.card_validity_months),
        issuer=issuer(desk),
        photo=member.photo,
        copy_number=subject.copy_number,
        language=subject.language,
    )


def _place(desk: Desk, fields: dict[str, Any]) -> str:
    """The area and those around it up to the district, as they are read."""
    return ", ".join(desk.programme.place_names(str(fields["area"])))


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last day of a shorter month."""
    total = day.month - 1 + months
    year, month = day.year + total // 12, total % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
