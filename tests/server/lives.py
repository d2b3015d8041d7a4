"""Lives of a server: each a process of its own, begun quickly, since killing one is what they are for."""

from __future__ import annotations

import argparse
import multiprocessing
import os
from multiprocessing.connection import Connection
from pathlib import Path

from server import cli

_WAY = multiprocessing.get_context("forkserver")
# What all lives import is imported once, by the process they are forked from.
_WAY.set_forkserver_preload(["tests.server.lives"])
_START_SECONDS = 60


class Life:
    """``serve`` on a database in a folder; ``url`` is where it answers."""

    def __init__(self, folder: Path) -> None:
        here, there = _WAY.Pipe(duplex=False)
        self.process = _WAY.Process(target=_serve, args=(folder, there), daemon=True)
        self.process.start()
        there.close()
        assert here.poll(_START_SECONDS), "it does not start"
        self.url: str = here.recv()["url"]

    def kill(self) -> None:
        """At once, with everything half done."""
        self.process.kill()
        self.process.join()

    def end(self) -> None:
        """In good order."""
        self.process.terminate()
        self.process.join()


def _serve(folder: Path, ready: Connection) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    parser = argparse.ArgumentParser()
    cli.add_commands(parser.add_subparsers())
    cli.run(parser.parse_args(["serve", "--port", "0", "--data", str(folder)]), ready.send)
