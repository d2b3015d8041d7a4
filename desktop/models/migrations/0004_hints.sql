-- Which identifiers other districts may hold: a Bloom filter in parts, so that a question reads a few of them.

CREATE TABLE hint (
  id INTEGER PRIMARY KEY CHECK (id = 1), etag TEXT NOT NULL, size INTEGER NOT NULL, entries INTEGER NOT NULL,
  key BLOB NOT NULL, fetched_at TEXT NOT NULL) STRICT;
CREATE TABLE hint_part (no INTEGER PRIMARY KEY, bits BLOB NOT NULL) STRICT;
