"""Documents have bytes as photos have: the index that finds a record by its bytes' name holds both."""

from __future__ import annotations

from alembic import op

revision = "s0002"
down_revision = "s0001"


def upgrade() -> None:
    """Replaces the index."""
    op.execute(
        "CREATE INDEX record_bytes ON record (district, (fields ->> 'sha256'))"
        " WHERE kind IN ('photo', 'document')"
    )
    op.execute("DROP INDEX record_photo")
