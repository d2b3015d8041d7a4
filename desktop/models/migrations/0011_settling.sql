-- Conflicts and refusals a clerk settles.
ALTER TABLE conflict ADD COLUMN cause TEXT;
ALTER TABLE conflict ADD COLUMN at TEXT;
ALTER TABLE conflict ADD COLUMN later TEXT;
ALTER TABLE conflict ADD COLUMN earlier TEXT;
ALTER TABLE conflict ADD COLUMN beside TEXT;
ALTER TABLE conflict ADD COLUMN settled_by TEXT;
ALTER TABLE conflict ADD COLUMN settled_at TEXT;
ALTER TABLE conflict ADD COLUMN settled_how TEXT;
ALTER TABLE conflict ADD COLUMN settled_why TEXT;
ALTER TABLE conflict ADD COLUMN settled_values TEXT;
ALTER TABLE conflict ADD COLUMN settled_from TEXT;
ALTER TABLE conflict ADD COLUMN settled_before TEXT;
-- What became of a refused change here; the change itself stays in the journal as it was.
-- by_change is the change that says it correctly, none where it was set aside.
CREATE TABLE refusal_settled (
  change INTEGER PRIMARY KEY, how TEXT NOT NULL CHECK (how IN ('corrected', 'set_aside')), by_change INTEGER,
  reason TEXT NOT NULL, at TEXT NOT NULL, author INTEGER NOT NULL) STRICT;
