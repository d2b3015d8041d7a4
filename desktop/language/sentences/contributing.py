"""What can go wrong with employers, statements and insurance periods."""

from __future__ import annotations

from desktop.language.catalogue import mark

CONTRIBUTING: dict[str, tuple[str, str]] = {
    "employer_unknown": (
        mark("Problems", "There is no employer with the code {code}."),
        mark(
            "Problems",
            "Look for the employer by name; if it was registered on another laptop, synchronise.",
        ),
    ),
    "employer_name_missing": (
        mark("Problems", "The employer has no name."),
        mark("Problems", "Write the name as it stands on its registration."),
    ),
    "employer_date_future": (
        mark("Problems", "The day of registration is still to come."),
        mark("Problems", "Write the day on which the employer was registered."),
    ),
    "employer_number_taken": (
        mark("Problems", "Another employer has the registration number {number}: {code}."),
        mark("Problems", "Compare the two; correct the number, or use the employer that is there."),
    ),
    "employer_closed": (
        mark("Problems", "{name} is closed."),
        mark("Problems", "Make the employer active again first, or choose another."),
    ),
    "employment_date_future": (
        mark("Problems", "The first day of work is still to come."),
        mark("Problems", "Write a day up to today."),
    ),
    "employed_already": (
        mark("Problems", "This person works there already, since {date}."),
        mark(
            "Problems",
            "Nothing needs to be done. To change the number, end that work and begin it anew.",
        ),
    ),
    "insured_number_taken": (
        mark("Problems", "The number of insurance {number} belongs to somebody else: {code}."),
        mark("Problems", "Compare the number with the card; a number is never given to two people."),
    ),
    "not_employed": (
        mark("Problems", "Nobody with the code {code} works there today."),
        mark("Problems", "Look at the employer's list of workers."),
    ),
    "employment_end_wrong": (
        mark("Problems", "The last day of work does not fit."),
        mark("Problems", "It lies between the first day ({date}) and today."),
    ),
    "visit_finding_missing": (
        mark("Problems", "Nothing is said of what the visit found."),
        mark("Problems", "Write a few words about what was found."),
    ),
    "visit_dates_wrong": (
        mark("Problems", "The days of the visit do not fit."),
        mark("Problems", "A visit is up to today, and the next one after it."),
    ),
    "scheme_unknown": (
        mark("Problems", "There is no scheme with the code {code}."),
        mark("Problems", "Look at the list of schemes; the programme may have to be renewed."),
    ),
    "scheme_not_contributory": (
        mark("Problems", "Nobody pays contributions for the scheme {code}."),
        mark("Problems", "Choose a scheme with contributions."),
    ),
    "rates_overlap": (
        mark(
            "Problems",
            "Two rates of {scheme} hold on the same day: those valid from {first} and from {second}.",
        ),
        mark(
            "Problems",
            "Let the first end on the day before the second begins; nothing is worked out until then.",
        ),
    ),
    "rate_ends_early": (
        mark("Problems", "A rate of {scheme} ends before it begins ({date})."),
        mark("Problems", "Correct its last day in the programme."),
    ),
    "rate_floor_high": (
        mark("Problems", "A rate of {scheme} has a lowest wage above its highest ({date})."),
        mark("Problems", "Correct the two in the programme."),
    ),
    "rate_none": (
        mark("Problems", "{scheme} has no rate for {month}."),
        mark("Problems", "Choose a month in which the scheme was in force."),
    ),
    "rate_unset": (
        mark("Problems", "The law has not set this rate yet."),
        mark(
            "Problems",
            "Nothing can be worked out. Wait for the programme to be renewed; money received can "
            "be written down all the same.",
        ),
    ),
    "month_wrong": (
        mark("Problems", "“{given}” is not a month."),
        mark("Problems", "Write the year and the month, for example 2018-01."),
    ),
    "month_future": (
        mark("Problems", "The month {month} has not begun."),
        mark("Problems", "Contributions are declared and paid for months that have begun."),
    ),
    "months_backwards": (
        mark("Problems", "The last month lies before the first."),
        mark("Problems", "Compare the two months."),
    ),
    "worker_name_missing": (
        mark("Problems", "A line has no name."),
        mark("Problems", "Write the worker's name as the employer wrote it."),
    ),
    "wage_negative": (
        mark("Problems", "A wage is below nothing."),
        mark("Problems", "Write what was earned in the month; for a correction file the statement anew."),
    ),
    "days_wrong": (
        mark("Problems", "A month does not have so many days."),
        mark("Problems", "Write 0 to {most} days."),
    ),
    "worker_twice": (
        mark("Problems", "The same worker stands on line {line} already."),
        mark("Problems", "Keep one line for each worker, with all of the month's wage."),
    ),
    "worker_code_missing": (
        mark("Problems", "Nobody is named."),
        mark("Problems", "Write the code of the person, from the card or the receipt."),
    ),
    "worker_code_unknown": (
        mark("Problems", "Nobody here has the code {code}."),
        mark("Problems", "Compare it with the card, or leave it empty and give the number of insurance."),
    ),
    "worker_unknown": (
        mark("Problems", "{name} is not known here by code or number."),
        mark(
            "Problems",
            "The line counts for the employer. Register the person, then replace the statement, so"
            " that the month counts for them.",
        ),
    ),
    "worker_new": (
        mark("Problems", "{name} was not down as working there."),
        mark("Problems", "When you file, this is put down from the first day of the month."),
    ),
    "statement_empty": (
        mark("Problems", "The statement names nobody."),
        mark("Problems", "Enter at least one worker with a wage."),
    ),
    "statement_unknown": (
        mark("Problems", "There is no statement with the code {code}."),
        mark("Problems", "Look for it with its employer; if it was filed on another laptop, synchronise."),
    ),
    "statement_filed_already": (
        mark("Problems", "A statement of {month} has been filed: {code}."),
        mark(
            "Problems",
            "File this one in its place only if the first was wrong; what was paid on it counts "
            "for the new one.",
        ),
    ),
    "statement_replaced": (
        mark("Problems", "The statement {code} was replaced by a later one."),
        mark("Problems", "Write the money down on the later one."),
    ),
    "filed_date_future": (
        mark("Problems", "The day of filing is still to come."),
        mark("Problems", "Write a day up to today."),
    ),
    "paid_too_much": (
        mark("Problems", "That is more than is owed."),
        mark("Problems", "At most {amount} {currency} is still to be paid on this statement."),
    ),
    "paid_not_due": (
        mark("Problems", "The amount does not fit the wage and the months."),
        mark("Problems", "At the rates of these months {amount} {currency} is due."),
    ),
    "amount_missing": (
        mark("Problems", "There is no amount."),
        mark("Problems", "Write what was received."),
    ),
    "amount_unreadable": (
        mark("Problems", "“{given}” is not an amount in {currency}."),
        mark("Problems", "Write figures only, with no more decimals than the currency has."),
    ),
    "paid_date_future": (
        mark("Problems", "The day of payment is still to come."),
        mark("Problems", "Write the day on which the money was received."),
    ),
    "contribution_unknown": (
        mark("Problems", "There is no payment with the number {number} that could be corrected."),
        mark(
            "Problems",
            "Look at the list of payments; one that was corrected before cannot be corrected again.",
        ),
    ),
    "country_wrong": (
        mark("Problems", "“{given}” is not a country's code."),
        mark("Problems", "Write its two letters, for example SN."),
    ),
    "period_institution_missing": (
        mark("Problems", "The institution is missing."),
        mark("Problems", "Write who insured the person at that time."),
    ),
    "period_dates_wrong": (
        mark("Problems", "The period's days do not fit."),
        mark("Problems", "The last day is not before the first, and not after today."),
    ),
    "period_evidence_missing": (
        mark("Problems", "Nothing proves this period."),
        mark("Problems", "Write which paper was seen: a certificate, its number and its date."),
    ),
    "period_unknown": (
        mark("Problems", "This person has no period with the number {number}."),
        mark("Problems", "Look at the person's periods of insurance."),
    ),
    "coverage_dates_wrong": (
        mark("Problems", "The days do not fit."),
        mark("Problems", "Count up to today at the latest, and from a day before that."),
    ),
    "list_without_wages": (
        mark("Problems", "No column of the list has wages."),
        mark("Problems", "Name one column “wage”, “salaire” or “remuneração”. Headings found: {headings}."),
    ),
    "list_without_names": (
        mark("Problems", "No column of the list says who the workers are."),
        mark("Problems", "Name one column “name”, “code” or “number”. Headings found: {headings}."),
    ),
    "list_too_long": (
        mark("Problems", "The list has more than {most} rows."),
        mark("Problems", "Divide it into several lists."),
    ),
    "list_wage_unreadable": (
        mark("Problems", "Row {row}, {name}: “{given}” is not an amount."),
        mark("Problems", "Write the wage in figures, without the currency."),
    ),
    "list_days_unreadable": (
        mark("Problems", "Row {row}, {name}: “{given}” is not a number of days."),
        mark("Problems", "Write whole days, or leave the cell empty."),
    ),
}
