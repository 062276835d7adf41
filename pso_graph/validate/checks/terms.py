"""Which names vocabularies declare, and what a name that they do not declare may have meant."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pso_graph.catalogue.names import suggest_names
from pso_graph.core.resources import read_text
from pso_graph.rdf.namespaces import OWL, RDF_TYPE, RDFS, SKOS, Namespace
from pso_graph.rdf.prefixes import read_prefixes
from pso_graph.rdf.terms import NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pso_graph.rdf.terms import Quad

_RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
_KINDS = {
    **dict.fromkeys((OWL.Class, RDFS.Class, RDFS.Datatype), "class"),
    **dict.fromkeys((_RDF.Property, OWL.ObjectProperty, OWL.DatatypeProperty), "property"),
    **dict.fromkeys((OWL.AnnotationProperty, OWL.OntologyProperty), "property"),
    **dict.fromkeys((SKOS.Concept, SKOS.ConceptScheme), "concept"),
}
_MEMBER = re.compile(r"_[1-9][0-9]*")  # rdf:_1, rdf:_2 … need no declaration (RDF Schema, section 5.1.6)
_SHOWN = 3


def read_iri(term: object) -> str:
    """Return the IRI of a term, or nothing if it is none."""
    return term.value if isinstance(term, NamedNode) else ""


def split_iri(iri: str) -> tuple[str, str]:
    """Return namespace and local name of an IRI: the name follows the last ``#``, else the last ``/``."""
    end = iri.rfind("#") + 1 or iri.rfind("/") + 1
    return iri[:end], iri[end:]


def write_name(iri: str) -> str:
    """Return an IRI with one of the project's prefixes, or in angle brackets."""
    namespace, local = split_iri(iri)
    prefix = next((prefix for prefix, known in read_prefixes().items() if known == namespace), None)
    return f"<{iri}>" if prefix is None or not local else f"{prefix}:{local}"


@cache
def read_vocabularies() -> dict[str, frozenset[str]]:
    """Return the local names of each well-known vocabulary, by its namespace."""
    listed = tomllib.loads(read_text(Path(__file__).with_name("vocabularies.toml")))
    return {entry["namespace"]: frozenset(entry["names"].split()) for entry in listed.values()}


class KnownTerms:
    """The terms that files declare, and those of well-known vocabularies.

    A namespace is judged only if something of the same kind (class, property or concept) is declared
    in it: of one whose vocabulary nobody has given, nothing is known.

    Args:
        quads: of the files that may declare terms.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._declared: dict[tuple[str, str], set[str]] = defaultdict(set)
        for quad in quads:
            if quad.predicate == RDF_TYPE and isinstance(quad.object, NamedNode):
                kind = _KINDS.get(quad.object)
                if kind and isinstance(quad.subject, NamedNode):
                    namespace, local = split_iri(quad.subject.value)
                    self._declared[namespace, kind].add(local)

    def is_unknown(self, iri: str, *kinds: str) -> bool:
        """Return whether a vocabulary that is known lacks a name.

        Args:
            iri: of the term.
            kinds: as which it may be declared: ``class``, ``property``, ``concept``; as any if left out.
        """
        namespace, local = split_iri(iri)
        if not local or (namespace == _RDF.iri and _MEMBER.fullmatch(local)):
            return False
        names = self._list_names(namespace, kinds)
        return bool(names) and local not in names

    def is_known(self, iri: str) -> bool:
        """Return whether some vocabulary declares a name, as whatever."""
        namespace, local = split_iri(iri)
        return local in self._list_names(namespace, ())

    def suggest(self, iri: str, *kinds: str) -> list[str]:
        """Return the declared names most like one that is not, at most three, the likest first.

        Args:
            iri: of the term.
            kinds: as above.
        """
        namespace, local = split_iri(iri)
        nearest = suggest_names(local, self._list_names(namespace, kinds))[:_SHOWN]
        return [write_name(namespace + name) for name in nearest]

    def _list_names(self, namespace: str, kinds: tuple[str, ...]) -> frozenset[str]:
        known = read_vocabularies().get(namespace, frozenset())
        kinds = kinds or ("class", "property", "concept")
        return known.union(*(self._declared.get((namespace, kind), set()) for kind in kinds))
