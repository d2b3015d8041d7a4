-- The office file. Record tables have the columns of domain/records.py, and four of their own:
-- id (device number << 40 | change number), district, revised (field -> id of the change that last set it,
-- NULL when all is as created) and extra (fields of a newer version, kept and forwarded). References between
-- records are not foreign keys: rows pulled from the server may arrive before what they point to.

CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE device (no INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE programme (code TEXT PRIMARY KEY, version TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE sequence (name TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE identity (
  no INTEGER PRIMARY KEY REFERENCES device (no), private_key BLOB NOT NULL, code TEXT NOT NULL,
  registered INTEGER NOT NULL DEFAULT 0) STRICT;

-- The journal is the history and the queue. A change's id is made like a record's; one that creates a record
-- has that record's id, and no subject.
CREATE TABLE change (
  id INTEGER PRIMARY KEY, author INTEGER NOT NULL, clock INTEGER NOT NULL, kind TEXT NOT NULL,
  subject INTEGER, district TEXT NOT NULL, fields TEXT NOT NULL, base TEXT NOT NULL, chain BLOB NOT NULL,
  about INTEGER, state TEXT NOT NULL DEFAULT 'waiting'
    CHECK (state IN ('waiting', 'sent', 'arrived', 'conflict', 'refused')),
  problem TEXT) STRICT;
CREATE INDEX change_open ON change (about, state) WHERE state <> 'arrived';
CREATE INDEX change_queue ON change (state, id) WHERE state <> 'arrived';
CREATE INDEX change_subject ON change (subject) WHERE subject IS NOT NULL AND state <> 'arrived';
CREATE INDEX change_about ON change (about, id) WHERE about IS NOT NULL;

CREATE TABLE receipt (upto INTEGER PRIMARY KEY, jws TEXT NOT NULL, received_at TEXT NOT NULL) STRICT;
-- Where a row came whose fields here wait to be sent, its district is read again from before it (again_…).
CREATE TABLE cursor (
  district TEXT PRIMARY KEY, version INTEGER NOT NULL, row INTEGER NOT NULL,
  again_version INTEGER, again_row INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE round (
  id INTEGER PRIMARY KEY, started_at TEXT NOT NULL, seconds REAL NOT NULL, sent INTEGER NOT NULL,
  arrived INTEGER NOT NULL, received INTEGER NOT NULL, bytes_up INTEGER NOT NULL, bytes_down INTEGER NOT NULL,
  problem TEXT) STRICT;

CREATE TABLE household (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, kind TEXT NOT NULL, area TEXT NOT NULL, village TEXT, address TEXT, landmark TEXT,
  latitude_e6 INTEGER, longitude_e6 INTEGER, compound TEXT, language TEXT, registered_on TEXT NOT NULL,
  child_headed INTEGER, warnings TEXT) STRICT;
CREATE INDEX household_code ON household (code);
CREATE INDEX household_compound ON household (compound) WHERE compound IS NOT NULL;
CREATE INDEX household_registered ON household (registered_on);

CREATE TABLE person (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, given_name TEXT, family_name TEXT, other_names TEXT, single_name INTEGER, mother_name TEXT,
  sex TEXT NOT NULL, sex_reason TEXT, birth_precision TEXT NOT NULL, birth_on TEXT, estimated_age INTEGER,
  estimated_on TEXT, vital_status TEXT, death_on TEXT, pregnancy TEXT, guardian TEXT,
  sort_key TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX person_code ON person (code);
CREATE INDEX person_sort ON person (sort_key);
-- The names come folded to lower case without accents (domain/matching/names.py); the tokenizer only parts words.
CREATE VIRTUAL TABLE person_search USING fts5 (
  names, content='', contentless_delete=1, tokenize='ascii', prefix='1 2 3 4', detail=none);

CREATE TABLE membership (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER NOT NULL, role TEXT NOT NULL, start_on TEXT NOT NULL, end_on TEXT,
  end_reason TEXT) STRICT;
CREATE INDEX membership_household ON membership (household, role);
CREATE INDEX membership_person ON membership (person);
CREATE INDEX membership_heads ON membership (person, household) WHERE role = 'head' AND end_on IS NULL;

CREATE TABLE identifier (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  person INTEGER NOT NULL, scheme TEXT NOT NULL, country TEXT NOT NULL, value TEXT NOT NULL,
  compact TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX identifier_person ON identifier (person);
CREATE INDEX identifier_compact ON identifier (compact);

CREATE TABLE phone (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER, person INTEGER, number TEXT NOT NULL) STRICT;
CREATE INDEX phone_household ON phone (household) WHERE household IS NOT NULL;
CREATE INDEX phone_person ON phone (person) WHERE person IS NOT NULL;
CREATE INDEX phone_number ON phone (number);

CREATE TABLE consent (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, legal_basis TEXT NOT NULL, notice_version TEXT NOT NULL, language TEXT NOT NULL,
  given TEXT NOT NULL, guardian TEXT, at TEXT NOT NULL) STRICT;
CREATE INDEX consent_household ON consent (household);

CREATE TABLE photo (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  person INTEGER NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL) STRICT;
CREATE INDEX photo_person ON photo (person);
CREATE TABLE photo_bytes (
  sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL, arrived INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE milestone_update (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, item TEXT NOT NULL, status TEXT NOT NULL, "on" TEXT NOT NULL, note TEXT,
  evidence TEXT, event TEXT, corrects INTEGER, at TEXT) STRICT;
CREATE INDEX milestone_household ON milestone_update (household, id);

CREATE TABLE print (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER, paper TEXT NOT NULL, language TEXT NOT NULL,
  copy_number INTEGER NOT NULL, reason TEXT, at TEXT NOT NULL) STRICT;
CREATE INDEX print_household ON print (household, paper);
CREATE INDEX print_person ON print (person, paper) WHERE person IS NOT NULL;

CREATE TABLE handover (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, print INTEGER NOT NULL, "on" TEXT NOT NULL) STRICT;
CREATE INDEX handover_household ON handover (household);
CREATE INDEX handover_print ON handover (print);

CREATE TABLE user (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  number INTEGER NOT NULL, username TEXT NOT NULL, full_name TEXT NOT NULL, role TEXT NOT NULL,
  active INTEGER NOT NULL) STRICT;

CREATE TABLE conflict (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  subject INTEGER NOT NULL, subject_kind TEXT NOT NULL, kept TEXT NOT NULL, other TEXT NOT NULL,
  author_device TEXT NOT NULL, author INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'open') STRICT;
CREATE INDEX conflict_open ON conflict (subject) WHERE state = 'open';

CREATE TABLE record_of_newer_kind (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, kind TEXT NOT NULL, fields TEXT NOT NULL, revised TEXT) STRICT;

CREATE TABLE draft (
  id INTEGER PRIMARY KEY AUTOINCREMENT, author INTEGER NOT NULL, title TEXT NOT NULL, updated_at TEXT NOT NULL,
  body TEXT NOT NULL) STRICT;
CREATE TABLE imported (key TEXT PRIMARY KEY, record INTEGER NOT NULL) STRICT, WITHOUT ROWID;
