"""The worklist names what is incomplete, and is empty on the project's data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from pso_graph.catalogue import read_folder
from pso_graph.pipeline.worklist import list_tasks
from pso_graph.store import EmbeddedStore

if TYPE_CHECKING:
    from pso_graph.store import EmbeddedStore as Store

HEAD = """
@base <https://w3id.org/pso-graph/id/> .
@prefix psog: <https://w3id.org/pso-graph/ontology#> .
@prefix psoc: <https://w3id.org/pso-graph/concept/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""

SEARCH = "<search/x> psog:searchedFor {} ; psog:found false ."

INCOMPLETE = {
    "worklist-places": "<document/t/1/evidence> a psog:Anchor .",
    "worklist-evidence": "<document/t/1/citation/x> a psog:Citation .",
    "worklist-glosses": '<measure/x> a psog:Measure ; skos:prefLabel "a"@de ; psog:topic psoc:topic-sport .',
    "worklist-topics": '<measure/x> a psog:Measure ; skos:prefLabel "a"@de , "b"@en .',
    "worklist-stances": "<document/t/1> psog:responseType psoc:response-substantive ; psog:evidence <x> .",
    "worklist-requests": "<document/t/request> a psog:ReportRequest ; psog:requestsReportOn <document/r> .",
    "worklist-numbers": "<document/t> psog:file <file/t/t> .",
    "worklist-follow-up": "<document/t/1> a psog:Recommendation ; psog:inDocument <document/t> .",
}


def ask(turtle: str) -> list[tuple[str, str]]:
    store = EmbeddedStore.in_memory(ox.parse(HEAD + turtle, ox.RdfFormat.TURTLE))
    return [(task.query, task.thing) for task in list_tasks(store)]


def test_nothing_is_left_to_do(dataset: Store) -> None:
    assert list_tasks(dataset) == []


def test_every_query_has_a_case() -> None:
    assert set(INCOMPLETE) == {query.name for query in read_folder("site") if "worklist" in query.tags}


@pytest.mark.parametrize("name", INCOMPLETE)
def test_what_is_incomplete_is_listed(name: str) -> None:
    thing = INCOMPLETE[name].split(">")[0].removeprefix("<").removeprefix("document/")
    assert ask(INCOMPLETE[name]) == [(name, thing)]


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("worklist-requests", "<document/t/request>"),
        ("worklist-numbers", "<document/t>"),
        ("worklist-follow-up", "<document/t>"),
    ],
)
def test_what_was_looked_for_in_vain_is_justified(name: str, thing: str) -> None:
    assert ask(INCOMPLETE[name] + SEARCH.format(thing)) == []
    assert ask(INCOMPLETE[name] + SEARCH.format(thing).replace("false", "true")) != []


def test_the_worst_comes_first() -> None:
    names = [name for name, _ in ask("\n".join(INCOMPLETE.values()))]
    order = list(INCOMPLETE)
    assert names == sorted(names, key=order.index)
