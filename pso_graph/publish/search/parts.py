"""The index in small files, for a static copy, where the browser searches.

A browser has no stemmer. So for each word that there is, a file tells the stems that the search here
would look for, and for each stem which things have it, and how often; with that the browser reckons the
same scores. Only words that the data does not have are looked for as they are: as beginnings of others.
What documents say is left out.
"""

from __future__ import annotations

import json
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pso_graph.publish.search.kinds import KINDS
from pso_graph.publish.search.wanted import LEADING_WORDS
from pso_graph.publish.search.words import FUNCTION_WORDS, list_stems
from pso_graph.publish.wording import write_text
from pso_graph.rdf.namespaces import BASE, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pso_graph.publish.links import Links
    from pso_graph.publish.search.index import SearchIndex

_THINGS = 256  # in a file
_OTHERS = "_"  # for what begins with a letter that no file name should have
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


def list_parts(index: SearchIndex) -> list[str]:
    """Return the names of all files.

    Args:
        index: that they are made of.
    """
    words = [f"words-{letter}" for letter in _list_letters(index)]
    return ["about", *words, *(f"things-{number}" for number in range(_count_files(index)))]


def write_part(index: SearchIndex, name: str, links: Links) -> bytes:
    """Return the content of a file, as JSON.

    ``about`` tells how many things are in a file, how many words each thing has, with which letters words
    begin, which words do not count, what is left out before an id, and what kinds are called.
    ``words-<letter>`` has the stems of each word that has others than itself; the things of each stem,
    each followed by how often it has it, as that counts; and the things that bear a name.
    ``things-<number>`` has address, kind, number and label of each thing, and the number of the document
    that it is part of, 0 if it is of none.

    Args:
        index: that it is made of.
        name: one of ``list_parts``.
        links: of the page that addresses are written for.

    Raises:
        KeyError: if there is no such file.
    """
    sort, _, which = name.partition("-")
    content: object
    if name == "about":
        content = _describe(index, links)
    elif sort == "words" and which in _list_letters(index):
        content = _list_words(index, which)
    elif sort == "things" and which in map(str, range(_count_files(index))):
        content = _list_things(index, int(which), links)
    else:
        raise KeyError(name)
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _describe(index: SearchIndex, links: Links) -> dict[str, object]:
    return {
        "things": _THINGS,
        "lengths": index.count_words(),
        "letters": "".join(_list_letters(index)),
        "joining": sorted(FUNCTION_WORDS),
        "leading": sorted(LEADING_WORDS),
        "roots": [BASE + "document/", BASE, ROOT, "document/"],
        "kinds": {kind: write_text(f"search.kind-{kind}", links.language) for kind in KINDS},
    }


def _list_words(index: SearchIndex, letter: str) -> dict[str, object]:
    lists = _group_by_letter(index)
    words = {word: list_stems(index.vocabulary[word][0]) for word in lists.words.get(letter, ())}
    return {
        "words": {word: stems for word, stems in words.items() if stems != (word,)},
        "stems": {term: _count(index, term) for term in lists.terms.get(letter, ())},
        "names": {name: index.names[name] for name in lists.names.get(letter, ())},
    }


class _Lists(NamedTuple):
    """Words, stems and names by the letter that they begin with."""

    words: Mapping[str, Sequence[str]]
    terms: Mapping[str, Sequence[str]]
    names: Mapping[str, Sequence[str]]


@lru_cache(maxsize=1)  # a copy has all files of one index
def _group_by_letter(index: SearchIndex) -> _Lists:
    def group(words: Iterable[str]) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for word in words:
            found[word[0] if word[0] in _LETTERS else _OTHERS].append(word)
        return dict(found)

    return _Lists(group(sorted(index.vocabulary)), group(index.terms), group(index.names))


def _count(index: SearchIndex, term: str) -> list[int | float]:
    """Return the things that have a stem, each followed by how often it has it, as that counts."""
    counts = index.count_stem(term).items()
    return [
        value for number, count in counts for value in (number, int(count) if count == int(count) else count)
    ]


def _list_things(index: SearchIndex, which: int, links: Links) -> list[list[str | int]]:
    first = which * _THINGS
    things: list[list[str | int]] = []
    for number in range(first + 1, min(first + _THINGS, index.size) + 1):
        thing = index.find_thing(number)
        label = index.find_label(number, links.language).value
        document = index.find_number(thing.document) if thing.document else None
        things.append([links.of(thing.iri), thing.kind, thing.code, label, document or 0])
    return things


def _list_letters(index: SearchIndex) -> list[str]:
    lists = _group_by_letter(index)
    return sorted({*lists.terms, *lists.names})


def _count_files(index: SearchIndex) -> int:
    return -(-index.size // _THINGS)
