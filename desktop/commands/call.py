"""One command being run: what was typed, in which language, on which terminal; and what it answers."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.application import Application
from desktop.commands.terminal import Terminal
from desktop.language.catalogue import Language
from desktop.services.desk import Desk
from domain.languages import LanguageCode


@dataclass(frozen=True)
class Answer:
    """What a command says: a document for programs, lines for people, 0 or 1 for both."""

    document: Any = None
    lines: Iterable[str] = ()
    code: int = 0


@dataclass(frozen=True)
class Call:
    """A command's surroundings; ``args`` is what its own parser read.

    ``asked`` is the language when one was asked for: the window remembers its own otherwise.
    """

    args: Namespace
    language: Language
    terminal: Terminal
    application: Application
    asked: LanguageCode | None = None

    @property
    def file(self) -> Path:
        """The office file named."""
        return Path(self.args.file).absolute()

    @property
    def user(self) -> str | None:
        """Who works: ``--user``, else ``GUICHET_USER``, else the only user."""
        return getattr(self.args, "user", None) or os.environ.get("GUICHET_USER") or None

    def password(self) -> str:
        """``GUICHET_PASSWORD``, else asked for."""
        return self.terminal.secret("GUICHET_PASSWORD", self.language.say("Command", "Password: "))

    def new_password(self, *, also: str = "") -> str:
        """``GUICHET_NEW_PASSWORD`` (or the variable ``also``), else asked for twice."""
        variables = ["GUICHET_NEW_PASSWORD", *([also] if also else [])]
        given = next((os.environ[name] for name in variables if os.environ.get(name)), None)
        if given is not None:
            return given
        first = self.terminal.secret(variables[0], self.language.say("Command", "New password: "))
        again = self.terminal.secret(variables[0], self.language.say("Command", "The same once more: "))
        return self.terminal.same(first, again)

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """Signed in to the file named, until the end of the block."""
        with self.application.desk(self.file, self.password(), self.user) as desk:
            yield desk
