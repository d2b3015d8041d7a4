"""The packs shipped with the product hold what the pilot needs, in the three languages."""

from __future__ import annotations

import re

import pytest

from domain.languages import LANGUAGES
from domain.programme import Programme
from packs.places import resources
from packs.reading import find, folder_of, installed


def test_two_countries_are_shipped() -> None:
    assert {programme.country for programme in installed()} == {"PK", "CV"}


def test_the_pilot_has_its_offices_and_districts_and_a_region_that_watches_them() -> None:
    programme = find("kp-one-window")
    assert {o.code: o.areas for o in programme.offices} == {
        "NSR": ("PK-KP-NOWSHERA",),
        "LDR": ("PK-KP-LOWERDIR",),
        "KPR": ("PK-KP",),
    }
    assert {o.code: o.watches for o in programme.offices if o.watches} == {"KPR": ("NSR", "LDR")}
    assert programme.minimum_area_level == programme.district_level == 2
    tehsils = {area.name for area in programme.children("PK-KP-LOWERDIR")}
    assert tehsils == {"Timergara", "Balambat", "Adenzai", "Lal Qilla", "Munda", "Samarbagh", "Khall"}
    assert programme.district_of("PK-KP-NOWSHERA-PAB-09") == "PK-KP-NOWSHERA"
    assert re.fullmatch(programme.identifier_patterns["national_id"], "17201-1234567-1")


@pytest.mark.parametrize("programme", installed(), ids=lambda p: p.code)
def test_every_area_leads_to_the_country(programme: Programme) -> None:
    for area in programme.areas:
        lineage = programme.lineage(area.code)
        assert lineage[-1].level == 0
        assert [a.level for a in lineage] == list(range(area.level, -1, -1))


@pytest.mark.parametrize("programme", installed(), ids=lambda p: p.code)
def test_the_household_journey_reaches_the_events_of_the_day(programme: Programme) -> None:
    journey = programme.template("household")
    assert journey is not None
    events = {event for item in journey.items for event in item.auto}
    assert {"receipt.handed_over", "card.delivered"} <= events
    assert not any(item.evidence_required for item in journey.items)
    for level in ("programme", "office"):
        template = programme.template(level)
        assert template is not None
        assert all(item.evidence_required for item in template.items)


@pytest.mark.parametrize("programme", installed(), ids=lambda p: p.code)
def test_the_notice_names_its_retention_and_the_office(programme: Programme) -> None:
    for language in LANGUAGES:
        text = programme.notice.text[language].format(office="Xyz")
        assert "Xyz" in text
        assert str(programme.notice.retention_years) in text


@pytest.mark.parametrize("programme", installed(), ids=lambda p: p.code)
def test_registration_is_never_called_enrolment(programme: Programme) -> None:
    """Récépissé d'enregistrement and comprovativo de registo: inscription is the later decision."""
    paper = programme.paper
    for text in (paper.next_step, paper.complaints, paper.rights, paper.card_lost, programme.notice.text):
        assert "inscri" not in (text.fr + text.pt).lower()


@pytest.mark.parametrize("programme", installed(), ids=lambda p: p.code)
def test_the_back_of_a_card_has_room_for_its_lines(programme: Programme) -> None:
    for text in (programme.paper.rights, programme.paper.card_lost):
        assert max(len(text[language]) for language in LANGUAGES) <= 130


@pytest.mark.parametrize("programme", installed(), ids=lambda p: p.code)
def test_a_readme_tells_facts_from_samples(programme: Programme) -> None:
    folder = folder_of(programme.code)
    assert folder is not None
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert "annual report 2017" in text
    assert "**sample**" in text
    assert (resources() / "programmes" / "README.md").is_file()
