"""Whether a number may be registered in another district: a hint from the last synchronisation, no more."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.models import hints
from desktop.services.desk import Desk
from domain.matching import bloom
from domain.registration import IdentifierForm


def may_be_elsewhere(desk: Desk, identifiers: Sequence[IdentifierForm]) -> list[int]:
    """The places in the list of those that may be held by somebody of another district.

    One in a hundred is a false alarm; nothing says who, or where. Without a filter there are none.
    """
    with desk.store.reading() as connection:
        return [
            place
            for place, one in enumerate(identifiers)
            if (entry := bloom.entry(one.scheme.value, one.country or desk.programme.country, one.value))
            and hints.may_be_elsewhere(connection, entry)
        ]
