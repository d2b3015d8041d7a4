"""Sticks that are in this computer now and have bundles on them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStorageInfo

from desktop.services.stick import OUT, found
from domain.problems import Fault

# Where systems put what is plugged in; on Windows every drive but the system's own.
_PLUGGED = ("/media/", "/run/media/", "/mnt/", "/Volumes/")


def sticks_with_bundles() -> list[Path]:
    """The folders of what is plugged in and has bundles; none is no mistake."""
    places = []
    for volume in QStorageInfo.mountedVolumes():
        place = Path(volume.rootPath())
        drive = place.drive and not volume.isRoot()
        if volume.isReady() and (drive or str(place).startswith(_PLUGGED)):
            try:
                if found(place, OUT):
                    places.append(place)
            except Fault:
                continue
    return places
