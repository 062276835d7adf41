"""What the tests of the data share: which file says what, before and after entailment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pso_graph.build.dataset import list_files
from pso_graph.rdf.parsing import parse_file, place_in_graph
from tests.gold.graph import Graph

if TYPE_CHECKING:
    from pathlib import Path

    from pso_graph.rdf.terms import Quad
    from pso_graph.store import EmbeddedStore


@pytest.fixture(scope="session")
def files(root: Path) -> dict[str, list[Quad]]:
    """The quads of each Turtle file of the dataset, by its path below the checkout."""
    return {
        path.relative_to(root).as_posix(): place_in_graph(parse_file(path), graph)
        for path, graph in list_files(root)
    }


@pytest.fixture(scope="session")
def written(files: dict[str, list[Quad]]) -> list[Quad]:
    """What the files below ``data`` say."""
    return [quad for path, quads in files.items() if path.startswith("data/") for quad in quads]


@pytest.fixture(scope="session")
def graph(dataset: EmbeddedStore) -> Graph:
    """The composed dataset, asked in short ids."""
    return Graph(dataset)
