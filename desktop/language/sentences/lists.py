"""Lists of people read from and written to files: what is wrong with the file, a row, or the columns."""

from __future__ import annotations

from desktop.language.catalogue import mark

LISTS = {
    "sheet_empty": (
        mark("Problems", "There is no list in this file."),
        mark(
            "Problems",
            "Open it in a spreadsheet and check that it has headings and rows, then save it again.",
        ),
    ),
    "sheet_kind": (
        mark("Problems", "This file is not a list but of another kind: {kind}."),
        mark("Problems", "Open it in a spreadsheet, save the list as XLSX or CSV, and choose that file."),
    ),
    "sheet_damaged": (
        mark("Problems", "The workbook is damaged or not a real workbook."),
        mark("Problems", "Ask for it again, or open it in a spreadsheet and save it under another name."),
    ),
    "sheet_swollen": (
        mark("Problems", "Unpacked, this workbook would take {megabytes} megabytes."),
        mark(
            "Problems",
            "It was not opened. If it is a real list, save it as CSV, which can be as long as needed.",
        ),
    ),
    "sheet_unknown": (
        mark("Problems", "The workbook has no sheet named {given}."),
        mark("Problems", "Choose one of these: {expected}."),
    ),
    "sheet_wide": (
        mark("Problems", "The list has {count} columns."),
        mark("Problems", "Keep the columns that are needed, at most 500, and save it again."),
    ),
    "sheet_one_column": (
        mark("Problems", "The text in this file is not in columns."),
        mark(
            "Problems", "Save the list as XLSX, or as CSV with commas, semicolons or tabs between the cells."
        ),
    ),
    "sheet_encoding": (
        mark("Problems", "The file is not in UTF-8: it was read as {encoding}."),
        mark(
            "Problems", "Check that accents look right in the rows below. If not, save it as XLSX or UTF-8."
        ),
    ),
    "sheet_several": (
        mark("Problems", "The workbook has {count} sheets; {name} was read."),
        mark("Problems", "If the list is on another sheet, choose it."),
    ),
    "sheet_formulas": (
        mark("Problems", "{count} cells hold formulas, the first of them {cell}."),
        mark(
            "Problems", "Nothing was computed: what the spreadsheet saved last was read. Check these cells."
        ),
    ),
    "sheet_merged": (
        mark("Problems", "{count} groups of cells are merged."),
        mark("Problems", "Merged cells count for each of their rows. Check the rows below."),
    ),
    "sheet_numbers": (
        mark("Problems", "The column {column} holds numbers where codes are expected."),
        mark(
            "Problems",
            "Zeros at the beginning of a code may be lost. Ask for the list with that column as text.",
        ),
    ),
    "row_long": (
        mark("Problems", "The row has {cells} cells under {headings} headings."),
        mark(
            "Problems",
            "A cell may hold the separator without quotation marks. Put each cell under its heading.",
        ),
    ),
    "row_quotes": (
        mark("Problems", "The quotation marks of this row are not in pairs."),
        mark("Problems", "Write a quotation mark inside a cell twice, or take it away."),
    ),
    "row_unclosed": (
        mark("Problems", "A quotation mark opens a cell here and is never closed."),
        mark(
            "Problems",
            "Everything after it was not read. Close it or take it away, then import the file again.",
        ),
    ),
    "cell_long": (
        mark("Problems", "A cell is longer than any spreadsheet allows."),
        mark("Problems", "Shorten it; a quotation mark may be missing."),
    ),
    "cell_unreadable": (
        mark("Problems", "A cell has signs that cannot be read."),
        mark("Problems", "Write it again, and save the file as XLSX or as CSV in UTF-8."),
    ),
    "date_order": (
        mark("Problems", "The date {given} can be read in two ways."),
        mark("Problems", "Say in which order the day and the month are written in this column."),
    ),
    "date_impossible": (
        mark("Problems", "There is no such day: {given}."),
        mark("Problems", "Ask for the right date, or give the month and the year, or the year only."),
    ),
    "number_rounded": (
        mark("Problems", "The spreadsheet has rounded this number: {given}."),
        mark("Problems", "Its last digits are lost. Write it again in a column formatted as text."),
    ),
    "area_ambiguous": (
        mark("Problems", "Several places of this office are named {name}."),
        mark("Problems", "Write the place’s code instead of its name."),
    ),
    "bulk_column_missing": (
        mark("Problems", "The list has no column {column}."),
        mark("Problems", "Check that it is the right file, or say which column to read instead."),
    ),
    "bulk_column_twice": (
        mark("Problems", "The columns {column} and {other} are given for the same thing."),
        mark("Problems", "Choose one of them."),
    ),
    "bulk_names_twice": (
        mark("Problems", "Names are read from one column and from two at the same time."),
        mark(
            "Problems", "Choose the column with the whole name, or those with the family and the given name."
        ),
    ),
    "bulk_field_missing": (
        mark("Problems", "No column is given for: {field}."),
        mark("Problems", "Choose the column it is in."),
    ),
    "bulk_default_missing": (
        mark("Problems", "It is not said what holds for every row: {field}."),
        mark("Problems", "Choose it below the columns, or choose a column that holds it."),
    ),
    "bulk_field_unknown": (
        mark("Problems", "There is no field called {given}."),
        mark("Problems", "Choose one of the fields that are offered."),
    ),
    "bulk_date_order": (
        mark("Problems", "It is not clear how dates are written in the column {column}."),
        mark("Problems", "Say whether the day or the month comes first."),
    ),
    "bulk_sex_unclear": (
        mark("Problems", "The column {column} has H and M, but no F."),
        mark("Problems", "Say what H stands for and what M stands for."),
    ),
    "bulk_word_unknown": (
        mark("Problems", "It is not known what “{word}” means here."),
        mark("Problems", "Say what it stands for beside the columns, or correct it in the list."),
    ),
    "bulk_key_missing": (
        mark("Problems", "The row has no household number."),
        mark("Problems", "Write the number of the household this person belongs to."),
    ),
    "bulk_key_again": (
        mark("Problems", "The number {key} was used further up already."),
        mark("Problems", "Put the rows of one household together; give each person a number of their own."),
    ),
    "bulk_household_large": (
        mark("Problems", "More than {count} rows have the same household number."),
        mark("Problems", "Check which column holds the household number."),
    ),
    "bulk_person_new": (
        mark("Problems", "The household of this row was registered before, without this person."),
        mark("Problems", "Nothing was changed. Add the person on the household’s page."),
    ),
    "bulk_number_again": (
        mark("Problems", "Another row of the list has the same identity number."),
        mark("Problems", "Check both rows: one person may be in the list twice."),
    ),
    "bulk_source_missing": (
        mark("Problems", "It is not said where the list is from."),
        mark("Problems", "Give it a name, for example the employer’s: the columns are remembered under it."),
    ),
    "bulk_option_wrong": (
        mark("Problems", "“{given}” is not understood here."),
        mark("Problems", "Write one of these: {expected}."),
    ),
    "bulk_mapping_unreadable": (
        mark("Problems", "The file {name} does not say what columns mean."),
        mark("Problems", "Take one that an earlier check of a list has shown, and change what is different."),
    ),
    "held_unknown": (
        mark("Problems", "No household is held back under this number: {number}."),
        mark("Problems", "It may have been registered or dropped meanwhile. Look at the list again."),
    ),
    "table_kind": (
        mark("Problems", "The name {name} does not say which kind of file to write."),
        mark("Problems", "End the name with .xlsx or .csv."),
    ),
    "table_long": (
        mark("Problems", "A workbook holds at most {count} rows."),
        mark("Problems", "Nothing was written. Export to CSV, or fewer people at a time."),
    ),
    "export_purpose_missing": (
        mark("Problems", "It is not said what the data are for."),
        mark("Problems", "Choose the purpose: it is kept with the export."),
    ),
    "export_recipient_missing": (
        mark("Problems", "It is not said who receives the data."),
        mark("Problems", "Write the name of the institution: it is kept with the export."),
    ),
    "export_protocol_missing": (
        mark("Problems", "The data of {count} people need an agreement to be handed over."),
        mark("Problems", "Write the reference of the agreement, or export at most {most} people."),
    ),
    "export_columns_missing": (
        mark("Problems", "No column is chosen."),
        mark("Problems", "Choose at least one column."),
    ),
    "export_column_unknown": (
        mark("Problems", "There is no column called {given}."),
        mark("Problems", "Choose one of these: {expected}."),
    ),
    "export_names_withheld": (
        mark("Problems", "Your role exports figures, not names."),
        mark("Problems", "Leave out the columns that say who a person is."),
    ),
    "export_stopped": (
        mark("Problems", "The export was stopped."),
        mark("Problems", "No file was written. Start it again when you are ready."),
    ),
}
