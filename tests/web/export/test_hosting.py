"""nginx and Apache answer from a static copy as the live server does."""

from __future__ import annotations

import shutil
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import pytest

from pso_graph.publish.identity import find_owner
from pso_graph.publish.page import Site
from pso_graph.web.export.folder import open_folder
from pso_graph.web.export.hosting import list_hosting
from pso_graph.web.export.publication import Publication
from tests.benchmarks.processes import HOST
from tests.web.export.hosts import run_apache, run_nginx

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.client import HTTPResponse

pytestmark = pytest.mark.servers

HOSTS = {"nginx": run_nginx, "apache2": run_apache}
PLACES = ("/", "/graph/of-parliaments/")
THING = "document/pso-19-2023/2.l.1"
PAGES = ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "de-DE,de;q=0.9,en;q=0.8")
FILES = {
    "de/index.html": "Start",
    "de/views/flow.html": "Fluss",
    "de/views/flow.csv": "a,b",
    f"de/page/{THING}.html": "Ziffer",
    f"en/page/{THING}.html": "Clause",
    f"data/{THING}.ttl": "# ü",
    f"data/{THING}.jsonld": "{}",
    "de/page/document/mv.de.html": "an id that looks like a language",
    "downloads/dataset.nq.gz": "\x1f\x8b",
    "assets/style.css": "body {}",
    ".well-known/void": "# void",
}


class Host(NamedTuple):
    """A server with a copy.

    Args:
        port: on this machine.
        prefix: path of the copy.
    """

    port: int
    prefix: str

    def get(self, path: str, accept: str = "*/*", language: str = "") -> tuple[HTTPResponse, bytes]:
        connection = HTTPConnection(HOST, self.port, timeout=10)
        headers = {"Accept": accept, **({"Accept-Language": language} if language else {})}
        connection.request("GET", self.prefix + path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer, body

    def follow(self, path: str, accept: str = "*/*", language: str = "") -> tuple[int, str]:
        """Return the status, and where the answer leads to, below the copy."""
        answer, _ = self.get(path, accept, language)
        location = answer.headers["Location"].removeprefix(f"http://{HOST}:{self.port}")
        assert location.startswith(self.prefix)
        return answer.status, location.removeprefix(self.prefix)


@pytest.fixture(scope="module", params=PLACES)
def place(request: pytest.FixtureRequest) -> Iterator[tuple[Path, str]]:
    """A copy, and the path that it is to stand at."""
    prefix: str = request.param
    with TemporaryDirectory() as name:
        root = Path(name)
        root.chmod(0o755)  # the servers leave the rights of root for those of another user
        _write_copy(root / prefix.strip("/"), prefix)
        yield root, prefix


def _write_copy(folder: Path, prefix: str) -> None:
    publication = Publication(Site(is_static=True, endpoint=""), f"https://copy.invalid{prefix}")
    with open_folder(folder) as copy:
        for path, body in list_hosting(publication, list(FILES)):
            copy.put(path, body)
        for path, text in FILES.items():
            copy.put(path, text.encode("latin-1" if path.endswith("gz") else "utf-8"))
        copy.publish()


@pytest.fixture(scope="module", params=HOSTS)
def host(
    request: pytest.FixtureRequest, place: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Host]:
    if not shutil.which(request.param):
        pytest.skip(f"{request.param} is not installed")
    root, prefix = place
    work = tmp_path_factory.mktemp("work")
    with HOSTS[request.param](root, root / prefix.strip("/"), work) as port:
        yield Host(port, prefix)


@pytest.mark.parametrize(
    ("accept", "language", "leads_to"),
    [
        (*PAGES, f"de/page/{THING}.html"),
        (PAGES[0], "en-GB,en;q=0.9,de;q=0.3", f"en/page/{THING}.html"),
        (PAGES[0], "sv,en;q=0.8", f"en/page/{THING}.html"),
        (PAGES[0], "pl-DE, en;q=0.5", f"en/page/{THING}.html"),
        (PAGES[0], "pl", f"de/page/{THING}.html"),
        ("*/*", "", f"de/page/{THING}.html"),
        ("text/turtle", "en", f"data/{THING}.ttl"),
        ("application/ld+json, text/turtle;q=0.5", "", f"data/{THING}.jsonld"),
        ("application/n-triples", "", f"data/{THING}.nt"),
        ("application/rdf+xml;q=0.9, */*;q=0.1", "", f"data/{THING}.rdf"),
        ("text/html, text/turtle;q=0.5", "", f"de/page/{THING}.html"),
    ],
)
def test_a_thing_leads_to_its_page_or_data(host: Host, accept: str, language: str, leads_to: str) -> None:
    assert host.follow(f"id/{THING}", accept, language) == (303, leads_to)


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        (f"id/{THING}.ttl", f"data/{THING}.ttl"),
        (f"page/{THING}", f"de/page/{THING}.html"),
        ("concept/topic-asylum", "de/page/concept/topic-asylum.html"),
        ("graph/reference", "de/page/graph/reference.html"),
        ("ontology", "de/ontology.html"),
        ("ontology/1.0.0", "de/ontology.html"),
    ],
)
def test_other_addresses_of_the_live_server_lead_on(host: Host, path: str, leads_to: str) -> None:
    assert host.follow(path, *PAGES) == (303, leads_to)


