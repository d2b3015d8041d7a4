"""Two names compared as bags of tokens: the best pairing counts, wherever each token stood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from domain.matching.evidence import Reason, Share, bits
from domain.matching.tokens import Part, Token

# How often a true pair agrees this way, token by token. Exact, sound and variant are set against how common
# the spelling or the class is in this register; near and close against the least share a chance one has.
SAME_EXACT, SAME_SOUND, SAME_VARIANT, SAME_NEAR, SAME_CLOSE = 0.80, 0.06, 0.03, 0.08, 0.03
SAME_JOINED = 0.06
OTHER_SPELLING = 0.25  # of those of a class, at least so many are written otherwise
CHANCE_NEAR, CHANCE_CLOSE = 0.0015, 0.01
NEAR_JARO, CLOSE_JARO = 0.92, 0.84
# Below these lengths a one-letter slip makes another name: Ba and Sa, Awa and Ada, Fatu and Fati.
NEAR_LENGTH, CLOSE_LENGTH = 5, 4
# Both spellings common here: two names, not one and its slip, which would have to land on that very name.
ESTABLISHED, SLIP_LANDS = 1 / 1000, 0.0016
# A name of three letters and its one-letter neighbour: against, but less than two names that share nothing.
FLAT = {"short_slip": -1.5, "initial": 1.0}
DIFFERENT = -4.5
LEFT_OVER = -0.5
SWAPPED = -1.5
# What each way of agreeing is called in a reason.
CODES = {
    "exact": "name_same",
    "sound": "name_sounds_same",
    "variant": "name_variant",
    "near": "name_near",
    "close": "name_close",
    "short_slip": "name_close",
    "initial": "name_initial",
    "joined": "name_joined",
}


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
        joined = _joined(left, right, share)
        found += joined or _best(p for x in left for y in right if (p := _agree(x, y, share)))
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
    if not a.classes.isdisjoint(b.classes):
        level, same = ("variant", SAME_VARIANT) if a.sounds.isdisjoint(b.sounds) else ("sound", SAME_SOUND)
        common = max(share(f"c|{name}") for name in a.classes & b.classes)
        # Chance must not only land on the class but on another spelling of it: Diallo seldom meets Djaló.
        alike = (share(f"t|{a.plain}") + share(f"t|{b.plain}")) / 2
        return Pairing(a, b, level, bits(same, max(common - alike, common * OTHER_SPELLING)))
    level = resemblance(a.plain, b.plain) if a.plain < b.plain else resemblance(b.plain, a.plain)
    if level == "near":
        return Pairing(a, b, level, _resembling(a, b, SAME_NEAR, CHANCE_NEAR, share))
    if level == "close":
        return Pairing(a, b, level, _resembling(a, b, SAME_CLOSE, CHANCE_CLOSE, share))
    return Pairing(a, b, level, FLAT[level]) if level else None


@lru_cache(maxsize=1 << 15)
def resemblance(a: str, b: str) -> str:
    """Near, close, short_slip, initial, or empty: what two folded spellings look like to the eye."""
    shorter = min(len(a), len(b))
    if shorter == 1:
        return "initial" if a[0] == b[0] else ""
    slip = OSA.distance(a, b, score_cutoff=1) == 1
    if shorter < CLOSE_LENGTH:
        return "short_slip" if slip and shorter > 2 else ""
    jaro = JaroWinkler.similarity(a, b, score_cutoff=CLOSE_JARO)
    if shorter >= NEAR_LENGTH and (jaro >= NEAR_JARO or slip):
        return "near"
    return "close" if jaro else ""


def _resembling(a: Token, b: Token, same: float, chance: float, share: Share) -> float:
    """What a resemblance weighs: much for a rare spelling, nothing between two established names."""
    rarer, commoner = sorted((share(f"t|{a.plain}"), share(f"t|{b.plain}")))
    weight = bits(same, max(chance, commoner))
    return min(weight, bits(SLIP_LANDS, rarer)) if rarer >= ESTABLISHED else weight


@dataclass(frozen=True, slots=True)
class NamesWeighed:
    """Two names compared: the weight of all, that of the own (given) names, and what they rest on."""

    total: float = 0.0
    own: float = 0.0
    found: Sequence[Pairing] = ()
    left: Sequence[Token] = ()
    right: Sequence[Token] = ()

    def reasons(self) -> Iterator[Reason]:
        """Each pairing, whether given and family names were swapped, and what has no partner."""
        for pairing in self.found:
            a, b = pairing.a.plain, pairing.b.plain
            facts = {"name": a} if pairing.level == "exact" else {"a": a, "b": b}
            if pairing.weight or pairing.level != "joined":
                yield Reason(CODES[pairing.level], pairing.weight, facts)
        if any(p.crossed for p in self.found):
            yield Reason("names_swapped", SWAPPED)
        if self.left and self.right:
            clashes = min(len(self.left), len(self.right))
            facts = {"a": _spelled(self.left), "b": _spelled(self.right)}
            yield Reason("name_differs", DIFFERENT * clashes, facts)
        if len(self.left) != len(self.right):
            yield Reason("name_left_out", LEFT_OVER * abs(len(self.left) - len(self.right)))


def _spelled(names: Sequence[Token], between: str = " ") -> str:
    return between.join(token.plain for token in names)


def weigh_names(a: Sequence[Token], b: Sequence[Token], share: Share) -> NamesWeighed:
    """The comparison of two bags of tokens; weightless when either is empty."""
    if not a or not b:
        return NamesWeighed()
    found = pairings(a, b, share)
    left = _unpaired(a, [p.a for p in found])
    right = _unpaired(b, [p.b for p in found])
    total = sum(p.weight for p in found)
    own = sum(p.weight for p in found if p.own)
    if any(p.crossed for p in found):
        total, own = total + SWAPPED, own + SWAPPED
    clashes = min(len(left), len(right))
    total += DIFFERENT * clashes + LEFT_OVER * abs(len(left) - len(right))
    if clashes and _any(left, Part.given) and _any(right, Part.given):
        own += DIFFERENT
    return NamesWeighed(total, own, found, left, right)


def _unpaired(tokens: Sequence[Token], paired: Sequence[Token]) -> tuple[Token, ...]:
    """Names left without a partner; an alias that the other person did not tell is no difference."""
    if len(paired) == len(tokens):
        return ()
    used = {token.plain for token in paired}
    return tuple(token for token in tokens if token.plain not in used and not token.alias)


def _any(tokens: Sequence[Token], part: Part) -> bool:
    return any(token.part is part for token in tokens)


def _joined(left: Sequence[Token], right: Sequence[Token], share: Share) -> list[Pairing]:
    """Two names written as one, with at most one slip: Jean Baptiste and Jeanbaptiste. Empty when not so."""
    if len(left) == len(right):
        return []
    a, b = _spelled(left, ""), _spelled(right, "")
    if min(len(a), len(b)) < NEAR_LENGTH or OSA.distance(a, b, score_cutoff=1) > 1:
        return []
    several, whole = (left, right) if len(left) > len(right) else (right, left)
    # As common as the whole name is, or as its rarest part: "andr ew" has two rare parts, and is Andrew.
    entire = max(share(f"t|{name}") for name in {a, b})
    weight = bits(SAME_JOINED, max(entire, min(share(f"t|{token.plain}") for token in (*several, *whole))))
    # Every part belongs to the one word; the weight counts once.
    parts = [Pairing(part, whole[0], "joined", 0.0) for part in several[1:]]
    parts += [Pairing(several[0], rest, "joined", 0.0) for rest in whole[1:]]
    return [Pairing(several[0], whole[0], "joined", weight), *parts]
