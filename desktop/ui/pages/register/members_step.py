"""Third step: who belongs to the household; a list at the left, one member's questions at the right."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop.language.dates import birth_in_words
from desktop.language.terms import label
from desktop.services import show
from desktop.services.desk import Desk
from desktop.services.look_alikes import LookAlike
from desktop.services.search import PersonLine
from desktop.ui import theme
from desktop.ui.background import Runner
from desktop.ui.pages.register.answers import Answers, Member, Removed
from desktop.ui.pages.register.comparing import Comparing
from desktop.ui.pages.register.finding import Finding
from desktop.ui.pages.register.look_panel import LookPanel
from desktop.ui.pages.register.looking import Looker, Sighting
from desktop.ui.pages.register.member_form import OF_MINOR_HEAD, SELDOM, MemberForm
from desktop.ui.pages.register.member_list import MemberCard, MemberList
from desktop.ui.pages.register.step import Step
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.scroll import scrolling
from desktop.ui.speech import language, say
from desktop.ui.tables.lists import place_words
from domain.problems import Problem, Refused, Severity
from domain.vocabulary import DuplicateDecision, Role

_LIST, _SHORT_LIST = 288, 208
_WIDE = 900
_HIGH = 420  # lower than this, the panel of look-alikes says how many they are and no more
_LOWEST_LIST, _LOWEST_FORM = 84, 176


def name_of(answers: Answers, key: str) -> str:
    """A member's name as far as it is known; empty at first."""
    member = answers.member(key)
    parts = (member.get("given_name"), member.get("family_name"))
    return " ".join(str(part) for part in parts if part)


