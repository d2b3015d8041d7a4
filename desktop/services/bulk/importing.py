"""Register a list: checked first or written at once, in batches that are whole; a row is in once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from desktop.models import bulk
from desktop.models.journal import Writer
from desktop.services import rights
from desktop.services.bulk import comparing, numbers, sources
from desktop.services.bulk.households import households
from desktop.services.bulk.opening import open_sheet
from desktop.services.bulk.preview import samples_of
from desktop.services.bulk.refused_sheet import RefusedSheet, refused_sheet
from desktop.services.bulk.report import Comparing, Options, Progress, Report, Speech
from desktop.services.bulk.sheet import Sheet
from desktop.services.desk import Desk
from desktop.services.form_judgements import Found
from desktop.services.register import Registered, check, problems_of, register_with
from desktop.services.standing import OfBatch
from domain.bulk import mapping as mappings
from domain.bulk.mapping import SourceMapping
from domain.bulk.rows import Forms, Group
from domain.problems import Fault, Problem, Refused, Severity
from domain.rights import Right

__all__ = ["import_file"]
BATCH = 300  # households a transaction; a power cut costs less than a second of work
_BATCH_COMPARED = 60
_CODES_KEPT = 20
_UNREAD = frozenset({"bulk_word_unknown", "area_ambiguous"})
Reporting = Callable[[Progress], None]
Cancelled = Callable[[], bool]


def import_file(
    desk: Desk,
    path: Path,
    mapping: SourceMapping,
    options: Options,
    speech: Speech | None = None,
    report: Reporting | None = None,
    cancelled: Cancelled | None = None,
) -> Report:
    """Read a list and register who is in it; with ``dry_run`` nothing is written but the sheet of refusals.

    Started again after a crash or a cancellation it goes on where it stopped: rows that are in are known by
    their key. Raises Refused for a file or a mapping that cannot be used, and without the right.
    """
    rights.require(desk, Right.import_people)
    if not options.source.strip():
        raise Refused(Problem("bulk_source_missing", "source"))
    with closing(open_sheet(path, options.sheet)) as sheet:
        refuse_unfit(mapping, sheet)
        delimiter = sheet.told.delimiter
        headings = sheet.headings.names
        run = _Run(desk, sheet, mapping, options, report or _nobody, cancelled or _never)
        with refused_sheet(
            options.errors, headings, speech, delimiter=delimiter, force=options.force
        ) as refusals:
            run.refusals = refusals
            run.all()
        if refusals is not None and refusals.rows:
            run.done.sheet = options.errors
    return run.done


def refuse_unfit(mapping: SourceMapping, sheet: Sheet) -> None:
    """Raise Refused with everything that keeps a list from being read with a mapping."""
    problems = mappings.problems_of(mapping, sheet.headings.names, samples_of(sheet))
    if problems:
        raise Refused(problems)


def _nobody(_progress: Progress) -> None:
    """Where nobody looks."""


def _never() -> bool:
    return False


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those that keep a household out; a cell that cannot be understood is named once, not as missing too."""
    wrong = [problem for problem in problems if problem.severity is Severity.error]
    unread = {problem.where for problem in wrong if problem.code in _UNREAD}
    return tuple(p for p in wrong if p.code in _UNREAD or p.where not in unread)


@dataclass(frozen=True)
class _Outcome:
    """One of the three is set; none of them is for a household held back."""

    made: Registered | None = None
    known: set[str] | None = None
    problems: tuple[Problem, ...] = ()


