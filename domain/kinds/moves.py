"""Households that go to live in another district; their records go with them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from domain.fields import Day, HouseholdRef, Moment, Note, Record, Short

# What a server leaves in the old district of a record that went: its name alone. No device makes one.
LEAVING = "leaving"
# Where a household lives: what a move says anew, all of it at once.
PLACE = ("area", "village", "address", "landmark", "compound", "latitude_e6", "longitude_e6")


class Move(Record):
    """A household goes to another district. Its base names the changes that last set the household's place.

    The server takes the household there, with every record about it, under this record's name.
    """

    household: HouseholdRef
    from_district: Short
    to_district: Short
    area: Short
    village: Short | None = None
    address: Short | None = None
    landmark: Short | None = None
    compound: Short | None = None
    latitude_e6: Annotated[int, Field(ge=-90_000_000, le=90_000_000)] | None = None
    longitude_e6: Annotated[int, Field(ge=-180_000_000, le=180_000_000)] | None = None
    on: Day
    note: Note | None = None
    at: Moment
