"""SHACL by pyshacl, the reference engine."""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyshacl
import rdflib
from rdflib.namespace import SH as RDFLIB_SH
from rdflib.plugins.sparql import prepareQuery

from pso_graph.core.errors import SyntaxProblemError, UnusableShapesError
from pso_graph.rdf.terms import BlankNode, Literal, NamedNode, Triple
from pso_graph.validate.engine.components import describe_use
from pso_graph.validate.engine.findings import Reported, make_finding, name_component
from pso_graph.validate.engine.messages import fill, write_messages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rdflib.plugins.sparql.sparql import Query
    from rdflib.query import Result
    from rdflib.term import Node

    from pso_graph.rdf.terms import Quad, Term
    from pso_graph.validate.engine.graph import ShapesGraph
    from pso_graph.validate.engine.homes import FindHome
    from pso_graph.validate.finding import Finding


def run_reference(
    data: Iterable[Quad], shapes: Iterable[Quad], graph: ShapesGraph, find_home: FindHome
) -> list[Finding]:
    """Return what pyshacl finds, in no order.

    Args:
        data: the data; all graphs count as one.
        shapes: the shapes to run.
        graph: all shapes, for what findings say.
        find_home: says where things are described.

    Raises:
        UnusableShapesError: if the shapes themselves are unusable.
        SyntaxProblemError: if there is a triple term (RDF 1.2), which SHACL 1.0 does not know.
    """
    report = _run(_convert(data), _convert(shapes))
    results = report.objects(None, RDFLIB_SH.result)  # not by type: details of a result are typed likewise
    return [_read(report, result, graph, find_home) for result in results]


def _run(data: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    logging.getLogger("pyshacl-validate").disabled = True  # it would tell some errors before it raises them
    report: rdflib.Graph | Exception
    try:
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    except Exception as error:
        # Besides its own errors pyshacl lets through whatever a shape causes elsewhere: those of
        # regular expressions, of the SPARQL parser and bare ones of rdflib. They share no other class.
        raise _refuse(error) from error
    if isinstance(report, Exception):  # a failure (SHACL, section 3.4.1) is given back, not raised
        raise _refuse(report)
    return report


def _refuse(error: Exception) -> UnusableShapesError:
    problem = str(error).rstrip(".")
    return UnusableShapesError(f"The check cannot run with these shapes: {problem}.", fix="Mend the shapes.")


# Only the text counts: pyshacl writes the prefixes that a constraint declares into it (SHACL, section
# 5.2.1) and passes no initNs. What else rdflib would pass are prefixes of its own, which no shape declares.
_prepare = lru_cache(maxsize=None)(prepareQuery)


class _Graph(rdflib.Graph):
    """A graph that parses each query text once; pyshacl asks the same one for every focus node."""

    def query(self, query_object: Query | str, *args: Any, **kwargs: Any) -> Result:  # noqa: ANN401
        prepared = _prepare(query_object) if isinstance(query_object, str) else query_object
        return super().query(prepared, *args, **kwargs)


def _convert(quads: Iterable[Quad]) -> rdflib.Graph:
    """Return the quads as one rdflib graph, literals as they are written."""
    graph = _Graph()
    graph.addN((_write(q.subject), _write(q.predicate), _write(q.object), graph) for q in quads)
    return graph


def _write(term: Term) -> rdflib.term.Identifier:
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Triple):
        raise SyntaxProblemError(
            "A triple term (RDF 1.2) cannot be checked.", where=str(term), fix="Leave it out."
        )
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = rdflib.URIRef(term.datatype.value)
    if datatype == rdflib.XSD.string:
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)


def _read_term(node: Node | None) -> Term | None:
    if isinstance(node, rdflib.URIRef):
        return NamedNode(node)
    if isinstance(node, rdflib.BNode):
        return BlankNode(node)
    if isinstance(node, rdflib.Literal):
        datatype = NamedNode(node.datatype) if node.datatype and not node.language else None
        return Literal(str(node), datatype=datatype, language=node.language)
    return None


def _read(report: rdflib.Graph, result: Node, graph: ShapesGraph, find_home: FindHome) -> Finding:
    def get(name: str) -> Term | None:
        return _read_term(report.value(result, RDFLIB_SH[name]))

    shape, focus, component = get("sourceShape"), get("focusNode"), get("sourceConstraintComponent")
    if shape is None or focus is None or not isinstance(component, NamedNode):
        raise UnusableShapesError("The report of pyshacl is incomplete.", fix="Report this.")
    constraint, value = get("sourceConstraint"), get("value")
    validator, bindings = describe_use(graph, shape, component)
    texts = write_messages(graph, shape, name_component(component.value), constraint or validator)
    if constraint is not None:
        said = [str(message) for message in report.objects(result, RDFLIB_SH.resultMessage)]
        texts = _attribute(texts, said)
    elif validator is not None:  # pyshacl gives a result the messages of those before it, too
        named = {"this": focus, "value": value}
        texts = fill(texts, {**bindings, **{name: term for name, term in named.items() if term is not None}})
    found = Reported(
        shape=shape,
        component=component.value,
        constraint=constraint,
        focus=focus,
        path=get("resultPath"),
        value=value,
    )
    return make_finding(graph, found, find_home(focus), texts)


def _attribute(templates: Mapping[str, str], said: list[str]) -> dict[str, str]:
    """Return the messages of a query by language.

    pyshacl puts values in their places and drops the language doing so; the message as it stands in
    the shapes tells which is which.

    Args:
        templates: messages with placeholders, by language.
        said: the messages of the result.
    """
    found = {}
    for language, template in templates.items():
        parts = re.split(r"\{[?$]\w+\}", template)
        pattern = re.compile(".*".join(map(re.escape, parts)), re.DOTALL)
        found[language] = next((text for text in sorted(said) if pattern.fullmatch(text)), template)
    return found
