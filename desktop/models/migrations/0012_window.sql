-- Schemes, the single window, paying and contributing: one table a kind.

CREATE TABLE form_answers (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER, person INTEGER, form TEXT NOT NULL, version TEXT NOT NULL, language TEXT NOT NULL,
  answers TEXT NOT NULL, "on" TEXT NOT NULL, corrects INTEGER, at TEXT NOT NULL) STRICT;
CREATE INDEX form_answers_household ON form_answers (household) WHERE household IS NOT NULL;
CREATE INDEX form_answers_person ON form_answers (person) WHERE person IS NOT NULL;

CREATE TABLE assessment (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER, instrument TEXT NOT NULL, version TEXT NOT NULL,
  round INTEGER NOT NULL, purpose TEXT NOT NULL, visited_on TEXT NOT NULL, place TEXT NOT NULL,
  respondent INTEGER, answers TEXT NOT NULL, scores TEXT NOT NULL, total INTEGER NOT NULL,
  band TEXT NOT NULL, capacity INTEGER, duration_s INTEGER, cohort INTEGER, corrects INTEGER,
  at TEXT NOT NULL) STRICT;
CREATE INDEX assessment_household ON assessment (household);
CREATE INDEX assessment_person ON assessment (person) WHERE person IS NOT NULL;

CREATE TABLE cohort (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, name TEXT NOT NULL, from_on TEXT NOT NULL, note TEXT, closed INTEGER) STRICT;

CREATE TABLE cohort_member (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  cohort INTEGER NOT NULL, household INTEGER NOT NULL, joined_on TEXT NOT NULL, left_on TEXT,
  reason TEXT) STRICT;
CREATE INDEX cohort_member_cohort ON cohort_member (cohort);
CREATE INDEX cohort_member_household ON cohort_member (household);

CREATE TABLE shock (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, shock TEXT NOT NULL, name TEXT NOT NULL, areas TEXT NOT NULL, from_on TEXT NOT NULL,
  until_on TEXT, source TEXT) STRICT;

CREATE TABLE enrolment (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, household INTEGER NOT NULL, person INTEGER, applicant INTEGER, scheme TEXT NOT NULL,
  version TEXT NOT NULL, status TEXT NOT NULL, applied_on TEXT NOT NULL, decided_on TEXT, enrolled_on TEXT,
  start_on TEXT, end_on TEXT, exit_reason TEXT, suspension_reason TEXT, priority INTEGER,
  documents_seen TEXT, documents_missing TEXT, sponsor TEXT, entitled_until TEXT, cohort INTEGER,
  list_run INTEGER) STRICT;
CREATE INDEX enrolment_household ON enrolment (household);
CREATE INDEX enrolment_person ON enrolment (person) WHERE person IS NOT NULL;
CREATE INDEX enrolment_list_run ON enrolment (list_run) WHERE list_run IS NOT NULL;

CREATE TABLE enrolment_step (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, enrolment INTEGER NOT NULL, event TEXT NOT NULL, before TEXT,
  after TEXT NOT NULL, "on" TEXT NOT NULL, reason TEXT, acting INTEGER, back_pay INTEGER, document INTEGER,
  at TEXT NOT NULL) STRICT;
CREATE INDEX enrolment_step_household ON enrolment_step (household);
CREATE INDEX enrolment_step_enrolment ON enrolment_step (enrolment);

