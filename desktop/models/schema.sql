-- What the migrations make of an empty file, drawn by `python -m desktop.models.schema`.

CREATE TABLE access (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  access TEXT NOT NULL, household INTEGER, person INTEGER, reason TEXT, purpose TEXT, recipient TEXT,
  protocol TEXT, count INTEGER, at TEXT NOT NULL) STRICT;

CREATE INDEX access_household ON access (household) WHERE household IS NOT NULL;

CREATE INDEX access_person ON access (person) WHERE person IS NOT NULL;

CREATE TRIGGER counted_access_less AFTER DELETE ON access BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'access';
END;

CREATE TRIGGER counted_access_more AFTER INSERT ON access BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'access';
END;

CREATE TABLE acting_right (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  user INTEGER NOT NULL, username TEXT NOT NULL, role TEXT NOT NULL, reason TEXT NOT NULL,
  from_on TEXT NOT NULL, until_on TEXT NOT NULL, at TEXT NOT NULL) STRICT;

CREATE TRIGGER counted_acting_right_less AFTER DELETE ON acting_right BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'acting_right';
END;

CREATE TRIGGER counted_acting_right_more AFTER INSERT ON acting_right BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'acting_right';
END;

CREATE TABLE appointment (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER, person INTEGER, title TEXT NOT NULL, "on" TEXT NOT NULL, time TEXT, user INTEGER,
  done_on TEXT, cancelled INTEGER, note TEXT, sealed INTEGER) STRICT;

CREATE INDEX appointment_due ON appointment ("on") WHERE done_on IS NULL;

CREATE INDEX appointment_household ON appointment (household) WHERE household IS NOT NULL;

CREATE INDEX appointment_person ON appointment (person) WHERE person IS NOT NULL;

CREATE TRIGGER counted_appointment_less AFTER DELETE ON appointment BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'appointment';
END;

CREATE TRIGGER counted_appointment_more AFTER INSERT ON appointment BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'appointment';
END;

CREATE TABLE assessment (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER, instrument TEXT NOT NULL, version TEXT NOT NULL,
  round INTEGER NOT NULL, purpose TEXT NOT NULL, visited_on TEXT NOT NULL, place TEXT NOT NULL,
  respondent INTEGER, answers TEXT NOT NULL, scores TEXT NOT NULL, total INTEGER NOT NULL,
  band TEXT NOT NULL, capacity INTEGER, duration_s INTEGER, cohort INTEGER, corrects INTEGER,
  at TEXT NOT NULL) STRICT;

CREATE INDEX assessment_household ON assessment (household);

CREATE INDEX assessment_person ON assessment (person) WHERE person IS NOT NULL;

CREATE TRIGGER counted_assessment_less AFTER DELETE ON assessment BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'assessment';
END;

CREATE TRIGGER counted_assessment_more AFTER INSERT ON assessment BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'assessment';
END;

CREATE TABLE back_check (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  campaign INTEGER NOT NULL, household INTEGER NOT NULL, result TEXT NOT NULL, note TEXT,
  "on" TEXT NOT NULL) STRICT;

CREATE INDEX back_check_campaign ON back_check (campaign);

CREATE INDEX back_check_household ON back_check (household);

CREATE TRIGGER counted_back_check_less AFTER DELETE ON back_check BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'back_check';
END;

CREATE TRIGGER counted_back_check_more AFTER INSERT ON back_check BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'back_check';
END;

CREATE TABLE bulk_held (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, source TEXT NOT NULL, author INTEGER NOT NULL,
  at TEXT NOT NULL, title TEXT NOT NULL, form TEXT NOT NULL, look_alikes TEXT NOT NULL) STRICT;

CREATE TABLE bulk_source (name TEXT PRIMARY KEY, mapping TEXT NOT NULL, used_at TEXT NOT NULL) STRICT;

