"""Files of the front end over HTTP."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
import zstandard
from starlette.testclient import TestClient

from pso_graph.query.workers import LocalRunner
from pso_graph.store import EmbeddedStore
from pso_graph.web import create_app
from pso_graph.web.site.assets import FOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterator

STYLE = "/assets/style.css"


@pytest.fixture(scope="module", name="client")
def _client() -> Iterator[TestClient]:
    with TestClient(create_app(LocalRunner(EmbeddedStore.in_memory()))) as client:
        yield client


def read(client: TestClient, accepted: str) -> tuple[bytes, dict[str, str]]:
    """Return the bytes of the stylesheet as they are sent, and the header."""
    with client.stream("GET", STYLE, headers={"Accept-Encoding": accepted}) as answer:
        return b"".join(answer.iter_raw()), dict(answer.headers)


def test_files_come_in_the_coding_that_is_accepted(client: TestClient) -> None:
    style = (FOLDERS[0] / "style.css").read_bytes()
    plain, header = read(client, "identity")
    assert plain == style
    assert header["content-type"] == "text/css; charset=utf-8"
    zipped, header_zipped = read(client, "gzip")
    assert gzip.decompress(zipped) == style
    assert header_zipped["content-encoding"] == "gzip"
    best, header_best = read(client, "gzip, zstd")
    assert zstandard.ZstdDecompressor().decompressobj().decompress(best) == style
    tags = {one["etag"] for one in (header, header_zipped, header_best)}
    assert len(tags) == 3
    assert header["vary"] == header_best["vary"] == "Accept-Encoding"


def test_a_file_that_is_there_already_is_not_sent_again(client: TestClient) -> None:
    for accepted in ("identity", "gzip"):
        tag = read(client, accepted)[1]["etag"]
        again = client.get(STYLE, headers={"Accept-Encoding": accepted, "If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag


@pytest.mark.parametrize("name", ["nothing.css", "../page.py", "%2e%2e/process.py", "style.css/x", ""])
def test_there_is_nothing_else(client: TestClient, name: str) -> None:
    assert client.get(f"/assets/{name}").status_code == 404


def test_a_head_tells_the_length(client: TestClient) -> None:
    head = client.head(STYLE, headers={"Accept-Encoding": "identity"})
    assert int(head.headers["content-length"]) == (FOLDERS[0] / "style.css").stat().st_size
    assert head.content == b""


def test_nothing_is_written_here(client: TestClient) -> None:
    answer = client.post(STYLE)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
