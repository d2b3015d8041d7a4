"""Photos on their way, and snapshots for first synchronisations: in parts, bound to their district."""

from __future__ import annotations

from alembic import op

revision = "s0004"
down_revision = "s0003"

# What came of a photo before the line was cut; of each device apart, so that none spoils another's.
_ON_THEIR_WAY = """
CREATE TABLE photo_part (
    district text NOT NULL,
    device integer NOT NULL,
    sha256 text NOT NULL,
    start integer NOT NULL,
    bytes bytea NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (district, device, sha256, start)
);
"""

# A name is the SHA-256 of the bytes: null while they are written. Compressed already, hence EXTERNAL.
_SNAPSHOTS = """
CREATE TABLE snapshot (
    district text NOT NULL,
    no bigint GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL,
    size bigint NOT NULL,
    version bigint NOT NULL,
    rows bigint NOT NULL,
    epoch text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (district, no)
);
CREATE TABLE snapshot_part (
    district text NOT NULL,
    snapshot bigint NOT NULL,
    start bigint NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (district, snapshot, start)
);
ALTER TABLE snapshot_part ALTER COLUMN bytes SET STORAGE EXTERNAL;
ALTER TABLE photo_part ALTER COLUMN bytes SET STORAGE EXTERNAL;
"""
_BOUND = ("photo_part", "snapshot", "snapshot_part")


def upgrade() -> None:
    """Makes the tables."""
    op.execute(_ON_THEIR_WAY)
    op.execute(_SNAPSHOTS)
    for table in _BOUND:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY {table}_of_district ON {table}"
            " USING (district = ANY ((SELECT own_districts())::text[]))"
        )
