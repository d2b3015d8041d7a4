"""Refusals and faults carry codes and facts, and say them in one line for a log."""

from __future__ import annotations

from domain.problems import Fault, Problem, Refused, Severity


def test_a_refusal_holds_one_problem_or_many() -> None:
    one, two = Problem("name_missing", "members.0.given_name", "V01"), Problem("file_empty")
    assert Refused(one).problems == (one,)
    assert Refused([one, two]).problems == (one, two)
    assert str(Refused([one, two])) == "members.0.given_name: name_missing, -: file_empty"


def test_a_fault_holds_its_facts() -> None:
    fault = Fault("file_empty", name="office.guichet")
    assert fault.problem == Problem("file_empty", facts={"name": "office.guichet"})
    assert str(fault) == "file_empty"


def test_a_problem_stops_unless_it_says_otherwise() -> None:
    assert Problem("x").severity is Severity.error
