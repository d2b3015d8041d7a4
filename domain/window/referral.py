"""The steps of a referral."""

from __future__ import annotations

from domain.machines import Machine, Step
from domain.rights import Right
from domain.window.terms import ReferralEvent as E
from domain.window.terms import ReferralStatus as S

REFERRAL = Machine(
    (
        Step(E.create, frozenset(), (S.draft,), Right.refer),
        Step(E.issue, frozenset({S.draft}), (S.issued,), Right.refer),
        Step(E.receive, frozenset({S.issued}), (S.received,), Right.refer),
        Step(E.accept, frozenset({S.issued, S.received}), (S.accepted,), Right.refer),
        Step(E.complete, frozenset({S.issued, S.received, S.accepted}), (S.completed,), Right.refer),
        Step(E.decline, frozenset({S.issued, S.received}), (S.declined,), Right.refer),
        Step(E.expire, frozenset({S.issued, S.received, S.accepted}), (S.expired,), Right.refer),
        Step(
            E.cancel,
            frozenset({S.draft, S.issued, S.received, S.accepted}),
            (S.cancelled,),
            Right.refer,
        ),
    )
)
# Without an answer, somebody asks after so many days.
FOLLOW_UP_DAYS = 14
