"""Write the record that takes a household to another district: the server carries it out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.models import moves, records
from desktop.models.journal import Writer
from desktop.services.desk import Desk
from domain.kinds.moves import PLACE
from domain.records import Fields


def take_away(desk: Desk, writer: Writer, household: int, values: Mapping[str, Any]) -> Fields:
    """A move, where values for a household say that it lives in another district; what is left to set.

    That is how a person settles two moves that did not know of each other in favour of the other one.
    """
    connection = writer.connection
    here = records.district(connection, "household", household)
    there = desk.programme.district_of(str(values.get("area") or ""))
    if there in (None, here):
        return dict(values)
    move = {
        "household": household,
        "from_district": here,
        "to_district": there,
        **{name: values.get(name) for name in PLACE},
        "on": desk.today().isoformat(),
        "at": desk.stamp(),
    }
    seen = moves.place_seen(connection, household)
    writer.create("move", here, move, about=household, base=seen)
    return {name: value for name, value in values.items() if name not in PLACE}
