-- What the migrations make of an empty file, drawn by `python -m desktop.models.schema`.

CREATE TABLE access (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  access TEXT NOT NULL, household INTEGER, person INTEGER, reason TEXT, purpose TEXT, recipient TEXT,
  protocol TEXT, count INTEGER, at TEXT NOT NULL) STRICT;

CREATE INDEX access_household ON access (household) WHERE household IS NOT NULL;

CREATE INDEX access_person ON access (person) WHERE person IS NOT NULL;

CREATE TABLE acting_right (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  user INTEGER NOT NULL, username TEXT NOT NULL, role TEXT NOT NULL, reason TEXT NOT NULL,
  from_on TEXT NOT NULL, until_on TEXT NOT NULL, at TEXT NOT NULL) STRICT;

CREATE TABLE back_check (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  campaign INTEGER NOT NULL, household INTEGER NOT NULL, result TEXT NOT NULL, note TEXT,
  "on" TEXT NOT NULL) STRICT;

CREATE INDEX back_check_campaign ON back_check (campaign);

CREATE INDEX back_check_household ON back_check (household);

CREATE TABLE bulk_held (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, source TEXT NOT NULL, author INTEGER NOT NULL,
  at TEXT NOT NULL, title TEXT NOT NULL, form TEXT NOT NULL, look_alikes TEXT NOT NULL) STRICT;

CREATE TABLE bulk_source (name TEXT PRIMARY KEY, mapping TEXT NOT NULL, used_at TEXT NOT NULL) STRICT;

