"""What may be asked in a scheme's rule, and what is known of one household on a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.contributions.terms import Employment, Marital, Residence, Sector, WorkStatus
from domain.vocabulary import Pregnancy, Role, Sex, VitalStatus

# A number is an interval of whole numbers, an area the codes from it upwards; not known is no value at all.
Interval = tuple[int, int]
Value = str | bool | Interval | frozenset[str]
ELDERLY_FROM = 60


class FactKind(StrEnum):
    """What values a fact has, which says what may be asked of it."""

    number = "number"
    word = "word"
    truth = "truth"
    area = "area"


@dataclass(frozen=True)
class FactType:
    """A fact a rule may name. ``words`` are those it can be; empty where any word will do.

    ``missing`` is the paper or the date that settles it; a ``score`` is never told with its threshold.
    """

    kind: FactKind
    missing: str
    words: frozenset[str] = frozenset()
    score: bool = False


def _words(kind: type[StrEnum], missing: str) -> FactType:
    return FactType(FactKind.word, missing, frozenset(one.value for one in kind))


_AREA, _NUMBER, _TRUTH, _WORD = FactKind.area, FactKind.number, FactKind.truth, FactKind.word
FACTS: Mapping[str, FactType] = {
    "person.sex": _words(Sex, "identity_document"),
    "person.age_years": FactType(_NUMBER, "birth_date"),
    "person.age_months": FactType(_NUMBER, "birth_date"),
    "person.residence_area": FactType(_AREA, "address"),
    "person.nationality": FactType(_WORD, "nationality_document"),
    "person.residence_status": _words(Residence, "residence_document"),
    "person.pregnancy": _words(Pregnancy, "pregnancy_certificate"),
    "person.months_since_delivery": FactType(_NUMBER, "delivery_date"),
    "person.employment": _words(Employment, "work_document"),
    "person.icse": _words(WorkStatus, "work_document"),
    "person.sector": _words(Sector, "work_document"),
    "person.disability_certified": FactType(_TRUTH, "disability_certificate"),
    "person.marital": _words(Marital, "civil_status_document"),
    "person.vital_status": _words(VitalStatus, "proof_of_life"),
    "person.contribution_months": FactType(_NUMBER, "contribution_record"),
    "membership.role": _words(Role, "household_composition"),
    "household.size": FactType(_NUMBER, "household_composition"),
    "household.elderly_count": FactType(_NUMBER, "birth_date"),
    "household.register_group": FactType(_NUMBER, "register_group", score=True),
    "household.pmt_score": FactType(_NUMBER, "survey", score=True),
    "household.vulnerability_total": FactType(_NUMBER, "assessment", score=True),
    "household.female_headed": FactType(_TRUTH, "household_composition"),
    "household.absent_abroad": FactType(_TRUTH, "household_composition"),
    "household.area": FactType(_AREA, "address"),
    "employer.registered": FactType(_TRUTH, "work_document"),
    "employer.workers_count": FactType(_NUMBER, "work_document"),
    "shock.active": FactType(_TRUTH, "shock_declared"),
}
_UNDER = re.compile(r"household\.members_under_([1-9][0-9]?)")
_ENROLLED = re.compile(r"enrolled_in\.([A-Z][A-Z0-9-]{0,39})")
# Kept for statistics only: a rule that named one would make the answers worth giving falsely.
STATISTICAL = frozenset({"person.wg_disability", "person.wg_ss", "household.wg_disability"})
# What a rule of a household may ask of its members, besides what it asks of the whole.
OF_PERSONS = ("person.", "membership.", "employer.", "enrolled_in.")
# In the place of an area: wherever a shock is declared on that day.
SHOCK_AREAS = "SHOCK-AREAS"


def fact_type(path: str) -> FactType | None:
    """What a path of a rule means; None when there is no such fact."""
    if _UNDER.fullmatch(path):
        return FactType(_NUMBER, "birth_date")
    if _ENROLLED.fullmatch(path):
        return FactType(_TRUTH, "enrolment")
    return FACTS.get(path)


def under(path: str) -> int | None:
    """The age in ``household.members_under_N``; None for another path."""
    found = _UNDER.fullmatch(path)
    return int(found[1]) if found else None


@dataclass(frozen=True)
class Facts:
    """What is known on a day, by path. A household's has ``members``, each with the household's facts too.

    ``code`` and ``name`` are the member's; ``row`` is whose record it is, for those who write the decision.
    """

    on: date
    values: Mapping[str, Value]
    members: tuple[Facts, ...] = ()
    code: str | None = None
    name: str = ""
    row: int = 0
    documents: frozenset[str] = field(default_factory=frozenset)

    def snapshot(self, paths: Iterable[str] | None = None) -> dict[str, object]:
        """The facts as a decision keeps them: plain values, those of ``paths`` only where it is given.

        Intervals are lists of two, areas sorted lists; a fact that was asked for but is not known is None.
        """
        wanted = sorted(self.values if paths is None else set(paths))
        return {"on": self.on.isoformat()} | {path: plain(self.values.get(path)) for path in wanted}


def plain(value: Value | None) -> object:
    """A value as JSON has it."""
    if isinstance(value, frozenset):
        return sorted(value)
    return list(value) if isinstance(value, tuple) else value
