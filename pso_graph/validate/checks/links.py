"""Links that lead nowhere, unknown names of known vocabularies, and statements made twice."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pso_graph.catalogue.names import suggest_names
from pso_graph.rdf.namespaces import BASE, RDF_TYPE, shorten_iri
from pso_graph.rdf.terms import Literal, NamedNode
from pso_graph.validate.checks.terms import KnownTerms, read_iri, write_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pso_graph.rdf.positions import Place
    from pso_graph.rdf.terms import Quad, Triple
    from pso_graph.validate.checks.corpus import Corpus
    from pso_graph.validate.finding import LocatedFinding
    from pso_graph.validate.sources import SourceFile

_SHOWN = 3
_SAME = {"de": "Dieselbe Aussage.", "en": "The same statement."}


def check_links(corpus: Corpus, looked_up: Collection[NamedNode]) -> Iterator[LocatedFinding]:
    """Yield the links to things of this graph that nothing describes (PSO-D001).

    Args:
        corpus: the files.
        looked_up: properties whose values shapes look up already.
    """
    things: list[str] | None = None
    for file, quad in corpus.statements:
        thing = read_iri(quad.object)
        if not thing.startswith(BASE) or quad.predicate in looked_up or _is_described(corpus, quad):
            continue
        things = things or [shorten_iri(known.value) for known in corpus.list_things()]
        yield file.report(
            "PSO-D001",
            file.place_object(quad),
            focus=read_iri(quad.subject),
            path=quad.predicate.value,
            value=str(quad.object),
            nearest=suggest_names(shorten_iri(thing), things)[:_SHOWN],
            values={"thing": shorten_iri(thing)},
        )


def _is_described(corpus: Corpus, quad: Quad) -> bool:
    return isinstance(quad.object, NamedNode) and corpus.describes(quad.object)


def check_names(corpus: Corpus) -> Iterator[LocatedFinding]:
    """Yield the uses of names that a well-known vocabulary does not declare (PSO-D010).

    Terms of our own namespaces are the business of the ontology's rules.

    Args:
        corpus: the files.
    """
    terms = KnownTerms([])
    told: set[tuple[SourceFile, Place | None]] = set()
    unknown = cache(terms.is_unknown)
    for file, quad in corpus.statements:
        for iri, is_object in _list_names(quad):
            if not unknown(iri):
                continue
            place = file.place_object(quad) if is_object else file.place_predicate(quad)
            if (file, place) not in told:  # one predicate may have many objects
                told.add((file, place))
                yield file.report(
                    "PSO-D010",
                    place,
                    focus=read_iri(quad.subject),
                    path=quad.predicate.value,
                    value=str(quad.object) if is_object else "",
                    nearest=terms.suggest(iri),
                    values={"term": write_name(iri)},
                )


def _list_names(quad: Quad) -> Iterator[tuple[str, bool]]:
    yield quad.predicate.value, False
    if quad.predicate == RDF_TYPE:
        yield read_iri(quad.object), True
    elif isinstance(quad.object, Literal):
        yield quad.object.datatype.value, True


def check_repetitions(corpus: Corpus) -> Iterator[LocatedFinding]:
    """Yield the statements that an earlier file makes too (PSO-D009)."""
    seen: dict[Triple, SourceFile] = {}
    for file, quad in corpus.statements:
        first = seen.setdefault(quad.triple, file)
        if first is file:
            continue
        yield file.report(
            "PSO-D009",
            file.place_object(quad),
            focus=read_iri(quad.subject),
            path=quad.predicate.value,
            value=str(quad.object),
            related=[first.relate(_SAME, first.place_object(quad))],
            values={"file": first.path.name},
        )
