"""Codes, papers, printers, and the journey of a household."""

from __future__ import annotations

from desktop.language.catalogue import mark

PAPERS = {
    "code_unknown": (
        mark("Problems", "Nothing here has the code {code}."),
        mark("Problems", "It may come from another office: synchronise, or search by name."),
    ),
    "code_mistyped": (
        mark("Problems", "This code contains a typing mistake."),
        mark("Problems", "Compare it with the paper, character by character."),
    ),
    "reprint_reason_missing": (
        mark("Problems", "This paper has already been printed."),
        mark("Problems", "Say why another copy is needed: lost, damaged, corrected …"),
    ),
    "glyph_missing": (
        mark("Problems", "The character {character} ({name}) cannot be printed: {field}."),
        mark("Problems", "Nothing was printed. Write this name in Latin letters, then print again."),
    ),
    "logo_unsupported": (
        mark("Problems", "The programme's logo uses a kind of drawing that cannot be printed: {element}."),
        mark(
            "Problems",
            "Redraw it with plain shapes and plain colours. Papers are printed without it meanwhile.",
        ),
    ),
    "nothing_to_print": (
        mark("Problems", "There is nothing to print."),
        mark("Problems", "Choose at least one household or person."),
    ),
    "print_unknown": (
        mark("Problems", "This paper has never been printed."),
        mark("Problems", "Print it first, then say that it was handed over."),
    ),
    "print_failed": (
        mark("Problems", "The paper could not be printed."),
        mark("Problems", "Nothing is lost. Check the printer, then print again, or save the PDF."),
    ),
    "no_printer": (
        mark("Problems", "No printer is set up on this computer."),
        mark("Problems", "Save the paper as a PDF, and print it where there is a printer."),
    ),
    "printer_unknown": (
        mark("Problems", "There is no printer called {printer}."),
        mark("Problems", "Choose one of the list, or save the paper as a PDF."),
    ),
    "printer_refused": (
        mark("Problems", "The printer did not take the paper."),
        mark("Problems", "See that it is on and has paper, then print again. The PDF is kept."),
    ),
    "milestone_unknown": (
        mark("Problems", "This milestone is not in the household's journey."),
        mark("Problems", "Choose one of the steps of the journey."),
    ),
    "milestone_unknown_update": (
        mark("Problems", "The update to be corrected is not in this journey."),
        mark("Problems", "Choose it in the list of updates of this milestone."),
    ),
    "milestone_date_future": (
        mark("Problems", "What has been achieved cannot be dated in the future."),
        mark("Problems", "Give today's date or an earlier one, or choose “planned”."),
    ),
    "milestone_transition": (
        mark("Problems", "A milestone cannot go from “{from}” to “{to}”."),
        mark("Problems", "Choose another status. To undo a mistake, choose “retracted” and say why."),
    ),
    "milestone_reason_missing": (
        mark("Problems", "This status needs a reason."),
        mark("Problems", "Write it in the note."),
    ),
    "subject_unknown": (
        mark("Problems", "The record this change speaks of is not here."),
        mark("Problems", "Synchronise first; it may still be waiting on another computer."),
    ),
    "revision_unknown": (
        mark("Problems", "This change was made on a version the server has never seen."),
        mark("Problems", "It is kept here. Synchronise again; if it stays, tell the regional office."),
    ),
}
