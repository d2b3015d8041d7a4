-- Households that moved to another district.
CREATE TABLE move (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, from_district TEXT NOT NULL, to_district TEXT NOT NULL, area TEXT NOT NULL,
  village TEXT, address TEXT, landmark TEXT, compound TEXT, latitude_e6 INTEGER, longitude_e6 INTEGER,
  "on" TEXT NOT NULL, note TEXT, at TEXT NOT NULL) STRICT;
CREATE INDEX move_household ON move (household);

-- Records that left this file's districts; one on which a change waits stays until it is answered.
CREATE TABLE leaving (id INTEGER PRIMARY KEY, district TEXT NOT NULL) STRICT;

-- Printed codes that left, and where to, when it was moved from here: no name, no other word of the record.
CREATE TABLE moved_away (
  code TEXT PRIMARY KEY, kind TEXT NOT NULL, to_district TEXT, moved_on TEXT) STRICT, WITHOUT ROWID;

-- Pictures and scans that left, while their bytes are not on the server yet.
CREATE TABLE leaving_bytes (sha256 TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
