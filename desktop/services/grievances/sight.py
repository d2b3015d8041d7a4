"""Who may see which grievance: sealed ones only who has the right, and never the person they are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.models import grievances as rows
from desktop.models.grievances import GrievanceRow, Officer
from desktop.services import rights
from desktop.services.desk import Desk
from domain import codes
from domain.problems import Problem, Refused
from domain.rights import Right

Connection = Any
PREFIX = "G-"


@dataclass(frozen=True)
class Sight:
    """A condition on grievances (``g``) with its values, and who looks."""

    where: str
    given: tuple[Any, ...]
    me: Officer
    sealed: bool


def sight(desk: Desk, connection: Connection) -> Sight:
    """What this user may see (V35)."""
    me = rows.officer_of(connection, desk.user.row)
    if not rights.may(desk, Right.see_sealed):
        return Sight("g.sealed IS NOT 1", (), me, sealed=False)
    where = "(g.sealed IS NOT 1 OR g.about IS NOT ? OR g.about_device IS NOT ?)"
    return Sight(where, (me.number, me.device), me, sealed=True)


def named(desk: Desk, connection: Connection, code: str) -> GrievanceRow:
    """The grievance of a code, if this user may see it. Raises Refused: as if there were none, else."""
    line = _of_code(connection, code)
    seen = sight(desk, connection)
    if line is None or (line.sealed and (not seen.sealed or line.about == seen.me.key)):
        raise Refused(Problem("grievance_unknown", "code", facts={"code": code}))
    return line


def heard_here(desk: Desk, connection: Connection, code: str) -> GrievanceRow:
    """The same, or one that this very user wrote down: they may still print its acknowledgement."""
    line = _of_code(connection, code)
    if line is not None and rows.written_here_by(connection, line.id) == desk.user.number:
        return line
    return named(desk, connection, code)


def _of_code(connection: Connection, code: str) -> GrievanceRow | None:
    spelled = normal(code)
    row = rows.row_of_code(connection, spelled) if spelled else None
    return rows.lines(connection, [row])[0] if row is not None else None


def normal(text: str) -> str | None:
    """A grievance's code as printed, from what was typed; None when it is not one."""
    tidy = codes.tidy(text)
    code = codes.normal(tidy.removeprefix(PREFIX)) if tidy.startswith(PREFIX) else None
    return f"{PREFIX}{code}" if code else None
