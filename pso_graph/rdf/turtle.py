"""Canonical Turtle: the same triples always give the same text, laid out for reading and diffs."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from pso_graph.core.errors import SyntaxProblemError
from pso_graph.rdf.namespaces import BASE, RDF_FIRST, RDF_NIL, RDF_REST, RDF_TYPE, XSD
from pso_graph.rdf.terms import BlankNode, Literal, NamedNode, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pso_graph.rdf.terms import Quad, Subject, Term

# The order of predicates in a block; within a line and after the last, by IRI.
_ORDER = (
    r"rdf-syntax-ns#type$",
    r"(skos/core#(prefLabel|altLabel|notation)|rdf-schema#label|shacl#name)$",
    r"(skos/core#definition|dc/terms/(title|description|identifier)|shacl#(description|message))$",
    r"(shacl#target\w*|shacl#path)$",
    r"dc/terms/isPartOf$",
    r"ontology#(clauseNumber|order|unitType|mode|inDocument|lineFrom|lineTo)$",
    r"ontology#(from|relation|to|claimedIn|basis)$",
    r"ontology#(measure|inResponse|mention|citedIn|citedThing|asWritten|quotes|quotedIn)$",
    r"ontology#(takesUp|answers|approves|welcomes|supports|requestsImplementationOf|requestedIn|fulfils)$",
    r"ontology#(evidence|stanceEvidence|firstWords|lastWords|occurrence)$",
)
_RANKS = tuple(re.compile(pattern) for pattern in _ORDER)
_WIDTH = 110
_LANGUAGES = {"de": 0, "en": 1, "pl": 2}
_LOCAL_NAME = re.compile(r"[A-Za-z0-9_](?:[\w.-]*[\w-])?$", re.ASCII)
_RELATIVE = re.compile(r"[A-Za-z0-9_][\w.%~-]*(?:/(?!\.{1,2}(?:/|$))[\w.%~:@!$&'()*+,;=-]+)*$")
_SHORTHAND = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+$"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+$"),
    XSD + "double": re.compile(r"[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+$"),
    XSD + "boolean": re.compile(r"(?:true|false)$"),
}
_CLOSING_QUOTE = re.compile(r'"(?="|\Z)')  # would end a long string, alone or with its neighbours
_ESCAPES = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
)
_DIGITS = re.compile(r"([0-9]+)")


def natural_key(text: str) -> list[tuple[int, int, str]]:
    """Return a sort key under which ``2.l.10`` comes after ``2.l.9``."""
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _DIGITS.split(text) if part]


class TurtleWriter:
    """Writes triples as canonical Turtle.

    Args:
        prefixes: namespace IRI of each prefix that may be used; only those used are declared.
        base: IRI against which things are written relative.
    """

    def __init__(self, prefixes: Mapping[str, str], base: str = BASE) -> None:
        self._namespaces = sorted(prefixes.items(), key=lambda item: -len(item[1]))
        self._base = base
        self._starts = tuple(prefixes.values())
        self._names: dict[str, str] = {}
        self._used: dict[str, str] = {}
        self._uses_base = False
        self._written = 0
        self._blocks: dict[Subject, dict[NamedNode, set[Term]]] = {}

    def write(self, triples: Iterable[Triple | Quad], comments: Mapping[str, str] | None = None) -> str:
        """Return the document.

        Args:
            triples: what it is to say, in any order; graphs do not count.
            comments: lines that stand above a subject's block, by the subject's IRI; those under
                the empty string open the file.

        Raises:
            SyntaxProblemError: if a blank node is used more than once or in a circle: such a
                node has no place of its own in a block.
        """
        self._names = {}
        self._used = {}
        self._uses_base = False
        self._written = 0
        self._blocks = defaultdict(lambda: defaultdict(set))
        for triple in triples:
            self._blocks[triple.subject][triple.predicate].add(triple.object)
            if isinstance(triple.object, BlankNode):
                self._blocks[triple.object]  # a blank node without triples of its own is "[]"
        self._check_blank_nodes()
        above = comments or {}
        named = [subject for subject in self._blocks if isinstance(subject, NamedNode)]
        named.sort(key=lambda subject: natural_key(subject.value))
        body = [above.get(subject.value, "") + self._write_block(subject) for subject in named]
        if self._written + len(named) != len(self._blocks):
            raise SyntaxProblemError("Blank nodes stand in a circle.", fix="Give one of them an IRI.")
        head = [f"@base <{self._base}> .\n"] if self._uses_base else []
        head += [f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(self._used.items())]
        opening = [above[""]] if above.get("") else []
        return "\n".join(part for part in (*opening, "".join(head), *body) if part)

    def _check_blank_nodes(self) -> None:
        uses: dict[Term, int] = defaultdict(int)
        for block in self._blocks.values():
            for objects in block.values():
                for item in objects:
                    if isinstance(item, BlankNode):
                        uses[item] += 1
        for subject in list(self._blocks):
            if isinstance(subject, BlankNode) and uses[subject] != 1:
                used = f"is used {uses[subject]} times" if uses[subject] else "is used by nothing"
                raise SyntaxProblemError(
                    f"A blank node {used}; it needs the one place where it stands.", fix="Give it an IRI."
                )

    def _write_block(self, subject: NamedNode) -> str:
        lines = self._write_predicates(subject, "  ")
        return f"{self._write_term(subject)}\n{lines} .\n"

    def _write_predicates(self, subject: Subject, indent: str) -> str:
        block = self._blocks[subject]
        lines = []
        for predicate in sorted(block, key=_rank_predicate):
            name = "a" if predicate == RDF_TYPE else self._write_iri(predicate.value)
            placed = [item for item in block[predicate] if not isinstance(item, BlankNode)]
            if len(placed) > 1:
                placed.sort(key=_rank_object)
            written = [self._write_term(item) for item in placed]
            written += sorted(
                self._write_blank(item, indent) for item in block[predicate] if isinstance(item, BlankNode)
            )
            line = f"{indent}{name} {' , '.join(written)}"
            if len(written) > 1 and len(line) > _WIDTH and "\n" not in line:
                line = f"{indent}{name} {f' ,{chr(10)}{indent}  '.join(written)}"
            lines.append(line)
        return " ;\n".join(lines)

    def _write_blank(self, node: BlankNode, indent: str) -> str:
        if self._is_list(node):
            return self._write_list(node, indent)
        self._written += 1
        if not self._blocks[node]:
            return "[]"
        return f"[\n{self._write_predicates(node, indent + '  ')}\n{indent}]"

    def _is_list(self, node: Term) -> bool:
        """Return whether a node begins a list and every node of it says nothing else."""
        while isinstance(node, BlankNode):
            block = self._blocks[node]
            if set(block) != {RDF_FIRST, RDF_REST} or any(len(objects) != 1 for objects in block.values()):
                return False
            (node,) = block[RDF_REST]
        return node == RDF_NIL

    def _write_list(self, node: Term, indent: str) -> str:
        items = []
        while isinstance(node, BlankNode):
            self._written += 1
            (first,) = self._blocks[node][RDF_FIRST]
            (rest,) = self._blocks[node][RDF_REST]
            items.append(
                self._write_blank(first, indent) if isinstance(first, BlankNode) else self._write_term(first)
            )
            node = rest
        return f"( {' '.join(items)} )"

    def _write_term(self, term: Term) -> str:
        if term == RDF_NIL:
            return "()"
        if isinstance(term, NamedNode):
            return self._write_iri(term.value)
        if isinstance(term, Literal):
            return self._write_literal(term)
        raise SyntaxProblemError(f"{term} has no canonical form.", fix="Use an IRI or a literal.")

    def _write_iri(self, iri: str) -> str:
        if iri not in self._names:
            self._names[iri] = self._name(iri)
        return self._names[iri]

    def _name(self, iri: str) -> str:
        for prefix, namespace in self._namespaces if iri.startswith(self._starts) else ():
            local = iri[len(namespace) :]
            if iri.startswith(namespace) and namespace != self._base and _LOCAL_NAME.match(local):
                self._used[prefix] = namespace
                return f"{prefix}:{local}"
        if iri.startswith(self._base) and _RELATIVE.match(iri[len(self._base) :]):
            self._uses_base = True
            return f"<{iri[len(self._base) :]}>"
        return f"<{iri}>"

    def _write_literal(self, literal: Literal) -> str:
        datatype = literal.datatype.value
        shorthand = _SHORTHAND.get(datatype)
        if shorthand is not None and shorthand.fullmatch(literal.value):
            return literal.value
        if "\n" in literal.value:
            escaped = literal.value.replace("\\", "\\\\").replace("\r", "\\r")
            escaped = _CLOSING_QUOTE.sub(r'\\"', escaped)
            text = f'"""{escaped}"""'
        else:
            text = f'"{literal.value.translate(_ESCAPES)}"'
        if literal.language:
            direction = f"--{literal.direction.value}" if literal.direction else ""
            return f"{text}@{literal.language}{direction}"
        if datatype == XSD + "string":
            return text
        return f"{text}^^{self._write_iri(datatype)}"


@cache
def _rank_predicate(predicate: NamedNode) -> tuple[int, str]:
    rank = next((i for i, pattern in enumerate(_RANKS) if pattern.search(predicate.value)), len(_RANKS))
    return rank, predicate.value


def _rank_object(item: Term) -> tuple[int, int, list[tuple[int, int, str]], str]:
    if isinstance(item, Literal):
        language = item.language or ""
        return 1, _LANGUAGES.get(language, 9), natural_key(item.value), item.datatype.value + language
    if isinstance(item, NamedNode):
        return 0, 0, natural_key(item.value), ""
    raise SyntaxProblemError(f"{item} has no canonical form.", fix="Use an IRI or a literal.")
