"""Checking data against SHACL shapes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pso_graph.core.errors import NotCompiledError
from pso_graph.rdf.namespaces import RDF_TYPE, RDFS, SH, shorten_iri
from pso_graph.validate.engine.compilation import (
    TARGETS,
    Compiler,
    check_form,
    is_implicit_class,
    list_targeted,
)
from pso_graph.validate.engine.findings import sort_findings, tell, write_node
from pso_graph.validate.engine.graph import ShapesGraph
from pso_graph.validate.engine.homes import index_homes, look_up_homes
from pso_graph.validate.engine.running import Runner
from pso_graph.validate.engine.written import Data

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from pso_graph.rdf.terms import Quad, Term
    from pso_graph.store import EmbeddedStore
    from pso_graph.validate.engine.homes import FindHome
    from pso_graph.validate.engine.running import Violation
    from pso_graph.validate.finding import Finding

_SHAPE_TYPES = {SH.NodeShape, SH.PropertyShape}
Engine = Literal["auto", "compiled", "reference"]


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found, and how.

    Args:
        findings: sorted.
        compiled: the shapes with targets that the compiled engine ran.
        fallbacks: why each of the others was left to the reference engine.
    """

    findings: list[Finding]
    compiled: Sequence[str] = ()
    fallbacks: Mapping[str, str] = field(default_factory=dict)

    def tell_fallbacks(self) -> list[str]:
        """Return a line for each shape that was left to the reference engine."""
        return [
            f"{shorten_iri(shape)} was checked by pyshacl, which takes longer: {reason}."
            for shape, reason in sorted(self.fallbacks.items())
        ]


def validate(data: Iterable[Quad], shapes: Iterable[Quad], engine: Engine = "auto") -> list[Finding]:
    """Return what SHACL finds, sorted; see ``check``."""
    return check(data, shapes, engine).findings


def check(data: Iterable[Quad], shapes: Iterable[Quad], engine: Engine = "auto") -> Report:
    """Return what SHACL finds, and which engine looked for it.

    Args:
        data: the data, read once and not kept; all graphs count as one.
        shapes: the shapes.
        engine: ``compiled`` runs queries on the embedded store, ``reference`` is pyshacl; ``auto``
            compiles what it can and leaves the rest to pyshacl.

    Raises:
        UnusableShapesError: if the shapes themselves are unusable.
        NotCompiledError: if ``compiled`` is asked for and does not cover a shape.
        SyntaxProblemError: if there is a triple term (RDF 1.2), which SHACL 1.0 does not know.
    """
    graph = ShapesGraph(shapes)
    if engine == "reference":
        quads = list(data)
        return Report(sort_findings(_refer(quads, graph, index_homes(quads))))
    loaded = Data(data)
    find_home = look_up_homes(loaded.store)
    violations, fallbacks = _run_compiled(loaded, graph)
    if fallbacks and engine == "compiled":
        shape, reason = next(iter(fallbacks.items()))
        raise NotCompiledError(
            f"The compiled engine does not cover a shape: {reason}.",
            where=graph.name(shape),
            fix="Leave the choice of the engine to the program.",
        )
    findings = [tell(graph, violation, find_home) for rows in violations.values() for violation in rows]
    if fallbacks:
        findings += _refer(loaded.list_quads(), graph, find_home, without=violations)
    return Report(
        sort_findings(findings),
        [write_node(shape) for shape in violations],
        {write_node(shape): reason for shape, reason in fallbacks.items()},
    )


def _run_compiled(data: Data, graph: ShapesGraph) -> tuple[dict[Term, list[Violation]], dict[Term, str]]:
    """Return what each shape found that could be run, and why the others could not."""
    try:
        check_form(graph)
        targeted = list_targeted(graph)
    except NotCompiledError as error:  # then no shape counts
        return {}, dict.fromkeys((quad.subject for quad in graph.quads), error.message)
    compiler = Compiler(graph, data.forms, _read_classes(data.store))
    ready, fallbacks = [], {}
    for node in targeted:
        try:
            shape = compiler.compile(node)
            ready.append((shape, compiler.find_scope(shape)))
        except NotCompiledError as error:
            fallbacks[node] = error.message
    found, failed = Runner(data).run(ready)
    return found, fallbacks | failed


def _read_classes(store: EmbeddedStore) -> Callable[[Term], Sequence[Term]]:
    """Return what tells a class and all below it in the data."""
    below: dict[Term, list[Term]] = {}
    for quad in store.find(None, RDFS.subClassOf):
        below.setdefault(quad.object, []).append(quad.subject)

    def list_below(top: Term) -> Sequence[Term]:
        reached, waiting = {top: None}, [top]
        while waiting:
            for item in below.get(waiting.pop(), ()):
                if item not in reached:
                    reached[item] = None
                    waiting.append(item)
        return list(reached)

    return list_below


def _refer(
    quads: Iterable[Quad], graph: ShapesGraph, find_home: FindHome, *, without: Collection[Term] = ()
) -> list[Finding]:
    """Return what pyshacl finds with the shapes, without the targets of those that have been run."""
    from pso_graph.validate.engine.reference import run_reference  # noqa: PLC0415 - slow to load, seldom used

    targets = {SH[name] for name in TARGETS}
    classes = {shape for shape in without if is_implicit_class(graph, shape)}
    shapes = [
        quad
        for quad in graph.quads
        if not (quad.subject in without and quad.predicate in targets)
        and not (quad.subject in classes and quad.predicate == RDF_TYPE and quad.object not in _SHAPE_TYPES)
    ]
    return run_reference(quads, shapes, graph, find_home)
