"""Constraints that ask whether values conform to other shapes (SHACL, sections 4.6 and 4.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.core.errors import NotCompiledError
from pso_graph.rdf.namespaces import SH
from pso_graph.validate.engine.checks import Check, check_length

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pso_graph.rdf.terms import Term
    from pso_graph.validate.engine.checks import Parameters, Rejection, Scope


def compile_nesting(parameters: Parameters) -> Iterator[Check]:
    """Yield the checks that ask other shapes; ``sh:property`` is none of them.

    Raises:
        NotCompiledError: if a parameter is not as it must be.
    """
    for shape in parameters.list_values("node"):
        yield Check("Node", _query_rejected, nested=(shape,))
    for shape in parameters.list_values("not"):
        yield Check("Not", _query_accepted, nested=(shape,))
    for name, component, query in (
        ("and", "And", _query_and),
        ("or", "Or", _query_or),
        ("xone", "Xone", _query_xone),
    ):
        for head in parameters.list_values(name):
            members = parameters.graph.list_items(head)
            if not members:
                raise NotCompiledError(f"sh:{name} lists nothing")
            check_length(members)
            yield Check(component, query, nested=tuple(members))
    if parameters.path is not None:
        yield from _compile_qualified(parameters)


def _query_rejected(scope: Scope, rejections: Sequence[Rejection]) -> str:
    return scope.select_values(rejections[0].of(scope.value))


def _query_accepted(scope: Scope, rejections: Sequence[Rejection]) -> str:
    return scope.select_values(f"FILTER (!{_test(rejections[0], scope)})")


def _query_and(scope: Scope, rejections: Sequence[Rejection]) -> str:
    return scope.select_values(f"FILTER ({' || '.join(_test(item, scope) for item in rejections)})")


def _query_or(scope: Scope, rejections: Sequence[Rejection]) -> str:
    return scope.select_values(f"FILTER ({' && '.join(_test(item, scope) for item in rejections)})")


def _query_xone(scope: Scope, rejections: Sequence[Rejection]) -> str:
    accepting = " + ".join(f"IF({_test(item, scope)}, 0, 1)" for item in rejections)
    return scope.select_values(f"FILTER ({accepting} != 1)")


def _test(rejection: Rejection, scope: Scope) -> str:
    return f"EXISTS {{ {rejection.of(scope.value)} }}"


def _compile_qualified(parameters: Parameters) -> Iterator[Check]:
    shapes = parameters.list_values("qualifiedValueShape")
    if not shapes:
        return
    least, most = (parameters.find_count(name) for name in ("qualifiedMinCount", "qualifiedMaxCount"))
    if least is None and most is None:
        raise NotCompiledError("sh:qualifiedValueShape stands without a number")
    disjoint = parameters.find_flag("qualifiedValueShapesDisjoint")
    for shape in shapes:
        nested = (shape, *(_list_siblings(parameters, shape) if disjoint else ()))
        if most is not None:
            yield Check("QualifiedMaxCount", _count_qualified(f"> {most}"), nested=nested)
        if least:
            yield Check("QualifiedMinCount", _count_qualified(f"< {least}"), nested=nested)


def _list_siblings(parameters: Parameters, shape: Term) -> list[Term]:
    """Return the shapes that the properties beside this one count (SHACL, section 4.7.3)."""
    graph = parameters.graph
    found = {
        sibling: None
        for parent in graph.list_subjects(SH.property, parameters.shape)
        for beside in graph.list_values(parent, SH.property)
        for sibling in graph.list_values(beside, SH.qualifiedValueShape)
    }
    return [sibling for sibling in found if sibling != shape]


def _count_qualified(condition: str) -> Callable[[Scope, Sequence[Rejection]], str]:
    def query(scope: Scope, rejections: Sequence[Rejection]) -> str:
        own, *siblings = (_test(item, scope) for item in rejections)
        qualified = " && ".join([f"!{own}", *siblings])
        return scope.select_counted(scope.optional(f"FILTER ({qualified})"), condition)

    return query
