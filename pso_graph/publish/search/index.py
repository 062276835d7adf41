"""The index, opened for reading."""

from __future__ import annotations

import sqlite3
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, cast

from pso_graph.core.errors import NoIndexError
from pso_graph.publish.search.entries import Text
from pso_graph.publish.search.kinds import FACETS
from pso_graph.publish.search.schema import LABEL, NAME, SAID, UNPUBLISHED, VERSION, WEIGHTS
from pso_graph.publish.search.writing import build_index, choose_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pso_graph.publish.languages import Language
    from pso_graph.publish.search.kinds import Facet, Kind
    from pso_graph.store import Store

_LARGEST = 100_000  # quads of data for which an index is made on the spot, in about two seconds
_STEMS = f"SELECT rowid, bm25(stems, {', '.join(map(str, WEIGHTS.values()))}) FROM stems WHERE stems MATCH ?"  # noqa: S608
_WORDS = "SELECT rowid, bm25(words, ?, ?, 1.0, 4.0) FROM words WHERE words MATCH ?"
_OWN, _OTHER = 4.0, 1.0  # weights of names in the language of the reader, and in others


class Thing(NamedTuple):
    """A thing of the index.

    Args:
        number: in the index.
        iri: of the thing.
        kind: of the thing.
        code: its official number; empty if it has none.
        document: IRI of the document that it is part of; None if it is of none.
    """

    number: int
    iri: str
    kind: Kind
    code: str
    document: str | None


class Value(NamedTuple):
    """A value of a facet.

    Args:
        labels: what it is called in each language; empty for kinds, years and what has no name.
        things: which things have it: a set of bits.
    """

    labels: Mapping[Language, str]
    things: int


