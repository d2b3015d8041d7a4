"""A record as the server holds it, and a change that came before: what deciding compares."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.changes import Change
from domain.ids import RecordId
from domain.records import Fields


@dataclass
class Held:
    """A record as the server holds it; ``revisions``: the last change of each field edited since creation."""

    id: RecordId
    kind: str
    district: str
    fields: Fields
    revisions: dict[str, str] = field(default_factory=dict)

    def revision(self, name: str) -> str:
        """The change that last set a field."""
        return self.revisions.get(name, str(self.id))


@dataclass(frozen=True)
class Wrote:
    """A change of the history; ``refused``: none of it was applied."""

    change: Change
    refused: bool
