"""Suggesting things while somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.publish.search.question import Suggestion
from pso_graph.publish.search.wanted import express_beginnings, express_first, read_wanted

if TYPE_CHECKING:
    from pso_graph.publish.languages import Language
    from pso_graph.publish.search.index import SearchIndex

_SUGGESTED = 8


def suggest(index: SearchIndex, typed: str, language: Language) -> tuple[Suggestion, ...]:
    """Return at most eight things whose names have words that begin as those typed do.

    What is called just that stands first, then what begins so, then what fits best.

    Args:
        index: to look in.
        typed: the beginning of a name, number or id.
        language: of the reader.
    """
    wanted = read_wanted(typed)
    named = index.find_named(wanted.names)
    scores = dict.fromkeys(named, 0.0) | index.rank_names(express_beginnings(wanted.typed), language)
    first = index.rank_names(express_first(wanted.typed), language)
    places = index.places[language]
    best = sorted(
        scores, key=lambda number: (number not in named, number not in first, -scores[number], places[number])
    )
    return tuple(_make_suggestion(index, number, language) for number in best[:_SUGGESTED])


def _make_suggestion(index: SearchIndex, number: int, language: Language) -> Suggestion:
    thing = index.find_thing(number)
    return Suggestion(
        iri=thing.iri,
        kind=thing.kind,
        code=thing.code,
        label=index.find_label(number, language).value,
        document=index.find_label_of(thing.document, language),
    )
