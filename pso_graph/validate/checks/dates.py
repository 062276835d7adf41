"""Dates that contradict each other."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import DCTERMS, PSOG, shorten_iri
from pso_graph.rdf.terms import Literal, NamedNode
from pso_graph.validate.checks.edtf import read_bounds
from pso_graph.validate.checks.lineage import list_relations
from pso_graph.validate.checks.terms import read_iri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pso_graph.rdf.terms import Quad
    from pso_graph.validate.checks.corpus import Corpus
    from pso_graph.validate.finding import LocatedFinding
    from pso_graph.validate.sources import SourceFile

_BOUNDS = {PSOG.startDate: 0, PSOG.endDate: 1}


def check_date_texts(corpus: Corpus) -> Iterator[LocatedFinding]:
    """Yield bounds that are not those of the date text (PSO-D005)."""
    for file, quad in (said for predicate in _BOUNDS for said in corpus.list_with(predicate)):
        texts = corpus.list_texts(quad.subject, PSOG.dateText)
        bounds = read_bounds(texts[0]) if len(texts) == 1 else None
        found = _read_day(quad)
        if bounds is None or found is None:
            continue
        expected = bounds[_BOUNDS[quad.predicate]]
        if expected and expected[0] <= found <= expected[1]:
            continue
        yield file.report(
            "PSO-D005",
            file.place_object(quad),
            focus=read_iri(quad.subject),
            path=quad.predicate.value,
            value=str(quad.object),
            values={
                "text": texts[0],
                "bound": f"psog:{quad.predicate.value.removeprefix(PSOG.iri)}",
                "expected": " – ".join(dict.fromkeys(day.isoformat() for day in expected or ())) or "…",
                "found": found.isoformat(),
            },
        )


def check_due_dates(corpus: Corpus) -> Iterator[LocatedFinding]:
    """Yield due dates before the day of the document that sets them (PSO-D006)."""
    for file, quad in corpus.list_with(PSOG.dueDate):
        due = _read_day(quad)
        if due is None:
            continue
        for asked in corpus.list_objects(quad.subject, PSOG.requestedIn):
            days = _find_days(corpus, asked)
            if days and due < days[0]:
                yield file.report(
                    "PSO-D006",
                    file.place_object(quad),
                    focus=read_iri(quad.subject),
                    path=quad.predicate.value,
                    value=str(quad.object),
                    values={"due": due.isoformat(), "date": days[0].isoformat()},
                )


def check_precedence(corpus: Corpus) -> Iterator[LocatedFinding]:
    """Yield the first relation between two dated documents that makes the older follow from the younger.

    PSO-D007. What stands in no dated document, such as a measure, may be older than what it answers.
    """
    told: set[tuple[str, str]] = set()
    for file, quad in list_relations(corpus):
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode):
            continue
        late, early = _find_days(corpus, quad.subject), _find_days(corpus, quad.object)
        pair = (_find_whole(corpus, quad.subject).value, _find_whole(corpus, quad.object).value)
        if late and early and late[1] < early[0] and pair not in told:
            told.add(pair)
            yield _tell(file, quad, late[1], early[0])


def _tell(file: SourceFile, quad: Quad, earlier: dt.date, later: dt.date) -> LocatedFinding:
    subject, object_ = read_iri(quad.subject), read_iri(quad.object)
    return file.report(
        "PSO-D007",
        file.place_object(quad),
        focus=subject,
        path=quad.predicate.value,
        value=str(quad.object),
        values={
            "subject": shorten_iri(subject),
            "object": shorten_iri(object_),
            "earlier": earlier.isoformat(),
            "later": later.isoformat(),
        },
    )


def _find_days(corpus: Corpus, thing: NamedNode) -> tuple[dt.date, dt.date] | None:
    """Return first and last day of the document that a thing is part of."""
    whole = _find_whole(corpus, thing)
    for predicate in (DCTERMS.date, PSOG.dateText):
        for text in corpus.list_texts(whole, predicate):
            bounds = read_bounds(text)
            if bounds and bounds[0] and bounds[1]:
                return bounds[0][0], bounds[1][1]
    return None


def _find_whole(corpus: Corpus, thing: NamedNode) -> NamedNode:
    seen = {thing}
    while True:
        wholes = [whole for whole in corpus.list_objects(thing, DCTERMS.isPartOf) if whole not in seen]
        if not wholes:
            return thing
        thing = wholes[0]
        seen.add(thing)


def _read_day(quad: Quad) -> dt.date | None:
    """Return the day of a literal; nothing if it is none: a shape says so."""
    try:
        return dt.date.fromisoformat(quad.object.value) if isinstance(quad.object, Literal) else None
    except ValueError:
        return None
