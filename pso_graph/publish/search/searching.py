"""Answering a question from the index."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from pso_graph.publish.search.advising import advise
from pso_graph.publish.search.kinds import FACETS, KINDS
from pso_graph.publish.search.marking import make_snippet, mark
from pso_graph.publish.search.question import HITS, FacetValue, Hit, Results
from pso_graph.publish.search.wanted import read_wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pso_graph.publish.search.index import SearchIndex
    from pso_graph.publish.search.kinds import Facet
    from pso_graph.publish.search.question import Question
    from pso_graph.publish.search.wanted import Wanted

_NAMED = 1e6  # added to the score of what bears the name that was typed


def search(index: SearchIndex, question: Question) -> Results:
    """Return what is found: first what is called just that, then by how well it fits, else by the alphabet.

    Args:
        index: to search.
        question: what is looked for.
    """
    wanted = read_wanted(question.text)
    scores = _rank(index, question, wanted)
    found = _gather(scores)
    masks = {facet: _find_mask(index, question, facet) for facet in FACETS}
    left = reduce(and_, masks.values(), found)
    ordered = sorted(
        (number for number in scores if left >> number & 1), key=lambda number: (-scores[number], number)
    )
    page = max(1, min(question.page, -(-len(ordered) // HITS)))
    begin = (page - 1) * HITS
    return Results(
        total=len(ordered),
        page=page,
        hits=tuple(
            _make_hit(index, number, scores[number], question, wanted)
            for number in ordered[begin : begin + HITS]
        ),
        facets={facet: _count(index, question, facet, found, masks) for facet in FACETS},
        advice=None if ordered else advise(index, wanted, found, masks),
    )


def _rank(index: SearchIndex, question: Question, wanted: Wanted) -> dict[int, float]:
    """Return the things that the words fit, with their scores; without words all, by the alphabet."""
    if not question.text.strip():
        return {number: -float(place) for number, place in index.places[question.language].items()}
    scores = index.rank(wanted.expression)
    for number in index.find_named(wanted.names):
        scores[number] = scores.get(number, 0.0) + _NAMED
    return scores


def _gather(numbers: Iterable[int]) -> int:
    """Return numbers as a set of bits."""
    return reduce(or_, (1 << number for number in numbers), 0)


def _find_mask(index: SearchIndex, question: Question, facet: Facet) -> int:
    """Return which things a filter leaves; all if nothing is chosen."""
    chosen = question.filters.get(facet)
    if chosen is None:
        return -1
    value = index.values[facet].get(chosen)
    return value.things if value else 0


def _count(
    index: SearchIndex, question: Question, facet: Facet, found: int, masks: Mapping[Facet, int]
) -> tuple[FacetValue, ...]:
    """Return the values of a facet that leave something, as if nothing were chosen in it."""
    left = reduce(and_, (mask for other, mask in masks.items() if other != facet), found)
    chosen = question.filters.get(facet)
    values = [
        FacetValue(
            value,
            known.labels[question.language],
            count,
            is_chosen=value == chosen,
        )
        for value, known in index.values[facet].items()
        if (count := (left & known.things).bit_count()) or value == chosen
    ]
    if facet == "kind":
        return tuple(sorted(values, key=lambda value: [*KINDS, value.value].index(value.value)))
    if facet == "year":
        return tuple(sorted(values, key=lambda value: value.value, reverse=True))
    return tuple(sorted(values, key=lambda value: (-value.count, value.label or value.value)))


def _make_hit(index: SearchIndex, number: int, score: float, question: Question, wanted: Wanted) -> Hit:
    thing = index.find_thing(number)
    return Hit(
        iri=thing.iri,
        kind=thing.kind,
        code=thing.code,
        label=mark(index.find_label(number, question.language), wanted),
        document=index.find_label_of(thing.document, question.language),
        snippet=make_snippet(index.list_said(number), question.language, wanted),
        score=score,
    )
