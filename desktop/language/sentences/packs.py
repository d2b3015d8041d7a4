"""What can be wrong in a programme's own files, for whoever prepares them."""

from __future__ import annotations

from desktop.language.catalogue import mark

PACKS = {
    "area_level_wrong": (
        mark("Problems", "An area does not stand one level below the one that contains it."),
        mark("Problems", "Correct its level or its parent."),
    ),
    "area_parent_missing": (
        mark("Problems", "Only a country has no area above it."),
        mark("Problems", "Give the code of the area that contains this one; leave it empty at level 0 only."),
    ),
    "area_parent_unknown": (
        mark("Problems", "The area above, {parent}, is not in the list."),
        mark("Problems", "Add it, or correct the code."),
    ),
    "area_twice": (
        mark("Problems", "This area's code stands twice in the list."),
        mark("Problems", "Keep one of the two lines."),
    ),
    "office_twice": (
        mark("Problems", "This office's code stands twice in the list."),
        mark("Problems", "Keep one of the two lines."),
    ),
    "office_area_unknown": (
        mark("Problems", "An office serves the area {area}, which is not in the list of areas."),
        mark("Problems", "Add the area, or correct the office's areas."),
    ),
    "office_watched_unknown": (
        mark("Problems", "An office watches the office {office}, which is not in the list of offices."),
        mark("Problems", "Add the office, or correct what is under watches."),
    ),
    "position_incomplete": (
        mark("Problems", "A position has only one of its two numbers."),
        mark("Problems", "Give latitude and longitude, or neither."),
    ),
    "position_outside": (
        mark("Problems", "A position lies outside the Earth."),
        mark("Problems", "Latitude goes from −90 to 90, longitude from −180 to 180."),
    ),
    "time_zone_unknown": (
        mark("Problems", "This time zone does not exist."),
        mark("Problems", "Write it as in the IANA list, for example Africa/Dakar."),
    ),
    "variant_alone": (
        mark("Problems", "This line of name variants has fewer than two names: {given}."),
        mark("Problems", "Write the names that are one name on one line, parted by spaces."),
    ),
    "variant_twice": (
        mark("Problems", "The name {name} already stands on line {first_line}."),
        mark("Problems", "Keep it on one line only: a name on two lines would make one group of both."),
    ),
    "table_empty": (
        mark("Problems", "The table has no lines."),
        mark("Problems", "Give it a heading and at least one line."),
    ),
    "table_malformed": (
        mark("Problems", "The table cannot be read from this line on."),
        mark("Problems", "A quotation mark may be missing. Open it in a text editor and look there."),
    ),
    "row_width": (
        mark("Problems", "This line has {cells} cells where the heading has {columns}."),
        mark("Problems", "Look for a missing or an extra comma."),
    ),
    "column_missing": (
        mark("Problems", "A column is missing."),
        mark("Problems", "Add it to the heading and to every line."),
    ),
    "column_unknown": (
        mark("Problems", "This column is not known."),
        mark("Problems", "Check its spelling, or remove it."),
    ),
    "column_twice": (
        mark("Problems", "This column stands twice in the heading."),
        mark("Problems", "Keep one of the two."),
    ),
    "key_twice": (
        mark("Problems", "This key is written twice."),
        mark("Problems", "Keep one of the two."),
    ),
    "yaml_malformed": (
        mark("Problems", "The file is not valid YAML from this line on."),
        mark("Problems", "Check the indentation, the colons and the quotation marks around it."),
    ),
    "translation_missing": (
        mark("Problems", "The text is missing in one of the languages: {language}."),
        mark("Problems", "Write it in English, French and Portuguese."),
    ),
    "level_name_missing": (
        mark("Problems", "An administrative level has no name."),
        mark("Problems", "Name every level that the list of areas uses."),
    ),
    "level_unknown": (
        mark("Problems", "No area stands at this level."),
        mark("Problems", "Choose a level between 0 and {deepest}."),
    ),
    "identifier_scheme_unknown": (
        mark("Problems", "There is no kind of identity document called {given}."),
        mark("Problems", "Choose one of the published list."),
    ),
    "legal_basis_unknown": (
        mark("Problems", "There is no legal basis called {given}."),
        mark("Problems", "Choose one of the published list."),
    ),
    "pattern_wrong": (
        mark("Problems", "The pattern {given} is not a regular expression."),
        mark("Problems", "Correct it near character {at}."),
    ),
    "blank_missing": (
        mark("Problems", "The notice does not name the {blank}."),
        mark("Problems", "Write {{{blank}}} where the name must stand, in each language."),
    ),
    "blank_unknown": (
        mark("Problems", "The notice has a blank that nothing fills: {given}."),
        mark("Problems", "Correct its spelling, or remove it."),
    ),
    "milestone_step_unknown": (
        mark("Problems", "A milestone belongs to step {step}, but there are only {steps}."),
        mark("Problems", "Correct the step, or add the missing one."),
    ),
    "milestone_twice": (
        mark("Problems", "This milestone's code stands twice."),
        mark("Problems", "Give each milestone a code of its own."),
    ),
    "file_outside_pack": (
        mark("Problems", "The file lies outside the programme's folder."),
        mark("Problems", "Put it beside the others and give its plain name."),
    ),
    "logo_malformed": (
        mark("Problems", "The logo is not an SVG drawing with a viewBox."),
        mark("Problems", "Save it again as plain SVG."),
    ),
    "logo_refused": (
        mark("Problems", "The logo is too large or holds more than plain shapes."),
        mark("Problems", "Keep to plain shapes and colours, and turn its text into paths."),
    ),
}
