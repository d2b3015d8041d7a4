"""What can be wrong with a household as it is typed."""

from __future__ import annotations

from desktop.language.catalogue import mark

REGISTRATION = {
    "name_missing": (
        mark("Problems", "The name is missing."),
        mark(
            "Problems",
            "Write the given name and the family name. If the person has only one name, tick “single name”.",
        ),
    ),
    "name_missing_one": (
        mark("Problems", "One of the two names is missing."),
        mark("Problems", "Write it. If the person has only one name, tick “single name”."),
    ),
    "sex_missing": (
        mark("Problems", "The sex has not been chosen."),
        mark("Problems", "Ask the person, then choose. “Not known” is possible, with a reason."),
    ),
    "sex_reason_missing": (
        mark("Problems", "“Not known” needs a reason."),
        mark("Problems", "Say in a few words why the sex is not known, or choose female or male."),
    ),
    "precision_missing": (
        mark("Problems", "How exactly the date of birth is known has not been said."),
        mark("Problems", "Choose: full date, month and year, year only, estimated age, or unknown."),
    ),
    "birth_form": (
        mark("Problems", "The date of birth is unfinished, or does not fit what is said to be known of it."),
        mark(
            "Problems",
            "Write it whole, for example 12/04/1987, 04/1987 or 1987, or say that less is known: month and "
            "year, or the year only.",
        ),
    ),
    "birth_future": (
        mark("Problems", "The date of birth lies in the future."),
        mark("Problems", "Check the year with the person. If it is right, check the date of this computer."),
    ),
    "age_too_high": (
        mark("Problems", "This date of birth makes the person {age} years old."),
        mark("Problems", "Nobody over 120 can be registered. Check the year, or choose “estimated age”."),
    ),
    "age_unusual": (
        mark("Problems", "The person would be over 105 years old."),
        mark("Problems", "Check the year with the person or a document, then confirm."),
    ),
    "estimate_incomplete": (
        mark("Problems", "The estimated age is incomplete."),
        mark("Problems", "Write the age in years and the day on which it was estimated."),
    ),
    "age_negative": (
        mark("Problems", "An age cannot be less than zero."),
        mark("Problems", "Write the age in whole years; 0 for a baby."),
    ),
    "two_digit_year": (
        mark("Problems", "The year has only two digits."),
        mark("Problems", "Write it with four: 1927 or 2027, never 27."),
    ),
    "head_missing": (
        mark("Problems", "The household has no head."),
        mark("Problems", "Choose which member is the head of household."),
    ),
    "heads_several": (
        mark("Problems", "The household has more than one head."),
        mark("Problems", "Keep one head and give the others their own role."),
    ),
    "head_young": (
        mark("Problems", "The head of household is under 15."),
        mark(
            "Problems",
            "If children live without an adult, tick “headed by a child” and confirm: the office will see "
            "the need for protection.",
        ),
    ),
    "parent_too_young": (
        mark("Problems", "Parent and child are less than 12 years apart."),
        mark("Problems", "Check both dates of birth and the role of each, then confirm."),
    ),
    "spouse_young": (
        mark("Problems", "The spouse is under 15."),
        mark(
            "Problems",
            "Check the date of birth. If it is right, confirm: the office will see the need for protection.",
        ),
    ),
    "two_households": (
        mark("Problems", "This person already belongs to household {code}."),
        mark(
            "Problems",
            "End the membership there first, or group both households in one compound if the person truly "
            "lives in both.",
        ),
    ),
    "membership_dates": (
        mark("Problems", "The membership ends before it begins."),
        mark("Problems", "Correct one of the two dates."),
    ),
    "membership_end_reason": (
        mark("Problems", "The end of the membership has no reason."),
        mark("Problems", "Choose why it ended: death, left, the household split, or entered by mistake."),
    ),
    "deceased_head": (
        mark("Problems", "A deceased person cannot be head of household."),
        mark("Problems", "Choose another head, or correct the vital status."),
    ),
    "pregnancy_unlikely": (
        mark("Problems", "Pregnancy does not agree with the sex or the age."),
        mark("Problems", "Check the three answers with the person, then confirm."),
    ),
    "identifier_pattern": (
        mark("Problems", "This number does not look like the others of its kind."),
        mark("Problems", "Compare it with the document, digit by digit. If it is written so, confirm."),
    ),
    "phone_invalid": (
        mark("Problems", "This is not a telephone number of the country."),
        mark("Problems", "Check the digits. Write a foreign number with its + and country code."),
    ),
    "area_missing": (
        mark("Problems", "The place where the household lives is missing."),
        mark("Problems", "Choose it in the list of places."),
    ),
    "area_unknown": (
        mark("Problems", "This place is not in the programme's list."),
        mark("Problems", "Choose the nearest listed place that contains it, and write the village by hand."),
    ),
    "area_too_high": (
        mark("Problems", "This place is too wide to find the household again."),
        mark("Problems", "Choose a smaller place inside it."),
    ),
    "area_not_deepest": (
        mark("Problems", "A smaller place could be chosen."),
        mark("Problems", "Choose it if it is known, otherwise confirm."),
    ),
    "area_elsewhere": (
        mark("Problems", "This place belongs to another office."),
        mark("Problems", "Choose a place of this office, or send the household to the office of that place."),
    ),
    "notice_missing": (
        mark("Problems", "The privacy notice has not been given."),
        mark("Problems", "Read it to the person in a language they understand, then say how it was given."),
    ),
    "notice_language": (
        mark("Problems", "The privacy notice was given in another language than the citizen's."),
        mark("Problems", "Read it again in the citizen's language, or correct the language chosen."),
    ),
    "legal_basis_missing": (
        mark("Problems", "The legal basis is missing."),
        mark(
            "Problems",
            "Choose on which basis the office holds these data. For a public benefit it is usually public "
            "interest.",
        ),
    ),
    "guardian_missing": (
        mark("Problems", "The person answering is under 18 and no parent or guardian is named."),
        mark("Problems", "Write the name of the parent or guardian who was told."),
    ),
    "members_missing": (
        mark("Problems", "The household has no members."),
        mark("Problems", "Add at least the head of household."),
    ),
    "role_missing": (
        mark("Problems", "The role in the household has not been chosen."),
        mark("Problems", "Choose what this person is to the head of household."),
    ),
    "field_unknown": (
        mark("Problems", "This field does not exist."),
        mark("Problems", "Check its spelling against the published form of a household, or remove it."),
    ),
    "field_missing": (
        mark("Problems", "A required answer is missing."),
        mark("Problems", "Fill in the field, then go on."),
    ),
    "answer_missing": (
        mark("Problems", "A required answer is missing."),
        mark("Problems", "Fill in the field, then go on."),
    ),
    "field_wrong": (
        mark("Problems", "This answer does not have the expected form."),
        mark("Problems", "Expected: {expected}."),
    ),
    "json_line": (
        mark("Problems", "Line {line} cannot be read."),
        mark(
            "Problems",
            "Each line must be one complete household in JSON. The other lines are not affected.",
        ),
    ),
    "photo_not_image": (
        mark("Problems", "This file is not a picture that can be read."),
        mark("Problems", "Choose a JPEG or PNG photo. The rest of the form is safe."),
    ),
}
