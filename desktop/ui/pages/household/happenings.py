"""What happened to a household, in words: the changes of one act are one line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desktop.language.dates import long_date
from desktop.language.fields import field_in_words
from desktop.language.terms import label
from desktop.services.show import Event, HouseholdView, TimelineRow
from desktop.ui.pages.household import window_lines
from desktop.ui.speech import Telling, language, say
from domain.catalogue import Catalogue
from domain.programme import Programme
from domain.vocabulary import DocumentKind, EndReason, MilestoneStatus, Paper

# Registering writes its records one after the other, the portraits a moment later.
_ONE_ACT = timedelta(seconds=5)
_OF_REGISTERING = frozenset({"person", "membership", "consent", "identifier", "phone", "photo"})


@dataclass(frozen=True)
class Happening:
    """One line of the timeline; ``icon`` is never without its words, ``arrived`` None before it has."""

    at: datetime
    by: str
    icon: str
    words: Telling
    state: str
    arrived: datetime | None = None


def happenings(
    view: HouseholdView, programme: Programme, catalogue: Catalogue | None = None
) -> list[Happening]:
    """The lines, latest first; what the single window did stands among them.

    What only belongs to registering is part of that line.
    """
    teller = _Teller(view, programme)
    begun = next((e for e in view.events if e.kind == "household" and e.created), None)
    lines = []
    for event in view.events:
        if begun is not None and event is not begun and _is_part(event, begun):
            continue
        told = teller.tell(event)
        if told is not None:
            icon, words = told
            at, arrived = moment_of(event.at), moment_of(event.arrived_at)
            assert at is not None  # what was done here was done at some time
            lines.append(Happening(at, event.by, icon, words, event.state, arrived))
    lines += [_of_window(row, view, catalogue) for row in (view.timeline if catalogue else ()) if catalogue]
    return sorted(lines, key=lambda line: window_lines.utc(line.at), reverse=True)


def _of_window(row: TimelineRow, view: HouseholdView, catalogue: Catalogue) -> Happening:
    at = window_lines.utc(window_lines.moment(row))
    icon = window_lines.ICONS[row.kind]
    return Happening(
        at, view.names.get(row.author, ""), icon, lambda: window_lines.words(row, catalogue), row.state
    )


def moment_of(stamp: str) -> datetime | None:
    """A stamp of the register as a moment, None where there is none."""
    return datetime.fromisoformat(stamp) if stamp else None


def _is_part(event: Event, begun: Event) -> bool:
    passed = datetime.fromisoformat(event.at) - datetime.fromisoformat(begun.at)
    of_it = event.kind in _OF_REGISTERING or event.fields.get("event") == "notice.given"
    return event.created and of_it and passed <= _ONE_ACT


class _Teller:
    """Says one change; the view knows the names behind its references."""

    def __init__(self, view: HouseholdView, programme: Programme) -> None:
        self._view, self._programme = view, programme
        self._names = {member.person: member.name for member in view.members}
        self._papers = {paper.print_id: paper for paper in view.papers}

    def tell(self, event: Event) -> tuple[str, Telling] | None:
        if not event.created:
            return "pencil", lambda: self._changed(event)
        tellings: dict[str, tuple[str, Telling]] = {
            "household": ("user-plus", self._registered),
            "person": ("user-plus", lambda: self._named(event, say("Timeline", "{name} was added"))),
            "photo": ("photo", lambda: self._named(event, say("Timeline", "Photo of {name} added"))),
            "identifier": (
                "id",
                lambda: self._named(event, say("Timeline", "Identity document of {name} added")),
            ),
            "phone": ("phone", lambda: self._named(event, say("Timeline", "Telephone added"))),
            "consent": ("message", lambda: say("Timeline", "Privacy notice given")),
            "print": ("printer", lambda: self._printed(event)),
            "handover": ("check", lambda: self._handed_over(event)),
            "document": ("file-text", lambda: self._document(event)),
            "milestone_update": ("flag", lambda: self._milestone(event)),
        }
        return tellings.get(event.kind)

    def _registered(self) -> str:
        return say("Timeline", "Household registered, %n member(s)", "", len(self._view.members))

    def _named(self, event: Event, pattern: str) -> str:
        row = event.fields.get("person")
        name = self._names.get(row if isinstance(row, int) else -1, "")
        own = " ".join(str(event.fields[k]) for k in ("given_name", "family_name") if event.fields.get(k))
        return pattern.format(name=name or own or "–")

    def _changed(self, event: Event) -> str:
        reason = event.fields.get("end_reason")
        if event.kind == "membership" and reason:
            why = label(EndReason, str(reason), language()).lower()
            return say("Timeline", "A membership ended: {reason}").format(reason=why)
        names = [field_in_words(name, language()).lower() for name in event.fields]
        return say("Timeline", "Changed: {fields}").format(fields=", ".join(names))

    def _printed(self, event: Event) -> str:
        number = event.fields.get("copy_number")
        paper = label(Paper, str(event.fields.get("paper")), language())
        if number == 1:
            return say("Timeline", "{paper} printed").format(paper=paper)
        again = say("Timeline", "{paper} printed again, copy {number}: {reason}")
        return again.format(paper=paper, number=number, reason=event.fields.get("reason") or "–")

    def _handed_over(self, event: Event) -> str:
        row = event.fields.get("print")
        paper = self._papers.get(row if isinstance(row, int) else -1)
        name = label(Paper, paper.paper if paper else Paper.receipt.value, language())
        return say("Timeline", "{paper} handed over").format(paper=name)

    def _document(self, event: Event) -> str:
        kind = label(DocumentKind, str(event.fields.get("document")), language())
        title = str(event.fields.get("title") or "")
        what = f"{kind}, {title}" if title else kind
        return say("Timeline", "Document kept: {what}").format(what=what)

    def _milestone(self, event: Event) -> str:
        fields = event.fields
        template = self._programme.template("household")
        item = template.item(str(fields.get("item"))) if template else None
        name = item.names[language().code] if item else str(fields.get("item"))
        status = label(MilestoneStatus, str(fields.get("status")), language()).lower()
        on = long_date(date.fromisoformat(str(fields.get("on"))), language())
        if fields.get("corrects"):
            pattern = say("Timeline", "Corrected: “{milestone}”, {status} on {date}")
        else:
            pattern = say("Timeline", "“{milestone}”: {status} on {date}")
        return pattern.format(milestone=name, status=status, date=on)
