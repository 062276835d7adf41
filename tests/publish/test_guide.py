"""The guide: its examples run as they stand, against a server with the project's data."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from pso_graph.publish.api import HOST
from pso_graph.publish.languages import LANGUAGES, Language
from pso_graph.publish.pages.guide import read_examples
from pso_graph.store import EmbeddedStore
from tests.conftest import ROOT
from tests.publish.visiting import HTML, make_show, read_page
from tests.web.running import PROGRAM, run_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

EXAMPLES = read_examples()


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    """Where a server with the project's data listens."""
    with run_server(home=str(home), client_queries=100, client_budget=10_000) as server:
        yield f"http://127.0.0.1:{server.port}"


@pytest.fixture
def run(address: str, tmp_path: Path) -> Callable[[str], str]:
    """Runs an example, in an empty folder, and returns what it prints."""

    def run_example(name: str) -> str:
        text = EXAMPLES[name].replace(HOST, address)
        command = {"shell": ["bash", "-euc"], "python": [sys.executable, "-c"]}[name.rpartition(".")[2]]
        done = subprocess.run([*command, text], cwd=tmp_path, capture_output=True, text=True, check=True)
        return done.stdout

    return run_example


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_every_example_as_it_runs(language: Language) -> None:
    page = read_page(make_show(EmbeddedStore.in_memory([]))("guide", language))
    blocks = ["".join(block.itertext()) for block in page.iter(f"{HTML}pre")]
    assert sorted(blocks) == sorted(EXAMPLES.values())


@pytest.mark.servers
def test_lineage(run: Callable[[str], str]) -> None:
    hops = json.loads(run("lineage.shell"))["hops"]
    assert hops[0]["from"].endswith("pso-19-2023/2.l.1")
    assert hops[0]["evidence"][0]["firstWords"] == "Ziffer 26 der Resolution der 28."


@pytest.mark.servers
def test_measures_of_a_clause(run: Callable[[str], str]) -> None:
    rows = list(csv.DictReader(io.StringIO(run("table.shell"))))
    assert {row["number"] for row in rows} == {"2.l.1"}
    assert any(row["measure"].startswith("https://w3id.org/pso-graph/id/measure/") for row in rows)


@pytest.mark.servers
def test_only_what_documents_say(run: Callable[[str], str]) -> None:
    rows = list(csv.DictReader(io.StringIO(run("certain.shell"))))
    assert rows
    graphs = {row["graph"] for row in rows}
    assert all(graph.startswith("https://w3id.org/pso-graph/graph/document/") for graph in graphs)


@pytest.mark.servers
def test_words_that_carry_a_stance(run: Callable[[str], str]) -> None:
    (row,) = csv.DictReader(io.StringIO(run("proof.shell")))
    assert row["stance"] == "declined-or-different"
    assert row["firstWords"] == "Eine „zentrale Anlaufstelle“ gibt es nicht"


@pytest.mark.servers
def test_table_in_python(run: Callable[[str], str]) -> None:
    """39 of the 53 recommendations are those of the resolution; each has one answer (tests/gold)."""
    printed = run("table.python")
    assert printed.startswith("39 recommendations\n")
    assert re.search(r"^substantive +accept +27$", printed, re.MULTILINE)


@pytest.mark.servers
def test_graph_in_python(run: Callable[[str], str]) -> None:
    printed = run("graph.python")
    assert "measure/mv-welcome-portal Welcome portal with orientation and health information" in printed


@pytest.mark.servers
def test_table_in_r(address: str) -> None:
    """R itself is not needed here: its columns are there, and truth is written as the example compares it."""
    text = EXAMPLES["table.r"].replace(HOST, address)
    (url,) = re.findall(r'"(http[^"]+)"', text)
    with urlopen(url) as answer:  # noqa: S310 - of our own server
        rows = list(csv.DictReader(io.TextIOWrapper(answer, "utf-8")))
    assert set(re.findall(r"\$(\w+)", text)) <= set(rows[0])
    assert sum(row["recommendation"] == "true" for row in rows) == 39


@pytest.mark.servers
@pytest.mark.slow
def test_download_is_what_a_server_takes(address: str, tmp_path: Path) -> None:
    *download, serve = EXAMPLES["offline.shell"].splitlines()
    script = "\n".join(download).replace(HOST, address)
    subprocess.run(["bash", "-euc", script], cwd=tmp_path, capture_output=True, check=True)
    file = serve.removeprefix("pso-graph serve --data ")
    with run_server("--data", str(tmp_path / file)) as server:
        answer = server.ask("ASK { ?response <https://w3id.org/pso-graph/ontology#answers> ?clause }")
        assert json.loads(answer.body)["boolean"] is True


@pytest.mark.sources
def test_evidence_is_verified(shared: Path) -> None:
    program, *options = EXAMPLES["verify.shell"].replace("DIR", str(shared / "sources")).split()
    assert program == "pso-graph"
    command = [sys.executable, "-c", PROGRAM, *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
