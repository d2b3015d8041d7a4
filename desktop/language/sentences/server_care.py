"""Looking after a server: its devices, its copies, the board of its offices."""

from __future__ import annotations

from desktop.language.catalogue import mark

SERVER_CARE = {
    "device_not_listed": (
        mark("Problems", "The server knows no device of that name."),
        mark("Problems", "Look it up with: server devices. Give its id, or office and code as in NSR-7KQ2."),
    ),
    "device_name_wrong": (
        mark("Problems", "This is no name for a device."),
        mark("Problems", "Give at most {most} letters, without line breaks, for example “counter 2”."),
    ),
    "board_not_regional": (
        mark("Problems", "The office {office} watches over no other office."),
        mark(
            "Problems",
            "Only a regional office has this board. Whoever keeps the programme pack can name the offices "
            "it watches.",
        ),
    ),
    "backup_passphrase_missing": (
        mark("Problems", "A copy holds people's data and is always sealed: a passphrase is needed."),
        mark("Problems", "Set GUICHET_BACKUP_PASSPHRASE, or ask for a recovery key with --new-key."),
    ),
    "backup_passphrase_short": (
        mark("Problems", "The passphrase is too short to protect a copy of everything."),
        mark("Problems", "Give at least {least} letters; several words are easy to remember."),
    ),
    "backup_file_exists": (
        mark("Problems", "There is already a file {file}."),
        mark("Problems", "Nothing was overwritten. Give the copy another name."),
    ),
    "backup_not_written": (
        mark("Problems", "The copy {file} could not be written ({reason})."),
        mark("Problems", "The database was not touched. Choose a folder with room, where you may write."),
    ),
    "backup_incomplete": (
        mark("Problems", "The copy would not be whole: the database holds changes that could not be read."),
        mark(
            "Problems",
            "No copy was kept. Somebody has altered the tables or their rules; have the database checked.",
        ),
    ),
    "backup_missing": (
        mark("Problems", "The copy {file} is not there, or cannot be read."),
        mark("Problems", "Check the name, and that you may read the file."),
    ),
    "backup_not_one": (
        mark("Problems", "This file is no copy of a Guichet server."),
        mark("Problems", "Nothing was changed. Give the file that the backup command wrote."),
    ),
    "backup_newer": (
        mark("Problems", "This copy was made by a newer version of the server."),
        mark("Problems", "Nothing was changed. Update the server, then bring the copy back."),
    ),
    "backup_locked": (
        mark("Problems", "The copy does not open with this passphrase."),
        mark("Problems", "Nothing was changed. Type it again, or the recovery key that was shown."),
    ),
    "server_copy_damaged": (
        mark("Problems", "The copy was altered or damaged since it was made."),
        mark("Problems", "Nothing of it was taken, the database is empty. Use another copy."),
    ),
    "backup_cut": (
        mark("Problems", "The copy is not whole: its end is missing."),
        mark("Problems", "Nothing of it was taken, the database is empty. Fetch the file again."),
    ),
    "restore_not_empty": (
        mark("Problems", "There is a server in this database already."),
        mark(
            "Problems",
            "It was left as it is. Make a new, empty database, or name a new folder with --data.",
        ),
    ),
}
