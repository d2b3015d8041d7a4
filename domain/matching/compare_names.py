"""Two names compared as bags of tokens: the best pairing counts, wherever each token stood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA, JaroWinkler

from domain.matching.evidence import Reason, Share, bits
from domain.matching.tokens import Part, Token

# How often a true pair agrees this way, token by token. Exact, sound and variant are set against how common
# the spelling or the class is in this register; near and close against the least share a chance one has.
SAME_EXACT, SAME_SOUND, SAME_VARIANT, SAME_NEAR, SAME_CLOSE = 0.80, 0.06, 0.03, 0.08, 0.03
CHANCE_NEAR, CHANCE_CLOSE = 0.0015, 0.01
NEAR_JARO, CLOSE_JARO = 0.92, 0.84
# Below these lengths a one-letter slip makes another name: Ba and Sa, Awa and Ada, Fatu and Fati.
NEAR_LENGTH, CLOSE_LENGTH = 5, 4
# Both spellings common here: two names, not one and its slip, which would have to land on that very name.
ESTABLISHED, SLIP_LANDS = 1 / 1000, 0.0016
# A name of three letters and its one-letter neighbour: against, but less than two names that share nothing.
SHORT_SLIP = -1.5
DIFFERENT = -4.5
LEFT_OVER = -0.5
INITIAL = 1.0
SWAPPED = -1.5


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two tokens that belong together, how they agree, and what that weighs."""

    a: Token
    b: Token
    level: str
    weight: float

    @property
    def crossed(self) -> bool:
        """Whether a given name stands where the other person has a family name."""
        return {self.a.part, self.b.part} == {Part.given, Part.family}

    @property
    def own(self) -> bool:
        """Whether it is the person's own name, not one shared with brothers and sisters."""
        return Part.given in (self.a.part, self.b.part)


def pairings(a: Sequence[Token], b: Sequence[Token], share: Share) -> list[Pairing]:
    """The heaviest pairings of the tokens of two names, each used once; the same whichever comes first."""
    left, right = list(a), list(b)
    found: list[Pairing] = []
    for token in a:  # the same spelling first: nearly always enough, and needs no distance
        twin = next((other for other in right if other.plain == token.plain), None)
        if twin is not None:
            left.remove(token)
            right.remove(twin)
            found.append(Pairing(token, twin, "exact", bits(SAME_EXACT, share(f"t|{token.plain}"))))
    if left and right:
        found += _best(p for x in left for y in right if (p := _agree(x, y, share)))
    return found


def _best(candidates: Iterable[Pairing]) -> Iterator[Pairing]:
    """Greedy from the heaviest; ties fall by spelling, so that the order of the two persons is no matter."""
    taken_a: set[str] = set()
    taken_b: set[str] = set()
    for pairing in sorted(candidates, key=lambda p: (-p.weight, sorted((p.a.plain, p.b.plain)))):
        if pairing.a.plain not in taken_a and pairing.b.plain not in taken_b:
            taken_a.add(pairing.a.plain)
            taken_b.add(pairing.b.plain)
            yield pairing


def _agree(a: Token, b: Token, share: Share) -> Pairing | None:
    """How two different spellings agree; None when they do not."""
    heard = a.sounds & b.sounds
    if heard:
        return Pairing(a, b, "sound", bits(SAME_SOUND, _class_share(a, b, share)))
    if a.classes & b.classes:
        return Pairing(a, b, "variant", bits(SAME_VARIANT, _class_share(a, b, share)))
    shorter = min(len(a.plain), len(b.plain))
    if shorter == 1 and a.plain[0] == b.plain[0]:
        return Pairing(a, b, "initial", INITIAL)
    slip = OSA.distance(a.plain, b.plain, score_cutoff=1) == 1
    if shorter < CLOSE_LENGTH:
        return Pairing(a, b, "short_slip", SHORT_SLIP) if slip and shorter > 2 else None
    jaro = JaroWinkler.similarity(a.plain, b.plain, score_cutoff=CLOSE_JARO)
    if shorter >= NEAR_LENGTH and (jaro >= NEAR_JARO or slip):
        return Pairing(a, b, "near", _resembling(a, b, SAME_NEAR, CHANCE_NEAR, share))
    if jaro:
        return Pairing(a, b, "close", _resembling(a, b, SAME_CLOSE, CHANCE_CLOSE, share))
    return None


def _resembling(a: Token, b: Token, same: float, chance: float, share: Share) -> float:
    """What a resemblance weighs: much for a rare spelling, nothing between two established names."""
    rarer, commoner = sorted((share(f"t|{a.plain}"), share(f"t|{b.plain}")))
    weight = bits(same, max(chance, commoner))
    return min(weight, bits(SLIP_LANDS, rarer)) if rarer >= ESTABLISHED else weight


def _class_share(a: Token, b: Token, share: Share) -> float:
    shared = a.classes & b.classes
    return max(share(f"c|{name}") for name in shared)


def weigh_names(a: Sequence[Token], b: Sequence[Token], share: Share) -> tuple[float, float, list[Reason]]:
    """Weight of all, weight of the person's own (given) names alone, and the reasons, heaviest first."""
    if not a or not b:
        return 0.0, 0.0, []
    found = pairings(a, b, share)
    left = _unpaired(a, [p.a for p in found])
    right = _unpaired(b, [p.b for p in found])
    joined = _joined(left, right, share)
    if joined:
        found, left, right = [*found, joined], (), ()
    total = sum(p.weight for p in found)
    own = sum(p.weight for p in found if p.own)
    reasons = [_reason(p) for p in found]
    if any(p.crossed for p in found):
        total, own = total + SWAPPED, own + SWAPPED
        reasons.append(Reason("names_swapped", SWAPPED))
    clashes = min(len(left), len(right))
    total += DIFFERENT * clashes + LEFT_OVER * abs(len(left) - len(right))
    if _any(left, Part.given) and _any(right, Part.given):
        own += DIFFERENT
    if clashes:
        facts = {"a": " ".join(t.plain for t in left), "b": " ".join(t.plain for t in right)}
        reasons.append(Reason("name_differs", DIFFERENT * clashes, facts))
    return total, own, sorted(reasons, key=lambda reason: -reason.weight)


def _unpaired(tokens: Sequence[Token], paired: Sequence[Token]) -> tuple[Token, ...]:
    """Names left without a partner; an alias that the other person did not tell is no difference."""
    used = {token.plain for token in paired}
    return tuple(token for token in tokens if token.plain not in used and not token.alias)


def _any(tokens: Sequence[Token], part: Part) -> bool:
    return any(token.part is part for token in tokens)


def _joined(left: Sequence[Token], right: Sequence[Token], share: Share) -> Pairing | None:
    """Two names written as one: Jean Baptiste and Jeanbaptiste."""
    if not left or not right or len(left) == len(right):
        return None
    a, b = ("".join(token.plain for token in side) for side in (left, right))
    if a != b and JaroWinkler.similarity(a, b) < NEAR_JARO:
        return None
    common = min(share(f"t|{token.plain}") for token in (*left, *right))
    return Pairing(left[0], right[0], "joined", bits(SAME_SOUND, common))


def _reason(pairing: Pairing) -> Reason:
    if pairing.level == "exact":
        return Reason("name_same", pairing.weight, {"name": pairing.a.plain})
    return Reason(f"name_{pairing.level}", pairing.weight, {"a": pairing.a.plain, "b": pairing.b.plain})
