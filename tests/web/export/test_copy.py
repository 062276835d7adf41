"""A static copy says what the live server says, leads nowhere wrong, and holds no sentence of a document."""

from __future__ import annotations

import gzip
import hashlib
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from pso_graph.pipeline.release import find_release
from pso_graph.publish.downloads import CHECKSUMS, DUMPS, FOLDER
from pso_graph.rdf.parsing import parse_file
from tests.data.test_wording import SENTENCE, list_runs
from tests.web.export.comparing import MOVING, TREES, compare, find_live
from tests.web.export.crawling import find_faults
from tests.web.export.publishing import publish, read_copy
from tests.web.running import run_server

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.servers, pytest.mark.timeout(600)]

ADDRESS = "https://graph.example.org/parliaments/"
STEP = 8
"""Of the words of a sentence, this many in a row begin at a multiple of this number."""


@pytest.fixture(scope="module")
def copy(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    done = publish(folder, home, "--address", ADDRESS, "--jobs", "2")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def files(copy: Path) -> dict[str, bytes]:
    return read_copy(copy)


def test_the_same_build_gives_the_same_bytes(home: Path, copy: Path, files: dict[str, bytes]) -> None:
    """Written again, with other hashes and in another order, no file differs, and none is written."""
    done = publish(copy, home, "--address", ADDRESS, "--jobs", "1", seed=4711)
    assert re.match(rf"0 files written, {len(files) - 1} unchanged, 0 removed", done.stdout), done.stderr
    assert read_copy(copy) == files


def test_all_references_lead_somewhere(copy: Path) -> None:
    assert find_faults(copy, "/parliaments/") == []


def test_every_page_says_what_the_live_server_says(home: Path, files: dict[str, bytes]) -> None:
    pages = [name for name in files if name.startswith(TREES) and not MOVING.fullmatch(name)]
    assert len(pages) > 1000
    with run_server("--home", str(home), client_budget=100_000) as server:
        connection = server.connect()
        different = []
        for name in pages:
            connection.request("GET", find_live(name), headers={"Accept": "*/*"})
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200 or not compare(name, body, files[name]):
                different.append(name)
        connection.close()
    assert different == []


def test_the_dumps_are_the_dataset(home: Path, files: dict[str, bytes], tmp_path: Path) -> None:
    dataset = find_release(home).dataset
    for name in DUMPS:
        dump = tmp_path / name.removesuffix(".gz")
        dump.write_bytes(gzip.decompress(files[f"{FOLDER}/{name}"]))
        assert set(parse_file(dump)) == set(parse_file(dataset)), name
    assert (tmp_path / "dataset.nq").read_bytes() == dataset.read_bytes()
    lines = [line.split("  ") for line in files[f"{FOLDER}/{CHECKSUMS}"].decode().splitlines()]
    sums = {name: hashlib.sha256(files[f"{FOLDER}/{name}"]).hexdigest() for name in DUMPS}
    assert {name: digest for digest, name in lines} == sums


def test_the_sitemap_names_every_page(files: dict[str, bytes]) -> None:
    named = set(re.findall(r"<loc>([^<]+)</loc>", files["sitemap.xml"].decode()))
    pages = {name for name in files if re.match(r"(?:de|en)/.*\.html$", name)}
    assert {address.removeprefix(ADDRESS) for address in named} == pages
    assert f"Sitemap: {ADDRESS}sitemap.xml" in files["robots.txt"].decode()


@pytest.mark.sources
def test_no_file_holds_a_sentence_of_a_document(shared: Path, files: dict[str, bytes]) -> None:
    texts = [path.read_text("utf-8") for path in sorted((shared / "sources").glob("*.txt"))]
    begun = {run for text in texts for run in list_runs(text, STEP)}
    known = {run for text in texts for run in list_runs(text, SENTENCE)}
    assert len(known) > 10_000
    assert [name for name, body in files.items() if _has_run(_read(name, body), begun, known)] == []


def test_a_sentence_would_be_found() -> None:
    words = [f"word{number}" for number in range(SENTENCE)]
    begun, known = (set(list_runs(" ".join(words), length)) for length in (STEP, SENTENCE))
    for before in range(STEP + 1):
        page = f"<p>{'x ' * before}{'</b> <b>'.join(words)} y</p>"
        assert _has_run(_read("page.html", page.encode()), begun, known)
        assert not _has_run(_read("page.html", page.replace("word7", "other").encode()), begun, known)


def _read(name: str, body: bytes) -> str:
    """Return the words of a file, without tags, entities and escapes."""
    text = (gzip.decompress(body) if name.endswith(".gz") else body).decode("utf-8", "replace")
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    return unescape(re.sub(r"<[^<>]*>", " ", text)) if name.endswith((".html", ".svg", ".xml")) else text


def _has_run(text: str, begun: set[tuple[str, ...]], known: set[tuple[str, ...]]) -> bool:
    """Return whether a text holds one of the long runs; only where a short one begins it looks closer."""
    words = [word.lower() for word in re.findall(r"\w+", text)]
    for start in range(0, len(words) - STEP + 1, STEP):
        if tuple(words[start : start + STEP]) in begun:
            near = " ".join(words[max(0, start - SENTENCE) : start + 2 * SENTENCE])
            if not known.isdisjoint(list_runs(near, SENTENCE)):
                return True
    return False
