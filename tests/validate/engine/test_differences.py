"""Where pyshacl finds something else than SHACL says: what both find, and why ours is right.

Each case fails once pyshacl mends it. Two more are named in ``tests/conformance/test_shacl.py``, with the
suite's own cases; whatever is in neither list is found alike.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox
import pytest

from pso_graph.core.errors import UnusableShapesError
from pso_graph.validate.shacl import check
from tests.validate.engine.generation import PREFIXES

if TYPE_CHECKING:
    from pso_graph.validate.shacl import Engine

EX = "http://example.org/"
REFUSED = ["refused"]


class Difference(NamedTuple):
    """A case in which the engines differ.

    Args:
        reason: why ours is right, with the section that says so.
        data: in Turtle.
        shape: of a property, in Turtle.
        ours: the values that do not conform.
        theirs: the same for pyshacl.
    """

    reason: str
    data: str
    shape: str
    ours: list[str]
    theirs: list[str]


def write_date(form: str) -> str:
    return f'"{form}"^^<http://www.w3.org/2001/XMLSchema#date>'


DIFFERENCES = {
    "inverted sequence": Difference(
        "^(p/q) goes q backwards first, then p (SHACL 2.3.1.2; SPARQL 1.1, 9.3); pyshacl goes p first",
        "ex:a ex:p ex:b . ex:b ex:q ex:c .",
        "sh:targetNode ex:c ; sh:path [ sh:inversePath ( ex:p ex:q ) ] ; sh:nodeKind sh:Literal",
        [f"<{EX}a>"],
        [],
    ),
    "language range with subtags": Difference(
        "a range matches every tag that goes on after it (SHACL 4.4.4; RFC 4647, 3.3.1)",
        'ex:a ex:p "x"@en-GB , "y"@en-GB-oed , "z"@en .',
        'sh:targetNode ex:a ; sh:path ex:p ; sh:languageIn ( "en-GB" )',
        ['"z"@en'],
        ['"y"@en-gb-oed', '"z"@en'],
    ),
    "order of IRIs": Difference(
        "what SPARQL's < cannot compare does not conform, and it compares no IRIs (SHACL 4.5.3)",
        "ex:a ex:p ex:b ; ex:q ex:c .",
        "sh:targetNode ex:a ; sh:path ex:p ; sh:lessThan ex:q",
        [f"<{EX}b>"],
        [],
    ),
    "order of an IRI and itself": Difference(
        "<= compares no IRIs either, not even equal ones (SHACL 4.5.4)",
        "ex:a ex:p ex:b ; ex:q ex:b .",
        "sh:targetNode ex:a ; sh:path ex:p ; sh:lessThanOrEquals ex:q",
        [f"<{EX}b>"],
        [],
    ),
    "order of blank nodes": Difference(
        "a result, and no failure, as for IRIs (SHACL 4.5.3)",
        "ex:a ex:p _:b ; ex:q _:c .",
        "sh:targetNode ex:a ; sh:path ex:p ; sh:lessThan ex:q",
        ["_:b"],
        REFUSED,
    ),
    "year of five digits": Difference(
        "a year may have more than four digits (XML Schema 1.1, Part 2, 3.3.9); Python's stop at 9999",
        f"ex:a ex:p {write_date('12021-01-01')} .",
        "sh:targetNode ex:a ; sh:path ex:p ; sh:datatype xsd:date",
        [],
        [write_date("12021-01-01")],
    ),
    "order of a year of five digits": Difference(
        "the year 12021 comes after 2021 (XML Schema 1.1, Part 2, 3.3.9)",
        f"ex:a ex:p {write_date('12021-01-01')} , {write_date('2020-01-01')} .",
        f"sh:targetNode ex:a ; sh:path ex:p ; sh:minInclusive {write_date('2021-01-01')}",
        [write_date("2020-01-01")],
        [write_date("12021-01-01"), write_date("2020-01-01")],
    ),
    "year before the first": Difference(
        "a year may be 0000 or negative (XML Schema 1.1, Part 2, 3.3.9)",
        f"ex:a ex:p {write_date('-0044-03-15')} , {write_date('0000-01-01')} .",
        "sh:targetNode ex:a ; sh:path ex:p ; sh:datatype xsd:date",
        [],
        [write_date("-0044-03-15"), write_date("0000-01-01")],
    ),
    "range over kinds": Difference(
        "SPARQL's operators compare no truth value with a number (SHACL 4.3); rdflib orders all literals",
        "ex:a ex:p true , 7 .",
        "sh:targetNode ex:a ; sh:path ex:p ; sh:maxInclusive 5",
        [
            '"7"^^<http://www.w3.org/2001/XMLSchema#integer>',
            '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>',
        ],
        ['"7"^^<http://www.w3.org/2001/XMLSchema#integer>'],
    ),
    "value that a component asks about": Difference(
        "a value for which ASK is false is told, also by a property shape (SHACL 6.3); pyshacl leaves it out",
        "ex:a ex:p ex:b , ex:c .",
        "sh:targetNode ex:a ; sh:path ex:p ; ex:only ex:b . ex:Only a sh:ConstraintComponent ;"
        ' sh:parameter [ sh:path ex:only ] ; sh:validator [ sh:ask "ASK { FILTER ($value = $only) }" ]',
        [f"<{EX}c>"],
        [""],
    ),
    "values of a component's only parameter": Difference(
        "each is a constraint of its own (SHACL 6.2.1); pyshacl takes one of them",
        "ex:a ex:p ex:b .",
        "sh:targetNode ex:a ; sh:path ex:p ; ex:only ex:c , ex:d . ex:Only a sh:ConstraintComponent ;"
        ' sh:parameter [ sh:path ex:only ] ; sh:validator [ sh:ask "ASK { FILTER ($value = $only) }" ]',
        [f"<{EX}b>", f"<{EX}b>"],
        [""],
    ),
}


@pytest.mark.parametrize("name", DIFFERENCES)
def test_differences(name: str) -> None:
    logging.getLogger("rdflib.term").disabled = True  # it tells of dates that it does not know
    case = DIFFERENCES[name]
    assert list_values(case, "compiled") == case.ours, case.reason
    assert list_values(case, "reference") == case.theirs


def list_values(case: Difference, engine: Engine) -> list[str]:
    """The values that an engine finds, sorted."""
    texts = (PREFIXES + case.data, f"{PREFIXES}ex:Shape a sh:PropertyShape ; {case.shape} .")
    data, shapes = (list(ox.parse(text, ox.RdfFormat.TURTLE)) for text in texts)
    try:
        return sorted(finding.value for finding in check(data, shapes, engine).findings)
    except UnusableShapesError:
        return REFUSED
