"""The validators that are compared, each used as its documentation says.

This file is a program of its own, for an interpreter that has the validator and perhaps nothing of ours:
``python validation_contestants.py NAME FOLDER`` checks ``data.ttl`` against ``shapes.ttl`` there, and
writes what it found, and with which packages, to ``found.json``.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rdflib import Graph
    from rdflib.term import Node

DATA, SHAPES = "data.ttl", "shapes.ttl"
EXPECTED, FOUND = "expected.json", "found.json"
SHAPE = "https://example.org/shape/"
_SH = "http://www.w3.org/ns/shacl#"
_XSD = "http://www.w3.org/2001/XMLSchema#"


class Found(NamedTuple):
    """A finding, written alike for all validators.

    Args:
        focus: IRI of the thing concerned.
        path: IRI of the property concerned; empty if the path has several steps, or there is none.
        value: in N-Triples form, or empty.
        component: local name of the constraint component, without its common ending.
        shape: local name of the shape.
    """

    focus: str
    path: str
    value: str
    component: str
    shape: str


class Contestant(NamedTuple):
    """A validator.

    Args:
        packages: that have to be installed, the one that gives it its version first.
        check: returns what it finds in a folder's files.
    """

    packages: tuple[str, ...]
    check: Callable[[Path], Iterator[Found]]


def check_with_ours(folder: Path) -> Iterator[Found]:
    """Yield what our engine finds, which does as much as the others: it looks for no lines and columns."""
    from pyoxigraph import parse  # noqa: PLC0415

    from pso_graph.validate.shacl import check  # noqa: PLC0415

    data, shapes = (parse(path=str(folder / name)) for name in (DATA, SHAPES))
    for found in check(data, shapes, "compiled").findings:
        yield _write(found.focus, found.path, found.value, found.component, found.shape)


def check_with_places(folder: Path) -> Iterator[Found]:
    """Yield what ``pso-graph validate`` finds, which has checked the shapes too and looked for all places."""
    from pso_graph.pipeline.inspection import inspect_files  # noqa: PLC0415

    for located in inspect_files([folder / DATA], [folder / SHAPES]).findings:
        found = located.finding
        yield _write(found.focus, found.path, found.value, found.component, found.shape)


def check_with_pyshacl(folder: Path) -> Iterator[Found]:
    """Yield what pyshacl finds in a graph in rdflib's own store."""
    from rdflib import Graph  # noqa: PLC0415

    yield from _ask_pyshacl(folder, Graph().parse(folder / DATA))


def check_with_pyshacl_on_oxigraph(folder: Path) -> Iterator[Found]:
    """Yield what pyshacl finds in a graph in an Oxigraph store."""
    from rdflib import Graph  # noqa: PLC0415

    yield from _ask_pyshacl(folder, Graph(store="Oxigraph").parse(folder / DATA, format="ox-turtle"))


def _ask_pyshacl(folder: Path, data: Graph) -> Iterator[Found]:
    import pyshacl  # noqa: PLC0415
    from rdflib import SH, Graph, URIRef  # noqa: PLC0415

    _, report, _ = pyshacl.validate(data, shacl_graph=Graph().parse(folder / SHAPES))
    if not isinstance(report, Graph):
        raise TypeError(report)

    def read(result: Node, predicate: URIRef) -> str:
        node = report.value(result, predicate)
        if predicate == SH.value and node is not None:
            return str(node.n3()).removesuffix(f"^^<{_XSD}string>")  # an Oxigraph store says it, rdflib not
        return str(node) if isinstance(node, URIRef) else ""

    properties = SH.focusNode, SH.resultPath, SH.value, SH.sourceConstraintComponent, SH.sourceShape
    for result in report.objects(None, SH.result):  # not by type: details of a result are typed likewise
        yield _write(*(read(result, predicate) for predicate in properties))


def check_with_pyrudof(folder: Path) -> Iterator[Found]:
    """Yield what rudof finds with the engine that it recommends."""
    pyrudof = import_module("pyrudof")  # no stubs of it are in our environment
    rudof = pyrudof.Rudof(pyrudof.RudofConfig())
    rudof.read_data(folder / DATA)
    rudof.read_shacl(folder / SHAPES)
    for entry in rudof.validate_shacl():
        value = entry.value or ""
        value = value.replace("^^xsd:", f"^^<{_XSD}") + ">" if "^^xsd:" in value else value
        value = f"<{value}>" if value.startswith("http") else value
        path = entry.path if entry.path and entry.path.startswith("http") else ""
        yield _write(entry.focus_node, path, value, entry.constraint_component, entry.source_shape)


def _write(focus: str, path: str, value: str, component: str, shape: str) -> Found:
    name = component.removeprefix(_SH).removesuffix("ConstraintComponent")
    return Found(focus, path, value, name, shape.removeprefix(SHAPE))


OURS, OURS_WITH_PLACES = "pso-graph", "pso-graph validate"
CONTESTANTS = {
    OURS: Contestant(("pso-graph", "pyoxigraph"), check_with_ours),
    OURS_WITH_PLACES: Contestant(("pso-graph", "pyoxigraph"), check_with_places),
    "pyshacl": Contestant(("pyshacl", "rdflib"), check_with_pyshacl),
    "pyshacl on Oxigraph": Contestant(
        ("pyshacl", "rdflib", "oxrdflib", "pyoxigraph"), check_with_pyshacl_on_oxigraph
    ),
    "pyrudof": Contestant(("pyrudof",), check_with_pyrudof),
}
"""The validators by name."""


def main() -> None:
    """Run the validator of the first argument in the folder of the second."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    contestant = CONTESTANTS[name]
    found = list(contestant.check(folder))
    packages = ", ".join(f"{package} {version(package)}" for package in contestant.packages)
    (folder / FOUND).write_text(json.dumps({"packages": packages, "findings": found}), encoding="utf-8")


if __name__ == "__main__":
    main()
