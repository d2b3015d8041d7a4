"""Households that moved, and who may still reach their records; what revoked devices sealed."""

from __future__ import annotations

from alembic import op

revision = "s0005"
down_revision = "s0004"

# What a record is about, as columns of their own: row-level security hides an index over an expression, for
# the expression might tell of rows that are not to be seen.
_ABOUT = """
ALTER TABLE record
    ADD COLUMN of_household text GENERATED ALWAYS AS (fields ->> 'household') STORED,
    ADD COLUMN of_person text GENERATED ALWAYS AS (fields ->> 'person') STORED,
    ADD COLUMN merged_into text GENERATED ALWAYS AS (fields ->> 'merged_into') STORED;
CREATE INDEX record_of_household ON record (district, of_household) WHERE of_household IS NOT NULL;
CREATE INDEX record_of_person ON record (district, of_person) WHERE of_person IS NOT NULL;
CREATE INDEX record_merged ON record (district, merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX record_seldom ON record (district) WHERE kind IN ('conflict', 'merge', 'merge_undone');
"""

# Where a record that ever moved is now. No record of a citizen is here: a number and a district.
_MOVED = """
CREATE TABLE moved (id bigint PRIMARY KEY, district text NOT NULL, sha256 text);
CREATE INDEX moved_bytes ON moved (sha256) WHERE sha256 IS NOT NULL;
"""

# What a revoked device had not sent, as it came: sealed to this server until somebody opens it.
_SEALED = """
CREATE TABLE sealed (
    no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sha256 text NOT NULL UNIQUE,
    device integer NOT NULL REFERENCES device,
    size bigint NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    applied_at timestamptz
);
CREATE TABLE sealed_part (
    sealed bigint NOT NULL REFERENCES sealed,
    start bigint NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (sealed, start)
);
ALTER TABLE sealed_part ALTER COLUMN bytes SET STORAGE EXTERNAL;
"""

# A transaction sees its districts, and beyond them exactly the records and photos it was opened for.
_SECURITY = """
CREATE FUNCTION opened_records() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE
    RETURN string_to_array(nullif(current_setting('guichet.records', true), ''), ',')::bigint[];
CREATE FUNCTION opened_photos() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
    RETURN string_to_array(nullif(current_setting('guichet.photos', true), ''), ',');
ALTER POLICY record_of_district ON record USING (
    district = ANY ((SELECT own_districts())::text[]) OR id = ANY ((SELECT opened_records())::bigint[]));
ALTER POLICY photo_of_district ON photo USING (
    district = ANY ((SELECT own_districts())::text[]) OR sha256 = ANY ((SELECT opened_photos())::text[]));
"""


def upgrade() -> None:
    """Makes the columns, the table and the rules."""
    for statements in (_ABOUT, _MOVED, _SEALED, _SECURITY):
        op.execute(statements)
