"""Requests of one device follow each other; those of two devices do not wait."""

from __future__ import annotations

import threading

import pytest

from domain.problems import Fault
from server.turns import Turns


def test_the_second_request_of_a_device_waits_for_the_first() -> None:
    turns = Turns()
    order: list[str] = []
    inside, leave = threading.Event(), threading.Event()

    def first() -> None:
        with turns.of("a"):
            inside.set()
            assert leave.wait(5)
            order.append("first")

    def second() -> None:
        with turns.of("a"):
            order.append("second")

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    assert inside.wait(5)
    threads[1].start()
    with turns.of("b"):  # another device is let through
        assert order == []
    leave.set()
    for thread in threads:
        thread.join(5)
    assert order == ["first", "second"]


def test_nothing_is_remembered_of_those_who_have_gone() -> None:
    turns = Turns()
    for device in ("a", "b", "a"):
        with turns.of(device):
            pass
    try:
        with turns.of("c"):
            raise ValueError
    except ValueError:
        pass
    assert turns._turns == {}


def test_one_that_is_stuck_does_not_hold_the_threads_of_those_behind_it() -> None:
    """Whatever became of it, who waits is sent away in time; and when it ends, turns are as before."""
    turns = Turns(seconds=0.05)
    inside, leave, said = threading.Event(), threading.Event(), list[str]()

    def stuck() -> None:
        with turns.of("a"):
            inside.set()
            leave.wait(5)

    def behind() -> None:
        try:
            with turns.of("a"):
                said.append("in")
        except Fault as fault:
            said.append(fault.problem.code)

    first = threading.Thread(target=stuck)
    first.start()
    assert inside.wait(5)
    waiting = [threading.Thread(target=behind) for _ in range(6)]
    for thread in waiting:
        thread.start()
    for thread in waiting:
        thread.join(2)
    assert said == ["server_busy"] * 6
    leave.set()
    first.join(5)
    behind()
    assert said[-1] == "in"
    assert turns._turns == {}


def test_a_turn_given_up_leaves_the_one_that_is_on_alone() -> None:
    turns = Turns(seconds=0.01)
    with turns.of("a"):
        for _ in range(3):
            with pytest.raises(Fault, match="server_busy"), turns.of("a"):
                pass
        assert turns._turns["a"][1] == 1
