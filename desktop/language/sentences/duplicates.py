"""What can stand in the way of judging look-alikes, of a merge and of its undoing."""

from __future__ import annotations

from desktop.language.catalogue import mark

DUPLICATES = {
    "may_be_registered": (
        mark("Problems", "Somebody registered looks like this person: {code}."),
        mark(
            "Problems",
            "Compare the two. If it is the same person, give that code instead; else add a judgement to the "
            "line, or leave --strict out.",
        ),
    ),
    "judgement_of_nobody": (
        mark("Problems", "A judgement names a member who is not in the form."),
        mark("Problems", "Members are counted from 0, in the order of the form."),
    ),
    "judgement_unknown": (
        mark("Problems", "There is no pair of look-alikes with this number."),
        mark("Problems", "The list of possible duplicates shows the numbers; it may have been settled."),
    ),
    "merge_same_person": (
        mark("Problems", "Both codes already name the same person."),
        mark("Problems", "Nothing is to be done: both codes stay valid."),
    ),
    "merge_home_not_theirs": (
        mark("Problems", "The person belongs to this household under neither code."),
        mark("Problems", "Choose one of the two households, or move the person after the merge."),
    ),
    "merge_leaves_no_head": (
        mark("Problems", "Household {code} would be left without a head."),
        mark(
            "Problems",
            "Let the person live there, name another head of it first, or merge the two households first.",
        ),
    ),
    "merge_field_unknown": (
        mark("Problems", "“{name}” is not a field that can be taken from the other record."),
        mark("Problems", "Take one of the fields that the comparison shows."),
    ),
    "merge_unknown": (
        mark("Problems", "There is no merge with this number."),
        mark("Problems", "The list of merges of the last 90 days shows the numbers."),
    ),
    "merge_undone_already": (
        mark("Problems", "This merge was taken back already."),
        mark("Problems", "Both records stand. Nothing else is to be done."),
    ),
    "merge_too_old": (
        mark("Problems", "This merge could be taken back until {date}."),
        mark("Problems", "Correct the record that stands, and register the other person anew if need be."),
    ),
    "merge_reason_missing": (
        mark("Problems", "Why the merge is taken back has not been said."),
        mark("Problems", "Say in a few words what was found out. Nothing was changed."),
    ),
}
