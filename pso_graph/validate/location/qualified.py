"""Which values conform to a qualified value shape: a report only says that they are too many."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import RDF_TYPE, SH
from pso_graph.rdf.terms import BlankNode, NamedNode, Quad
from pso_graph.validate.location.written import read_node
from pso_graph.validate.shacl import validate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pso_graph.rdf.terms import Term
    from pso_graph.validate.location.choosing import Case
    from pso_graph.validate.sources import SourceFile

COMPONENT = "QualifiedMaxCount"
_TARGETS = {
    RDF_TYPE,  # a shape that is a class is its own target
    *(SH[name] for name in ("target", "targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf")),
}


def find_conforming(
    cases: Iterable[Case], data: Sequence[SourceFile], shapes: Sequence[SourceFile]
) -> Mapping[Term, set[Term]]:
    """Return the values that conform, by qualified value shape, of the cases that need it.

    Where sibling shapes are to be disjoint, values that conform to those too are given nevertheless.

    Args:
        cases: of any component; those of others are passed over.
        data: the files that were validated.
        shapes: the files with shapes.
    """
    asked: dict[Term, set[Term]] = defaultdict(set)
    for case in cases:
        if case.component == COMPONENT:
            for node in case.shape.list_values("qualifiedValueShape"):
                asked[node] |= {step.value for step in case.list_steps()}
    if not asked:
        return {}
    untargeted = [quad for source in shapes for quad in source.quads if quad.predicate not in _TARGETS]
    targets = [
        Quad(node, SH.targetNode, value)
        for node, values in asked.items()
        for value in values
        if isinstance(node, NamedNode | BlankNode)
    ]
    findings = validate((quad for source in data for quad in source.quads), [*untargeted, *targets])
    failed = {(read_node(finding.shape), read_node(finding.focus)) for finding in findings}
    return {
        node: {value for value in values if (node, value) not in failed} for node, values in asked.items()
    }
