"""What can be asked of the index, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.publish.languages import Language
    from pso_graph.publish.search.kinds import Facet, Kind

HITS = 20
"""How many hits a page of results has."""


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody looks for.

    Args:
        text: what was typed: words, a number, an id or an IRI; empty for all that passes the filters.
        language: in which names and texts are shown, where there are any in it.
        filters: the value wanted of a facet, as it stands in addresses.
        page: of the results, from 1.
    """

    text: str = ""
    language: Language = "de"
    filters: Mapping[Facet, str] = field(default_factory=dict)
    page: int = 1


class Piece(NamedTuple):
    """A part of a text.

    Args:
        text: of the part.
        is_match: whether it is what was looked for.
    """

    text: str
    is_match: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with what was looked for marked.

    Args:
        pieces: that make up the text.
        language: of the text; None if it is not known.
    """

    pieces: tuple[Piece, ...]
    language: str | None

    @property
    def text(self) -> str:
        """The text without marks."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found.

    Args:
        iri: of the thing.
        kind: of the thing.
        code: its official number; empty if it has none.
        label: its name.
        document: name of the document that it is part of; empty if it is of none.
        snippet: of what is said of it, where that holds what was looked for; else its beginning.
        score: the higher, the better; what bears the name or number that was typed stands first all the same.
    """

    iri: str
    kind: Kind
    code: str
    label: Marked
    document: str
    snippet: Marked
    score: float


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value that results can be filtered by.

    Args:
        value: as it stands in addresses.
        label: its name; empty for kinds, which the pages name, and years.
        count: of the results with it, whatever value of this facet is chosen now.
        is_chosen: whether it is the one asked for.
    """

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Advice:
    """What else to try where nothing was found.

    Args:
        spellings: the same with words of the index in place of those that nothing has.
        words: each word typed with how many things have it, if some do.
        unfiltered: how many things are found without one filter, by facet.
    """

    spellings: tuple[str, ...] = ()
    words: tuple[tuple[str, int], ...] = ()
    unfiltered: Mapping[Facet, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Results:
    """What was found.

    Args:
        total: how many things.
        page: of the results that this is, from 1: the one asked for, or the last.
        hits: those on this page.
        facets: what they can be filtered by.
        advice: None if something was found.
    """

    total: int
    page: int
    hits: tuple[Hit, ...]
    facets: Mapping[Facet, tuple[FacetValue, ...]]
    advice: Advice | None = None

    @property
    def pages(self) -> int:
        """How many pages of results there are."""
        return -(-self.total // HITS)

    @property
    def first(self) -> int:
        """The place of the first hit of this page among all, from 1."""
        return (self.page - 1) * HITS + 1


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A thing that somebody may be typing the name of.

    Args:
        iri: of the thing.
        kind: of the thing.
        code: its official number; empty if it has none.
        label: its name.
        document: as for ``Hit``.
    """

    iri: str
    kind: Kind
    code: str
    label: str
    document: str
