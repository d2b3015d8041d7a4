"""The register page: four steps and a receipt, every answer kept as it is given."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from desktop.services import campaigns, drafts
from desktop.services.campaigns import Work
from desktop.ui.background import Failure
from desktop.ui.keeper import Keeper
from desktop.ui.messages import Question, problems_of
from desktop.ui.pages.page import Page
from desktop.ui.pages.print_order import PrintOrder
from desktop.ui.pages.register import told
from desktop.ui.pages.register.answers import CHECK, LANGUAGE, MEMBERS, PLACE, RECEIPT, Answers, Removed
from desktop.ui.pages.register.checking import Checker
from desktop.ui.pages.register.finishing import Finished, finish
from desktop.ui.pages.register.foot import Foot
from desktop.ui.pages.register.members_step import name_of
from desktop.ui.pages.register.resuming import Resuming
from desktop.ui.pages.register.steps import Steps
from desktop.ui.sitting import Sitting
from desktop.ui.speech import Telling, say
from domain.problems import Problem, Severity
from domain.vocabulary import Paper


class RegisterPage(Page):
    """``arrive`` takes a draft's number, or nothing: then what was begun goes on, else a new one begins."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting, scrolls=False)
        self._area: str | None = None
        self._work: Work | None = None
        self._problems: list[Problem] = []
        self._begun = False
        self._registering = False
        self.answers = self._blank()
        self.keeper = Keeper(
            self.runner,
            lambda: self.answers.dump(),
            partial(drafts.save, self.desk),
            partial(drafts.discard, self.desk),
            self,
        )
        self.checker = Checker(self.desk, self.runner, lambda: self.answers, self)
        self.resuming = Resuming(self.desk, self.runner, self.notice, self)
        self.steps = Steps(self.desk, self.runner, self)
        self.body.addWidget(self.steps, 1)
        self.foot = Foot(self)
        self._connect_steps()
        self._connect_foot()
        self._show(self.answers)

    def _blank(self) -> Answers:
        offered, notice = self.desk.office.languages, self.desk.programme.notice
        return Answers.blank(
            legal_basis=notice.legal_basis,
            version=notice.version,
            area=self._area,
            language=offered[0] if len(offered) == 1 else None,
        )

    def _connect_steps(self) -> None:
        steps = self.steps
        steps.chosen.connect(self.show_step)
        steps.answered.connect(self._answered)
        steps.left.connect(self._touched)
        steps.settled.connect(self.keeper.flush)
        steps.confirmed.connect(self._confirm)
        steps.ended.connect(self._focus_primary)
        steps.jumped.connect(self.go_to)
        steps.removed.connect(self._removed)
        steps.household_wanted.connect(lambda code: self.go.emit("household", code))
        self.checker.found.connect(self._found)
        self.keeper.kept.connect(self.wrote)
        self.keeper.failed.connect(self.failed)
        self.resuming.resumed.connect(self._resume)
        self.resuming.failed.connect(self.failed)

    def _connect_foot(self) -> None:
        receipt, foot = self.steps.receipt, self.foot
        receipt.paper.failed.connect(self.failed)
        receipt.paper.said.connect(self._say_done)
        receipt.changed.connect(self._handed)
        foot.went_on.connect(self.go_on)
        foot.went_back.connect(self.back)
        foot.discarded.connect(self.ask_discard)
        foot.printed.connect(receipt.paper.send)
        foot.saved.connect(receipt.paper.ask_place)
        foot.cards.connect(self._print_cards)
        foot.opened.connect(lambda: self.go.emit("household", receipt.household_code()))
        foot.begun.connect(self.new)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.go_on)

    # Coming and going

    def title(self) -> str:
        title = say("Rail", "New household")
        if self._work is None:
            return title
        words = say("Campaign", "{title} · {campaign}, {team}")
        return words.format(title=title, campaign=self._work.name, team=self._work.team)

    def _show_work(self, work: Work | None) -> None:
        if work != self._work:
            self._work = work
            self.retitled.emit()

    def arrive(self, subject: object) -> None:
        """A draft's number resumes it; nothing goes on with what is on screen."""
        self.runner.run(lambda _progress: campaigns.work(self.desk), done=self._show_work, owner=self)
        if isinstance(subject, int) and subject != self.keeper.draft():
            self.keeper.flush()
            self.resuming.open(subject)
            return
        if self.step() == RECEIPT:
            self.new()
            return
        if not self._begun:
            self.resuming.offer()
        self._begin_step()

    def leave(self) -> None:
        self.keeper.flush()

    def back(self) -> bool:
        """Esc: out of a search, to the step before; nothing is lost on the way."""
        if self.steps.back():
            return True
        if self.step() in (LANGUAGE, RECEIPT):
            return False
        self.show_step(self.step() - 1)
        return True

    def _resume(self, draft: int, body: dict[str, object]) -> None:
        self._begun = True
        self.keeper.follow(draft)
        # What an older version did not keep is as in a new one.
        self._show(Answers({**self._blank().dump(), **body}))
        self._begin_step()

    def new(self) -> None:
        """A new registration, its first question ready."""
        self.notice.clear()
        self._begun = False
        self.keeper.flush()
        self.keeper.follow(None)
        self._show(self._blank())
        self.resuming.offer()
        self._begin_step()

    def _show(self, answers: Answers) -> None:
        self.answers = answers
        self._problems = []
        self.steps.show_answers(answers)
        self.show_step(answers.step, begin=False)
        self.checker.changed()

    # Steps

    def step(self) -> int:
        """The number of the step on screen; ``RECEIPT`` after registering."""
        return self.steps.here()

    def show_step(self, number: int, *, begin: bool = True) -> None:
        """Shows a step; every one can be reached at any time."""
        self.answers.step = number
        if number == CHECK:
            self.answers.asked |= {LANGUAGE, PLACE, MEMBERS}
        self.steps.go(number, self.answers)
        self._show_problems()
        if number == CHECK:
            self.checker.check(lambda: self._begin_step() if begin else None)
        elif begin:
            self._begin_step()
        if self._begun:
            self.keeper.changed()

    def go_on(self) -> None:
        """The primary button: to the next step, unless something on this one must be corrected first."""
        here = self.step()
        if here == RECEIPT:
            self._end()
        elif here == CHECK:
            self.register()
        else:
            self.answers.asked.add(here)
            self.checker.check(lambda: self._step_on(here))

    def _step_on(self, here: int) -> None:
        wrong = [p for p in self._problems if told.step_of(p) == here and p.severity is Severity.error]
        if wrong:
            self.go_to(wrong[0])
        else:
            self.show_step(here + 1)

    def _begin_step(self) -> None:
        here = self.step()
        if here == RECEIPT or (here == CHECK and not self.steps.check.summary.points()):
            self._focus_primary()
        else:
            self.steps.build(here).begin()

    def _focus_primary(self) -> None:
        self.foot.primary.setFocus(Qt.FocusReason.TabFocusReason)

    def go_to(self, problem: Problem) -> None:
        """Shows the step and puts the keyboard where the problem is."""
        number = told.step_of(problem)
        if number != self.step():
            self.show_step(number, begin=False)
        self.steps.build(number).go_to(problem, self.answers.field_of(problem.where))
        self.steps.keep_in_view()

    # Answers

    def _answered(self, where: str) -> None:
        self._begun = True
        self.resuming.withdraw()
        if where == "household.area":
            self._area = self.answers.get(where)
        if where == "members":
            # Problems name members by their place: those of before name somebody else now.
            self._problems = []
        self.keeper.changed()
        self.checker.changed()

    def _touched(self, where: str) -> None:
        self.answers.touched.add(where)
        if self.checker.is_behind():
            self.checker.check()  # an answer just given is not called missing until the check catches up
        else:
            self._show_problems()
        self.keeper.flush()

    def _removed(self, removed: Removed) -> None:
        name = str(removed.member.get("given_name") or "")

        def words() -> tuple[str, str]:
            if not name:
                return say("Register", "The member was removed."), ""
            return say("Register", "{name} is no longer in this household.").format(name=name), ""

        undo = (lambda: say("Register", "&Undo"), lambda: self._undo(removed))
        self.notice.show_words(words, "information", undo)

    def _undo(self, removed: Removed) -> None:
        self.notice.clear()
        self.steps.members.restore(removed)

    def _confirm(self, problem: Problem, right: bool) -> None:
        self.answers.confirm(problem, right=right)
        self.keeper.changed()
        self._show_problems()
        if self.step() == CHECK and all(self.answers.is_confirmed(p) for p in self._problems):
            self._focus_primary()

    # Problems

    def problems(self) -> list[Problem]:
        """What the register says of the form as it was last checked."""
        return list(self._problems)

    def _found(self, problems: list[Problem]) -> None:
        self._problems = problems
        self._show_problems()

    def _show_problems(self) -> None:
        self.steps.show_problems(self.answers, self._problems)
        paper = self.steps.receipt.paper
        self.foot.renew(
            self.step(), busy=self._registering, has_pages=paper.has_pages(), in_hand=paper.in_hand
        )

    # The end

    def register(self) -> None:
        """Registers and prints, unless something is to be corrected or confirmed first."""
        if self._registering:
            return
        if any(p.severity is Severity.error or not self.answers.is_confirmed(p) for p in self._problems):
            self.steps.check.begin()
            return
        self._registering = True
        self._show_problems()
        self.keeper.flush()
        copy, sheet = Answers(self.answers.dump()), self.foot.sheet()
        self.runner.run(
            lambda _progress: finish(self.desk, copy, sheet),
            done=self._registered,
            failed=self._not_registered,
            owner=self,
        )

    def _not_registered(self, failure: Failure) -> None:
        """What was typed is still here, and in the draft."""
        self._registering = False
        beside = [problem for problem in problems_of(failure) if problem.where]
        self._problems = beside or self._problems
        self._show_problems()
        if not beside:
            self.failed(failure)
        self._begin_step()

    def _registered(self, finished: Finished) -> None:
        self._registering = self._begun = False
        self.checker.stop()
        if finished.portraits_kept:
            self.keeper.discard()
        self.notice.clear()
        head = self.answers.head()
        self.steps.receipt.show_finished(finished, name_of(self.answers, head) if head else "")
        self.steps.go(RECEIPT, self.answers)
        self._found([])
        self.wrote.emit()
        if finished.failure is not None:
            self.failed(finished.failure)
        else:
            self.steps.receipt.paper.send(quietly=True)
        self._focus_primary()

    def _end(self) -> None:
        paper = self.steps.receipt.paper
        if paper.has_pages() and not paper.in_hand:
            paper.hand_over()
        else:
            self.new()

    def _handed(self) -> None:
        self.wrote.emit()
        self._show_problems()
        self._focus_primary()

    def _print_cards(self) -> None:
        self.go.emit("print", PrintOrder(Paper.card.value, self.steps.receipt.person_codes()))

    def _say_done(self, words: Telling) -> None:
        self.notice.show_words(lambda: (words(), ""), "information")

    def ask_discard(self) -> None:
        """Throwing away cannot be undone: it is asked."""
        Question(
            self,
            lambda: say("Register", "Discard this registration?"),
            lambda: say("Register", "What was typed for this household is lost. Nothing was registered."),
            lambda: say("Register", "Discard"),
            refuse=lambda: say("Register", "Keep it"),
        ).ask(self._discard)

    def _discard(self) -> None:
        self.keeper.discard()
        self.new()

    def retranslate(self) -> None:
        if hasattr(self, "foot"):
            self._show_problems()
