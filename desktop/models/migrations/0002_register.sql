-- What happens after registration: judgements, requests, merges, acting rights, documents, campaigns.

ALTER TABLE household ADD COLUMN source TEXT;
ALTER TABLE household ADD COLUMN status TEXT;
ALTER TABLE household ADD COLUMN merged_into INTEGER;
ALTER TABLE household ADD COLUMN confidential INTEGER;
ALTER TABLE household ADD COLUMN campaign INTEGER;
ALTER TABLE household ADD COLUMN team TEXT;
ALTER TABLE person ADD COLUMN merged_into INTEGER;
ALTER TABLE person ADD COLUMN confidential INTEGER;
ALTER TABLE person ADD COLUMN wg_ss TEXT;
ALTER TABLE person ADD COLUMN expected_delivery TEXT;
ALTER TABLE identifier ADD COLUMN status TEXT;
ALTER TABLE identifier ADD COLUMN seen TEXT;
ALTER TABLE identifier ADD COLUMN override_reason TEXT;
ALTER TABLE phone ADD COLUMN ended_on TEXT;

CREATE TABLE duplicate_judgement (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  person INTEGER NOT NULL, other INTEGER NOT NULL, decision TEXT NOT NULL, weight INTEGER, reasons TEXT,
  note TEXT, at TEXT NOT NULL) STRICT;
CREATE INDEX duplicate_judgement_person ON duplicate_judgement (person);
CREATE INDEX duplicate_judgement_other ON duplicate_judgement (other);

CREATE TABLE change_request (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER, request TEXT NOT NULL, payload TEXT NOT NULL, evidence TEXT,
  document INTEGER, at TEXT NOT NULL) STRICT;
CREATE INDEX change_request_household ON change_request (household);
CREATE INDEX change_request_person ON change_request (person) WHERE person IS NOT NULL;
CREATE INDEX change_request_document ON change_request (document) WHERE document IS NOT NULL;

CREATE TABLE request_answer (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, request INTEGER NOT NULL, decision TEXT NOT NULL, acting INTEGER,
  reason TEXT, before TEXT, at TEXT NOT NULL) STRICT;
CREATE INDEX request_answer_household ON request_answer (household);
CREATE INDEX request_answer_request ON request_answer (request);

CREATE TABLE merge (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  survivor INTEGER NOT NULL, absorbed INTEGER NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
  membership INTEGER, request INTEGER, undo_until TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE INDEX merge_survivor ON merge (survivor);
CREATE INDEX merge_absorbed ON merge (absorbed);
CREATE INDEX merge_membership ON merge (membership) WHERE membership IS NOT NULL;
CREATE INDEX merge_request ON merge (request) WHERE request IS NOT NULL;

CREATE TABLE merge_undone (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  merge INTEGER NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE INDEX merge_undone_merge ON merge_undone (merge);

CREATE TABLE acting_right (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  user INTEGER NOT NULL, username TEXT NOT NULL, role TEXT NOT NULL, reason TEXT NOT NULL,
  from_on TEXT NOT NULL, until_on TEXT NOT NULL, at TEXT NOT NULL) STRICT;

CREATE TABLE recipient (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER, name TEXT, rank INTEGER NOT NULL, mandate TEXT,
  valid_from TEXT NOT NULL, valid_to TEXT) STRICT;
CREATE INDEX recipient_household ON recipient (household);
CREATE INDEX recipient_person ON recipient (person) WHERE person IS NOT NULL;

CREATE TABLE document (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER, person INTEGER, document TEXT NOT NULL, title TEXT, mime TEXT NOT NULL,
  sha256 TEXT NOT NULL, size INTEGER NOT NULL, taken_on TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE INDEX document_household ON document (household) WHERE household IS NOT NULL;
CREATE INDEX document_person ON document (person) WHERE person IS NOT NULL;

CREATE TABLE access (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  access TEXT NOT NULL, household INTEGER, person INTEGER, reason TEXT, purpose TEXT, recipient TEXT,
  protocol TEXT, count INTEGER, at TEXT NOT NULL) STRICT;
CREATE INDEX access_household ON access (household) WHERE household IS NOT NULL;
CREATE INDEX access_person ON access (person) WHERE person IS NOT NULL;

CREATE TABLE campaign (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, name TEXT NOT NULL, from_on TEXT NOT NULL, until_on TEXT NOT NULL, closed INTEGER,
  note TEXT) STRICT;

CREATE TABLE campaign_target (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  campaign INTEGER NOT NULL, area TEXT NOT NULL, village TEXT, team TEXT NOT NULL,
  expected INTEGER NOT NULL) STRICT;
CREATE INDEX campaign_target_campaign ON campaign_target (campaign);

CREATE TABLE back_check (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  campaign INTEGER NOT NULL, household INTEGER NOT NULL, result TEXT NOT NULL, note TEXT,
  "on" TEXT NOT NULL) STRICT;
CREATE INDEX back_check_campaign ON back_check (campaign);
CREATE INDEX back_check_household ON back_check (household);

CREATE TABLE reserved_codes (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  codes TEXT NOT NULL, language TEXT NOT NULL, at TEXT NOT NULL) STRICT;

CREATE INDEX person_merged ON person (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX household_campaign ON household (campaign, area) WHERE campaign IS NOT NULL;
CREATE INDEX household_area ON household (area);
