"""Users, passwords and rights."""

from __future__ import annotations

from desktop.language.catalogue import mark

PEOPLE = {
    "wrong_credentials": (
        mark("Problems", "The user or the password is not right."),
        mark("Problems", "Nothing is lost. Try again in {seconds}, and check the capital-letter key."),
    ),
    "wrong_credentials_wait": (
        mark("Problems", "There were several wrong tries, so this file waits a little."),
        mark("Problems", "Nothing is lost. Try again in {seconds}."),
    ),
    "user_unknown": (
        mark("Problems", "There is no user of that name in this file."),
        mark("Problems", "Check the spelling, or ask a supervisor to add the user."),
    ),
    "user_exists": (
        mark("Problems", "There is already a user of that name."),
        mark("Problems", "Choose another user name."),
    ),
    "user_last": (
        mark("Problems", "This is the last person who can open the file."),
        mark("Problems", "Add another supervisor first, so that the office never loses its file."),
    ),
    "user_needed": (
        mark("Problems", "Several people use this file."),
        mark("Problems", "Say who you are with --user, or with GUICHET_USER."),
    ),
    "username_missing": (
        mark("Problems", "The user name is missing."),
        mark("Problems", "Choose a short name, for example the first name of the person."),
    ),
    "password_missing": (
        mark("Problems", "The password is missing."),
        mark("Problems", "Type it when asked, or set {variable}."),
    ),
    "password_weak": (
        mark("Problems", "This password is too easy to guess."),
        mark(
            "Problems", "Take at least {length} characters; four words that do not belong together are best."
        ),
    ),
    "passwords_differ": (
        mark("Problems", "The two passwords are not the same."),
        mark("Problems", "Type the new password again in both places."),
    ),
    "recovery_code_wrong": (
        mark("Problems", "This is not the recovery code of this file."),
        mark(
            "Problems",
            "Compare it with the sheet printed when the file was made; letters and digits are never alike "
            "on it.",
        ),
    ),
    "not_permitted": (
        mark("Problems", "Your role does not allow this."),
        mark("Problems", "Ask a supervisor to do it, or to change your role."),
    ),
    "acting_reason_missing": (
        mark("Problems", "Why you stand in for somebody has not been said."),
        mark("Problems", "Write it in a few words, for example: the supervisor is on leave until Monday."),
    ),
    "acting_days": (
        mark("Problems", "A role can be held for somebody else for {most} days at most."),
        mark("Problems", "Choose from 1 to {most} days. When they are over it can be taken again."),
    ),
    "acting_somebody_else": (
        mark("Problems", "{name} works with this file and can do this."),
        mark("Problems", "Ask {name}. If they are away for long, let a supervisor end their access first."),
    ),
    "acting_adds_nothing": (
        mark("Problems", "Your own role already allows all that this one does."),
        mark("Problems", "Nothing is needed: go on with your work."),
    ),
    "ages_reversed": (
        mark("Problems", "The first age is above the last: from {first} to {last}."),
        mark("Problems", "Give the lower age first, or leave one of them empty."),
    ),
}
