"""All things of a kind, by the alphabet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from pso_graph.publish.search.kinds import KINDS
from pso_graph.publish.search.words import fold, list_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from pso_graph.publish.languages import Language
    from pso_graph.publish.search.entries import Text
    from pso_graph.publish.search.index import SearchIndex
    from pso_graph.publish.search.kinds import Kind

LENGTH = 300
"""How many things a page of a list has."""

_OTHERS = "0–9"  # for names that begin with no letter


class Item(NamedTuple):
    """A thing of a list.

    Args:
        iri: of the thing.
        code: its official number; empty if it has none.
        label: its name.
        document: name of the document that it is part of; empty if it is of none.
    """

    iri: str
    code: str
    label: Text
    document: str


@dataclass(frozen=True, slots=True)
class KindList:
    """A page of a list.

    Args:
        total: how many things of the kind there are.
        page: of the list that this is, from 1.
        groups: first letters, each with the things whose names begin with it.
    """

    total: int
    page: int
    groups: tuple[tuple[str, tuple[Item, ...]], ...]

    @property
    def pages(self) -> int:
        """How many pages the list has."""
        return count_pages(self.total)


def count_kinds(index: SearchIndex) -> dict[Kind, int]:
    """Return how many things of each kind there are, without kinds that have none.

    Args:
        index: to count in.
    """
    values = index.values["kind"]
    return {kind: values[kind].things.bit_count() for kind in KINDS if kind in values}


def count_pages(total: int) -> int:
    """Return how many pages a list has.

    Args:
        total: how many things it has.
    """
    return -(-total // LENGTH)


def list_kind(index: SearchIndex, kind: Kind, language: Language, page: int = 1) -> KindList:
    """Return a page of the things of a kind, by the alphabet.

    Args:
        index: to look in.
        kind: of the things; some have it.
        language: of names and alphabet.
        page: from 1.
    """
    things = index.values["kind"][kind].things
    places = index.places[language]
    numbers = sorted((number for number in places if things >> number & 1), key=places.__getitem__)
    name_document = cache(partial(index.find_label_of, language=language))  # many things are part of few
    items = [
        _make_item(index, number, language, name_document)
        for number in numbers[(page - 1) * LENGTH : page * LENGTH]
    ]
    groups = groupby(items, key=lambda item: _find_initial(item.label.value))
    return KindList(len(numbers), page, tuple((letter, tuple(members)) for letter, members in groups))


def _make_item(
    index: SearchIndex, number: int, language: Language, name_document: Callable[[str | None], str]
) -> Item:
    thing = index.find_thing(number)
    label = index.find_label(number, language)
    return Item(thing.iri, thing.code, label, name_document(thing.document))


def _find_initial(label: str) -> str:
    first = next((fold(word)[:1] for word in list_words(label)), "")
    return first.upper() if first.isalpha() else _OTHERS
