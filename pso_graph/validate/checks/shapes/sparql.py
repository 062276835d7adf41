"""SPARQL in shapes: whether it parses, is about ``$this``, and names terms that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import OWL, SH
from pso_graph.rdf.terms import Literal
from pso_graph.validate.checks.sparql import SparqlText
from pso_graph.validate.checks.terms import write_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pso_graph.rdf.positions import Place
    from pso_graph.rdf.terms import Term
    from pso_graph.validate.checks.shapes.graph import PlacedShapes, Statement
    from pso_graph.validate.checks.sparql import Token
    from pso_graph.validate.checks.terms import KnownTerms
    from pso_graph.validate.finding import LocatedFinding

_QUERIES = (SH.select, SH.ask, SH.construct)
_FORBIDDEN = ("MINUS", "VALUES", "SERVICE")
_SUBQUERY = "{ SELECT … }"  # one that does not project $this


def check_sparql(shapes: PlacedShapes, terms: KnownTerms) -> Iterator[LocatedFinding]:
    """Yield what is wrong with the queries of constraints and targets (PSO-M002 to PSO-M005).

    Args:
        shapes: the shapes.
        terms: what is declared.
    """
    constraints = {said.object_ for said in shapes.statements if said.predicate == SH.sparql}
    for statement in shapes.statements:
        if statement.predicate not in _QUERIES or not isinstance(statement.object_, Literal):
            continue
        query = SparqlText(statement.object_.value, _read_prefixes(shapes, statement.subject))
        problems = query.find_problems()
        for problem in problems:
            place = _place(statement, problem.start, problem.end)
            values = {"problem_de": problem.problem_de, "problem_en": problem.problem_en}
            yield statement.report("PSO-M003", place, values=values)
        if not problems:
            yield from _check_query(statement, query, terms)
            if statement.subject in constraints:
                yield from _check_binding(statement, query)


def _check_query(statement: Statement, query: SparqlText, terms: KnownTerms) -> Iterator[LocatedFinding]:
    for token, iri in query.iris():
        if terms.is_unknown(iri):
            nearest, values = terms.suggest(iri), {"term": write_name(iri)}
            yield statement.report("PSO-M002", _at(statement, token), nearest=nearest, values=values)
    projects = "this" in query.columns or query.star is not None
    if statement.predicate == SH.select and not (projects and "this" in query.bound):
        select = next((token for token in query.tokens if token.says("SELECT")), query.tokens[0])
        yield statement.report("PSO-M004", _at(statement, select))


def _check_binding(statement: Statement, query: SparqlText) -> Iterator[LocatedFinding]:
    """Yield what pre-binding does not go with (SHACL, appendix "Pre-binding of variables")."""
    for number, token in enumerate(query.tokens):
        if token.says(*_FORBIDDEN):
            yield statement.report("PSO-M005", _at(statement, token), values={"word": token.text})
        elif token.says("SELECT") and token.depth and not _projects_this(query.tokens[number + 1 :]):
            yield statement.report("PSO-M005", _at(statement, token), values={"word": _SUBQUERY})


def _projects_this(rest: tuple[Token, ...]) -> bool:
    for token in rest:
        if token.text in {"*", "$this", "?this"}:
            return True
        if token.text == "{" or token.says("WHERE"):
            return False
    return False


def _read_prefixes(shapes: PlacedShapes, node: Term) -> dict[str, str]:
    """Return the prefixes that a query is given (SHACL, section 5.2.1)."""
    prefixes: dict[str, str] = {}
    waiting = [said.object_ for said in shapes.list_about(node, SH.prefixes)]
    seen: set[Term] = set()
    while waiting:
        ontology = waiting.pop()
        if ontology in seen:
            continue
        seen.add(ontology)
        waiting += [said.object_ for said in shapes.list_about(ontology, OWL.imports)]
        for declared in shapes.list_about(ontology, SH.declare):
            names = shapes.list_about(declared.object_, SH.prefix)
            spaces = shapes.list_about(declared.object_, SH.namespace)
            if names and spaces and isinstance(names[0].object_, Literal):
                prefixes[names[0].object_.value] = getattr(spaces[0].object_, "value", "")
    return prefixes


def _at(statement: Statement, token: Token) -> Place | None:
    return _place(statement, token.start, token.end)


def _place(statement: Statement, start: int, end: int) -> Place | None:
    """Return the place of a part of a literal; of the whole where escapes hide what stands where."""
    if statement.at is None or not isinstance(statement.object_, Literal):
        return None
    whole = statement.at.object_
    written = statement.file.text[whole.offset : whole.end]
    quote = 3 if written[:3] in {'"""', "'''"} else 1
    value = statement.object_.value
    if written[quote : quote + len(value)] != value:
        return whole
    return statement.file.lines.place(whole.offset + quote + start, whole.offset + quote + end)
