"""The browser, and the two servers that it opens pages of: ours, and one of plain files."""

from __future__ import annotations

import shutil
import subprocess
import sys
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import pytest

from pso_graph.pipeline.serving import ReleaseSource
from pso_graph.publish.languages import LANGUAGES
from tests.benchmarks.processes import HOST, find_port
from tests.browser.opening import AXE, PROGRAM, QUIET
from tests.conftest import ROOT
from tests.web.conftest import ONE_FOR_ALL
from tests.web.export.publishing import publish
from tests.web.running import run_server, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from pso_graph.publish.languages import Language
    from pso_graph.store import EmbeddedStore

SCREENSHOTS = ROOT / ".artefacts" / "screenshots"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    sync_api = pytest.importorskip("playwright.sync_api")
    if not shutil.which(PROGRAM) or not AXE.is_file():
        pytest.skip("Chromium or axe-core is missing; `make test-browser` says how to get them")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=PROGRAM, args=[*QUIET])
        yield started
        started.close()


@pytest.fixture(scope="session")
def store(home: Path) -> EmbeddedStore:
    """The data that is shown."""
    return ReleaseSource(home, union=True).find().open()


@pytest.fixture(scope="session")
def live(home: Path) -> Iterator[str]:
    """The address of our server."""
    with run_server("--home", str(home), **ONE_FOR_ALL) as server:
        yield f"http://{HOST}:{server.port}/"


@pytest.fixture(scope="session")
def copy(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a static copy of the whole site."""
    folder = tmp_path_factory.mktemp("copy")
    assert publish(folder, home).returncode == 0
    return folder


@pytest.fixture(scope="session")
def static(copy: Path) -> Iterator[str]:
    """The address of a plain file server with a static copy."""
    port = find_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", HOST, "--directory", str(copy)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet) as process:
        try:
            assert wait_until(lambda: _answers(port), 20)
            yield f"http://{HOST}:{port}/"
        finally:
            process.terminate()


@pytest.fixture(scope="module", params=["live", "static"])
def site(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Which of the two, and its address."""
    return request.param, request.getfixturevalue(request.param)


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    """A language of the pages."""
    chosen: Language = request.param
    return chosen


def _answers(port: int) -> bool:
    connection = HTTPConnection(HOST, port)
    try:
        connection.connect()
    except OSError:
        return False
    finally:
        connection.close()
    return True
