"""Running the checks of one series on a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pso_graph.catalogue import read_folder
from pso_graph.rdf.prefixes import read_prefixes
from pso_graph.validate.checks.corpus import Corpus
from pso_graph.validate.checks.data import check_data
from pso_graph.validate.checks.form import check_form
from pso_graph.validate.checks.ontology import check_ontology
from pso_graph.validate.checks.queries import check_queries, read_query_file
from pso_graph.validate.checks.shapes import PlacedShapes, check_shapes
from pso_graph.validate.checks.terms import KnownTerms
from pso_graph.validate.sources import read_source

if TYPE_CHECKING:
    from pathlib import Path

    from pso_graph.validate.finding import LocatedFinding

BASE = "@base <https://w3id.org/pso-graph/id/> .\n"
TURTLE = BASE + "".join(
    f"@prefix {prefix}: <{iri}> .\n"
    for prefix, iri in {**read_prefixes(), "ex": "http://example.org/"}.items()
)
ONTOLOGY = """\
psog:Document a owl:Class . psog:Forum a owl:Class .
psog:unitType a owl:ObjectProperty ; skos:scopeNote "Here."@en .
"""
"""A vocabulary of three terms, for what asks whether a term is declared."""


def check_text(series: str, text: str, folder: Path, *, ours: bool = True) -> list[LocatedFinding]:
    """Return what the checks of a series find in a text.

    Args:
        series: the letter of its rules.
        text: the whole file; data bring their vocabulary along, shapes may bring data.
        folder: to write it into.
        ours: whether shapes have to speak German and English.
    """
    path = folder / ("query.rq" if series == "Q" else "file.ttl")
    path.write_text(text, "utf-8")
    vocabulary = folder / "vocabulary.ttl"
    vocabulary.write_text(TURTLE + ONTOLOGY, "utf-8")
    known = KnownTerms(read_source(vocabulary).quads)
    if series == "Q":
        return list(check_queries([read_query_file(path)], known))
    file = read_source(path)
    corpus = Corpus([file])
    if series == "D":
        return list(check_data(corpus, set()))
    if series == "O":
        return list(check_ontology(corpus, read_folder("lint"), KnownTerms(file.quads), set()))
    if series == "F":
        return list(check_form([file]))
    return list(check_shapes(PlacedShapes([file]), file.quads, known, ours=ours))
