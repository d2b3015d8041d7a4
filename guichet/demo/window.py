"""The window on the demonstration office, made once and kept in the person's data folder."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from pathlib import Path

from desktop.application import Application, find_programme, hold_window
from desktop.commands.call import Answer, Call
from desktop.services import drafts
from desktop.services.desk import Desk
from desktop.services.sign_in import sign_in
from desktop.ui.start import open_window
from domain.problems import Fault, Refused
from guichet.demo import desk_work
from guichet.demo.laptops import PASSWORD, USER, Laptops
from guichet.demo.tour import AN_OFFICE, OFFICES, PACK, SEED
from guichet.sample.households import households

# Raise it when the demonstration office should be made anew on everybody's computer.
_EDITION = 1


def open_demo(call: Call) -> Answer:
    """Stays until the window is closed. Raises Fault while another demonstration is made or shown."""
    folder = call.application.data
    folder.mkdir(parents=True, exist_ok=True)
    # Held from before the office is made: a second one would make it anew under the first one's window.
    held = hold_window(folder / "demo")
    try:
        return _show(call)
    finally:
        held.release()


def _show(call: Call) -> Answer:
    say = call.language.say
    path = demo_office(call)
    call.terminal.note(say("Demo", "The demonstration office is in {file}").format(file=path))
    call.terminal.note(say("Demo", "User: {user}  Password: {password}").format(user=USER, password=PASSWORD))
    application = call.application
    desk = sign_in(path, PASSWORD, USER, application.clock)
    code = open_window(
        path, desk=desk, language=call.asked, application=application, timetable=application.timetable()
    )
    return Answer(code=code)


def demo_office(call: Call, count: int = AN_OFFICE) -> Path:
    """The office file with ``count`` households, made when missing, of another edition, or unreadable."""
    folder = call.application.data / "demo"
    path, note = folder / f"{OFFICES[0]}.guichet", folder / "edition.json"
    edition = {"edition": _EDITION, "pack": find_programme(PACK).version}
    if _edition(note) == edition and _opens(path, call.application):
        return path
    say = call.language.say
    call.terminal.note(say("Demo", "Making the demonstration office; this takes half a minute, once."))
    shutil.rmtree(folder, ignore_errors=True)
    _make(call, path, count)
    note.write_text(json.dumps(edition), encoding="ascii")
    return path


def _make(call: Call, path: Path, count: int) -> None:
    programme = find_programme(PACK)
    say, note = call.language.say, call.terminal.note
    office = programme.offices[[one.code for one in programme.offices].index(OFFICES[0])]
    name = office.names[call.language.code]
    pattern = say("Demo", "{count} of {all} households")
    lines = list(households(programme, count + 1, SEED, office=OFFICES[0]))
    laptops = Laptops(call.application)
    try:
        desk = laptops.make(programme, OFFICES[0], path).desk
        told = call.terminal.progress
        note(say("Demo", "{office}: registering {count} households").format(office=name, count=count))
        made = desk_work.register_all(
            desk, lines[:-1], lambda done: told(pattern.format(count=done, all=count))
        )
        call.terminal.end_progress()
        desk_work.give_portraits(desk, made)
        note(say("Demo", "{office}: printing receipts and cards").format(office=name))
        # The last ones are left for the person at the screen.
        papers = desk_work.print_all(desk, made[: -count // 10], path.parent / "papers")
        note(say("Demo", "{office}: handing papers over, following journeys").format(office=name))
        desk_work.hand_out(desk, papers)
        desk_work.follow_journeys(desk, made)
        _leave_draft(desk, lines[-1])
    finally:
        laptops.close()


def _leave_draft(desk: Desk, line: dict[str, object]) -> None:
    """A registration somebody was called away from."""
    drafts.save(desk, None, {**line, "language": "en"})


def _edition(note: Path) -> object:
    with suppress(OSError, ValueError):
        return json.loads(note.read_text(encoding="ascii"))
    return None


def _opens(path: Path, application: Application) -> bool:
    try:
        with application.desk(path, PASSWORD, USER):
            return True
    except (Refused, Fault):
        return False
