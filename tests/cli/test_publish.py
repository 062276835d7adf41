"""What ``pso-graph publish`` takes, and what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.test_cli import run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("options", [("--sources", "."), ("--with-passages",)])
def test_passages_are_published_only_on_purpose(home: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    done = run("publish", str(tmp_path / "site"), *options, home=home)
    assert done.returncode == 2
    assert "PSO-E008" in done.stderr
    assert "neither" in done.stderr
    assert not (tmp_path / "site").exists()


def test_a_folder_with_other_things_is_left_alone(home: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("ten years of work", "utf-8")
    done = run("publish", str(tmp_path), home=home)
    assert done.returncode == 2
    assert "PSO-E075" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
