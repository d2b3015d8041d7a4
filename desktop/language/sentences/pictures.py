"""Pictures, scans, cameras and codes read from them."""

from __future__ import annotations

from desktop.language.catalogue import mark

PICTURES = {
    "picture_not_image": (
        mark("Problems", "“{name}” is not a picture that can be read."),
        mark("Problems", "Nothing was changed. Choose a JPEG or PNG picture."),
    ),
    "picture_heic": (
        mark("Problems", "“{name}” is in the format of some telephones (HEIC), which cannot be read here."),
        mark(
            "Problems",
            "Set the telephone's camera to “most compatible”, or save the picture as JPEG first.",
        ),
    ),
    "picture_broken": (
        mark("Problems", "“{name}” is damaged or was not copied to its end."),
        mark("Problems", "Nothing was changed. Copy the picture again, or take another one."),
    ),
    "picture_too_large": (
        mark("Problems", "“{name}” is too large to be opened safely."),
        mark("Problems", "Scan at 300 points per inch or less, or choose a smaller picture."),
    ),
    "picture_unreadable": (
        mark("Problems", "The file cannot be opened: {name}."),
        mark("Problems", "Check that it is there and can be read, or choose another one. Nothing is lost."),
    ),
    "pdf_broken": (
        mark("Problems", "“{name}” is not a PDF that can be read."),
        mark("Problems", "Nothing was changed. Make the PDF again, or choose a picture of the paper."),
    ),
    "pdf_locked": (
        mark("Problems", "“{name}” is locked with a password."),
        mark("Problems", "Save it without a password first, or choose a picture of the paper."),
    ),
    "document_date_future": (
        mark("Problems", "A document cannot have been made after today."),
        mark("Problems", "Correct its date."),
    ),
    "document_unknown": (
        mark("Problems", "There is no document {number} here."),
        mark("Problems", "List the documents of the household to find its number."),
    ),
    "document_away": (
        mark("Problems", "This document is still on the computer where it was scanned."),
        mark("Problems", "Synchronise there, then here."),
    ),
    "scan_reduced": (
        mark("Problems", "“{name}” was made smaller: from {given} to {kept} points."),
        mark("Problems", "See that everything can still be read."),
    ),
    "scan_small": (
        mark("Problems", "“{name}” has only {kept} points: small print may not be readable."),
        mark("Problems", "If you can, scan it again at 150 points per inch, or nearer to the camera."),
    ),
    "scan_pdf_as_pictures": (
        mark("Problems", "“{name}” was too large and is kept as pictures, {pages} of them."),
        mark("Problems", "See that everything can still be read."),
    ),
    "scan_pages_left_out": (
        mark("Problems", "“{name}” has {pages} pages; only the first {kept} are kept."),
        mark("Problems", "Save the other pages as a second PDF and add that too."),
    ),
    "camera_missing": (
        mark("Problems", "No camera was found on this computer."),
        mark("Problems", "Plug one in and try again, or choose a picture from a file."),
    ),
    "camera_unsupported": (
        mark("Problems", "This computer lacks what is needed to use a camera: {library}."),
        mark(
            "Problems", "Ask whoever looks after it to install {package}. A picture from a file always works."
        ),
    ),
    "camera_failed": (
        mark("Problems", "The camera does not give a picture."),
        mark(
            "Problems",
            "Another program may be using it: close that one and try again, or choose a picture from a file.",
        ),
    ),
    "scan_nothing": (
        mark("Problems", "No code was found in “{name}”."),
        mark("Problems", "Take the picture again: nearer, sharp, without glare, the whole code in it."),
    ),
    "scan_foreign": (
        mark("Problems", "This code is not one of a household or a person here: {text}."),
        mark("Problems", "Scan the code of our card or receipt, or search by name."),
    ),
}