CREATE TABLE bulk_uncompared (code TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE bundle_carried (
  name TEXT PRIMARY KEY, office TEXT NOT NULL, laptop TEXT NOT NULL, written_at TEXT NOT NULL,
  size INTEGER NOT NULL, carried_at TEXT NOT NULL, brought TEXT NOT NULL, answer TEXT,
  state TEXT NOT NULL CHECK (state IN ('sent', 'answered', 'refused')), problem TEXT) STRICT, WITHOUT ROWID;

CREATE INDEX bundle_carried_at ON bundle_carried (carried_at);

CREATE TABLE bundle_read (name TEXT PRIMARY KEY, read_at TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE bundle_written (
  name TEXT PRIMARY KEY, written_at TEXT NOT NULL, changes INTEGER NOT NULL, photos INTEGER NOT NULL,
  answered_at TEXT) STRICT, WITHOUT ROWID;

CREATE TABLE campaign (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, name TEXT NOT NULL, from_on TEXT NOT NULL, until_on TEXT NOT NULL, closed INTEGER,
  note TEXT) STRICT;

CREATE TRIGGER counted_campaign_less AFTER DELETE ON campaign BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'campaign';
END;

CREATE TRIGGER counted_campaign_more AFTER INSERT ON campaign BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'campaign';
END;

CREATE TABLE campaign_target (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  campaign INTEGER NOT NULL, area TEXT NOT NULL, village TEXT, team TEXT NOT NULL,
  expected INTEGER NOT NULL) STRICT;

CREATE INDEX campaign_target_campaign ON campaign_target (campaign);

CREATE TRIGGER counted_campaign_target_less AFTER DELETE ON campaign_target BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'campaign_target';
END;

CREATE TRIGGER counted_campaign_target_more AFTER INSERT ON campaign_target BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'campaign_target';
END;

CREATE TABLE case_note (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER, note TEXT NOT NULL, text TEXT NOT NULL, "on" TEXT NOT NULL,
  sealed INTEGER, at TEXT NOT NULL) STRICT;

CREATE INDEX case_note_household ON case_note (household);

CREATE INDEX case_note_on ON case_note ("on");

CREATE INDEX case_note_person ON case_note (person) WHERE person IS NOT NULL;

CREATE TRIGGER counted_case_note_less AFTER DELETE ON case_note BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'case_note';
END;

CREATE TRIGGER counted_case_note_more AFTER INSERT ON case_note BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'case_note';
END;

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

CREATE TRIGGER counted_change_request_less AFTER DELETE ON change_request BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'change_request';
END;

CREATE TRIGGER counted_change_request_more AFTER INSERT ON change_request BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'change_request';
END;

CREATE TABLE cohort (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, name TEXT NOT NULL, from_on TEXT NOT NULL, note TEXT, closed INTEGER) STRICT;

CREATE TRIGGER counted_cohort_less AFTER DELETE ON cohort BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'cohort';
END;

CREATE TRIGGER counted_cohort_more AFTER INSERT ON cohort BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'cohort';
END;

CREATE TABLE cohort_member (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  cohort INTEGER NOT NULL, household INTEGER NOT NULL, joined_on TEXT NOT NULL, left_on TEXT,
  reason TEXT) STRICT;

CREATE INDEX cohort_member_cohort ON cohort_member (cohort);

CREATE INDEX cohort_member_household ON cohort_member (household);

CREATE TRIGGER counted_cohort_member_less AFTER DELETE ON cohort_member BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'cohort_member';
END;

CREATE TRIGGER counted_cohort_member_more AFTER INSERT ON cohort_member BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'cohort_member';
END;

CREATE TABLE conflict (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  subject INTEGER NOT NULL, subject_kind TEXT NOT NULL, kept TEXT NOT NULL, other TEXT NOT NULL,
  author_device TEXT NOT NULL, author INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'open', cause TEXT, at TEXT, later TEXT, earlier TEXT, beside TEXT, settled_by TEXT, settled_at TEXT, settled_how TEXT, settled_why TEXT, settled_values TEXT, settled_from TEXT, settled_before TEXT) STRICT;

CREATE INDEX conflict_open ON conflict (subject) WHERE state = 'open';

CREATE TRIGGER counted_conflict_less AFTER DELETE ON conflict BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'conflict';
END;

CREATE TRIGGER counted_conflict_more AFTER INSERT ON conflict BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'conflict';
END;

CREATE TABLE consent (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, legal_basis TEXT NOT NULL, notice_version TEXT NOT NULL, language TEXT NOT NULL,
  given TEXT NOT NULL, guardian TEXT, at TEXT NOT NULL) STRICT;

CREATE INDEX consent_household ON consent (household);

CREATE TRIGGER counted_consent_less AFTER DELETE ON consent BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'consent';
END;

CREATE TRIGGER counted_consent_more AFTER INSERT ON consent BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'consent';
END;

CREATE TABLE contribution (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  scheme TEXT NOT NULL, employer INTEGER, statement INTEGER, household INTEGER, person INTEGER,
  payer TEXT NOT NULL, payer_name TEXT, from_month TEXT NOT NULL, until_month TEXT NOT NULL,
  amount INTEGER NOT NULL, currency TEXT NOT NULL, paid_on TEXT NOT NULL, reference TEXT, corrects INTEGER,
  at TEXT NOT NULL) STRICT;

CREATE INDEX contribution_employer ON contribution (employer) WHERE employer IS NOT NULL;

CREATE INDEX contribution_household ON contribution (household) WHERE household IS NOT NULL;

CREATE INDEX contribution_person ON contribution (person) WHERE person IS NOT NULL;

CREATE INDEX contribution_statement ON contribution (statement) WHERE statement IS NOT NULL;

CREATE TRIGGER counted_contribution_less AFTER DELETE ON contribution BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'contribution';
END;

CREATE TRIGGER counted_contribution_more AFTER INSERT ON contribution BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'contribution';
END;

CREATE TABLE counted (kind TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE cursor (
  district TEXT PRIMARY KEY, version INTEGER NOT NULL, row INTEGER NOT NULL,
  again_version INTEGER, again_row INTEGER) STRICT, WITHOUT ROWID;

CREATE TABLE decision (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER, enrolment INTEGER, scheme TEXT NOT NULL,
  version TEXT NOT NULL, result TEXT NOT NULL, conditional INTEGER, facts TEXT NOT NULL,
  reasons TEXT NOT NULL, by TEXT NOT NULL, committee TEXT, reason TEXT, acting INTEGER, valid_until TEXT,
  "on" TEXT NOT NULL, at TEXT NOT NULL) STRICT;

CREATE INDEX decision_enrolment ON decision (enrolment) WHERE enrolment IS NOT NULL;

CREATE INDEX decision_household ON decision (household);

CREATE INDEX decision_person ON decision (person) WHERE person IS NOT NULL;

CREATE TRIGGER counted_decision_less AFTER DELETE ON decision BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'decision';
END;

CREATE TRIGGER counted_decision_more AFTER INSERT ON decision BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'decision';
END;

CREATE TABLE device (no INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE document (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER, person INTEGER, document TEXT NOT NULL, title TEXT, mime TEXT NOT NULL,
  sha256 TEXT NOT NULL, size INTEGER NOT NULL, taken_on TEXT NOT NULL, at TEXT NOT NULL) STRICT;

CREATE INDEX document_household ON document (household) WHERE household IS NOT NULL;

CREATE INDEX document_person ON document (person) WHERE person IS NOT NULL;

CREATE TRIGGER bytes_of_document AFTER INSERT ON document BEGIN
  UPDATE photo_bytes SET later = 1 WHERE sha256 = new.sha256 AND arrived = 0;
  INSERT INTO photo_wanted SELECT new.sha256, 1, new.size
    WHERE NOT EXISTS (SELECT 1 FROM photo_bytes WHERE sha256 = new.sha256)
    ON CONFLICT (sha256) DO UPDATE SET size = max(size, excluded.size);
END;

CREATE TRIGGER bytes_of_no_document AFTER DELETE ON document
WHEN EXISTS (SELECT 1 FROM photo_wanted WHERE sha256 = old.sha256) BEGIN
  DELETE FROM photo_wanted WHERE sha256 = old.sha256
    AND NOT EXISTS (SELECT 1 FROM photo WHERE sha256 = old.sha256)
    AND NOT EXISTS (SELECT 1 FROM document WHERE sha256 = old.sha256);
END;

CREATE TRIGGER counted_document_less AFTER DELETE ON document BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'document';
END;

CREATE TRIGGER counted_document_more AFTER INSERT ON document BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'document';
END;

CREATE TABLE draft (
  id INTEGER PRIMARY KEY AUTOINCREMENT, author INTEGER NOT NULL, title TEXT NOT NULL, updated_at TEXT NOT NULL,
  body TEXT NOT NULL) STRICT;

CREATE TABLE duplicate_judgement (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  person INTEGER NOT NULL, other INTEGER NOT NULL, decision TEXT NOT NULL, weight INTEGER, reasons TEXT,
  note TEXT, at TEXT NOT NULL) STRICT;

CREATE INDEX duplicate_judgement_other ON duplicate_judgement (other);

CREATE INDEX duplicate_judgement_person ON duplicate_judgement (person);

CREATE TRIGGER counted_duplicate_judgement_less AFTER DELETE ON duplicate_judgement BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'duplicate_judgement';
END;

CREATE TRIGGER counted_duplicate_judgement_more AFTER INSERT ON duplicate_judgement BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'duplicate_judgement';
END;

CREATE TABLE employer (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, name TEXT NOT NULL, registration TEXT, tax_number TEXT, area TEXT NOT NULL,
  sector TEXT NOT NULL, workers INTEGER, contact TEXT, phone TEXT, registered_on TEXT NOT NULL,
  status TEXT NOT NULL) STRICT;

CREATE TRIGGER counted_employer_less AFTER DELETE ON employer BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'employer';
END;

CREATE TRIGGER counted_employer_more AFTER INSERT ON employer BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'employer';
END;

CREATE TABLE employer_visit (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  employer INTEGER NOT NULL, "on" TEXT NOT NULL, finding TEXT NOT NULL, follow_up_on TEXT,
  at TEXT NOT NULL) STRICT;

CREATE INDEX employer_visit_employer ON employer_visit (employer);

CREATE TRIGGER counted_employer_visit_less AFTER DELETE ON employer_visit BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'employer_visit';
END;

CREATE TRIGGER counted_employer_visit_more AFTER INSERT ON employer_visit BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'employer_visit';
END;

CREATE TABLE employment (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER NOT NULL, employer INTEGER, enrolment INTEGER,
  scheme TEXT NOT NULL, number TEXT, from_on TEXT NOT NULL, until_on TEXT,
  frequency_months INTEGER) STRICT;

CREATE INDEX employment_employer ON employment (employer) WHERE employer IS NOT NULL;

CREATE INDEX employment_enrolment ON employment (enrolment) WHERE enrolment IS NOT NULL;

CREATE INDEX employment_household ON employment (household);

CREATE INDEX employment_person ON employment (person);

CREATE TRIGGER counted_employment_less AFTER DELETE ON employment BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'employment';
END;

CREATE TRIGGER counted_employment_more AFTER INSERT ON employment BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'employment';
END;

CREATE TABLE enrolment (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, household INTEGER NOT NULL, person INTEGER, applicant INTEGER, scheme TEXT NOT NULL,
  version TEXT NOT NULL, status TEXT NOT NULL, applied_on TEXT NOT NULL, decided_on TEXT, enrolled_on TEXT,
  start_on TEXT, end_on TEXT, exit_reason TEXT, suspension_reason TEXT, priority INTEGER,
  documents_seen TEXT, documents_missing TEXT, sponsor TEXT, entitled_until TEXT, cohort INTEGER,
  list_run INTEGER) STRICT;

CREATE INDEX enrolment_household ON enrolment (household);

CREATE INDEX enrolment_list_run ON enrolment (list_run) WHERE list_run IS NOT NULL;

CREATE INDEX enrolment_person ON enrolment (person) WHERE person IS NOT NULL;

CREATE INDEX enrolment_scheme ON enrolment (scheme, status);

CREATE TRIGGER counted_enrolment_less AFTER DELETE ON enrolment BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'enrolment';
END;

CREATE TRIGGER counted_enrolment_more AFTER INSERT ON enrolment BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'enrolment';
END;

CREATE TABLE enrolment_step (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, enrolment INTEGER NOT NULL, event TEXT NOT NULL, before TEXT,
  after TEXT NOT NULL, "on" TEXT NOT NULL, reason TEXT, acting INTEGER, back_pay INTEGER, document INTEGER,
  at TEXT NOT NULL) STRICT;

CREATE INDEX enrolment_step_enrolment ON enrolment_step (enrolment);

CREATE INDEX enrolment_step_household ON enrolment_step (household);

CREATE TRIGGER counted_enrolment_step_less AFTER DELETE ON enrolment_step BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'enrolment_step';
END;

CREATE TRIGGER counted_enrolment_step_more AFTER INSERT ON enrolment_step BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'enrolment_step';
END;

CREATE TABLE entitlement (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  cycle INTEGER NOT NULL, enrolment INTEGER NOT NULL, household INTEGER NOT NULL, person INTEGER,
  benefit TEXT NOT NULL, slot INTEGER NOT NULL, amount INTEGER, currency TEXT, item TEXT, quantity INTEGER,
  modality TEXT NOT NULL, status TEXT NOT NULL, reasons TEXT) STRICT;

CREATE INDEX entitlement_cycle ON entitlement (cycle);

CREATE INDEX entitlement_enrolment ON entitlement (enrolment);

CREATE INDEX entitlement_household ON entitlement (household);

CREATE INDEX entitlement_once ON entitlement (enrolment, cycle, benefit, slot);

CREATE INDEX entitlement_person ON entitlement (person) WHERE person IS NOT NULL;

CREATE TRIGGER counted_entitlement_less AFTER DELETE ON entitlement BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'entitlement';
END;

CREATE TRIGGER counted_entitlement_more AFTER INSERT ON entitlement BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'entitlement';
END;

CREATE TABLE form_answers (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER, person INTEGER, form TEXT NOT NULL, version TEXT NOT NULL, language TEXT NOT NULL,
  answers TEXT NOT NULL, "on" TEXT NOT NULL, corrects INTEGER, at TEXT NOT NULL) STRICT;

CREATE INDEX form_answers_household ON form_answers (household) WHERE household IS NOT NULL;

CREATE INDEX form_answers_person ON form_answers (person) WHERE person IS NOT NULL;

CREATE TRIGGER counted_form_answers_less AFTER DELETE ON form_answers BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'form_answers';
END;

CREATE TRIGGER counted_form_answers_more AFTER INSERT ON form_answers BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'form_answers';
END;

CREATE TABLE grievance (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, household INTEGER, person INTEGER, name TEXT, contact TEXT, enrolment INTEGER,
  list_run INTEGER, payment INTEGER, channel TEXT NOT NULL, grievance TEXT NOT NULL, text TEXT NOT NULL,
  sealed INTEGER, anonymous INTEGER, about INTEGER, about_device TEXT, incident_on TEXT,
  received_on TEXT NOT NULL, due_on TEXT NOT NULL, status TEXT NOT NULL, assigned INTEGER,
  assigned_device TEXT, resolution TEXT, resolved_on TEXT, told_on TEXT, satisfied INTEGER,
  appeal_of INTEGER, copies INTEGER) STRICT;

CREATE INDEX grievance_code ON grievance (code);

CREATE INDEX grievance_due ON grievance (due_on) WHERE status NOT IN ('closed', 'not_admissible', 'withdrawn');

CREATE INDEX grievance_enrolment ON grievance (enrolment) WHERE enrolment IS NOT NULL;

CREATE INDEX grievance_household ON grievance (household) WHERE household IS NOT NULL;

CREATE INDEX grievance_person ON grievance (person) WHERE person IS NOT NULL;

CREATE TRIGGER counted_grievance_less AFTER DELETE ON grievance BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'grievance';
END;

CREATE TRIGGER counted_grievance_more AFTER INSERT ON grievance BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'grievance';
END;

CREATE TABLE grievance_step (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER, grievance INTEGER NOT NULL, event TEXT NOT NULL, before TEXT, after TEXT NOT NULL,
  "on" TEXT NOT NULL, reason TEXT, facts TEXT, sealed INTEGER, at TEXT NOT NULL) STRICT;

CREATE INDEX grievance_step_grievance ON grievance_step (grievance);

CREATE INDEX grievance_step_household ON grievance_step (household) WHERE household IS NOT NULL;

CREATE TRIGGER counted_grievance_step_less AFTER DELETE ON grievance_step BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'grievance_step';
END;

CREATE TRIGGER counted_grievance_step_more AFTER INSERT ON grievance_step BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'grievance_step';
END;

CREATE TABLE handover (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, print INTEGER NOT NULL, "on" TEXT NOT NULL) STRICT;

CREATE INDEX handover_household ON handover (household);

CREATE INDEX handover_print ON handover (print);

CREATE TRIGGER counted_handover_less AFTER DELETE ON handover BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'handover';
END;

CREATE TRIGGER counted_handover_more AFTER INSERT ON handover BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'handover';
END;

CREATE TABLE hint (
  id INTEGER PRIMARY KEY CHECK (id = 1), etag TEXT NOT NULL, size INTEGER NOT NULL, entries INTEGER NOT NULL,
  key BLOB NOT NULL, fetched_at TEXT NOT NULL) STRICT;

CREATE TABLE hint_part (no INTEGER PRIMARY KEY, bits BLOB NOT NULL) STRICT;

CREATE TABLE household (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, kind TEXT NOT NULL, area TEXT NOT NULL, village TEXT, address TEXT, landmark TEXT,
  latitude_e6 INTEGER, longitude_e6 INTEGER, compound TEXT, language TEXT, registered_on TEXT NOT NULL,
  child_headed INTEGER, warnings TEXT, source TEXT, status TEXT, merged_into INTEGER, confidential INTEGER, campaign INTEGER, team TEXT, register_group INTEGER, pmt_score INTEGER) STRICT;

CREATE INDEX household_area ON household (area);

CREATE INDEX household_campaign ON household (campaign, area) WHERE campaign IS NOT NULL;

CREATE INDEX household_code ON household (code);

CREATE INDEX household_compound ON household (compound) WHERE compound IS NOT NULL;

CREATE INDEX household_merged ON household (merged_into) WHERE merged_into IS NOT NULL;

CREATE INDEX household_registered ON household (registered_on);

CREATE INDEX household_village ON household (village) WHERE village IS NOT NULL;

CREATE TRIGGER counted_household_less AFTER DELETE ON household BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'household';
END;

CREATE TRIGGER counted_household_more AFTER INSERT ON household BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'household';
END;

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

CREATE TRIGGER counted_identifier_less AFTER DELETE ON identifier BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'identifier';
END;

CREATE TRIGGER counted_identifier_more AFTER INSERT ON identifier BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'identifier';
END;

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

CREATE TABLE insurance_period (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER NOT NULL, country TEXT NOT NULL, institution TEXT NOT NULL,
  branch TEXT NOT NULL, from_on TEXT NOT NULL, until_on TEXT NOT NULL, evidence TEXT NOT NULL,
  wrong INTEGER) STRICT;

CREATE INDEX insurance_period_household ON insurance_period (household);

CREATE INDEX insurance_period_person ON insurance_period (person);

CREATE TRIGGER counted_insurance_period_less AFTER DELETE ON insurance_period BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'insurance_period';
END;

CREATE TRIGGER counted_insurance_period_more AFTER INSERT ON insurance_period BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'insurance_period';
END;

CREATE TABLE leaving (id INTEGER PRIMARY KEY, district TEXT NOT NULL) STRICT;

CREATE TABLE leaving_bytes (sha256 TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE list_entry (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  list_run INTEGER NOT NULL, household INTEGER NOT NULL, person INTEGER, place INTEGER NOT NULL,
  standing TEXT NOT NULL, answer TEXT NOT NULL, reasons TEXT NOT NULL, facts TEXT, note TEXT) STRICT;

CREATE INDEX list_entry_household ON list_entry (household);

CREATE INDEX list_entry_list_run ON list_entry (list_run);

CREATE INDEX list_entry_person ON list_entry (person) WHERE person IS NOT NULL;

CREATE TRIGGER counted_list_entry_less AFTER DELETE ON list_entry BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'list_entry';
END;

CREATE TRIGGER counted_list_entry_more AFTER INSERT ON list_entry BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'list_entry';
END;

CREATE TABLE list_run (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  number TEXT NOT NULL, scheme TEXT NOT NULL, version TEXT NOT NULL, area TEXT NOT NULL,
  step TEXT NOT NULL, run_on TEXT NOT NULL, reference_on TEXT NOT NULL, candidates INTEGER NOT NULL,
  quota INTEGER, posted_on TEXT, objections_until TEXT, committee TEXT, minutes INTEGER, minutes_note TEXT,
  validated_on TEXT, final_on TEXT, cancelled_on TEXT, cancelled_why TEXT) STRICT;

CREATE TRIGGER counted_list_run_less AFTER DELETE ON list_run BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'list_run';
END;

CREATE TRIGGER counted_list_run_more AFTER INSERT ON list_run BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'list_run';
END;

CREATE TABLE match_count (hash INTEGER PRIMARY KEY, persons INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE match_key (
  hash INTEGER NOT NULL, person INTEGER NOT NULL, PRIMARY KEY (hash, person)) STRICT, WITHOUT ROWID;

CREATE TABLE match_profile (person INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;

CREATE TABLE match_stale (person INTEGER PRIMARY KEY) STRICT;

CREATE TABLE membership (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER NOT NULL, role TEXT NOT NULL, start_on TEXT NOT NULL, end_on TEXT,
  end_reason TEXT, absent_abroad INTEGER, country TEXT) STRICT;

CREATE INDEX membership_heads ON membership (person, household) WHERE role = 'head' AND end_on IS NULL;

CREATE INDEX membership_household ON membership (household, role);

CREATE INDEX membership_person ON membership (person);

CREATE TRIGGER counted_membership_less AFTER DELETE ON membership BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'membership';
END;

CREATE TRIGGER counted_membership_more AFTER INSERT ON membership BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'membership';
END;

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

CREATE TRIGGER counted_merge_less AFTER DELETE ON merge BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'merge';
END;

CREATE TRIGGER counted_merge_more AFTER INSERT ON merge BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'merge';
END;

CREATE TABLE merge_undone (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  merge INTEGER NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL) STRICT;

CREATE INDEX merge_undone_merge ON merge_undone (merge);

CREATE TRIGGER counted_merge_undone_less AFTER DELETE ON merge_undone BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'merge_undone';
END;

CREATE TRIGGER counted_merge_undone_more AFTER INSERT ON merge_undone BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'merge_undone';
END;

CREATE TABLE milestone_update (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, item TEXT NOT NULL, status TEXT NOT NULL, "on" TEXT NOT NULL, note TEXT,
  evidence TEXT, event TEXT, corrects INTEGER, at TEXT) STRICT;

CREATE INDEX milestone_household ON milestone_update (household, id);

CREATE TRIGGER counted_milestone_update_less AFTER DELETE ON milestone_update BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'milestone_update';
END;

CREATE TRIGGER counted_milestone_update_more AFTER INSERT ON milestone_update BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'milestone_update';
END;

CREATE VIRTUAL TABLE mother_search USING fts5 (
  names, content='', contentless_delete=1, tokenize='ascii', prefix='2 3 4', detail=none);

CREATE TABLE move (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, from_district TEXT NOT NULL, to_district TEXT NOT NULL, area TEXT NOT NULL,
  village TEXT, address TEXT, landmark TEXT, compound TEXT, latitude_e6 INTEGER, longitude_e6 INTEGER,
  "on" TEXT NOT NULL, note TEXT, at TEXT NOT NULL) STRICT;

CREATE INDEX move_household ON move (household);

CREATE TRIGGER counted_move_less AFTER DELETE ON move BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'move';
END;

CREATE TRIGGER counted_move_more AFTER INSERT ON move BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'move';
END;

CREATE TABLE moved_away (
  code TEXT PRIMARY KEY, kind TEXT NOT NULL, to_district TEXT, moved_on TEXT) STRICT, WITHOUT ROWID;

CREATE TABLE name_word (no INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE need (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER, need TEXT NOT NULL, severity INTEGER NOT NULL,
  found_on TEXT NOT NULL, source TEXT NOT NULL, assessment INTEGER, question TEXT, status TEXT NOT NULL,
  sealed INTEGER, note TEXT) STRICT;

CREATE INDEX need_household ON need (household);

CREATE INDEX need_person ON need (person) WHERE person IS NOT NULL;

CREATE TRIGGER counted_need_less AFTER DELETE ON need BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'need';
END;

CREATE TRIGGER counted_need_more AFTER INSERT ON need BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'need';
END;

CREATE TABLE objection (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  list_run INTEGER NOT NULL, entry INTEGER, household INTEGER, text TEXT NOT NULL,
  received_on TEXT NOT NULL, upheld INTEGER, answer TEXT, decided_on TEXT) STRICT;

CREATE INDEX objection_entry ON objection (entry) WHERE entry IS NOT NULL;

CREATE INDEX objection_household ON objection (household) WHERE household IS NOT NULL;

CREATE INDEX objection_list_run ON objection (list_run);

CREATE TRIGGER counted_objection_less AFTER DELETE ON objection BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'objection';
END;

CREATE TRIGGER counted_objection_more AFTER INSERT ON objection BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'objection';
END;

CREATE TABLE payment (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, entitlement INTEGER NOT NULL, status TEXT NOT NULL, amount INTEGER,
  quantity INTEGER, paid_on TEXT NOT NULL, paid_to INTEGER, paid_to_name TEXT, id_shown TEXT, proof TEXT,
  reference TEXT, reason TEXT, note TEXT, corrects INTEGER, at TEXT NOT NULL) STRICT;

CREATE INDEX payment_corrects ON payment (corrects) WHERE corrects IS NOT NULL;

CREATE INDEX payment_entitlement ON payment (entitlement);

CREATE INDEX payment_household ON payment (household);

CREATE TRIGGER counted_payment_less AFTER DELETE ON payment BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'payment';
END;

CREATE TRIGGER counted_payment_more AFTER INSERT ON payment BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'payment';
END;

CREATE TABLE payment_cycle (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, scheme TEXT NOT NULL, version TEXT NOT NULL, number INTEGER NOT NULL,
  area TEXT NOT NULL, from_on TEXT NOT NULL, until_on TEXT NOT NULL, pay_on TEXT, currency TEXT NOT NULL,
  status TEXT NOT NULL, count INTEGER, total INTEGER, digest TEXT, cash INTEGER, cash_returned INTEGER,
  approved_by INTEGER, approved_on TEXT, acting INTEGER, closed_on TEXT, note TEXT) STRICT;

CREATE TRIGGER counted_payment_cycle_less AFTER DELETE ON payment_cycle BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'payment_cycle';
END;

CREATE TRIGGER counted_payment_cycle_more AFTER INSERT ON payment_cycle BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'payment_cycle';
END;

CREATE TABLE person (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, given_name TEXT, family_name TEXT, other_names TEXT, single_name INTEGER, mother_name TEXT,
  sex TEXT NOT NULL, sex_reason TEXT, birth_precision TEXT NOT NULL, birth_on TEXT, estimated_age INTEGER,
  estimated_on TEXT, vital_status TEXT, death_on TEXT, pregnancy TEXT, guardian TEXT,
  sort_key TEXT NOT NULL DEFAULT '', merged_into INTEGER, confidential INTEGER, wg_ss TEXT, expected_delivery TEXT, marital TEXT, employment TEXT, work_status TEXT, sector TEXT, nationality TEXT, residence_status TEXT, delivered_on TEXT, disability_certified INTEGER, disability_until TEXT) STRICT;

CREATE INDEX person_code ON person (code);

CREATE INDEX person_merged ON person (merged_into) WHERE merged_into IS NOT NULL;

CREATE INDEX person_sort ON person (sort_key);

CREATE TRIGGER counted_person_less AFTER DELETE ON person BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'person';
END;

CREATE TRIGGER counted_person_more AFTER INSERT ON person BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'person';
END;

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

CREATE TRIGGER counted_phone_less AFTER DELETE ON phone BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'phone';
END;

CREATE TRIGGER counted_phone_more AFTER INSERT ON phone BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'phone';
END;

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

CREATE TRIGGER bytes_of_no_photo AFTER DELETE ON photo
WHEN EXISTS (SELECT 1 FROM photo_wanted WHERE sha256 = old.sha256) BEGIN
  DELETE FROM photo_wanted WHERE sha256 = old.sha256
    AND NOT EXISTS (SELECT 1 FROM photo WHERE sha256 = old.sha256)
    AND NOT EXISTS (SELECT 1 FROM document WHERE sha256 = old.sha256);
END;

CREATE TRIGGER bytes_of_photo AFTER INSERT ON photo
WHEN NOT EXISTS (SELECT 1 FROM photo_bytes WHERE sha256 = new.sha256) BEGIN
  INSERT INTO photo_wanted VALUES (new.sha256, 0, new.size)
    ON CONFLICT (sha256) DO UPDATE SET later = 0, size = max(size, excluded.size);
END;

CREATE TRIGGER counted_photo_less AFTER DELETE ON photo BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'photo';
END;

CREATE TRIGGER counted_photo_more AFTER INSERT ON photo BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'photo';
END;

CREATE TABLE photo_bytes (
  sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL, arrived INTEGER NOT NULL DEFAULT 0, later INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE INDEX photo_bytes_waiting ON photo_bytes (later, length(bytes), sha256) WHERE arrived = 0;

CREATE TRIGGER bytes_here AFTER INSERT ON photo_bytes BEGIN
  DELETE FROM photo_wanted WHERE sha256 = new.sha256;
  DELETE FROM photo_part WHERE sha256 = new.sha256;
END;

CREATE TRIGGER bytes_no_longer_here AFTER DELETE ON photo_bytes BEGIN
  INSERT OR IGNORE INTO photo_wanted
    SELECT sha256, min(later), max(size)
    FROM (SELECT sha256, 0 AS later, size FROM photo UNION ALL SELECT sha256, 1, size FROM document)
    WHERE sha256 = old.sha256 GROUP BY sha256;
END;

CREATE TABLE photo_part (
  sha256 TEXT NOT NULL, start INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (sha256, start)) STRICT;

CREATE TABLE photo_wanted (
  sha256 TEXT PRIMARY KEY, later INTEGER NOT NULL, size INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE INDEX photo_wanted_order ON photo_wanted (later, size, sha256);

CREATE TABLE plan_item (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER, need INTEGER, service TEXT, scheme TEXT, provider TEXT,
  responsible TEXT, priority INTEGER NOT NULL, agreed_on TEXT, target_on TEXT, status TEXT NOT NULL,
  sealed INTEGER, note TEXT) STRICT;

CREATE INDEX plan_item_household ON plan_item (household);

CREATE INDEX plan_item_person ON plan_item (person) WHERE person IS NOT NULL;

CREATE TRIGGER counted_plan_item_less AFTER DELETE ON plan_item BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'plan_item';
END;

CREATE TRIGGER counted_plan_item_more AFTER INSERT ON plan_item BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'plan_item';
END;

CREATE TABLE print (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER, paper TEXT NOT NULL, language TEXT NOT NULL,
  copy_number INTEGER NOT NULL, reason TEXT, at TEXT NOT NULL) STRICT;

CREATE INDEX print_household ON print (household, paper);

CREATE INDEX print_person ON print (person, paper) WHERE person IS NOT NULL;

CREATE TRIGGER counted_print_less AFTER DELETE ON print BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'print';
END;

CREATE TRIGGER counted_print_more AFTER INSERT ON print BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'print';
END;

CREATE TABLE programme (code TEXT PRIMARY KEY, version TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE programme_part (
  part TEXT NOT NULL, code TEXT NOT NULL, version TEXT NOT NULL, body TEXT NOT NULL, current INTEGER NOT NULL,
  installed_at TEXT NOT NULL, PRIMARY KEY (part, code, version)) STRICT, WITHOUT ROWID;

CREATE TABLE proof_of_life (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER NOT NULL, "on" TEXT NOT NULL, method TEXT NOT NULL,
  next_due TEXT, note TEXT, at TEXT NOT NULL) STRICT;

CREATE INDEX proof_of_life_household ON proof_of_life (household);

CREATE INDEX proof_of_life_person ON proof_of_life (person);

CREATE TRIGGER counted_proof_of_life_less AFTER DELETE ON proof_of_life BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'proof_of_life';
END;

CREATE TRIGGER counted_proof_of_life_more AFTER INSERT ON proof_of_life BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'proof_of_life';
END;

CREATE TABLE provider (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, name TEXT NOT NULL, provider TEXT NOT NULL, area TEXT, services TEXT NOT NULL,
  phone TEXT, address TEXT, open_when TEXT, documents TEXT, cost TEXT, capacity INTEGER, office TEXT,
  closed INTEGER) STRICT;

CREATE TRIGGER counted_provider_less AFTER DELETE ON provider BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'provider';
END;

CREATE TRIGGER counted_provider_more AFTER INSERT ON provider BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'provider';
END;

CREATE TABLE receipt (upto INTEGER PRIMARY KEY, jws TEXT NOT NULL, received_at TEXT NOT NULL, device INTEGER GENERATED ALWAYS AS (upto >> 40) VIRTUAL) STRICT;

CREATE TABLE recipient (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER, name TEXT, rank INTEGER NOT NULL, mandate TEXT,
  valid_from TEXT NOT NULL, valid_to TEXT) STRICT;

CREATE INDEX recipient_household ON recipient (household);

CREATE INDEX recipient_person ON recipient (person) WHERE person IS NOT NULL;

CREATE TRIGGER counted_recipient_less AFTER DELETE ON recipient BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'recipient';
END;

CREATE TRIGGER counted_recipient_more AFTER INSERT ON recipient BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'recipient';
END;

CREATE TABLE reconciliation (
  id INTEGER PRIMARY KEY, at TEXT NOT NULL, day TEXT NOT NULL, agrees INTEGER NOT NULL, body TEXT NOT NULL,
  jws TEXT NOT NULL) STRICT;

CREATE TABLE record_of_newer_kind (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, kind TEXT NOT NULL, fields TEXT NOT NULL, revised TEXT) STRICT;

CREATE TABLE referral (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, household INTEGER NOT NULL, person INTEGER, need INTEGER, plan_item INTEGER,
  provider TEXT NOT NULL, service TEXT NOT NULL, reason TEXT NOT NULL, urgency TEXT NOT NULL,
  consent_on TEXT, to_office TEXT, issued_on TEXT, valid_until TEXT, follow_up_on TEXT,
  status TEXT NOT NULL, outcome TEXT, outcome_on TEXT, feedback TEXT, previous INTEGER,
  sealed INTEGER) STRICT;

CREATE INDEX referral_household ON referral (household);

CREATE INDEX referral_open ON referral (follow_up_on) WHERE status IN ('issued', 'received', 'accepted');

CREATE INDEX referral_person ON referral (person) WHERE person IS NOT NULL;

CREATE TRIGGER counted_referral_less AFTER DELETE ON referral BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'referral';
END;

CREATE TRIGGER counted_referral_more AFTER INSERT ON referral BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'referral';
END;

CREATE TABLE referral_step (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, referral INTEGER NOT NULL, event TEXT NOT NULL, before TEXT,
  after TEXT NOT NULL, "on" TEXT NOT NULL, via TEXT NOT NULL, reason TEXT, sealed INTEGER,
  at TEXT NOT NULL) STRICT;

CREATE INDEX referral_step_household ON referral_step (household);

CREATE INDEX referral_step_referral ON referral_step (referral);

CREATE TRIGGER counted_referral_step_less AFTER DELETE ON referral_step BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'referral_step';
END;

CREATE TRIGGER counted_referral_step_more AFTER INSERT ON referral_step BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'referral_step';
END;

CREATE TABLE refusal_settled (
  change INTEGER PRIMARY KEY, how TEXT NOT NULL CHECK (how IN ('corrected', 'set_aside')), by_change INTEGER,
  reason TEXT NOT NULL, at TEXT NOT NULL, author INTEGER NOT NULL) STRICT;

CREATE TABLE request_answer (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, request INTEGER NOT NULL, decision TEXT NOT NULL, acting INTEGER,
  reason TEXT, before TEXT, at TEXT NOT NULL) STRICT;

CREATE INDEX request_answer_household ON request_answer (household);

CREATE INDEX request_answer_request ON request_answer (request);

CREATE TRIGGER counted_request_answer_less AFTER DELETE ON request_answer BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'request_answer';
END;

CREATE TRIGGER counted_request_answer_more AFTER INSERT ON request_answer BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'request_answer';
END;

CREATE TABLE reserved_codes (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  codes TEXT NOT NULL, language TEXT NOT NULL, at TEXT NOT NULL) STRICT;

CREATE TRIGGER counted_reserved_codes_less AFTER DELETE ON reserved_codes BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'reserved_codes';
END;

CREATE TRIGGER counted_reserved_codes_more AFTER INSERT ON reserved_codes BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'reserved_codes';
END;

CREATE TABLE round (
  id INTEGER PRIMARY KEY, started_at TEXT NOT NULL, seconds REAL NOT NULL, sent INTEGER NOT NULL,
  arrived INTEGER NOT NULL, received INTEGER NOT NULL, bytes_up INTEGER NOT NULL, bytes_down INTEGER NOT NULL,
  problem TEXT, photo_up INTEGER NOT NULL DEFAULT 0, photo_down INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE search_area (no INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE sequence (name TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE service_use (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER, enrolment INTEGER, referral INTEGER, provider TEXT,
  service TEXT NOT NULL, "on" TEXT NOT NULL, sealed INTEGER) STRICT;

CREATE INDEX service_use_enrolment ON service_use (enrolment) WHERE enrolment IS NOT NULL;

CREATE INDEX service_use_household ON service_use (household);

CREATE INDEX service_use_person ON service_use (person) WHERE person IS NOT NULL;

CREATE INDEX service_use_referral ON service_use (referral) WHERE referral IS NOT NULL;

CREATE TRIGGER counted_service_use_less AFTER DELETE ON service_use BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'service_use';
END;

CREATE TRIGGER counted_service_use_more AFTER INSERT ON service_use BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'service_use';
END;

CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE shock (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, shock TEXT NOT NULL, name TEXT NOT NULL, areas TEXT NOT NULL, from_on TEXT NOT NULL,
  until_on TEXT, source TEXT) STRICT;

CREATE TRIGGER counted_shock_less AFTER DELETE ON shock BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'shock';
END;

CREATE TRIGGER counted_shock_more AFTER INSERT ON shock BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'shock';
END;

CREATE TABLE snapshot (
  district TEXT PRIMARY KEY, name TEXT NOT NULL, size INTEGER NOT NULL, version INTEGER NOT NULL,
  rows INTEGER NOT NULL) STRICT;

CREATE TABLE snapshot_part (
  district TEXT NOT NULL, start INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (district, start)) STRICT;

CREATE TABLE statement (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, employer INTEGER NOT NULL, scheme TEXT NOT NULL, month TEXT NOT NULL,
  currency TEXT NOT NULL, status TEXT NOT NULL, filed_on TEXT, workers INTEGER, base INTEGER, due INTEGER,
  replaces INTEGER) STRICT;

CREATE INDEX statement_employer ON statement (employer);

CREATE TRIGGER counted_statement_less AFTER DELETE ON statement BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'statement';
END;

CREATE TRIGGER counted_statement_more AFTER INSERT ON statement BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'statement';
END;

CREATE TABLE statement_line (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  statement INTEGER, household INTEGER, person INTEGER, name TEXT NOT NULL, number TEXT,
  scheme TEXT NOT NULL, month TEXT NOT NULL, currency TEXT NOT NULL, base INTEGER NOT NULL, days INTEGER,
  rate TEXT NOT NULL, worker_due INTEGER NOT NULL, employer_due INTEGER NOT NULL, sponsor_due INTEGER,
  sponsor TEXT) STRICT;

CREATE INDEX statement_line_household ON statement_line (household) WHERE household IS NOT NULL;

CREATE INDEX statement_line_person ON statement_line (person) WHERE person IS NOT NULL;

CREATE INDEX statement_line_person_month ON statement_line (person, month) WHERE person IS NOT NULL;

CREATE INDEX statement_line_statement ON statement_line (statement) WHERE statement IS NOT NULL;

CREATE TRIGGER counted_statement_line_less AFTER DELETE ON statement_line BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'statement_line';
END;

CREATE TRIGGER counted_statement_line_more AFTER INSERT ON statement_line BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'statement_line';
END;

CREATE TABLE user (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  number INTEGER NOT NULL, username TEXT NOT NULL, full_name TEXT NOT NULL, role TEXT NOT NULL,
  active INTEGER NOT NULL) STRICT;

CREATE TRIGGER counted_user_less AFTER DELETE ON user BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'user';
END;

CREATE TRIGGER counted_user_more AFTER INSERT ON user BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'user';
END;

CREATE TABLE village_name (no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
