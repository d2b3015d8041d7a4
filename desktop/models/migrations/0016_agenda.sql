-- What is due: the desk's agenda; grievances by their code, and how often each was acknowledged on paper.
ALTER TABLE grievance ADD COLUMN copies INTEGER;
CREATE INDEX grievance_code ON grievance (code);
CREATE INDEX case_note_on ON case_note ("on");
CREATE INDEX household_merged ON household (merged_into) WHERE merged_into IS NOT NULL;
