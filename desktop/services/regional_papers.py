"""Papers of a regional office: a slip for each stick that was carried, and the board as a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from desktop.services.desk import Desk
from desktop.services.fill_papers import issuer
from desktop.services.regional import Found, OfficeLine
from domain.languages import LanguageCode

if TYPE_CHECKING:
    from desktop.printing.stick_facts import OfficeEntry, StickSlip


def slips(desk: Desk, found: Sequence[Found]) -> bytes:
    """A slip for each bundle that was carried, in the first language of its office. Raises Refused."""
    # reportlab takes a tenth of a second to import: only who prints waits for it.
    from desktop.printing.stick_slip import slips_pdf  # noqa: PLC0415

    return slips_pdf(issuer(desk), [_slip(desk, one) for one in found if one.carried_at])


def _slip(desk: Desk, one: Found) -> StickSlip:
    from desktop.printing.stick_facts import StickSlip  # noqa: PLC0415

    office = desk.programme.office(one.office)
    language = (office or desk.office).languages[0]
    return StickSlip(
        office=one.office,
        office_name=office.names[language] if office else one.office,
        laptop=one.laptop,
        language=language,
        written_at=_local(desk, one.at),
        carried_at=_local(desk, one.carried_at),
        brought=one.brought,
        answer=one.answer,
        state=one.state.value,
        problem=one.problem,
    )


def office_list(desk: Desk, lines: Sequence[OfficeLine], language: LanguageCode) -> bytes:
    """The board as it stands, on paper. Raises Refused."""
    from desktop.printing.office_list import offices_pdf  # noqa: PLC0415
    from desktop.printing.stick_facts import OfficeList  # noqa: PLC0415

    entries = tuple(_entry(desk, line, language) for line in lines)
    return offices_pdf(OfficeList(issuer(desk), language, entries))


def _entry(desk: Desk, line: OfficeLine, language: LanguageCode) -> OfficeEntry:
    from desktop.printing.stick_facts import OfficeEntry  # noqa: PLC0415

    return OfficeEntry(
        code=line.code,
        name=line.names.get(language, ""),
        seen_at=_local(desk, line.seen_at) if line.seen_at else None,
        days=line.days,
        tone=line.tone,
        waiting=line.waiting,
        laptops=line.laptops,
        programs=", ".join(line.programs),
    )


def _local(desk: Desk, at: str) -> datetime:
    return datetime.fromisoformat(at).astimezone(ZoneInfo(desk.office.time_zone))
