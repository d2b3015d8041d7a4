"""Every problem becomes two sentences, in three languages."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop.language.catalogue import Language
from desktop.language.problems import explain
from desktop.language.sentences import FAMILIES, SENTENCES
from domain.languages import LanguageCode
from domain.problems import Problem

ROOT = Path(__file__).parents[3]
FACTS: dict[str, str | int | float] = {
    "age": 129,
    "code": "NSR-ABCD-26-000431-K",
    "seconds": 40,
    "length": 8,
    "hours": 26,
    "line": 12480,
    "from": "planned",
    "to": "verified",
    "expected": "date_parsing",
    "character": "字",
    "name": "CJK UNIFIED IDEOGRAPH-5B57",
    "field": "head_name",
    "element": "text",
    "printer": "Bureau",
    "folder": "resources",
    "reason": "OperationalError",
    "parent": "CV-MA",
    "area": "CV-MA",
    "cells": 3,
    "columns": 4,
    "language": "fr",
    "deepest": 4,
    "given": "x",
    "known": "NSR, LDR",
    "variable": "GUICHET_PASSWORD",
    "first_line": 3,
    "at": 3,
    "blank": "office",
    "step": 5,
    "steps": 4,
    "port": 8710,
    "host": "10.0.0.1",
    "file": "key.pem",
    "most": 30,
    "state": "applied",
    "date": "2026-11-23",
    "household": "NSR-ABCD-26-000432-X",
    "was": "Awa",
    "now": "Hawa",
    "kind": "PDF",
    "megabytes": 2048,
    "encoding": "Windows-1252",
    "cell": "B7",
    "headings": 6,
    "column": "DN",
    "currency": "XOF",
    "month": "2026-10",
    "second": "2026-07-01",
    "row": 12,
    "amount": "1 250",
    "other": "Nom",
    "word": "Xx",
    "key": "12",
    "number": 4,
    "count": 60,
    "kept": "1240 × 1754",
    "pages": 12,
    "library": "libpulse.so.0",
    "package": "libpulse0",
    "text": "17201-1234567-2",
    "days": 61,
    "minutes": 90,
    "least": 1,
    "scheme": "SCH-03",
    "first": 60,
    "last": 18,
    "campaign": "NSR-NORTH",
    "office": "NSR",
    "laptop": "K7QM",
    "changes": 26,
    "photos": 3,
    "tables": 12,
    "newest": "s0006",
}


def test_no_code_stands_in_two_families() -> None:
    assert sum(len(family) for family in FAMILIES) == len(SENTENCES)


@pytest.mark.parametrize("language", ["en", "fr", "pt"])
def test_every_code_has_two_whole_sentences(language: LanguageCode) -> None:
    spoken = Language(language)
    for code in SENTENCES:
        told = explain(Problem(code, facts=FACTS), spoken)
        for words in (told.title, told.remedy):
            assert words[0].isupper() or words[0].isdigit() or words[0] in "«“", code
            assert words.endswith((".", "…")), code
            assert "{" not in words.replace("{office}", ""), f"{code}: a blank was left open"
            assert "…" not in words.replace(" …", ""), f"{code}: a fact is missing: {words}"


def test_only_known_facts_are_asked_for() -> None:
    assert {code: asked(code) - FACTS.keys() for code in SENTENCES if asked(code) - FACTS.keys()} == {}


def test_facts_are_said_in_the_language() -> None:
    french = Language("fr")
    wait = explain(Problem("wrong_credentials", facts={"seconds": 90}), french)
    assert wait.remedy == "Rien n'est perdu. Réessayez dans 1 minute et vérifiez la touche des majuscules."
    assert "dans un instant" in explain(Problem("wrong_credentials", facts={"seconds": 0}), french).remedy
    line = explain(Problem("json_line", facts={"line": 12480}), french)
    assert line.title == "La ligne 12\u202f480 ne peut pas être lue."
    step = explain(Problem("milestone_transition", facts={"from": "planned", "to": "verified"}), french)
    assert "«\u00a0prévu\u00a0» à «\u00a0vérifié\u00a0»" in step.title
    clock = explain(Problem("clock_off", facts={"hours": -26.0}), Language("en"))
    assert clock.title == "The clock of this computer is wrong by 1 day."


def test_a_port_is_a_name_and_not_a_quantity() -> None:
    told = explain(Problem("port_taken", facts={"port": 8710}), Language("en"))
    assert told.title == "Another program already listens on port 8710."


def test_a_fact_that_did_not_come_does_not_hide_the_problem() -> None:
    assert "…" in explain(Problem("age_too_high"), Language("en")).title


def test_a_code_without_sentences_is_named() -> None:
    told = explain(Problem("tyre_flat"), Language("pt"))
    assert told.title == "Aconteceu algo que esta versão não sabe explicar: tyre_flat."
    assert told.remedy.startswith("O que foi guardado está seguro.")


class Raised(NamedTuple):
    """A code where it is raised; ``facts`` are the names given there, None when they are made elsewhere."""

    code: str
    place: str
    facts: set[str] | None


def raised() -> Iterator[Raised]:
    """Each literal code given to a Problem or a Fault anywhere in the product."""
    for folder in ("domain", "packs", "desktop", "server", "guichet"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                name = _name(node) if isinstance(node, ast.Call) else ""
                if isinstance(node, ast.Call) and name in {"Problem", "Fault", "_refusal"} and node.args:
                    first = node.args[0]
                    if isinstance(first, ast.Constant):
                        place = f"{path.relative_to(ROOT)}:{node.lineno}"
                        yield Raised(str(first.value), place, _facts(node, name))


def _name(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _facts(node: ast.Call, name: str) -> set[str] | None:
    given = {keyword.arg: keyword.value for keyword in node.keywords}
    if name == "Fault":
        return {key for key in given if key} if None not in given else None
    facts = given.get("facts") or (node.args[4] if len(node.args) > 4 else None)
    if facts is None:
        return set() if name == "Problem" else None
    if isinstance(facts, ast.Dict):
        return {key.value for key in facts.keys if isinstance(key, ast.Constant)}  # type: ignore[misc]
    return None


def test_every_code_raised_in_the_product_has_sentences() -> None:
    unexplained = {found.code: found.place for found in raised() if found.code not in SENTENCES}
    assert not unexplained, "add two sentences in desktop/language/sentences/"


def test_every_fact_that_a_sentence_asks_for_is_given() -> None:
    found = [raising for raising in raised() if raising.facts is not None and raising.code in SENTENCES]
    # Whoever opens the file of a bundle adds its name: the reader of its bytes knows none.
    found = [raising for raising in found if not raising.place.startswith("domain/wire/bundle.py")]
    assert len(found) > 50
    lacking = {
        raising.place: missing
        for raising in found
        if (missing := asked(raising.code) - (raising.facts or set()))
    }
    assert not lacking


def asked(code: str) -> set[str]:
    """The names of the facts in a code's two sentences."""
    return {
        name
        for sentence in SENTENCES[code]
        for _, name, _, _ in string.Formatter().parse(sentence)
        if name is not None
    }
