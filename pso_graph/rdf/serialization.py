"""Writing results and datasets in the standard formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from pso_graph.rdf.terms import QueryTriples

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pso_graph.rdf.terms import QueryResult

TABLE_FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
"""SPARQL 1.1 result formats by name."""

GRAPH_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
"""RDF formats of CONSTRUCT and DESCRIBE results by name; those with graphs hold one, the unnamed."""

_DATASET_FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
}


def write_result(result: QueryResult, name: str) -> bytes:
    """Return a query result in a format.

    Args:
        result: of a query.
        name: a key of ``GRAPH_FORMATS`` for triples, else of ``TABLE_FORMATS``.
    """
    if isinstance(result, QueryTriples):
        return _serialize(sorted(set(result), key=str), GRAPH_FORMATS[name])
    written = result.serialize(format=TABLE_FORMATS[name])
    return written or b""


def write_graph(triples: Iterable[ox.Triple], name: str, prefixes: dict[str, str]) -> bytes:
    """Return triples in a format, in the order in which they come.

    Args:
        triples: to write.
        name: a key of ``GRAPH_FORMATS``.
        prefixes: namespace of each prefix, for the formats that have them.
    """
    return _serialize(triples, GRAPH_FORMATS[name], prefixes)


def write_canonical_quads(quads: Iterable[ox.Quad]) -> bytes:
    """Return N-Quads whose lines are sorted, so that equal datasets are equal bytes.

    Args:
        quads: without blank nodes.
    """
    lines = _serialize(quads, ox.RdfFormat.N_QUADS).splitlines(keepends=True)
    return b"".join(sorted(set(lines)))


def write_dataset(quads: Iterable[ox.Quad], suffix: str, prefixes: dict[str, str]) -> bytes:
    """Return a dataset in the format that a file's suffix names.

    Args:
        quads: of the dataset, in the order wanted.
        suffix: ``.nq``, ``.trig`` or ``.jsonld``; ``.ttl`` and ``.nt`` merge the graphs.
        prefixes: namespace of each prefix, for the formats that have them.

    Raises:
        KeyError: if the suffix is none of these.
    """
    rdf_format = _DATASET_FORMATS[suffix]
    if rdf_format.supports_datasets:
        return _serialize(quads, rdf_format, prefixes)
    merged = sorted({quad.triple for quad in quads}, key=str)
    return _serialize(merged, rdf_format, prefixes)


def _serialize(
    statements: Iterable[ox.Triple] | Iterable[ox.Quad],
    rdf_format: ox.RdfFormat,
    prefixes: dict[str, str] | None = None,
) -> bytes:
    # The library returns bytes whenever it is given no file to write to.
    return ox.serialize(statements, format=rdf_format, prefixes=prefixes) or b""


def list_dataset_suffixes() -> list[str]:
    """Return the suffixes in which a dataset can be written."""
    return list(_DATASET_FORMATS)
