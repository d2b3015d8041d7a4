"""Which bundles came on sticks, who carried them, and how often; what was inside is where all changes are."""

from __future__ import annotations

from alembic import op

revision = "s0006"
down_revision = "s0005"


def upgrade() -> None:
    """Adds the log. ``carrier`` is empty when the stick was read by the server itself."""
    op.execute("""
        CREATE TABLE bundle (
            name text PRIMARY KEY,
            device integer NOT NULL,
            carrier integer,
            written_at text NOT NULL,
            received_at timestamptz NOT NULL DEFAULT now(),
            times integer NOT NULL DEFAULT 1
        )
    """)
