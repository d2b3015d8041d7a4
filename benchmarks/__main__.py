"""Run one benchmark, or list them: each module of this folder with a `run()` is one."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path

_NOT_BENCHMARKS = {
    *("__main__", "febrl", "linkage", "load_session", "machine", "measures"),
    *("searched_file", "splink_model", "table"),
    *("register_file", "register_people", "register_window", "register_work", "slips", "west_africa"),
    *("metered_line", "peers", "sync_days", "sync_ours", "sync_records"),
}


def main(arguments: list[str]) -> int:
    """Exit 0 when the benchmark ran, 2 when there is none of that name."""
    names = sorted(m.name for m in pkgutil.iter_modules([str(Path(__file__).parent)]))
    names = [name for name in names if name not in _NOT_BENCHMARKS]
    if len(arguments) != 1 or arguments[0] not in names:
        print(f"python -m benchmarks {{{','.join(names)}}}", file=sys.stderr)
        return 2
    importlib.import_module(f"benchmarks.{arguments[0]}").run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
