"""What a clerk does with a large file: forms to check, households to save, a window that stays open."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.register_file import EASY, NAME
from benchmarks.table import show
from desktop.application import Application
from desktop.services import register
from domain.matching.profile import Identity
from domain.registration import HouseholdForm, HouseholdPart, IdentifierForm, MemberForm, parse
from domain.vocabulary import IdentifierScheme
from guichet.demo.laptops import PASSWORD, USER
from guichet.sample.households import households
from packs.reading import find

ROUNDS, A_ROUND = 6, 40


def form(one: Identity) -> HouseholdForm:
    """What the clerk has typed of this person."""
    birth = one.birth
    member = MemberForm(
        given_name=one.given_name,
        family_name=one.family_name,
        mother_name=one.mother_name,
        sex=one.sex,
        birth_precision=birth.precision if birth else None,
        birth_date=birth.on if birth else None,
        estimated_age=birth.estimated_age if birth else None,
        estimated_on=birth.estimated_on if birth else None,
        phones=list(one.phones),
        identifiers=[IdentifierForm(scheme=IdentifierScheme(s), value=value) for s, value in one.identifiers],
    )
    return HouseholdForm(household=HouseholdPart(area=one.area, village=one.village), members=[member])


def saving(paths: dict[str, Path], scratch: Path) -> None:
    """Households of five saved in a copy of each file by turns, so that a busy moment falls on both."""
    application, times = Application(EASY), {name: list[float]() for name in paths}
    desks = {}
    for name, path in paths.items():
        copy = shutil.copytree(path.parent, scratch / f"copy-{name}")
        desks[name] = application.desk(copy / NAME, PASSWORD, USER)
    opened = {name: desk.__enter__() for name, desk in desks.items()}
    bodies = iter(_of_five((ROUNDS + 1) * A_ROUND * len(paths)))
    for turn in range(ROUNDS + 1):
        for name, desk in opened.items():
            forms = [next(bodies) for _ in range(A_ROUND)]
            begun = time.perf_counter()
            for one in forms:
                register.register(desk, one)
            if turn:  # the first round warms the cache
                times[name].append((time.perf_counter() - begun) / A_ROUND * 1000)
    for held in desks.values():
        held.__exit__(None, None, None)
    medians = {name: statistics.median(found) for name, found in times.items()}
    rows = [(name, f"{ms:.2f}") for name, ms in medians.items()]
    rows.append(("ratio", f"{medians['1M'] / medians['100k']:.2f}"))
    title = f"Saving a household of five; median of {ROUNDS} rounds of {A_ROUND}"
    show(title, ("persons", "ms a household"), rows)


def _of_five(count: int) -> list[HouseholdForm]:
    found: list[HouseholdForm] = []
    for body in households(find("cv-single-register"), count * 9, seed=5, compounds=False):
        if len(body["members"]) >= 5 and len(found) < count:
            body["members"] = body["members"][:5]
            found.append(parse(body))
    return found


def memory(paths: dict[str, Path]) -> None:
    """The window's process at work on each file: what it holds, and the most it ever held."""
    rows = []
    for name, path in paths.items():
        command = [sys.executable, "-m", "benchmarks.register_window", str(path)]
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
        said = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
        rows.append((name, *said.stdout.split()[-3:]))
    head = ("persons", "MiB at today's page", "MiB after searches and checks", "MiB at most")
    show("Memory of the window's process (resident)", head, rows)
