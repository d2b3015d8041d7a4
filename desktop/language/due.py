"""What is due, in words: one sentence for each title of the agenda."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from desktop.language.catalogue import Language, mark
from desktop.language.dates import long_date
from desktop.language.terms import label
from domain.window.agenda import Due, DueKind
from domain.window.terms import GrievanceKind

# Title of a line → its sentence, with the line's facts in it; facts that are dates are said in words. Each
# part adds the titles of its own `due` here.
TITLES: dict[str, str] = {
    "grievance_due": mark("Agenda", "Complaint {code} waits for an answer"),
    "grievance_to_tell": mark("Agenda", "Complaint {code}: tell the answer"),
    "statement_missing": mark("Agenda", "Statement of {month} to file, {scheme}"),
    "statement_unpaid": mark("Agenda", "Statement of {month} not paid, {scheme}"),
    "employer_follow_up": mark("Agenda", "Visit this employer again"),
    "enrolment_to_decide": mark("Agenda", "Decide on an application, {scheme}"),
    "enrolment_to_check": mark("Agenda", "Check an application, {scheme}"),
    "enrolment_to_start": mark("Agenda", "Enrolled, not started yet, {scheme}"),
    "enrolment_place_free": mark("Agenda", "A place is free, {scheme}: first on the list"),
    "enrolment_until": mark("Agenda", "Entitled until {date}, {scheme}: look again"),
    "enrolment_exit_death": mark("Agenda", "Exit proposed, {scheme}: death"),
    "enrolment_exit_duplicate": mark("Agenda", "Exit proposed, {scheme}: enrolled twice"),
    "enrolment_exit_relocation": mark("Agenda", "Exit proposed, {scheme}: moved away"),
    "enrolment_exit_programme_end": mark("Agenda", "Exit proposed, {scheme}: the scheme is closed"),
}
# Titles of lines that stand for many.
COUNTED: dict[str, Callable[[Language, int], str]] = {
    "requests_to_decide": lambda words, n: words.say("Agenda", "%n request(s) to decide", "", n),
    "duplicates_to_compare": lambda words, n: words.say(
        "Agenda", "%n possible duplicate(s) to compare", "", n
    ),
    "conflicts_to_settle": lambda words, n: words.say("Agenda", "%n change(s) to settle", "", n),
    "changes_to_send": lambda words, n: words.say("Agenda", "%n change(s) to send", "", n),
}
# The icon of each kind, of resources/icons.
ICONS: dict[DueKind, str] = {
    DueKind.grievance: "message",
    DueKind.appointment: "calendar",
    DueKind.follow_up: "route",
    DueKind.referral_received: "route",
    DueKind.enrolment_decision: "checklist",
    DueKind.enrolment_exit: "logout",
    DueKind.enrolment_review: "user-check",
    DueKind.proof_of_life: "user-check",
    DueKind.payment_cycle: "wallet",
    DueKind.list_objections: "users-group",
    DueKind.plan_target: "flag",
    DueKind.assessment: "forms",
    DueKind.statement: "file-text",
    DueKind.milestone: "flag",
    DueKind.request: "checklist",
    DueKind.duplicate: "users",
    DueKind.conflict: "alert-triangle",
    DueKind.sync: "cloud-upload",
}


def due_in_words(due: Due, language: Language) -> str:
    """What is to be done: ``Complaint G-… waits for an answer``."""
    counted = COUNTED.get(due.title)
    if counted is not None:
        return counted(language, due.count)
    if due.title == "appointment":
        return str(due.facts.get("title"))
    source = TITLES.get(due.title)
    if source is None:
        return due.title
    facts = {name: _fact(value, language) for name, value in due.facts.items()}
    return language.find("Agenda", source).format_map(_Facts(facts))


def beneath(due: Due, today: date, language: Language) -> str:
    """Whom it is about, and since when it is late."""
    who = str(due.facts.get("name") or "") or due.household_code
    kind = due.facts.get("kind")
    about = label(GrievanceKind, str(kind), language) if due.kind is DueKind.grievance and kind else ""
    parts = (str(due.facts.get("time") or ""), about, who, _when(due, today, language))
    return " · ".join(part for part in parts if part)


def _when(due: Due, today: date, language: Language) -> str:
    late = due.late(today)
    if due.title in COUNTED or due.title == "grievance_to_tell":
        return ""
    if late > 0:
        return language.say("Agenda", "%n day(s) late", "", late)
    if late == 0:
        return language.say("Agenda", "due today")
    return language.say("Agenda", "due on {date}").format(date=long_date(due.on, language))


def _fact(value: str | int, language: Language) -> str:
    if isinstance(value, str) and len(value) == 10 and value[4:5] == "-" and value[7:8] == "-":
        try:
            return long_date(date.fromisoformat(value), language)
        except ValueError:
            return value
    return str(value)


class _Facts(dict[str, str]):
    """A sentence may name what a line from an older version does not have."""

    def __missing__(self, name: str) -> str:
        return "–"