class _Run:
    """One reading of a list from its beginning."""

    def __init__(
        self,
        desk: Desk,
        sheet: Sheet,
        mapping: SourceMapping,
        options: Options,
        report: Reporting,
        cancelled: Cancelled,
    ) -> None:
        self._desk, self._sheet, self._options = desk, sheet, options
        self._report, self._cancelled = report, cancelled
        self._mapping = mapping
        office, today = desk.office, desk.today()
        self._forms = Forms(options.source, sheet.headings.names, mapping, desk.programme, office, today)
        self._repeated = numbers.Repeated(desk.programme.country)
        self.done = Report(sheet.told, options.dry_run, notes=list(sheet.told.notes))
        self.refusals: RefusedSheet | None = None
        self._begun = time.monotonic()

    def all(self) -> None:
        """Every household of the list, or as many as there was time for."""
        if not self._options.dry_run:
            sources.remember(self._desk, self._options.source, self._mapping)
        groups = households(self._forms, self._sheet.rows())
        compared = self._options.comparing is not Comparing.leave
        size = _BATCH_COMPARED if compared and not self._options.dry_run else BATCH
        try:
            while batch := list(islice(groups, size)):
                self._take(batch)
                self._tell("read")
                if self._cancelled():
                    self.done.stopped = True
                    break
            self._compare_the_rest()
        except Fault as fault:
            self.done.trouble = fault.problem
        self.done.notes += numbers.lost_zeros(self._sheet, self._mapping)
        self.done.seconds = time.monotonic() - self._begun

    def _take(self, batch: list[Group]) -> None:
        for group in batch:
            self.done.rows += len(group.rows)
            self.done.persons += len(group.form.members) if group.form else len(group.rows)
        if self._options.dry_run:
            for group in batch:
                self._check(group)
        else:
            self._write(batch)

    # -- nothing is written

    def _check(self, group: Group) -> None:
        form = group.form
        if form is None:
            self._refuse(group, group.problems)
            return
        with self._desk.store.reading() as connection:
            known = bulk.known_keys(connection, _keys(group))
        if _household_key(group) in known:
            self._known_before(group, known)
            return
        problems = [*group.problems, *check(self._desk, form), *self._repeated.problems(form)]
        if errors(problems):
            self._refuse(group, problems)
            return
        self.done.registered += 1
        self.done.registered_persons += len(form.members)
        self.done.note_warnings(problems)

    # -- a batch is one transaction

    def _write(self, batch: list[Group]) -> None:
        held = comparing.look(self._desk, batch) if self._options.comparing is Comparing.hold else {}
        done: list[tuple[Group, _Outcome]] = []
        forms = [group.form for group in batch if group.form is not None]
        with self._desk.writing_many() as writer:
            standing = OfBatch(self._desk, writer, forms)
            waiting = bulk.held_keys(writer.connection, [str(form.id) for form in forms])
            for group in batch:
                done.append((group, self._one(writer, group, standing, held, waiting)))
            if self._options.comparing is not Comparing.leave:
                made = [outcome.made.persons for _, outcome in done if outcome.made]
                bulk.to_compare(writer.connection, (code for codes in made for code in codes))
        # Counted after the transaction: what is told to be in is in.
        for group, outcome in done:
            self._count(group, outcome)
        if self._options.comparing is not Comparing.leave:
            self.done.look_alikes += comparing.compare(self._desk)

    def _one(
        self,
        writer: Writer,
        group: Group,
        standing: OfBatch,
        held: Mapping[str, Sequence[Found]],
        waiting: set[str],
    ) -> _Outcome:
        """What became of a household."""
        form = group.form
        if form is None:
            return _Outcome(problems=group.problems)
        if group.problems:
            return _Outcome(problems=(*group.problems, *errors(problems_of(self._desk, standing, form))))
        if _household_key(group) in standing.keys:
            return _Outcome(known=standing.keys.intersection(_keys(group)))
        if str(form.id) in waiting:
            return _Outcome()
        if str(form.id) in held:
            comparing.hold(self._desk, writer, self._options.source, form, held[str(form.id)])
            waiting.add(str(form.id))
            return _Outcome()
        try:
            return _Outcome(made=register_with(self._desk, writer, form, batch=standing))
        except Refused as refusal:
            return _Outcome(problems=refusal.problems)

    def _count(self, group: Group, outcome: _Outcome) -> None:
        if outcome.problems:
            self._refuse(group, outcome.problems)
        elif outcome.known is not None:
            self._known_before(group, outcome.known)
        elif outcome.made is not None:
            self._registered(outcome.made)
        else:
            self.done.held += 1

    def _registered(self, made: Registered) -> None:
        self.done.registered += 1
        self.done.registered_persons += len(made.persons)
        self.done.note_warnings(made.warnings)
        if len(self.done.codes) < _CODES_KEPT:
            self.done.codes.append(made.code)

    def _known_before(self, group: Group, known: set[str]) -> None:
        """In already; but a person the list has since is named, not passed over."""
        new = [
            number
            for number, member in enumerate(group.form.members if group.form else ())
            if member.id and f"person:{member.id}" not in known
        ]
        if new:
            self._refuse(group, [Problem("bulk_person_new", f"members.{n}") for n in new])
        else:
            self.done.already += 1

    def _refuse(self, group: Group, problems: Sequence[Problem]) -> None:
        wrong = errors(problems)
        self.done.note_refused(group, wrong)
        if self.refusals is not None:
            self.refusals.add(group, wrong)

    def _compare_the_rest(self) -> None:
        """Who was registered and not yet compared, by this import or one that was cut off."""
        if self._options.dry_run or self._options.comparing is Comparing.leave:
            return
        while comparing.waiting(self._desk) and not self._cancelled():
            self.done.look_alikes += comparing.compare(self._desk)
            self._tell("compare")
        self.done.uncompared = comparing.waiting(self._desk)

    def _tell(self, step: str) -> None:
        spent = max(1e-6, time.monotonic() - self._begun)
        share = self._sheet.share()
        left = spent * (1 - share) / share if share > 0.01 and step == "read" else None
        speed = self.done.persons / spent
        self._report(Progress(step, self.done.rows, self.done.persons, share, speed, left))


def _household_key(group: Group) -> str:
    return f"household:{group.form.id}" if group.form else ""


def _keys(group: Group) -> list[str]:
    members = group.form.members if group.form else []
    return [_household_key(group), *(f"person:{member.id}" for member in members if member.id)]
