"""Two districts: a number of the one is hinted at in the other after a round, and nothing more is told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from desktop.services.hints import may_be_elsewhere
from desktop.services.synchronise import synchronise
from domain.registration import IdentifierForm
from domain.vocabulary import IdentifierScheme
from server.running import running
from tests.journeys.conftest import Make
from tests.journeys.laptop import Laptop, lines

NUMBER = "15302-1234567-1"


def hinted(laptop: Laptop, value: str) -> bool:
    with laptop.sit() as desk:
        form = IdentifierForm(scheme=IdentifierScheme.national_id, value=value)
        return may_be_elsewhere(desk, [form]) == [0]


def test_a_number_of_another_district_is_hinted_at(own_data: Path, make: Make) -> None:
    with running(own_data) as server:
        there, here = make("there", "LDR").join(server), make("here").join(server)
        [line] = lines(1, office="LDR")
        line["members"][0]["identifiers"] = [{"scheme": "national_id", "value": NUMBER}]
        there.register([line])
        assert not hinted(here, NUMBER)
        there.sync_fully()
        here.sync_fully()
        assert hinted(here, NUMBER)
        assert not hinted(here, "15302-7654321-1")
        assert not hinted(there, NUMBER)
        assert here.households() == []


def test_a_second_day_without_news_costs_a_few_hundred_bytes(own_data: Path, make: Make) -> None:
    with running(own_data) as server:
        there, here = make("there", "LDR").join(server), make("here").join(server)
        there.register(lines(40, office="LDR"))
        there.sync_fully()
        here.sync_fully()
        quiet = here.sync_fully().bytes_down
        with here.sit() as desk:
            later = desk.now() + timedelta(days=2)
            object.__setattr__(desk, "clock", lambda: later)
            asked = synchronise(desk)
        assert 0 < asked.bytes_down - quiet < 600


@pytest.mark.expects_log("guichet.server: GET /v1/hints 500")
def test_a_filter_the_server_cannot_make_fails_no_round(
    own_data: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(own_data) as server:
        here = make("here").join(server)
        here.register(lines(1))
        monkeypatch.setattr("domain.matching.bloom.build", lambda *_: 1 / 0)
        here.sync_fully()
        assert here.check().waiting == 0
