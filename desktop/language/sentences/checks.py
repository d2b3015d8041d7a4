"""What the register says of numbers others have, of dates, positions, and answers that do not fit."""

from __future__ import annotations

from desktop.language.catalogue import mark

CHECKS = {
    "identifier_held": (
        mark("Problems", "Somebody else in the register has this number: {code}."),
        mark(
            "Problems",
            "Look at {code}: it may be the same person. If the number is right for both, a supervisor can "
            "keep it and write why.",
        ),
    ),
    "identifier_twice": (
        mark("Problems", "Two members of this household have the same number."),
        mark("Problems", "Look at the documents and correct one of them."),
    ),
    "look_alikes": (
        mark("Problems", "Somebody in the register looks like this person."),
        mark("Problems", "Compare them, and say whether they are the same person."),
    ),
    "phone_shared": (
        mark("Problems", "This telephone number already reaches {count} households."),
        mark("Problems", "Ask whose it is. If the neighbours really share it, confirm."),
    ),
    "position_far": (
        mark("Problems", "This position is far from {name}."),
        mark("Problems", "Check the latitude and the longitude, and that they were not exchanged."),
    ),
    "washington_young": (
        mark("Problems", "The questions on difficulties are not for children under five."),
        mark("Problems", "Leave them empty for this child."),
    ),
    "washington_respondent": (
        mark("Problems", "Who answered the questions on difficulties has not been said."),
        mark("Problems", "Choose: the person, or somebody else for the person."),
    ),
    "date_future": (
        mark("Problems", "This date lies in the future."),
        mark("Problems", "Check it. If it is right, check the date of this computer."),
    ),
    "dated_back": (
        mark("Problems", "This date is {days} days ago."),
        mark("Problems", "Check it. Beyond sixty days, a supervisor has to enter it."),
    ),
    "clock_back": (
        mark("Problems", "This computer’s clock is {minutes} minutes behind what is already written."),
        mark("Problems", "Set the clock. What you enter is kept, marked as written by a doubtful clock."),
    ),
    "clock_far": (
        mark("Problems", "This computer’s clock is {hours} hours from the server’s."),
        mark("Problems", "Set the clock. What you enter is kept, marked as written by a doubtful clock."),
    ),
    "number_in_words": (
        mark("Problems", "There seems to be a telephone or identity number in this text."),
        mark("Problems", "Lists and papers show this text. Move the number to its own field, or confirm."),
    ),
    "delivery_unlikely": (
        mark("Problems", "This date of delivery is not within the next 300 days."),
        mark("Problems", "Check it with the person or the health card, then confirm."),
    ),
    "answer_unknown": (
        mark("Problems", "The questionnaire has no such question."),
        mark("Problems", "Check the version of the questionnaire, or remove the answer."),
    ),
    "answer_not_asked": (
        mark("Problems", "This question was not to be asked after the answers before it."),
        mark("Problems", "Empty it, or correct the answer that it depends on."),
    ),
    "answer_no_option": (
        mark("Problems", "This answer is not one of those offered."),
        mark("Problems", "Choose one of the answers, “does not know” or “refused”."),
    ),
    "answer_out_of_range": (
        mark("Problems", "This number is outside what the question allows."),
        mark("Problems", "Write a whole number from {least} to {most}."),
    ),
    "enrolled_already": (
        mark("Problems", "The person is already in the scheme {scheme}, or waits for it."),
        mark("Problems", "Open that enrolment instead of making a second one."),
    ),
    "schemes_incompatible": (
        mark("Problems", "The scheme {scheme}, in which the person is, excludes this one."),
        mark("Problems", "End the other one first, or ask a supervisor."),
    ),
    "enrolment_dates": (
        mark("Problems", "The days of this enrolment are not in their order."),
        mark("Problems", "Applied, decided, enrolled, started, ended: correct the one that is too early."),
    ),
    "confidential_why_missing": (
        mark("Problems", "Why this file is kept confidential, or no longer, has not been said."),
        mark("Problems", "Write it in a few words; it is kept with your name and the time."),
    ),
    "confidential_reason_missing": (
        mark("Problems", "This file is kept confidential."),
        mark("Problems", "Say why you open it. Your name, the time and the reason are written down."),
    ),
}
