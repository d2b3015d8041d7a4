"""Tell the people of a household what is held of them: the sheet "My data" (P-12), free, on the spot."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from desktop.models import households, records
from desktop.services import access_log, confidential
from desktop.services.desk import Desk
from desktop.services.fill_papers import issuer
from desktop.services.print_papers import Printed
from domain.languages import LanguageCode
from domain.vocabulary import AccessKind, Paper

if TYPE_CHECKING:
    from desktop.models.households import MemberRow
    from desktop.printing.my_data_facts import MemberData, MyData


def preview(desk: Desk, code: str, language: LanguageCode | None = None, reason: str = "") -> bytes:
    """The sheet as it would be printed; only the opening of a confidential file is written down."""
    from desktop.printing.my_data import my_data_pdf  # noqa: PLC0415 - start-up time

    household = desk.household_row(code)
    confidential.open_file(desk, household, reason)
    with desk.store.reading() as connection:
        return my_data_pdf(_facts(desk, connection, household, language))


def hand_out(desk: Desk, code: str, language: LanguageCode | None = None, reason: str = "") -> Printed:
    """The sheet, written down as given out. Raises Refused as `preview` does."""
    pages = preview(desk, code, language, reason)
    household = desk.household_row(code)
    with desk.writing() as writer:
        spoken = language or str((records.read(writer.connection, "household", household) or {})["language"])
        place = records.district(writer.connection, "household", household)
        copies = [p for p in households.papers(writer.connection, household) if p.paper == Paper.my_data]
        fields: Any = {
            "household": household,
            "paper": Paper.my_data.value,
            "language": spoken,
            "copy_number": len(copies) + 1,
            "at": desk.stamp(),
        }
        row = writer.create("print", place, fields, about=household)
        access_log.note(desk, writer, AccessKind.my_data, household=household)
    return Printed(pages, (row,), ())


def _facts(desk: Desk, connection: Any, household: int, language: LanguageCode | None) -> MyData:
    from desktop.printing.my_data_facts import Looked, MyData  # noqa: PLC0415 - start-up time

    fields = records.read(connection, "household", household) or {}
    members = households.members(connection, household)
    head = next((member.name for member in members if member.role == "head" and not member.end_on), "")
    consent = connection.execute(
        "SELECT legal_basis, given FROM consent WHERE household = ? ORDER BY at DESC, id DESC LIMIT 1",
        (household,),
    ).fetchone() or (desk.programme.notice.legal_basis, "not_recorded")
    (documents,) = connection.execute(
        "SELECT count(*) FROM document WHERE household = ?1 OR person IN"
        " (SELECT person FROM membership WHERE household = ?1)",
        (household,),
    ).fetchone()
    return MyData(
        code=str(fields["code"]),
        head_name=head,
        language=language or cast(LanguageCode, fields.get("language") or desk.office.languages[0]),
        issuer=issuer(desk),
        notice=desk.programme.notice,
        legal_basis=consent[0],
        given=consent[1],
        registered_on=date.fromisoformat(str(fields["registered_on"])),
        source=str(fields.get("source") or ""),
        place=desk.programme.place_names(str(fields["area"])),
        village=str(fields.get("village") or ""),
        address=str(fields.get("address") or ""),
        landmark=str(fields.get("landmark") or ""),
        phones=tuple(households.phones(connection, household)),
        members=tuple(_member(connection, member) for member in members),
        papers=tuple((p.paper, p.at, p.copy_number) for p in households.papers(connection, household)),
        documents=int(documents),
        looked=tuple(
            Looked(line.at, line.by, line.access, line.reason, line.recipient)
            for line in access_log.of_household(desk, household)
        ),
    )


def _member(connection: Any, member: MemberRow) -> MemberData:
    from desktop.printing.my_data_facts import MemberData  # noqa: PLC0415 - start-up time

    person = records.read(connection, "person", member.person) or {}
    (start,) = connection.execute(
        "SELECT start_on FROM membership WHERE id = ?", (member.membership,)
    ).fetchone()
    (portraits,) = connection.execute(
        "SELECT count(*) FROM photo WHERE person = ?", (member.person,)
    ).fetchone()
    return MemberData(
        code=member.code,
        name=member.name,
        other_names=str(person.get("other_names") or ""),
        mother_name=str(person.get("mother_name") or ""),
        sex=member.sex,
        birth=member.birth,
        role=member.role,
        since=date.fromisoformat(start),
        until=date.fromisoformat(member.end_on) if member.end_on else None,
        identifiers=member.identifiers,
        phones=member.phones,
        portraits=int(portraits),
        deceased=member.deceased,
    )
