-- A receipt proves a row of changes of one identity up to upto, a row id: the identity's number is in it.
ALTER TABLE receipt ADD COLUMN device INTEGER GENERATED ALWAYS AS (upto >> 40) VIRTUAL;

-- What both sides held when they were last compared; day is empty for all that was ever written. jws is what
-- the server signed, empty where it was not reached.
CREATE TABLE reconciliation (
  id INTEGER PRIMARY KEY, at TEXT NOT NULL, day TEXT NOT NULL, agrees INTEGER NOT NULL, body TEXT NOT NULL,
  jws TEXT NOT NULL) STRICT;
