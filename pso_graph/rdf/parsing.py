"""Reading RDF files with the fast parser, and saying where one is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from pso_graph.core.errors import Position, SyntaxProblemError, UnreadableError
from pso_graph.core.resources import read_text
from pso_graph.rdf.namespaces import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
"""RDF formats by the suffix of a file's name."""


def find_format(path: Path) -> ox.RdfFormat:
    """Return the RDF format that a file's suffix names.

    Raises:
        UnreadableError: if the suffix is none of ours.
    """
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError:
        raise UnreadableError(
            f"The suffix {path.suffix or '(none)'!r} names no RDF format.",
            where=str(path),
            fix=f"Use one of {', '.join(FORMATS)}.",
        ) from None


def list_rdf_files(folder: Path) -> list[Path]:
    """Return the files of a folder, and of those in it, whose suffix names an RDF format; no hidden ones.

    Raises:
        UnreadableError: if there is none.
    """
    files = sorted(
        path for path in folder.rglob("*") if _is_readable(path.relative_to(folder)) and path.is_file()
    )
    if not files:
        raise UnreadableError(
            "This folder holds no RDF file.",
            where=str(folder),
            fix=f"Name one that has {', '.join(FORMATS)}.",
        )
    return files


def _is_readable(path: Path) -> bool:
    return path.suffix.lower() in FORMATS and not any(part.startswith(".") for part in path.parts)


def parse_file(path: Path) -> list[ox.Quad]:
    """Return the quads of an RDF file; in formats without graphs all are in the default graph.

    Args:
        path: a file whose suffix names its format. Relative IRIs are resolved against ``…/id/``, and
            blank nodes are renamed: those of two files are never the same (RDF 1.1, section 3.4).

    Raises:
        UnreadableError: if the file cannot be read or its suffix is unknown.
        SyntaxProblemError: if it is not well-formed; with line and column where the parser tells.
    """
    return parse_text(read_text(path), find_format(path), where=str(path), rename_blank_nodes=True)


def parse_text(
    text: str,
    rdf_format: ox.RdfFormat,
    *,
    where: str,
    rename_blank_nodes: bool = False,
    base: str = BASE,
) -> list[ox.Quad]:
    """Return the quads of a text in an RDF format.

    Args:
        text: the document; a byte order mark before it does not count.
        rdf_format: its format.
        where: what to call it in an error.
        rename_blank_nodes: whether blank nodes get names that no other document has.
        base: IRI against which relative ones are resolved.

    Raises:
        SyntaxProblemError: if it is not well-formed; with line and column where the parser tells.
    """
    try:
        content = text.removeprefix("\ufeff")
        return list(ox.parse(content, rdf_format, base_iri=base, rename_blank_nodes=rename_blank_nodes))
    except SyntaxError as error:
        position = Position(error.lineno, error.offset or 1) if error.lineno else None
        raise SyntaxProblemError(
            f"This is not well-formed {rdf_format.name}: {error.msg}.",
            where=f"{where}:{position.line}:{position.column}" if position else where,
            fix="Mend the file at this place.",
            position=position,
        ) from error


def place_in_graph(quads: Iterable[ox.Quad], graph: ox.NamedNode) -> list[ox.Quad]:
    """Return the quads with those of the default graph moved into a named one."""
    return [
        ox.Quad(q.subject, q.predicate, q.object, graph) if isinstance(q.graph_name, ox.DefaultGraph) else q
        for q in quads
    ]


def parse_ntriples(data: bytes) -> list[ox.Triple]:
    """Return the triples of N-Triples that a program has written.

    Args:
        data: well-formed.
    """
    return [quad.triple for quad in ox.parse(data, ox.RdfFormat.N_TRIPLES)]
