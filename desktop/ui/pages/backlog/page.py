"""The backlog page: code, head and members of one paper form; one key saves it and the next begins."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut

from desktop.services import backlog, campaigns, register, reserve_codes
from desktop.services.backlog import PaperForm
from desktop.services.campaigns import Work
from desktop.services.register import Registered
from desktop.ui import theme
from desktop.ui.background import Failure, Progress
from desktop.ui.messages import Question, explain, problems_of
from desktop.ui.pages.backlog.columns import COLUMNS, shown
from desktop.ui.pages.backlog.grid import Grid
from desktop.ui.pages.backlog.head import FormHead
from desktop.ui.pages.page import Page
from desktop.ui.parts.button import Button
from desktop.ui.parts.words import Words
from desktop.ui.sitting import Sitting
from desktop.ui.speech import say
from domain import codes
from domain.problems import Problem, Severity
from domain.registration import warning_key

_LOW = 560
_SPEED_FROM = 3  # forms; of fewer, a speed says nothing
_KEYS = ("F9", "F10", "F11")


class BacklogPage(Page):
    """Everything is reached by keyboard; every cell is kept as it is left."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self.form = PaperForm()
        self._problems: list[Problem] = []
        self._looked_at: set[str] = set()
        self._told: set[str] = set()
        self._saving = False
        self._checking: Progress | None = None
        self._forms = self._people = 0
        self._since: float | None = None
        self._work: Work | None = None
        self._begun = False
        self._about = Words(self._about_words, size="small", tone="muted", wrap=True, parent=self)
        self.head = FormHead(self.desk, self)
        self.grid = Grid(self)
        self._legend = Words(self._legend_words, size="small", tone="muted", wrap=True, parent=self)
        self._summary = Words(self._summary_words, strong=True, wrap=True, parent=self)
        self._summary.hide()
        for widget in (self._about, self.head, self._summary):
            self.body.addWidget(widget)
        self.body.addWidget(self.grid, 1)
        self.body.addWidget(self._legend)
        self._add_foot()
        self._connect()

    def _add_foot(self) -> None:
        self._tally = Words(self._tally_words, tone="muted", parent=self)
        self.clear = Button(
            lambda: say("Backlog", "Cl&ear the form"), icon="trash", kind="quiet", parent=self
        )
        self.clear.clicked.connect(self.ask_clear)
        self.add_secondary(self._tally)
        self.add_secondary(self.clear)
        self.save_button = Button(
            lambda: say("Backlog", "&Save, next form (F12)"), icon="check", kind="primary", parent=self
        )
        self.save_button.clicked.connect(self.save)
        self.add_primary(self.save_button)

    def _connect(self) -> None:
        self.head.typed.connect(self._typed)
        self.head.coded.connect(self._check_code)
        self.head.ended.connect(lambda: self.grid.stand_in(0, 0))
        self.grid.rows.typed.connect(self._typed)
        self.grid.ended.connect(self.save_button.setFocus)
        self.grid.backed.connect(lambda: self.head.begin("guardian"))
        self.grid.moved.connect(self._legend.retranslate)
        self.grid.entered_by_keyboard.connect(self._to_members)
        self.head.began.connect(self._to_head)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(0)
        self._wait.timeout.connect(self._keep)
        QShortcut(QKeySequence("F12"), self, self.save)
        QShortcut(QKeySequence("Ctrl+O"), self, self.open_household)

    # Coming and going

    def title(self) -> str:
        return say("Backlog", "Paper forms")

    def trail(self) -> list[tuple[str, str]]:
        return [(say("Rail", "In bulk"), "bulk")]

    def arrive(self, subject: object) -> None:
        """What was under way goes on; else a new form begins."""
        self.runner.run(lambda _progress: self._read(), done=self._arrived, owner=self)

    def _read(self) -> tuple[PaperForm | None, Work | None]:
        return (None if self._begun else backlog.kept(self.desk)), campaigns.work(self.desk)

    def _arrived(self, found: tuple[PaperForm | None, Work | None]) -> None:
        kept, self._work = found
        if not self._begun:
            self._begun = True
            self._show(kept or PaperForm({"on": self.desk.today().isoformat()}))
        self._about.retranslate()
        self.head.begin()

    def leave(self) -> None:
        self.grid.finish()
        self._keep()

    def back(self) -> bool:
        """Esc: from the members to the head; from there to the page before."""
        if self.grid.hasFocus() or self.grid.isAncestorOf(self.focusWidget()):
            self.grid.finish()
            self.head.begin()
            return True
        return False

    def _show(self, form: PaperForm) -> None:
        self.form = form
        self._problems, self._looked_at, self._told = [], set(), set()
        self.head.show_form(form)
        self.grid.rows.show_form(form)
        self._check()

    def _to_members(self) -> None:
        """In a low window the head makes room for the members, and is summed up in a line."""
        low = self.height() < theme.grown(_LOW)
        self._summary.retranslate()
        self._summary.setVisible(low)
        self.head.setVisible(not low)
        self._about.setVisible(not low)

    def _to_head(self) -> None:
        self._summary.hide()
        self.head.show()
        self._about.show()

    def _summary_words(self) -> str:
        fields = self.head.fields
        area = self.desk.programme.area(str(fields["area"].value() or ""))
        said = [fields["code"].value(), area.name if area else "", fields["village"].value()]
        return " · ".join(str(one) for one in said if one)

    # Typing

    def _typed(self) -> None:
        if self._since is None:
            self._since = monotonic()
        self._looked_at = set()
        self._wait.start()

    def _keep(self) -> None:
        self._wait.stop()
        self.head.put_into(self.form)
        self._told |= set(self.form.head) - {"code"}
        form = backlog.load(self.form.dump())
        self.runner.run(
            lambda _progress: backlog.keep(self.desk, form),
            done=lambda _none: self.wrote.emit(),
            failed=self.failed,
            owner=self,
        )
        self._check()

    def _check(self) -> None:
        if self._checking is not None:
            self._checking.forget()
        form = backlog.load(self.form.dump())
        self._checking = self.runner.run(
            lambda _progress: self._problems_of(form), done=self._found, failed=self.failed, owner=self
        )

    def _problems_of(self, form: PaperForm) -> list[Problem]:
        read, missing = backlog.registration(self.desk, form)
        said = {problem.where for problem in missing}
        return [*missing, *(p for p in register.check(self.desk, read) if p.where not in said)]

    def _found(self, problems: list[Problem]) -> None:
        self._problems = problems
        cells, rest = backlog.problems_by_row(self.form, problems)
        self.grid.rows.show_problems(cells)
        self.grid.show_problems()
        self.head.show_problems(rest, self._told)

    def _check_code(self, text: str) -> None:
        """The code is checked as soon as it is left: typed wrong, not ours, or used already."""
        if not text:
            return
        self._told.add("code")
        problem = reserve_codes.code_problem(self.desk, text)
        normal = codes.normal(text)
        if normal is not None and normal != text:
            self.head.fields["code"].set_value(normal)
        self.head.fields["code"].set_problem(problem)
        if problem is not None and problem.code == "form_code_used":
            self.notice.show_words(
                lambda: explain(problem),
                "error",
                (lambda: say("Backlog", "&Open the household (Ctrl+O)"), self.open_household),
            )

    def open_household(self) -> None:
        """Shows the household that carries the code typed, if there is one."""
        code = codes.normal(str(self.head.fields["code"].value()))
        problem = reserve_codes.code_problem(self.desk, code) if code else None
        if code is not None and problem is not None and problem.code == "form_code_used":
            self.go.emit("household", code)

    # Saving

    def save(self) -> None:
        """Registers the form; errors and unseen warnings stop it, each named where it stands."""
        if self._saving:
            return
        self.grid.finish()
        self._wait.stop()
        self.head.put_into(self.form)
        self._told = set(self.head.fields)
        form = backlog.load(self.form.dump())
        self.runner.run(
            lambda _progress: (form, self._problems_of(form)),
            done=lambda found: self._looked(*found),
            failed=self.failed,
            owner=self,
        )

    def _looked(self, form: PaperForm, problems: list[Problem]) -> None:
        self._found(problems)
        errors = [problem for problem in problems if problem.severity is Severity.error]
        warnings = {warning_key(p) for p in problems if p.severity is Severity.warning}
        if errors:
            self._show_errors(errors)
        elif warnings - self._looked_at:
            self._looked_at = warnings
            self.notice.show_words(
                lambda: (
                    say("Backlog", "%n point(s) to look at.", "", len(warnings)),
                    say("Backlog", "Correct them, or press F12 again: they are saved as you typed them."),
                ),
                "attention",
            )
            self._go_to(next(p for p in problems if p.severity is Severity.warning))
        else:
            self._register(form, warnings)

    def _show_errors(self, errors: list[Problem]) -> None:
        first = errors[0]
        self.notice.show_words(
            lambda: (
                say("Backlog", "%n point(s) to correct before this form can be saved.", "", len(errors)),
                " ".join(explain(first)),
            ),
            "error",
        )
        self._go_to(first)

    def _go_to(self, problem: Problem) -> None:
        """Gives the keyboard to the cell or field a problem is about."""
        cells, _rest = backlog.problems_by_row(self.form, [problem])
        keys = [column.key for column in COLUMNS]
        for row, columns in cells.items():
            self.grid.stand_in(row, keys.index(next(iter(columns))))
            return
        wrong = self.head.first_wrong()
        if wrong is not None:
            self.head.begin(wrong)
        else:
            self.grid.stand_in(0, 0)

    def _register(self, form: PaperForm, confirmed: set[str]) -> None:
        self._saving = True
        following = form.next()

        def work(_progress: Progress) -> Registered:
            read, _missing = backlog.registration(self.desk, form)
            done = register.register(self.desk, read.model_copy(update={"confirmed": sorted(confirmed)}))
            backlog.keep(self.desk, following)
            return done

        self.runner.run(
            work, done=lambda done: self._saved(done, following), failed=self._refused, owner=self
        )

    def _refused(self, failure: Failure) -> None:
        self._saving = False
        self._show_errors(list(problems_of(failure)))

    def _saved(self, done: Registered, following: PaperForm) -> None:
        self._saving = False
        if not done.already:
            self._forms += 1
            self._people += len(done.persons)
        self._show(following)
        self._tally.retranslate()
        self.notice.show_words(
            lambda: (say("Backlog", "Saved: {code}").format(code=done.code), ""),
            "information",
        )
        self.wrote.emit()
        self.head.begin()

    def ask_clear(self) -> None:
        """Throws what is typed away, after asking."""
        Question(
            self,
            lambda: say("Backlog", "Clear this form?"),
            lambda: say("Backlog", "What was typed of it is thrown away. Forms already saved stay."),
            lambda: say("Backlog", "&Clear"),
        ).ask(self._clear)

    def _clear(self) -> None:
        self.notice.clear()
        self._show(self.form.next())
        self._keep()
        self.head.begin()

    # Words

    def _about_words(self) -> str:
        if self._work is None:
            return say("Backlog", "Type the code of the form, or scan it. Enter goes on, everywhere.")
        words = say("Backlog", "For {campaign}, team {team}. Enter goes on, everywhere.")
        return words.format(campaign=self._work.name, team=self._work.team)

    def _legend_words(self) -> str:
        """The keys of the cell that has the keyboard."""
        column = COLUMNS[max(0, self.grid.currentIndex().column())]
        values = [shown(column, kept) for kept in self.grid.common()]
        parts = [f"{key} {value}" for key, value in zip(_KEYS, values, strict=False)]
        above = self.grid.shown_above()
        if above:
            parts.append(say("Backlog", "Ctrl+D {value}").format(value=shown(column, above)))
        parts += [self._hint(column.key), say("Backlog", "Ctrl+Delete removes the row")]
        return "   ".join(part for part in parts if part)

    def _hint(self, key: str) -> str:
        hints = {
            "given_name": say("Backlog", "Enter in an empty row: no more members"),
            "family_name": say("Backlog", "- means one name only"),
            "sex": say("Backlog", "F, M, or ? and a reason"),
            "role": say("Backlog", "The number on the form, or first letters"),
            "birth": say("Backlog", "12/04/1987, 04/1987, 1987, an age, or ?"),
            "scheme": say("Backlog", "The number on the form; empty is the national number"),
        }
        return hints.get(key, "")

    def _tally_words(self) -> str:
        if not self._forms or self._since is None:
            return say("Backlog", "No form saved in this sitting yet.")
        hours = max(monotonic() - self._since, 1.0) / 3600
        forms = say("Backlog", "%n form(s) saved", "", self._forms)
        people = say("Backlog", "%n person(s)", "", self._people)
        if self._forms < _SPEED_FROM:
            return f"{forms} · {people}"
        speed = say("Backlog", "%n form(s) an hour", "", round(self._forms / hours))
        return f"{forms} · {people} · {speed}"
