-- Photos, documents and snapshots on their way; what is still to come and to go is found without counting all.

-- What came before the line was cut.
CREATE TABLE photo_part (
  sha256 TEXT NOT NULL, start INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (sha256, start)) STRICT;

-- A district as the server wrote it down for those who come new. From which row on it is still to be taken in
-- is what the district's cursor says.
CREATE TABLE snapshot (
  district TEXT PRIMARY KEY, name TEXT NOT NULL, size INTEGER NOT NULL, version INTEGER NOT NULL,
  rows INTEGER NOT NULL) STRICT;
CREATE TABLE snapshot_part (
  district TEXT NOT NULL, start INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (district, start)) STRICT;

-- Scans go after portraits.
ALTER TABLE photo_bytes ADD COLUMN later INTEGER NOT NULL DEFAULT 0;
UPDATE photo_bytes SET later = 1 WHERE sha256 IN (SELECT sha256 FROM document);
CREATE INDEX photo_bytes_waiting ON photo_bytes (later, length(bytes), sha256) WHERE arrived = 0;

-- Named by a record, and its bytes not here.
CREATE TABLE photo_wanted (
  sha256 TEXT PRIMARY KEY, later INTEGER NOT NULL, size INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX photo_wanted_order ON photo_wanted (later, size, sha256);
INSERT INTO photo_wanted (sha256, later, size)
  SELECT sha256, min(later), max(size)
  FROM (SELECT sha256, 0 AS later, size FROM photo UNION ALL SELECT sha256, 1, size FROM document)
  WHERE sha256 NOT IN (SELECT sha256 FROM photo_bytes) GROUP BY sha256;

CREATE TRIGGER bytes_of_photo AFTER INSERT ON photo
WHEN NOT EXISTS (SELECT 1 FROM photo_bytes WHERE sha256 = new.sha256) BEGIN
  INSERT INTO photo_wanted VALUES (new.sha256, 0, new.size)
    ON CONFLICT (sha256) DO UPDATE SET later = 0, size = max(size, excluded.size);
END;
CREATE TRIGGER bytes_of_document AFTER INSERT ON document BEGIN
  UPDATE photo_bytes SET later = 1 WHERE sha256 = new.sha256 AND arrived = 0;
  INSERT INTO photo_wanted SELECT new.sha256, 1, new.size
    WHERE NOT EXISTS (SELECT 1 FROM photo_bytes WHERE sha256 = new.sha256)
    ON CONFLICT (sha256) DO UPDATE SET size = max(size, excluded.size);
END;
CREATE TRIGGER bytes_of_no_photo AFTER DELETE ON photo
WHEN EXISTS (SELECT 1 FROM photo_wanted WHERE sha256 = old.sha256) BEGIN
  DELETE FROM photo_wanted WHERE sha256 = old.sha256
    AND NOT EXISTS (SELECT 1 FROM photo WHERE sha256 = old.sha256)
    AND NOT EXISTS (SELECT 1 FROM document WHERE sha256 = old.sha256);
END;
CREATE TRIGGER bytes_of_no_document AFTER DELETE ON document
WHEN EXISTS (SELECT 1 FROM photo_wanted WHERE sha256 = old.sha256) BEGIN
  DELETE FROM photo_wanted WHERE sha256 = old.sha256
    AND NOT EXISTS (SELECT 1 FROM photo WHERE sha256 = old.sha256)
    AND NOT EXISTS (SELECT 1 FROM document WHERE sha256 = old.sha256);
END;
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

-- How much of a round's bytes photos and documents were: an estimate needs the rest by itself.
ALTER TABLE round ADD COLUMN photo_up INTEGER NOT NULL DEFAULT 0;
ALTER TABLE round ADD COLUMN photo_down INTEGER NOT NULL DEFAULT 0;
