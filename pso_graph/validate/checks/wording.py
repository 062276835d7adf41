"""Labels and languages: names given twice, texts in one language only, wrong language tags."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from pso_graph.rdf.namespaces import BASE, PSOG, SKOS, shorten_iri
from pso_graph.validate.checks.terms import read_iri

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pso_graph.rdf.namespaces import Namespace
    from pso_graph.rdf.terms import NamedNode, Quad, Subject
    from pso_graph.validate.checks.corpus import Corpus
    from pso_graph.validate.finding import LocatedFinding
    from pso_graph.validate.sources import SourceFile

_PARTNERS = {"de": "en", "en": "de"}
# Small words of one language that are none of the other.
_WORDS = {
    "de": "der die das und für mit von dem den des ein eine einer nicht wird werden zu zur",
    "en": "the and for with of to is are be by not which that its their from at on",
}
_SMALL = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_JUDGED = 3  # small words that a text must have before anything is said of its language
_DOCUMENT = re.compile(re.escape(BASE) + r"document/[^/]+/")


def check_labels(corpus: Corpus) -> Iterator[LocatedFinding]:
    """Yield labels that another thing of the same class, or unit of the same document, has (PSO-D002)."""
    seen: dict[tuple[str, str, str], str] = {}
    for file, quad in corpus.list_with(SKOS.prefLabel):
        thing = read_iri(quad.subject)
        if not thing.startswith(BASE):
            continue
        place = _DOCUMENT.match(thing)
        others = {
            seen.setdefault((kind.value, place[0] if place else "", _fold(quad)), thing)
            for kind in corpus.list_kinds(quad.subject)
        } - {thing}
        if others:
            yield file.report(
                "PSO-D002",
                file.place_object(quad),
                focus=thing,
                path=quad.predicate.value,
                value=str(quad.object),
                values={"other": shorten_iri(min(others)), "label": str(quad.object)},
            )


def _fold(quad: Quad) -> str:
    return str(quad.object).casefold()


def check_partners(
    corpus: Corpus, ours: Namespace = PSOG, *, exempt: Collection[NamedNode] = (SKOS.altLabel,)
) -> Iterator[LocatedFinding]:
    """Yield texts that are given in German or English, but not in both (PSO-D003).

    Args:
        corpus: the files.
        ours: namespace of the vocabulary, whose own texts other rules look at.
        exempt: properties whose texts may stand in one language.
    """
    languages: dict[tuple[Subject, NamedNode], set[str]] = defaultdict(set)
    first: dict[tuple[Subject, NamedNode], tuple[SourceFile, Quad]] = {}
    for file, quad, language in corpus.texts:
        if quad.predicate not in exempt:
            languages[quad.subject, quad.predicate].add(language)
            first.setdefault((quad.subject, quad.predicate), (file, quad))
    for key, (file, quad) in first.items():
        if len(languages[key]) == 1 and not read_iri(quad.subject).startswith(ours.iri):
            (language,) = languages[key]
            yield file.report(
                "PSO-D003",
                file.place_object(quad),
                focus=read_iri(quad.subject),
                path=quad.predicate.value,
                value=str(quad.object),
                values={"language": language, "partner": _PARTNERS[language]},
            )


def check_tags(corpus: Corpus) -> Iterator[LocatedFinding]:
    """Yield texts whose words are evidently those of the other language (PSO-D004)."""
    for file, quad, language in corpus.texts:
        words = re.findall(r"\w+", getattr(quad.object, "value", "").lower())
        counts = {name: sum(word in listed for word in words) for name, listed in _SMALL.items()}
        seen = _PARTNERS[language]
        if counts[seen] >= _JUDGED and counts[language] == 0:
            yield file.report(
                "PSO-D004",
                file.place_object(quad),
                focus=read_iri(quad.subject),
                path=quad.predicate.value,
                value=str(quad.object),
                values={"language": language, "seen": seen},
            )
