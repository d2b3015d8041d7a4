"""The steps of an enrolment, from an application to an exit."""

from __future__ import annotations

from domain.machines import Machine, Step
from domain.rights import Right
from domain.schemes.terms import EnrolmentEvent as E
from domain.schemes.terms import EnrolmentStatus as S

ENROLMENT = Machine(
    (
        Step(E.create, frozenset(), (S.draft,), Right.apply),
        Step(E.submit, frozenset({S.draft}), (S.submitted,), Right.apply),
        Step(E.withdraw, frozenset({S.draft, S.submitted}), (S.withdrawn,), Right.apply),
        Step(E.verify, frozenset({S.submitted}), (S.verified,), Right.assess),
        Step(
            E.evaluate,
            frozenset({S.submitted, S.verified}),
            (S.eligible, S.ineligible, S.to_review),
            Right.apply,
        ),
        Step(E.decide, frozenset({S.to_review}), (S.eligible, S.ineligible), Right.decide, by_another=True),
        Step(E.waitlist, frozenset({S.eligible}), (S.waitlisted,), Right.decide),
        Step(E.place_free, frozenset({S.waitlisted}), (S.eligible,), Right.decide),
        Step(E.enrol, frozenset({S.eligible}), (S.enrolled,), Right.decide),
        Step(E.start, frozenset({S.enrolled}), (S.active,), Right.apply),
        Step(E.suspend, frozenset({S.active}), (S.suspended,), Right.decide),
        Step(E.resume, frozenset({S.suspended}), (S.active,), Right.decide),
        Step(
            E.exit,
            frozenset({S.active, S.suspended, S.waitlisted, S.enrolled}),
            (S.exited,),
            Right.decide,
        ),
        Step(E.graduate, frozenset({S.active}), (S.graduated,), Right.decide),
        Step(E.appeal, frozenset({S.ineligible}), (S.to_review,), Right.apply),
        Step(E.reinstate, frozenset({S.exited}), (S.active,), Right.reinstate),
    )
)
# An enrolment that ended in error may be taken up again for so many days.
REINSTATED_WITHIN_DAYS = 90
# Against a refusal one may appeal for so many days, where the scheme does not say otherwise.
APPEAL_DAYS = 30
