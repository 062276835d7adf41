"""Writing the index: a function of the data, byte for byte."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from contextlib import closing
from typing import TYPE_CHECKING

from pso_graph.publish.languages import LANGUAGES
from pso_graph.publish.search.compounds import Compounds
from pso_graph.publish.search.entries import Text, gather_entries
from pso_graph.publish.search.kinds import name_value
from pso_graph.publish.search.schema import BUILD, LABEL, NAME, PASSAGE, SAID
from pso_graph.publish.search.wanted import make_names
from pso_graph.publish.search.words import compose, fold, list_words, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pso_graph.publish.search.entries import Entry
    from pso_graph.publish.search.kinds import Facet
    from pso_graph.store import Store

_NUMBER = re.compile(r"\d+")
_DIGITS = 9


def build_index(store: Store, passages: Mapping[str, str] | None = None) -> bytes:
    """Return the search index of a dataset: an SQLite database, the same bytes for the same data.

    Args:
        store: with the data.
        passages: what units say in the documents, by IRI; None if that is not to be searched. They are
            kept apart in the index, so that nothing that is published shows them.
    """
    return write_index(list(gather_entries(store)), passages)


def write_index(entries: Sequence[Entry], passages: Mapping[str, str] | None = None) -> bytes:
    """Return the search index of things; see ``build_index``.

    Args:
        entries: the things, in the order in which equally good ones are to stand.
        passages: as for ``build_index``.
    """
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(BUILD)
        writer = _Writer(connection, entries)
        for number, entry in enumerate(entries, 1):
            writer.write(number, entry, (passages or {}).get(entry.iri))
        _write_values(connection, entries)
        _write_places(connection, entries)
        _write_vocabulary(connection, entries)
        for table in ("stems", "words"):
            connection.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608 - our own names
        connection.commit()
        connection.execute("VACUUM")
        return connection.serialize()


class _Writer:
    """Writes what belongs to one thing.

    Args:
        connection: to write to.
        entries: all things, whose words tell what is a compound.
    """

    def __init__(self, connection: sqlite3.Connection, entries: Iterable[Entry]) -> None:
        self._connection = connection
        self._compounds = Compounds(
            text for entry in entries for text in (*entry.labels, *entry.names, *entry.texts)
        )

    def write(self, number: int, entry: Entry, passage: str | None) -> None:
        self._connection.execute(
            "INSERT INTO thing(id, iri, kind, code, document) VALUES (?, ?, ?, ?, ?)",
            (number, entry.iri, entry.kind, entry.codes[0] if entry.codes else "", entry.document),
        )
        local = entry.ids[0].rpartition("/")[2]
        codes = [Text(code, None) for code in (*entry.codes, local, *entry.ids[1:])]
        passages = (Text(compose(passage), "de"),) if passage else ()
        self._write_texts(number, entry, passages)
        self._write_stems(number, entry, codes, passages)
        self._write_names(number, entry, codes)

    def _write_texts(self, number: int, entry: Entry, passages: Sequence[Text]) -> None:
        roles = {LABEL: entry.labels, NAME: entry.names, SAID: entry.texts, PASSAGE: passages}
        self._connection.executemany(
            "INSERT INTO text(thing, role, place, language, value) VALUES (?, ?, ?, ?, ?)",
            (
                (number, role, place, text.language, text.value)
                for role, texts in roles.items()
                for place, text in enumerate(texts)
            ),
        )

    def _write_stems(
        self, number: int, entry: Entry, codes: Sequence[Text], passages: Sequence[Text]
    ) -> None:
        ends = self._list_ends((*entry.labels, *entry.names, *entry.texts))
        self._connection.execute(
            "INSERT INTO stems(rowid, label, name, code, part, said, passage) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (number, *map(_stem, (entry.labels, entry.names, codes, [ends], entry.texts, passages))),
        )

    def _list_ends(self, texts: Iterable[Text]) -> Text:
        words = (word for text in texts if text.language == "de" for word in list_words(text.value))
        return Text(" ".join(end for word in words for end in self._compounds.list_ends(word)), "de")

    def _write_names(self, number: int, entry: Entry, codes: Sequence[Text]) -> None:
        named = (*entry.labels, *entry.names)
        own = {language: [text for text in named if text.language == language] for language in LANGUAGES}
        others = [text for text in named if text.language not in own]
        self._connection.execute(
            "INSERT INTO words(rowid, de, en, other, code) VALUES (?, ?, ?, ?, ?)",
            (number, *map(_fold, (own["de"], own["en"], others, codes))),
        )
        called = (*named, *codes, Text(entry.ids[0], None))
        self._connection.executemany(
            "INSERT INTO name(name, thing) VALUES (?, ?)",
            ((name, number) for name in sorted({name for text in called for name in make_names(text.value)})),
        )


def _stem(texts: Iterable[Text]) -> str:
    return " ".join(stem(word, text.language) for text in texts for word in list_words(text.value))


def _fold(texts: Iterable[Text]) -> str:
    return " ".join(fold(word, text.language) for text in texts for word in list_words(text.value))


def _write_values(connection: sqlite3.Connection, entries: Sequence[Entry]) -> None:
    """Write which things each value of a facet leaves: a set of bits, the first for the number 0."""
    labels = {entry.iri: entry.labels for entry in entries}
    sets: dict[tuple[Facet, str], int] = defaultdict(int)
    called: dict[tuple[Facet, str], Sequence[Text]] = {}
    for number, entry in enumerate(entries, 1):
        sets["kind", entry.kind] |= 1 << number
        for facet, values in entry.facets.items():
            for value in values:
                key = facet, name_value(facet, value)
                sets[key] |= 1 << number
                called.setdefault(key, labels.get(value, ()))
    size = len(entries) // 8 + 1
    for (facet, value), bits in sorted(sets.items()):
        known = called.get((facet, value))
        names = (choose_text(known, language).value if known else "" for language in LANGUAGES)
        connection.execute(
            "INSERT INTO value(facet, value, de, en, things) VALUES (?, ?, ?, ?, ?)",
            (facet, value, *names, bits.to_bytes(size, "little")),
        )


def _write_places(connection: sqlite3.Connection, entries: Sequence[Entry]) -> None:
    """Write where each thing stands in the alphabet of each language."""
    for language in LANGUAGES:
        keys = {
            number: make_sort_key(choose_text(entry.labels, language).value)
            for number, entry in enumerate(entries, 1)
        }
        ordered = sorted(keys, key=lambda number: (keys[number], number))
        connection.executemany(
            f"UPDATE thing SET place_{language} = ? WHERE id = ?",  # noqa: S608 - our own names
            enumerate(ordered),
        )


def choose_text(texts: Sequence[Text], language: str) -> Text:
    """Return the text in a language; where there is none, the first.

    Args:
        texts: at least one.
        language: wanted.
    """
    return next((text for text in texts if text.language == language), texts[0])


def make_sort_key(label: str) -> str:
    """Return what a name is sorted by: its folded words, numbers by their value.

    Args:
        label: the name.
    """
    words = " ".join(map(fold, list_words(label)))
    return _NUMBER.sub(lambda match: match[0].zfill(_DIGITS), words)


def _write_vocabulary(connection: sqlite3.Connection, entries: Sequence[Entry]) -> None:
    """Write how each word of names and texts is mostly written, for spelling advice."""
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        for text in (*entry.labels, *entry.names, *entry.texts):
            for word in list_words(text.value):
                if word.isalpha():
                    written[fold(word, text.language)][word] += 1
    connection.executemany(
        "INSERT INTO vocabulary(word, written, count) VALUES (?, ?, ?)",
        (
            (word, min(counts, key=lambda form: (-counts[form], form)), counts.total())
            for word, counts in sorted(written.items())
        ),
    )
