"""Constraints on pairs of properties, and on which properties there are (SHACL, sections 4.5 and 4.8.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.core.errors import NotCompiledError
from pso_graph.rdf.namespaces import RDF_TYPE, RDFS, SH
from pso_graph.rdf.terms import NamedNode
from pso_graph.validate.engine import literals
from pso_graph.validate.engine.checks import Check
from pso_graph.validate.engine.values import name_component

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pso_graph.validate.engine.checks import Parameters, Rejection, Row, Scope

_ORDERED = ", ".join(
    str(literals.write_datatype(name)) for name in sorted(literals.JUDGED - literals.NUMERIC)
)


def compile_pairs(parameters: Parameters) -> Iterator[Check]:
    """Yield the checks that compare values with those of other properties.

    Raises:
        NotCompiledError: if a parameter is not as it must be.
    """
    for other in parameters.list_iris("equals"):
        yield _compile_missing(other)
        yield _compile_surplus(other)
    for other in parameters.list_iris("disjoint"):
        yield _compile_common(other)
    for name, sign, orders in (("lessThan", "<", {-1}), ("lessThanOrEquals", "<=", {-1, 0})):
        for other in parameters.list_iris(name):
            if parameters.path is None:
                raise NotCompiledError(f"a node shape has sh:{name}")
            yield _compile_order(name, sign, orders, other)
    if parameters.list_values("closed"):
        yield from _compile_closed(parameters)


def _compile_missing(other: NamedNode) -> Check:
    def query(scope: Scope, _: Sequence[Rejection]) -> str:
        return scope.select_values(f"FILTER NOT EXISTS {{ ?focus {other} {scope.value} }}")

    return Check("Equals", query)


def _compile_surplus(other: NamedNode) -> Check:
    def query(scope: Scope, _: Sequence[Rejection]) -> str:
        if scope.path is None:
            excess = "FILTER (!SAMETERM(?other, ?focus))"
        elif scope.path.is_single:
            excess = f"FILTER NOT EXISTS {{ {scope.step('?other')} }}"
        else:
            excess = f"MINUS {{ {scope.pattern} {scope.step('?other')} }}"
        return (
            f"SELECT DISTINCT {scope.keys} (?other AS ?value) "
            f"WHERE {{ {scope.pattern} ?focus {other} ?other . {excess} }}"
        )

    return Check("Equals", query)


def _compile_common(other: NamedNode) -> Check:
    def query(scope: Scope, _: Sequence[Rejection]) -> str:
        return scope.select_values(f"FILTER EXISTS {{ ?focus {other} {scope.value} }}")

    return Check("Disjoint", query)


def _compile_order(name: str, sign: str, orders: set[int], other: NamedNode) -> Check:
    same = f"(DATATYPE(?value) = DATATYPE(?other) && DATATYPE(?value) IN ({_ORDERED}))"
    sure = f"((ISNUMERIC(?value) && ISNUMERIC(?other)) || {same}) && ?value {sign} ?other"

    def query(scope: Scope, _: Sequence[Rejection]) -> str:
        condition = f"?focus {other} ?other . FILTER (!COALESCE({sure}, false))"
        return scope.select_values(condition, "?other")

    def conforms(row: Row) -> bool:
        return literals.compare(row["value"], row["other"]) in orders

    return Check(name_component(name), query, conforms)


def _compile_closed(parameters: Parameters) -> Iterator[Check]:
    if not parameters.find_flag("closed"):
        return
    graph = parameters.graph
    shapes = parameters.list_values("property")
    allowed = [path for shape in shapes for path in graph.list_values(shape, SH.path)]
    for head in parameters.list_values("ignoredProperties"):
        allowed += graph.list_items(head)
    names = ", ".join(dict.fromkeys(str(item) for item in allowed if isinstance(item, NamedNode)))
    listed = f"FILTER (?path NOT IN ({names}))" if names else ""

    def query(scope: Scope, _: Sequence[Rejection]) -> str:
        inner = (
            f"SELECT DISTINCT {scope.keys} ?path ?other WHERE {{ {scope.values} {scope.value} ?path ?other . "
            f"{listed} FILTER (!(?path = {RDF_TYPE} && ?other = {RDFS.Resource})) }}"
        )
        return f"SELECT {scope.keys} ?path (?other AS ?value) WHERE {{ {{ {inner} }} }}"

    yield Check("Closed", query)
