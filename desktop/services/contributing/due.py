"""What the contributory side puts on the agenda: statements not filed, money owing, visits to make again."""

from __future__ import annotations

from datetime import date

from desktop.models import contributions as rows
from desktop.services.desk import Desk
from domain.contributions.rates import first_day, last_day, month_of, next_month
from domain.contributions.terms import StatementStatus
from domain.window.agenda import Due, DueKind

# A month's statement and its money are due by this day of the month after.
DUE_DAY = 15


def due(desk: Desk, on: date) -> list[Due]:
    """Last month's statements that are missing or unpaid, and follow-ups of visits, up to a day."""
    month = next_month(month_of(on), -1 if on.day >= DUE_DAY else -2)
    by = first_day(next_month(month)).replace(day=DUE_DAY)
    found: list[Due] = []
    with desk.store.reading() as connection:
        for code, name, scheme in rows.without_statement(connection, month, last_day(month).isoformat()):
            facts: dict[str, str | int] = {"name": name, "month": month, "scheme": scheme}
            found.append(Due(DueKind.statement, by, "", "statement_missing", facts, "employers", code))
        employers = {line.id: line.code for line in rows.employers(connection, most=100_000)}
        for line in rows.statements(connection, month=month):
            if line.status is StatementStatus.filed and line.owing > 0:
                facts = {"name": line.employer_name, "month": month, "scheme": line.scheme}
                code = employers.get(line.employer, "")
                found.append(Due(DueKind.statement, by, "", "statement_unpaid", facts, "employers", code))
        for day, code, name in rows.follow_ups(connection, on.isoformat()):
            found.append(
                Due(
                    DueKind.statement,
                    date.fromisoformat(day),
                    "",
                    "employer_follow_up",
                    {"name": name},
                    "employers",
                    code,
                )
            )
    return found
