"""What can go wrong with complaints, notes and appointments."""

from __future__ import annotations

from desktop.language.catalogue import mark

GRIEVANCES: dict[str, tuple[str, str]] = {
    "grievance_unknown": (
        mark("Problems", "There is no complaint of the number {code} here."),
        mark("Problems", "Read it from the acknowledgement: it begins with G-."),
    ),
    "grievance_text_missing": (
        mark("Problems", "What the complaint says is missing."),
        mark("Problems", "Write it down in the person’s own words."),
    ),
    "grievance_nobody": (
        mark("Problems", "Nobody is named."),
        mark("Problems", "Give a household’s code or a name, or say that it is anonymous."),
    ),
    "grievance_anonymous_named": (
        mark("Problems", "An anonymous complaint names nobody."),
        mark("Problems", "Take the code, the name and the telephone away, or do not make it anonymous."),
    ),
    "grievance_date_future": (
        mark("Problems", "This day has not come yet."),
        mark("Problems", "Give today or an earlier day."),
    ),
    "grievance_incident_after": (
        mark("Problems", "It happened after it was told."),
        mark("Problems", "Correct one of the two days."),
    ),
    "grievance_officer_unknown": (
        mark("Problems", "Nobody here is called {name}."),
        mark("Problems", "Give the name with which they sign in."),
    ),
    "grievance_officer_concerned": (
        mark("Problems", "The complaint is about {name}."),
        mark("Problems", "Give it to somebody else."),
    ),
    "grievance_officer_may_not": (
        mark("Problems", "{name} may not answer this complaint."),
        mark("Problems", "Give it to a case manager or a supervisor."),
    ),
    "grievance_same_officer": (
        mark("Problems", "This officer gave the answer that is appealed against."),
        mark("Problems", "Another officer has to look at it."),
    ),
    "grievance_about_you": (
        mark("Problems", "This complaint is about you."),
        mark("Problems", "Leave it to a colleague."),
    ),
    "grievance_step_impossible": (
        mark("Problems", "This step cannot be taken from where the complaint stands."),
        mark("Problems", "Open the complaint again: it shows what can be done next."),
    ),
    "grievance_step_before": (
        mark("Problems", "The step before was on {date}."),
        mark("Problems", "Give that day or a later one."),
    ),
    "grievance_reason_missing": (
        mark("Problems", "The reason is missing."),
        mark("Problems", "Say why, in a few words: whoever complained may ask."),
    ),
    "grievance_answer_missing": (
        mark("Problems", "The answer is missing."),
        mark("Problems", "Write what the person will be told."),
    ),
    "note_text_missing": (
        mark("Problems", "The note is empty."),
        mark("Problems", "Write what you saw, heard or agreed."),
    ),
    "note_date_future": (
        mark("Problems", "A note cannot be of a day to come."),
        mark("Problems", "For something to do, make an appointment."),
    ),
    "appointment_title_missing": (
        mark("Problems", "What is to be done is missing."),
        mark("Problems", "Say it in a few words."),
    ),
    "appointment_past": (
        mark("Problems", "This day is over."),
        mark("Problems", "Give today or a later day; for what was done, write a note."),
    ),
    "appointment_time": (
        mark("Problems", "“{text}” is not a time of day."),
        mark("Problems", "Write it as 09:30."),
    ),
    "appointment_unknown": (
        mark("Problems", "There is no appointment of the number {number}."),
        mark("Problems", "Take the number from the agenda."),
    ),
}
