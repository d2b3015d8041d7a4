-- Bundles: those this file wrote, with the answer's time once it was read; the answers it read; those it
-- carried for others, with what became of them. Nothing of what is inside a bundle of another office is here.

CREATE TABLE bundle_written (
  name TEXT PRIMARY KEY, written_at TEXT NOT NULL, changes INTEGER NOT NULL, photos INTEGER NOT NULL,
  answered_at TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE bundle_read (name TEXT PRIMARY KEY, read_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE bundle_carried (
  name TEXT PRIMARY KEY, office TEXT NOT NULL, laptop TEXT NOT NULL, written_at TEXT NOT NULL,
  size INTEGER NOT NULL, carried_at TEXT NOT NULL, brought TEXT NOT NULL, answer TEXT,
  state TEXT NOT NULL CHECK (state IN ('sent', 'answered', 'refused')), problem TEXT) STRICT, WITHOUT ROWID;
CREATE INDEX bundle_carried_at ON bundle_carried (carried_at);
