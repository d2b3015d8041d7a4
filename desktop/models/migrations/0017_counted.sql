-- How many records of each kind the file holds, kept in step: a round compares them with the server's and must not
-- read a million rows for it.
CREATE TABLE counted (kind TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO counted SELECT 'household', count(*) FROM household;
INSERT INTO counted SELECT 'person', count(*) FROM person;
INSERT INTO counted SELECT 'membership', count(*) FROM membership;
INSERT INTO counted SELECT 'identifier', count(*) FROM identifier;
INSERT INTO counted SELECT 'phone', count(*) FROM phone;
INSERT INTO counted SELECT 'consent', count(*) FROM consent;
INSERT INTO counted SELECT 'photo', count(*) FROM photo;
INSERT INTO counted SELECT 'milestone_update', count(*) FROM milestone_update;
INSERT INTO counted SELECT 'print', count(*) FROM print;
INSERT INTO counted SELECT 'handover', count(*) FROM handover;
INSERT INTO counted SELECT 'user', count(*) FROM user;
INSERT INTO counted SELECT 'conflict', count(*) FROM conflict;
INSERT INTO counted SELECT 'duplicate_judgement', count(*) FROM duplicate_judgement;
INSERT INTO counted SELECT 'change_request', count(*) FROM change_request;
INSERT INTO counted SELECT 'request_answer', count(*) FROM request_answer;
INSERT INTO counted SELECT 'merge', count(*) FROM merge;
INSERT INTO counted SELECT 'merge_undone', count(*) FROM merge_undone;
INSERT INTO counted SELECT 'acting_right', count(*) FROM acting_right;
INSERT INTO counted SELECT 'recipient', count(*) FROM recipient;
INSERT INTO counted SELECT 'document', count(*) FROM document;
INSERT INTO counted SELECT 'access', count(*) FROM access;
INSERT INTO counted SELECT 'campaign', count(*) FROM campaign;
INSERT INTO counted SELECT 'campaign_target', count(*) FROM campaign_target;
INSERT INTO counted SELECT 'back_check', count(*) FROM back_check;
INSERT INTO counted SELECT 'reserved_codes', count(*) FROM reserved_codes;
INSERT INTO counted SELECT 'move', count(*) FROM move;
INSERT INTO counted SELECT 'form_answers', count(*) FROM form_answers;
INSERT INTO counted SELECT 'assessment', count(*) FROM assessment;
INSERT INTO counted SELECT 'cohort', count(*) FROM cohort;
INSERT INTO counted SELECT 'cohort_member', count(*) FROM cohort_member;
INSERT INTO counted SELECT 'shock', count(*) FROM shock;
INSERT INTO counted SELECT 'enrolment', count(*) FROM enrolment;
INSERT INTO counted SELECT 'enrolment_step', count(*) FROM enrolment_step;
INSERT INTO counted SELECT 'decision', count(*) FROM decision;
INSERT INTO counted SELECT 'list_run', count(*) FROM list_run;
INSERT INTO counted SELECT 'list_entry', count(*) FROM list_entry;
INSERT INTO counted SELECT 'objection', count(*) FROM objection;
INSERT INTO counted SELECT 'need', count(*) FROM need;
INSERT INTO counted SELECT 'plan_item', count(*) FROM plan_item;
INSERT INTO counted SELECT 'referral', count(*) FROM referral;
INSERT INTO counted SELECT 'referral_step', count(*) FROM referral_step;
INSERT INTO counted SELECT 'service_use', count(*) FROM service_use;
INSERT INTO counted SELECT 'provider', count(*) FROM provider;
INSERT INTO counted SELECT 'grievance', count(*) FROM grievance;
INSERT INTO counted SELECT 'grievance_step', count(*) FROM grievance_step;
INSERT INTO counted SELECT 'case_note', count(*) FROM case_note;
INSERT INTO counted SELECT 'appointment', count(*) FROM appointment;
INSERT INTO counted SELECT 'payment_cycle', count(*) FROM payment_cycle;
INSERT INTO counted SELECT 'entitlement', count(*) FROM entitlement;
INSERT INTO counted SELECT 'payment', count(*) FROM payment;
INSERT INTO counted SELECT 'proof_of_life', count(*) FROM proof_of_life;
INSERT INTO counted SELECT 'employer', count(*) FROM employer;
INSERT INTO counted SELECT 'employment', count(*) FROM employment;
INSERT INTO counted SELECT 'statement', count(*) FROM statement;
INSERT INTO counted SELECT 'statement_line', count(*) FROM statement_line;
INSERT INTO counted SELECT 'contribution', count(*) FROM contribution;
INSERT INTO counted SELECT 'insurance_period', count(*) FROM insurance_period;
INSERT INTO counted SELECT 'employer_visit', count(*) FROM employer_visit;

CREATE TRIGGER counted_household_more AFTER INSERT ON household BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'household';
END;
CREATE TRIGGER counted_household_less AFTER DELETE ON household BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'household';
END;
CREATE TRIGGER counted_person_more AFTER INSERT ON person BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'person';
END;
CREATE TRIGGER counted_person_less AFTER DELETE ON person BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'person';
END;
CREATE TRIGGER counted_membership_more AFTER INSERT ON membership BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'membership';
END;
CREATE TRIGGER counted_membership_less AFTER DELETE ON membership BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'membership';
END;
CREATE TRIGGER counted_identifier_more AFTER INSERT ON identifier BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'identifier';
END;
CREATE TRIGGER counted_identifier_less AFTER DELETE ON identifier BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'identifier';
END;
CREATE TRIGGER counted_phone_more AFTER INSERT ON phone BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'phone';
END;
CREATE TRIGGER counted_phone_less AFTER DELETE ON phone BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'phone';
END;
CREATE TRIGGER counted_consent_more AFTER INSERT ON consent BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'consent';
END;
CREATE TRIGGER counted_consent_less AFTER DELETE ON consent BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'consent';
END;
CREATE TRIGGER counted_photo_more AFTER INSERT ON photo BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'photo';
END;
CREATE TRIGGER counted_photo_less AFTER DELETE ON photo BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'photo';
END;
CREATE TRIGGER counted_milestone_update_more AFTER INSERT ON milestone_update BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'milestone_update';
END;
CREATE TRIGGER counted_milestone_update_less AFTER DELETE ON milestone_update BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'milestone_update';
END;
CREATE TRIGGER counted_print_more AFTER INSERT ON print BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'print';
END;
CREATE TRIGGER counted_print_less AFTER DELETE ON print BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'print';
END;
CREATE TRIGGER counted_handover_more AFTER INSERT ON handover BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'handover';
END;
CREATE TRIGGER counted_handover_less AFTER DELETE ON handover BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'handover';
END;
CREATE TRIGGER counted_user_more AFTER INSERT ON user BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'user';
END;
CREATE TRIGGER counted_user_less AFTER DELETE ON user BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'user';
END;
CREATE TRIGGER counted_conflict_more AFTER INSERT ON conflict BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'conflict';
END;
CREATE TRIGGER counted_conflict_less AFTER DELETE ON conflict BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'conflict';
END;
CREATE TRIGGER counted_duplicate_judgement_more AFTER INSERT ON duplicate_judgement BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'duplicate_judgement';
END;
CREATE TRIGGER counted_duplicate_judgement_less AFTER DELETE ON duplicate_judgement BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'duplicate_judgement';
END;
CREATE TRIGGER counted_change_request_more AFTER INSERT ON change_request BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'change_request';
END;
CREATE TRIGGER counted_change_request_less AFTER DELETE ON change_request BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'change_request';
END;
CREATE TRIGGER counted_request_answer_more AFTER INSERT ON request_answer BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'request_answer';
END;
CREATE TRIGGER counted_request_answer_less AFTER DELETE ON request_answer BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'request_answer';
END;
CREATE TRIGGER counted_merge_more AFTER INSERT ON merge BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'merge';
END;
CREATE TRIGGER counted_merge_less AFTER DELETE ON merge BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'merge';
END;
CREATE TRIGGER counted_merge_undone_more AFTER INSERT ON merge_undone BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'merge_undone';
END;
CREATE TRIGGER counted_merge_undone_less AFTER DELETE ON merge_undone BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'merge_undone';
END;
CREATE TRIGGER counted_acting_right_more AFTER INSERT ON acting_right BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'acting_right';
END;
CREATE TRIGGER counted_acting_right_less AFTER DELETE ON acting_right BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'acting_right';
END;
CREATE TRIGGER counted_recipient_more AFTER INSERT ON recipient BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'recipient';
END;
CREATE TRIGGER counted_recipient_less AFTER DELETE ON recipient BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'recipient';
END;
CREATE TRIGGER counted_document_more AFTER INSERT ON document BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'document';
END;
CREATE TRIGGER counted_document_less AFTER DELETE ON document BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'document';
END;
CREATE TRIGGER counted_access_more AFTER INSERT ON access BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'access';
END;
CREATE TRIGGER counted_access_less AFTER DELETE ON access BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'access';
END;
CREATE TRIGGER counted_campaign_more AFTER INSERT ON campaign BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'campaign';
END;
CREATE TRIGGER counted_campaign_less AFTER DELETE ON campaign BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'campaign';
END;
CREATE TRIGGER counted_campaign_target_more AFTER INSERT ON campaign_target BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'campaign_target';
END;
CREATE TRIGGER counted_campaign_target_less AFTER DELETE ON campaign_target BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'campaign_target';
END;
CREATE TRIGGER counted_back_check_more AFTER INSERT ON back_check BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'back_check';
END;
CREATE TRIGGER counted_back_check_less AFTER DELETE ON back_check BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'back_check';
END;
CREATE TRIGGER counted_reserved_codes_more AFTER INSERT ON reserved_codes BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'reserved_codes';
END;
CREATE TRIGGER counted_reserved_codes_less AFTER DELETE ON reserved_codes BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'reserved_codes';
END;
CREATE TRIGGER counted_move_more AFTER INSERT ON move BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'move';
END;
CREATE TRIGGER counted_move_less AFTER DELETE ON move BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'move';
END;
CREATE TRIGGER counted_form_answers_more AFTER INSERT ON form_answers BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'form_answers';
END;
CREATE TRIGGER counted_form_answers_less AFTER DELETE ON form_answers BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'form_answers';
END;
CREATE TRIGGER counted_assessment_more AFTER INSERT ON assessment BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'assessment';
END;
CREATE TRIGGER counted_assessment_less AFTER DELETE ON assessment BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'assessment';
END;
CREATE TRIGGER counted_cohort_more AFTER INSERT ON cohort BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'cohort';
END;
CREATE TRIGGER counted_cohort_less AFTER DELETE ON cohort BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'cohort';
END;
CREATE TRIGGER counted_cohort_member_more AFTER INSERT ON cohort_member BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'cohort_member';
END;
CREATE TRIGGER counted_cohort_member_less AFTER DELETE ON cohort_member BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'cohort_member';
END;
CREATE TRIGGER counted_shock_more AFTER INSERT ON shock BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'shock';
END;
CREATE TRIGGER counted_shock_less AFTER DELETE ON shock BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'shock';
END;
CREATE TRIGGER counted_enrolment_more AFTER INSERT ON enrolment BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'enrolment';
END;
CREATE TRIGGER counted_enrolment_less AFTER DELETE ON enrolment BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'enrolment';
END;
CREATE TRIGGER counted_enrolment_step_more AFTER INSERT ON enrolment_step BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'enrolment_step';
END;
CREATE TRIGGER counted_enrolment_step_less AFTER DELETE ON enrolment_step BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'enrolment_step';
END;
CREATE TRIGGER counted_decision_more AFTER INSERT ON decision BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'decision';
END;
CREATE TRIGGER counted_decision_less AFTER DELETE ON decision BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'decision';
END;
CREATE TRIGGER counted_list_run_more AFTER INSERT ON list_run BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'list_run';
END;
CREATE TRIGGER counted_list_run_less AFTER DELETE ON list_run BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'list_run';
END;
CREATE TRIGGER counted_list_entry_more AFTER INSERT ON list_entry BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'list_entry';
END;
CREATE TRIGGER counted_list_entry_less AFTER DELETE ON list_entry BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'list_entry';
END;
CREATE TRIGGER counted_objection_more AFTER INSERT ON objection BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'objection';
END;
CREATE TRIGGER counted_objection_less AFTER DELETE ON objection BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'objection';
END;
CREATE TRIGGER counted_need_more AFTER INSERT ON need BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'need';
END;
CREATE TRIGGER counted_need_less AFTER DELETE ON need BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'need';
END;
CREATE TRIGGER counted_plan_item_more AFTER INSERT ON plan_item BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'plan_item';
END;
CREATE TRIGGER counted_plan_item_less AFTER DELETE ON plan_item BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'plan_item';
END;
CREATE TRIGGER counted_referral_more AFTER INSERT ON referral BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'referral';
END;
CREATE TRIGGER counted_referral_less AFTER DELETE ON referral BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'referral';
END;
CREATE TRIGGER counted_referral_step_more AFTER INSERT ON referral_step BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'referral_step';
END;
CREATE TRIGGER counted_referral_step_less AFTER DELETE ON referral_step BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'referral_step';
END;
CREATE TRIGGER counted_service_use_more AFTER INSERT ON service_use BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'service_use';
END;
CREATE TRIGGER counted_service_use_less AFTER DELETE ON service_use BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'service_use';
END;
CREATE TRIGGER counted_provider_more AFTER INSERT ON provider BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'provider';
END;
CREATE TRIGGER counted_provider_less AFTER DELETE ON provider BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'provider';
END;
CREATE TRIGGER counted_grievance_more AFTER INSERT ON grievance BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'grievance';
END;
CREATE TRIGGER counted_grievance_less AFTER DELETE ON grievance BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'grievance';
END;
CREATE TRIGGER counted_grievance_step_more AFTER INSERT ON grievance_step BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'grievance_step';
END;
CREATE TRIGGER counted_grievance_step_less AFTER DELETE ON grievance_step BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'grievance_step';
END;
CREATE TRIGGER counted_case_note_more AFTER INSERT ON case_note BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'case_note';
END;
CREATE TRIGGER counted_case_note_less AFTER DELETE ON case_note BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'case_note';
END;
CREATE TRIGGER counted_appointment_more AFTER INSERT ON appointment BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'appointment';
END;
CREATE TRIGGER counted_appointment_less AFTER DELETE ON appointment BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'appointment';
END;
CREATE TRIGGER counted_payment_cycle_more AFTER INSERT ON payment_cycle BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'payment_cycle';
END;
CREATE TRIGGER counted_payment_cycle_less AFTER DELETE ON payment_cycle BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'payment_cycle';
END;
CREATE TRIGGER counted_entitlement_more AFTER INSERT ON entitlement BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'entitlement';
END;
CREATE TRIGGER counted_entitlement_less AFTER DELETE ON entitlement BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'entitlement';
END;
CREATE TRIGGER counted_payment_more AFTER INSERT ON payment BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'payment';
END;
CREATE TRIGGER counted_payment_less AFTER DELETE ON payment BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'payment';
END;
CREATE TRIGGER counted_proof_of_life_more AFTER INSERT ON proof_of_life BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'proof_of_life';
END;
CREATE TRIGGER counted_proof_of_life_less AFTER DELETE ON proof_of_life BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'proof_of_life';
END;
CREATE TRIGGER counted_employer_more AFTER INSERT ON employer BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'employer';
END;
CREATE TRIGGER counted_employer_less AFTER DELETE ON employer BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'employer';
END;
CREATE TRIGGER counted_employment_more AFTER INSERT ON employment BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'employment';
END;
CREATE TRIGGER counted_employment_less AFTER DELETE ON employment BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'employment';
END;
CREATE TRIGGER counted_statement_more AFTER INSERT ON statement BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'statement';
END;
CREATE TRIGGER counted_statement_less AFTER DELETE ON statement BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'statement';
END;
CREATE TRIGGER counted_statement_line_more AFTER INSERT ON statement_line BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'statement_line';
END;
CREATE TRIGGER counted_statement_line_less AFTER DELETE ON statement_line BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'statement_line';
END;
CREATE TRIGGER counted_contribution_more AFTER INSERT ON contribution BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'contribution';
END;
CREATE TRIGGER counted_contribution_less AFTER DELETE ON contribution BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'contribution';
END;
CREATE TRIGGER counted_insurance_period_more AFTER INSERT ON insurance_period BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'insurance_period';
END;
CREATE TRIGGER counted_insurance_period_less AFTER DELETE ON insurance_period BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'insurance_period';
END;
CREATE TRIGGER counted_employer_visit_more AFTER INSERT ON employer_visit BEGIN
  UPDATE counted SET n = n + 1 WHERE kind = 'employer_visit';
END;
CREATE TRIGGER counted_employer_visit_less AFTER DELETE ON employer_visit BEGIN
  UPDATE counted SET n = n - 1 WHERE kind = 'employer_visit';
END;
