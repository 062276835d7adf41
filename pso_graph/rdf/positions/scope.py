"""What names mean at a place of a document: its base, its prefixes, its blank nodes."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

import pyoxigraph as ox

from pso_graph.rdf.positions.escapes import unescape, unescape_local_name
from pso_graph.rdf.positions.problem_kinds import ProblemKind
from pso_graph.rdf.prefixes import read_prefixes
from pso_graph.rdf.terms import BlankNode, NamedNode

if TYPE_CHECKING:
    from pso_graph.rdf.positions.problems import ProblemList
    from pso_graph.rdf.positions.tokens import Token

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")

_MOST_PROPOSALS = 20
WELL_KNOWN = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Namespaces to propose, besides the project's own, where a prefix is used without being declared."""


class Scope:
    """Base, prefixes and blank nodes of a document, as they stand where it is being read.

    Args:
        text: the whole text, in which generated blank node labels must not occur.
        problems: where names without a meaning are reported.
        base: IRI against which relative IRIs are resolved, until the document says another; nothing
            if the format has no relative IRIs.
    """

    def __init__(self, text: str, problems: ProblemList, base: str | None) -> None:
        self._problems = problems
        self._base = base
        self._prefixes: dict[str, str | None] = {}
        self._unknown: set[str] = set()
        self._iris: dict[str, NamedNode | None] = {}
        self._names: dict[str, NamedNode | None] = {}
        self._generated = 0
        self._generated_label = "anonymous"
        while f"_:{self._generated_label}" in text:
            self._generated_label += "x"

    def set_base(self, token: Token) -> None:
        """Resolve relative IRIs against another base from here on.

        Args:
            token: an IRI; if it is wrong, the base stays as it is.
        """
        base = self.resolve_iri(token)
        if base is not None:
            self._base = base.value
            self._iris.clear()

    def declare_prefix(self, name: str, token: Token | None) -> None:
        """Let a prefix stand for a namespace from here on.

        Args:
            name: the prefix without its colon.
            token: the namespace's IRI, or nothing if it is not known: then names with this prefix
                have no meaning, and nothing more is reported of them.
        """
        namespace = None if token is None else self.resolve_iri(token)
        self._prefixes[name] = None if namespace is None else namespace.value
        self._names.clear()

    def resolve_iri(self, token: Token) -> NamedNode | None:
        """Return what an IRI between angle brackets stands for, or nothing if it is wrong.

        Relative IRIs are resolved by the fast parser's own code for RFC 3986, so that both readers
        agree where that leaves a choice (it resolves the dots of references, not of whole IRIs).

        Args:
            token: the IRI with its brackets.
        """
        if token.text not in self._iris:
            self._iris[token.text] = self._make_iri(token)
        return self._iris[token.text]

    def resolve_name(self, token: Token) -> NamedNode | None:
        """Return what a prefixed name stands for, or nothing if it has no meaning.

        Args:
            token: the name with its prefix and colon.
        """
        if token.text not in self._names:
            self._names[token.text] = self._make_name(token)
        return self._names[token.text]

    def make_blank_node(self) -> BlankNode:
        """Return a blank node that the document does not label."""
        self._generated += 1
        return BlankNode(f"{self._generated_label}{self._generated}")

    def _make_iri(self, token: Token) -> NamedNode | None:
        iri, wrong, offset = unescape(token.text[1:-1])
        if wrong:
            start = token.start + 1 + offset
            self._problems.report(ProblemKind.BAD_ESCAPE, start, start + len(wrong), text=wrong)
            return None
        absolute = _SCHEME.match(iri) or _NOT_IN_IRI.search(iri)  # the latter only by an escape
        if not absolute and self._base is None:
            self._problems.report(ProblemKind.RELATIVE_IRI, token.start, token.end)
            return None
        try:
            return NamedNode(iri if absolute or self._base is None else resolve(iri, self._base))
        except ValueError as error:
            self._problems.report(ProblemKind.INVALID_IRI, token.start, token.end, reason=str(error))
            return None

    def _make_name(self, token: Token) -> NamedNode | None:
        prefix, _, local = token.text.partition(":")
        if prefix not in self._prefixes:
            self._report_unknown(prefix, token.start)
            return None
        namespace = self._prefixes[prefix]
        if namespace is None:
            return None
        try:
            return NamedNode(namespace + unescape_local_name(local))
        except ValueError as error:
            self._problems.report(ProblemKind.INVALID_IRI, token.start, token.end, reason=str(error))
            return None

    def _report_unknown(self, prefix: str, start: int) -> None:
        """Report a prefix once, however often it is used: one declaration mends all."""
        if prefix in self._unknown:
            return
        self._unknown.add(prefix)
        few = len(self._unknown) <= _MOST_PROPOSALS  # comparing each with each takes its time
        similar = get_close_matches(prefix, self._prefixes, n=1) if few else []
        if similar:
            remedies = {"de": f"Ist {similar[0]}: gemeint?", "en": f"Is {similar[0]}: meant?"}
        else:
            namespace = read_prefixes().get(prefix) or WELL_KNOWN.get(prefix, "…")
            line = f"@prefix {prefix}: <{namespace}> ."
            remedies = {"de": f"Schreiben Sie oben {line}", "en": f"Write {line} at the top."}
        self._problems.report(
            ProblemKind.UNKNOWN_PREFIX,
            start,
            start + len(prefix) + 1,
            prefix=prefix + ":",
            remedy_de=remedies["de"],
            remedy_en=remedies["en"],
        )


def resolve(reference: str, base: str) -> str:
    """Return the IRI that a reference stands for (RFC 3986 section 5).

    Args:
        reference: an IRI reference without characters that no IRI has.
        base: an absolute IRI.

    Raises:
        ValueError: if the result is no IRI.
    """
    statement = f"<{reference}> <x:p> <x:o> ."
    try:
        quad = next(iter(ox.parse(statement, ox.RdfFormat.TURTLE, base_iri=base)))
    except SyntaxError as error:
        raise ValueError(error.msg) from error
    return str(getattr(quad.subject, "value", ""))
