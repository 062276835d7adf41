"""Documents of the RDF suites as our parser is given them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from pso_graph.rdf.parsing import parse_text
from tests.conformance.archive import read_file

if TYPE_CHECKING:
    from pso_graph.rdf.terms import Quad

_WITH_BASE = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG)


def read_document(iri: str, rdf_format: ox.RdfFormat) -> str:
    """Return the text of a file, with its own IRI as base where the format can say so.

    Our parser resolves relative IRIs against the project's base; the suites mean the file's.

    Args:
        iri: of the file.
        rdf_format: of its text.
    """
    base = f"@base <{iri}> .\n" if rdf_format in _WITH_BASE else ""
    return base + read_file(iri)


def parse(text: str, rdf_format: ox.RdfFormat, where: str) -> list[Quad]:
    """Return what our parser reads.

    Args:
        text: the document.
        rdf_format: of the text.
        where: what an error is to call it.
    """
    return parse_text(text, rdf_format, where=where)
