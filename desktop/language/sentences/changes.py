"""What can be wrong with a change asked for after registration, and with deciding on it."""

from __future__ import annotations

from desktop.language.catalogue import mark

CHANGES = {
    "evidence_missing": (
        mark("Problems", "This change needs a proof."),
        mark("Problems", "Write which paper you have seen and its number, or attach a scan of it."),
    ),
    "household_ended": (
        mark("Problems", "Household {code} is no longer open: it was closed, or went into another."),
        mark("Problems", "Open the household its people are in today, and ask for the change there."),
    ),
    "not_a_member": (
        mark("Problems", "{code} is not in this household today."),
        mark("Problems", "Choose one of its members. Somebody who comes back can join it again."),
    ),
    "leaving_reason": (
        mark("Problems", "A death, a split or a merge is not told as somebody leaving."),
        mark(
            "Problems", "Choose: left, moved, or entered by mistake. The others have a request of their own."
        ),
    ),
    "death_before_birth": (
        mark("Problems", "The day of death is before the day of birth."),
        mark("Problems", "Compare both with the certificate, and correct the one that is wrong."),
    ),
    "head_not_going": (
        mark("Problems", "The head of household stays, so nobody has to follow."),
        mark("Problems", "Leave the new head empty, or ask for a change of head."),
    ),
    "last_member": (
        mark("Problems", "This is the last member of the household."),
        mark("Problems", "If the person moves in with others, merge the two households instead."),
    ),
    "successor_missing": (
        mark("Problems", "The head of household goes, and nobody has been named to follow."),
        mark("Problems", "Choose which of the remaining members leads the household from now on."),
    ),
    "successor_goes": (
        mark("Problems", "Whoever goes cannot lead the household."),
        mark("Problems", "Choose another member as the new head."),
    ),
    "head_already": (
        mark("Problems", "This person is the head of household already."),
        mark("Problems", "Choose another member, or leave everything as it is."),
    ),
    "member_already": (
        mark("Problems", "{code} is in this household already."),
        mark("Problems", "Nothing is needed. A wrong role is corrected by asking for a change of head."),
    ),
    "person_deceased": (
        mark("Problems", "According to the register {code} has died."),
        mark("Problems", "Choose somebody else. If the person is alive, correct the identity first."),
    ),
    "mother_male": (
        mark("Problems", "The mother chosen is registered as a man."),
        mark("Problems", "Choose the mother again, or correct the sex of that person first."),
    ),
    "birth_of_known": (
        mark("Problems", "A birth is of somebody who is not registered yet."),
        mark("Problems", "Describe the child. Somebody registered joins the household instead."),
    ),
    "birth_undated": (
        mark("Problems", "The day of birth of a newborn is known at least to the year."),
        mark("Problems", "Write the date, the month or the year of birth."),
    ),
    "birth_long_ago": (
        mark("Problems", "This child was born more than three years ago."),
        mark("Problems", "Check the year. If the child only comes to live here now, let it join instead."),
    ),
    "member_twice": (
        mark("Problems", "{code} is named twice."),
        mark("Problems", "Name everybody once."),
    ),
    "head_goes": (
        mark("Problems", "The head of household cannot be among those who go."),
        mark("Problems", "Let the others go, or ask for a change of head first."),
    ),
    "nobody_stays": (
        mark("Problems", "Nobody would stay in the household."),
        mark("Problems", "If all of them live elsewhere now, move the household instead."),
    ),
    "head_not_among": (
        mark("Problems", "The head of the new household is not among those who go."),
        mark("Problems", "Choose the head among the members who make the new household."),
    ),
    "merge_with_itself": (
        mark("Problems", "A household cannot be merged with itself."),
        mark("Problems", "Choose the other household."),
    ),
    "district_differs": (
        mark("Problems", "This is in another district than the household's record."),
        mark("Problems", "Record the move first: a whole household can move to another district."),
    ),
    "district_unserved": (
        mark("Problems", "No office of this programme serves the district of that place."),
        mark(
            "Problems",
            "The record stays here, where somebody cares for it. Choose a place of a district with"
            " an office.",
        ),
    ),
    "moving_already": (
        mark("Problems", "This household is already moving to another district: {name}."),
        mark("Problems", "Synchronise: the office there then has its record, and can say where it lives."),
    ),
    "member_elsewhere": (
        mark("Problems", "{name} also lives in a household that stays in this district: {code}."),
        mark("Problems", "Say first in which of the two this person lives: end the other membership."),
    ),
    "undo_moved_away": (
        mark("Problems", "A move to another district is not taken back here: {code}."),
        mark("Problems", "The office there moves the household back."),
    ),
    "household_moved_away": (
        mark("Problems", "{code} has moved to another district: {name}."),
        mark("Problems", "The office of that district has its record now."),
    ),
    "code_moved_away": (
        mark("Problems", "{code} belongs to another district now."),
        mark(
            "Problems", "Another office of this district has moved it. Ask the regional office where it is."
        ),
    ),
    "change_nothing": (
        mark("Problems", "Nothing would be changed."),
        mark("Problems", "Change at least one answer, or leave everything as it is."),
    ),
    "death_elsewhere": (
        mark("Problems", "A death is not a correction."),
        mark("Problems", "Report the death: the household's head and recipient follow from it."),
    ),
    "field_elsewhere": (
        mark("Problems", "This cannot be said of the one chosen: {field}."),
        mark("Problems", "Choose the household for its place and landmark, a member for what is personal."),
    ),
    "recipient_twice": (
        mark("Problems", "More than one recipient has been said."),
        mark("Problems", "Choose a registered person, or write one name, or leave the place empty."),
    ),
    "recipient_missing": (
        mark("Problems", "Who collects has not been said."),
        mark("Problems", "Choose a person of the register, or write the name of somebody outside it."),
    ),
    "mandate_missing": (
        mark("Problems", "Somebody outside the household collects only with a mandate."),
        mark("Problems", "Write which paper allows it: its number and its date."),
    ),
    "before_start": (
        mark("Problems", "This is before the person came into the household, on {date}."),
        mark("Problems", "Choose that day or a later one."),
    ),
    "left_without_head": (
        mark("Problems", "Household {code} would be left without a head."),
        mark("Problems", "Ask for a change of head there first. Nothing has been changed."),
    ),
    "left_with_heads": (
        mark("Problems", "Household {code} would have more than one head."),
        mark("Problems", "Give the other one a role first. Nothing has been changed."),
    ),
    "left_empty": (
        mark("Problems", "Nobody would be left in household {code}."),
        mark("Problems", "Merge it with the household its people live in. Nothing has been changed."),
    ),
    "left_with_two_homes": (
        mark("Problems", "{code} would belong to two households: {household} and {other}."),
        mark(
            "Problems",
            "End one of the memberships first, or give both households the same compound. Nothing has been "
            "changed.",
        ),
    ),
    "request_unknown": (
        mark("Problems", "There is no such request in this file."),
        mark(
            "Problems",
            "Look at the list of requests. One made elsewhere comes when both laptops synchronise.",
        ),
    ),
    "request_decided": (
        mark("Problems", "This request has been decided already ({state})."),
        mark("Problems", "Nothing was changed now. The first decision stands; if it was wrong, ask anew."),
    ),
    "approver_is_author": (
        mark("Problems", "You asked for this yourself, so somebody else has to agree."),
        mark(
            "Problems",
            "Ask a supervisor. If nobody else works here, hold the supervisor's role for a time: it is "
            "written down.",
        ),
    ),
    "request_unfit": (
        mark("Problems", "The household has changed since: the request no longer fits."),
        mark("Problems", "Nothing was changed. Reject the request, and ask anew for what is still needed."),
    ),
    "changed_meanwhile": (
        mark("Problems", "{code}: {field} has changed since this was asked for, from {was} to {now}."),
        mark("Problems", "Nothing was changed. Reject the request, and ask anew for what is still needed."),
    ),
    "reason_missing": (
        mark("Problems", "The reason is missing."),
        mark("Problems", "Write in a few words why, so that whoever asked understands it."),
    ),
    "withdraw_not_own": (
        mark("Problems", "Only who asked for a change can withdraw it."),
        mark("Problems", "If it should not be done, reject it."),
    ),
    "undo_not_applied": (
        mark("Problems", "There is nothing to take back: the request is “{state}”."),
        mark("Problems", "Only what has been written can be taken back."),
    ),
    "undo_not_own": (
        mark("Problems", "This was not written by you at this file."),
        mark("Problems", "Ask for the opposite change instead: both stay in the history."),
    ),
    "undo_too_late": (
        mark("Problems", "This was written on {date}: it can be taken back on the same day only."),
        mark("Problems", "Ask for the opposite change instead: both stay in the history."),
    ),
    "set_unreadable": (
        mark("Problems", "“{given}” is not a field and its value."),
        mark("Problems", "Write it as field=value, for example --set village=Taru."),
    ),
    "json_unreadable": (
        mark("Problems", "The answers are not one JSON object."),
        mark("Problems", "Check the braces and the quotation marks; nothing was written."),
    ),
    "undo_in_the_way": (
        mark("Problems", "{code}: {field} has been changed since."),
        mark("Problems", "Nothing was taken back. Undo the later change first, or ask for a new one."),
    ),
}
