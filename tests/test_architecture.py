"""The import rules of pyproject.toml, each a test of its own name, and the one rule about threads."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RULES = [contract["name"] for contract in PROJECT["tool"]["importlinter"]["contracts"]]
BACKGROUND = ROOT / "desktop" / "ui" / "background.py"
STARTERS = {
    "Thread", "Timer", "threading.Thread", "threading.Timer", "_thread", "asyncio", "concurrent",
    "multiprocessing", "QThread", "QThreadPool", "QRunnable", "QtConcurrent",
}  # fmt: skip


@pytest.fixture(scope="module")
def answer() -> str:
    """What lint-imports says; one reading of all imports serves every rule."""
    command = shutil.which("lint-imports", path=Path(sys.executable).parent)
    assert command, "import-linter is not installed beside this Python"
    done = subprocess.run(
        [command, "--no-cache"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("rule", RULES)
def test_imports_keep_the_rule(rule: str, answer: str) -> None:
    assert f"{rule} KEPT" in answer, answer


def thread_starters(module: ast.Module) -> set[str]:
    """Names with which a module could start work beside the screen's.

    A lock or one connection a thread is no start: ``import threading`` alone is allowed.
    """
    names: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            names.add(ast.unparse(node.func))
    return names & STARTERS


def test_only_ui_background_starts_threads() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): started
        for path in sorted((ROOT / "desktop").rglob("*.py"))
        if path != BACKGROUND and (started := thread_starters(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert not found, "send work through desktop/ui/background.py"


@pytest.mark.parametrize(
    "source",
    [
        "import threading\nthreading.Thread(target=f).start()",
        "from PySide6.QtCore import QThread",
        "import asyncio",
    ],
)
def test_a_started_thread_is_noticed(source: str) -> None:
    assert thread_starters(ast.parse(source))
