"""Runs one measurement by name and prints its tables as Markdown."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

# A part of a measurement is no measurement.
_PARTS = {"__init__", "__main__", "febrl", "linkage", "machine", "measures", "splink_model"}


def names() -> list[str]:
    """The measurements there are."""
    return sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in _PARTS)


def main(arguments: list[str]) -> int:
    """Exit 0 when measured, 2 when no measurement of that name exists."""
    if len(arguments) != 1 or arguments[0] not in names():
        print(f"python -m benchmarks {{{','.join(names())}}}", file=sys.stderr)
        return 2
    importlib.import_module(f"benchmarks.{arguments[0]}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
