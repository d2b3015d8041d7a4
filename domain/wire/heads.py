"""What stands before and after the columns of a message, as JSON; members a reader does not know are left."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from domain.problems import Problem
from domain.wire import odd_values
from domain.wire.messages import PROTOCOL, Answer, Cursor, Request, Response, Verdict
from domain.wire.sections import Budget

_AN_ANSWER = 5  # cells

Head = dict[str, Any]


def written(head: Head) -> bytes:
    """A head as bytes."""
    return json.dumps(head, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def read(data: bytes, budget: Budget) -> Head:
    """The reverse; ValueError, TypeError or RecursionError when it is none."""
    text = data.decode()
    budget.spend(odd_values.cells(text))
    head = odd_values.value_of(text)
    if not isinstance(head, dict):
        raise TypeError("not a head")
    return head


def of_request(request: Request) -> Head:
    """Everything but the batches, and how many of them follow."""
    head: Head = {
        "cursors": of_cursors(request.cursors),
        "page": request.page,
        "waiting": request.waiting,
        "program": request.program,
        "batches": len(request.batches),
    }
    return head if request.answered is None else head | {"answered": request.answered}


def request_of(head: Head, batches: tuple[Any, ...]) -> Request:
    """The request with that head and these batches."""
    return Request(
        batches=batches,
        cursors=cursors_of(head["cursors"]),
        page=whole(head["page"]),
        answered=whole(head["answered"]) if "answered" in head else None,
        waiting=whole(head.get("waiting", 0)),
        program=text(head.get("program", "")),
        protocol=PROTOCOL,
    )


def of_response(response: Response) -> Head:
    """What is known before the rows: answers, receipt, time, epoch."""
    return {
        "answers": of_answers(response.answers),
        "receipt": response.receipt,
        "time": response.server_time_ms,
        "epoch": response.epoch,
    }


def tail_of_response(response: Response) -> Head:
    """What is said when all rows have come."""
    return {
        "more": response.more,
        "left": response.left,
        "tallies": dict(response.tallies),
        "cursors": of_cursors(response.cursors),
    }


def finished(response: Response, tail: Head) -> Response:
    """The response with what its tail says."""
    return replace(
        response,
        more=bool(tail["more"]),
        left=whole(tail.get("left", 0)),
        tallies={kind: whole(count) for kind, count in tail["tallies"].items()},
        cursors=cursors_of(tail["cursors"]),
    )


def of_answers(answers: Iterable[Answer]) -> list[list[Any]]:
    """Runs of like answers as ``[first number, how many, verdict]``, a refusal with its problem alone."""
    runs: list[list[Any]] = []
    following = 0
    for answer in answers:
        said, problem = answer.verdict.value, answer.problem
        if runs and answer.number == following and runs[-1][2:] == [said] and not problem:
            runs[-1][1] += 1
        else:
            runs.append([answer.number, 1, said, *([of_problem(problem)] if problem else [])])
        following = answer.number + 1
    return runs


def answers_of(runs: Any, budget: Budget) -> tuple[Answer, ...]:
    """The reverse of ``of_answers``."""
    found: list[Answer] = []
    for first, count, verdict, *rest in runs:
        budget.spend(_AN_ANSWER * max(whole(count), 0))
        said, problem = Verdict(verdict), problem_of(rest[0]) if rest else None
        found += [Answer(number, said, problem) for number in range(whole(first), first + count)]
    return tuple(found)


def of_problem(problem: Problem) -> list[Any]:
    """Code, place, rule, facts."""
    return [problem.code, problem.where, problem.rule, dict(problem.facts)]


def problem_of(item: Any) -> Problem:
    """The reverse of ``of_problem``."""
    code, where, rule, facts = item[:4]
    return Problem(code=text(code), where=text(where), rule=text(rule), facts=dict(facts))


def of_cursors(cursors: Mapping[str, Cursor]) -> dict[str, list[int]]:
    """``{district: [version, row]}``."""
    return {name: [cursor.version, cursor.row] for name, cursor in cursors.items()}


def cursors_of(body: Any) -> dict[str, Cursor]:
    """The reverse of ``of_cursors``."""
    return {name: Cursor(whole(version), whole(row)) for name, (version, row) in body.items()}


def whole(value: Any) -> int:
    """The value, when it is a whole number; TypeError otherwise."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("not a whole number")
    return value


def text(value: Any) -> str:
    """The value, when it is a text; TypeError otherwise."""
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value
