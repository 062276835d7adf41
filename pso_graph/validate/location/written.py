"""Terms as findings write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.rdf.parsing import FORMATS, parse_text
from pso_graph.rdf.terms import BlankNode, NamedNode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pso_graph.rdf.terms import Term


def read_node(text: str) -> Term | None:
    """Return the term of a finding's ``focus`` or ``shape``, where an IRI has no brackets.

    Args:
        text: an IRI, ``_:`` and label, a literal in N-Triples form, or nothing.
    """
    return NamedNode(text) if text and not text.startswith(('"', "_:")) else read_value(text)


def read_value(text: str) -> Term | None:
    """Return a term that is in N-Triples form, or nothing for an empty text.

    Args:
        text: the term.
    """
    if not text:
        return None
    if text.startswith("_:"):
        return BlankNode(text[2:])
    (quad,) = parse_text(f"<x:s> <x:p> {text} .", FORMATS[".nt"], where=text)
    return quad.object


def shorten(iri: str, prefixes: Mapping[str, str]) -> str:
    """Return an IRI as a file with these prefixes would write it.

    Args:
        iri: the IRI.
        prefixes: namespace of each prefix.
    """
    fitting = [
        f"{prefix}:{iri[len(namespace) :]}"
        for prefix, namespace in prefixes.items()
        if iri.startswith(namespace)
    ]
    names = [name for name in fitting if name.partition(":")[2].replace("-", "").replace("_", "").isalnum()]
    return min(names, key=len, default=f"<{iri}>")
