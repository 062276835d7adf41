"""No constraint is idle: with any one of them left out, some mistake would go unnoticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from tests.shapes.weakening import Weakening

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
RULES = sorted(path.stem for path in (ROOT / "shapes" / "examples" / "fail").glob("*.ttl"))


@pytest.fixture(scope="module")
def weakening(root: Path) -> Weakening:
    return Weakening(root)


def test_every_rule_is_tried(weakening: Weakening) -> None:
    assert sorted(weakening.list_rules()) == RULES


@pytest.mark.parametrize("rule", RULES)
def test_every_constraint_is_noticed(weakening: Weakening, rule: str) -> None:
    assert weakening.list_unnoticed(rule) == []
