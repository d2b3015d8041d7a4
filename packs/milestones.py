"""milestones.yaml: the journeys of a programme, an office and a household."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from domain.problems import Problem, Refused
from domain.programme import MilestoneTemplate
from packs.documents import Document, Loc, parsed, read_document


def read_milestones(folder: Path) -> tuple[MilestoneTemplate, ...]:
    """The templates; item codes are unique over the whole file. Raises ``Refused``."""
    document = read_document(folder, "milestones.yaml")
    templates = parsed(document, tuple[MilestoneTemplate, ...])
    problems = list(_problems(document, templates))
    if problems:
        raise Refused(problems)
    return templates


def _problems(document: Document, templates: tuple[MilestoneTemplate, ...]) -> Iterator[Problem]:
    codes: set[str] = set()
    for number, template in enumerate(templates):
        for index, item in enumerate(template.items):
            loc: Loc = (number, "items", index)
            if item.code in codes:
                where = document.where((*loc, "code"))
                yield Problem("milestone_twice", where=where, facts={"code": item.code})
            if not 1 <= item.step <= len(template.steps):
                where = document.where((*loc, "step"))
                steps = {"step": item.step, "steps": len(template.steps)}
                yield Problem("milestone_step_unknown", where=where, facts=steps)
            codes.add(item.code)
