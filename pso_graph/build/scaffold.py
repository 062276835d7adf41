"""From what a reader found to the Turtle that a curator goes on with."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pso_graph.build.anchoring import describe_anchors, describe_requests, write_integer
from pso_graph.model import Genre
from pso_graph.rdf.namespaces import BASE, DCTERMS, PSOC, PSOG, RDF_TYPE, SKOS, shorten_iri
from pso_graph.rdf.terms import Literal, NamedNode, Triple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pso_graph.evidence.location import SourceText
    from pso_graph.model import Anchor, Citation, Document, Passage, Response, Unit
    from pso_graph.store import Store

_CLASSES = {
    Genre.RESOLUTION: PSOG.Resolution,
    Genre.STATEMENT: PSOG.GovernmentStatement,
    Genre.MOTION: PSOG.Motion,
}
_WORDS = 6
_BSPC = re.compile(r"(\d+)\. BSPC(?: (\d{4}))?")
_LETTERS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}


@dataclass(slots=True)
class Scaffold:
    """A document's data as far as a reader can write it.

    Args:
        statements: what goes into ``data/documents``.
        places: what goes into ``data/anchors``.
        questions: what a curator must still say, one English sentence each.
    """

    statements: list[Triple] = field(default_factory=list)
    places: list[Triple] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file that a document was read from.

    Args:
        stem: its name without suffix.
        sha256: of its bytes, in lower-case hex.
        text: ready for finding passages.
    """

    stem: str
    sha256: str
    text: SourceText


def make_scaffold(
    document: Document, slug: str, source: SourceFile, known: Store, answers: str | None
) -> Scaffold:
    """Return the data of a document as far as its reader can tell.

    Args:
        document: what the reader found.
        slug: of the document.
        source: the file that it was read from.
        known: the project's data, in which citations are looked up by official number.
        answers: slug of the document that a statement answers; None if it is not known.
    """
    return _Writer(document, slug, source, known, answers).write()


