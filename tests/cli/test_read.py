"""Reading takes a file whose name can stand in the data, once, and never replaces a curator's work."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from pso_graph.core.errors import NotThisGenreError, ParameterError
from pso_graph.model import Genre
from pso_graph.pipeline.reading import read_scaffold
from pso_graph.rdf.namespaces import PSOG
from tests.cli.test_cli import run
from tests.conftest import ROOT

RESOLUTION = ROOT / "tests" / "readers" / "fixtures" / "resolution_plain.txt"


@pytest.mark.parametrize("name", ["my file (1).txt", "größe.txt", "a#b.txt", "..txt", "r.md", "r.TXT", "r"])
def test_a_name_that_cannot_stand_in_the_data_is_refused(tmp_path: Path, name: str) -> None:
    file = Path(shutil.copy(RESOLUTION, tmp_path / name))
    with pytest.raises(ParameterError) as caught:
        read_scaffold(ROOT, file, "test-1")
    assert caught.value.where == str(file)
    assert ".txt" in caught.value.fix


def test_the_help_says_how_the_file_is_named() -> None:
    assert "named *.txt" in " ".join(run("read", "--help").stdout.replace("│", " ").split())


def test_a_slug_has_no_line_break() -> None:
    with pytest.raises(ParameterError, match="is no slug"):
        read_scaffold(ROOT, RESOLUTION, "test-1\n")


@pytest.mark.parametrize("genre", [None, Genre.MOTION])
def test_a_text_of_no_genre_is_named(tmp_path: Path, genre: Genre | None) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear reader,\n", "utf-8")
    with pytest.raises(NotThisGenreError) as caught:
        read_scaffold(ROOT, file, "test-1", genre=genre)
    assert str(caught.value).startswith(f"{file}: PSO-E004: ")


def test_the_file_is_read_once_and_its_own_bytes_are_hashed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "resolution.txt"
    content = RESOLUTION.read_bytes().replace(b"\n", b"\r\n")
    file.write_bytes(content)
    reads: list[Path] = []
    read_bytes = Path.read_bytes

    def watch(path: Path) -> bytes:
        reads.append(path)
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", watch)
    scaffold = read_scaffold(ROOT, file, "test-1")
    assert reads.count(file) == 1
    hashes = [triple.object.value for triple in scaffold.places if triple.predicate == PSOG.fileHash]  # type: ignore[union-attr]
    assert hashes == [hashlib.sha256(content).hexdigest()]


@pytest.mark.parametrize("existing", ["documents/test-1.ttl", "anchors/test-1.ttl"])
def test_a_file_that_exists_is_replaced_only_by_force(tmp_path: Path, existing: str) -> None:
    target = tmp_path / "documents" / "test-1.ttl"
    taken = tmp_path / existing
    taken.parent.mkdir()
    taken.write_text("# a curator's work\n", "utf-8")
    refused = run("read", RESOLUTION, "--slug", "test-1", "-o", target)
    assert refused.returncode == 2
    assert f"{taken}: PSO-E008: " in refused.stderr
    assert "--force" in refused.stderr
    assert taken.read_text("utf-8") == "# a curator's work\n"
    assert list(tmp_path.rglob("*.ttl")) == [taken]
    done = run("read", RESOLUTION, "--slug", "test-1", "-o", target, "--force")
    assert done.returncode == 0, done.stderr
    assert "psog:" in taken.read_text("utf-8")


def test_progress_is_shown_on_standard_error() -> None:
    done = run("read", RESOLUTION, "--slug", "test-1")
    assert done.stderr.startswith("reading …\n")
    assert done.stdout.startswith("@base")
