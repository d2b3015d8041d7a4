"""Prints a table in the form docs/performance.md keeps, with the machine it was measured on."""

from __future__ import annotations

import datetime
import os
import platform
from collections.abc import Sequence


def show(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A Markdown table on stdout, under its title, date and machine."""
    print(f"### {title}\n")
    print(
        f"{datetime.date.today().isoformat()}, {os.cpu_count()} cores, Python {platform.python_version()}\n"
    )
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print()
