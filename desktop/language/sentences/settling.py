"""What can be wrong with settling a conflict, and with correcting what the server refused."""

from __future__ import annotations

from desktop.language.catalogue import mark

SETTLING = {
    "conflict_unknown": (
        mark("Problems", "There is no conflict {number}."),
        mark("Problems", "Look at the list under To decide, or with: conflicts list."),
    ),
    "conflict_settled": (
        mark("Problems", "This conflict was settled already, by {name}."),
        mark("Problems", "Should it be wrong, open it again and settle it anew."),
    ),
    "conflict_unanswered": (
        mark("Problems", "Which value is right has not been said for every field."),
        mark("Problems", "Choose one of the two values for each field, or type the right one."),
    ),
    "conflict_not_of": (
        mark("Problems", "This conflict is not about the field {field}."),
        mark("Problems", "Leave it out, and choose for the fields that are shown."),
    ),
    "conflict_choose_side": (
        mark("Problems", "The field {field} points at another record and cannot be typed."),
        mark("Problems", "Choose one of the two values."),
    ),
    "conflict_merge_undo": (
        mark("Problems", "A merge is not taken back by choosing a value."),
        mark(
            "Problems", "Take the merge back under To decide, Possible duplicates, and then keep what stands."
        ),
    ),
    "conflict_side_unclear": (
        mark("Problems", "Neither value was written at this office alone, so “mine” says nothing."),
        mark("Problems", "Say “standing” for the value that stands, or “other”."),
    ),
    "refusal_unknown": (
        mark("Problems", "No refused change has the number {number}."),
        mark("Problems", "It may have been corrected or set aside already. Look at the list again."),
    ),
    "refusal_follows": (
        mark("Problems", "This change needs a record that the server refused as well."),
        mark("Problems", "Correct number {number} first: this one goes with it."),
    ),
    "refusal_not_sent": (
        mark("Problems", "Something that belongs to this record has not been sent yet."),
        mark("Problems", "Synchronise first, then correct it or set it aside."),
    ),
    "refusal_unchangeable": (
        mark("Problems", "The field {field} cannot be corrected here."),
        mark("Problems", "Correct another field, or set the change aside and enter it anew."),
    ),
    "refusal_reason_missing": (
        mark("Problems", "Why the change is set aside has not been said."),
        mark("Problems", "Write a few words: whoever looks later reads them."),
    ),
}
