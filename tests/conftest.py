"""What all tests share: the documents of ``../shared``, which a clone may lack."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from pso_graph.build.dataset import read_dataset
from pso_graph.pipeline.building import build_release, compose_dataset
from tests.depth import examples

if TYPE_CHECKING:
    from collections.abc import Generator

    from pso_graph.store import EmbeddedStore

# How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile(
    "project", max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("project")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a test that would be skipped fails: what is not looked at does not hold."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
    return report


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with source documents, gold tables and conformance suites."""
    if not SHARED.is_dir():
        pytest.skip(f"the source documents and gold tables are not here ({SHARED.name}/ beside the checkout)")
    return SHARED


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def dataset() -> EmbeddedStore:
    """The project's data and all that follows from it, in memory."""
    return compose_dataset(read_dataset(ROOT), lambda _: None)[0]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a finished build of the project's data."""
    folder = tmp_path_factory.mktemp("home")
    build_release(ROOT, folder, lambda _: None)
    return folder
