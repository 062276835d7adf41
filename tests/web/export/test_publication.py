"""What a static copy is to be: its address, its files, and what leads to them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from pso_graph.core.errors import ParameterError
from pso_graph.publish.page import Site
from pso_graph.web.export.hosting import list_fields, list_hosting
from pso_graph.web.export.publication import Publication, check_address, list_jobs
from pso_graph.web.export.sitemap import list_sitemaps

ADDRESS = "https://graph.example.org/parliaments/"
SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.mark.parametrize(
    "address", ["https://host", "http://host:8000/", ADDRESS, "https://h/~a/b%20c/sparql"]
)
def test_an_address_of_a_server_is_taken(address: str) -> None:
    assert check_address(address, "--address") == address


@pytest.mark.parametrize(
    "address",
    [
        "host.org",
        "ftp://host/",
        "https://host/?q=1",
        "https://host/#a",
        "https://h/a b/",
        'https://h/"',
        "//h/",
        "",
    ],
)
def test_what_is_no_address_of_a_server_is_refused(address: str) -> None:
    with pytest.raises(ParameterError, match="--endpoint"):
        check_address(address, "--endpoint")


@pytest.mark.parametrize(
    ("address", "prefix"), [("", "/"), ("https://host/", "/"), (ADDRESS, "/parliaments/")]
)
def test_the_path_that_a_copy_stands_at(address: str, prefix: str) -> None:
    assert Publication(address=address).prefix == prefix


def test_a_thing_has_pages_in_each_language_and_data_in_each_format() -> None:
    jobs = list_jobs(Publication(), [("page/actor/bspc", ("html",)), ("views/flow", ("html", "csv"))])
    assert {path for job in jobs for path in job.files} == {
        *("downloads/dataset.nq.gz", "downloads/dataset.trig.gz", "downloads/dataset.jsonld.gz"),
        *("de/page/actor/bspc.html", "en/page/actor/bspc.html"),
        *("data/actor/bspc.ttl", "data/actor/bspc.jsonld", "data/actor/bspc.nt", "data/actor/bspc.rdf"),
        *("de/views/flow.html", "de/views/flow.csv", "en/views/flow.html", "en/views/flow.csv"),
    }


def test_a_sitemap_names_each_page_with_its_translation() -> None:
    publication = Publication(address=ADDRESS)
    files = dict(
        list_hosting(
            publication, ["de/index.html", "en/index.html", "de/a.csv", "de/ü.html", "en/ü.html", "404.html"]
        )
    )
    urls = ET.fromstring(files["sitemap.xml"]).findall("s:url", SPACES)  # noqa: S314 - our own
    told = {
        url.findtext("s:loc", "", SPACES): [link.attrib["href"] for link in url.findall("x:link", SPACES)]
        for url in urls
    }
    home = [f"{ADDRESS}de/index.html", f"{ADDRESS}en/index.html"]
    page = [f"{ADDRESS}de/%C3%BC.html", f"{ADDRESS}en/%C3%BC.html"]
    assert told == {home[0]: home, home[1]: home, page[0]: page, page[1]: page}


def test_a_sitemap_that_is_too_long_is_split() -> None:
    pages = [f"{language}/{number}.html" for number in range(3) for language in ("de", "en")]
    files = dict(list_sitemaps(pages, lambda path: ADDRESS + path, most=4))
    assert list(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    index = ET.fromstring(files["sitemap.xml"])  # noqa: S314 - our own
    assert [one.text for one in index.iterfind("s:sitemap/s:loc", SPACES)] == [
        f"{ADDRESS}sitemap-1.xml",
        f"{ADDRESS}sitemap-2.xml",
    ]
    counts = [len(ET.fromstring(files[name])) for name in ("sitemap-1.xml", "sitemap-2.xml")]  # noqa: S314
    assert counts == [4, 2]


def test_without_an_address_there_is_no_sitemap() -> None:
    files = dict(list_hosting(Publication(), ["de/index.html"]))
    assert "sitemap.xml" not in files
    assert b"Sitemap" not in files["robots.txt"]


def test_pages_may_ask_the_endpoint_that_is_named_and_no_other() -> None:
    def read_policy(endpoint: str) -> str:
        policies = dict(list_fields(endpoint))["content-security-policy"].split("; ")
        return next(policy for policy in policies if policy.startswith("connect-src"))

    assert read_policy("") == "connect-src 'self'"
    assert read_policy("https://graph.example.org/sparql") == "connect-src 'self' https://graph.example.org"
    site = Site(is_static=True, endpoint="https://graph.example.org/sparql")
    files = dict(list_hosting(Publication(site), []))
    for name in ("nginx.conf", ".htaccess", "_headers"):
        assert b"connect-src 'self' https://graph.example.org;" in files[name]


def test_hosts_that_read_redirects_lead_things_to_their_pages() -> None:
    rules = dict(list_hosting(Publication(address=ADDRESS), []))["_redirects"].decode().splitlines()
    assert "/parliaments/id/* /parliaments/de/page/:splat.html 302" in rules
    assert "/parliaments/concept/* /parliaments/de/page/concept/:splat.html 302" in rules
    told = [rule for rule in rules if not rule.startswith("#")]
    assert all(len(rule.split()) == 3 and rule.endswith(" 302") for rule in told)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "hostile", ["a, " * 20_000, "," * 50_000, " " * 50_000, "den-" * 20_000, "text/htm," * 9_000]
)
def test_patterns_in_rules_take_no_longer_for_hostile_lists(hostile: str) -> None:
    rules = dict(list_hosting(Publication(), []))["nginx.conf"].decode()
    patterns = set(re.findall(r'~\* "([^"]+)"', rules))
    assert len(patterns) == 6  # two languages, four formats
    assert not any(re.match(pattern, hostile) for pattern in patterns)
