"""Who in the register may be the person on the form: the likeliest few, with the reasons."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from desktop.models import look_alikes as rows_of
from desktop.models import match_building, matching
from desktop.services.desk import Desk
from desktop.services.name_frequencies import frequencies
from domain import codes
from domain.birth import Birth
from domain.matching.evidence import Reason
from domain.matching.keys import probes
from domain.matching.profile import Identity, Profile, profile
from domain.matching.roster import BLOCK_AT_MOST, COMPARED_AT_MOST, ranked
from domain.matching.score import Match, score, threshold
from domain.matching.variants import Variants, variants_of
from domain.problems import Fault
from domain.registration import HouseholdForm, MemberForm
from domain.vocabulary import DuplicateDecision, Sex

AT_MOST = 5
# So many are indexed on the way to an answer; more are left to whoever catches up.
FEW = 50
Report = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class LookAlike:
    """Somebody registered who may be the same person; ``weight`` in bits, ``probability`` 0 to 1.

    ``judged`` is what was said of the two before: ``pending``, ``same``, ``unsure``, or empty.
    """

    person: int
    code: str
    household_code: str
    name: str
    sex: str
    birth: Birth
    mother_name: str
    village: str
    area: str
    weight: float
    probability: float
    reasons: tuple[Reason, ...]
    judged: str = ""


def of_member(desk: Desk, form: HouseholdForm, index: int, at_most: int = AT_MOST) -> list[LookAlike]:
    """Who may be the member described in a form, likeliest first; a form half typed is no error.

    Nobody for a member who is pointed at by a code. Left out are the form's members registered before, and
    whom its judgements say to be somebody else.
    """
    if not 0 <= index < len(form.members) or form.members[index].is_known:
        return []
    judged = {
        code: one.decision.value
        for one in form.judgements
        if one.member == index and (code := codes.normal(one.other))
    }
    asked = _described(form, form.members[index])
    with desk.store.reading() as connection:
        here = {
            row
            for member in form.members
            if (row := rows_of.row_of_known(connection, member.person, member.same_person_as))
        }
    return _Search(desk, asked, here, judged_codes=judged).found(at_most)


def of_person(desk: Desk, row: int, at_most: int = AT_MOST) -> list[LookAlike]:
    """Who may be a person of the register, likeliest first; without those judged to be somebody else."""
    with desk.store.reading() as connection:
        asked = rows_of.identity(connection, row)
        judged = rows_of.judged(connection, row)
    return _Search(desk, asked, {row}, judged_rows=judged).found(at_most) if asked else []


def of_identity(desk: Desk, asked: Identity, at_most: int = AT_MOST) -> list[LookAlike]:
    """Who may be somebody of whom this is known: a line of an import."""
    return _Search(desk, asked, set()).found(at_most)


def matches(desk: Desk, asked: Identity, least: float | None = None) -> list[tuple[int, Match]]:
    """Each candidate and their match of at least ``least`` bits, else over the threshold; likeliest first."""
    search = _Search(desk, asked, set())
    with desk.store.reading() as connection:
        return list(search.matches(connection, least).items())


def stale(desk: Desk) -> int:
    """How many persons wait to be indexed: nobody can be found by what they were just called."""
    with desk.store.reading() as connection:
        return matching.stale(connection)


def indexed(desk: Desk) -> int:
    """How many persons can be found."""
    with desk.store.reading() as connection:
        return matching.size(connection)


def catch_up(desk: Desk, report: Report | None = None, cancelled: Cancelled | None = None) -> int:
    """Index whoever is stale; how many were. Stopped half-way, the rest stays stale."""
    done = 0
    for done, total in steps(desk):
        if report:
            report(done, total)
        if cancelled and cancelled():
            break
    return done


def steps(desk: Desk, at_once: int = match_building.AT_ONCE) -> Iterator[tuple[int, int]]:
    """The same a transaction at a time, of so many persons: how many are done, of how many."""
    return match_building.steps(desk.store, _variants(desk), at_once)


def _variants(desk: Desk) -> Variants:
    return variants_of(desk.programme.name_variants)


def _described(form: HouseholdForm, member: MemberForm) -> Identity:
    """What a form says of a member, as far as it is typed."""
    place = form.household
    return Identity(
        given_name=member.given_name,
        family_name=member.family_name,
        other_names=member.other_names,
        mother_name=member.mother_name,
        sex=member.sex or Sex.not_known,
        birth=member.birth(),
        identifiers=tuple((one.scheme.value, one.value) for one in member.identifiers),
        phones=tuple(filter(None, (*member.phones, place.phone))),
        area=place.area,
        village=place.village,
        address=place.address,
    )


class _Search:
    """One question to the register."""

    def __init__(
        self,
        desk: Desk,
        asked: Identity,
        without: Collection[int],
        *,
        judged_rows: Mapping[int, str] | None = None,
        judged_codes: Mapping[str, str] | None = None,
    ) -> None:
        self._desk, self._variants, self._without = desk, _variants(desk), without
        self._asked: Profile = profile(asked, self._variants)
        self._judged_rows, self._judged_codes = judged_rows or {}, judged_codes or {}

    def found(self, at_most: int) -> list[LookAlike]:
        """Over the threshold, each person once, a merged one under who they are now."""
        self._index_few()
        with self._desk.store.reading() as connection:
            matches = self.matches(connection)
            now = rows_of.survivors(connection, matches)
            best: dict[int, Match] = {}
            for row, match in matches.items():
                best.setdefault(now[row], match)
            kept = [row for row in best if row not in self._without and not self._different(row)]
            lines = rows_of.lines(connection, kept[: at_most + len(self._judged_codes)])
        shown = [self._shown(line, best[line.person]) for line in lines]
        return [one for one in shown if one.judged != DuplicateDecision.different][:at_most]

    def _index_few(self) -> None:
        """Somebody saved a moment ago is found as well."""
        with self._desk.store.reading() as connection:
            names, waiting = self._variants.signature, len(matching.stale_rows(connection, FEW + 1))
            soon = 0 < waiting <= FEW and not connection.in_transaction
            soon = soon and (matching.ready(connection, names) or matching.is_empty(connection))
        if soon:
            with suppress(Fault):  # a full disk or a busy file: who was indexed before is still found
                catch_up(self._desk)

    def matches(self, connection: Any, least: float | None = None) -> dict[int, Match]:
        """The candidates over the threshold, likeliest first."""
        size = matching.size(connection)
        asked = {matching.slot(key) for key in probes(self._asked)}
        blocks = dict(matching.blocks(connection, asked, BLOCK_AT_MOST))
        candidates = [row for row in ranked(blocks, size, COMPARED_AT_MOST) if row not in self._without]
        persons = {
            row: profile(identity, self._variants)
            for row, identity in matching.identities(connection, candidates).items()
        }
        common = frequencies(self._desk.store, size)
        common.load(connection, self._asked, persons.values())
        least = threshold(size) if least is None else least
        scored = ((row, score(self._asked, person, common, size, least)) for row, person in persons.items())
        kept = [(row, match) for row, match in scored if match.weight >= least]
        return dict(sorted(kept, key=lambda pair: (-pair[1].weight, pair[0])))

    def _different(self, row: int) -> bool:
        return self._judged_rows.get(row) == DuplicateDecision.different

    def _shown(self, line: rows_of.Line, match: Match) -> LookAlike:
        judged = self._judged_rows.get(line.person) or self._judged_codes.get(line.code, "")
        return LookAlike(
            person=line.person,
            code=line.code,
            household_code=line.household_code,
            name=line.name,
            sex=line.sex,
            birth=line.birth,
            mother_name=line.mother_name,
            village=line.village,
            area=line.area,
            weight=match.weight,
            probability=match.probability,
            reasons=match.reasons,
            judged=judged,
        )
