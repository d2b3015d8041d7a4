"""The `guichet` command: the desktop's commands, the server's, and the demonstration."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from desktop import cli
from desktop.application import Application
from desktop.commands.table import Command
from desktop.language.catalogue import mark

MORE = {
    "serve": Command(mark("CommandHelp", "run the central server"), "guichet.server"),
    "server": Command(
        mark("CommandHelp", "look after the server: devices, offices, copies, programmes"), "guichet.server"
    ),
    "sample": Command(mark("CommandHelp", "make up households to try things with"), "guichet.sample.command"),
    "demo": Command(mark("CommandHelp", "show everything on invented households"), "guichet.demo.command"),
}


def main(arguments: Sequence[str] | None = None, application: Application | None = None) -> int:
    """Run one command; its exit code."""
    return cli.main(arguments, application, MORE)


if __name__ == "__main__":
    sys.exit(main())
