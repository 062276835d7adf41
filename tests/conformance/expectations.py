"""The list of cases that are known to fail, and why."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_LIST = Path(__file__).with_name("expected_failures.toml")


@cache
def read_expectations() -> dict[str, dict[str, str]]:
    """Return the reason by case id, for each suite; ``not-offered`` has a reason by suite."""
    return tomllib.loads(_LIST.read_text(encoding="utf-8"))
