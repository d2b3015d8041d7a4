"""Blank forms with their codes, and campaigns with their visits."""

from __future__ import annotations

from desktop.language.catalogue import mark

PAPERWORK = {
    "forms_count": (
        mark("Problems", "So many forms cannot be made at once."),
        mark("Problems", "Ask for 1 to {most} forms; print a second batch for more."),
    ),
    "form_code_mistyped": (
        mark("Problems", "The form's code has a typing mistake: its last character does not fit."),
        mark("Problems", "Compare {code} with the paper, character by character, or scan the square code."),
    ),
    "form_code_not_reserved": (
        mark("Problems", "No blank form of this office carries the code {code}."),
        mark(
            "Problems",
            "If another laptop printed it, synchronise both first. If the paper came from elsewhere, "
            "leave the code empty: the household gets a new one.",
        ),
    ),
    "form_code_used": (
        mark("Problems", "This form is in the register already: {name}, registered on {date}."),
        mark("Problems", "Open the household {code} and compare; do not enter the form a second time."),
    ),
    "draft_unknown": (
        mark("Problems", "This unfinished registration is not here any more."),
        mark("Problems", "It was registered or discarded; look for the household under People."),
    ),
    "form_notice_long": (
        mark("Problems", "The programme's privacy notice is too long for the first page of the form."),
        mark("Problems", "It is never cut. Ask whoever keeps the programme to shorten it."),
    ),
    "backlog_empty": (
        mark("Problems", "No member has been entered yet."),
        mark("Problems", "Type the members first, one a row, beginning with the head of household."),
    ),
    "campaign_unknown": (
        mark("Problems", "There is no campaign with the code {code}."),
        mark("Problems", "Look at the list of campaigns; if it was made on another laptop, synchronise."),
    ),
    "campaign_closed": (
        mark("Problems", "The campaign {code} is closed."),
        mark("Problems", "Choose another campaign, or none."),
    ),
    "campaign_name_missing": (
        mark("Problems", "The campaign has no name."),
        mark("Problems", "Write a name that people will recognise, for example the district and the year."),
    ),
    "campaign_dates": (
        mark("Problems", "The campaign would end before it begins."),
        mark("Problems", "Compare the two dates."),
    ),
    "campaign_code_taken": (
        mark("Problems", "There is already a campaign with the code {code}."),
        mark("Problems", "Choose another code, or leave it empty: one is made."),
    ),
    "campaign_team_missing": (
        mark("Problems", "The team is missing."),
        mark("Problems", "Write its name or number, always in the same way."),
    ),
    "check_date_future": (
        mark("Problems", "A visit cannot be dated in the future."),
        mark("Problems", "Give today's date or an earlier one."),
    ),
    "check_note_missing": (
        mark("Problems", "What differs, or why nobody was found, has not been said."),
        mark("Problems", "Write it in the note."),
    ),
    "check_not_in_sample": (
        mark("Problems", "{code} is not among the households to visit again in {campaign}."),
        mark("Problems", "Nobody chooses these households by hand; see the list of visits."),
    ),
}
