"""Lint queries: each row is a finding where a file says what the row names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.core.errors import CatalogueError
from pso_graph.rdf.namespaces import RDF_TYPE
from pso_graph.rdf.terms import Literal, NamedNode, QuerySolutions
from pso_graph.validate.checks.terms import read_iri, write_name
from pso_graph.validate.rules.lint_rules import read_lint_rule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from pso_graph.catalogue import Query
    from pso_graph.rdf.positions import Place
    from pso_graph.rdf.terms import Quad, Term
    from pso_graph.validate.checks.corpus import Corpus
    from pso_graph.validate.checks.terms import KnownTerms
    from pso_graph.validate.finding import LocatedFinding
    from pso_graph.validate.sources import SourceFile

    _Found = tuple[SourceFile, Place | None, Quad | None]


def check_ontology(
    corpus: Corpus, queries: Iterable[Query], terms: KnownTerms, looked_up: Collection[NamedNode]
) -> Iterator[LocatedFinding]:
    """Yield what lint queries find (PSO-O…).

    A row names a focus and a detail. A focus that is described is told where it has the detail as a
    value, else at its block; one that is not, wherever it is used: as value of the property that is
    the detail, or as a property.

    Args:
        corpus: vocabulary and data.
        queries: of ``queries/lint``.
        terms: what is declared, for suggestions.
        looked_up: properties whose values shapes look up already.
    """
    for query in queries:
        rows = corpus.store.query(query.text)
        if not isinstance(rows, QuerySolutions):
            raise CatalogueError("A lint query is a SELECT query.", where=str(query.path), fix="Make it one.")
        for row in rows:
            focus, detail = row["focus"], row["detail"]
            if isinstance(focus, NamedNode) and detail is not None and detail not in looked_up:
                yield from _locate(corpus, query, focus, detail, terms)


def _locate(
    corpus: Corpus, query: Query, focus: NamedNode, detail: Term, terms: KnownTerms
) -> Iterator[LocatedFinding]:
    rule = read_lint_rule(query)
    shown = write_name(detail.value) if isinstance(detail, NamedNode) else getattr(detail, "value", "")
    values = {"focus": write_name(focus.value), "detail": shown}
    unknown, places = _find_places(corpus, focus, detail)
    nearest = terms.suggest(focus.value) if unknown else []
    for file, place, quad in places:
        yield file.report(
            rule,
            place,
            focus=read_iri(quad.subject) if quad else focus.value,
            path=quad.predicate.value if quad else "",
            value=str(quad.object) if quad and not isinstance(detail, Literal) else "",
            nearest=nearest,
            values=values,
        )


def _find_places(corpus: Corpus, focus: NamedNode, detail: Term) -> tuple[bool, list[_Found]]:
    """Return whether the focus is only used, never described, and the places of a row."""
    about = corpus.list_about(focus)
    said: list[_Found] = [
        (file, file.place_object(quad), quad)
        for file, quad in about
        if quad.object == detail and quad.predicate != RDF_TYPE
    ]
    if said or about:
        return False, said or [(about[0][0], about[0][0].place_subject(focus), None)]
    used: dict[tuple[SourceFile, Place | None], Quad] = {}  # one predicate may have many objects
    for file, quad in corpus.list_with(detail) if isinstance(detail, NamedNode) else ():
        if quad.object == focus:
            used.setdefault((file, file.place_object(quad)), quad)
        elif focus == detail:
            used.setdefault((file, file.place_predicate(quad)), quad)
    return True, [(file, place, quad) for (file, place), quad in used.items()]
