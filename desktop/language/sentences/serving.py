"""Running a server, and what the two ends say to each other when one of them is not as it should be."""

from __future__ import annotations

from desktop.language.catalogue import mark

SERVING = {
    "server_not_installed": (
        mark("Problems", "The server is not installed on this computer."),
        mark(
            "Problems",
            "Install it with its own parts: pip install 'guichet[server]'. The desktop works without it.",
        ),
    ),
    "port_taken": (
        mark("Problems", "Another program already listens on port {port}."),
        mark("Problems", "Stop it, or choose another port with --port."),
    ),
    "host_unknown": (
        mark("Problems", "This computer has no address {host}."),
        mark("Problems", "Check the address given with --host; 0.0.0.0 stands for all of them."),
    ),
    "tls_file_missing": (
        mark("Problems", "A certificate needs its key, and a key its certificate."),
        mark(
            "Problems",
            "Give both --tls-cert and --tls-key, or neither: the server then makes its own.",
        ),
    ),
    "tls_file_unreadable": (
        mark("Problems", "The certificate or its key cannot be read: {file}."),
        mark(
            "Problems",
            "Both must be in PEM, belong together, and be readable by the server's account.",
        ),
    ),
    "database_address_wrong": (
        mark("Problems", "This is not the address of a PostgreSQL database."),
        mark("Problems", "It is written postgresql://user:password@host/name, after --database."),
    ),
    "database_newer": (
        mark("Problems", "The database was made by a newer version of the server."),
        mark("Problems", "It was left untouched. Update the server, then start it again."),
    ),
    "database_older": (
        mark("Problems", "The tables of the server's database are at step {tables}, not at {newest}."),
        mark("Problems", "Start the server again: it brings them up to date at each start."),
    ),
    "database_role_too_strong": (
        mark("Problems", "The server would use the database as its superuser."),
        mark(
            "Problems",
            "Nothing was done. Make an ordinary role that owns the database, and name it in --database.",
        ),
    ),
    "address_unknown": (
        mark("Problems", "There is no Guichet server at this address."),
        mark("Problems", "Check the address on the joining sheet, from https:// to the last character."),
    ),
    "method_wrong": (
        mark("Problems", "The server does not know this request."),
        mark(
            "Problems",
            "Your work is safe here. One of the two must be updated: tell the regional office.",
        ),
    ),
    "client_too_old": (
        mark("Problems", "This application is too old for the server."),
        mark(
            "Problems",
            "Nothing is lost: your work is safe here. Update this application, then synchronise."
            " If that has to wait, write your work on a stick for the regional office.",
        ),
    ),
    "server_needs_tls": (
        mark("Problems", "This address is not protected: it begins with http://."),
        mark("Problems", "Nothing was sent. Give the address that begins with https://."),
    ),
    "ca_unreadable": (
        mark("Problems", "The certificate cannot be read."),
        mark(
            "Problems",
            "It must be a PEM file, which begins with BEGIN CERTIFICATE. Ask the regional office for it.",
        ),
    ),
    "device_code_wrong": (
        mark("Problems", "The short code of this computer is not one."),
        mark("Problems", "Make a new office file and join with it."),
    ),
    "device_mismatch": (
        mark("Problems", "What was sent bears the name of another computer."),
        mark(
            "Problems",
            "Nothing of it was taken. Synchronise again; if it goes on, tell the regional office.",
        ),
    ),
    "answer_garbled": (
        mark("Problems", "The server's answer was garbled on the way."),
        mark("Problems", "Nothing was changed here. Synchronise again."),
    ),
    "receipt_wrong": (
        mark("Problems", "The server's receipt does not match what was sent."),
        mark(
            "Problems",
            "Nothing is called arrived without one: everything is kept here. Tell the regional office.",
        ),
    ),
    "chain_broken": (
        mark("Problems", "What reached the server is not what was written here."),
        mark("Problems", "Nothing of it was taken. Check this file, then tell the regional office."),
    ),
    "gap": (
        mark("Problems", "The server lacks earlier changes of this file."),
        mark(
            "Problems",
            "Your work is safe here. Tell the regional office: the server may have been restored.",
        ),
    ),
    "message_too_large": (
        mark("Problems", "What was sent is too large for the server."),
        mark("Problems", "Your work is safe here. Tell the regional office."),
    ),
    "message_slow": (
        mark("Problems", "The line is too slow: the server stopped waiting."),
        mark(
            "Problems",
            "What has arrived is safe there, the rest is safe here. Try again on a better line.",
        ),
    ),
    "token_invalid": (
        mark("Problems", "The server asks this computer to introduce itself again."),
        mark("Problems", "Synchronise again; if it goes on, tell the regional office."),
    ),
    "assertion_invalid": (
        mark("Problems", "The server did not recognise this computer."),
        mark(
            "Problems",
            "Your work is safe here. Synchronise again; if it goes on, tell the regional office.",
        ),
    ),
    "assertion_replayed": (
        mark("Problems", "The server has already heard this introduction."),
        mark("Problems", "Synchronise again: a new one is made each time."),
    ),
    "grant_wrong": (
        mark("Problems", "The server does not know this way of signing in."),
        mark(
            "Problems",
            "Your work is safe here. One of the two must be updated: tell the regional office.",
        ),
    ),
    "photo_unknown": (
        mark("Problems", "The server does not have this photo."),
        mark("Problems", "It comes once the computer that took it has synchronised."),
    ),
    "photo_damaged": (
        mark("Problems", "The photo was damaged on the way."),
        mark("Problems", "It was not kept. It is sent again the next time."),
    ),
    "offset_wrong": (
        mark("Problems", "The server has another part of this photo than this computer thought."),
        mark("Problems", "Synchronise again: it goes on from where the server is."),
    ),
    "range_wrong": (
        mark("Problems", "There is nothing more behind what this computer asked for."),
        mark("Problems", "Synchronise again: it is asked for from its beginning."),
    ),
    "snapshot_unknown": (
        mark("Problems", "The server no longer has this copy of the district."),
        mark("Problems", "Synchronise again: this computer takes the latest one."),
    ),
    "reference_unknown": (
        mark("Problems", "This change points at a record the server does not have."),
        mark("Problems", "It is kept here. Synchronise again; if it stays, tell the regional office."),
    ),
    "reference_kind": (
        mark("Problems", "This change points at a record of the wrong kind."),
        mark("Problems", "It is kept here. Tell the regional office."),
    ),
    "subject_kind_differs": (
        mark("Problems", "This change is for a record of another kind."),
        mark("Problems", "It is kept here. Tell the regional office."),
    ),
    "append_only": (
        mark("Problems", "What was written here can only be added to, not altered."),
        mark("Problems", "Write a correction instead; both stay readable."),
    ),
    "made_by_server": (
        mark("Problems", "Only the server makes records of this kind."),
        mark("Problems", "Nothing was altered. Tell the regional office."),
    ),
    "change_not_taken": (
        mark("Problems", "The server failed at this change, and left it out."),
        mark("Problems", "It is kept here, and the rest has arrived. Tell the regional office."),
    ),
    "record_too_large": (
        mark("Problems", "With this change the record would be too large to be sent to anybody."),
        mark("Problems", "It is kept here. Shorten what was entered, then send it again."),
    ),
    "server_full": (
        mark("Problems", "There is no room left on the server for this."),
        mark("Problems", "Your work is safe here. Tell whoever looks after the server, then try again."),
    ),
    "sealed_full": (
        mark("Problems", "The server already keeps as much of this laptop as it may."),
        mark("Problems", "The work stays safe on the laptop. Tell whoever looks after the server."),
    ),
    "renewals_many": (
        mark("Problems", "This laptop has been given a new name too often today."),
        mark(
            "Problems",
            "Your work is safe here. Synchronise tomorrow; if it goes on, tell the regional office.",
        ),
    ),
    "refused_unsaid": (
        mark("Problems", "The server could not take this change, and did not say why."),
        mark("Problems", "It is kept here. Tell the regional office."),
    ),
}
