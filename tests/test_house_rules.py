"""The rules of CONTRIBUTING.md a machine can check: sizes, names, docstrings, literal words, no own paths."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
MOST_LINES_A_FILE = 400
MOST_LINES_A_FUNCTION = 60
# Tests mirror the code file by file and spell out what they expect; they may be longer.
MOST_LINES_A_TEST_FILE = 650
MOST_LINES_A_TEST = 120
GRAB_BAGS = {"utils", "util", "helpers", "helper", "misc", "common", "shared", "tools"}

# An absolute path of somebody's machine, and where packages come from: both belong to the person's settings.
MACHINE_PATH = re.compile(r"(?<![\w.~}$/-])/(?:home|root|work|workspace|Users|opt|mnt)/\w|\b[A-Z]:\\+Users\\")
PACKAGE_SOURCE = re.compile(r"(?:extra-)?index-url|--find-links|files\.pythonhosted\.org|pypi\.org/simple")
NAMES_THE_PATTERNS = Path(__file__)

LANGUAGE = ROOT / "desktop" / "language"  # looks up what its own tables have marked, literally


@cache
def project() -> tuple[Path, ...]:
    """Files git follows or would; outside a repository, all but what hides behind a dot."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if listed.returncode == 0:
        paths = {ROOT / name for name in listed.stdout.split("\0") if name}
    else:
        paths = {p for p in ROOT.rglob("*") if not any(part[0] == "." for part in p.relative_to(ROOT).parts)}
    return tuple(sorted(path for path in paths if path.is_file()))


def texts() -> Iterator[tuple[str, str]]:
    """Every readable file as its name and text; pictures and fonts are passed over."""
    for path in project():
        try:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


@cache
def modules() -> dict[Path, ast.Module]:
    return {p: ast.parse(p.read_text(encoding="utf-8"), str(p)) for p in project() if p.suffix == ".py"}


def is_test(path: Path) -> bool:
    return path.is_relative_to(ROOT / "tests")


def at(path: Path, line: int = 1) -> str:
    return f"{path.relative_to(ROOT).as_posix()}:{line}"


def test_there_is_something_to_check() -> None:
    assert {ROOT / "domain" / "problems.py", Path(__file__)} <= modules().keys()


def test_every_module_says_what_it_is_for() -> None:
    opening = {
        path: (ast.get_docstring(module) or "").partition("\n")[0] for path, module in modules().items()
    }
    assert not [at(path) for path, line in opening.items() if not line.endswith((".", "?", "!", "…"))]


def test_modules_are_short() -> None:
    """Longer ones are split where their name has two meanings."""
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert not [
        at(path, count)
        for path, count in lines.items()
        if count > (MOST_LINES_A_TEST_FILE if is_test(path) else MOST_LINES_A_FILE)
    ]


def test_functions_are_short() -> None:
    assert not [
        f"{at(path, node.lineno)} {node.name}"
        for path, module in modules().items()
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno
        >= (MOST_LINES_A_TEST if is_test(path) else MOST_LINES_A_FUNCTION)
    ]


def test_no_module_is_a_grab_bag() -> None:
    """Each is named for what its functions do."""
    assert not [at(p) for p in modules() if {p.stem, *p.relative_to(ROOT).parent.parts} & GRAB_BAGS]


def found_in_texts(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in texts()
        if ROOT / name != NAMES_THE_PATTERNS
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_knows_one_machine() -> None:
    assert not found_in_texts(MACHINE_PATH)


def test_no_file_says_where_packages_come_from() -> None:
    assert not found_in_texts(PACKAGE_SOURCE)


def test_a_machine_path_is_noticed() -> None:
    assert MACHINE_PATH.search("open('/home/awa/x')")
    assert MACHINE_PATH.search(r"C:\Users\awa")
    assert not MACHINE_PATH.search("docs/work/plan and https://example.org/home/page")


def composed_words(module: ast.Module, names: frozenset[str] = frozenset({"say", "mark"})) -> list[int]:
    """Lines where words are put together, or stand in a variable: no catalogue can hold those.

    A function that hands on both the context and the words it was given is no speaker itself.
    """
    return [
        call.lineno
        for call in ast.walk(module)
        if isinstance(call, ast.Call) and called(call) in names and composed(call.args[:2])
    ]


def composed(arguments: list[ast.expr]) -> bool:
    literal = [isinstance(a, ast.Constant) and isinstance(a.value, str) for a in arguments]
    return literal == [True, False] or any(isinstance(a, ast.JoinedStr | ast.BinOp) for a in arguments)


def called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def test_words_are_said_literally() -> None:
    """The English stands in the call; what varies is put in by ``.format()`` on the answer."""
    assert not [
        at(path, line)
        for path, module in modules().items()
        if path.relative_to(ROOT).parts[0] in {"desktop", "guichet"}
        for line in composed_words(module, frozenset({"mark" if path.is_relative_to(LANGUAGE) else "say"}))
    ]


def test_a_composed_sentence_is_noticed() -> None:
    assert composed_words(ast.parse('say("Receipt", f"Hello {name}")')) == [1]
    assert composed_words(ast.parse('language.say("Receipt", source)')) == [1]
    assert composed_words(ast.parse('mark("Receipt", "Hello " + name)')) == [1]
    assert not composed_words(ast.parse('language.say("Receipt", "Hello {name}").format(name=name)'))
