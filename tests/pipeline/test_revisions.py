"""Files at a git revision are those that were committed, and nothing else gets in."""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING

import pytest

from pso_graph.core.errors import RevisionError
from pso_graph.pipeline.revisions import check_out, find_repository, list_work_files, resolve_revision
from tests.repositories import commit, run_git, write_files

if TYPE_CHECKING:
    from pathlib import Path

ONE, TWO = "<x:a> <x:b> 1 .\n", "<x:a> <x:b> 2 .\n"


def read_revision(repository: Path, revision: str) -> dict[str, str]:
    with check_out(repository, revision) as folder:
        files = [path for path in folder.rglob("*") if path.is_file()]
        return {str(path.relative_to(folder)): path.read_text("utf-8") for path in files}


def test_each_revision_has_its_own_files(tmp_path: Path) -> None:
    commit(tmp_path, {"a.ttl": ONE, "böse name/b.NQ": ONE, "notes.txt": "no RDF"})
    commit(tmp_path, {"a.ttl": TWO, "böse name/b.NQ": None})
    run_git(tmp_path, "tag", "v1")
    write_files(tmp_path, {"a.ttl": "not committed"})
    assert read_revision(tmp_path, "HEAD~1") == {"a.ttl": ONE, "böse name/b.NQ": ONE}
    assert read_revision(tmp_path, "v1") == read_revision(tmp_path, "HEAD") == {"a.ttl": TWO}


def test_the_folder_is_removed_and_the_work_tree_untouched(tmp_path: Path) -> None:
    commit(tmp_path, {"a.ttl": ONE})
    write_files(tmp_path, {"a.ttl": TWO})
    with check_out(tmp_path, "HEAD") as folder:
        assert (folder / "a.ttl").read_text() == ONE
    assert not folder.exists()
    assert (tmp_path / "a.ttl").read_text() == TWO


def test_stored_bytes_come_out_whatever_filters_a_repository_names(tmp_path: Path) -> None:
    """Filters and archive settings of a repository run commands or change text."""
    attributes = "*.ttl filter=evil diff=evil export-subst export-ignore eol=crlf\n"
    commit(tmp_path, {"a.ttl": "# $Format:%H$\n" + ONE, ".gitattributes": attributes})
    mark = tmp_path / "ran"
    for key in ("filter.evil.smudge", "filter.evil.clean", "diff.evil.textconv", "core.fsmonitor"):
        run_git(tmp_path, "config", key, f"touch {mark}; cat")
    assert read_revision(tmp_path, "HEAD") == {"a.ttl": "# $Format:%H$\n" + ONE}
    assert not mark.exists()


def test_links_do_not_lead_out(tmp_path: Path) -> None:
    (tmp_path / "secret.ttl").write_text(ONE)
    repository = tmp_path / "repository"
    repository.mkdir()
    (repository / "link.ttl").symlink_to(tmp_path / "secret.ttl")
    commit(repository, {"a.ttl": TWO})
    assert read_revision(repository, "HEAD") == {"a.ttl": TWO}
    assert list_work_files(repository) == [repository / "a.ttl"]


def test_a_tree_whose_paths_lead_out_is_refused(tmp_path: Path) -> None:
    """Git itself writes no such tree, but a hostile repository may hold one."""
    commit(tmp_path, {"a.ttl": ONE})
    blob = bytes.fromhex(run_git(tmp_path, "rev-parse", "HEAD:a.ttl").strip())
    inner = write_tree(tmp_path, b"100644 evil.ttl\0" + blob)
    outer = write_tree(tmp_path, b"40000 ..\0" + bytes.fromhex(inner))
    run_git(
        tmp_path, "update-ref", "refs/heads/evil", run_git(tmp_path, "commit-tree", "-m", "x", outer).strip()
    )
    with pytest.raises(RevisionError, match="leads out"), check_out(tmp_path, "evil"):
        pass


def write_tree(repository: Path, content: bytes) -> str:
    """Write a tree object as it is, which git's own commands refuse to, and return its name."""
    stored = b"tree %d\0" % len(content) + content
    name = hashlib.sha1(stored).hexdigest()  # noqa: S324 - the hash that git takes
    file = repository / ".git" / "objects" / name[:2] / name[2:]
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(zlib.compress(stored))
    return name


@pytest.mark.parametrize("name", ["nothing", "", "--output=ran", "-h", "HEAD\0", "HEAD:a.ttl", "HEAD^{tree}"])
def test_what_is_no_commit_is_refused(tmp_path: Path, name: str) -> None:
    commit(tmp_path, {"a.ttl": ONE})
    with pytest.raises(RevisionError, match="no git revision"):
        resolve_revision(tmp_path, name)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".git", "a.ttl"]


def test_a_folder_outside_all_repositories_is_said(tmp_path: Path) -> None:
    with pytest.raises(RevisionError, match=r"PSO-E027.*not a git repository"):
        find_repository(tmp_path / "missing" / "a.ttl")


def test_the_work_tree_is_what_git_does_not_ignore(tmp_path: Path) -> None:
    commit(tmp_path, {"a.ttl": ONE, "gone.ttl": ONE, ".gitignore": "build/\n"})
    write_files(tmp_path, {"new.trig": ONE, "build/made.ttl": ONE, "gone.ttl": None, "b.txt": ""})
    assert [path.name for path in list_work_files(tmp_path)] == ["a.ttl", "new.trig"]
