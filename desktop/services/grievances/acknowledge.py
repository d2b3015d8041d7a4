"""Acknowledge a grievance on paper (P-07): a number, a date, whom to ask; of a sealed one nothing more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.models import records
from desktop.services.desk import Desk
from desktop.services.fill_papers import issuer
from desktop.services.grievances import sight
from desktop.services.print_papers import Printed
from domain.languages import LANGUAGES, LanguageCode

if TYPE_CHECKING:
    from desktop.printing.acknowledgement_words import Acknowledged


def preview(desk: Desk, code: str, language: LanguageCode | None = None) -> bytes:
    """The page as it would be printed. Raises Refused where there is none that this user may see."""
    from desktop.printing.acknowledgement import acknowledgement_pdf  # noqa: PLC0415 - start-up time

    with desk.store.reading() as connection:
        return acknowledgement_pdf(_facts(desk, connection, code, language))


def print_it(desk: Desk, code: str, language: LanguageCode | None = None) -> Printed:
    """The page, counted as a copy given out. It is no paper of the household: its number is enough."""
    from desktop.printing.acknowledgement import acknowledgement_pdf  # noqa: PLC0415 - start-up time

    with desk.writing() as writer:
        facts = _facts(desk, writer.connection, code, language)
        line = sight.heard_here(desk, writer.connection, code)
        number = line.copies + 1
        pdf = acknowledgement_pdf(replace(facts, copy_number=number))
        writer.set("grievance", line.id, {"copies": number}, about=line.home)
    return Printed(pdf, (), ())


def _facts(desk: Desk, connection: Any, code: str, language: LanguageCode | None) -> Acknowledged:
    from desktop.printing.acknowledgement_words import Acknowledged  # noqa: PLC0415 - start-up time

    line = sight.heard_here(desk, connection, code)
    home = records.read(connection, "household", line.home) if line.home else None
    own = (home or {}).get("language")
    citizens: LanguageCode = next((one for one in LANGUAGES if one == own), desk.office.languages[0])
    return Acknowledged(
        code=line.code,
        kind=line.grievance,
        name=line.name,
        received_on=date.fromisoformat(line.received_on),
        due_on=date.fromisoformat(line.due_on),
        sealed=line.sealed,
        issuer=issuer(desk),
        language=language or citizens,
        copy_number=line.copies + 1,
    )
