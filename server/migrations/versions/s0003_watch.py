"""What the watch over the offices needs: names of devices, their last word, who watches whom; the epoch."""

from __future__ import annotations

from alembic import op

revision = "s0003"
down_revision = "s0002"

# ``name`` is what people call a device; ``program``, ``waiting`` and ``told_at`` are its own last word.
# A pack that was ``added`` by hand is not replaced by the one shipped with the next version.
_WATCH = """
ALTER TABLE device
    ADD COLUMN name text NOT NULL DEFAULT '',
    ADD COLUMN program text NOT NULL DEFAULT '',
    ADD COLUMN waiting bigint,
    ADD COLUMN told_at timestamptz;
ALTER TABLE office ADD COLUMN watches text[] NOT NULL DEFAULT '{}';
ALTER TABLE programme ADD COLUMN added boolean NOT NULL DEFAULT false;
"""
# Sixteen hexadecimal digits that no other life of this history has.
_EPOCH = """
INSERT INTO setting (name, value) VALUES ('epoch', left(replace(gen_random_uuid()::text, '-', ''), 16))
    ON CONFLICT (name) DO NOTHING;
"""


def upgrade() -> None:
    """Adds the columns; names this life of the history."""
    op.execute(_WATCH)
    op.execute(_EPOCH)
