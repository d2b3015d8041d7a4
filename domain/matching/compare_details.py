"""What else tells persons apart: sex, identifiers, telephones, the mother, where they live."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.distance import OSA, JaroWinkler

from domain.matching.compare_names import weigh_names
from domain.matching.evidence import Reason, Share, bits
from domain.matching.profile import Profile
from domain.vocabulary import Sex

SEX_SAME, SEX_DIFFERS = bits(0.99, 0.5), bits(0.01, 0.5)
IDENTIFIER_SAME = 18.0
IDENTIFIER_SAME_ELSEWHERE = 14.0  # the same number under another scheme: the wrong line was ticked
IDENTIFIER_NEAR, IDENTIFIER_DIFFERS = 9.0, bits(0.02, 1.0)
IDENTIFIER_LENGTH = 6  # a shorter number is one digit away from too many others
# A household has one telephone, and people change theirs: it speaks softly, and hardly against.
PHONE_SAME, PHONE_NEAR, PHONE_DIFFERS = 7.0, 3.0, -0.5
MOTHER_AT_MOST, MOTHER_AT_LEAST = 12.0, -4.0
VILLAGE_SAME, VILLAGE_NEAR, NEAR_JARO = 0.75, 0.10, 0.88
VILLAGE_NEAR_CHANCE = 0.004
VILLAGE_DIFFERS = bits(0.15, 0.98)
AREA_SAME, AREA_DIFFERS = 0.80, bits(0.18, 0.98)
# An area is coarse, and whoever shares a village shares it too: it adds to the village, and weighs less.
VILLAGE_AT_MOST, AREA_AT_MOST = 9.0, 6.0
ADDRESS_DIFFERS = bits(0.2, 0.95)
ADDRESS_WORD = 0.6
ADDRESS_AT_MOST = 12.0


def weigh_sex(a: Sex, b: Sex) -> Reason | None:
    """None when either is not known."""
    if Sex.not_known in (a, b):
        return None
    return Reason("sex_same", SEX_SAME) if a is b else Reason("sex_differs", SEX_DIFFERS)


def weigh_identifiers(a: Profile, b: Profile) -> Reason | None:
    """The best agreement of any two numbers; difference only between numbers of one scheme."""
    both = a.identifiers & b.identifiers
    if both:
        return Reason("identifier_same", IDENTIFIER_SAME, {"scheme": min(both)[0]})
    pairs = [(x, y) for x in a.identifiers for y in b.identifiers]
    if any(x[1] == y[1] for x, y in pairs):
        return Reason("identifier_same_elsewhere", IDENTIFIER_SAME_ELSEWHERE)
    comparable = sorted((x, y) for x, y in pairs if x[0] == y[0])
    near = [x[0] for x, y in comparable if _one_slip(x[1], y[1])]
    if near:
        return Reason("identifier_near", IDENTIFIER_NEAR, {"scheme": near[0]})
    if comparable:
        return Reason("identifier_differs", IDENTIFIER_DIFFERS, {"scheme": comparable[0][0][0]})
    return None


def weigh_phones(a: Profile, b: Profile) -> Reason | None:
    """The best agreement of any two numbers."""
    if not a.phones or not b.phones:
        return None
    if a.phones & b.phones:
        return Reason("phone_same", PHONE_SAME)
    if any(_one_slip(x, y) for x in a.phones for y in b.phones):
        return Reason("phone_near", PHONE_NEAR)
    return Reason("phone_differs", PHONE_DIFFERS)


def weigh_mothers(a: Profile, b: Profile, share: Share) -> Reason | None:
    """Their mothers' names, as bags of tokens; bounded, since brothers and sisters share her."""
    if not a.mother or not b.mother:
        return None
    weight = min(MOTHER_AT_MOST, max(MOTHER_AT_LEAST, weigh_names(a.mother, b.mother, share).total))
    same = {token.plain for token in a.mother} == {token.plain for token in b.mother}
    code = "mother_same" if same else "mother_similar" if weight > 0 else "mother_differs"
    return Reason(code, weight)


def weigh_places(a: Profile, b: Profile, share: Share) -> Iterator[Reason]:
    """Village, area and address, each when both said it."""
    village = _village(a.village, b.village, share) if a.village and b.village else None
    if village:
        yield village
    if a.area and b.area:
        yield _area(a, b, village, share)
    if _has_street(a.address) and _has_street(b.address):
        yield _address(a.address, b.address, share)


def _has_street(address: frozenset[str]) -> bool:
    """Whether more than a house number is known: number 13 is in every street."""
    return any(not word.isdigit() for word in address)


def _village(a: str, b: str, share: Share) -> Reason:
    if a == b:
        return Reason("village_same", min(VILLAGE_AT_MOST, bits(VILLAGE_SAME, share(f"v|{a}"))))
    if JaroWinkler.similarity(a, b, score_cutoff=NEAR_JARO):
        common = max(VILLAGE_NEAR_CHANCE, share(f"v|{a}"), share(f"v|{b}"))
        return Reason("village_near", bits(VILLAGE_NEAR, common))
    return Reason("village_differs", VILLAGE_DIFFERS)


def _area(a: Profile, b: Profile, village: Reason | None, share: Share) -> Reason:
    """Who shares a village shares its area: the area then tells only villages of one name apart."""
    if a.area != b.area:
        return Reason("area_differs", AREA_DIFFERS)
    weight = bits(AREA_SAME, share(f"a|{a.area}"))
    if village and village.code == "village_same":
        both = bits(VILLAGE_SAME, share(f"h|{a.village}|{a.area}"))
        weight = min(weight, max(0.0, both - village.weight))
    return Reason("area_same", min(AREA_AT_MOST, weight))


def _address(a: frozenset[str], b: frozenset[str], share: Share) -> Reason:
    """Each shared word by how rare it is; words such as "street" say little by themselves."""
    words = a & b
    weight = sum(max(0.0, bits(ADDRESS_WORD, share(f"r|{word}"))) for word in words)
    missed = min(len(a), len(b)) - len(words)
    weight = min(ADDRESS_AT_MOST, weight + ADDRESS_DIFFERS * missed / min(len(a), len(b)))
    if a == b:
        return Reason("address_same", weight)
    return Reason("address_similar" if weight > 0 else "address_differs", weight)


def _one_slip(a: str, b: str) -> bool:
    long_enough = min(len(a), len(b)) >= IDENTIFIER_LENGTH
    return long_enough and OSA.distance(a, b, score_cutoff=1) == 1
