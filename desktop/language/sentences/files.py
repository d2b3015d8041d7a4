"""The office file, its folder, its backup and the files shipped with the product."""

from __future__ import annotations

from desktop.language.catalogue import mark

FILES = {
    "file_missing": (
        mark("Problems", "The file is not there."),
        mark("Problems", "Check the folder and the name, and that the disk or key is plugged in."),
    ),
    "file_exists": (
        mark("Problems", "There is already a file of that name."),
        mark("Problems", "It was left untouched. Choose another name or another folder."),
    ),
    "file_busy": (
        mark("Problems", "The file is busy with other work."),
        mark("Problems", "Nothing is lost. Wait a moment, then try again."),
    ),
    "file_unreadable": (
        mark("Problems", "The file cannot be read."),
        mark("Problems", "Check that you may open it and that the disk or key is plugged in."),
    ),
    "file_not_utf8": (
        mark("Problems", "The file is not written in UTF-8."),
        mark("Problems", "Save it again as UTF-8: accents and African letters are lost otherwise."),
    ),
    "file_empty": (
        mark("Problems", "The file is empty."),
        mark(
            "Problems",
            "It may have been copied during a power cut. Restore the latest backup, then synchronise.",
        ),
    ),
    "file_truncated": (
        mark("Problems", "The end of the file is missing."),
        mark(
            "Problems",
            "Keep this file as it is. Copy it again from its source, or restore the latest backup.",
        ),
    ),
    "file_damaged": (
        mark("Problems", "The file is damaged."),
        mark(
            "Problems",
            "Do not delete it. Restore the latest backup; what was already sent comes back from the server.",
        ),
    ),
    "file_newer": (
        mark("Problems", "The file was made by a newer version."),
        mark("Problems", "It was left untouched. Update this application, then open it again."),
    ),
    "file_open_elsewhere": (
        mark("Problems", "The file is already open in another window."),
        mark("Problems", "Go to that window, or close it first."),
    ),
    "file_not_written": (
        mark("Problems", "The file could not be written."),
        mark("Problems", "What was there before is untouched. Choose another folder, then try again."),
    ),
    "keys_missing": (
        mark("Problems", "The key file that belongs beside this file is missing."),
        mark("Problems", "Copy both from the same place: without its keys the file cannot be opened."),
    ),
    "file_closed": (
        mark("Problems", "This file was closed on {date}, by order of the regional office."),
        mark(
            "Problems",
            "What it had not sent was sealed and handed over first. Ask the regional office; this computer"
            " can begin again with a new file and a new code.",
        ),
    ),
    "keys_damaged": (
        mark("Problems", "The key file that belongs beside this file is damaged."),
        mark(
            "Problems",
            "Do not delete it. Copy the key file from the latest backup, and keep the damaged one aside.",
        ),
    ),
    "disk_full": (
        mark("Problems", "The disk is full."),
        mark("Problems", "Everything already saved is safe. Free some space, then try again."),
    ),
    "folder_read_only": (
        mark("Problems", "Nothing can be written in this folder."),
        mark(
            "Problems",
            "Choose another folder, or ask whoever manages this computer to allow writing there.",
        ),
    ),
    "folder_missing": (
        mark("Problems", "This folder does not exist: {name}."),
        mark("Problems", "Make it first, or choose another folder."),
    ),
    "backup_damaged": (
        mark("Problems", "This backup cannot be trusted."),
        mark("Problems", "It was not restored, and nothing was changed. Use an older backup."),
    ),
    "shipped_files_missing": (
        mark("Problems", "Part of the application is missing: {folder}."),
        mark("Problems", "Your data are not touched. Install the application again."),
    ),
    "unexpected": (
        mark("Problems", "Something went wrong that nobody foresaw."),
        mark(
            "Problems",
            "What was saved is safe. Try again; if it happens again, tell whoever supports the application.",
        ),
    ),
    "folder_not_empty": (
        mark("Problems", "The folder {name} already holds something else."),
        mark("Problems", "Nothing in it was touched. Choose an empty folder, or a new one."),
    ),
    "no_display": (
        mark("Problems", "There is no screen for a window here."),
        mark("Problems", "Start it on a computer with a screen; every command works without one."),
    ),
    "database_folder_denied": (
        mark("Problems", "The server may not use the folder of its database: {folder}."),
        mark(
            "Problems",
            "Give the server's account the right to write there, or choose another folder with --data.",
        ),
    ),
    "database_unavailable": (
        mark("Problems", "The server's database does not answer ({reason})."),
        mark(
            "Problems",
            "Check that it is running and that --database names it rightly. Devices keep their work "
            "meanwhile.",
        ),
    ),
    "programme_unknown": (
        mark("Problems", "This programme is not installed."),
        mark("Problems", "Installed are: {known}. Check the code, or give the folder of the programme."),
    ),
    "pack_wrong": (
        mark("Problems", "The programme's files contain an error."),
        mark("Problems", "Nothing was installed. Send this message to whoever prepared them."),
    ),
    "office_unknown": (
        mark("Problems", "This office is not in the programme."),
        mark("Problems", "Check its code. The programme has: {known}."),
    ),
}
