"""Property paths are read as SHACL writes them (section 2.3.1), and what is not well-formed is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from pso_graph.rdf.namespaces import SH
from pso_graph.validate.location.paths import write_path
from pso_graph.validate.paths import PropertyPath, read_path

if TYPE_CHECKING:
    from pso_graph.rdf.terms import NamedNode, Term

EX = "http://example.org/"
PREFIXES = """\
@prefix : <http://example.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""


def read(path: str) -> PropertyPath | None:
    quads = list(ox.parse(f"{PREFIXES} :shape sh:path {path} .", ox.RdfFormat.TURTLE))

    def find(subject: Term, predicate: NamedNode) -> list[Term]:
        return [quad.object for quad in quads if (quad.subject, quad.predicate) == (subject, predicate)]

    (node,) = find(ox.NamedNode(EX + "shape"), SH.path)
    return read_path(node, find)


@pytest.mark.parametrize(
    ("path", "written"),
    [
        (":p", "ex:p"),
        ("[ sh:inversePath :p ]", "^ex:p"),
        ("( :p :q :r )", "ex:p/ex:q/ex:r"),
        ("[ sh:alternativePath ( :p :q ) ]", "ex:p|ex:q"),
        ("( :p [ sh:alternativePath ( :q :r ) ] )", "ex:p/(ex:q|ex:r)"),
        ("[ sh:inversePath ( :p :q ) ]", "^(ex:p/ex:q)"),
        ("[ sh:zeroOrMorePath ( :p :q ) ]", "(ex:p/ex:q)*"),
        ("( [ sh:oneOrMorePath :p ] [ sh:zeroOrOnePath :q ] )", "ex:p+/ex:q?"),
    ],
)
def test_paths_of_all_kinds(path: str, written: str) -> None:
    found = read(path)
    assert found is not None
    assert write_path(found, {"ex": EX}) == written


@pytest.mark.parametrize(
    "path",
    [
        '"text"',
        "[ ]",
        "[ sh:inversePath :p ; sh:zeroOrMorePath :q ]",
        "[ sh:inversePath :p , :q ]",
        '( :p "text" )',
        "[ sh:alternativePath ( ) ]",
        "[ sh:alternativePath :p ]",
        "_:list . _:list rdf:first :p ; rdf:rest _:list",
        "[ rdf:first :p ]",
        "[ rdf:first :p , :q ; rdf:rest () ]",
        "_:path . _:path sh:inversePath _:path",
        "[ sh:inversePath " * 20 + ":p" + " ]" * 20,
    ],
)
def test_what_is_not_well_formed_is_no_path(path: str) -> None:
    assert read(path) is None
