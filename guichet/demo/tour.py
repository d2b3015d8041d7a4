"""The scripted tour: three laptops, one server, three hundred households, everything on real parts."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.application import Application, find_programme
from desktop.language.catalogue import Language
from desktop.services import search, show, update_milestone
from desktop.services.join_server import join_server
from desktop.services.synchronise import synchronise
from domain.languages import LANGUAGES
from domain.vocabulary import MilestoneStatus
from guichet.demo import desk_work
from guichet.demo.comparing import compare, updates_of
from guichet.demo.laptops import Laptop, Laptops
from guichet.demo.summary import Summary
from guichet.sample.households import households
from guichet.server_parts import server_parts

if TYPE_CHECKING:
    from desktop.ui.portraits import Scene

PACK, OFFICES, AN_OFFICE, SEED = "kp-one-window", ("NSR", "LDR"), 150, 2026
Told = Callable[[str], None]


class Tour:
    """One walk through the product, in an empty ``folder``, with ``an_office`` households in each office."""

    def __init__(
        self,
        folder: Path,
        application: Application,
        language: Language,
        told: Told,
        an_office: int = AN_OFFICE,
    ) -> None:
        self._folder, self._language, self._told = folder, language, told
        self._laptops = Laptops(application)
        self._programme = find_programme(PACK)
        self._an_office = an_office
        self.summary = Summary(folder)

    def walk(self) -> Summary:
        """All of it. Raises Refused or Fault where a part fails."""
        begun = time.monotonic()
        try:
            first, other = (self._office(code) for code in OFFICES)
            second = self._laptop(OFFICES[0], 2)
            self._synchronise(first, second, other)
            self._told(self._language.say("Demo", "Checking every page and comparing the counts"))
            compare(self.summary, first, second, other)
            self._draw(first)
        finally:
            self._laptops.close()
        self.summary.seconds = time.monotonic() - begun
        self.summary.write(self._language)
        return self.summary

    def _laptop(self, office: str, number: int) -> Laptop:
        path = self._folder / "offices" / f"{office}-{number}.guichet"
        return self._laptops.make(self._programme, office, path)

    def _office(self, code: str) -> Laptop:
        """A laptop with a month of work on it."""
        say, laptop = self._language.say, self._laptop(code, 1)
        desk, office = laptop.desk, laptop.desk.office.names[self._language.code]
        lines = list(households(self._programme, self._an_office, SEED, office=code))
        self._keep_lines(code, lines)
        self._told(
            say("Demo", "{office}: registering {count} households").format(office=office, count=len(lines))
        )
        made = desk_work.register_all(desk, lines)
        desk_work.give_portraits(desk, made)
        self._told(say("Demo", "{office}: printing receipts and cards").format(office=office))
        papers = desk_work.print_all(desk, made, self._folder / "papers")
        self._told(say("Demo", "{office}: handing papers over, following journeys").format(office=office))
        self._add(
            lines=len(lines),
            receipts=len(papers.receipts),
            cards=len(papers.cards),
            handed_over=desk_work.hand_out(desk, papers),
            milestones=desk_work.follow_journeys(desk, made),
        )
        self.summary.files += papers.files
        return laptop

    def _keep_lines(self, office: str, lines: list[dict[str, Any]]) -> None:
        path = self._folder / "households" / f"{office}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        path.write_text(text, encoding="utf-8")
        self.summary.files.append(path)

    def _synchronise(self, first: Laptop, second: Laptop, other: Laptop) -> None:
        with server_parts():
            from server.devices import listing  # noqa: PLC0415 - the server is not installed everywhere
            from server.running import running  # noqa: PLC0415 - see above
        self._told(self._language.say("Demo", "Starting a central server with a database of its own"))
        with running(self._folder / "server") as server:
            for laptop in (first, other, second):
                join_server(laptop.desk, server.url, server.enrol(laptop.office))
                self._round(laptop)
            self._news(first, second)
            self._add(changes_at_server=sum(int(device["changes"]) for device in listing(server.database)))

    def _round(self, laptop: Laptop) -> None:
        report = synchronise(laptop.desk)
        agrees = report.counts_compared and not report.differing
        self.summary.rounds.append({"laptop": laptop.name, **asdict(report), "counts_agree": agrees})
        pattern = self._language.say("Demo", "{laptop}: {sent} changes sent, {received} records received")
        self._told(pattern.format(laptop=laptop.name, sent=report.arrived, received=report.received))

    def _news(self, first: Laptop, second: Laptop) -> None:
        """The second laptop adds to a household the first one made, and the first one sees it."""
        desk, note = second.desk, self._language.say("Demo", "first payment")
        code = search.household_lines(desk, search.households(desk, "")[:1])[0].code
        before = updates_of(first.desk, code)
        update_milestone.update(desk, code, "C7", MilestoneStatus.achieved, desk.today(), note)
        self._round(second)
        self._round(first)
        self.summary.compare("news_from_second_laptop", 1, updates_of(first.desk, code) - before)

    def _draw(self, laptop: Laptop) -> None:
        from desktop.ui import portraits  # noqa: PLC0415 - the window's parts are needed for this alone

        self._told(self._language.say("Demo", "Drawing the window in three languages"))
        scenes = self._scenes(laptop)
        made = portraits.draw(laptop.desk, self._folder / "screens", scenes)
        drawn = [path for path in made if path.is_file() and path.stat().st_size > 0]
        # Each page, and the one where people sign in.
        self.summary.compare("pictures", (len(scenes) + 1) * len(LANGUAGES), len(drawn))
        self.summary.files += drawn

    def _scenes(self, laptop: Laptop) -> list[Scene]:
        """The usual pages, the form, and the oldest household whose head has a portrait."""
        from desktop.ui import portraits  # noqa: PLC0415 - see above

        rows = search.households(laptop.desk, "")[::-1]  # latest first as they come
        views = (show.household(laptop.desk, line.code) for line in search.household_lines(laptop.desk, rows))
        shown = next((view.code for view in views if view.head and view.head.photo), None)
        usual = [scene for scene in portraits.USUAL if scene.place not in ("household", "register")]
        own = [portraits.Scene("household", "household", shown)] if shown else []
        return [*usual, *own, portraits.Scene("register", "register")]

    def _add(self, **figures: int) -> None:
        for name, count in figures.items():
            self.summary.figures[name] = self.summary.figures.get(name, 0) + count
