"""What this file holds of each district in one number, to compare with another file or the server."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from desktop.models import journal, records
from desktop.models.identity import Devices
from domain.digest import Digest
from domain.records import KINDS

Connection = Any


def of_districts(connection: Connection) -> dict[str, str]:
    """For each district the digest of its records; those the server refused are nowhere else, and left out.

    Every record is read: some seconds for a hundred thousand.
    """
    devices = Devices(connection)
    refused = journal.refused_creations(connection)
    found: defaultdict[str, Digest] = defaultdict(Digest)
    for kind in KINDS:
        for row, district, fields, revised in records.everything(connection, kind):
            if row in refused:
                continue
            outward = records.row_references(kind, fields, lambda ref: str(devices.outward(ref)))
            revisions = {name: str(devices.outward(change)) for name, change in revised.items()}
            found[district].add(str(devices.outward(row)), kind, outward, revisions)
    return {district: str(digest) for district, digest in sorted(found.items())}
