"""The addresses of things: what each answers to whom, and where it leads.

The tables were written from issue 6 and RFC 9110, not from answers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pyoxigraph as ox
import pytest

if TYPE_CHECKING:
    from starlette.testclient import TestClient

CLAUSE = "document/pso-19-2023/2.l.1"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
FORMS = {
    "ttl": ("text/turtle", ox.RdfFormat.TURTLE),
    "jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD),
    "nt": ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    "rdf": ("application/rdf+xml", ox.RdfFormat.RDF_XML),
}

# What is accepted at the address of a thing, and what it leads to: a page, or data in a form.
ACCEPTED = [
    (BROWSER, "page"),
    ("", "page"),
    ("*/*", "page"),
    ("text/html", "page"),
    ("application/xhtml+xml", "page"),
    ("text/turtle", "ttl"),
    ("text/*;q=0.5, text/turtle", "ttl"),
    ("application/ld+json", "jsonld"),
    ("application/json", "jsonld"),
    ("application/n-triples", "nt"),
    ("application/rdf+xml", "rdf"),
    ("text/turtle;q=0.4, application/rdf+xml;q=0.6", "rdf"),
    ("text/html;q=0.3, application/ld+json;q=0.9, */*;q=0.1", "jsonld"),
]

# What ?format= asks for, whatever is accepted.
FORMATS = [
    ("html", "page"),
    ("ttl", "ttl"),
    ("turtle", "ttl"),
    ("text/turtle", "ttl"),
    ("json", "jsonld"),
    ("jsonld", "jsonld"),
    ("application/ld+json", "jsonld"),
    ("nt", "nt"),
    ("ntriples", "nt"),
    ("rdf", "rdf"),
    ("xml", "rdf"),
]


def lead(form: str, thing: str = CLAUSE) -> str:
    """The path that an address leads to."""
    return f"/page/{thing}" if form == "page" else f"/data/{thing}.{form}"


def follow(client: TestClient, path: str, accept: str = BROWSER) -> str:
    """The path that a redirect leads to, as a client finds it from a relative reference."""
    answer = client.get(path, headers={"Accept": accept})
    assert answer.status_code == 303, answer.text
    assert answer.content == b""
    location = answer.headers["Location"]
    assert "://" not in location
    assert not location.startswith("/")
    return urljoin(path, location)


@pytest.mark.parametrize(("accept", "form"), ACCEPTED)
def test_what_is_accepted_decides(client: TestClient, accept: str, form: str) -> None:
    assert follow(client, f"/id/{CLAUSE}", accept) == lead(form)


@pytest.mark.parametrize("accept", ["*/*", BROWSER, "application/rdf+xml", "image/png"])
@pytest.mark.parametrize("form", [*FORMS, "html"])
def test_an_extension_decides_before_what_is_accepted(client: TestClient, accept: str, form: str) -> None:
    wanted = lead("page" if form == "html" else form)
    assert follow(client, f"/id/{CLAUSE}.{form}", accept) == wanted


@pytest.mark.parametrize("accept", ["*/*", BROWSER, "application/rdf+xml"])
@pytest.mark.parametrize(("name", "form"), FORMATS)
def test_a_field_decides_before_what_is_accepted(
    client: TestClient, accept: str, name: str, form: str
) -> None:
    assert follow(client, f"/id/{CLAUSE}?format={name}", accept) == lead(form)


def test_an_extension_decides_before_a_field(client: TestClient) -> None:
    assert follow(client, f"/id/{CLAUSE}.ttl?format=rdf") == lead("ttl")


@pytest.mark.parametrize("address", [f"/id/{CLAUSE}", f"/id/{CLAUSE}?format=csv", f"/data/{CLAUSE}"])
def test_a_form_that_there_is_not_is_told_with_those_that_there_are(client: TestClient, address: str) -> None:
    answer = client.get(address, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    problem = answer.json()
    assert problem["code"] == "PSO-E017"
    offered = {media_type for media_type, _ in FORMS.values()}
    pages = {"text/html", "application/xhtml+xml"} if address.startswith("/id/") else set()
    assert set(problem["offers"]) == offered | pages


@pytest.mark.parametrize("form", FORMS)
def test_data_has_one_address_for_each_form_and_one_that_negotiates(client: TestClient, form: str) -> None:
    media_type, _ = FORMS[form]
    direct = client.get(f"/data/{CLAUSE}.{form}", headers={"Accept": "image/png"})
    chosen = client.get(f"/data/{CLAUSE}", headers={"Accept": media_type})
    assert direct.status_code == chosen.status_code == 200
    assert direct.headers["Content-Type"].partition(";")[0] == media_type
    assert direct.content == chosen.content
    assert direct.headers["ETag"] == chosen.headers["ETag"]
    place = urljoin(f"/data/{CLAUSE}", chosen.headers["Content-Location"])
    assert place == f"/data/{CLAUSE}.{form}"
    assert "Content-Location" not in direct.headers


def test_all_forms_of_data_say_the_same(client: TestClient) -> None:
    for thing in (CLAUSE, "actor/bspc", "concept/stance", "ontology", "graph/document/pso-19-2023"):
        told = [
            {quad.triple for quad in ox.parse(client.get(f"/data/{thing}.{form}").content, format=rdf)}
            for form, (_, rdf) in FORMS.items()
        ]
        assert told[0]
        assert all(triples == told[0] for triples in told), thing


def test_variants_have_strong_tags_of_their_own(client: TestClient) -> None:
    tags = {client.get(f"/data/{CLAUSE}.{form}").headers["ETag"] for form in FORMS}
    tags |= {client.get(f"/{tree}page/{CLAUSE}").headers["ETag"] for tree in ("de/", "en/")}
    assert len(tags) == 6
    assert all(re.fullmatch(r'"[^"]+"', tag) for tag in tags)


@pytest.mark.parametrize("address", [f"/data/{CLAUSE}.ttl", f"/data/{CLAUSE}", f"/de/page/{CLAUSE}"])
def test_what_is_known_already_is_not_sent_again(client: TestClient, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Vary"] == first.headers["Vary"]
    other = client.get(address, headers={"If-None-Match": '"other"'})
    assert other.status_code == 200


@pytest.mark.parametrize("address", [f"/id/{CLAUSE}", f"/data/{CLAUSE}.nt", f"/page/{CLAUSE}"])
def test_head_tells_what_get_would(client: TestClient, address: str) -> None:
    got, told = client.get(address), client.head(address)
    assert told.status_code == got.status_code
    assert told.content == b""
    own = [name for name in got.headers if not name.startswith("ratelimit")]  # which tell of earlier work too
    assert {name: told.headers[name] for name in own} == {name: got.headers[name] for name in own}


@pytest.mark.parametrize("address", [f"/id/{CLAUSE}", f"/data/{CLAUSE}", "/concept/stance", "/ontology"])
def test_only_reading_is_offered(client: TestClient, address: str) -> None:
    offered = client.options(address)
    assert (offered.status_code, offered.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")
    refused = client.put(address)
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


def read_links(header: str) -> set[tuple[str, str, str]]:
    """Target, relation and type of each link of a header."""
    return set(re.findall(r'<([^>]*)>; rel="([^"]*)"(?:; type="([^"]*)")?', header))


@pytest.mark.parametrize("address", [f"/id/{CLAUSE}", f"/data/{CLAUSE}.rdf", f"/page/{CLAUSE}"])
def test_links_name_all_forms_and_the_licence(client: TestClient, address: str) -> None:
    answer = client.get(address)
    links = {
        (urljoin(address, target), relation, kind)
        for target, relation, kind in read_links(answer.headers["Link"])
    }
    assert {link for link in links if link[1] == "alternate"} == {
        (f"/page/{CLAUSE}", "alternate", "text/html"),
        *((f"/data/{CLAUSE}.{form}", "alternate", kind) for form, (kind, _) in FORMS.items()),
    }
    assert ("https://creativecommons.org/licenses/by/4.0/", "license", "") in links
    if address.startswith("/data/"):
        assert (f"/data/{CLAUSE}", "canonical", "") in links
        assert (f"https://w3id.org/pso-graph/id/{CLAUSE}", "describes", "") in links
    else:
        assert (f"/data/{CLAUSE}", "describedby", "") in links


def test_the_page_prefers_its_address_in_its_language(client: TestClient) -> None:
    for address, language in ((f"/page/{CLAUSE}", "en"), (f"/de/page/{CLAUSE}", "de")):
        answer = client.get(address, headers={"Accept-Language": "en"})
        (canonical,) = [link for link in read_links(answer.headers["Link"]) if link[1] == "canonical"]
        assert urljoin(address, canonical[0]) == f"/{language}/page/{CLAUSE}"
        assert answer.headers["Content-Language"] == language


def test_what_answers_depend_on_is_told(client: TestClient) -> None:
    assert client.get(f"/id/{CLAUSE}").headers["Vary"] == "Accept"
    for address in (f"/data/{CLAUSE}", f"/data/{CLAUSE}.ttl"):
        assert client.get(address).headers["Vary"] == "Accept, Accept-Encoding"
    assert client.get(f"/page/{CLAUSE}").headers["Vary"] == "Accept, Accept-Encoding, Accept-Language"


def test_a_part_leads_to_its_place_on_the_page_of_what_it_belongs_to(client: TestClient) -> None:
    for part, place in (
        (f"{CLAUSE}/evidence", f"{CLAUSE}#evidence"),
        (f"{CLAUSE}/evidence/segment/1", f"{CLAUSE}#evidence"),
        ("document/pso-19-2023/1.a/citation/gcm/evidence", "document/pso-19-2023/1.a#citation/gcm"),
        ("actor/landtag-mv/membership/pso", "actor/landtag-mv#membership/pso"),
    ):
        location = follow(client, f"/id/{part}")
        assert location == f"/page/{place}"
        page = client.get(location.partition("#")[0])
        assert f'id="{location.partition("#")[2]}"' in page.text
        assert follow(client, f"/id/{part}", "text/turtle") == f"/data/{part}.ttl"


def test_concepts_and_the_ontology_have_addresses_too(client: TestClient) -> None:
    assert follow(client, "/concept/stance") == "/page/concept/stance"
    assert follow(client, "/concept/stance-accept", "text/turtle") == "/data/concept/stance-accept.ttl"
    assert follow(client, "/ontology") == "/de/ontology"
    assert follow(client, "/ontology.jsonld") == "/data/ontology.jsonld"
    assert follow(client, "/ontology/1.0.0", "text/turtle") == "/data/ontology/1.0.0.ttl"
    assert follow(client, "/ontology/evidence", "application/rdf+xml") == "/data/ontology/evidence.rdf"
    english = client.get("/ontology", headers={"Accept": BROWSER, "Accept-Language": "en"})
    assert urljoin("/ontology", english.headers["Location"]) == "/en/ontology"
    assert english.headers["Vary"] == "Accept, Accept-Language"


def test_a_version_of_the_ontology_is_the_ontology(client: TestClient) -> None:
    told = {
        path: {quad.triple for quad in ox.parse(client.get(path).content, format=ox.RdfFormat.N_TRIPLES)}
        for path in ("/data/ontology.nt", "/data/ontology/1.0.0.nt")
    }
    stance = ox.NamedNode("https://w3id.org/pso-graph/ontology#stance")
    for triples in told.values():
        assert any(triple.subject == stance for triple in triples)
    assert client.get("/ontology/0.9.0", headers={"Accept": "text/turtle"}).status_code == 404


def test_graphs_lead_those_to_a_page_who_would_rather_have_one(client: TestClient) -> None:
    path = "/graph/document/pso-19-2023"
    assert follow(client, path) == "/page/graph/document/pso-19-2023"
    data = client.get(path, headers={"Accept": "*/*"})
    assert (data.status_code, data.headers["Content-Type"]) == (200, "text/turtle; charset=utf-8")
    assert client.get("/graph/no-such", headers={"Accept": BROWSER}).status_code == 404


def test_what_there_is_not_is_not_found_and_something_near_is_named(client: TestClient) -> None:
    for address in ("/id/document/pso-19-2023/2.l.11", "/data/document/pso-19-2023/2.l.11"):
        answer = client.get(address, headers={"Accept": "application/json"})
        assert answer.status_code == 404
        assert "pso-19-2023/2.l.1" in answer.json()["detail"]
    assert client.get("/de/page/document/pso-19-2023/2.l.11").status_code == 404


HOSTILE = [
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "a%0D%0ASet-Cookie:%20x=1",
    "%00",
    "..%2F..%2Fetc%2Fpasswd",
    "document/pso-19-2023/",
    "//example.org/",
    "https://example.org/",
    "document/pso-19-2023%20",
    "%E2%80%AEdocument",
    "a" * 3000,
    ".ttl",
    "%",
]


@pytest.mark.parametrize("space", ["/id/", "/data/", "/de/page/", "/concept/"])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_lead_nowhere(client: TestClient, space: str, name: str) -> None:
    answer = client.get(space + name, headers={"Accept": "text/html, text/turtle;q=0.1"})
    assert answer.status_code in (400, 404)
    assert "Set-Cookie" not in answer.headers
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("name", ["concept/stance", "graph/reference", "ontology", "ontology/1.0.0"])
def test_what_is_no_thing_has_no_address_among_the_things(client: TestClient, name: str) -> None:
    assert client.get(f"/id/{name}", headers={"Accept": "text/html"}).status_code == 404
