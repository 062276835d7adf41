"""The tables of the index.

``stems`` is what is searched, ``terms`` lists the words in it, ``words`` is what suggestions are found in;
none keeps texts, which stand in ``text``. A column of its own holds what documents say, so that what is
published can leave it out.
"""

from __future__ import annotations

VERSION = 1
"""Of the tables; an index of another version is not read."""

LABEL, NAME, SAID, PASSAGE = range(4)
"""What a text is to its thing: its label, another name, what is said of it, what it says in a document."""

WEIGHTS = {"label": 10.0, "name": 8.0, "code": 6.0, "part": 0.5, "said": 1.0, "passage": 0.5}
"""What a word counts in each column of ``stems``, in their order."""

UNPUBLISHED = "passage"
"""The column of what documents say."""

BUILD = f"""
PRAGMA user_version = {VERSION};
CREATE TABLE thing(
  id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, code TEXT NOT NULL, document TEXT,
  place_de INTEGER, place_en INTEGER
);
CREATE TABLE text(
  thing INTEGER, role INTEGER, place INTEGER, language TEXT, value TEXT NOT NULL,
  PRIMARY KEY (thing, role, place)
) WITHOUT ROWID;
CREATE TABLE name(name TEXT, thing INTEGER, PRIMARY KEY (name, thing)) WITHOUT ROWID;
CREATE TABLE value(
  facet TEXT, value TEXT, de TEXT NOT NULL, en TEXT NOT NULL, things BLOB NOT NULL, PRIMARY KEY (facet, value)
) WITHOUT ROWID;
CREATE TABLE vocabulary(word TEXT PRIMARY KEY, written TEXT NOT NULL, count INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE stems USING fts5({", ".join(WEIGHTS)}, content='', tokenize='ascii');
CREATE VIRTUAL TABLE terms USING fts5vocab(stems, 'instance');
CREATE VIRTUAL TABLE words USING fts5(de, en, other, code, content='', tokenize='ascii', prefix='1 2 3');
"""