@pytest.mark.parametrize(
    ("part", "owner", "spot"),
    [
        ("document/pso-19-2023/1.a/citation/gcm", "document/pso-19-2023/1.a", "citation/gcm"),
        ("document/pso-19-2023/1.a/citation/gcm/evidence", "document/pso-19-2023/1.a", "citation/gcm"),
        ("document/pso-19-2023/1/evidence/segment/2", "document/pso-19-2023/1", "evidence"),
        ("file/pso-19-2023/001_67", "document/pso-19-2023", "file/pso-19-2023/001_67"),
        ("actor/bspc/membership/pso", "actor/bspc", "membership/pso"),
    ],
)
def test_a_part_leads_to_its_place_on_the_page_of_what_it_belongs_to(
    host: Host, part: str, owner: str, spot: str
) -> None:
    assert find_owner(part) == (owner, spot)
    assert host.follow(f"id/{part}", *PAGES) == (303, f"de/page/{owner}.html#{spot}")
    assert host.follow(f"id/{part}", "text/turtle") == (303, f"data/{owner}.ttl")


def test_a_thing_may_be_called_like_a_part(host: Host) -> None:
    assert host.follow("id/search/evidence", *PAGES) == (303, "de/page/search/evidence.html")


def test_concepts_have_data(host: Host) -> None:
    assert host.follow("concept/topic", "text/turtle") == (303, "data/concept/topic.ttl")
    assert host.follow("ontology", "application/rdf+xml") == (303, "data/ontology.rdf")


def test_the_root_leads_to_the_language_of_the_reader_or_asks(host: Host) -> None:
    assert host.follow("", "text/html", "en") == (302, "en/index.html")
    assert host.follow("", "text/html", "de-AT, en") == (302, "de/index.html")
    answer, body = host.get("", "text/html", "pl")
    assert answer.status == 200
    assert b"Deutsch" in body
    assert b"English" in body


@pytest.mark.parametrize(
    ("path", "type_", "body"),
    [
        ("de/", "text/html; charset=utf-8", "Start"),
        ("de/views/flow", "text/html; charset=utf-8", "Fluss"),
        ("de/views/flow.html", "text/html; charset=utf-8", "Fluss"),
        (f"data/{THING}.ttl", "text/turtle; charset=utf-8", "# ü"),
        (f"data/{THING}", "text/turtle; charset=utf-8", "# ü"),
        (f"data/{THING}.jsonld", "application/ld+json", "{}"),
        ("downloads/dataset.nq.gz", "application/gzip", "\x1f\x8b"),
        (".well-known/void", "text/turtle; charset=utf-8", "# void"),
    ],
)
def test_files_come_with_their_type(host: Host, path: str, type_: str, body: str) -> None:
    answer, got = host.get(path)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == type_
    assert answer.headers["Content-Encoding"] is None
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert got.decode("latin-1" if "gz" in path else "utf-8") == body


def test_an_id_that_ends_like_a_language_is_no_translation(host: Host) -> None:
    answer, body = host.get("de/page/document/mv.de.html")
    assert answer.status == 200
    assert answer.headers["Content-Language"] is None
    assert body == b"an id that looks like a language"


@pytest.mark.parametrize(
    "path",
    [
        "nothing",
        "de/nothing",
        "de/page/document/",
        "_redirects",
        "nginx.conf",
        ".pso-graph-export",
        ".htaccess",
    ],
)
def test_what_is_not_there_or_not_for_readers_is_told_in_both_languages(host: Host, path: str) -> None:
    answer, body = host.get(path)
    assert answer.status in {403, 404}
    if answer.status == 404:
        assert "Diese Seite gibt es nicht" in body.decode()
        assert "There is no such page" in body.decode()
        assert f'href="{host.prefix}assets/style.css"' in body.decode()


def test_a_line_break_in_an_address_reaches_no_header(host: Host) -> None:
    answer, _ = host.get("id/x%0d%0aSet-Cookie:%20a=b")
    assert answer.status == 404
    assert answer.headers["Set-Cookie"] is None


def test_pages_are_protected_like_those_of_the_live_server(host: Host) -> None:
    answer, _ = host.get("de/views/flow.html")
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
