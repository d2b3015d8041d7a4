"""A line that counts what passes and breaks where it is told to: a process of its own, slowing nobody.

`python metered_line.py HOST PORT` prints its own port. Then, on standard input, one command a line: `count`
answers `{"up", "down", "requests", "connections"}` since the last one (requests of plain HTTP only);
`cut BYTES up|down` breaks every connection once that many more bytes have passed that way, and answers;
`mend` lets everything through again.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import socket
import struct
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

_REQUEST = re.compile(rb"(?:GET|HEAD|POST|PUT|PATCH|DELETE) \S+ HTTP/1\.[01]\r\n")
_RESET = struct.pack("ii", 1, 0)


class _Line:
    def __init__(self, host: str, port: int) -> None:
        self._server = (host, port)
        self.passed = {"up": 0, "down": 0, "requests": 0, "connections": 0}
        self.left: dict[str, int | None] = {"up": None, "down": None}

    async def carry(self, near: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        self.passed["connections"] += 1
        far, far_out = await asyncio.open_connection(*self._server)
        ways = (self._pass(near, far_out, "up"), self._pass(far, near_out, "down"))
        tasks = [asyncio.ensure_future(way) for way in ways]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for writer in (near_out, far_out):
            if self.left["up"] == 0 or self.left["down"] == 0:
                end = writer.get_extra_info("socket")
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            with contextlib.suppress(OSError):
                writer.close()
        for task in tasks:
            task.cancel()

    async def _pass(self, source: asyncio.StreamReader, to: asyncio.StreamWriter, way: str) -> None:
        with contextlib.suppress(OSError):
            while data := await source.read(4096):
                left = self.left[way]
                allowed = data if left is None else data[:left]
                self.passed[way] += len(allowed)
                if way == "up":
                    self.passed["requests"] += len(_REQUEST.findall(allowed))
                if left is not None:
                    self.left[way] = left - len(allowed)
                to.write(allowed)
                await to.drain()
                if len(allowed) < len(data) or self.left[way] == 0:
                    return


async def _serve(host: str, port: int) -> None:
    line = _Line(host, port)
    server = await asyncio.start_server(line.carry, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    loop = asyncio.get_running_loop()
    while command := await loop.run_in_executor(None, sys.stdin.readline):
        words = command.split()
        if words[0] == "count":
            print(json.dumps(line.passed), flush=True)
            line.passed = dict.fromkeys(line.passed, 0)
            continue
        if words[0] == "cut":
            line.left[words[2]] = int(words[1])
        else:
            line.left = {"up": None, "down": None}
        print("{}", flush=True)


class MeteredLine:
    """The process, from outside; a context manager. ``port`` is where it listens on the loopback."""

    def __init__(self, host: str, port: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__)), host, str(port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.port = int(self._read())

    def __enter__(self) -> MeteredLine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()

    def count(self) -> dict[str, Any]:
        """What has passed since the last time."""
        counted: dict[str, Any] = json.loads(self._ask("count"))
        return counted

    def cut(self, after: int, way: str) -> None:
        """Break when that many more bytes have passed that way."""
        self._ask(f"cut {after} {way}")

    def mend(self) -> None:
        """Let everything through again."""
        self._ask("mend")

    def _ask(self, command: str) -> str:
        assert self._process.stdin
        self._process.stdin.write(command + "\n")
        self._process.stdin.flush()
        return self._read()

    def _read(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline()


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1], int(sys.argv[2])))
