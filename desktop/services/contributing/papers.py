"""Papers of the contributory side: a person's insurance periods (P-13), an employer's statement (P-14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from desktop.models import contributions as rows
from desktop.models import households, records, settings
from desktop.services import confidential
from desktop.services.contributing import employers, periods, statements
from desktop.services.desk import Desk
from desktop.services.fill_papers import issuer
from desktop.services.print_papers import Printed
from domain.contributions.rates import rate_of
from domain.languages import LanguageCode
from domain.vocabulary import Paper

if TYPE_CHECKING:
    from desktop.printing.insured_facts import PeriodsFacts


def periods_preview(
    desk: Desk, person_code: str, language: LanguageCode | None = None, reason: str = "", copy: int = 0
) -> bytes:
    """P-13 as it would be printed, in the household's language unless said. Raises Refused."""
    from desktop.printing.insured_sheet import periods_pdf  # noqa: PLC0415 - start-up time

    household = desk.household_row(person_code)
    confidential.open_file(desk, household, reason)
    with desk.store.reading() as connection:
        kept = records.read(connection, "household", household) or {}
        copies = _copies(connection, household, desk.person_row(person_code))
    spoken = language or cast(LanguageCode, kept.get("language") or desk.office.languages[0])
    return periods_pdf(_periods(desk, person_code, spoken, copy or copies + 1))


def periods_print(
    desk: Desk, person_code: str, language: LanguageCode | None = None, reason: str = ""
) -> Printed:
    """The same, written down as given out. Raises Refused."""
    pages = periods_preview(desk, person_code, language, reason)
    household, person = desk.household_row(person_code), desk.person_row(person_code)
    with desk.writing() as writer:
        kept = records.read(writer.connection, "household", household) or {}
        fields: dict[str, Any] = {
            "household": household,
            "person": person,
            "paper": Paper.insurance_periods.value,
            "language": language or kept.get("language") or desk.office.languages[0],
            "copy_number": _copies(writer.connection, household, person) + 1,
            "reason": reason.strip() or None,
            "at": desk.stamp(),
        }
        place = records.district(writer.connection, "household", household)
        row = writer.create("print", place, fields, about=household)
    return Printed(pages, (row,), ())


def _copies(connection: Any, household: int, person: int) -> int:
    papers = households.papers(connection, household)
    return sum(p.paper == Paper.insurance_periods.value and p.person == person for p in papers)


def _periods(desk: Desk, person_code: str, language: LanguageCode, copy: int) -> PeriodsFacts:
    from desktop.printing.insured_facts import PeriodsFacts  # noqa: PLC0415 - start-up time

    found = periods.portability(desk, person_code)
    return PeriodsFacts(
        issuer=issuer(desk),
        language=language,
        code=found.code,
        name=found.name,
        birth=found.birth,
        periods=tuple(held.period for held in found.periods if not held.wrong),
        wrong=tuple(held.period for held in found.periods if held.wrong),
        totals=found.totals,
        overlaps=found.overlaps,
        copy_number=copy,
    )


def statement_preview(desk: Desk, code: str, language: LanguageCode | None = None) -> bytes:
    """P-14 as it would be printed next. Raises Refused."""
    with desk.store.reading() as connection:
        printed = int(settings.get(connection, _counter(code), "0"))
    return _statement(desk, code, language, printed + 1)


def statement_print(desk: Desk, code: str, language: LanguageCode | None = None) -> bytes:
    """The same, counted as given out by this laptop. Raises Refused."""
    pages = statement_preview(desk, code, language)
    with desk.store.transaction() as connection:
        printed = int(settings.get(connection, _counter(code), "0"))
        settings.put(connection, _counter(code), str(printed + 1))
    return pages


def _counter(code: str) -> str:
    return f"statement printed {code.strip().upper()}"


def _statement(desk: Desk, code: str, language: LanguageCode | None, copy: int) -> bytes:
    from desktop.printing.insured_facts import StatementFacts, StatementRow  # noqa: PLC0415
    from desktop.printing.insured_sheet import statement_pdf  # noqa: PLC0415

    found = statements.named(desk, code)
    scheme = employers.contributory(desk, found.scheme)
    spoken = language or desk.office.languages[0]
    with desk.store.reading() as connection:
        owner = next(one for one in rows.employers(connection, most=100_000) if one.id == found.employer)
        lines = rows.declared(connection, found.id)
        money = [
            one
            for one in rows.paid_by(connection, employer=found.employer)
            if not one.corrected and one.amount and one.statement in (found.code, found.replaces)
        ]
    facts = StatementFacts(
        issuer=issuer(desk),
        language=spoken,
        code=found.code,
        employer=owner.name,
        employer_code=owner.code,
        registration=owner.registration,
        tax_number=owner.tax_number,
        scheme=scheme.names[spoken],
        month=found.month,
        currency=found.currency,
        rate=rate_of(scheme, found.month),
        filed_on=found.filed_on,
        replaces=found.replaces,
        replaced=found.status.value == "replaced",
        lines=tuple(
            StatementRow(
                one.name, one.number, one.code, one.base, one.days, one.worker_due, one.employer_due,
                one.sponsor_due,
            )
            for one in lines
        ),
        payments=tuple((one.paid_on, one.reference, one.amount) for one in reversed(money)),
        base=found.base,
        due=found.due,
        paid=found.paid,
        copy_number=copy,
    )  # fmt: skip
    return statement_pdf(facts)
