"""The form of a new complaint: short, in the person's own words, with or without a name."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.language.terms import labels
from desktop.services.desk import Desk
from desktop.services.grievances import read
from desktop.services.grievances.hear import Heard
from desktop.ui.background import Runner
from desktop.ui.fields.choice import ListField
from desktop.ui.fields.day import DayField
from desktop.ui.fields.registered import RegisteredField
from desktop.ui.fields.text import LongTextField, TextField
from desktop.ui.fields.tick import TickField
from desktop.ui.pages.campaigns.panels import Panel
from desktop.ui.parts.words import Words
from desktop.ui.remembered import Remembered
from desktop.ui.speech import language, say
from domain.problems import Problem, Refused
from domain.window.grievance import DUE_DAYS, SEALED_KINDS
from domain.window.terms import GrievanceChannel, GrievanceKind


class HearPanel(Panel):
    """``heard`` gives what was written down, as the service takes it."""

    def __init__(
        self, desk: Desk, runner: Runner, remembered: Remembered, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._remembered = desk, remembered
        kind = ListField(
            lambda: say("Complaints", "What it is &about"),
            lambda: labels(GrievanceKind, language()),
            required=True,
            parent=self,
        )
        channel = ListField(
            lambda: say("Complaints", "&How it came"),
            lambda: labels(GrievanceChannel, language()),
            required=True,
            parent=self,
        )
        self.pair(kind=kind, channel=channel)
        self.told = Words(self._told_words, size="small", tone="muted", wrap=True, parent=self)
        self.column.addWidget(self.told)
        kind.changed.connect(self._renew)
        self.pair(anonymous=TickField(lambda: say("Complaints", "A&nonymous: nobody is named"), parent=self))
        self.fields["anonymous"].changed.connect(self._renew)
        self._who(runner)
        text = LongTextField(lambda: say("Complaints", "&What they say"), required=True, parent=self)
        self.pair(text=text)
        self._more()
        self.column.addStretch(1)
        self.clear()

    def _who(self, runner: Runner) -> None:
        household = RegisteredField(
            lambda: say("Complaints", "H&ousehold"),
            self._desk,
            runner,
            households=True,
            hint=lambda: say("Complaints", "A name or a code; empty when they are not registered."),
            parent=self,
        )
        self.pair(household_code=household)
        name = TextField(lambda: say("Complaints", "Na&me, when not registered"), longest=120, parent=self)
        contact = TextField(
            lambda: say("Complaints", "Telephone or place to &tell them"), longest=120, parent=self
        )
        self.pair(name=name, contact=contact)

    def _more(self) -> None:
        incident = DayField(lambda: say("Complaints", "&Day it happened, if any"), parent=self)
        about = ListField(
            lambda: say("Complaints", "O&fficer it is about, if any"), self._officers, parent=self
        )
        self.pair(incident_on=incident)
        self.pair(about=about)
        sealed = TickField(
            lambda: say("Complaints", "S&ealed: not on ordinary lists"),
            hint=lambda: say("Complaints", "Misconduct and violence always are."),
            parent=self,
        )
        self.pair(sealed=sealed)

    def _officers(self) -> dict[str, str]:
        people = {one.username: one.name or one.username for one in read.colleagues(self._desk)}
        return {"": say("Complaints", "Nobody"), **people}

    def _renew(self) -> None:
        nameless = bool(self.fields["anonymous"].value())
        for name in ("household_code", "name", "contact"):
            self.fields[name].setVisible(not nameless)
        self.told.retranslate()

    def _told_words(self) -> str:
        chosen = self.text("kind") if "kind" in self.fields else ""
        if not chosen:
            return say("Complaints", "The kind says by when an answer is due.")
        kind = GrievanceKind(chosen)
        words = say("Complaints", "An answer is due within %n day(s).", "", DUE_DAYS[kind])
        if kind in SEALED_KINDS:
            words += " " + say("Complaints", "It is sealed: only those who may see it find it again.")
        return words

    def clear(self, household: str = "") -> None:
        """An empty form, of a household where one is named; the way the last one came stays chosen."""
        for field in self.fields.values():
            field.set_value(None)
            field.set_problem(None)
        channel = self._remembered.complaint_channel
        self.fields["channel"].set_value(
            channel if channel in set(GrievanceChannel) else GrievanceChannel.desk.value
        )
        if household:
            self.fields["household_code"].set_value(household)
        self._renew()

    def heard(self) -> Heard:
        """What was written. Raises Refused for what is missing or no day."""
        kind, channel = self.text("kind"), self.text("channel")
        missing = [name for name, value in (("kind", kind), ("channel", channel)) if not value]
        if missing:
            raise Refused([Problem("field_missing", name) for name in missing])
        nameless = bool(self.fields["anonymous"].value())
        self._remembered.complaint_channel = channel
        return Heard(
            GrievanceKind(kind),
            GrievanceChannel(channel),
            self.text("text"),
            household_code="" if nameless else self.text("household_code"),
            name="" if nameless else self.text("name"),
            contact="" if nameless else self.text("contact"),
            anonymous=nameless,
            sealed=bool(self.fields["sealed"].value()),
            about=self.text("about"),
            incident_on=written_day(self.text("incident_on"), "incident_on"),
        )

    def retranslate(self) -> None:
        self.told.retranslate()


def written_day(text: str, where: str) -> date | None:
    """The day that was written, None where nothing was. Raises Refused."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(Problem("field_wrong", where, facts={"expected": "day"})) from None
