"""The steps of a grievance, and how long its kinds may take."""

from __future__ import annotations

from collections.abc import Mapping

from domain.machines import Machine, Step
from domain.rights import Right
from domain.window.terms import GrievanceEvent as E
from domain.window.terms import GrievanceKind as K
from domain.window.terms import GrievanceStatus as S

_OPEN = frozenset({S.received, S.admissible, S.in_progress, S.escalated, S.resolved, S.appealed})
GRIEVANCE = Machine(
    (
        Step(E.receive, frozenset(), (S.received,), Right.hear),
        Step(E.admit, frozenset({S.received}), (S.admissible,), Right.answer),
        Step(E.refuse, frozenset({S.received}), (S.not_admissible,), Right.answer),
        Step(E.assign, frozenset({S.received, S.admissible, S.in_progress}), (S.in_progress,), Right.answer),
        Step(E.assign, frozenset({S.appealed}), (S.in_progress,), Right.answer),
        Step(E.escalate, frozenset({S.in_progress}), (S.escalated,), Right.answer),
        Step(E.hand_back, frozenset({S.escalated}), (S.in_progress,), Right.answer),
        Step(E.resolve, frozenset({S.in_progress}), (S.resolved,), Right.answer),
        Step(E.close, frozenset({S.resolved}), (S.closed,), Right.hear),
        Step(E.appeal, frozenset({S.resolved, S.not_admissible}), (S.appealed,), Right.hear),
        Step(E.withdraw, _OPEN, (S.withdrawn,), Right.hear),
    )
)
# Days until an answer is due; misconduct and violence are to be passed on within five.
DUE_DAYS: Mapping[K, int] = {
    K.data_correction: 15,
    K.payment: 15,
    K.exclusion_error: 30,
    K.inclusion_error: 30,
    K.appeal: 30,
    K.service_quality: 30,
    K.misconduct: 5,
    K.violence: 5,
    K.feedback: 30,
    K.other: 30,
}
# Kept from ordinary lists, and from those they are about (V35).
SEALED_KINDS = frozenset({K.misconduct, K.violence})
