"""All checks beyond SHACL: data, ontology, shapes, queries, evidence, form."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from pso_graph.pipeline.checking_evidence import check_evidence
from pso_graph.validate.checks.corpus import Corpus
from pso_graph.validate.checks.data import check_data
from pso_graph.validate.checks.form import check_form
from pso_graph.validate.checks.ontology import check_ontology
from pso_graph.validate.checks.queries import check_queries
from pso_graph.validate.checks.shapes import PlacedShapes, check_shapes, list_looked_up
from pso_graph.validate.checks.terms import KnownTerms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pso_graph.catalogue import Query
    from pso_graph.pipeline.inputs import Inputs
    from pso_graph.validate.finding import LocatedFinding


def check_project(
    inputs: Inputs, tell: Callable[[str], None], *, sources: Path | None = None
) -> Iterator[LocatedFinding]:
    """Yield what the checks beyond SHACL find in what the project's files say.

    What is not well-formed is not told here; of such a file is checked what can be read of it.

    Args:
        inputs: the project's files.
        tell: called with the name of each step.
        sources: the folder with the documents' texts; without it no evidence is checked.

    Raises:
        CatalogueError: if a lint query is not what it has to be.
    """
    corpus, shapes = Corpus(inputs.data), PlacedShapes(inputs.shapes)
    terms, looked_up = KnownTerms(corpus.list_quads()), list_looked_up(shapes)
    tell("checking data")
    yield from check_data(corpus, looked_up)
    tell("checking the ontology")
    yield from check_ontology(corpus, _list_lint(inputs), terms, looked_up)
    tell("checking shapes")
    yield from check_shapes(shapes, corpus.list_quads(), terms, ours=True)
    tell("checking queries")
    yield from check_queries(inputs.queries, terms)
    if sources is not None:
        tell("checking evidence")
        yield from check_evidence(corpus, sources)


def check_part(inputs: Inputs) -> Iterator[LocatedFinding]:
    """Yield what the checks of data find in files as part of the project's data; of the rest nothing is told.

    Args:
        inputs: the files, with the project's other files as the rest.

    Raises:
        CatalogueError: if a lint query is not what it has to be.
    """
    corpus = Corpus((*inputs.rest, *inputs.data), told=inputs.data)
    terms, looked_up = KnownTerms(corpus.list_quads()), list_looked_up(PlacedShapes(inputs.shapes))
    found = chain(
        check_data(corpus, looked_up),
        check_ontology(corpus, _list_lint(inputs), terms, looked_up),
        check_form(inputs.data),
    )
    told = {file.path for file in inputs.data}
    yield from (located for located in found if located.path in told)


def check_shape_files(inputs: Inputs) -> Iterator[LocatedFinding]:
    """Yield what is wrong with anybody's shapes.

    Args:
        inputs: the shapes, and the data that they are to check; what both declare is known.
    """
    data, shapes = ([quad for file in files for quad in file.quads] for files in (inputs.data, inputs.shapes))
    yield from check_shapes(PlacedShapes(inputs.shapes), data, KnownTerms(chain(data, shapes)), ours=False)


def _list_lint(inputs: Inputs) -> Iterator[Query]:
    """Yield the queries whose rows are findings; one with a wrong header is a finding itself."""
    for file in inputs.queries:
        if file.path.parent.name == "lint" and file.query:
            yield file.query
