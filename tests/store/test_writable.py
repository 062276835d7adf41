"""Changing a copy of a store: the store itself stays, and literals are told as somebody has written them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pso_graph.core.errors import NoStoreError, NotWrittenError, SyntaxProblemError, UnsupportedQueryError
from pso_graph.rdf.namespaces import XSD
from pso_graph.rdf.terms import DefaultGraph, Literal, NamedNode, Quad
from pso_graph.store import EmbeddedStore, WritableStore

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

P = NamedNode("http://x/p")
G = NamedNode("http://x/g")


def number(written: str) -> Literal:
    return Literal(written, datatype=NamedNode(XSD + "integer"))


def state(name: str, written: str, graph: NamedNode | None = None) -> Quad:
    return Quad(NamedNode(f"http://x/{name}"), P, number(written), graph or DefaultGraph())


def copy(folder: Path, *quads: Quad) -> WritableStore:
    EmbeddedStore.write(folder / "old", quads)
    return WritableStore.copy(folder / "old", folder / "new")


def list_told(store: EmbeddedStore) -> list[str]:
    return sorted(quad.object.value for quad in store.find() if isinstance(quad.object, Literal))


def finish(store: WritableStore, folder: Path) -> EmbeddedStore:
    store.finish(folder / "new")
    return EmbeddedStore.open(folder / "new")


def test_the_old_store_stays_as_it_is(tmp_path: Path) -> None:
    store = copy(tmp_path, state("a", "1"))
    files = {file: file.read_bytes() for file in (tmp_path / "old").iterdir()}
    store.update("DELETE WHERE { ?s ?p ?o } ; INSERT DATA { <http://x/b> <http://x/p> 2 }")
    assert list_told(finish(store, tmp_path)) == ["2"]
    assert list_told(EmbeddedStore.open(tmp_path / "old")) == ["1"]
    assert {file: file.read_bytes() for file in (tmp_path / "old").iterdir()} == files


def test_a_graph_is_replaced_filled_and_removed(tmp_path: Path) -> None:
    store = copy(tmp_path, state("a", "1", G), state("a", "9"))
    store.replace_graph(G, [state("b", "2", G)])
    store.add_to_graph(G, [state("c", "3", G)])
    assert list_told(store) == ["2", "3", "9"]
    store.remove_graph(G)
    assert not store.has_graph(G)
    store.remove_graph(DefaultGraph())
    assert store.has_graph(DefaultGraph())
    assert list_told(store) == []
    store.add_to_graph(G, [])
    assert finish(store, tmp_path).list_graphs() == [G]


def test_what_comes_as_rdf_keeps_its_spelling(tmp_path: Path) -> None:
    store = copy(tmp_path, state("a", "007"))
    store.add_to_graph(G, [state("b", "01", G), state("b", "007", G)])
    assert list_told(finish(store, tmp_path)) == ["007", "007", "01"]


def test_a_value_that_is_written_in_several_ways_is_told_in_none_of_them(tmp_path: Path) -> None:
    store = copy(tmp_path, state("a", "007"), state("a", "01"), state("a", "5"))
    store.add_quads([state("b", "7"), state("b", "0001"), state("b", "05")])
    assert list_told(finish(store, tmp_path)) == ["1", "1", "5", "5", "7", "7"]


def test_what_is_replaced_does_not_compete(tmp_path: Path) -> None:
    store = copy(tmp_path, state("a", "1", G))
    store.replace_graph(G, [state("a", "01", G)])
    assert list_told(finish(store, tmp_path)) == ["01"]


def test_an_update_leaves_spellings_alone_that_it_does_not_write(tmp_path: Path) -> None:
    store = copy(tmp_path, state("a", "007"), state("a", "01"), state("c", "02"))
    store.update("INSERT DATA { <http://x/b> <http://x/p> 7 } ; DELETE WHERE { <http://x/c> ?p ?o }")
    assert list_told(finish(store, tmp_path)) == ["01", "7", "7"]


@pytest.mark.parametrize("text", ["INSERT DATA {", "SELECT * {}", "CLEAR XYZ"])
def test_what_is_no_update_is_said_with_its_place(text: str) -> None:
    store = WritableStore.in_memory([state("a", "1")])
    assert isinstance(store, WritableStore)
    with pytest.raises(SyntaxProblemError, match="This update does not parse") as caught:
        store.update(text)
    assert caught.value.position is not None


def test_an_update_that_fails_in_its_middle_does_nothing() -> None:
    store = WritableStore.in_memory([state("a", "1")])
    assert isinstance(store, WritableStore)
    with pytest.raises(UnsupportedQueryError, match="does not exist"):
        store.update("CLEAR ALL ; INSERT DATA { <http://x/b> <http://x/p> 2 } ; CLEAR GRAPH <http://x/none>")
    assert list_told(store) == ["1"]


def test_no_store_and_no_place_are_said(tmp_path: Path) -> None:
    with pytest.raises(NoStoreError):
        WritableStore.copy(tmp_path / "none", tmp_path / "new")
    EmbeddedStore.write(tmp_path / "old", [])
    with pytest.raises(NotWrittenError):
        WritableStore.copy(tmp_path / "old", tmp_path / "none" / "new")


FORMS = {0: ("0", "00", "-0"), 1: ("1", "01", "+1"), 7: ("7", "007")}
WRITTEN = st.sampled_from([form for forms in FORMS.values() for form in forms])


def expect(values: Sequence[str]) -> list[str]:
    """Each as it was written, if all of its value are written so."""
    forms = {value: set(forms) & set(values) for value, forms in FORMS.items()}
    alone = {value: next(iter(found)) if len(found) == 1 else str(value) for value, found in forms.items()}
    return sorted(alone[int(value)] for value in values)


@given(st.lists(WRITTEN, max_size=4), st.lists(WRITTEN, max_size=4))
def test_spellings_are_those_of_all_data(before: list[str], added: list[str]) -> None:
    store = WritableStore.in_memory(state(f"a{i}", written) for i, written in enumerate(before))
    assert isinstance(store, WritableStore)
    store.add_to_graph(G, [state(f"b{i}", written, G) for i, written in enumerate(added)])
    assert list_told(store) == expect([*before, *added])
