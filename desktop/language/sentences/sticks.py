"""Bundles on a stick: writing, reading and carrying them."""

from __future__ import annotations

from desktop.language.catalogue import mark

STICKS = {
    "bundle_unknown": (
        mark("Problems", "This file is not a bundle of Guichet ({name})."),
        mark(
            "Problems", "Look for names that end in .guichet-out (from an office) or .guichet-in (answers)."
        ),
    ),
    "bundle_for_another": (
        mark("Problems", "This bundle is meant for somebody else (office {office}, laptop {laptop})."),
        mark(
            "Problems",
            "Nothing was read and nothing is damaged. Give it to the one it is for, and look for yours.",
        ),
    ),
    "bundle_cut": (
        mark("Problems", "The bundle is not whole: its end is missing ({name})."),
        mark(
            "Problems",
            "Nothing of it was taken and nothing is lost. Copy it again, or have it written again.",
        ),
    ),
    "bundle_altered": (
        mark("Problems", "The bundle was damaged or altered on its way ({name})."),
        mark(
            "Problems",
            "Nothing of it was taken, nothing is lost. Have it written again, perhaps on another stick.",
        ),
    ),
    "bundle_too_old": (
        mark("Problems", "This bundle was written by a version that is too old."),
        mark("Problems", "Nothing is lost. Update the program that wrote it, then write a new bundle."),
    ),
    "bundle_too_new": (
        mark("Problems", "This bundle was written by a newer version."),
        mark("Problems", "Nothing is lost. Update the program here, then read or carry the bundle again."),
    ),
    "bundle_of_unknown": (
        mark("Problems", "The server does not know the laptop that wrote this bundle."),
        mark("Problems", "The laptop joins again with a new code from you; its work is safe on it."),
    ),
    "bundle_of_revoked": (
        mark("Problems", "The laptop that wrote this bundle is no longer allowed to synchronise."),
        mark("Problems", "Nothing was taken. Ask whoever looks after the server."),
    ),
    "bundle_none_here": (
        mark("Problems", "There is no answer for this laptop in “{folder}”."),
        mark(
            "Problems",
            "Check that it is the right stick. Answers end in .guichet-in; until one comes, nothing is lost.",
        ),
    ),
    "bundle_none_found": (
        mark("Problems", "There is no bundle in “{folder}”."),
        mark("Problems", "Check that it is the right stick: bundles from offices end in .guichet-out."),
    ),
    "bundle_key_missing": (
        mark("Problems", "This file does not know yet to whom bundles are sealed."),
        mark("Problems", "Synchronise once over a line; from then on it can write to a stick."),
    ),
    "stick_full": (
        mark("Problems", "There is not enough room on the stick."),
        mark("Problems", "Nothing was left half written. Delete something from the stick, or take another."),
    ),
    "stick_read_only": (
        mark("Problems", "Nothing can be written to this stick or folder."),
        mark("Problems", "Look for a small switch on the stick's side, or take another stick or folder."),
    ),
    "stick_gone": (
        mark("Problems", "The stick or folder is no longer there."),
        mark("Problems", "Nothing is lost. Put the stick in again, wait a moment, and repeat."),
    ),
}