class MembersStep(Step):
    """``removed`` carries what is needed to bring a member back; ``household_wanted`` a printed code."""

    removed = Signal(object)
    household_wanted = Signal(str)

    def __init__(self, desk: Desk, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._runner = runner
        self.current = ""
        self._problems: Mapping[str, Problem] = {}

    def build(self) -> None:
        self._left, right = Card(parent=self), Card(parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(self._left)
        row.addWidget(right, 1)
        self._add_list()
        self._right = QStackedWidget(right)
        right.body.addWidget(self._right)
        self.form = MemberForm(self.desk)
        self._scroll = scrolling(self.form, self._right)
        self._scroll.setMinimumHeight(theme.grown(_LOWEST_FORM))
        self._right.addWidget(self._scroll)
        self.finding = Finding(self.desk, self._runner, self._right)
        self._right.addWidget(self.finding)
        self.comparing = Comparing(self.desk, self._runner, self._right)
        self._right.addWidget(self.comparing)
        self.looker = Looker(self.desk, self._runner, self._question, self)
        self.form.build()
        for key, field in self.form.fields.items():
            self.add(key, field)
        self._connect()
        self._share_width()

    def _connect(self) -> None:
        self.list.chosen.connect(self.choose)
        self.list.activated.connect(lambda _index: self.begin())
        self.list.dropped.connect(self.remove)
        self.form.drop.clicked.connect(self.remove)
        self.form.known.compound_wanted.connect(self._group)
        self.finding.found.connect(self._found)
        self.finding.closed.connect(self._close_finding)
        self.form.known.household_wanted.connect(self.household_wanted)
        self.form.known.another_wanted.connect(self._describe_again)
        self.looker.seen.connect(self._seen)
        self.look.compare_wanted.connect(self.compare)
        self.comparing.decided.connect(self._decided)
        self.comparing.closed.connect(self._close_and_begin)

    def _add_list(self) -> None:
        margins = self._left.layout()
        if margins is not None:
            margins.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        self.list = MemberList(self._left)
        self.list.setMinimumHeight(theme.grown(_LOWEST_LIST))
        self._left.body.addWidget(self.list, 1)
        self.another = Button(lambda: say("Register", "&Add a member"), icon="plus", parent=self._left)
        self.another.clicked.connect(self.add_member)
        self.known = Button(lambda: say("Register", "Alread&y registered…"), icon="search", parent=self._left)
        self.known.clicked.connect(self.search)
        for button in (self.another, self.known):
            self._left.body.addWidget(button)
        self.look = LookPanel(self._left)
        self._left.body.addWidget(self.look)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.answers is not None:
            self._share_width()

    def _share_width(self) -> None:
        wide = self.width() >= theme.grown(_WIDE)
        inside = 2 * 12  # what the panel keeps free around its button
        buttons = max(button.sizeHint().width() for button in (self.another, self.known))
        buttons = max(buttons, self.look.compare.sizeHint().width() + inside)
        width = theme.grown(_LIST if wide else _SHORT_LIST)
        self._left.setFixedWidth(max(width, buttons + 2 * theme.GAP + 2))
        self.look.show_brief(brief=self.height() < theme.grown(_HIGH))

    # Which member

    def show_answers(self, answers: Answers) -> None:
        self.answers = answers
        self._close_finding()
        self.choose(answers.members[0]["id"])

    def where(self, key: str) -> str:
        return key if key in OF_MINOR_HEAD else f"members.{self.current}.{key}"

    def choose(self, key: str) -> None:
        """Shows this member's questions."""
        answers = self._of()
        self.current = key
        self._close_finding()
        about = answers.known(key)
        for name, field in self.form.fields.items():
            field.set_value(answers.portrait(key) if name == "portrait" else answers.get(self.where(name)))
        compound = answers.get("household.compound")
        self.form.known.show_person(about, compound, typed=answers.was_typed(key))
        seldom = any(answers.get(self.where(name)) for name in SELDOM)
        self.form.show_member(known=bool(about), minor_head=self._minor_head(), seldom=seldom)
        self.show_problems(self._problems)
        self._scroll.verticalScrollBar().setValue(0)
        self.look.show_sighting(Sighting(key))
        self.looker.changed()
        self.show_cards()

    def _minor_head(self) -> bool:
        answers = self._of()
        return answers.head() == self.current and answers.head_is_minor(self.desk.today())

    def _of(self) -> Answers:
        assert self.answers is not None, "a step is shown with its answers"
        return self.answers

    def add_member(self) -> None:
        """One more member, and the keyboard at their first question."""
        self._select(self._of().add_member())

    def remove(self) -> None:
        """Takes the member on screen away; the last one stays, for a household has a head."""
        answers = self._of()
        if len(answers.members) == 1:
            return
        removed = answers.remove(self.current)
        self._select(answers.members[max(0, removed.index - 1)]["id"])
        self.removed.emit(removed)

    def restore(self, removed: Removed) -> None:
        """Brings somebody back."""
        self._of().restore(removed)
        self._select(removed.member["id"])

    def _select(self, key: str) -> None:
        self.choose(key)
        self.answered.emit("members")
        self.begin()

    # Answers

    def put(self, key: str) -> None:
        answers = self._of()
        if key == "portrait":
            answers.set_portrait(self.current, self.form.fields[key].value())
            self.answered.emit(self.where(key))
        else:
            super().put(key)
        self.looker.changed()
        if key in ("birth", "role"):
            self.form.show_minor_head(self._minor_head())
        self.show_cards()

    def begin(self) -> None:
        """The first question without an answer; a head's role is answered already."""
        answers = self._of()
        names = [key for key in ("role", "given_name") if not answers.get(self.where(key))]
        field = self.form.fields[names[0] if names and not answers.known(self.current) else "role"]
        field.setFocus(Qt.FocusReason.TabFocusReason)

    def go_to(self, problem: Problem, where: str) -> None:
        parts = where.split(".")
        if parts[0] == "members" and len(parts) > 1 and parts[1] != self.current:
            self.choose(parts[1])
        head = self._of().head()
        if where in OF_MINOR_HEAD and head is not None and head != self.current:
            self.choose(head)
        if parts[-1] in SELDOM:
            self.form.show_seldom(asked=True)
        super().go_to(problem, where)

    # Somebody already registered

    def search(self) -> None:
        """Searches the register for a member, in the place of the questions."""
        self._right.setCurrentWidget(self.finding)
        self.finding.begin()

    def back(self) -> bool:
        if self._right.currentWidget() is self._scroll:
            return False
        self._close_and_begin()
        return True

    def _close_and_begin(self) -> None:
        self._close_finding()
        self.begin()

    def _close_finding(self) -> None:
        self._right.setCurrentWidget(self._scroll)
        self._left.show()

    # Somebody who may be registered already

    def _question(self) -> tuple[Answers, str] | None:
        return (self.answers, self.current) if self.answers is not None and self.current else None

    def _seen(self, seen: Sighting) -> None:
        if seen.member == self.current:
            self.look.show_sighting(seen)

    def compare(self) -> None:
        """Shows, in the place of the questions, who looks like the member on screen."""
        seen = self.look.sighting()
        if seen.member == self.current and seen.found:
            self._left.hide()
            self._right.setCurrentWidget(self.comparing)
            self.comparing.begin(self._of(), self.current, seen.found)

    def _decided(self, one: LookAlike, decision: DuplicateDecision, note: str) -> None:
        self._of().judge(self.current, one.code, decision.value, note)
        if decision is DuplicateDecision.same:
            self._runner.run(
                lambda _progress: _about(self.desk, one),
                done=lambda about: self._same(one, about),
                owner=self,
            )
            return
        self.answered.emit("members")
        self._close_and_begin()
        self.looker.look()

    def _same(self, one: LookAlike, about: dict[str, Any]) -> None:
        self._of().become_known(self.current, one.code, one.name, about)
        self._select(self.current)

    def _describe_again(self) -> None:
        self._of().describe_again(self.current)
        self._select(self.current)

    def _found(self, line: PersonLine) -> None:
        self._runner.run(
            lambda _progress: _about(self.desk, line), done=lambda about: self._take(line, about), owner=self
        )

    def _take(self, line: PersonLine, about: dict[str, Any]) -> None:
        """The blank card on screen becomes this person; otherwise they are one more member."""
        answers = self._of()
        index, role = len(answers.members), None
        if _is_blank(answers.member(self.current)):
            removed = answers.remove(self.current)
            index, role = removed.index, removed.member.get("role")
        key = answers.add_known(line.code, line.name, about)
        member = answers.members.pop()
        member["role"] = role
        answers.members.insert(index, member)
        self._select(key)

    def _group(self, compound: str) -> None:
        self._of().put("household.compound", compound)
        self.form.known.show_person(self._of().known(self.current), compound)
        self.answered.emit("household.compound")

    # What the list says

    def show_problems(self, problems: Mapping[str, Problem]) -> None:
        self._problems = problems
        theirs = f"members.{self.current}."
        held = any(p.rule == "V15" and where.startswith(theirs) for where, p in problems.items())
        self.look.show_held(held=held)
        super().show_problems(problems)
        self.show_cards()

    def show_cards(self) -> None:
        """Says in the list what was entered so far."""
        answers = self._of()
        cards = [self._card(number, member) for number, member in enumerate(answers.members, 1)]
        self.list.show_cards(cards, self.current)
        self.form.drop.setEnabled(len(cards) > 1)

    def _card(self, number: int, member: Member) -> MemberCard:
        answers, key = self._of(), str(member["id"])
        name = name_of(answers, key) or say("Register", "Member {number}").format(number=number)
        birth = answers.birth(key)
        known = [label(Role, str(member["role"]), language())] if member.get("role") else []
        if birth is not None:
            known.append(birth_in_words(birth, language()))
        theirs = [p for where, p in self._problems.items() if where.startswith(f"members.{key}.")]
        wrong = any(problem.severity is Severity.error for problem in theirs)
        mood = "error" if wrong else "attention" if theirs else ""
        return MemberCard(key, name, "\n".join(known), answers.portrait(key), mood)

    def retranslate(self) -> None:
        if self.answers is not None:
            self._share_width()
            self.show_cards()


def _is_blank(member: Member) -> bool:
    """Whether nothing was said yet of the member but a role."""
    return not any(value for key, value in member.items() if key not in ("id", "role"))


def _about(desk: Desk, line: PersonLine | LookAlike) -> dict[str, Any]:
    """What the window keeps of somebody picked; runs on the store lane."""
    compound = None
    if line.household_code:
        with suppress(Refused):  # a confidential file says nothing of its compound
            compound = show.household(desk, line.household_code).fields.get("compound")
    return {
        "code": line.code,
        "name": line.name,
        "sex": line.sex,
        "birth": line.birth.model_dump(mode="json"),
        "household": line.household_code,
        "place": place_words(line.village, line.area, desk.programme),
        "compound": compound,
    }
