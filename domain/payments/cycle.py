"""The steps of a payment cycle; two people share it: whoever makes a list does not approve it."""

from __future__ import annotations

from domain.machines import Machine, Step
from domain.payments.terms import CycleEvent as E
from domain.payments.terms import CycleStatus as S
from domain.rights import Right

CYCLE = Machine(
    (
        Step(E.create, frozenset(), (S.draft,), Right.pay),
        Step(E.approve, frozenset({S.draft}), (S.approved,), Right.approve_payment, by_another=True),
        Step(E.open, frozenset({S.approved}), (S.in_payment,), Right.pay),
        Step(E.reconcile, frozenset({S.in_payment}), (S.reconciled,), Right.pay),
        Step(E.reopen, frozenset({S.reconciled}), (S.in_payment,), Right.approve_payment),
        Step(E.close, frozenset({S.reconciled}), (S.closed,), Right.approve_payment, by_another=True),
        Step(E.cancel, frozenset({S.draft, S.approved}), (S.cancelled,), Right.approve_payment),
    )
)
