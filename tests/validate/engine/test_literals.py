"""Which literals are well-formed, and which of two is the smaller."""

from __future__ import annotations

import pytest

from pso_graph.rdf.terms import Literal, NamedNode
from pso_graph.validate.engine.literals import compare, is_well_formed, write_datatype


def make(text: str) -> Literal:
    """``form^name`` as a literal of a datatype of XML Schema."""
    form, _, name = text.partition("^")
    return Literal(form, datatype=write_datatype(name or "string"))


@pytest.mark.parametrize(
    "text",
    [
        *("-007^integer", "+5^byte", "18446744073709551615^unsignedLong", ".5^decimal", "5.^decimal"),
        *("1e3^double", "-INF^float", "NaN^double", "0^boolean", "2024-02-29^date", "-0044-03-15^date"),
        *("12021-01-01+14:00^date", "24:00:00^time", "2021-12-31T24:00:00Z^dateTime", "2000-02-29^date"),
        *("any text^string", "x^anyURI", "0000-01-01^date", "P1Y2M3DT4H5.6S^duration"),
        *("-PT1M^dayTimeDuration", "ab0F^hexBinary", "2021^gYear"),
    ],
)
def test_well_formed(text: str) -> None:
    assert is_well_formed(make(text))


@pytest.mark.parametrize(
    "text",
    [
        *("^integer", "1.0^integer", " 1^integer", "128^byte", "-1^nonNegativeInteger", "0^positiveInteger"),
        *("1,5^decimal", "1e3^decimal", "inf^double", "TRUE^boolean", "2023-02-29^date", "1900-02-29^date"),
        *("21-01-01^date", "2021-01-01+15:00^date", "24:00:01^time", "2021-01-01^dateTime", "٣^integer"),
        *("P^duration", "PT^dayTimeDuration", "P1D^yearMonthDuration", "abc^hexBinary", "21^gYear"),
    ],
)
def test_ill_formed(text: str) -> None:
    assert not is_well_formed(make(text))


@pytest.mark.parametrize(
    ("left", "right", "order"),
    [
        ("01^integer", "1.0^decimal", 0),
        ("1^integer", "1.5^double", -1),
        ("INF^double", "99999999999999999999^integer", 1),
        ("9007199254740993^integer", "9007199254740992^decimal", 1),
        ("false^boolean", "1^boolean", -1),
        ("b", "a", 1),
        ("2021-01-01T00:00:00Z^dateTime", "2021-01-01T01:00:00+01:00^dateTime", 0),
        ("2020-12-31T24:00:00Z^dateTime", "2021-01-01T00:00:00Z^dateTime", 0),
        ("-0001-01-01^date", "0001-01-01^date", -1),
        ("12021-01-01^date", "2021-01-01^date", 1),
        ("10:00:00.25^time", "10:00:00.5^time", -1),
        ("NaN^double", "1^double", None),
        ("1^integer", "1", None),
        ("abc^integer", "1^integer", None),
        ("2021-01-01^date", "2021-01-01T00:00:00^dateTime", None),
        ("2021-01-01Z^date", "2021-01-02^date", None),
        ("P1D^duration", "P2D^duration", None),
    ],
)
def test_order(left: str, right: str, order: int | None) -> None:
    assert compare(make(left), make(right)) == order
    assert compare(make(right), make(left)) == (None if order is None else -order)


def test_only_literals_have_an_order() -> None:
    assert compare(NamedNode("urn:a"), NamedNode("urn:b")) is None
    assert compare(Literal("a", language="de"), Literal("b", language="de")) is None
