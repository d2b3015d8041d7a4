"""Two persons are weighed by what they share, how rare that is, and how many others there are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.matching.frequencies import Counted
from domain.matching.profile import Identity, features, profile
from domain.matching.score import ALERT, Match, score, threshold
from domain.vocabulary import Sex
from tests.domain.matching.people import aged, identities, on

SIZE = 100_000
AWA = Identity(
    given_name="Awa",
    family_name="Diallo",
    mother_name="Fatou Sow",
    sex=Sex.female,
    birth=on("1984-03-07"),
    village="Bafatá",
)


def counted(**common: int) -> Counted:
    """Frequencies of a register where these spellings are common."""
    found = Counted()
    for name, persons in common.items():
        for _ in range(persons):
            found.add(features(profile(Identity(given_name=name))))
    return found


def match(one: Identity, other: Identity, frequencies: Counted | None = None, size: int = SIZE) -> Match:
    return score(profile(one), profile(other), frequencies or Counted(), size)


def codes(found: Match) -> set[str]:
    return {reason.code for reason in found.reasons}


@given(identities, identities, st.integers(0, 10**7))
def test_it_is_the_same_from_either_side(one: Identity, other: Identity, size: int) -> None:
    there, back = match(one, other, size=size), match(other, one, size=size)
    assert there.weight == pytest.approx(back.weight)
    assert 0 <= there.probability <= 1
    assert sorted(r.code for r in there.reasons) == sorted(r.code for r in back.reasons)


@given(identities)
def test_the_order_of_names_is_no_matter(one: Identity) -> None:
    """All words in one field, in any order, are the same name."""
    words = " ".join(filter(None, (one.given_name, one.family_name))).split()
    bag = replace(one, given_name=None, family_name=None, other_names=" ".join(words))
    turned = replace(bag, other_names=" ".join(reversed(words)))
    if " dit " not in f" {bag.other_names} ".casefold():
        assert match(bag, bag).weight == pytest.approx(match(bag, turned).weight, abs=8.0)


@given(identities, st.floats(-50, 50))
def test_leaving_off_early_never_loses_a_pair(one: Identity, least: float) -> None:
    whole = match(one, AWA)
    cut = score(profile(one), profile(AWA), Counted(), SIZE, least)
    if whole.weight >= least:
        assert cut == whole
    else:
        assert whole.weight <= cut.weight + 1e-9
        assert cut.weight < least


def test_the_same_woman_registered_in_portuguese_with_swapped_names_is_seen() -> None:
    again = replace(
        AWA,
        given_name="Djaló",
        family_name="Aua",
        mother_name="Fatu Só",
        birth=on("1984-07-03"),
        village=None,
    )
    found = match(AWA, again)
    assert found.probability >= ALERT
    assert {"names_swapped", "name_sounds_same", "birth_swapped", "mother_similar"} <= codes(found)


def test_reasons_come_heaviest_first_and_sum_to_the_weight() -> None:
    found = match(AWA, replace(AWA, village="Gabú"))
    weights = [reason.weight for reason in found.reasons]
    assert weights == sorted(weights, reverse=True)
    assert sum(weights) == pytest.approx(found.weight)


@given(identities, identities)
def test_the_reasons_account_for_the_whole_weight(one: Identity, other: Identity) -> None:
    found = match(one, other)
    assert sum(reason.weight for reason in found.reasons) == pytest.approx(found.weight, abs=1e-9)


@pytest.mark.parametrize("pair", ["Amadu/Mamadu", "Diop/Diouf", "Fatu/Fati", "Binta/Bintu"])
def test_two_established_names_stay_two(pair: str) -> None:
    one, other = pair.split("/")
    known = counted(**{one: 300, other: 300})
    same = match(Identity(given_name=one), Identity(given_name=one), known, 10_000).weight
    differ = match(Identity(given_name=one), Identity(given_name=other), known, 10_000).weight
    assert differ < 0 < same


def test_a_slip_of_a_rare_name_is_the_same_name() -> None:
    found = match(Identity(given_name="Zenobia"), Identity(given_name="Zenobja"))
    assert codes(found) == {"name_near"}
    assert found.weight > 3


def test_a_rare_name_says_more_than_a_common_one() -> None:
    known = counted(Maria=500)
    common = match(Identity(given_name="Maria"), Identity(given_name="Maria"), known, 5000)
    rare = match(Identity(given_name="Zenobia"), Identity(given_name="Zenobia"), known, 5000)
    assert rare.weight > common.weight + 4


def test_brothers_and_twins_are_not_shown_as_one_person() -> None:
    brother = replace(AWA, given_name="Demba", sex=Sex.male, birth=on("1986-11-20"), phones=("955123456",))
    twin = replace(AWA, given_name="Adama", phones=("955123456",))
    assert match(replace(AWA, phones=("955123456",)), brother).probability < 0.001
    assert match(replace(AWA, phones=("955123456",)), twin).probability < ALERT


def test_where_nobody_has_kin_shared_evidence_counts_in_full() -> None:
    other = replace(AWA, given_name="Demba", birth=on("1986-11-20"))
    alone = score(profile(AWA), profile(other), Counted(), SIZE, kin=0)
    assert "shared_by_kin" not in codes(alone)
    assert alone.weight > match(AWA, other).weight + 5


def test_the_threshold_rises_with_the_register() -> None:
    assert threshold(2_000_000) == pytest.approx(threshold(1_000_000) + 1)
    assert threshold(0) == threshold(1)
    assert threshold(1000, 0.9) > threshold(1000, 0.5)


class Even:
    """Every value is borne by one person in a thousand, however large the register."""

    def __init__(self, size: int) -> None:
        self.persons = size // 1000

    def count(self, feature: str) -> int:
        return self.persons


def test_the_same_evidence_convinces_less_in_a_larger_register() -> None:
    one = profile(Identity("Awa", sex=Sex.female, birth=aged(42)))
    chances = [score(one, one, Even(size), size).probability for size in (10_000, 100_000, 1_000_000)]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > 4 * chances[-1]


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (replace(AWA, birth=aged(42)), "birth_overlaps"),
        (replace(AWA, birth=aged(70)), "birth_apart"),
        (replace(AWA, birth=on("1984-03-08")), "birth_one_digit"),
        (replace(AWA, birth=on("1979-03-07")), "birth_same_day_of_year"),
        (replace(AWA, sex=Sex.male), "sex_differs"),
        (replace(AWA, mother_name="Sow Fatou"), "mother_same"),
        (replace(AWA, mother_name="Ana Lopes"), "mother_differs"),
        (replace(AWA, village="Bafata"), "village_same"),
        (replace(AWA, village="Bafatta"), "village_near"),
        (replace(AWA, village="Gabú"), "village_differs"),
        (replace(AWA, given_name="A"), "name_initial"),
        (replace(AWA, given_name="Nhima"), "name_differs"),
    ],
)
def test_each_reason_has_its_code(other: Identity, code: str) -> None:
    if code == "birth_one_digit":
        other = replace(other, birth=on("1984-03-17"))
    if code == "birth_same_day_of_year":
        other = replace(other, birth=on("1961-03-07"))
    assert code in codes(match(AWA, other))


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        (("national_id", "12-345 67"), ("national_id", "1234567"), "identifier_same"),
        (("national_id", "1234567"), ("voter", "1234567"), "identifier_same_elsewhere"),
        (("national_id", "1234567"), ("national_id", "1243567"), "identifier_near"),
        (("national_id", "1234567"), ("national_id", "7654321"), "identifier_differs"),
    ],
)
def test_identifiers(one: tuple[str, str], other: tuple[str, str], code: str) -> None:
    found = match(Identity("Awa", identifiers=(one,)), Identity("Awa", identifiers=(other,)))
    assert code in codes(found)
    assert all("12345" not in str(reason.facts) for reason in found.reasons)


def test_numbers_of_two_schemes_say_nothing() -> None:
    one, other = (("national_id", "1234567"),), (("voter", "7654321"),)
    assert match(Identity(identifiers=one), Identity(identifiers=other)).reasons == ()


def test_names_written_as_one_are_joined() -> None:
    assert "name_joined" in codes(match(Identity("Jean Baptiste"), Identity("Jeanbaptiste")))


def test_a_name_split_by_a_slip_is_as_common_as_the_whole_name() -> None:
    """Its parts are rare because nobody is called so: that says nothing of the person."""
    split = score(
        profile(Identity("Ama dou")), profile(Identity("Amadou")), counted(amadou=5_000), SIZE, kin=0
    )
    whole = score(
        profile(Identity("Amadou")), profile(Identity("Amadou")), counted(amadou=5_000), SIZE, kin=0
    )
    assert "name_joined" in codes(split)
    assert 0 < split.weight < whole.weight


def heaped(day: str, others: str, persons: int = 20_000) -> Counted:
    """A register where so many were born on one day of some year, and the rest all over."""
    found = Counted()
    for number in range(persons):
        day_of = f"{1950 + number % 60}-{day}" if number % 4 == 0 else f"{1950 + number % 60}-{others}"
        found.add(features(profile(Identity(birth=on(day_of)))))
    return found


def test_first_of_january_in_another_year_says_nothing_where_many_are_written_so() -> None:
    common = heaped("01-01", "06-17")
    january = score(
        profile(Identity(birth=on("1970-01-01"))), profile(Identity(birth=on("1983-01-01"))), common, 20_000
    )
    august = score(
        profile(Identity(birth=on("1970-08-09"))), profile(Identity(birth=on("1983-08-09"))), common, 20_000
    )
    assert codes(january) == codes(august) == {"birth_same_day_of_year"}
    assert january.weight < 0 < august.weight


def test_who_shares_a_village_gains_nothing_by_its_area() -> None:
    found = Counted()
    for number in range(1_000):
        place = Identity(village=f"V{number % 100}", area=f"A{number % 100 // 10}")
        found.add(features(profile(place)))
    one = profile(Identity(village="V7", area="A0"))
    both = score(one, one, found, 1_000, kin=0)
    village = score(*(profile(Identity(village="V7")),) * 2, found, 1_000, kin=0)
    assert both.weight - village.weight < 0.7
    namesake = score(one, profile(Identity(village="V7", area="A3")), found, 1_000, kin=0)
    assert namesake.weight < village.weight


def test_overlapping_ages_say_little_where_most_are_young() -> None:
    young = Counted()
    for number in range(5_000):
        young.add(features(profile(Identity(birth=aged(number % 10)))))
    child = score(*(profile(Identity(birth=aged(5))),) * 2, young, 5_000, kin=0)
    elder = score(*(profile(Identity(birth=aged(80))),) * 2, young, 5_000, kin=0)
    assert codes(child) == codes(elder) == {"birth_overlaps"}
    assert child.weight + 2 < elder.weight


def test_an_alias_told_once_is_no_difference() -> None:
    told, not_told = Identity("Mamadou dit Petit", "Diallo"), Identity("Mamadou", "Diallo")
    assert match(told, not_told).weight == pytest.approx(match(not_told, not_told).weight)
    assert "name_same" in codes(match(told, Identity("Petit")))


def test_nothing_known_is_no_evidence() -> None:
    assert match(Identity(), Identity()).weight == 0
    assert match(Identity(), AWA).reasons == ()
