"""Three clicks lead from the home page over a decision and a clause to the words that prove an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from tests.publish.reading import ReadPage, read_text

if TYPE_CHECKING:
    from starlette.testclient import TestClient

DECISION = "Zentrale Anlaufstellen als gute Praxis sowie persönliche Integrationspläne erwägen"
CLAUSE = (
    "Zentrale Anlaufstellen mit allen Diensten unter einem Dach umsetzen und persönliche Integrationspläne "
    "in Betracht ziehen"
)
RESPONSE = (
    "Verneint eine zentrale Anlaufstelle; stattdessen bündeln Erstaufnahme, Beratungsstellen, Sprachmittlung "
    "und Fachdienste die Hilfe."
)
MEASURE = "Migrationsberatung des Bundes für Erwachsene"


@pytest.mark.parametrize("last", [RESPONSE, MEASURE])
def test_three_clicks_lead_to_the_words(client: TestClient, last: str) -> None:
    address = "/de/"
    for click in (DECISION, CLAUSE, last):
        page = ReadPage(client.get(address).text)
        address = urljoin(address, page.list_links()[click].partition("#")[0])
    page = ReadPage(client.get(address).text)
    assert page.heading == last
    quotes = {read_text(quote) for quote in page.find("q")}
    words = {
        RESPONSE: "Eine „zentrale Anlaufstelle“ gibt es nicht",
        MEASURE: "Migrationsberatung Erwachsene – MBE",
    }
    assert words[last] in quotes