class SearchIndex:
    """Looks up things, texts and words.

    Args:
        data: that ``build_index`` has made.

    Raises:
        NoIndexError: if another version of the program has made it, or it is damaged.
    """

    def __init__(self, data: bytes) -> None:
        # Threads may share it: the library lets them take turns, and nobody writes. A fork may carry it:
        # in memory there are no files and no locks.
        self._connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        try:
            self._connection.deserialize(data)
            (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        except sqlite3.DatabaseError:
            version = None
        if version != VERSION:
            raise NoIndexError(
                "The search index of this data cannot be read.", fix="Run `pso-graph build` again."
            )
        self._connection.execute("PRAGMA query_only = ON")

    @cached_property
    def values(self) -> Mapping[Facet, Mapping[str, Value]]:
        """The values of each facet, as they stand in addresses."""
        values: dict[Facet, dict[str, Value]] = {facet: {} for facet in FACETS}
        rows = self._connection.execute("SELECT facet, value, de, en, things FROM value")
        for facet, value, de, en, things in rows:
            values[facet][value] = Value({"de": de, "en": en}, int.from_bytes(things, "little"))
        return values

    @cached_property
    def size(self) -> int:
        """How many things there are; they are numbered from 1."""
        (size,) = self._connection.execute("SELECT count(*) FROM thing").fetchone()
        return int(size)

    @cached_property
    def terms(self) -> Sequence[str]:
        """The stems that there are, sorted, without those that only documents say."""
        rows = self._connection.execute(
            "SELECT DISTINCT term FROM terms WHERE col <> ? ORDER BY term", (UNPUBLISHED,)
        )
        return [term for (term,) in rows]

    def count_stem(self, term: str) -> dict[int, float]:
        """Return which things have a stem, with how often it stands there, as it counts in each column.

        Args:
            term: one of ``terms``; what documents say is not looked at.
        """
        rows = self._connection.execute(
            "SELECT doc, col FROM terms WHERE term = ? AND col <> ?", (term, UNPUBLISHED)
        )
        counts: dict[int, float] = {}
        for number, column in rows:
            counts[number] = counts.get(number, 0) + WEIGHTS[column]
        return dict(sorted(counts.items()))

    def count_words(self) -> list[int]:
        """Return how many words each thing has in all columns, by its number, without what documents say."""
        rows = self._connection.execute(
            "SELECT doc, count(*) FROM terms WHERE col <> ? GROUP BY doc", (UNPUBLISHED,)
        )
        counts = dict(rows)
        return [counts.get(number, 0) for number in range(1, self.size + 1)]

    @cached_property
    def names(self) -> Mapping[str, Sequence[int]]:
        """The things that bear each name, in the form of ``make_names``."""
        names: dict[str, list[int]] = {}
        for name, thing in self._connection.execute("SELECT name, thing FROM name ORDER BY name, thing"):
            names.setdefault(name, []).append(thing)
        return names

    @cached_property
    def vocabulary(self) -> Mapping[str, tuple[str, int]]:
        """How each folded word of names and texts is mostly written, and how often it stands there."""
        rows = self._connection.execute("SELECT word, written, count FROM vocabulary")
        return {word: (written, count) for word, written, count in rows}

    def rank(self, expression: str) -> dict[int, float]:
        """Return which things fit, each with its score: the higher, the better (BM25 as SQLite FTS5 has it).

        Args:
            expression: of words; see ``Wanted.expression``.
        """
        return self._rank(_STEMS, (expression,)) if expression else {}

    def rank_names(self, expression: str, language: Language) -> dict[int, float]:
        """Return whose names fit, as ``rank`` does.

        Args:
            expression: of beginnings of words; see ``express_beginnings``.
            language: whose names count more.
        """
        weights = [_OWN if language == column else _OTHER for column in ("de", "en")]
        return self._rank(_WORDS, (*weights, expression)) if expression else {}

    def find_named(self, names: Sequence[str]) -> set[int]:
        """Return what is called just that.

        Args:
            names: in the form of ``make_names``.
        """
        slots = ", ".join("?" * len(names))
        rows = self._connection.execute(f"SELECT thing FROM name WHERE name IN ({slots})", names)  # noqa: S608
        return {thing for (thing,) in rows}

    @cached_property
    def places(self) -> Mapping[Language, Mapping[int, int]]:
        """Where each thing stands in the alphabet of each language."""
        rows = self._connection.execute("SELECT id, place_de, place_en FROM thing").fetchall()
        return {"de": {row[0]: row[1] for row in rows}, "en": {row[0]: row[2] for row in rows}}

    def find_thing(self, number: int) -> Thing:
        """Return a thing.

        Args:
            number: in the index.
        """
        row = self._connection.execute(
            "SELECT id, iri, kind, code, document FROM thing WHERE id = ?", (number,)
        )
        return Thing(*row.fetchone())

    def find_number(self, iri: str) -> int | None:
        """Return the number of a thing; None if it is not in the index.

        Args:
            iri: of the thing.
        """
        row = self._connection.execute("SELECT id FROM thing WHERE iri = ?", (iri,)).fetchone()
        return row[0] if row else None

    def find_label(self, number: int, language: Language) -> Text:
        """Return what a thing is called.

        Args:
            number: of the thing.
            language: wanted; another if there is no name in it.
        """
        return choose_text(self._list_texts(number, (LABEL,)), language)

    def find_label_of(self, iri: str | None, language: Language) -> str:
        """Return what a thing is called; empty if it is not in the index.

        Args:
            iri: of the thing; None for none.
            language: as for ``find_label``.
        """
        number = self.find_number(iri) if iri else None
        return self.find_label(number, language).value if number else ""

    def list_said(self, number: int) -> list[Text]:
        """Return the other names of a thing, and what is said of it; not what documents say.

        Args:
            number: of the thing.
        """
        return self._list_texts(number, (NAME, SAID))

    def _list_texts(self, number: int, roles: tuple[int, ...]) -> list[Text]:
        slots = ", ".join("?" * len(roles))
        rows = self._connection.execute(
            f"SELECT value, language FROM text WHERE thing = ? AND role IN ({slots}) ORDER BY role, place",  # noqa: S608
            (number, *roles),
        )
        return [Text(*row) for row in rows]

    def _rank(self, statement: str, values: tuple[object, ...]) -> dict[int, float]:
        rows = cast("Iterator[tuple[int, float]]", self._connection.execute(statement, values))
        return {number: -score for number, score in rows}


_open = lru_cache(maxsize=2)(SearchIndex)


def find_index(store: Store) -> SearchIndex:
    """Return the search index of a dataset: the one that was built with it, or one made now if it is small.

    Args:
        store: with the data; it keeps what is made.

    Raises:
        NoIndexError: if there is none, and the data is too large to make one now.
    """
    if store.search_index is None:
        is_small = sum(1 for _ in islice(store.find(), _LARGEST + 1)) <= _LARGEST
        store.search_index = build_index(store) if is_small else b""
    if not store.search_index:
        raise NoIndexError(
            f"This data has no search index: it has more than {_LARGEST} quads and is none of our builds.",
            fix="Ask it by SPARQL.",
        )
    return _open(store.search_index)
