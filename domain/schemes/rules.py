"""Rules as data: a tree of ``all``, ``any``, ``not`` and facts, answered yes, no, or not known.

``{"all": […]}``, ``{"any": […]}``, ``{"not": …}``, ``{"fact": path, "op": …, "value": …}``. Nothing written
in a rule is ever executed. Three values after Kleene: ``all`` is no when one is no, else not known when one
is not known; ``any`` is yes when one is yes, else not known when one is not known.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from domain.schemes.facts import Interval, Value

Values = Mapping[str, Value]
# Yes, no, not known.
Truth = bool | None
COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
OPS = (*COMPARISONS, "in", "not_in", "within", "exists", "true")


@dataclass(frozen=True)
class Asked:
    """One line of a rule with its answer: ``found`` is None where the fact is not known."""

    fact: str
    op: str
    wanted: object
    found: Value | None
    truth: Truth


class Leaf:
    """One fact, asked by one operator."""

    __slots__ = ("fact", "op", "test", "wanted")

    def __init__(self, fact: str, op: str, wanted: Any) -> None:
        self.fact, self.op = fact, op
        self.wanted = tuple(wanted) if isinstance(wanted, list) else wanted
        self.test = _test(op, self.wanted)

    def truth(self, values: Values) -> Truth:
        """The answer for these facts."""
        value = values.get(self.fact)
        return self.test(value) if value is not None else (False if self.op == "exists" else None)

    def asked(self, values: Values) -> Iterator[Asked]:
        """Itself, with what was found."""
        yield Asked(self.fact, self.op, self.wanted, values.get(self.fact), self.truth(values))

    def facts(self) -> Iterator[str]:
        """The fact it asks."""
        yield self.fact


class Every:
    """All of the branches; of none, yes."""

    __slots__ = ("branches",)

    def __init__(self, branches: tuple[Rule, ...]) -> None:
        self.branches = branches

    def truth(self, values: Values) -> Truth:
        """No when one is no, else not known when one is not known."""
        known: Truth = True
        for branch in self.branches:
            answer = branch.truth(values)
            if answer is False:
                return False
            if answer is None:
                known = None
        return known

    def asked(self, values: Values) -> Iterator[Asked]:
        """What settled it: the lines that say no, else those not known, else all of them."""
        answer = self.truth(values)
        for branch in self.branches:
            if branch.truth(values) is answer:
                yield from branch.asked(values)

    def facts(self) -> Iterator[str]:
        """The facts its branches ask."""
        for branch in self.branches:
            yield from branch.facts()


class Some:
    """At least one of the branches; of none, no."""

    __slots__ = ("branches",)

    def __init__(self, branches: tuple[Rule, ...]) -> None:
        self.branches = branches

    def truth(self, values: Values) -> Truth:
        """Yes when one is yes, else not known when one is not known."""
        known: Truth = False
        for branch in self.branches:
            answer = branch.truth(values)
            if answer:
                return True
            if answer is None:
                known = None
        return known

    def asked(self, values: Values) -> Iterator[Asked]:
        """What settled it: the first line that says yes, else those not known, else all of them."""
        answer = self.truth(values)
        for branch in self.branches:
            if branch.truth(values) is answer:
                yield from branch.asked(values)
                if answer:
                    return

    def facts(self) -> Iterator[str]:
        """The facts its branches ask."""
        for branch in self.branches:
            yield from branch.facts()


class Not:
    """The opposite of one branch."""

    __slots__ = ("branch",)

    def __init__(self, branch: Rule) -> None:
        self.branch = branch

    def truth(self, values: Values) -> Truth:
        """Not known stays not known."""
        answer = self.branch.truth(values)
        return None if answer is None else not answer

    def asked(self, values: Values) -> Iterator[Asked]:
        """The lines of the branch, each with the answer it gives here."""
        for one in self.branch.asked(values):
            truth = None if one.truth is None else not one.truth
            yield Asked(one.fact, f"not {one.op}", one.wanted, one.found, truth)

    def facts(self) -> Iterator[str]:
        """The facts its branch asks."""
        return self.branch.facts()


Rule = Leaf | Every | Some | Not


def compiled(rule: Mapping[str, Any]) -> Rule:
    """The rule, ready to be answered; `domain.schemes.rule_checks` says beforehand what is wrong with one.

    Raises ValueError for what is no rule.
    """
    return _kept(json.dumps(rule, sort_keys=True))


@lru_cache(maxsize=512)
def _kept(text: str) -> Rule:
    return _compiled(json.loads(text))


def _compiled(rule: Any) -> Rule:
    match rule:
        case {"all": list(branches)}:
            return Every(tuple(_compiled(one) for one in branches))
        case {"any": list(branches)}:
            return Some(tuple(_compiled(one) for one in branches))
        case {"not": branch}:
            return Not(_compiled(branch))
        case {"fact": str(fact), "op": str(op)} if op in OPS:
            return Leaf(fact, op, rule.get("value"))
    raise ValueError(str(rule)[:80])


def _test(op: str, wanted: Any) -> Callable[[Value], Truth]:
    if op == "exists":
        return lambda value: True
    if op == "true":
        return lambda value: value is True
    if op == "within":
        areas = frozenset([wanted] if isinstance(wanted, str) else wanted)
        return lambda value: not areas.isdisjoint(cast("frozenset[str]", value))
    if op in ("in", "not_in"):
        return _among(op == "in", wanted)
    return _number(op, wanted) if type(wanted) is int else _word(op, wanted)


def _word(op: str, wanted: Any) -> Callable[[Value], Truth]:
    if op not in ("=", "!="):
        raise ValueError(f"{op} {wanted}")
    equal = op == "="
    return lambda value: (value == wanted) is equal


def _number(op: str, wanted: int) -> Callable[[Value], Truth]:
    """Of an interval: yes or no where each number of it says so, else not known."""
    negated = op in ("!=", "<", "<=")
    test = _equal if op in ("=", "!=") else _at_least
    bound = wanted + 1 if op in ("<=", ">") else wanted

    def answer(value: Value) -> Truth:
        low, high = cast("Interval", value)
        found = test(low, high, bound)
        return None if found is None else found is not negated

    return answer


def _at_least(low: int, high: int, bound: int) -> Truth:
    return True if low >= bound else False if high < bound else None


def _equal(low: int, high: int, bound: int) -> Truth:
    if not low <= bound <= high:
        return False
    return True if low == high else None


def _among(inside: bool, wanted: tuple[Any, ...]) -> Callable[[Value], Truth]:
    """A word, or an interval of numbers, among those listed."""
    listed = frozenset(wanted)

    def answer(value: Value) -> Truth:
        if not isinstance(value, tuple):
            return (value in listed) is inside
        found = sum(one in listed for one in range(value[0], value[1] + 1))
        if 0 < found <= value[1] - value[0]:
            return None
        return bool(found) is inside

    return answer
