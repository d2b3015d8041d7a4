"""`guichet demo --persons`: an office with a whole district in it, its progress told, then opened."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

from desktop.application import find_programme, hold_window
from desktop.commands.call import Answer, Call
from desktop.language.dates import duration
from desktop.language.figures import grouped, percent
from desktop.services import search
from desktop.services.sign_in import sign_in
from desktop.ui.start import open_window
from domain.problems import Fault
from guichet.demo.district import Progress, build
from guichet.demo.laptops import PASSWORD, USER
from guichet.demo.tour import OFFICES, PACK

_SAID_EVERY = 0.5  # seconds on a terminal
_NOTED_EVERY = 0.1  # of the work where nobody watches


def show_district(call: Call, persons: int, in_window: bool) -> Answer:
    """Built when missing, opened when there is a screen. Raises Fault for the place or a second builder."""
    path = _place(call, persons)
    try:
        path.parent.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Fault("folder_read_only", name=str(path.parent.parent)) from error
    # Held while it is built as well: two builders would write over each other.
    held = hold_window(path.parent.with_name(path.parent.name + ".district"))
    try:
        seconds = 0.0 if path.is_file() else _built(call, path, persons)
        return _opened(call, path) if in_window else _told(call, path, seconds)
    finally:
        held.release()


def _place(call: Call, persons: int) -> Path:
    folder = call.application.data / f"demo-{persons}"
    if call.args.output:
        folder = Path(call.args.output).absolute()
    path = folder / f"{OFFICES[0]}.guichet"
    if folder.is_dir() and not path.is_file() and any(folder.iterdir()):
        raise Fault("folder_not_empty", name=str(folder))
    return path


def _built(call: Call, path: Path, persons: int) -> float:
    """How many seconds it took."""
    say, note = call.language.say, call.terminal.note
    count = grouped(persons, call.language.code)
    note(say("Demo", "Building an office with {count} people; Ctrl+C stops it.").format(count=count))
    begun = time.monotonic()
    try:
        build(call.application, find_programme(PACK), OFFICES[0], path, persons, _Teller(call).tell)
    except KeyboardInterrupt:
        note(say("Demo", "Stopped: nothing of it was kept."))
        raise
    finally:
        call.terminal.end_progress()
    return time.monotonic() - begun


class _Teller:
    """Tells how far it is: on one line of a terminal, in a few lines of a log."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._said_at = self._noted_at = 0.0

    def tell(self, progress: Progress) -> None:
        """The latest; most are passed over."""
        if progress.seconds - self._said_at >= _SAID_EVERY:
            self._said_at = progress.seconds
            self._call.terminal.progress(self._words(progress))
        if progress.share - self._noted_at >= _NOTED_EVERY and not self._call.terminal.is_watched:
            self._noted_at = progress.share
            self._call.terminal.note(self._words(progress))

    def _words(self, progress: Progress) -> str:
        language = self._call.language
        pattern = language.say("Demo", "{percent} done, {pace} people a second, {time} left")
        return pattern.format(
            percent=percent(progress.share, language.code),
            pace=grouped(round(progress.pace), language.code),
            time=duration(timedelta(seconds=progress.left), language),
        )


def _opened(call: Call, path: Path) -> Answer:
    for line in _lines(call, path):
        call.terminal.note(line)
    application = call.application
    desk = sign_in(path, PASSWORD, USER, application.clock)
    code = open_window(
        path, desk=desk, language=call.asked, application=application, timetable=application.timetable()
    )
    return Answer(code=code)


def _told(call: Call, path: Path, seconds: float) -> Answer:
    with call.application.desk(path, PASSWORD, USER) as desk:
        people = len(search.people(desk, ""))
    document = {
        "file": str(path),
        "user": USER,
        "password": PASSWORD,
        "persons": people,
        "bytes": path.stat().st_size,
        "seconds": round(seconds, 1),
    }
    return Answer(document, [*_lines(call, path), *_open_words(call, path)])


def _lines(call: Call, path: Path) -> list[str]:
    say = call.language.say
    return [
        say("Demo", "The demonstration office is in {file}").format(file=path),
        say("Demo", "User: {user}  Password: {password}").format(user=USER, password=PASSWORD),
    ]


def _open_words(call: Call, path: Path) -> list[str]:
    return [call.language.say("Demo", "Open it with: {command}").format(command=f'./run open "{path}"')]
