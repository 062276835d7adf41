"""Constraints on how many values there are, and which (SHACL, sections 4.2, 4.4.5 and 4.8.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.core.errors import NotCompiledError
from pso_graph.validate.engine.checks import TRUE, Check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pso_graph.validate.engine.checks import Parameters, Rejection, Scope


def compile_counts(parameters: Parameters) -> Iterator[Check]:
    """Yield the checks of the number of values, of a value that must be there, and of languages.

    Raises:
        NotCompiledError: if a parameter is not as it must be.
    """
    least, most = parameters.find_count("minCount"), parameters.find_count("maxCount")
    unique = parameters.find_one("uniqueLang") == TRUE  # 1 is not enough (SHACL, section 4.4.5)
    if parameters.path is None and (least is not None or most is not None or unique):
        raise NotCompiledError("a node shape counts values")
    if least:
        yield _compile_least(least)
    if most is not None:
        yield _compile_most(most)
    if unique:
        yield Check("UniqueLang", _query_languages)
    for value in parameters.list_values("hasValue"):
        yield _compile_needed(parameters.write(value))


def _compile_least(least: int) -> Check:
    def query(scope: Scope, _: Sequence[Rejection]) -> str:
        if least == 1 and scope.path is not None and scope.path.is_single:
            return scope.select_nodes(f"FILTER NOT EXISTS {{ {scope.step()} }}")
        return scope.select_counted(scope.optional(), f"< {least}")

    return Check("MinCount", query)


def _compile_most(most: int) -> Check:
    def query(scope: Scope, _: Sequence[Rejection]) -> str:
        return scope.select_counted(scope.values, f"> {most}")

    return Check("MaxCount", query)


def _query_languages(scope: Scope, _: Sequence[Rejection]) -> str:
    tagged = f'{scope.values} FILTER (LANG(?value) != "") BIND (LCASE(LANG(?value)) AS ?language)'
    return scope.select_counted(tagged, "> 1", "?language")


def _compile_needed(value: str) -> Check:
    def query(scope: Scope, _: Sequence[Rejection]) -> str:
        if scope.path is None:
            return scope.select_nodes(f"FILTER (!SAMETERM(?focus, {value}))")
        if scope.path.is_single:
            return scope.select_nodes(f"FILTER NOT EXISTS {{ {scope.step(value)} }}")
        return scope.select_nodes(f"MINUS {{ {scope.values} FILTER (SAMETERM(?value, {value})) }}")

    return Check("HasValue", query)
