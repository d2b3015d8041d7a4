"""The last button: register, keep the portraits, print; a power cut between two leaves the draft."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.services import campaigns, form_judgements, photos, print_papers, register, show
from desktop.services.desk import Desk
from desktop.services.fill_papers import Layout
from desktop.services.print_papers import Printed
from desktop.services.register import Registered
from desktop.ui.background import Failure
from desktop.ui.pages.register.answers import Answers
from domain.problems import Fault, Refused
from domain.vocabulary import Paper


@dataclass(frozen=True)
class Finished:
    """A household that is in the register. ``failure`` is what went wrong after that: portraits or paper."""

    registered: Registered
    printed: Printed | None
    failure: Failure | None
    portraits_kept: bool


def finish(desk: Desk, answers: Answers, layout: Layout) -> Finished:
    """Runs on the store lane. Raises Refused or Fault when nothing was registered."""
    form, missing = answers.form()
    if missing:
        raise Refused(missing)
    form = campaigns.carried(desk, form)
    form.confirmed = answers.confirmed_among(register.check(desk, form))
    form_judgements.add_pending(desk, form)
    registered = register.register(desk, form)
    failure: Failure | None = None
    kept = True
    try:
        _keep_portraits(desk, answers, registered)
    except (Refused, Fault) as caught:
        failure, kept = caught, False
    printed = None
    try:
        printed = _print(desk, registered, layout)
    except (Refused, Fault) as caught:
        failure = failure or caught
    return Finished(registered, printed, failure, kept)


def _keep_portraits(desk: Desk, answers: Answers, registered: Registered) -> None:
    """Each member's own; somebody who has one already, after an interrupted first time, keeps it."""
    portraits = [answers.portrait(str(member["id"])) for member in answers.members]
    if not any(portraits):
        return
    codes = list(registered.persons)
    if registered.already:
        # The register names the head first, then the others as they were entered.
        head = next((i for i, member in enumerate(answers.members) if member.get("role") == "head"), 0)
        portraits.insert(0, portraits.pop(head))
        codes = [m.code for m in show.household(desk, registered.code).members]
    have = {m.code for m in show.household(desk, registered.code).members if m.photo}
    for code, jpeg in zip(codes, portraits, strict=False):
        if jpeg is not None and code not in have:
            photos.attach(desk, code, jpeg)


def _print(desk: Desk, registered: Registered, layout: Layout) -> Printed:
    """The first copy; what was printed before the power went is shown again instead of printed twice."""
    codes = [registered.code]
    given = [p for p in show.household(desk, registered.code).papers if p.paper == Paper.receipt.value]
    if not given:
        return print_papers.print_papers(desk, Paper.receipt, codes, layout)
    shown = print_papers.preview(desk, Paper.receipt, codes, layout)
    return Printed(shown.pdf, (given[0].print_id,), shown.subjects)
