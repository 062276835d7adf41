"""Plain values of a property, and keeping what is read of a store."""

from __future__ import annotations

import gc

import pytest

from pso_graph.publish.keeping import keep_by_store
from pso_graph.publish.values import read_texts, read_value, read_values
from pso_graph.rdf.namespaces import RDFS
from pso_graph.rdf.parsing import FORMATS, parse_text
from pso_graph.rdf.terms import NamedNode
from pso_graph.store import EmbeddedStore

TEXT = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<http://example.org/a> rdfs:label "z"@de , "a"@de , "b"@en , "c" ; rdfs:seeAlso <http://example.org/b> , [] .
"""
STORE = EmbeddedStore.in_memory(parse_text(TEXT, FORMATS[".ttl"], where="small"))
THING, OTHER = NamedNode("http://example.org/a"), NamedNode("http://example.org/none")


def test_values_are_iris_and_texts_each_once_sorted() -> None:
    assert read_values(STORE, THING, RDFS.label) == ("a", "b", "c", "z")
    assert read_values(STORE, THING, RDFS.seeAlso) == ("http://example.org/b",)
    assert read_values(STORE, OTHER, RDFS.label) == ()


def test_one_value_is_the_first() -> None:
    assert read_value(STORE, THING, RDFS.label) == "a"
    assert read_value(STORE, OTHER, RDFS.label) == ""
    assert read_value(STORE, None, RDFS.label) == ""


def test_texts_are_told_by_language() -> None:
    assert read_texts(STORE, THING, RDFS.label) == {"": "c", "de": "a", "en": "b"}
    assert read_texts(STORE, None, RDFS.label) == {}


def test_a_store_is_read_once_and_then_forgotten_with_it() -> None:
    read = []

    @keep_by_store()
    def count(store: object) -> int:
        read.append(id(store))
        return len(read)

    first, second = EmbeddedStore.in_memory([]), EmbeddedStore.in_memory([])
    assert [count(first), count(second), count(first), count(second)] == [1, 2, 1, 2]
    del first
    gc.collect()
    third = EmbeddedStore.in_memory([])
    assert count(third) == 3


def test_what_was_not_asked_for_longest_makes_room() -> None:
    read = []

    @keep_by_store(2)
    def double(store: object, number: int, *, sign: int = 1) -> int:
        del store
        read.append(number)
        return 2 * number * sign

    store = EmbeddedStore.in_memory([])
    assert [double(store, number) for number in (1, 2, 1, 3, 1, 2)] == [2, 4, 2, 6, 2, 4]
    assert read == [1, 2, 3, 2]
    assert double(store, 1, sign=-1) == -2


def test_what_cannot_be_read_is_read_again() -> None:
    tries = []

    @keep_by_store()
    def fail(store: object) -> int:
        tries.append(store)
        raise KeyError

    store = EmbeddedStore.in_memory([])
    for _ in range(2):
        with pytest.raises(KeyError):
            fail(store)
    assert len(tries) == 2
