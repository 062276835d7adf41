"""Pages and data from a real server, which has its data and its documents in other processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.publish.passage_data import FILE, TEXT, write_data
from tests.web.running import run_server

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.running import Server

pytestmark = pytest.mark.servers


def ask(server: Server, path: str, accept: str = "*/*") -> tuple[int, dict[str, str], str]:
    connection = server.connect()
    connection.request("GET", path, headers={"Accept": accept})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def test_a_server_with_the_documents_shows_passages_and_lets_nobody_keep_them(tmp_path: Path) -> None:
    data, folder = tmp_path / "data.ttl", tmp_path / "documents"
    data.write_text(write_data(), "utf-8")
    folder.mkdir()
    (folder / FILE).write_text(TEXT, "utf-8")
    with run_server("--data", str(data), "--sources", str(folder)) as server:
        status, headers, _ = ask(server, "/id/document/x/1", "text/turtle")
        assert (status, headers["location"]) == (303, "../../../data/document/x/1.ttl")
        status, headers, body = ask(server, "/data/document/x/1.ttl")
        assert status == 200
        assert headers["content-type"] == "text/turtle; charset=utf-8"
        assert "<document/x/1>" in body
        assert "gemeinsam" not in body
        status, headers, body = ask(server, "/de/page/document/x/1")
        assert status == 200
        assert headers["cache-control"] == "private, no-store"
        assert "gemeinsam" in body
        assert ask(server, "/id/document/x/2")[0] == 404
