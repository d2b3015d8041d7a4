-- Lists of people from elsewhere: what their columns mean, who is held back, who is not compared yet.

CREATE TABLE bulk_source (name TEXT PRIMARY KEY, mapping TEXT NOT NULL, used_at TEXT NOT NULL) STRICT;

CREATE TABLE bulk_held (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, source TEXT NOT NULL, author INTEGER NOT NULL,
  at TEXT NOT NULL, title TEXT NOT NULL, form TEXT NOT NULL, look_alikes TEXT NOT NULL) STRICT;

CREATE TABLE bulk_uncompared (code TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
