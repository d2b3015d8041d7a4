"""The lists an office gets again and again, each with the mapping its columns were given last."""

from __future__ import annotations

from pydantic import ValidationError

from desktop.models import bulk
from desktop.services.desk import Desk
from domain.bulk.mapping import SourceMapping


def known(desk: Desk) -> list[str]:
    """Their names, the latest used first."""
    with desk.store.reading() as connection:
        return bulk.sources(connection)


def mapping_of(desk: Desk, source: str) -> SourceMapping | None:
    """The mapping last used; None for a new source, or one that a newer version remembered."""
    with desk.store.reading() as connection:
        body = bulk.mapping_of(connection, source)
    try:
        return SourceMapping.model_validate_json(body) if body else None
    except ValidationError:
        return None


def remember(desk: Desk, source: str, mapping: SourceMapping) -> None:
    """Keep it for the next time."""
    with desk.store.transaction() as connection:
        bulk.remember(connection, source, mapping.model_dump_json(exclude_defaults=True), desk.stamp())