CREATE TABLE bulk_uncompared (code TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE campaign (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, name TEXT NOT NULL, from_on TEXT NOT NULL, until_on TEXT NOT NULL, closed INTEGER,
  note TEXT) STRICT;

CREATE TABLE campaign_target (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  campaign INTEGER NOT NULL, area TEXT NOT NULL, village TEXT, team TEXT NOT NULL,
  expected INTEGER NOT NULL) STRICT;

CREATE INDEX campaign_target_campaign ON campaign_target (campaign);

CREATE TABLE change (
  id INTEGER PRIMARY KEY, author INTEGER NOT NULL, clock INTEGER NOT NULL, kind TEXT NOT NULL,
  subject INTEGER, district TEXT NOT NULL, fields TEXT NOT NULL, base TEXT NOT NULL, chain BLOB NOT NULL,
  about INTEGER, state TEXT NOT NULL DEFAULT 'waiting'
    CHECK (state IN ('waiting', 'sent', 'arrived', 'conflict', 'refused')),
  problem TEXT) STRICT;

CREATE INDEX change_about ON change (about, id) WHERE about IS NOT NULL;

CREATE INDEX change_open ON change (about, state) WHERE state <> 'arrived';

CREATE INDEX change_queue ON change (state, id) WHERE state <> 'arrived';

CREATE INDEX change_subject ON change (subject) WHERE subject IS NOT NULL AND state <> 'arrived';

CREATE TABLE change_request (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER, request TEXT NOT NULL, payload TEXT NOT NULL, evidence TEXT,
  document INTEGER, at TEXT NOT NULL) STRICT;

CREATE INDEX change_request_document ON change_request (document) WHERE document IS NOT NULL;

CREATE INDEX change_request_household ON change_request (household);

CREATE INDEX change_request_person ON change_request (person) WHERE person IS NOT NULL;

CREATE TABLE conflict (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  subject INTEGER NOT NULL, subject_kind TEXT NOT NULL, kept TEXT NOT NULL, other TEXT NOT NULL,
  author_device TEXT NOT NULL, author INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'open') STRICT;

CREATE INDEX conflict_open ON conflict (subject) WHERE state = 'open';

CREATE TABLE consent (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, legal_basis TEXT NOT NULL, notice_version TEXT NOT NULL, language TEXT NOT NULL,
  given TEXT NOT NULL, guardian TEXT, at TEXT NOT NULL) STRICT;

CREATE INDEX consent_household ON consent (household);

CREATE TABLE cursor (
  district TEXT PRIMARY KEY, version INTEGER NOT NULL, row INTEGER NOT NULL,
  again_version INTEGER, again_row INTEGER) STRICT, WITHOUT ROWID;

CREATE TABLE device (no INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE document (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER, person INTEGER, document TEXT NOT NULL, title TEXT, mime TEXT NOT NULL,
  sha256 TEXT NOT NULL, size INTEGER NOT NULL, taken_on TEXT NOT NULL, at TEXT NOT NULL) STRICT;

CREATE INDEX document_household ON document (household) WHERE household IS NOT NULL;

CREATE INDEX document_person ON document (person) WHERE person IS NOT NULL;

CREATE TABLE draft (
  id INTEGER PRIMARY KEY AUTOINCREMENT, author INTEGER NOT NULL, title TEXT NOT NULL, updated_at TEXT NOT NULL,
  body TEXT NOT NULL) STRICT;

CREATE TABLE duplicate_judgement (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  person INTEGER NOT NULL, other INTEGER NOT NULL, decision TEXT NOT NULL, weight INTEGER, reasons TEXT,
  note TEXT, at TEXT NOT NULL) STRICT;

CREATE INDEX duplicate_judgement_other ON duplicate_judgement (other);

CREATE INDEX duplicate_judgement_person ON duplicate_judgement (person);

CREATE TABLE handover (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, print INTEGER NOT NULL, "on" TEXT NOT NULL) STRICT;

CREATE INDEX handover_household ON handover (household);

CREATE INDEX handover_print ON handover (print);

CREATE TABLE hint (
  id INTEGER PRIMARY KEY CHECK (id = 1), etag TEXT NOT NULL, size INTEGER NOT NULL, entries INTEGER NOT NULL,
  key BLOB NOT NULL, fetched_at TEXT NOT NULL) STRICT;

CREATE TABLE hint_part (no INTEGER PRIMARY KEY, bits BLOB NOT NULL) STRICT;

CREATE TABLE household (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, kind TEXT NOT NULL, area TEXT NOT NULL, village TEXT, address TEXT, landmark TEXT,
  latitude_e6 INTEGER, longitude_e6 INTEGER, compound TEXT, language TEXT, registered_on TEXT NOT NULL,
  child_headed INTEGER, warnings TEXT, source TEXT, status TEXT, merged_into INTEGER, confidential INTEGER, campaign INTEGER, team TEXT) STRICT;

CREATE INDEX household_area ON household (area);

CREATE INDEX household_campaign ON household (campaign, area) WHERE campaign IS NOT NULL;

CREATE INDEX household_code ON household (code);

CREATE INDEX household_compound ON household (compound) WHERE compound IS NOT NULL;

CREATE INDEX household_registered ON household (registered_on);

CREATE INDEX household_village ON household (village) WHERE village IS NOT NULL;

CREATE TRIGGER facts_of_household AFTER UPDATE OF id, area, village, status ON household BEGIN
  INSERT OR IGNORE INTO search_area (code) VALUES (new.area);
  INSERT OR IGNORE INTO village_name (name) SELECT new.village WHERE new.village IS NOT NULL;
  DELETE FROM person_facts WHERE person IN (SELECT person FROM membership WHERE household IN (old.id, new.id));
  INSERT OR IGNORE INTO person_facts SELECT * FROM person_facts_now
    WHERE person IN (SELECT person FROM membership WHERE household IN (old.id, new.id));
END;

CREATE TRIGGER facts_of_new_household AFTER INSERT ON household BEGIN
  INSERT OR IGNORE INTO search_area (code) VALUES (new.area);
  INSERT OR IGNORE INTO village_name (name) SELECT new.village WHERE new.village IS NOT NULL;
  DELETE FROM person_facts WHERE person IN (SELECT person FROM membership WHERE household = new.id);
  INSERT OR IGNORE INTO person_facts SELECT * FROM person_facts_now
    WHERE person IN (SELECT person FROM membership WHERE household = new.id);
END;

CREATE TRIGGER facts_of_no_household AFTER DELETE ON household BEGIN
  DELETE FROM person_facts WHERE person IN (SELECT person FROM membership WHERE household = old.id);
  INSERT OR IGNORE INTO person_facts SELECT * FROM person_facts_now
    WHERE person IN (SELECT person FROM membership WHERE household = old.id);
END;

CREATE TRIGGER match_household_changed AFTER UPDATE OF id, area, village, address ON household BEGIN
  INSERT OR IGNORE INTO match_stale SELECT person FROM membership WHERE household IN (old.id, new.id);
END;

CREATE TRIGGER match_household_gone AFTER DELETE ON household BEGIN
  INSERT OR IGNORE INTO match_stale SELECT person FROM membership WHERE household = old.id;
END;

CREATE TRIGGER match_household_new AFTER INSERT ON household BEGIN
  INSERT OR IGNORE INTO match_stale SELECT person FROM membership WHERE household = new.id;
END;

CREATE TABLE identifier (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  person INTEGER NOT NULL, scheme TEXT NOT NULL, country TEXT NOT NULL, value TEXT NOT NULL,
  compact TEXT NOT NULL DEFAULT '', status TEXT, seen TEXT, override_reason TEXT) STRICT;

CREATE INDEX identifier_compact ON identifier (compact);

CREATE INDEX identifier_person ON identifier (person);

CREATE TRIGGER match_identifier_changed AFTER UPDATE OF person, scheme, value, status ON identifier BEGIN
  INSERT OR IGNORE INTO match_stale VALUES (old.person), (new.person);
END;

CREATE TRIGGER match_identifier_gone AFTER DELETE ON identifier BEGIN
  INSERT OR IGNORE INTO match_stale VALUES (old.person);
END;

CREATE TRIGGER match_identifier_new AFTER INSERT ON identifier BEGIN
  INSERT OR IGNORE INTO match_stale VALUES (new.person);
END;

CREATE TABLE identity (
  no INTEGER PRIMARY KEY REFERENCES device (no), private_key BLOB NOT NULL, code TEXT NOT NULL,
  registered INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE imported (key TEXT PRIMARY KEY, record INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE match_count (hash INTEGER PRIMARY KEY, persons INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE match_key (
  hash INTEGER NOT NULL, person INTEGER NOT NULL, PRIMARY KEY (hash, person)) STRICT, WITHOUT ROWID;

CREATE TABLE match_profile (person INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;

CREATE TABLE match_stale (person INTEGER PRIMARY KEY) STRICT;

CREATE TABLE membership (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER NOT NULL, role TEXT NOT NULL, start_on TEXT NOT NULL, end_on TEXT,
  end_reason TEXT) STRICT;

CREATE INDEX membership_heads ON membership (person, household) WHERE role = 'head' AND end_on IS NULL;

CREATE INDEX membership_household ON membership (household, role);

CREATE INDEX membership_person ON membership (person);

CREATE TRIGGER facts_of_member AFTER UPDATE OF id, household, person, end_on ON membership BEGIN
  DELETE FROM person_facts WHERE person IN (old.person, new.person);
  INSERT OR IGNORE INTO person_facts SELECT * FROM person_facts_now WHERE person IN (old.person, new.person);
END;

CREATE TRIGGER facts_of_new_member AFTER INSERT ON membership BEGIN
  DELETE FROM person_facts WHERE person = new.person;
  INSERT OR IGNORE INTO person_facts SELECT * FROM person_facts_now WHERE person = new.person;
END;

CREATE TRIGGER facts_of_no_member AFTER DELETE ON membership BEGIN
  DELETE FROM person_facts WHERE person = old.person;
  INSERT OR IGNORE INTO person_facts SELECT * FROM person_facts_now WHERE person = old.person;
END;

CREATE TRIGGER match_membership_changed AFTER UPDATE OF id, household, person, end_on ON membership BEGIN
  INSERT OR IGNORE INTO match_stale VALUES (old.person), (new.person);
END;

CREATE TRIGGER match_membership_gone AFTER DELETE ON membership BEGIN
  INSERT OR IGNORE INTO match_stale VALUES (old.person);
END;

CREATE TRIGGER match_membership_new AFTER INSERT ON membership BEGIN
  INSERT OR IGNORE INTO match_stale VALUES (new.person);
END;

CREATE TABLE merge (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  survivor INTEGER NOT NULL, absorbed INTEGER NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
  membership INTEGER, request INTEGER, undo_until TEXT NOT NULL, at TEXT NOT NULL) STRICT;

CREATE INDEX merge_absorbed ON merge (absorbed);

CREATE INDEX merge_membership ON merge (membership) WHERE membership IS NOT NULL;

CREATE INDEX merge_request ON merge (request) WHERE request IS NOT NULL;

CREATE INDEX merge_survivor ON merge (survivor);

CREATE TABLE merge_undone (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  merge INTEGER NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL) STRICT;

CREATE INDEX merge_undone_merge ON merge_undone (merge);

CREATE TABLE milestone_update (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, item TEXT NOT NULL, status TEXT NOT NULL, "on" TEXT NOT NULL, note TEXT,
  evidence TEXT, event TEXT, corrects INTEGER, at TEXT) STRICT;

CREATE INDEX milestone_household ON milestone_update (household, id);

CREATE VIRTUAL TABLE mother_search USING fts5 (
  names, content='', contentless_delete=1, tokenize='ascii', prefix='2 3 4', detail=none);

CREATE TABLE name_word (no INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE person (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, given_name TEXT, family_name TEXT, other_names TEXT, single_name INTEGER, mother_name TEXT,
  sex TEXT NOT NULL, sex_reason TEXT, birth_precision TEXT NOT NULL, birth_on TEXT, estimated_age INTEGER,
  estimated_on TEXT, vital_status TEXT, death_on TEXT, pregnancy TEXT, guardian TEXT,
  sort_key TEXT NOT NULL DEFAULT '', merged_into INTEGER, confidential INTEGER, wg_ss TEXT, expected_delivery TEXT) STRICT;

CREATE INDEX person_code ON person (code);

CREATE INDEX person_merged ON person (merged_into) WHERE merged_into IS NOT NULL;

CREATE INDEX person_sort ON person (sort_key);

CREATE TRIGGER facts_of_new_person AFTER INSERT ON person BEGIN
  INSERT OR IGNORE INTO person_facts SELECT * FROM person_facts_now WHERE person = new.id;
END;

CREATE TRIGGER facts_of_no_person AFTER DELETE ON person BEGIN
  DELETE FROM person_facts WHERE person = old.id;
END;

CREATE TRIGGER facts_of_person AFTER UPDATE OF
  id, sex, birth_precision, birth_on, estimated_age, estimated_on, vital_status, merged_into ON person BEGIN
  DELETE FROM person_facts WHERE person IN (old.id, new.id);
  INSERT OR IGNORE INTO person_facts SELECT * FROM person_facts_now WHERE person = new.id;
END;

CREATE TRIGGER match_person_changed AFTER UPDATE OF
  id, given_name, family_name, other_names, mother_name, sex, birth_precision, birth_on, estimated_age,
  estimated_on ON person BEGIN
  INSERT OR IGNORE INTO match_stale VALUES (old.id), (new.id);
END;

CREATE TRIGGER match_person_gone AFTER DELETE ON person BEGIN
  INSERT OR IGNORE INTO match_stale VALUES (old.id);
END;

CREATE TRIGGER match_person_new AFTER INSERT ON person BEGIN
  INSERT OR IGNORE INTO match_stale VALUES (new.id);
END;

CREATE VIEW person_birth AS
SELECT id AS person,
  CASE birth_precision
    WHEN 'day' THEN CAST(replace(birth_on, char(45), '') AS INTEGER)
    WHEN 'month' THEN CAST(replace(birth_on, char(45), '') AS INTEGER) * 100 + 1
    WHEN 'year' THEN CAST(birth_on AS INTEGER) * 10000 + 101
    WHEN 'estimated_age' THEN CASE substr(estimated_on, 6)
      WHEN '02' || char(45) || '29' THEN (CAST(estimated_on AS INTEGER) - oldest - 1) * 10000 + 301
      ELSE CAST(strftime('%Y%m%d', julianday(
        printf('%04d', CAST(estimated_on AS INTEGER) - oldest - 1) || substr(estimated_on, 5)) + 1) AS INTEGER)
    END
  END AS born_first,
  CASE birth_precision
    WHEN 'day' THEN CAST(replace(birth_on, char(45), '') AS INTEGER)
    WHEN 'month' THEN CAST(strftime('%Y%m%d',
      julianday(birth_on || char(45) || '01', '+1 month') - 1) AS INTEGER)
    WHEN 'year' THEN CAST(birth_on AS INTEGER) * 10000 + 1231
    WHEN 'estimated_age' THEN CASE substr(estimated_on, 6)
      WHEN '02' || char(45) || '29' THEN CAST(strftime('%Y%m%d', julianday(
        printf('%04d', CAST(estimated_on AS INTEGER) - youngest) || char(45) || '03' || char(45) || '01') - 1)
        AS INTEGER)
      ELSE CAST(replace(
        printf('%04d', CAST(estimated_on AS INTEGER) - youngest) || substr(estimated_on, 5), char(45), '')
        AS INTEGER)
    END
  END AS born_last
FROM (
  SELECT id, birth_precision, birth_on, estimated_on,
    estimated_age + CASE WHEN estimated_age <= 60 THEN 2 ELSE 5 END AS oldest,
    max(0, estimated_age - CASE WHEN estimated_age <= 60 THEN 2 ELSE 5 END) AS youngest
  FROM person);

CREATE TABLE person_facts (
  person INTEGER NOT NULL, household INTEGER NOT NULL, area INTEGER, sex INTEGER NOT NULL,
  born_first INTEGER, born_last INTEGER, state INTEGER NOT NULL, home INTEGER NOT NULL,
  PRIMARY KEY (person, household)) STRICT, WITHOUT ROWID;

CREATE INDEX person_facts_area ON person_facts (area, person);

CREATE INDEX person_facts_home ON person_facts (home, person) WHERE home > 1;

CREATE INDEX person_facts_state ON person_facts (state, person) WHERE state > 1;

CREATE VIEW person_facts_now AS
SELECT p.id AS person, coalesce(m.household, 0) AS household,
  (SELECT no FROM search_area WHERE code = CASE
    WHEN m.id IS NOT NULL THEN h.area
    ELSE (SELECT k.area FROM membership l JOIN household k ON k.id = l.household
      WHERE l.person = p.id ORDER BY l.id DESC LIMIT 1) END) AS area,
  CASE p.sex WHEN 'female' THEN 1 WHEN 'male' THEN 2 ELSE 0 END AS sex,
  b.born_first, b.born_last,
  CASE WHEN p.merged_into IS NOT NULL THEN 4 WHEN p.vital_status = 'deceased' THEN 3
    WHEN m.id IS NULL OR h.status IN ('merged', 'closed') THEN 2 ELSE 1 END AS state,
  CASE WHEN h.id IS NULL THEN 0 ELSE CASE coalesce(h.status, 'registered')
    WHEN 'verified' THEN 2 WHEN 'stale' THEN 3 WHEN 'merged' THEN 4 WHEN 'closed' THEN 5 ELSE 1 END END AS home
FROM person p JOIN person_birth b ON b.person = p.id
LEFT JOIN membership m ON m.person = p.id AND m.end_on IS NULL
LEFT JOIN household h ON h.id = m.household;

CREATE VIRTUAL TABLE person_search USING fts5 (
  names, content='', contentless_delete=1, tokenize='ascii', prefix='1 2 3 4', detail=none);

CREATE TABLE phone (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER, person INTEGER, number TEXT NOT NULL, ended_on TEXT) STRICT;

CREATE INDEX phone_household ON phone (household) WHERE household IS NOT NULL;

CREATE INDEX phone_number ON phone (number);

CREATE INDEX phone_person ON phone (person) WHERE person IS NOT NULL;

CREATE TRIGGER match_phone_changed AFTER UPDATE OF household, person, number, ended_on ON phone BEGIN
  INSERT OR IGNORE INTO match_stale
    SELECT old.person WHERE old.person IS NOT NULL
    UNION SELECT new.person WHERE new.person IS NOT NULL
    UNION SELECT person FROM membership WHERE household IN (old.household, new.household);
END;

CREATE TRIGGER match_phone_gone AFTER DELETE ON phone BEGIN
  INSERT OR IGNORE INTO match_stale
    SELECT old.person WHERE old.person IS NOT NULL
    UNION SELECT person FROM membership WHERE household = old.household;
END;

CREATE TRIGGER match_phone_new AFTER INSERT ON phone BEGIN
  INSERT OR IGNORE INTO match_stale
    SELECT new.person WHERE new.person IS NOT NULL
    UNION SELECT person FROM membership WHERE household = new.household;
END;

CREATE TABLE photo (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  person INTEGER NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL) STRICT;

CREATE INDEX photo_person ON photo (person);

CREATE TABLE photo_bytes (
  sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL, arrived INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE print (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER, paper TEXT NOT NULL, language TEXT NOT NULL,
  copy_number INTEGER NOT NULL, reason TEXT, at TEXT NOT NULL) STRICT;

CREATE INDEX print_household ON print (household, paper);

CREATE INDEX print_person ON print (person, paper) WHERE person IS NOT NULL;

CREATE TABLE programme (code TEXT PRIMARY KEY, version TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE receipt (upto INTEGER PRIMARY KEY, jws TEXT NOT NULL, received_at TEXT NOT NULL) STRICT;

CREATE TABLE recipient (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER, name TEXT, rank INTEGER NOT NULL, mandate TEXT,
  valid_from TEXT NOT NULL, valid_to TEXT) STRICT;

CREATE INDEX recipient_household ON recipient (household);

CREATE INDEX recipient_person ON recipient (person) WHERE person IS NOT NULL;

CREATE TABLE record_of_newer_kind (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, kind TEXT NOT NULL, fields TEXT NOT NULL, revised TEXT) STRICT;

CREATE TABLE request_answer (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, request INTEGER NOT NULL, decision TEXT NOT NULL, acting INTEGER,
  reason TEXT, before TEXT, at TEXT NOT NULL) STRICT;

CREATE INDEX request_answer_household ON request_answer (household);

CREATE INDEX request_answer_request ON request_answer (request);

CREATE TABLE reserved_codes (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  codes TEXT NOT NULL, language TEXT NOT NULL, at TEXT NOT NULL) STRICT;

CREATE TABLE round (
  id INTEGER PRIMARY KEY, started_at TEXT NOT NULL, seconds REAL NOT NULL, sent INTEGER NOT NULL,
  arrived INTEGER NOT NULL, received INTEGER NOT NULL, bytes_up INTEGER NOT NULL, bytes_down INTEGER NOT NULL,
  problem TEXT) STRICT;

CREATE TABLE search_area (no INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE sequence (name TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE user (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  number INTEGER NOT NULL, username TEXT NOT NULL, full_name TEXT NOT NULL, role TEXT NOT NULL,
  active INTEGER NOT NULL) STRICT;

CREATE TABLE village_name (no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
