"""Joining a server and synchronising with it."""

from __future__ import annotations

from desktop.language.catalogue import mark

EXCHANGE = {
    "server_unreachable": (
        mark("Problems", "The server cannot be reached."),
        mark("Problems", "Go on working: everything is saved here and will be sent when the line is back."),
    ),
    "server_wrong_address": (
        mark("Problems", "There is no Guichet server at this address."),
        mark("Problems", "Check the address on the joining sheet, from https:// to the last character."),
    ),
    "server_not_trusted": (
        mark("Problems", "This server cannot prove that it is the right one."),
        mark("Problems", "Nothing was sent. Do not insist: call the regional office."),
    ),
    "server_too_old": (
        mark("Problems", "The server must be updated: it does not understand this application yet."),
        mark(
            "Problems",
            "Nothing is lost: your work is safe here. Tell the regional office. What is urgent can go there"
            " on a stick meanwhile.",
        ),
    ),
    "server_of_before": (
        mark("Problems", "The records have gone. Pictures and scans wait until the server has been updated."),
        mark(
            "Problems",
            "Nothing is lost: they are safe here. Tell the regional office that the server must be updated; a"
            " stick can bring them there meanwhile.",
        ),
    ),
    "server_busy": (
        mark("Problems", "The server is busy."),
        mark("Problems", "Nothing is lost. It will be tried again in a few minutes."),
    ),
    "round_running": (
        mark("Problems", "This file is already synchronising."),
        mark("Problems", "Wait until that is done, then look at the result."),
    ),
    "server_failed": (
        mark("Problems", "The server answered with an error of its own."),
        mark("Problems", "Your work is safe here. Try again later; if it goes on, tell the regional office."),
    ),
    "enrolment_code_invalid": (
        mark("Problems", "This joining code is not valid."),
        mark("Problems", "Type it again from the joining sheet, or ask the regional office for a new one."),
    ),
    "enrolment_code_expired": (
        mark("Problems", "This joining code is too old."),
        mark("Problems", "Ask the regional office for a new one. Your work is safe here."),
    ),
    "enrolment_code_used": (
        mark("Problems", "This joining code has already been used."),
        mark("Problems", "Each code serves once. Ask the regional office for a new one."),
    ),
    "device_code_taken": (
        mark("Problems", "Another computer already has the same short code."),
        mark("Problems", "Make a new office file and join with it: the two would print the same codes."),
    ),
    "device_unknown": (
        mark("Problems", "The server does not know this computer."),
        mark("Problems", "Join again with a new code from the regional office. Your work is safe here."),
    ),
    "device_revoked": (
        mark("Problems", "This computer is no longer allowed to synchronise."),
        mark("Problems", "Call the regional office before going on. What is saved here stays here."),
    ),
    "device_wiped": (
        mark("Problems", "This computer is no longer allowed to work with the register."),
        mark(
            "Problems",
            "What it had not sent was sealed and is with the server: {changes} changes, {photos} pictures and"
            " scans. The keys of this file are destroyed: once closed it cannot be opened again. Call the"
            " regional office.",
        ),
    ),
    "sealing_failed": (
        mark("Problems", "This computer is no longer allowed to work with the register."),
        mark(
            "Problems",
            "What it had not sent could not be handed over yet ({reason}), and nothing was destroyed."
            " Call the regional office, and synchronise again.",
        ),
    ),
    "sealed_incomplete": (
        mark("Problems", "There is more on this computer than one sealed file holds."),
        mark("Problems", "Keep the computer safe, and call the regional office: nothing was destroyed."),
    ),
    "device_not_revoked": (
        mark("Problems", "The server takes sealed work only from computers that it has shut out."),
        mark("Problems", "Synchronise as always."),
    ),
    "sealed_unknown": (
        mark("Problems", "Nothing was sealed under this number."),
        mark("Problems", "List what is there: guichet server sealed list."),
    ),
    "office_mismatch": (
        mark("Problems", "This code was made for another office."),
        mark("Problems", "Ask for a code of this office, or open the file of that one."),
    ),
    "not_joined": (
        mark("Problems", "This file has not joined a server yet."),
        mark(
            "Problems",
            "Ask the regional office for a joining code, then join. Until then everything is saved here.",
        ),
    ),
    "already_joined": (
        mark("Problems", "This file has already joined a server."),
        mark("Problems", "Nothing to do: synchronise."),
    ),
    "cut_line": (
        mark("Problems", "The line was cut."),
        mark(
            "Problems",
            "What has arrived is safe there, the rest is safe here. It will go on from the same place.",
        ),
    ),
    "clock_off": (
        mark("Problems", "The clock of this computer is wrong by {hours}."),
        mark("Problems", "Set the date and the time, then synchronise again. Work already done is kept."),
    ),
    "forked": (
        mark("Problems", "This file is an older copy of one that went on working."),
        mark(
            "Problems",
            "Nothing is thrown away: the copy takes a new identity, and its unsent work is sent under it.",
        ),
    ),
    "message_unreadable": (
        mark("Problems", "The server could not read what this computer sent."),
        mark(
            "Problems",
            "Nothing is lost: your work is safe here. Try again; if it goes on, tell the regional office, and"
            " bring it there on a stick.",
        ),
    ),
    "signature_wrong": (
        mark("Problems", "The seal on what was received is not genuine."),
        mark("Problems", "It was not accepted, and nothing was changed here. Tell the regional office."),
    ),
    "cancelled": (
        mark("Problems", "It was stopped as you asked."),
        mark("Problems", "What was already done is kept; it will go on from there next time."),
    ),
}
