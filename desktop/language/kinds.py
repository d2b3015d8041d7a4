"""The kinds of records in words, as one counts them: persons, papers printed, updates of a journey."""

from __future__ import annotations

from desktop.language.catalogue import Language, mark

_KINDS = {
    "household": mark("Kinds", "Households"),
    "person": mark("Kinds", "Persons"),
    "membership": mark("Kinds", "Members of households"),
    "identifier": mark("Kinds", "Identity numbers"),
    "phone": mark("Kinds", "Telephone numbers"),
    "consent": mark("Kinds", "Privacy notices"),
    "photo": mark("Kinds", "Portraits"),
    "milestone_update": mark("Kinds", "Steps of journeys"),
    "print": mark("Kinds", "Papers printed"),
    "handover": mark("Kinds", "Papers handed over"),
    "user": mark("Kinds", "Users"),
    "conflict": mark("Kinds", "Contradictions settled"),
    "duplicate_judgement": mark("Kinds", "Judgements of look-alikes"),
    "change_request": mark("Kinds", "Requests for changes"),
    "request_answer": mark("Kinds", "Answers to requests"),
    "merge": mark("Kinds", "Merges"),
    "merge_undone": mark("Kinds", "Merges taken back"),
    "acting_right": mark("Kinds", "Rights to act for somebody"),
    "recipient": mark("Kinds", "Recipients"),
    "document": mark("Kinds", "Scans"),
    "access": mark("Kinds", "Notes of who looked"),
    "campaign": mark("Kinds", "Campaigns"),
    "campaign_target": mark("Kinds", "Households of campaigns"),
    "back_check": mark("Kinds", "Second visits"),
    "reserved_codes": mark("Kinds", "Reserved codes"),
    "move": mark("Kinds", "Moves to other districts"),
    "form_answers": mark("Kinds", "Forms filled in"),
    "assessment": mark("Kinds", "Assessments"),
    "cohort": mark("Kinds", "Cohorts"),
    "cohort_member": mark("Kinds", "Households of cohorts"),
    "shock": mark("Kinds", "Shocks"),
    "enrolment": mark("Kinds", "Enrolments"),
    "enrolment_step": mark("Kinds", "Steps of enrolments"),
    "decision": mark("Kinds", "Decisions on eligibility"),
    "list_run": mark("Kinds", "Lists of candidates"),
    "list_entry": mark("Kinds", "Candidates on lists"),
    "objection": mark("Kinds", "Objections to lists"),
    "need": mark("Kinds", "Needs"),
    "plan_item": mark("Kinds", "Lines of personal plans"),
    "referral": mark("Kinds", "Referrals"),
    "referral_step": mark("Kinds", "Steps of referrals"),
    "service_use": mark("Kinds", "Services used"),
    "provider": mark("Kinds", "Organisations"),
    "grievance": mark("Kinds", "Complaints"),
    "grievance_step": mark("Kinds", "Steps of complaints"),
    "case_note": mark("Kinds", "Case notes"),
    "appointment": mark("Kinds", "Appointments"),
    "payment_cycle": mark("Kinds", "Payment cycles"),
    "entitlement": mark("Kinds", "Amounts due"),
    "payment": mark("Kinds", "Payments"),
    "proof_of_life": mark("Kinds", "Proofs of life"),
    "employer": mark("Kinds", "Employers"),
    "employment": mark("Kinds", "Jobs"),
    "statement": mark("Kinds", "Employers’ statements"),
    "statement_line": mark("Kinds", "Lines of statements"),
    "contribution": mark("Kinds", "Contributions received"),
    "insurance_period": mark("Kinds", "Insurance periods"),
    "employer_visit": mark("Kinds", "Visits to employers"),
}


def kind_in_words(kind: str, language: Language) -> str:
    """What records of a kind are called; a kind of a newer version is shown as it is."""
    source = _KINDS.get(kind)
    return language.find("Kinds", source) if source else kind
