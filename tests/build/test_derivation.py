"""What entailed triples are said to follow from is enough to entail them again."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pso_graph.build.dataset import ENTAILED, VOCABULARY
from pso_graph.build.derivation import Derivations
from pso_graph.build.entailment import entail
from pso_graph.catalogue import read_folder
from pso_graph.rdf.namespaces import PSOG
from pso_graph.rdf.terms import NamedNode, Quad
from pso_graph.store import EmbeddedStore

if TYPE_CHECKING:
    import pytest

COMPUTED = {PSOG.anchoredIn, PSOG.startOffset, PSOG.endOffset}
"""What is computed without a rule, or by a rule that counts."""


def choose_examples(dataset: EmbeddedStore) -> list[Quad]:
    """One entailed triple of each property, the last of each by IRI, which is not the simplest."""
    examples: dict[NamedNode, Quad] = {}
    for quad in sorted(dataset.find(graph=ENTAILED), key=str):
        if quad.predicate not in COMPUTED:
            examples[quad.predicate] = quad
    return list(examples.values())


def test_premises_entail_their_conclusion(dataset: EmbeddedStore, subtests: pytest.Subtests) -> None:
    rules = read_folder("rules")
    derivations = Derivations(dataset, rules)
    vocabulary = list(dataset.find(graph=VOCABULARY))
    examples = choose_examples(dataset)
    assert len(examples) > 20
    for quad in examples:
        with subtests.test(quad=str(quad)):
            premises = derivations.trace(quad)
            assert premises
            assert all(next(dataset.find(*premise.triple), None) for premise in premises)
            store = EmbeddedStore.in_memory([*vocabulary, *premises])
            entail(store, rules, lambda _: None)
            assert next(store.find(quad.subject, quad.predicate, quad.object, ENTAILED), None) is not None


def test_the_closure_of_lineage_follows_from_its_hops() -> None:
    nodes = [NamedNode(f"https://e.org/{name}") for name in "abcd"]
    graph = NamedNode("https://e.org/g")
    hops = [Quad(later, PSOG.takesUp, earlier, graph) for later, earlier in pairwise(nodes)]
    below = Quad(
        PSOG.takesUp,
        NamedNode("http://www.w3.org/2000/01/rdf-schema#subPropertyOf"),
        PSOG.tracesTo,
        VOCABULARY,
    )
    store = EmbeddedStore.in_memory([*hops, below])
    rules = read_folder("rules")
    entail(store, rules, lambda _: None)
    traced = Derivations(store, rules).trace(Quad(nodes[0], PSOG.tracesBackTo, nodes[2], ENTAILED))
    assert traced == [*hops[:2], below]
