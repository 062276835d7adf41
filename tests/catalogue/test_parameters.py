"""Values of parameters: which are IRIs, which are looked up."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from pso_graph.catalogue import Parameter
from pso_graph.core.errors import ParameterError
from pso_graph.rdf.namespaces import BASE

THING = Parameter("thing", "iri", True, None, "pso-19-2023", {"de": "Ding", "en": "thing"})


def look_up(short: str) -> ox.NamedNode:
    return ox.NamedNode(BASE + "document/" + short)


@pytest.mark.parametrize("iri", ["urn:example:a", "tag:example.org,2024:a", "http://example.org/a", "URN:a"])
def test_an_absolute_iri_is_not_looked_up(iri: str) -> None:
    assert THING.parse(iri, look_up) == ox.NamedNode(iri)


def test_a_short_id_is_looked_up() -> None:
    assert THING.parse("pso-19-2023/2.l.1", look_up).value == BASE + "document/pso-19-2023/2.l.1"  # type: ignore[union-attr]


def test_what_is_no_iri_is_refused() -> None:
    with pytest.raises(ParameterError):
        THING.parse("urn:a b", look_up)
