"""The words of the complaints page: lists, standings, what can be done next."""

from __future__ import annotations

from datetime import date

from desktop.language.dates import short_date
from desktop.language.terms import label
from desktop.services.grievances.read import GrievanceRow, Which
from desktop.ui.speech import language, say
from desktop.ui.tables.rows import Column
from domain.window.terms import GrievanceEvent as E
from domain.window.terms import GrievanceKind, GrievanceStatus


def which_words() -> dict[str, str]:
    """The lists one can look at."""
    return {
        Which.open.value: say("Complaints", "Open"),
        Which.overdue.value: say("Complaints", "Past their date"),
        Which.mine.value: say("Complaints", "Mine to answer"),
        Which.escalated.value: say("Complaints", "Passed upwards"),
        Which.to_tell.value: say("Complaints", "Answered, not told yet"),
        Which.all.value: say("Complaints", "All"),
    }


def step_words() -> dict[str, str]:
    """What one does, by event."""
    return {
        E.admit.value: say("Complaints", "Admit it"),
        E.refuse.value: say("Complaints", "Not admit it, and say why"),
        E.assign.value: say("Complaints", "Give it to an officer"),
        E.escalate.value: say("Complaints", "Pass it upwards"),
        E.hand_back.value: say("Complaints", "Take it back from above"),
        E.resolve.value: say("Complaints", "Write the answer"),
        E.close.value: say("Complaints", "Close it: the answer was told"),
        E.appeal.value: say("Complaints", "They do not agree: appeal"),
        E.withdraw.value: say("Complaints", "They withdraw it"),
    }


def columns(today: date) -> list[Column[GrievanceRow]]:
    """The columns of the list."""

    def due(line: GrievanceRow) -> str:
        return short_date(date.fromisoformat(line.due_on))

    def late(line: GrievanceRow) -> tuple[str, str]:
        waits = line.status not in ("resolved", "closed", "not_admissible", "withdrawn")
        if waits and line.due_on < today.isoformat():
            return "alert-triangle", "attention"
        return ("lock", "muted") if line.sealed else ("calendar", "muted")

    return [
        Column(
            lambda: say("Complaints", "Number"),
            lambda line: line.code,
            0,
            rank=2,
            sample=lambda: "G-NSR-MWMW-26-000888-W",
        ),
        Column(lambda: say("Complaints", "Due"), due, 0, sample=lambda: "00/00/0000", mark=late),
        Column(
            lambda: say("Complaints", "About"),
            lambda line: label(GrievanceKind, line.grievance, language()),
            2,
            sample=lambda: label(GrievanceKind, "misconduct", language()),
        ),
        Column(lambda: say("Complaints", "From"), from_words, 2, rank=1, sample=lambda: "Kamran Parvez"),
        Column(
            lambda: say("Complaints", "Standing"),
            lambda line: label(GrievanceStatus, line.status, language()),
            0,
            sample=lambda: label(GrievanceStatus, "in_progress", language()),
        ),
    ]


def from_words(line: GrievanceRow) -> str:
    """Who complains."""
    if line.anonymous:
        return say("Complaints", "without a name")
    return line.name or line.household
