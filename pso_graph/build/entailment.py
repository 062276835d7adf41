"""What follows from the data: rules run to a fixed point, the units of anchors, the closure of lineage."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from itertools import groupby
from typing import TYPE_CHECKING

from pso_graph.build.containment import add_anchored_in
from pso_graph.build.dataset import ALIGNED, ENTAILED
from pso_graph.core.errors import CatalogueError, LineageCycleError
from pso_graph.rdf.namespaces import PSOG, shorten_iri
from pso_graph.rdf.terms import NamedNode, Quad, QueryTriples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pso_graph.catalogue import Query
    from pso_graph.store import EmbeddedStore

_GRAPHS = {"entailed": ENTAILED, "aligned": ALIGNED}
_COMPUTED_AFTER = 3


def entail(store: EmbeddedStore, rules: Iterable[Query], tell: Callable[[str], None]) -> int:
    """Add to a store what follows from it, and return how many quads that were.

    Rules run stage by stage; the rules of a stage run together until they give nothing new. A rule
    that looks for what is absent stands in a later stage than the rules that could supply it.
    After stage 3 comes, once, what is computed without a rule: the unit in whose words each anchor
    stands (``psog:anchoredIn``), and the closure of lineage (``psog:tracesBackTo``). Nothing that is
    asserted is repeated.

    Args:
        store: in memory; it is changed.
        rules: CONSTRUCT queries whose header has ``stage`` and ``graph``.
        tell: called with the name of each step.

    Raises:
        LineageCycleError: if something traces back to itself.
        CatalogueError: if a rule has no stage or is no CONSTRUCT query.
    """
    before = len(store)
    ordered = sorted(rules, key=_find_stage)
    computed = False
    for stage, group in groupby(ordered, key=_find_stage):
        if stage > _COMPUTED_AFTER and not computed:
            computed = _compute(store, tell)
        tell(f"rules of stage {stage}")
        _run_to_fixed_point(store, list(group))
    if not computed:
        _compute(store, tell)
    return len(store) - before


def _compute(store: EmbeddedStore, tell: Callable[[str], None]) -> bool:
    tell("units of anchors")
    add_anchored_in(store)
    tell("closure of lineage")
    add_closure(store)
    return True


def _find_stage(rule: Query) -> int:
    stage = rule.more.get("stage")
    if not isinstance(stage, int) or rule.more.get("graph") not in _GRAPHS:
        raise CatalogueError(
            "A rule needs a stage (a whole number) and a graph (entailed or aligned).",
            where=str(rule.path),
            fix="Add them to its header.",
        )
    return stage


def _run_to_fixed_point(store: EmbeddedStore, rules: list[Query]) -> None:
    while True:
        new = [quad for rule in rules for quad in _run(store, rule)]
        if not new:
            return
        store.add(new)


def _run(store: EmbeddedStore, rule: Query) -> list[Quad]:
    graph = _GRAPHS[str(rule.more["graph"])]
    result = store.query(rule.text)
    if not isinstance(result, QueryTriples):
        raise CatalogueError("A rule is a CONSTRUCT query.", where=str(rule.path), fix="Make it one.")
    return [
        Quad(triple.subject, triple.predicate, triple.object, graph)
        for triple in result
        if next(store.find(triple.subject, triple.predicate, triple.object), None) is None
    ]


def add_closure(store: EmbeddedStore) -> None:
    """Add the transitive closure of ``psog:tracesTo`` as ``psog:tracesBackTo``.

    Args:
        store: in memory; it is changed.

    Raises:
        LineageCycleError: if something traces back to itself; the circle is named.
    """
    edges: dict[NamedNode, set[NamedNode]] = {}
    for quad in store.find(None, PSOG.tracesTo):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            edges.setdefault(quad.subject, set()).add(quad.object)
    try:
        order = list(TopologicalSorter(edges).static_order())
    except CycleError as error:
        circle = " → ".join(shorten_iri(node.value) for node in reversed(error.args[1]))
        raise LineageCycleError(
            f"Lineage runs in a circle: {circle}.",
            fix="One of these relations is wrong: lineage runs from what came about to what it came from.",
        ) from error
    reached: dict[NamedNode, set[NamedNode]] = {}
    for node in order:
        direct = edges.get(node, set())
        reached[node] = direct.union(*(reached[origin] for origin in direct))
    store.add(
        Quad(node, PSOG.tracesBackTo, origin, ENTAILED)
        for node, origins in reached.items()
        for origin in origins
    )
