"""What the tests of the data share: which file says what, before anything is entailed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pso_graph.build.dataset import VOCABULARY, list_files
from pso_graph.rdf.parsing import parse_file, place_in_graph
from pso_graph.store import EmbeddedStore

if TYPE_CHECKING:
    from pathlib import Path

    from pso_graph.rdf.terms import Quad


@pytest.fixture(scope="session")
def files(root: Path) -> dict[str, list[Quad]]:
    """The quads of each Turtle file of the dataset, by its path below the checkout."""
    return {
        path.relative_to(root).as_posix(): place_in_graph(parse_file(path), graph)
        for path, graph in list_files(root)
    }


@pytest.fixture(scope="session")
def asserted(files: dict[str, list[Quad]]) -> EmbeddedStore:
    """What the files below ``data`` say, without the vocabulary."""
    return EmbeddedStore.in_memory(
        quad for quads in files.values() for quad in quads if quad.graph_name != VOCABULARY
    )
