"""Import a list: choose it, say what its columns hold, check it, then register who is in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from desktop.language import lists
from desktop.services.bulk import importing, preview
from desktop.services.bulk.preview import Preview
from desktop.services.bulk.report import Comparing, Options, Report, Speech
from desktop.ui import files
from desktop.ui.background import NETWORK, Failure, Progress
from desktop.ui.messages import problems_of
from desktop.ui.pages.bulk.columns_card import ColumnsCard
from desktop.ui.pages.bulk.defaults_card import DefaultsCard
from desktop.ui.pages.bulk.drop_card import DropCard
from desktop.ui.pages.bulk.going import GoingCard
from desktop.ui.pages.bulk.result_card import ResultCard
from desktop.ui.pages.bulk.words_card import WordsCard
from desktop.ui.pages.page import Page
from desktop.ui.parts.button import Button
from desktop.ui.sitting import Sitting
from desktop.ui.speech import language, say
from domain.bulk.mapping import SourceMapping

Found = tuple[Preview, SourceMapping]


class ImportPage(Page):
    """The work goes on while other pages are used: it has a lane of its own, beside the window's."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self._path: Path | None = None
        self._seen: Preview | None = None
        self._mapping = SourceMapping()
        self._checked: Report | None = None
        self.drop = DropCard(self)
        self.drop.chosen.connect(self.open)
        self.drop.sheet_chosen.connect(self._choose_sheet)
        self.drop.source_said.connect(self._recall)
        self.columns = ColumnsCard(self)
        self.defaults = DefaultsCard(self.desk, self)
        self.words = WordsCard(self)
        self.result = ResultCard(self)
        self.going = GoingCard(self)
        for card in (self.drop, self.columns, self.defaults, self.going, self.result, self.words):
            self.body.addWidget(card)
        self.body.addStretch(1)
        self.columns.changed.connect(self._changed)
        self.defaults.changed.connect(self._changed)
        self._add_buttons()
        self._show_stage()

    def _add_buttons(self) -> None:
        self.save = Button(lambda: say("Bulk", "Save the re&fused rows…"), icon="download", parent=self)
        self.save.clicked.connect(self._ask_place)
        self.again = Button(lambda: say("Bulk", "Check a&gain"), icon="refresh", parent=self)
        self.again.clicked.connect(self.check)
        self.held = Button(lambda: say("Bulk", "Households held &back"), icon="clock", parent=self)
        self.held.clicked.connect(lambda: self.go.emit("held", None))
        for button in (self.again, self.save, self.held):
            self.add_secondary(button)
        self.act = Button(self._act_words, icon="check", kind="primary", parent=self)
        self.act.clicked.connect(self._act)
        self.add_primary(self.act)

    def title(self) -> str:
        return say("Bulk", "Import a list")

    def trail(self) -> list[tuple[str, str]]:
        return [(say("Rail", "In bulk"), "bulk")]

    def arrive(self, subject: object) -> None:
        """``subject`` may be the path of a list."""
        if isinstance(subject, Path):
            self.open(subject)
        (self.act if self._seen else self.drop.choose).setFocus()

    # -- the list

    def open(self, path: Path, sheet: str | None = None) -> None:
        """Reads the beginning of a list, and suggests what its columns hold."""
        source = self.drop.source.value() if self._path == path else path.stem
        self.runner.run(
            lambda _progress: self._read(path, sheet, source),
            done=lambda found: self._opened(path, found),
            owner=self,
        )

    def _read(self, path: Path, sheet: str | None, source: str) -> Found:
        seen = preview.preview(path, sheet or None)
        return seen, preview.mapping_for(self.desk, seen, source)

    def _opened(self, path: Path, found: Found) -> None:
        self.notice.clear()
        if self._path != path:
            self.drop.source.set_value(path.stem)
        self._path = path
        self._seen, self._mapping = found
        self.drop.show_preview(path, self._seen)
        self.words.ask({}, {})
        self._show_mapping()

    def _choose_sheet(self, sheet: str) -> None:
        if self._path is not None and self._seen is not None and sheet != self._seen.told.sheet:
            self.open(self._path, sheet)

    def _recall(self) -> None:
        """Another name for the source: its columns may be known."""
        seen, source = self._seen, self.drop.source.value()
        if seen is None or not source:
            return
        self.drop.source.set_problem(None)
        self.runner.run(
            lambda _progress: preview.known_mapping(self.desk, seen, source),
            done=self._recalled,
            owner=self,
        )

    def _recalled(self, known: SourceMapping | None) -> None:
        if known is not None and known != self._mapping:
            self._mapping = known
            self._show_mapping()

    def _show_mapping(self) -> None:
        if self._seen is not None:
            self.columns.show_columns(self._seen, self._mapping)
            self.defaults.show_defaults(self._mapping.defaults)
        self._changed()

    def mapping(self) -> SourceMapping:
        """What the columns mean as the page says now."""
        words = {field: dict(known) for field, known in self._mapping.words.items()}
        for field, said in self.words.words().items():
            words.setdefault(field, {}).update(said)
        return SourceMapping(
            columns=self.columns.chosen(),
            dates=self.columns.dates(),
            words=words,
            defaults=self.defaults.defaults(),
        )

    def options(self) -> Options:
        """What to do with it."""
        sheet = self._seen.told.sheet if self._seen and self._seen.told.kind == "XLSX" else None
        comparing = Comparing(self.defaults.comparing.value() or Comparing.judge)
        return Options(self.drop.source.value(), comparing, sheet=sheet)

    # -- check, register

    def _changed(self) -> None:
        """A check of something else says nothing of this."""
        self._checked = None
        self.result.hide()
        self._show_stage()

    def _show_stage(self) -> None:
        seen, done = self._seen is not None, self._checked
        for card in (self.columns, self.defaults):
            card.setVisible(seen)
        self.again.setVisible(done is not None)
        self.save.setVisible(done is not None and done.refused > 0)
        self.held.setVisible(done is not None and done.held > 0)
        self.act.setEnabled(seen)
        self.act.setVisible(done is None or (done.dry_run and done.registered > 0) or done.stopped)
        self.act.retranslate()

    def _act_words(self) -> str:
        done = self._checked
        if done is None:
            return say("Bulk", "&Check the list")
        if done.stopped:
            return say("Bulk", "Go &on")
        return say("Bulk", "&Register %n household(s)", "", done.registered)

    def _act(self) -> None:
        if self._checked is None:
            self.check()
        else:
            self._start(self.options())

    def check(self) -> None:
        """Reads the whole list and writes nothing."""
        self._start(replace(self.options(), dry_run=True))

    def save_to(self, path: Path) -> None:
        """Writes what would be refused, to be corrected and imported again."""
        self._start(replace(self.options(), dry_run=True, errors=path, force=True))

    def _ask_place(self) -> None:
        name = f"{self._path.stem if self._path else 'list'}-{say('Bulk', 'refused')}.xlsx"
        kinds = say("Bulk", "Lists") + " (*.xlsx *.csv)"
        start = files.free(files.documents() / name)
        files.ask_save(self, say("Bulk", "Save the refused rows"), kinds, self.save_to, start)

    def _start(self, options: Options) -> None:
        path, mapping = self._path, self.mapping()
        if path is None:
            return
        self._mapping = mapping
        self.notice.clear()
        self.act.setEnabled(False)
        self.going.show()
        running = self.runner.run(
            lambda progress: self._work(path, mapping, options, progress),
            done=lambda done: self._ended(done, options),
            failed=self._refused,
            progress=self.going.tell,
            lane=NETWORK,
            owner=self,
        )
        self.going.begin(running)

    def _work(self, path: Path, mapping: SourceMapping, options: Options, progress: Progress) -> Report:
        return importing.import_file(
            self.desk, path, mapping, options, _speech(), progress.report, lambda: progress.cancelled
        )

    def _ended(self, done: Report, options: Options) -> None:
        self.going.end()
        if options.errors is not None:
            self._sheet_saved(done)
            return
        self._checked = done
        self.result.show_report(done)
        self.words.ask(done.unknown_words, self._mapping.words)
        self._show_stage()
        if not done.dry_run:
            self.wrote.emit()
        (self.act if self.act.isVisibleTo(self) else self.again).setFocus()

    def _sheet_saved(self, done: Report) -> None:
        self.act.setEnabled(True)
        if done.sheet is None:
            self.notice.show_words(lambda: (say("Bulk", "No row is refused: there is nothing to save."), ""))
            return
        name = done.sheet.name
        self.notice.show_words(
            lambda: (
                say("Bulk", "The refused rows are saved as {name}.").format(name=name),
                say("Bulk", "Correct them there and import that file under the same name of the source."),
            )
        )

    def _refused(self, failure: Failure) -> None:
        self.going.end()
        self.act.setEnabled(True)
        problem = problems_of(failure)[0]
        if problem.where == "source":
            self.drop.source.set_problem(problem)
            self.drop.source.setFocus()
            return
        self._point_at(problem.where, str(problem.facts.get("column", "")))
        self.failed(failure)

    def _point_at(self, where: str, column: str) -> None:
        """The keyboard goes to the question that has to be answered."""
        if where == "words.sex":
            seen = self._seen.samples.get(column, []) if self._seen else []
            self.words.ask({"sex": dict.fromkeys([w for w in seen if w.strip().lower() in "hm"], 1)}, {})
        fields = {
            "dates": self.columns.orders.get(column),
            "defaults.area": self.defaults.area,
            "defaults.legal_basis": self.defaults.basis,
            "columns": next(iter(self.columns.columns.values()), None),
        }
        field = fields.get(where)
        if field is not None:
            field.setFocus()


def _speech() -> Speech:
    """How refusals are said on the sheet: in the language on screen when the work began."""
    spoken = language()
    return Speech(
        error=spoken.say("Lists", "Error"),
        field=spoken.say("Lists", "Field"),
        tell=lambda problem: lists.tell(problem, spoken),
        place=lambda problem: lists.place(problem, spoken),
    )
