"""What else to try where nothing was found."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pso_graph.publish.search.question import Advice
from pso_graph.publish.search.wanted import express_word, read_wanted
from pso_graph.publish.search.words import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.publish.search.index import SearchIndex
    from pso_graph.publish.search.kinds import Facet
    from pso_graph.publish.search.wanted import Wanted

_LIKE = 0.7  # of a word must be as it was typed
_SPELLINGS = 3
_SHORTEST = 4  # letters of a word that a longer one may begin with


def advise(index: SearchIndex, wanted: Wanted, found: int, masks: Mapping[Facet, int]) -> Advice:
    """Return what else to try.

    Args:
        index: that was searched.
        wanted: what was looked for.
        found: which things the words fit, without filters: a set of bits.
        masks: which things the filter of each facet leaves, likewise.
    """
    unfiltered: dict[Facet, int] = {}
    for facet, mask in masks.items():
        others = (other for name, other in masks.items() if name != facet)
        count = reduce(and_, others, found).bit_count()
        if mask != -1 and count:
            unfiltered[facet] = count
    if found or not wanted.words:
        return Advice(unfiltered=unfiltered)
    counts = {word: len(index.rank(express_word(word))) for word in wanted.words}
    missing = [word for word, count in counts.items() if not count]
    return Advice(
        spellings=tuple(_spell(index, wanted, missing)),
        words=tuple((word, count) for word, count in counts.items() if count and len(counts) > 1),
        unfiltered=unfiltered,
    )


def _spell(index: SearchIndex, wanted: Wanted, missing: list[str]) -> list[str]:
    """Return what was typed with the likest words in place of those that nothing has, where that is found."""
    near = {word: _list_near(index, word) for word in missing}
    if not missing or not all(near.values()):
        return []
    spellings = (
        " ".join(
            near[word][min(place, len(near[word]) - 1)] if word in near else word for word in wanted.words
        )
        for place in range(_SPELLINGS)
    )
    found = {frozenset(index.rank(read_wanted(text).expression)): text for text in reversed(list(spellings))}
    return [text for things, text in reversed(found.items()) if things]


def _list_near(index: SearchIndex, word: str) -> list[str]:
    """Return the words of the index that are most like one, as written there; else one it begins with."""
    known, folded = index.vocabulary, fold(word, "de")
    near = process.extract(
        folded, known.keys(), scorer=OSA.normalized_similarity, score_cutoff=_LIKE, limit=_SPELLINGS
    )
    forms = [
        form for form, _, _ in sorted(near, key=lambda found: (-found[1], -known[found[0]][1], found[0]))
    ]
    if not forms:
        beginnings = (folded[:end] for end in range(len(folded) - 1, _SHORTEST - 1, -1))
        forms = [beginning for beginning in beginnings if beginning in known][:1]
    return [known[form][0] for form in forms]
