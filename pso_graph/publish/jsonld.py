"""Triples as compact JSON-LD 1.1 that carries its own context, so that reading it needs nothing else.

Terms of our ontology are keys as they are (``@vocab``), others have a prefix, things are short ids
(``@base``). The context says of each property what its values are, so that values are plain strings; texts go
by language.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from pso_graph.rdf.namespaces import PSOG, RDF_TYPE, XSD
from pso_graph.rdf.terms import BlankNode, Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pso_graph.rdf.terms import Subject, Term, Triple

Json: TypeAlias = "str | list[Json] | dict[str, Json]"

_STRING = XSD + "string"
_KEYWORDS = {"id": "@id", "type": "@type"}
_RELATIVE = re.compile(r"[A-Za-z][\w-]*(?:/(?!\.{1,2}(?:/|$))[\w.~-]+)*", re.ASCII)
_NAME = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
_LOCAL = re.compile(r"[A-Za-z0-9][\w./-]*", re.ASCII)


def write_jsonld(triples: Iterable[Triple], prefixes: Mapping[str, str], base: str) -> bytes:
    """Return a JSON-LD document.

    Args:
        triples: without triples as terms; what is said of one subject may stand apart.
        prefixes: namespace of each prefix that may be used.
        base: IRI against which things are written relative.
    """
    return (
        json.dumps(_Compactor(triples, prefixes, base).compact(), ensure_ascii=False, indent=1) + "\n"
    ).encode()


class _Compactor:
    """Compacts triples.

    Args:
        triples: to write.
        prefixes: namespace of each prefix.
        base: IRI of the document's relative references.
    """

    def __init__(self, triples: Iterable[Triple], prefixes: Mapping[str, str], base: str) -> None:
        self._prefixes = {name: space for name, space in prefixes.items() if space not in (PSOG.iri, base)}
        self._base = base
        self._nodes: dict[Subject, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._values: dict[NamedNode, list[Term]] = defaultdict(list)
        for triple in triples:
            self._nodes[triple.subject][triple.predicate].append(triple.object)
            self._values[triple.predicate].append(triple.object)

    def compact(self) -> Json:
        """Return the document."""
        manners = {predicate: _find_manner(values) for predicate, values in self._values.items()}
        graph: list[Json] = [
            {
                "id": self._name_thing(subject),
                **{
                    self._name_key(predicate): self._write(predicate, values, manners[predicate])
                    for predicate, values in said.items()
                },
            }
            for subject, said in self._nodes.items()
        ]
        return {"@context": self._write_context(manners), "@graph": graph}

    def _write_context(self, manners: Mapping[NamedNode, str]) -> Json:
        context: dict[str, Json] = {"@base": self._base, "@vocab": PSOG.iri, **_KEYWORDS}
        context |= self._prefixes
        for predicate, manner in sorted(manners.items(), key=lambda item: item[0].value):
            if predicate != RDF_TYPE and manner:
                key = self._name_key(predicate)
                rule = {"@container": manner} if manner == "@language" else {"@type": self._name_type(manner)}
                context[key] = {"@id": predicate.value, **rule}
        return context

    def _write(self, predicate: NamedNode, values: Sequence[Term], manner: str) -> Json:
        if predicate == RDF_TYPE:
            return _unwrap([self._name_term(value) for value in values])
        if manner == "@language":
            texts: dict[str, list[Json]] = defaultdict(list)
            for value in values:
                if isinstance(value, Literal):
                    texts[value.language or "@none"].append(value.value)
            return {language: _unwrap(texts[language]) for language in sorted(texts)}
        return _unwrap([self._write_value(value, manner) for value in values])

    def _write_value(self, value: Term, manner: str) -> Json:
        if isinstance(value, Literal):
            if manner or (value.datatype.value == _STRING and value.language is None):
                return value.value
            if value.language:
                return {"@value": value.value, "@language": value.language}
            return {"@value": value.value, "@type": value.datatype.value}
        name = self._name_thing(value)
        return name if manner else {"id": name}

    def _name_thing(self, node: Term) -> str:
        """Return a node as its IRI relative to the base or with a prefix, where it can be so written."""
        if isinstance(node, BlankNode):
            return str(node)
        if not isinstance(node, NamedNode):
            return str(node)
        rest = node.value.removeprefix(self._base)
        if rest != node.value and _RELATIVE.fullmatch(rest):
            return rest
        return self._add_prefix(node.value)

    def _name_term(self, node: Term) -> str:
        """Return a class as its local name if it is of our ontology."""
        if isinstance(node, NamedNode):
            rest = node.value.removeprefix(PSOG.iri)
            is_short = rest != node.value and _NAME.fullmatch(rest) and rest not in _KEYWORDS
            return rest if is_short else self._add_prefix(node.value)
        return self._name_thing(node)

    def _name_key(self, predicate: NamedNode) -> str:
        return "type" if predicate == RDF_TYPE else self._name_term(predicate)

    def _name_type(self, manner: str) -> str:
        return manner if manner.startswith("@") else self._add_prefix(manner)

    def _add_prefix(self, iri: str) -> str:
        for name, space in self._prefixes.items():
            rest = iri.removeprefix(space)
            if rest != iri and _LOCAL.fullmatch(rest):
                return f"{name}:{rest}"
        return iri


def _find_manner(values: Iterable[Term]) -> str:
    """Return what all values of a property are: ``@id``, ``@language`` or a datatype; empty if not one."""
    manners = set()
    for value in values:
        if not isinstance(value, Literal):
            manners.add("@id")
        elif value.language:
            manners.add("@language")
        else:
            manners.add(value.datatype.value)
    return "" if len(manners) > 1 or manners == {_STRING} else manners.pop()


def _unwrap(values: list[Json]) -> Json:
    return values[0] if len(values) == 1 else values
