-- What a search narrows by and compares with. Nothing here travels: all of it follows from the records.

CREATE TABLE search_area (no INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE village_name (no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE INDEX household_village ON household (village) WHERE village IS NOT NULL;

-- Every word of every name and mother's name, folded: a misspelt one is compared with these.
CREATE TABLE name_word (no INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;
CREATE VIRTUAL TABLE name_vocabulary USING fts5vocab (person_search, row);
INSERT INTO name_word (word) SELECT term FROM name_vocabulary ORDER BY term;
DROP TABLE name_vocabulary;

CREATE VIRTUAL TABLE mother_search USING fts5 (
  names, content='', contentless_delete=1, tokenize='ascii', prefix='2 3 4', detail=none);
INSERT INTO mother_search (rowid, names) SELECT id, fold(mother_name) FROM person WHERE mother_name IS NOT NULL;
CREATE VIRTUAL TABLE mother_vocabulary USING fts5vocab (mother_search, row);
INSERT OR IGNORE INTO name_word (word) SELECT term FROM mother_vocabulary ORDER BY term;
DROP TABLE mother_vocabulary;

-- One row for each active household of a person; household 0 where there is none, with the area of the last.
-- state: 1 member of a household, 2 of none, 3 deceased, 4 merged into another record.
-- home: 1 registered, 2 verified, 3 stale, 4 merged, 5 closed; 0 without one. sex: 1 female, 2 male, 0 not known.
-- Days are numbers of the form YYYYMMDD: the first and the last day the person may have been born on.
CREATE TABLE person_facts (
  person INTEGER NOT NULL, household INTEGER NOT NULL, area INTEGER, sex INTEGER NOT NULL,
  born_first INTEGER, born_last INTEGER, state INTEGER NOT NULL, home INTEGER NOT NULL,
  PRIMARY KEY (person, household)) STRICT, WITHOUT ROWID;

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

INSERT INTO search_area (code) SELECT DISTINCT area FROM household;
INSERT INTO village_name (name) SELECT DISTINCT village FROM household WHERE village IS NOT NULL;
INSERT OR IGNORE INTO person_facts SELECT * FROM person_facts_now ORDER BY person;
CREATE INDEX person_facts_area ON person_facts (area, person);
CREATE INDEX person_facts_state ON person_facts (state, person) WHERE state > 1;
CREATE INDEX person_facts_home ON person_facts (home, person) WHERE home > 1;

CREATE TRIGGER facts_of_new_person AFTER INSERT ON person BEGIN
  INSERT OR IGNORE INTO person_facts SELECT * FROM person_facts_now WHERE person = new.id;
END;
CREATE TRIGGER facts_of_person AFTER UPDATE OF
  id, sex, birth_precision, birth_on, estimated_age, estimated_on, vital_status, merged_into ON person BEGIN
  DELETE FROM person_facts WHERE person IN (old.id, new.id);
  INSERT OR IGNORE INTO person_facts SELECT * FROM person_facts_now WHERE person = new.id;
END;
CREATE TRIGGER facts_of_no_person AFTER DELETE ON person BEGIN
  DELETE FROM person_facts WHERE person = old.id;
END;

CREATE TRIGGER facts_of_new_member AFTER INSERT ON membership BEGIN
  DELETE FROM person_facts WHERE person = new.person;
  INSERT OR IGNORE INTO person_facts SELECT * FROM person_facts_now WHERE person = new.person;
END;
CREATE TRIGGER facts_of_member AFTER UPDATE OF id, household, person, end_on ON membership BEGIN
  DELETE FROM person_facts WHERE person IN (old.person, new.person);
  INSERT OR IGNORE INTO person_facts SELECT * FROM person_facts_now WHERE person IN (old.person, new.person);
END;
CREATE TRIGGER facts_of_no_member AFTER DELETE ON membership BEGIN
  DELETE FROM person_facts WHERE person = old.person;
  INSERT OR IGNORE INTO person_facts SELECT * FROM person_facts_now WHERE person = old.person;
END;

CREATE TRIGGER facts_of_new_household AFTER INSERT ON household BEGIN
  INSERT OR IGNORE INTO search_area (code) VALUES (new.area);
  INSERT OR IGNORE INTO village_name (name) SELECT new.village WHERE new.village IS NOT NULL;
  DELETE FROM person_facts WHERE person IN (SELECT person FROM membership WHERE household = new.id);
  INSERT OR IGNORE INTO person_facts SELECT * FROM person_facts_now
    WHERE person IN (SELECT person FROM membership WHERE household = new.id);
END;
CREATE TRIGGER facts_of_household AFTER UPDATE OF id, area, village, status ON household BEGIN
  INSERT OR IGNORE INTO search_area (code) VALUES (new.area);
  INSERT OR IGNORE INTO village_name (name) SELECT new.village WHERE new.village IS NOT NULL;
  DELETE FROM person_facts WHERE person IN (SELECT person FROM membership WHERE household IN (old.id, new.id));
  INSERT OR IGNORE INTO person_facts SELECT * FROM person_facts_now
    WHERE person IN (SELECT person FROM membership WHERE household IN (old.id, new.id));
END;
CREATE TRIGGER facts_of_no_household AFTER DELETE ON household BEGIN
  DELETE FROM person_facts WHERE person IN (SELECT person FROM membership WHERE household = old.id);
  INSERT OR IGNORE INTO person_facts SELECT * FROM person_facts_now
    WHERE person IN (SELECT person FROM membership WHERE household = old.id);
END;
