"""Acting rights (par intérim): who holds which role until when; taken, lent and given back here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.language.dates import long_date, long_moment
from desktop.language.terms import label
from desktop.services import acting, rights, users
from desktop.services.acting import ActingLine
from desktop.services.acting_uses import ActingUse, acting_uses
from desktop.services.desk import Desk
from desktop.ui import icons, theme
from desktop.ui.background import Failure
from desktop.ui.fields.choice import ListField
from desktop.ui.pages.changes.acting_form import ActingForm
from desktop.ui.pages.changes.who import Deciders, deciders
from desktop.ui.pages.changes.words import happened
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.discard import discard
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.words import Words
from desktop.ui.sitting import Sitting
from desktop.ui.speech import Spoken, language, say
from domain.vocabulary import RequestDecision, UserRole


@dataclass(frozen=True)
class Held:
    """Roles held today, what was decided in them, and what this user may do about it."""

    held: tuple[ActingLine, ...]
    uses: tuple[ActingUse, ...]
    names: dict[int, str]
    colleagues: dict[str, str]
    deciders: Deciders
    may_lend: bool


def read_held(desk: Desk) -> Held:
    """Runs on the store lane."""
    everyone = [user for user in users.everyone(desk) if user.active]
    others = [user for user in everyone if user.number != desk.user.number]
    return Held(
        held=tuple(acting.held(desk)),
        uses=tuple(acting_uses(desk)),
        names={user.number: user.full_name or user.username for user in everyone},
        colleagues={user.username: user.full_name or user.username for user in others},
        deciders=deciders(desk),
        may_lend=rights.may(desk, rights.Right.manage_users),
    )


class ActingCard(Spoken, Card):
    """``done`` carries words for the notice bar, ``failed`` a failure."""

    done = Signal(str)
    failed = Signal(object)

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Acting", "Acting rights (par intérim)"), parent)
        self._sitting = sitting
        self._desk, self._runner = sitting.desk, sitting.runner
        self._found: Held | None = None
        self._whole = False
        self._lines = QWidget(self)
        self._why = Words(self._why_words, tone="muted", wrap=True, parent=self)
        self.colleague = ListField(
            lambda: say("Acting", "Who is to hold it"), self._colleagues, required=True, parent=self
        )
        self.colleague.hide()
        self.colleague.settled.connect(self._lend)
        self.form = ActingForm(self._desk, self._runner, self)
        self.form.taken.connect(self._taken)
        self.form.closed.connect(self._closed)
        self.form.failed.connect(self.failed)
        self.take = Button(lambda: say("Acting", "Hold a role myself…"), icon="user-check", parent=self)
        self.lend = Button(lambda: say("Acting", "Let a colleague hold one…"), icon="user-share", parent=self)
        self.back = Button(lambda: say("Acting", "Give it back"), icon="arrow-back-up", parent=self)
        self.more = Button(lambda: say("Acting", "Every use…"), kind="quiet", parent=self)
        self._uses = QWidget(self)
        self._arrange()

    def _arrange(self) -> None:
        acts = QWidget(self)
        flow = Flow(acts, theme.STEP)
        for button in (self.take, self.lend, self.back, self.more):
            flow.addWidget(button)
        for widget in (self._lines, self._why, self.colleague, self.form, acts, self._uses):
            self.body.addWidget(widget)
        self.take.clicked.connect(self._ask_self)
        self.lend.clicked.connect(self._ask_lend)
        self.back.clicked.connect(self.give_back)
        self.more.clicked.connect(self._show_uses)
        self._renew()

    def read(self) -> None:
        """Reads who holds what."""
        self._runner.run(
            lambda _progress: read_held(self._desk), done=self._show, failed=self._failed, owner=self
        )

    def _show(self, found: Held) -> None:
        self._found = found
        self.colleague.offer(self._colleagues)
        self.retranslate()

    def text(self) -> str:
        """What is listed."""
        return "\n".join(label.text() for label in self.findChildren(QLabel) if label.text())

    def _renew(self) -> None:
        found = self._found
        asked = not self.form.isHidden() or not self.colleague.isHidden()
        mine = found is not None and any(line.user == self._desk.user.number for line in found.held)
        self.take.setVisible(found is not None and found.deciders.alone and not mine and not asked)
        self.lend.setVisible(found is not None and found.may_lend and bool(found.colleagues) and not asked)
        self.back.setVisible(mine and not asked)
        self.more.setVisible(found is not None and bool(found.uses) and not self._whole)
        self._uses.setVisible(self._whole)

    # Taking and giving back

    def _ask_self(self) -> None:
        if self._found is not None:
            self.form.ask(self._found.deciders.role)
            self._renew()

    def _ask_lend(self) -> None:
        self.colleague.set_value(None)
        self.colleague.show()
        self._renew()
        self.colleague.setFocus(Qt.FocusReason.TabFocusReason)

    def _lend(self) -> None:
        username = self.colleague.value()
        if username:
            self.form.ask(UserRole.supervisor, username)
            self._renew()

    def _closed(self) -> None:
        self.colleague.hide()
        self._renew()

    def _taken(self) -> None:
        self.colleague.hide()
        self.read()
        self.done.emit(say("Acting", "The role is held from now on; every use is recorded."))

    def give_back(self) -> None:
        """Ends what one holds oneself."""
        self._runner.run(
            lambda _progress: acting.give_back(self._desk),
            done=lambda _count: self._given(),
            failed=self._failed,
            owner=self,
        )

    def _given(self) -> None:
        self.read()
        self.done.emit(say("Acting", "The role is given back."))

    def _failed(self, failure: Failure) -> None:
        self.failed.emit(failure)

    def _show_uses(self) -> None:
        self._whole = True
        self.retranslate()

    # Words

    def _colleagues(self) -> dict[str, str]:
        return self._found.colleagues if self._found else {}

    def _why_words(self) -> str:
        found = self._found
        if found is None or found.deciders.alone or found.held:
            return ""
        return say("Acting", "You may not take a role yourself while a colleague can decide. {who}").format(
            who=found.deciders.words()
        )

    def retranslate(self) -> None:
        found = self._found
        self._why.retranslate()
        self._why.setVisible(bool(self._why.text()))
        nobody = say("Acting", "Nobody holds an acting role today.")
        held = [self._line_words(line) for line in found.held] if found else []
        self._lines = self._replace(self._lines, held or [(nobody, "")], "user-check" if held else "")
        uses = [self._use_words(use) for use in found.uses] if found and self._whole else []
        self._uses = self._replace(self._uses, uses, "checklist")
        self._renew()

    def _replace(self, old: QWidget, lines: list[tuple[str, str]], icon: str) -> QWidget:
        fresh = QWidget(self)
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.STEP)
        for title, beneath in lines:
            column.addWidget(_line(title, beneath, icon))
        self.body.replaceWidget(old, fresh)
        fresh.show()
        discard(old)
        return fresh

    def _line_words(self, line: ActingLine) -> tuple[str, str]:
        name = self._found.names.get(line.user, line.username) if self._found else line.username
        role = label(UserRole, line.role, language())
        until = long_date(date.fromisoformat(line.until_on), language())
        return (
            f"{name} · {role}",
            say("Acting", "until {date} · {reason}").format(date=until, reason=line.reason),
        )

    def _use_words(self, use: ActingUse) -> tuple[str, str]:
        at = long_moment(self._sitting.local(datetime.fromisoformat(use.at)), language())
        parts = (at, use.who, use.household, use.reason)
        decision = label(RequestDecision, use.decision, language())
        return f"{happened(use.kind).words()} · {decision}", " · ".join(part for part in parts if part)


def _line(title: str, beneath: str, icon: str) -> QWidget:
    body = QWidget()
    row = QHBoxLayout(body)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    if icon:
        picture = QLabel(body)
        picture.setPixmap(icons.pixmap(icon, theme.palette().accent, theme.grown(24)))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(2)
    for text, strong in ((title, bool(icon)), (beneath, False)):
        if text:
            shown = QLabel(text, body)
            shown.setTextFormat(Qt.TextFormat.PlainText)
            shown.setWordWrap(True)
            shown.setProperty("weight" if strong else "tone", "strong" if strong else "muted")
            words.addWidget(shown)
    row.addLayout(words, 1)
    return body
