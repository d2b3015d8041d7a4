"""The first tables: trust, programmes, offices, devices, records, their history, photos."""

from __future__ import annotations

from alembic import op

revision = "s0001"
down_revision = None

# Who may join and speak. Not bound to a district; no record of a citizen is here.
_PEOPLE_OF_THE_LINE = """
CREATE TABLE setting (name text PRIMARY KEY, value text NOT NULL);

CREATE TABLE keyring (
    name text PRIMARY KEY,
    private_key bytea NOT NULL,
    certificate bytea NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE programme (
    code text PRIMARY KEY,
    version text NOT NULL,
    pack jsonb NOT NULL,
    installed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE office (
    code text PRIMARY KEY,
    programme text NOT NULL REFERENCES programme,
    districts text[] NOT NULL
);

-- A record's id is device << 40 | number, so that devices stay below 2^23 and numbers below 2^40.
CREATE TABLE device (
    no integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY CHECK (no < 8388608),
    fingerprint text NOT NULL UNIQUE,
    public_key bytea NOT NULL,
    office text NOT NULL REFERENCES office,
    code text NOT NULL,
    renews integer REFERENCES device,
    last_number bigint NOT NULL DEFAULT 0,
    last_chain bytea NOT NULL,
    clock_offset_ms bigint,
    joined_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz,
    revoked_at timestamptz,
    UNIQUE (office, code)
);

CREATE TABLE enrolment (
    secret_hash bytea PRIMARY KEY,
    office text NOT NULL REFERENCES office,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    used_by integer REFERENCES device
);

CREATE TABLE token (
    hash bytea PRIMARY KEY,
    device integer NOT NULL REFERENCES device,
    expires_at timestamptz NOT NULL
);
CREATE INDEX token_expiry ON token (expires_at);

CREATE TABLE jti (
    device integer NOT NULL REFERENCES device,
    jti text NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (device, jti)
);
CREATE INDEX jti_expiry ON jti (expires_at);
"""

# The district comes first in each key, so that these tables can be partitioned by it.
_REGISTER = """
CREATE TABLE district (code text PRIMARY KEY, version bigint NOT NULL DEFAULT 0);

CREATE TABLE tally (
    district text NOT NULL,
    kind text NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (district, kind)
);

CREATE TABLE record (
    district text NOT NULL,
    id bigint NOT NULL,
    kind text NOT NULL,
    fields jsonb NOT NULL,
    revisions jsonb NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (district, id)
);
CREATE INDEX record_since ON record (district, version, id);
CREATE INDEX record_photo ON record (district, (fields ->> 'sha256')) WHERE kind = 'photo';

-- json, not jsonb: the history keeps the text of a value as it came. ``declared`` is the district the
-- change itself names; ``district`` the one it was filed under, empty when it belongs to none.
CREATE TABLE change (
    district text NOT NULL,
    device integer NOT NULL,
    number bigint NOT NULL,
    author integer NOT NULL,
    clock bigint NOT NULL,
    kind text NOT NULL,
    subject text,
    declared text NOT NULL,
    fields json NOT NULL,
    base json NOT NULL,
    chain bytea NOT NULL,
    verdict text NOT NULL,
    problem json,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (district, device, number)
);
CREATE INDEX change_of_device ON change (device, number);

CREATE TABLE photo (
    district text NOT NULL,
    sha256 text NOT NULL,
    bytes bytea NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (district, sha256)
);
"""

# FORCE: the owner, whom the server connects as, is bound too. A transaction without districts sees nothing.
_SECURITY = """
CREATE FUNCTION own_districts() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
    RETURN string_to_array(current_setting('guichet.districts', true), ',');
CREATE FUNCTION own_device() RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(nullif(current_setting('guichet.device', true), ''), '0')::integer;

ALTER TABLE record ENABLE ROW LEVEL SECURITY;
ALTER TABLE record FORCE ROW LEVEL SECURITY;
CREATE POLICY record_of_district ON record USING (district = ANY ((SELECT own_districts())::text[]));

ALTER TABLE photo ENABLE ROW LEVEL SECURITY;
ALTER TABLE photo FORCE ROW LEVEL SECURITY;
CREATE POLICY photo_of_district ON photo USING (district = ANY ((SELECT own_districts())::text[]));

-- A device also sees what it sent itself, whatever became of it.
ALTER TABLE change ENABLE ROW LEVEL SECURITY;
ALTER TABLE change FORCE ROW LEVEL SECURITY;
CREATE POLICY change_of_district ON change
    USING (district = ANY ((SELECT own_districts())::text[]) OR device = (SELECT own_device()));
"""


def upgrade() -> None:
    """Makes the tables."""
    for statements in (_PEOPLE_OF_THE_LINE, _REGISTER, _SECURITY):
        op.execute(statements)
