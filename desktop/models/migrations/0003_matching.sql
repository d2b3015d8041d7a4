-- The index of look-alikes: who is found under which key, and how common names are in this file. It follows from
-- the records alone and can be made anew from them at any time; a person marked stale waits to be indexed again.

CREATE TABLE match_stale (person INTEGER PRIMARY KEY) STRICT;
CREATE TABLE match_profile (person INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE TABLE match_key (
  hash INTEGER NOT NULL, person INTEGER NOT NULL, PRIMARY KEY (hash, person)) STRICT, WITHOUT ROWID;
CREATE TABLE match_count (hash INTEGER PRIMARY KEY, persons INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TRIGGER match_person_new AFTER INSERT ON person BEGIN
  INSERT OR IGNORE INTO match_stale VALUES (new.id);
END;
CREATE TRIGGER match_person_changed AFTER UPDATE OF
  id, given_name, family_name, other_names, mother_name, sex, birth_precision, birth_on, estimated_age,
  estimated_on ON person BEGIN
  INSERT OR IGNORE INTO match_stale VALUES (old.id), (new.id);
END;
CREATE TRIGGER match_person_gone AFTER DELETE ON person BEGIN
  INSERT OR IGNORE INTO match_stale VALUES (old.id);
END;

CREATE TRIGGER match_identifier_new AFTER INSERT ON identifier BEGIN
  INSERT OR IGNORE INTO match_stale VALUES (new.person);
END;
CREATE TRIGGER match_identifier_changed AFTER UPDATE OF person, scheme, value, status ON identifier BEGIN
  INSERT OR IGNORE INTO match_stale VALUES (old.person), (new.person);
END;
CREATE TRIGGER match_identifier_gone AFTER DELETE ON identifier BEGIN
  INSERT OR IGNORE INTO match_stale VALUES (old.person);
END;

CREATE TRIGGER match_phone_new AFTER INSERT ON phone BEGIN
  INSERT OR IGNORE INTO match_stale
    SELECT new.person WHERE new.person IS NOT NULL
    UNION SELECT person FROM membership WHERE household = new.household;
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

CREATE TRIGGER match_membership_new AFTER INSERT ON membership BEGIN
  INSERT OR IGNORE INTO match_stale VALUES (new.person);
END;
CREATE TRIGGER match_membership_changed AFTER UPDATE OF id, household, person, end_on ON membership BEGIN
  INSERT OR IGNORE INTO match_stale VALUES (old.person), (new.person);
END;
CREATE TRIGGER match_membership_gone AFTER DELETE ON membership BEGIN
  INSERT OR IGNORE INTO match_stale VALUES (old.person);
END;

-- A household may arrive after those who belong to it.
CREATE TRIGGER match_household_new AFTER INSERT ON household BEGIN
  INSERT OR IGNORE INTO match_stale SELECT person FROM membership WHERE household = new.id;
END;
CREATE TRIGGER match_household_changed AFTER UPDATE OF id, area, village, address ON household BEGIN
  INSERT OR IGNORE INTO match_stale SELECT person FROM membership WHERE household IN (old.id, new.id);
END;
CREATE TRIGGER match_household_gone AFTER DELETE ON household BEGIN
  INSERT OR IGNORE INTO match_stale SELECT person FROM membership WHERE household = old.id;
END;

INSERT OR IGNORE INTO match_stale SELECT id FROM person;
