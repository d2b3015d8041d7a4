"""Messages drawn at random: everything a field may hold, in every combination."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from domain.changes import Change
from domain.ids import LAST_NUMBER, RecordId
from domain.problems import Problem
from domain.wire.messages import Answer, Batch, Cursor, Request, Response, Row, Stop, Verdict

DEVICES = ["a" * 32, "b" * 32, "0123456789abcdef" * 2]
TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
WHOLE = st.integers(-(2**53) + 1, 2**53 - 1)
NAMES = st.builds(RecordId, st.sampled_from(DEVICES), st.integers(1, LAST_NUMBER))
DAYS = st.dates().map(str) | st.sampled_from(
    ["2026-02-30", "0000-01-01", "2026-W01-1", "2026-1-1", "20260101"]
)
MOMENTS = st.datetimes().map(lambda moment: moment.isoformat(timespec="seconds"))
NUMBERED = st.builds("NSR-K7QM-26-{:06d}-{}".format, st.integers(0, 10**7), st.sampled_from("0AZ9"))
LIKELY = (
    DAYS
    | st.builds(str.__add__, MOMENTS, st.sampled_from(["Z", "+00:00", "", ".5Z", "+01:00"]))
    | NUMBERED
    | st.uuids().map(str)
    | st.integers(0, 10**12).map("+92{:012d}".format)
    | st.binary(min_size=32, max_size=32).map(bytes.hex)
    | st.sampled_from(["female", "male", "\0", "a\1b", "\1\2", "\2", "\1\1\2", "", "x" * 300])
)
VALUES = st.recursive(
    st.none() | st.booleans() | WHOLE | TEXTS | LIKELY,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.dictionaries(
    st.sampled_from(["household", "person", "village", "_kind", "@household", "'x", "", "_", "__", "numéro"]),
    VALUES | NAMES.map(str),
    max_size=5,
)
KINDS = st.sampled_from(["household", "membership", "phone", "of_a_newer_office"])
CHANGES = st.builds(
    Change,
    number=st.just(0),
    author=st.integers(1, 99),
    clock=st.integers(0, 2**53 - 1),
    kind=KINDS,
    subject=st.none() | NAMES,
    fields=FIELDS,
    district=st.sampled_from(["", "PK-KP-NOWSHERA"]),
    base=st.dictionaries(TEXTS, NAMES, max_size=3),
)
CURSORS = st.dictionaries(
    st.sampled_from(["PK-KP-NOWSHERA", "PK-KP-LOWERDIR"]),
    st.builds(Cursor, st.integers(0, 2**62), st.integers(0, 2**62)),
)


@st.composite
def alike(draw: st.DrawFn) -> list[Change]:
    """Changes with the same fields, each field of one sort: what columns are made for."""
    sorts = st.sampled_from(
        [DAYS, MOMENTS, NUMBERED, TEXTS, WHOLE, st.booleans(), LIKELY, NAMES.map(str), VALUES]
    )
    columns = draw(st.dictionaries(st.text(max_size=3), sorts, max_size=4))
    size = draw(st.integers(1, 8))
    bags = [{name: draw(values) for name, values in columns.items()} for _ in range(size)]
    return [replace(draw(CHANGES), fields=bag) for bag in bags]


@st.composite
def batches(draw: st.DrawFn) -> Batch:
    first = draw(st.integers(1, 10**6))
    changes = draw(st.lists(CHANGES, min_size=1, max_size=6) | alike())
    numbered = tuple(replace(change, number=first + i) for i, change in enumerate(changes))
    signature = draw(st.binary(min_size=64, max_size=64))
    return Batch(
        draw(st.sampled_from(DEVICES)), numbered, draw(st.binary(min_size=32, max_size=32)), signature
    )


PROBLEMS = st.builds(
    Problem,
    st.sampled_from(["field_wrong", "gap"]),
    TEXTS,
    st.sampled_from(["", "V01"]),
    facts=st.dictionaries(TEXTS, TEXTS | st.integers(0, 99), max_size=2),
)


@st.composite
def answers(draw: st.DrawFn) -> tuple[Answer, ...]:
    first = draw(st.integers(1, 10**6))
    verdicts = draw(st.lists(st.sampled_from(Verdict), max_size=8))
    return tuple(
        Answer(first + i, verdict, draw(PROBLEMS) if verdict is Verdict.refused else None)
        for i, verdict in enumerate(verdicts)
    )


ROWS = st.builds(
    Row, NAMES, KINDS, st.just("PK-KP-NOWSHERA"), FIELDS, st.dictionaries(TEXTS, NAMES, max_size=3)
)
REQUESTS = st.builds(
    Request,
    st.lists(batches(), max_size=3).map(tuple),
    CURSORS,
    st.integers(1, 1000),
    st.none() | st.integers(0, 2**40),
    st.integers(0, 10**6),
    TEXTS,
)
RESPONSES = st.builds(
    Response,
    answers(),
    st.text("abc.", max_size=9),
    st.lists(ROWS, max_size=5).map(tuple),
    CURSORS,
    st.booleans(),
    st.integers(0, 2**50),
    st.dictionaries(KINDS, st.integers(0, 10**6)),
)


@st.composite
def stopped(draw: st.DrawFn) -> Response:
    """A response whose rows are cut in parts."""
    response = draw(RESPONSES)
    places = sorted(draw(st.sets(st.integers(1, 4), max_size=3)))
    stops = tuple(Stop(place, draw(CURSORS)) for place in places if place < len(response.rows))
    return replace(response, stops=stops, epoch=draw(TEXTS), left=draw(st.integers(0, 10**6)))
