"""Datasets compared: isomorphic ones are equal, others are not, and one change does not rename the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pso_graph.rdf.comparison import compare_quads, name_blank_nodes
from tests.depth import examples

if TYPE_CHECKING:
    import random


def parse(text: str) -> list[ox.Quad]:
    return list(ox.parse("PREFIX : <http://example.org/>\n" + text, ox.RdfFormat.TRIG))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (":a :p _:x . _:x :q 1 .", "_:other :q 1 . :a :p _:other ."),
        (":a :p [ :q [ :r ( 1 2 ) ] ] .", ":a :p _:a . _:a :q _:b . _:b :r ( 1 2 ) ."),
        ("_:a :p _:b . _:b :p _:a .", "_:x :p _:y . _:y :p _:x ."),
        ("_:g { :a :p 1 }", "_:h { :a :p 1 }"),
        (":a :says <<( _:x :p 1 )>> . _:x :q 2 .", ":a :says <<( _:y :p 1 )>> . _:y :q 2 ."),
        (":a :p [ :q 1 ] , [ :q 1 ] .", ":a :p [ :q 1 ] , [ :q 1 ] ."),
    ],
)
def test_names_of_blank_nodes_do_not_count(old: str, new: str) -> None:
    assert not compare_quads(parse(old), parse(new))


@pytest.mark.parametrize(
    ("old", "new", "removed", "added"),
    [
        (":a :p 1 .", ":a :p 01 .", 1, 1),
        (":a :p 'x'@de .", ":a :p 'x'@en .", 1, 1),
        (":a :p 1 .", ":g { :a :p 1 }", 1, 1),
        ("_:a :p _:b . _:b :p _:a .", "_:a :p _:a .", 2, 1),
        (":a :p [ :q 1 ] , [ :q 1 ] .", ":a :p [ :q 1 ] .", 2, 0),
        (":a :p [ :q 1 ] . :b :p [ :q 1 ] .", ":a :p _:x . :b :p _:x . _:x :q 1 .", 4, 3),
        (":a :p [ :q 1 ] , [ :q 2 ] .", ":a :p [ :q 1 ] , [ :q 3 ] .", 2, 2),
    ],
)
def test_what_is_said_counts(old: str, new: str, removed: int, added: int) -> None:
    """The last one: the node that has not changed is not renamed, and so not told."""
    difference = compare_quads(parse(old), parse(new))
    assert (len(difference.removed), len(difference.added)) == (removed, added)


NODES = st.sampled_from([f"_:{name}" for name in "uvwxyz"] + [":a", ":b"])
TRIPLES = st.tuples(NODES, st.sampled_from([":p", ":q"]), NODES)
GRAPHS = st.sets(TRIPLES, max_size=10)


@settings(max_examples=examples(100))
@given(GRAPHS, GRAPHS, st.randoms(use_true_random=False))
def test_equal_means_isomorphic(
    one: set[tuple[str, str, str]], other: set[tuple[str, str, str]], chance: random.Random
) -> None:
    """The canonical form of the whole dataset is the judge."""
    renamed = dict(zip("uvwxyz", chance.sample("uvwxyz", 6), strict=True))
    text = write(one)
    moved = " ".join(f"_:{renamed[word[2]]}" if word.startswith("_:") else word for word in text.split())
    assert not compare_quads(parse(text), parse(moved))
    assert bool(compare_quads(parse(text), parse(write(other)))) == (
        canonicalize(parse(text)) != canonicalize(parse(write(other)))
    )


def write(triples: set[tuple[str, str, str]]) -> str:
    return " ".join(f"{s} {p} {o} ." for s, p, o in sorted(triples))


def canonicalize(quads: list[ox.Quad]) -> ox.Dataset:
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


@settings(max_examples=examples(50))
@given(GRAPHS)
def test_naming_twice_is_naming_once(triples: set[tuple[str, str, str]]) -> None:
    once = set(name_blank_nodes(parse(write(triples))))
    assert set(name_blank_nodes(once)) == once
    assert len(once) == len(triples)
