"""Invented households pass the register's own rules, look like a population, and repeat for a seed."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from datetime import date
from functools import cache
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import phonenumbers
import pytest

from domain.birth import Birth
from domain.problems import Refused
from domain.programme import Office, Programme
from domain.registration import HouseholdForm, parse
from domain.rules.check import check
from domain.rules.context import Context, Home, Known
from domain.vocabulary import Role, Sex
from guichet.sample.households import households
from packs.places import resources
from packs.reading import find, load

TODAY = date(2026, 6, 1)
COUNT = 1500
CODES = ("kp-one-window", "cv-single-register")


@cache
def lines(code: str) -> tuple[dict[str, Any], ...]:
    return tuple(households(find(code), COUNT, seed=11))


@cache
def forms(code: str) -> tuple[HouseholdForm, ...]:
    return tuple(parse(line) for line in lines(code))


def described(code: str) -> list[Any]:
    return [member for form in forms(code) for member in form.members if not member.is_known]


def age(member: Any) -> int | None:
    birth: Birth | None = member.birth()
    ages = birth.ages(TODAY) if birth else None
    return None if ages is None else sum(ages) // 2


def _office_of(programme: Programme, area: str) -> Office:
    within = {a.code for a in programme.lineage(area)}
    return next(office for office in programme.offices if within & set(office.areas))


@pytest.mark.parametrize("code", CODES)
def test_the_register_accepts_every_household(code: str) -> None:
    programme = find(code)
    shared: dict[str, Known] = {}
    for form in forms(code):
        assert form.household.area is not None
        known = {i: shared[m.same_person_as] for i, m in enumerate(form.members) if m.same_person_as}
        office = _office_of(programme, form.household.area)
        assert check(form, Context(programme, office, TODAY, known)) == [], form.id
        for member in form.members:
            birth = member.birth()
            if member.id and birth:
                home = Home("", form.household.compound)
                shared[member.id] = Known(Sex.male, birth, False, [home])


@pytest.mark.parametrize("code", CODES)
def test_the_same_seed_draws_the_same_lines(code: str) -> None:
    again = islice(households(find(code), 10**9, seed=11), 40)
    assert [json.dumps(line) for line in again] == [json.dumps(line) for line in lines(code)[:40]]
    assert list(households(find(code), 40, seed=12)) != list(lines(code)[:40])
    assert len({line["id"] for line in lines(code)}) == COUNT


@pytest.mark.parametrize(
    ("code", "size", "young", "single"),
    [
        ("kp-one-window", (6.3, 7.0), (0.34, 0.45), (0.12, 0.25)),
        ("cv-single-register", (3.5, 4.1), (0.26, 0.36), (0, 0.02)),
    ],
)
def test_they_look_like_a_population(
    code: str, size: tuple[float, float], young: tuple[float, float], single: tuple[float, float]
) -> None:
    everyone = described(code)
    ages = [a for a in map(age, everyone) if a is not None]
    boys = Counter(member.sex for member in everyone)
    assert size[0] < sum(len(form.members) for form in forms(code)) / COUNT < size[1]
    assert young[0] < sum(a < 15 for a in ages) / len(ages) < young[1]
    assert 0.04 < sum(a >= 60 for a in ages) / len(ages) < 0.14
    assert 0.85 < boys[Sex.male] / boys[Sex.female] < 1.15
    assert single[0] <= sum(member.single_name for member in everyone) / len(everyone) < single[1]
    assert max(ages) < 105


@pytest.mark.parametrize("code", CODES)
def test_parents_are_fifteen_years_older_than_their_children(code: str) -> None:
    checked = 0
    for form in forms(code):
        parents = [m.birth() for m in form.members if m.role in (Role.head, Role.spouse) and not m.is_known]
        children = [m.birth() for m in form.members if m.role is Role.child]
        for parent in parents:
            for child in children:
                older, younger = (b.ages(TODAY) if b else None for b in (parent, child))
                if older and younger:
                    assert older[1] - younger[0] >= 15, form.id
                    checked += 1
    assert checked > COUNT


@pytest.mark.parametrize("code", CODES)
def test_births_are_known_to_every_precision(code: str) -> None:
    found = Counter(str(member.birth_precision) for member in described(code))
    assert set(found) == {"day", "month", "year", "estimated_age", "unknown"}
    assert found["unknown"] < 0.02 * found.total()


def test_some_heads_are_orphans_or_women_alone() -> None:
    heads = [form for form in forms("kp-one-window") if form.household.child_headed]
    assert heads
    assert all(form.guardian for form in heads)
    alone = [
        form
        for form in forms("kp-one-window")
        if form.members[0].sex is Sex.female and any(m.role is Role.child for m in form.members)
    ]
    assert 0.01 < (len(heads) + len(alone)) / COUNT < 0.06


@pytest.mark.parametrize("code", CODES)
def test_identity_numbers_fit_their_pattern_and_are_given_once(code: str) -> None:
    pattern = find(code).identifier_patterns["national_id"]
    adults = [m for m in described(code) if (age(m) or 0) >= 20]
    values = [i.value for m in described(code) for i in m.identifiers]
    assert len(values) == len(set(values))
    assert all(re.fullmatch(pattern, value) for value in values)
    assert 0.62 < sum(bool(m.identifiers) for m in adults) / len(adults) < 0.82
    assert not any(m.identifiers for m in described(code) if (age(m) or 99) < 17)


def test_the_last_digit_of_a_cnic_tells_men_from_women() -> None:
    for member in described("kp-one-window"):
        for identifier in member.identifiers:
            assert (int(identifier.value[-1]) % 2 == 1) == (member.sex is Sex.male)


def test_the_cape_verdean_number_begins_with_the_birth_date() -> None:
    for member in described("cv-single-register"):
        for identifier in member.identifiers:
            assert identifier.value[:8] == (member.birth_date or "").replace("-", "")
            assert identifier.value[8] == ("M" if member.sex is Sex.male else "F")


@pytest.mark.parametrize("code", CODES)
def test_telephones_are_valid_mobiles_given_once(code: str) -> None:
    numbers = [p for m in described(code) for p in m.phones]
    numbers += [form.household.phone for form in forms(code) if form.household.phone]
    assert len(numbers) == len(set(numbers)) > COUNT / 2
    for number in numbers:
        read = phonenumbers.parse(number, None)
        assert phonenumbers.is_valid_number(read), number
        assert phonenumbers.number_type(read) == phonenumbers.PhoneNumberType.MOBILE
        assert phonenumbers.region_code_for_number(read) == find(code).country


@pytest.mark.parametrize("code", CODES)
def test_positions_lie_near_the_area(code: str) -> None:
    programme = find(code)
    placed = [form.household for form in forms(code) if form.household.latitude is not None]
    assert 0.2 * COUNT < len(placed) < 0.5 * COUNT
    for household in placed:
        around = next(a for a in programme.lineage(household.area or "") if a.latitude is not None)
        assert household.latitude is not None and household.longitude is not None
        assert around.latitude is not None and around.longitude is not None
        assert abs(household.latitude - around.latitude) < 0.1
        assert abs(household.longitude - around.longitude) < 0.1


def test_a_man_of_two_households_is_described_once() -> None:
    found = forms("kp-one-window")
    pairs = [(a, b) for a, b in pairwise(found) if a.members and a.members[0].id]
    assert len(pairs) > 10
    for first, second in pairs:
        assert second.members[0].same_person_as == first.members[0].id
        assert second.members[0].role is first.members[0].role is Role.head
        assert first.household.compound == second.household.compound is not None
        assert first.household.area == second.household.area
    assert not any("compound" in line["household"] for line in lines("cv-single-register"))
    without = households(find("kp-one-window"), COUNT, seed=11, compounds=False)
    assert not any("compound" in line["household"] for line in without)


def test_names_carry_their_accents_apostrophes_and_particles() -> None:
    cape_verde = {f"{m.given_name} {m.family_name}" for m in described("cv-single-register")}
    for part in ("José", "António", "N'D", " dos Santos", " da ", "Maria de "):
        assert any(part in name for name in cape_verde), part
    khyber = {f"{m.given_name} {m.family_name}" for m in described("kp-one-window")}
    for part in ("Khattak", "Yousafzai", " Bibi", " Khan"):
        assert any(part in name for name in khyber), part
    assert not [name for name in khyber if len(set(name.split())) < len(name.split())]


@pytest.mark.parametrize("code", CODES)
def test_a_child_names_its_mother_as_she_is_written(code: str) -> None:
    checked = 0
    for form in forms(code):
        wife = next((m for m in form.members if m.role is Role.spouse and m.sex is Sex.female), None)
        for child in form.members if wife else []:
            if child.role is Role.child and wife is not None:
                assert child.mother_name == f"{wife.given_name} {wife.family_name or ''}".strip()
                checked += 1
    assert checked > COUNT / 4


def test_one_office_has_its_own_areas_and_numbers() -> None:
    programme = find("kp-one-window")
    counters = [office for office in programme.offices if not office.watches]
    per_office = {o.code: list(households(programme, 200, seed=5, office=o.code)) for o in counters}
    numbers: list[set[str]] = []
    for office in counters:
        for line in per_office[office.code]:
            assert programme.district_of(line["household"]["area"]) in office.areas
        numbers.append(
            {str(p) for line in per_office[office.code] for m in line["members"] for p in m.get("phones", [])}
        )
    assert numbers[0] and numbers[1] and not numbers[0] & numbers[1]
    turns = Counter(programme.district_of(form.household.area or "") for form in forms(programme.code))
    assert min(turns.values()) > 0.45 * COUNT


def test_an_unknown_office_or_a_pack_without_samples_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        households(find("kp-one-window"), 1, seed=1, office="XYZ")
    assert caught.value.problems[0].code == "office_unknown"
    elsewhere = find("kp-one-window").model_copy(update={"code": "elsewhere"})
    with pytest.raises(Refused) as caught:
        households(elsewhere, 1, seed=1)
    assert caught.value.problems[0].where == "sample/profile.yaml"
    with pytest.raises(Refused) as caught:
        households(elsewhere, 1, seed=1, folder=tmp_path)
    assert caught.value.problems[0].code == "file_missing"


def test_a_pack_from_anywhere_may_bring_its_own_samples(tmp_path: Path) -> None:
    """Nothing of a country is in the code: a third programme needs files only."""
    folder = tmp_path / "third"
    shutil.copytree(resources() / "programmes" / "cv-single-register", folder)
    sheet = folder / "programme.yaml"
    sheet.write_text(
        sheet.read_text(encoding="utf-8").replace("code: cv-single", "code: third"), encoding="utf-8"
    )
    (folder / "sample" / "family.csv").write_text("name,weight\nXpto,1\n", encoding="utf-8")
    drawn = list(households(load(folder), 20, seed=1, folder=folder))
    assert {m["family_name"] for line in drawn for m in line["members"]} <= {"Xpto", ""}


def test_a_misspelt_share_names_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(resources() / "programmes" / "kp-one-window", folder)
    profile = folder / "sample" / "profile.yaml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace("  gps: 0.4", "  pgs: 0.4"), encoding="utf-8")
    line = text[: text.index("  gps: 0.4")].count("\n") + 1
    with pytest.raises(Refused) as caught:
        households(find("kp-one-window"), 1, seed=1, folder=folder)
    assert ("field_unknown", f"profile.yaml:{line} places.pgs") in [
        (problem.code, problem.where) for problem in caught.value.problems
    ]
