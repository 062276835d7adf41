"""The words that prove something, and where they stand; the passage where the reader has the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pso_graph.build.anchoring import write_integer
from pso_graph.publish.things.passages import read_passage
from pso_graph.publish.views.documents import find_language
from pso_graph.rdf.namespaces import OA, PSOG
from pso_graph.rdf.terms import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pso_graph.publish.page import Visit
    from pso_graph.query.hops import Evidence
    from pso_graph.rdf.terms import Term

_PROVING = (PSOG.evidence, PSOG.stanceEvidence)


@dataclass(frozen=True, slots=True)
class Proof:
    """Words of a document.

    Args:
        anchor: IRI of the anchor.
        place: of the anchor on the page of the thing that it proves, as a fragment; empty elsewhere.
        is_of_stance: whether they prove the stance only.
        document: IRI of the document; empty if it is not known.
        unit: IRI of its unit that holds them; empty if they stand outside all units.
        first_words: at most six words at the beginning.
        last_words: at most six words at the end; empty if those at the beginning are all.
        start: offset of the first code point; None if it is not recorded.
        end: offset after the last code point.
        language: of the document; see ``find_language``.
        passage: all the words; None if the reader has not attached the document, or it is another one.
    """

    anchor: str
    place: str
    is_of_stance: bool
    document: str
    unit: str
    first_words: str
    last_words: str
    start: int | None
    end: int | None
    language: str
    passage: str | None


def list_proofs(visit: Visit, node: NamedNode) -> list[Proof]:
    """Return the proofs of a thing, those of its stance last, each in the order of the text.

    Those of a part have no place of their own: it is the part's.

    Args:
        visit: that the page is rendered for.
        node: the thing.
    """
    is_part = "#" in visit.links.of(node.value)
    proofs = [
        _read_proof(visit, quad.object, is_of_stance=predicate == PSOG.stanceEvidence, is_placed=not is_part)
        for predicate in _PROVING
        for quad in visit.store.find(node, predicate)
        if isinstance(quad.object, NamedNode)
    ]
    return sorted(
        proofs, key=lambda proof: (proof.is_of_stance, proof.document, proof.start or 0, proof.anchor)
    )


def find_proof(visit: Visit, evidence: Evidence) -> Proof:
    """Return the proof of a hop.

    Args:
        visit: that the page is rendered for.
        evidence: of the hop.
    """
    if visit.site.sources is not None:
        for anchor in _list_anchors(visit, evidence):
            return _read_proof(visit, anchor)
    return Proof(
        anchor="",
        place="",
        is_of_stance=False,
        document=evidence.document,
        unit=evidence.unit or "",
        first_words=evidence.first_words,
        last_words="" if evidence.first_words == evidence.last_words else evidence.last_words,
        start=evidence.start,
        end=evidence.end,
        language=find_language(visit.store, evidence.document),
        passage=None,
    )


def _list_anchors(visit: Visit, evidence: Evidence) -> Iterator[NamedNode]:
    """Yield the anchors that begin and end where the words of a hop do."""
    start, end = (write_integer(at) for at in (evidence.start, evidence.end))
    for quad in visit.store.find(None, PSOG.startOffset, start):
        anchor = quad.subject
        if isinstance(anchor, NamedNode) and next(visit.store.find(anchor, PSOG.endOffset, end), None):
            for file in visit.store.find(anchor, OA.hasSource):
                if next(visit.store.find(NamedNode(evidence.document), PSOG.file, file.object), None):
                    yield anchor


def _read_proof(
    visit: Visit, anchor: NamedNode, *, is_of_stance: bool = False, is_placed: bool = False
) -> Proof:
    values: dict[NamedNode, Term] = {quad.predicate: quad.object for quad in visit.store.find(anchor)}
    file = values.get(OA.hasSource)
    holder = next(visit.store.find(None, PSOG.file, file), None) if file is not None else None
    document = holder.subject.value if holder is not None and isinstance(holder.subject, NamedNode) else ""
    first, last = (_read_text(values.get(key)) for key in (PSOG.firstWords, PSOG.lastWords))
    start, end = (_read_offset(values.get(key)) for key in (PSOG.startOffset, PSOG.endOffset))
    unit = values.get(PSOG.anchoredIn)
    passage = read_passage(visit.store, anchor, visit.site.sources) if visit.site.sources else None
    return Proof(
        anchor=anchor.value,
        place=visit.links.of(anchor.value).partition("#")[2] if is_placed else "",
        is_of_stance=is_of_stance,
        document=document,
        unit=unit.value if isinstance(unit, NamedNode) else "",
        first_words=first,
        last_words="" if first == last else last,
        start=start,
        end=end,
        language=find_language(visit.store, document),
        passage=passage,
    )


def _read_text(term: Term | None) -> str:
    return term.value if isinstance(term, Literal) else ""


def _read_offset(term: Term | None) -> int | None:
    try:
        return int(_read_text(term))
    except ValueError:
        return None
