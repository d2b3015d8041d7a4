"""What can go wrong with enrolments and decisions."""

from __future__ import annotations

from desktop.language.catalogue import mark

ENROLMENTS: dict[str, tuple[str, str]] = {
    "enrolment_unknown": (
        mark("Problems", "There is no enrolment of the number {code} here."),
        mark("Problems", "Read it from the enrolment’s papers: it begins with E-."),
    ),
    "enrolment_step_impossible": (
        mark("Problems", "This step cannot be taken from where the enrolment stands."),
        mark("Problems", "Open the enrolment again: it shows what can be done next."),
    ),
    "enrolment_step_before": (
        mark("Problems", "The step before was on {date}."),
        mark("Problems", "Give that day or a later one."),
    ),
    "enrolment_reason_missing": (
        mark("Problems", "The reason is missing."),
        mark("Problems", "Write it in a sentence: it is kept, and the person may ask for it."),
    ),
    "scheme_not_enrolling": (
        mark("Problems", "Nobody can be enrolled in {scheme} today."),
        mark("Problems", "The scheme is still being prepared, or has been closed. Choose another."),
    ),
    "enrolment_paper_unknown": (
        mark("Problems", "{scheme} does not ask for this document: {text}."),
        mark("Problems", "Name documents from the scheme’s own list."),
    ),
    "enrolment_priority_wrong": (
        mark("Problems", "A priority is a number from 1 to 999."),
        mark("Problems", "1 comes first. Leave it empty where the scheme knows no priority."),
    ),
    "enrolment_household_closed": (
        mark("Problems", "This household is closed or was merged into another."),
        mark("Problems", "Apply from the household in which they live now."),
    ),
    "enrolment_person_missing": (
        mark("Problems", "{scheme} enrols single persons: nobody is named."),
        mark("Problems", "Choose the member of the household who applies."),
    ),
    "enrolment_person_dead": (
        mark("Problems", "This person’s death is recorded."),
        mark("Problems", "If that is wrong, take the report of the death back first."),
    ),
    "enrolment_not_member": (
        mark("Problems", "{code} is not a member of this household today."),
        mark("Problems", "Choose a member, or apply from the household in which the person lives."),
    ),
    "enrolment_notice_missing": (
        mark("Problems", "No legal basis is on file for this household."),
        mark("Problems", "Read them the notice and record it, then hand the application in."),
    ),
    "enrolment_duplicates_open": (
        mark("Problems", "Possible duplicates are not compared yet: {count}."),
        mark("Problems", "Say first whether they are one person; then the documents can be confirmed."),
    ),
    "enrolment_result_missing": (
        mark("Problems", "It is not said what was decided."),
        mark("Problems", "Choose eligible or not eligible."),
    ),
    "enrolment_by_another": (
        mark("Problems", "You took this application down yourself."),
        mark("Problems", "Somebody else who may decide has to decide on it."),
    ),
    "enrolment_appeal_another": (
        mark("Problems", "You took the decision that is appealed against."),
        mark("Problems", "Another officer has to look at it."),
    ),
    "enrolment_no_quota": (
        mark("Problems", "{scheme} has no limit, so nobody has to wait."),
        mark("Problems", "Enrol the person."),
    ),
    "enrolment_places_free": (
        mark("Problems", "Places are still free: {count}."),
        mark("Problems", "Enrol the person instead of letting them wait."),
    ),
    "enrolment_quota_full": (
        mark("Problems", "All places are taken: {count} of {most}."),
        mark("Problems", "Put them on the waiting list; the list shows when a place is free."),
    ),
    "enrolment_not_first": (
        mark("Problems", "Another application comes first on the waiting list: {code}."),
        mark("Problems", "Give the place to that one, in the order of the list."),
    ),
    "enrolment_others_wait": (
        mark("Problems", "Others wait for a place: {count}."),
        mark("Problems", "Put them on the waiting list too; places are given in its order."),
    ),
    "enrolment_list_not_final": (
        mark("Problems", "{scheme} enrols from a final list only, and they are on none."),
        mark("Problems", "Run the list, have it validated and make it final; then enrol."),
    ),
    "enrolment_paper_not_given": (
        mark("Problems", "No enrolment receipt or card was printed for them yet."),
        mark("Problems", "Print the enrolment receipt and hand it over; then start."),
    ),
    "enrolment_why_suspended": (
        mark("Problems", "It is not said why it is suspended."),
        mark("Problems", "Choose a reason from the list."),
    ),
    "enrolment_back_pay_unsaid": (
        mark("Problems", "It is not said whether what was held back will be paid."),
        mark("Problems", "Choose yes or no."),
    ),
    "enrolment_proof_missing": (
        mark("Problems", "There is no proof of life since the suspension."),
        mark("Problems", "Record the proof of life first; then resume."),
    ),
    "enrolment_why_ended": (
        mark("Problems", "It is not said why it ends."),
        mark("Problems", "Choose a reason from the list; a graduation is a step of its own."),
    ),
    "enrolment_death_not_recorded": (
        mark("Problems", "The register does not know of a death."),
        mark("Problems", "Report the death first, with its evidence; the exit is then proposed by itself."),
    ),
    "enrolment_appeal_late": (
        mark("Problems", "The time to appeal was {days} days from {date}."),
        mark("Problems", "They can apply again, with what has changed since."),
    ),
    "enrolment_reinstate_late": (
        mark("Problems", "It ended on {date}, more than {days} days ago."),
        mark("Problems", "Take a new application down."),
    ),
    "enrolment_not_decided": (
        mark("Problems", "Nothing has been decided on this application yet."),
        mark("Problems", "Check its eligibility first; then the letter can be printed."),
    ),
    "enrolment_not_enrolled": (
        mark("Problems", "They are not enrolled, so there is no enrolment receipt."),
        mark("Problems", "Print the decision letter, or enrol them first."),
    ),
    "enrolment_not_ended": (
        mark("Problems", "This enrolment has not ended."),
        mark("Problems", "An exit letter is printed after the exit."),
    ),
    "enrolment_ended": (
        mark("Problems", "This enrolment is over."),
        mark("Problems", "Take a new application down if something has changed."),
    ),
    "recipient_named_already": (
        mark("Problems", "Somebody has been named to collect for this household."),
        mark("Problems", "Ask for a change of recipient on the household’s page; a colleague approves it."),
    ),
    "recipient_not_member": (
        mark("Problems", "{code} cannot collect: no living member of this household has that code."),
        mark("Problems", "Choose a member; for somebody else give the name and the mandate."),
    ),
    "recipient_too_young": (
        mark("Problems", "{name} is under {age}."),
        mark("Problems", "Choose a grown-up to collect."),
    ),
    "recipient_mandate_missing": (
        mark("Problems", "Somebody from outside the household needs a mandate."),
        mark("Problems", "Write what paper gives it: a power of attorney, a guardian’s act …"),
    ),
    "recipients_same": (
        mark("Problems", "The alternate is the same person as the recipient."),
        mark("Problems", "Choose somebody else, or leave the alternate empty."),
    ),
    "recipient_unnamed": (
        mark("Problems", "Nobody is named to collect."),
        mark("Problems", "Choose a member, or give a name with its mandate."),
    ),
    "sponsor_not_foreseen": (
        mark("Problems", "Nobody pays contributions for the scheme {scheme}."),
        mark("Problems", "Leave the sponsor empty."),
    ),
}