CREATE TABLE decision (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER, enrolment INTEGER, scheme TEXT NOT NULL,
  version TEXT NOT NULL, result TEXT NOT NULL, conditional INTEGER, facts TEXT NOT NULL,
  reasons TEXT NOT NULL, by TEXT NOT NULL, committee TEXT, reason TEXT, acting INTEGER, valid_until TEXT,
  "on" TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE INDEX decision_household ON decision (household);
CREATE INDEX decision_person ON decision (person) WHERE person IS NOT NULL;
CREATE INDEX decision_enrolment ON decision (enrolment) WHERE enrolment IS NOT NULL;

CREATE TABLE list_run (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  number TEXT NOT NULL, scheme TEXT NOT NULL, version TEXT NOT NULL, area TEXT NOT NULL,
  step TEXT NOT NULL, run_on TEXT NOT NULL, reference_on TEXT NOT NULL, candidates INTEGER NOT NULL,
  quota INTEGER, posted_on TEXT, objections_until TEXT, committee TEXT, minutes INTEGER, minutes_note TEXT,
  validated_on TEXT, final_on TEXT, cancelled_on TEXT, cancelled_why TEXT) STRICT;

CREATE TABLE list_entry (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  list_run INTEGER NOT NULL, household INTEGER NOT NULL, person INTEGER, place INTEGER NOT NULL,
  standing TEXT NOT NULL, answer TEXT NOT NULL, reasons TEXT NOT NULL, facts TEXT, note TEXT) STRICT;
CREATE INDEX list_entry_list_run ON list_entry (list_run);
CREATE INDEX list_entry_household ON list_entry (household);
CREATE INDEX list_entry_person ON list_entry (person) WHERE person IS NOT NULL;

CREATE TABLE objection (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  list_run INTEGER NOT NULL, entry INTEGER, household INTEGER, text TEXT NOT NULL,
  received_on TEXT NOT NULL, upheld INTEGER, answer TEXT, decided_on TEXT) STRICT;
CREATE INDEX objection_list_run ON objection (list_run);
CREATE INDEX objection_entry ON objection (entry) WHERE entry IS NOT NULL;
CREATE INDEX objection_household ON objection (household) WHERE household IS NOT NULL;

CREATE TABLE need (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER, need TEXT NOT NULL, severity INTEGER NOT NULL,
  found_on TEXT NOT NULL, source TEXT NOT NULL, assessment INTEGER, question TEXT, status TEXT NOT NULL,
  sealed INTEGER, note TEXT) STRICT;
CREATE INDEX need_household ON need (household);
CREATE INDEX need_person ON need (person) WHERE person IS NOT NULL;

CREATE TABLE plan_item (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER, need INTEGER, service TEXT, scheme TEXT, provider TEXT,
  responsible TEXT, priority INTEGER NOT NULL, agreed_on TEXT, target_on TEXT, status TEXT NOT NULL,
  sealed INTEGER, note TEXT) STRICT;
CREATE INDEX plan_item_household ON plan_item (household);
CREATE INDEX plan_item_person ON plan_item (person) WHERE person IS NOT NULL;

CREATE TABLE referral (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, household INTEGER NOT NULL, person INTEGER, need INTEGER, plan_item INTEGER,
  provider TEXT NOT NULL, service TEXT NOT NULL, reason TEXT NOT NULL, urgency TEXT NOT NULL,
  consent_on TEXT, to_office TEXT, issued_on TEXT, valid_until TEXT, follow_up_on TEXT,
  status TEXT NOT NULL, outcome TEXT, outcome_on TEXT, feedback TEXT, previous INTEGER,
  sealed INTEGER) STRICT;
CREATE INDEX referral_household ON referral (household);
CREATE INDEX referral_person ON referral (person) WHERE person IS NOT NULL;

CREATE TABLE referral_step (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, referral INTEGER NOT NULL, event TEXT NOT NULL, before TEXT,
  after TEXT NOT NULL, "on" TEXT NOT NULL, via TEXT NOT NULL, reason TEXT, sealed INTEGER,
  at TEXT NOT NULL) STRICT;
CREATE INDEX referral_step_household ON referral_step (household);
CREATE INDEX referral_step_referral ON referral_step (referral);

CREATE TABLE service_use (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER, enrolment INTEGER, referral INTEGER, provider TEXT,
  service TEXT NOT NULL, "on" TEXT NOT NULL, sealed INTEGER) STRICT;
CREATE INDEX service_use_household ON service_use (household);
CREATE INDEX service_use_person ON service_use (person) WHERE person IS NOT NULL;
CREATE INDEX service_use_enrolment ON service_use (enrolment) WHERE enrolment IS NOT NULL;
CREATE INDEX service_use_referral ON service_use (referral) WHERE referral IS NOT NULL;

CREATE TABLE provider (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, name TEXT NOT NULL, provider TEXT NOT NULL, area TEXT, services TEXT NOT NULL,
  phone TEXT, address TEXT, open_when TEXT, documents TEXT, cost TEXT, capacity INTEGER, office TEXT,
  closed INTEGER) STRICT;

CREATE TABLE grievance (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, household INTEGER, person INTEGER, name TEXT, contact TEXT, enrolment INTEGER,
  list_run INTEGER, payment INTEGER, channel TEXT NOT NULL, grievance TEXT NOT NULL, text TEXT NOT NULL,
  sealed INTEGER, anonymous INTEGER, about INTEGER, about_device TEXT, incident_on TEXT,
  received_on TEXT NOT NULL, due_on TEXT NOT NULL, status TEXT NOT NULL, assigned INTEGER,
  assigned_device TEXT, resolution TEXT, resolved_on TEXT, told_on TEXT, satisfied INTEGER,
  appeal_of INTEGER) STRICT;
CREATE INDEX grievance_household ON grievance (household) WHERE household IS NOT NULL;
CREATE INDEX grievance_person ON grievance (person) WHERE person IS NOT NULL;
CREATE INDEX grievance_enrolment ON grievance (enrolment) WHERE enrolment IS NOT NULL;

CREATE TABLE grievance_step (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER, grievance INTEGER NOT NULL, event TEXT NOT NULL, before TEXT, after TEXT NOT NULL,
  "on" TEXT NOT NULL, reason TEXT, facts TEXT, sealed INTEGER, at TEXT NOT NULL) STRICT;
CREATE INDEX grievance_step_household ON grievance_step (household) WHERE household IS NOT NULL;
CREATE INDEX grievance_step_grievance ON grievance_step (grievance);

CREATE TABLE case_note (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER, note TEXT NOT NULL, text TEXT NOT NULL, "on" TEXT NOT NULL,
  sealed INTEGER, at TEXT NOT NULL) STRICT;
CREATE INDEX case_note_household ON case_note (household);
CREATE INDEX case_note_person ON case_note (person) WHERE person IS NOT NULL;

CREATE TABLE appointment (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER, person INTEGER, title TEXT NOT NULL, "on" TEXT NOT NULL, time TEXT, user INTEGER,
  done_on TEXT, cancelled INTEGER, note TEXT, sealed INTEGER) STRICT;
CREATE INDEX appointment_household ON appointment (household) WHERE household IS NOT NULL;
CREATE INDEX appointment_person ON appointment (person) WHERE person IS NOT NULL;

CREATE TABLE payment_cycle (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, scheme TEXT NOT NULL, version TEXT NOT NULL, number INTEGER NOT NULL,
  area TEXT NOT NULL, from_on TEXT NOT NULL, until_on TEXT NOT NULL, pay_on TEXT, currency TEXT NOT NULL,
  status TEXT NOT NULL, count INTEGER, total INTEGER, digest TEXT, cash INTEGER, cash_returned INTEGER,
  approved_by INTEGER, approved_on TEXT, acting INTEGER, closed_on TEXT, note TEXT) STRICT;

CREATE TABLE entitlement (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  cycle INTEGER NOT NULL, enrolment INTEGER NOT NULL, household INTEGER NOT NULL, person INTEGER,
  benefit TEXT NOT NULL, slot INTEGER NOT NULL, amount INTEGER, currency TEXT, item TEXT, quantity INTEGER,
  modality TEXT NOT NULL, status TEXT NOT NULL, reasons TEXT) STRICT;
CREATE INDEX entitlement_cycle ON entitlement (cycle);
CREATE INDEX entitlement_enrolment ON entitlement (enrolment);
CREATE INDEX entitlement_household ON entitlement (household);
CREATE INDEX entitlement_person ON entitlement (person) WHERE person IS NOT NULL;

CREATE TABLE payment (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, entitlement INTEGER NOT NULL, status TEXT NOT NULL, amount INTEGER,
  quantity INTEGER, paid_on TEXT NOT NULL, paid_to INTEGER, paid_to_name TEXT, id_shown TEXT, proof TEXT,
  reference TEXT, reason TEXT, note TEXT, corrects INTEGER, at TEXT NOT NULL) STRICT;
CREATE INDEX payment_household ON payment (household);
CREATE INDEX payment_entitlement ON payment (entitlement);
CREATE INDEX payment_corrects ON payment (corrects) WHERE corrects IS NOT NULL;

CREATE TABLE proof_of_life (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER NOT NULL, "on" TEXT NOT NULL, method TEXT NOT NULL,
  next_due TEXT, note TEXT, at TEXT NOT NULL) STRICT;
CREATE INDEX proof_of_life_household ON proof_of_life (household);
CREATE INDEX proof_of_life_person ON proof_of_life (person);

CREATE TABLE employer (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, name TEXT NOT NULL, registration TEXT, tax_number TEXT, area TEXT NOT NULL,
  sector TEXT NOT NULL, workers INTEGER, contact TEXT, phone TEXT, registered_on TEXT NOT NULL,
  status TEXT NOT NULL) STRICT;

CREATE TABLE employment (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER NOT NULL, employer INTEGER, enrolment INTEGER,
  scheme TEXT NOT NULL, number TEXT, from_on TEXT NOT NULL, until_on TEXT,
  frequency_months INTEGER) STRICT;
CREATE INDEX employment_household ON employment (household);
CREATE INDEX employment_person ON employment (person);
CREATE INDEX employment_employer ON employment (employer) WHERE employer IS NOT NULL;
CREATE INDEX employment_enrolment ON employment (enrolment) WHERE enrolment IS NOT NULL;

CREATE TABLE statement (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  code TEXT NOT NULL, employer INTEGER NOT NULL, scheme TEXT NOT NULL, month TEXT NOT NULL,
  currency TEXT NOT NULL, status TEXT NOT NULL, filed_on TEXT, workers INTEGER, base INTEGER, due INTEGER,
  replaces INTEGER) STRICT;
CREATE INDEX statement_employer ON statement (employer);

CREATE TABLE statement_line (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  statement INTEGER, household INTEGER, person INTEGER, name TEXT NOT NULL, number TEXT,
  scheme TEXT NOT NULL, month TEXT NOT NULL, currency TEXT NOT NULL, base INTEGER NOT NULL, days INTEGER,
  rate TEXT NOT NULL, worker_due INTEGER NOT NULL, employer_due INTEGER NOT NULL, sponsor_due INTEGER,
  sponsor TEXT) STRICT;
CREATE INDEX statement_line_statement ON statement_line (statement) WHERE statement IS NOT NULL;
CREATE INDEX statement_line_household ON statement_line (household) WHERE household IS NOT NULL;
CREATE INDEX statement_line_person ON statement_line (person) WHERE person IS NOT NULL;

CREATE TABLE contribution (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  scheme TEXT NOT NULL, employer INTEGER, statement INTEGER, household INTEGER, person INTEGER,
  payer TEXT NOT NULL, payer_name TEXT, from_month TEXT NOT NULL, until_month TEXT NOT NULL,
  amount INTEGER NOT NULL, currency TEXT NOT NULL, paid_on TEXT NOT NULL, reference TEXT, corrects INTEGER,
  at TEXT NOT NULL) STRICT;
CREATE INDEX contribution_employer ON contribution (employer) WHERE employer IS NOT NULL;
CREATE INDEX contribution_statement ON contribution (statement) WHERE statement IS NOT NULL;
CREATE INDEX contribution_household ON contribution (household) WHERE household IS NOT NULL;
CREATE INDEX contribution_person ON contribution (person) WHERE person IS NOT NULL;

CREATE TABLE insurance_period (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  household INTEGER NOT NULL, person INTEGER NOT NULL, country TEXT NOT NULL, institution TEXT NOT NULL,
  branch TEXT NOT NULL, from_on TEXT NOT NULL, until_on TEXT NOT NULL, evidence TEXT NOT NULL,
  wrong INTEGER) STRICT;
CREATE INDEX insurance_period_household ON insurance_period (household);
CREATE INDEX insurance_period_person ON insurance_period (person);

CREATE TABLE employer_visit (
  id INTEGER PRIMARY KEY, district TEXT NOT NULL, revised TEXT, extra TEXT,
  employer INTEGER NOT NULL, "on" TEXT NOT NULL, finding TEXT NOT NULL, follow_up_on TEXT,
  at TEXT NOT NULL) STRICT;
CREATE INDEX employer_visit_employer ON employer_visit (employer);

CREATE INDEX enrolment_scheme ON enrolment (scheme, status);
CREATE INDEX referral_open ON referral (follow_up_on) WHERE status IN ('issued', 'received', 'accepted');
CREATE INDEX grievance_due ON grievance (due_on) WHERE status NOT IN ('closed', 'not_admissible', 'withdrawn');
CREATE INDEX appointment_due ON appointment ("on") WHERE done_on IS NULL;
CREATE INDEX statement_line_person_month ON statement_line (person, month) WHERE person IS NOT NULL;
CREATE INDEX entitlement_once ON entitlement (enrolment, cycle, benefit, slot);

ALTER TABLE household ADD COLUMN register_group INTEGER;
ALTER TABLE household ADD COLUMN pmt_score INTEGER;
ALTER TABLE person ADD COLUMN marital TEXT;
ALTER TABLE person ADD COLUMN employment TEXT;
ALTER TABLE person ADD COLUMN work_status TEXT;
ALTER TABLE person ADD COLUMN sector TEXT;
ALTER TABLE person ADD COLUMN nationality TEXT;
ALTER TABLE person ADD COLUMN residence_status TEXT;
ALTER TABLE person ADD COLUMN delivered_on TEXT;
ALTER TABLE person ADD COLUMN disability_certified INTEGER;
ALTER TABLE person ADD COLUMN disability_until TEXT;
ALTER TABLE membership ADD COLUMN absent_abroad INTEGER;
ALTER TABLE membership ADD COLUMN country TEXT;

-- Schemes, needs, services and forms of the programme's packs; old versions stay, so that old records can be read.
CREATE TABLE programme_part (
  part TEXT NOT NULL, code TEXT NOT NULL, version TEXT NOT NULL, body TEXT NOT NULL, current INTEGER NOT NULL,
  installed_at TEXT NOT NULL, PRIMARY KEY (part, code, version)) STRICT, WITHOUT ROWID;
