"""What the readers' tests share: fixtures in our own words and the source documents."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Protocol

import pytest

FIXTURES = Path(__file__).parent / "fixtures"


class ReadSource(Protocol):
    def __call__(self, number: str) -> str: ...


class ReadGold(Protocol):
    def __call__(self, name: str) -> list[dict[str, str]]: ...


class ReadFixture(Protocol):
    def __call__(self, name: str) -> str: ...


def decode(path: Path) -> str:
    """The text of a file with its line ends as they are, so that offsets hold."""
    return path.read_bytes().decode("utf-8")


@pytest.fixture(scope="session")
def source(shared: Path) -> ReadSource:
    def read(number: str) -> str:
        (path,) = (shared / "sources").glob(f"{number}_*.txt")
        return decode(path)

    return read


@pytest.fixture(scope="session")
def gold(shared: Path) -> ReadGold:
    def read(name: str) -> list[dict[str, str]]:
        with (shared / "gold" / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return read


@pytest.fixture(scope="session")
def fixture() -> ReadFixture:
    def read(name: str) -> str:
        return decode(FIXTURES / name)

    return read
