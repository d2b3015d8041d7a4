"""Join two records of one human being: proposed by one person, approved by another, undone for 90 days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from desktop.models import records
from desktop.models.journal import Writer
from desktop.services import merge_homes
from desktop.services.desk import Desk
from desktop.services.merge_homes import Move
from desktop.services.undo_merge import Undone, undo
from domain.problems import Problem, Refused
from domain.records import Fields
from domain.vocabulary import ChangeKind, EndReason, HouseholdStatus

__all__ = ["OTHER", "OWN", "TAKEN", "UNDO_DAYS", "Undone", "apply", "payload_of", "propose", "undo"]

UNDO_DAYS = 90
# What may be taken from the other record, and the fields of a record each stands for.
TAKEN: Mapping[str, tuple[str, ...]] = {
    "given_name": ("given_name",),
    "family_name": ("family_name", "single_name"),
    "other_names": ("other_names",),
    "mother_name": ("mother_name",),
    "sex": ("sex", "sex_reason"),
    "birth": ("birth_precision", "birth_on", "estimated_age", "estimated_on"),
    "vital_status": ("vital_status", "death_on"),
    "guardian": ("guardian",),
}
OWN, OTHER = "own", "other"


def propose(
    desk: Desk, survivor: str, absorbed: str, values: Mapping[str, str], home: str, reason: str
) -> int:
    """Ask a colleague for a merge; the request's row. Codes are printed ones, of persons.

    ``values`` has ``other`` for each of ``TAKEN`` to be taken from the absorbed record; ``home`` is the
    household the person lives in, empty to leave memberships of the survivor as they are. Raises Refused:
    ``merge_same_person``, ``merge_home_not_theirs``, ``merge_leaves_no_head``, ``merge_field_unknown``.
    """
    from desktop.services.changes import request  # noqa: PLC0415 - its approval calls ``apply`` below

    payload = payload_of(desk, survivor, absorbed, values, home)
    household = str(payload["home"]) or survivor
    asked = request.request(
        desk, household, ChangeKind.merge_persons, payload, reason, person_code=str(payload["survivor"])
    )
    return int(asked.request)


def payload_of(
    desk: Desk, survivor: str, absorbed: str, values: Mapping[str, str], home: str
) -> dict[str, Any]:
    """What a request for this merge holds: printed codes, and the values as they are seen now."""
    unknown = [name for name, whose in values.items() if name not in TAKEN or whose not in (OWN, OTHER)]
    if unknown:
        raise Refused(Problem("merge_field_unknown", unknown[0], facts={"name": unknown[0]}))
    first, second = desk.person_row(survivor), desk.person_row(absorbed)
    with desk.store.reading() as connection:
        stays = records.read(connection, "person", first) or {}
        goes = records.read(connection, "person", second) or {}
        house = desk.household_row(home) if home else None
        merge_homes.move(connection, first, second, house)
        code = str((records.read(connection, "household", house) or {})["code"]) if house else ""
    names = [name for group, whose in values.items() if whose == OTHER for name in TAKEN[group]]
    taken = {name: goes.get(name) for name in names if goes.get(name) != stays.get(name)}
    return {"survivor": stays["code"], "absorbed": goes["code"], "values": taken, "home": code}


def apply(desk: Desk, writer: Writer, request_row: int | None, payload: Mapping[str, Any]) -> dict[str, Any]:
    """Write the merge of a request that was approved, in the approval's transaction; what was before.

    Raises Refused when things have changed since it was asked for so that it is no longer possible.
    """
    first, second = desk.person_row(str(payload["survivor"])), desk.person_row(str(payload["absorbed"]))
    home = desk.household_row(str(payload["home"])) if payload.get("home") else None
    return _Merging(desk, writer, first, second).write(request_row, dict(payload.get("values") or {}), home)


class _Merging:
    """One merge being written."""

    def __init__(self, desk: Desk, writer: Writer, survivor: int, absorbed: int) -> None:
        self.desk = desk
        self.writer = writer
        self.survivor = survivor
        self.absorbed = absorbed
        self.today = desk.today()
        self.district = records.district(writer.connection, "person", survivor)

    def write(self, request: int | None, values: dict[str, Any], home: int | None) -> dict[str, Any]:
        connection = self.writer.connection
        moving = merge_homes.move(connection, self.survivor, self.absorbed, home)
        stays = records.read(connection, "person", self.survivor) or {}
        if self._is_private(moving):  # what was kept confidential is not laid open by a merge
            values = {**values, "confidential": True}
        after = {name: value for name, value in values.items() if stays.get(name) != value}
        before: dict[str, Any] = {name: stays.get(name) for name in after}
        before["memberships"] = [ended.document() for ended in moving.ending]
        before["emptied"] = [
            {"household": code, "status": (records.read(connection, "household", row) or {}).get("status")}
            for row, code in moving.emptied
        ]
        about = moving.about
        if after:
            self.writer.set("person", self.survivor, after, about=about)
        membership = self._move(moving)
        self.writer.set("person", self.absorbed, {"merged_into": self.survivor}, about=about)
        self.writer.create(
            "merge",
            self.district,
            {
                "survivor": self.survivor,
                "absorbed": self.absorbed,
                "before": before,
                "after": after,
                "membership": membership,
                "request": request,
                "undo_until": (self.today + timedelta(days=UNDO_DAYS)).isoformat(),
                "at": self.desk.stamp(),
            },
            about=about,
        )
        return before

    def _is_private(self, moving: Move) -> bool:
        """Whether the absorbed record, or a household that goes with it, is kept confidential."""
        gone = [("person", self.absorbed), *(("household", row) for row, _ in moving.emptied)]
        return any(
            (records.read(self.writer.connection, kind, row) or {}).get("confidential") for kind, row in gone
        )

    def _move(self, moving: Move) -> int | None:
        ended = {"end_on": self.today.isoformat(), "end_reason": EndReason.merged.value}
        for ending in moving.ending:
            started_later = ending.home.start_on > ended["end_on"]  # another laptop's clock was ahead
            day = ending.home.start_on if started_later else ended["end_on"]
            self.writer.set(
                "membership", ending.home.membership, {**ended, "end_on": day}, about=ending.home.household
            )
        for household, _ in moving.emptied:
            gone = {"status": HouseholdStatus.merged.value, "merged_into": moving.about}
            self.writer.set("household", household, gone)
        if moving.joins is None:
            return None
        household, role = moving.joins
        start_on = self.today.isoformat()
        fields: Fields = {"household": household, "person": self.survivor, "role": role, "start_on": start_on}
        return self.writer.create("membership", self.district, fields, about=household)
