"""Who may do what at an office: each role's rights, and the acts that two people must share."""

from __future__ import annotations

from enum import StrEnum

from domain.vocabulary import ChangeKind, UserRole


class Right(StrEnum):
    """Something a person may do here."""

    register = "register"
    request_change = "request_change"
    judge_duplicate = "judge_duplicate"
    settle = "settle"
    approve = "approve"
    override = "override"
    import_people = "import_people"
    export_people = "export_people"
    export_figures = "export_figures"
    open_confidential = "open_confidential"
    run_campaign = "run_campaign"
    manage_users = "manage_users"
    read = "read"
    assess = "assess"
    apply = "apply"
    decide = "decide"
    reinstate = "reinstate"
    run_lists = "run_lists"
    refer = "refer"
    hear = "hear"
    answer = "answer"
    see_sealed = "see_sealed"
    pay = "pay"
    approve_payment = "approve_payment"
    collect = "collect"
    install_pack = "install_pack"


_DESK = frozenset(
    {
        *(Right.read, Right.register, Right.request_change, Right.judge_duplicate, Right.settle),
        *(Right.apply, Right.hear, Right.collect, Right.assess, Right.refer),
    }
)
# Who manages cases also reads what is sealed: referrals, needs and grievances that touch violence.
_CASES = _DESK | {Right.open_confidential, Right.see_sealed, Right.answer}
_LEADS = _CASES | {
    *(Right.approve, Right.override, Right.import_people, Right.export_people, Right.export_figures),
    *(Right.run_campaign, Right.manage_users, Right.decide, Right.run_lists, Right.approve_payment),
    Right.install_pack,
}
RIGHTS: dict[UserRole, frozenset[Right]] = {
    UserRole.clerk: _DESK | {Right.import_people},
    UserRole.case_manager: _CASES,
    UserRole.supervisor: _LEADS,
    UserRole.district_head: _LEADS | {Right.reinstate},
    UserRole.administrator: _LEADS | {Right.reinstate, Right.pay},
    UserRole.payment_officer: frozenset({Right.read, Right.pay, Right.collect}),
    UserRole.m_and_e: frozenset({Right.export_figures}),
    UserRole.regional_sync: frozenset(),
    UserRole.auditor: frozenset({Right.read}),
}
# What a colleague has to agree to before it is written; the rest is written at once and can be undone.
APPROVED_BY_ANOTHER = frozenset(
    {
        *(ChangeKind.correct_identity, ChangeKind.change_head, ChangeKind.change_recipient),
        *(ChangeKind.split_household, ChangeKind.merge_households, ChangeKind.merge_persons),
    }
)
# What cannot be believed on the citizen's word alone.
NEEDS_EVIDENCE = frozenset(
    {
        *(ChangeKind.report_death, ChangeKind.correct_identity, ChangeKind.change_recipient),
        *(ChangeKind.change_head, ChangeKind.merge_households),
    }
)
# A role held par intérim ends by itself after so many days.
ACTING_DAYS_AT_MOST = 30


def may(roles: frozenset[UserRole], right: Right) -> bool:
    """Whether somebody who holds these roles has the right."""
    return any(right in RIGHTS[role] for role in roles)


def lent_by(right: Right) -> tuple[UserRole, ...]:
    """The roles that have a right, in the order an office would ask for them."""
    return tuple(role for role in UserRole if right in RIGHTS[role])