class _Writer:
    """Writes the scaffold of one document."""

    def __init__(
        self, document: Document, slug: str, source: SourceFile, known: Store, answers: str | None
    ) -> None:
        self._document = document
        self._base = f"{BASE}document/{slug}"
        self._node = NamedNode(self._base)
        self._source = source
        self._file = NamedNode(f"{BASE}file/{slug}/{source.stem}")
        self._known = known
        self._answers = f"{BASE}document/{answers}" if answers else None
        self._anchors: list[Anchor] = []
        self._scaffold = Scaffold()

    def write(self) -> Scaffold:
        self._say(self._node, RDF_TYPE, _CLASSES[self._document.genre])
        self._say(self._node, PSOG.file, self._file)
        if self._answers and self._document.genre is Genre.STATEMENT:
            self._say(self._node, PSOG.reportsOn, NamedNode(self._answers))
        for unit in self._document.units:
            self._write_unit(unit)
        for response in self._document.responses:
            self._write_response(response)
        self._write_quotations()
        self._write_citations()
        self._scaffold.statements += describe_requests(self._anchors)
        self._scaffold.places += describe_anchors(self._file, self._source.sha256, self._anchors)
        self._scaffold.questions += self._list_questions()
        return self._scaffold

    def _say(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> None:
        self._scaffold.statements.append(Triple(subject, predicate, value))

    def _prove(self, subject: NamedNode, passage: Passage, within: str | None) -> None:
        anchor = self._source.text.describe(f"{subject.value}/evidence", passage, within)
        self._anchors.append(anchor)
        self._say(subject, PSOG.evidence, NamedNode(anchor.request.iri))

    def _name(self, local: str) -> NamedNode:
        return NamedNode(f"{self._base}/{local}")

    def _write_unit(self, unit: Unit) -> None:
        node = self._name(unit.id)
        self._say(node, RDF_TYPE, PSOG.Clause)
        self._say(node, DCTERMS.isPartOf, self._name(unit.parent) if unit.parent else self._node)
        self._say(node, PSOG.clauseNumber, Literal(unit.id))
        self._say(node, PSOG.order, write_integer(unit.order))
        self._say(node, PSOG.unitType, PSOC[f"unit-{unit.type}"])
        if unit.mode:
            self._say(node, PSOG.mode, PSOC[f"mode-{unit.mode}"])
        self._prove(node, unit.passage, unit.id)

    def _write_response(self, response: Response) -> None:
        node = self._name(response.clause)
        self._say(node, RDF_TYPE, PSOG.Response)
        self._say(node, DCTERMS.isPartOf, self._node)
        self._say(node, PSOG.clauseNumber, Literal(response.clause))
        self._say(node, PSOG.order, write_integer(response.order))
        self._say(node, PSOG.responseType, PSOC[f"response-{response.type}"])
        if self._answers:
            self._say(node, PSOG.answers, NamedNode(f"{self._answers}/{response.clause}"))
        if response.answer is not None:
            self._prove(node, response.answer, response.clause)

    def _write_quotations(self) -> None:
        rows = {response.clause for response in self._document.responses}
        for quoted in self._document.quotations:
            node = self._name(f"quotation/{quoted.clause}")
            self._say(node, RDF_TYPE, PSOG.Quotation)
            self._say(node, PSOG.quotedIn, self._name(quoted.clause) if quoted.clause in rows else self._node)
            if self._answers:
                self._say(node, PSOG.quotes, NamedNode(f"{self._answers}/{quoted.clause}"))
            self._prove(node, quoted.passage, f"quotation/{quoted.clause}")

    def _write_citations(self) -> None:
        counts: dict[str, int] = {}
        for citation in self._document.citations:
            unit = self._name(citation.unit) if citation.unit else self._node
            thing = self._find_thing(citation)
            slug = shorten_iri(thing.value).split("/", 1)[-1].replace("/", "-")
            name = f"{unit.value}/citation/{slug}"
            counts[name] = counts.get(name, 0) + 1
            node = NamedNode(name if counts[name] == 1 else f"{name}-{counts[name]}")
            self._write_citation(node, unit, thing, citation)

    def _write_citation(self, node: NamedNode, unit: NamedNode, thing: NamedNode, citation: Citation) -> None:
        written = citation.passage.read(self._source.text.text).split()
        crossing = citation.kind == "crossreference"
        kind = "crossreference" if crossing else "quotation" if citation.quoted else "text"
        self._say(node, RDF_TYPE, PSOG.Citation)
        self._say(node, PSOG.citedIn, unit)
        self._say(node, PSOG.citedThing, thing)
        self._say(node, PSOG.asWritten, Literal(" ".join(written[:_WORDS])))
        self._say(node, PSOG.mentionKind, PSOC[f"kind-{kind}"])
        within = f"quotation/{citation.unit}" if citation.quoted else citation.unit
        self._prove(node, citation.passage, within)

    def _find_thing(self, citation: Citation) -> NamedNode:
        """Return what a citation names, by its official number; a provisional name if it is new."""
        number = citation.number
        if citation.kind == "crossreference":
            return self._name(number)
        if citation.kind == "bspc" and (match := _BSPC.match(number)):
            year = f"-{match[2]}" if match[2] else ""
            return NamedNode(f"{BASE}document/bspc-{match[1]}{year}")
        for name in dict.fromkeys((number, number.partition(" Absatz ")[0])):
            if found := self._look_up(name):
                return found
        folder = "instrument" if citation.kind in ("com", "council", "provision") else "document"
        self._scaffold.questions.append(f"{number} is in no data yet: describe it, or name what it is.")
        return NamedNode(f"{BASE}{folder}/{make_slug(number)}")

    def _look_up(self, name: str) -> NamedNode | None:
        """Return the first thing that has an official number, or a German name that reads the same."""
        named = (
            *self._known.find(None, DCTERMS.identifier, Literal(name)),
            *self._known.find(None, SKOS.altLabel, Literal(name, language="de")),
        )
        iris = sorted(quad.subject.value for quad in named if isinstance(quad.subject, NamedNode))
        return NamedNode(iris[0]) if iris else None

    def _list_questions(self) -> Iterator[str]:
        for question in self._document.questions:
            yield f"{question.about}: {question.text}" if question.about else question.text


def make_slug(text: str) -> str:
    """Return a text as a slug: lower-case ASCII letters and digits, joined by hyphens."""
    folded = "".join(_LETTERS.get(char, char) for char in text.lower())
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
