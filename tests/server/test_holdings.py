"""What the server says it holds of a device: counted from the history, signed, the asking file's alone."""

from __future__ import annotations

import dataclasses
from typing import Any

from tests.server.device import CLOCK, DISTRICT, Device, Line, code_of, household, person, receipt_facts
from tests.server.test_renewal import renew


def held(device: Device, query: str = "") -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {device.token}"}
    answer = device.line.call("GET", f"/v1/holdings{query}", headers=headers)
    assert answer.status_code == 200, answer.text
    return receipt_facts(device.line.call("GET", "/v1/trust").json(), answer.text)


def test_each_author_and_kind_is_counted_and_what_was_refused_too(awa: Device, binta: Device) -> None:
    awa.create("household", household())
    awa.create("person", person())
    awa.create("person", person())
    awa.create("membership", {"household": f"{awa.id}:9", "person": f"{awa.id}:9", "role": "head"})
    awa.journal[2] = dataclasses.replace(awa.journal[2], author=2)
    verdict = awa.push().answers[3].verdict
    binta.create("household", household(code="NSR-ABCD-26-000009-X"))
    binta.push()

    said = held(awa)
    assert said["holdings"] == awa.id
    (own,) = said["devices"]
    assert (own["device"], own["last"]) == (awa.id, 4)
    assert own["chain"] == awa.batch().chain_end.hex()
    assert verdict == "refused"
    assert own["counts"] == [
        [1, "household", "accepted", 1],
        [1, "membership", "refused", 1],
        [1, "person", "accepted", 1],
        [2, "person", "accepted", 1],
    ]


def test_a_span_of_time_counts_what_was_written_in_it(awa: Device) -> None:
    for minute in range(3):
        awa.create("person", person())
        change = awa.journal[minute]
        awa.journal[minute] = dataclasses.replace(change, clock=CLOCK + minute * 60_000 * 1024)
    awa.push()
    first = CLOCK // 1024
    (own,) = held(awa, f"?from={first + 60_000}&until={first + 120_000}")["devices"]
    assert own["counts"] == [[1, "person", "accepted", 1]]
    assert own["last"] == 3, "the chain is that of all"


def test_it_counts_up_to_a_number_where_one_is_given(awa: Device) -> None:
    for _ in range(3):
        awa.create("person", person())
    awa.push()
    (own,) = held(awa, f"?upto={awa.id}:2&upto={'0' * 32}:9")["devices"]
    assert (own["last"], own["counts"]) == (3, [[1, "person", "accepted", 2]])
    assert own["chain"] == awa.batch(1, 2).chain_end.hex()


def test_an_earlier_identity_is_counted_with_who_renews_it_and_not_the_other_way(
    awa: Device, line: Line
) -> None:
    awa.create("household", household())
    awa.create("person", person(), district=DISTRICT)
    awa.push()
    heir = Device(line)
    assert renew(awa, heir).status_code == 200
    heir.sign_in()
    heir.create("person", person())
    heir.push()
    assert [(one["device"], one["last"]) for one in held(heir)["devices"]] == [(awa.id, 2), (heir.id, 1)]
    assert [one["device"] for one in held(awa)["devices"]] == [awa.id]


def test_nobody_asks_without_a_token_or_for_no_time(awa: Device, line: Line) -> None:
    assert code_of(line.call("GET", "/v1/holdings")) == "token_invalid"
    headers = {"Authorization": f"Bearer {awa.token}"}
    for query in ("upto=nothing", "from=yesterday", "from=5&until=4", "from=-1", f"until={2**60}"):
        assert code_of(line.call("GET", f"/v1/holdings?{query}", headers=headers)) == "message_unreadable"
