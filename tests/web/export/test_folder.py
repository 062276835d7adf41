"""What a static copy may do to a folder, and what it leaves alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from pso_graph.core.errors import ExportFolderError, PageError
from pso_graph.web.export.folder import MANIFEST, Changes, open_folder

if TYPE_CHECKING:
    from pathlib import Path


def export(folder: Path, **files: str) -> Changes:
    with open_folder(folder) as copy:
        for name, body in files.items():
            copy.put(name.replace("__", "/"), body.encode())
        return copy.publish()


def read(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}


def test_a_new_folder_is_filled(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "site"
    assert export(folder, index="i", de__page="p") == Changes(written=2, kept=0, removed=0)
    assert read(folder) == {"index": "i", "de/page": "p"}
    assert json.loads((folder / MANIFEST).read_text("utf-8")) == ["de/page", "index"]


def test_only_what_differs_is_written_and_what_is_gone_is_removed(tmp_path: Path) -> None:
    export(tmp_path, same="s", other="old", de__deep__gone="g")
    before = (tmp_path / "same").stat()
    assert export(tmp_path, same="s", other="new") == Changes(written=1, kept=1, removed=1)
    assert read(tmp_path) == {"same": "s", "other": "new"}
    after = (tmp_path / "same").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert not (tmp_path / "de").exists()


def test_a_file_that_somebody_changed_is_written_again(tmp_path: Path) -> None:
    export(tmp_path, page="ours")
    (tmp_path / "page").write_text("theirs", "utf-8")
    assert export(tmp_path, page="ours").written == 1
    assert read(tmp_path) == {"page": "ours"}


def test_foreign_files_stay(tmp_path: Path) -> None:
    export(tmp_path, de__gone="g")
    (tmp_path / "de" / "CNAME").write_text("example.org", "utf-8")
    export(tmp_path, index="i")
    assert read(tmp_path) == {"index": "i", "de/CNAME": "example.org"}


def test_a_foreign_file_is_not_overwritten(tmp_path: Path) -> None:
    export(tmp_path, index="i")
    (tmp_path / "robots").write_text("mine", "utf-8")
    with pytest.raises(ExportFolderError, match="no earlier export wrote it"):
        export(tmp_path, index="new", robots="theirs")
    assert read(tmp_path) == {"index": "i", "robots": "mine"}


def test_a_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis").write_text("ten years of work", "utf-8")
    with pytest.raises(ExportFolderError, match="something else"):
        export(tmp_path, index="i")
    assert read(tmp_path) == {"thesis": "ten years of work"}


def test_a_checkout_without_files_is_taken(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert export(tmp_path, index="i").written == 1


def test_two_exports_into_one_folder_are_not_mixed(tmp_path: Path) -> None:
    with open_folder(tmp_path) as copy:
        copy.put("index", b"first")
        with pytest.raises(ExportFolderError, match="Another export"):
            export(tmp_path, index="second")
        copy.publish()
    assert read(tmp_path) == {"index": "first"}


@pytest.mark.parametrize("damaged", ["[", "{}", "7", '["../../etc/passwd", "/etc/passwd"]'])
def test_a_list_that_is_damaged_or_lies_removes_nothing_elsewhere(tmp_path: Path, damaged: str) -> None:
    folder, other = tmp_path / "site" / "deep", tmp_path / "etc" / "passwd"
    export(folder, index="i")
    other.parent.mkdir()
    other.write_text("root", "utf-8")
    (folder / MANIFEST).write_text(damaged, "utf-8")
    with pytest.raises(ExportFolderError):
        export(folder, index="new")
    assert other.exists()
    assert read(folder) == {"index": "i"}


@pytest.mark.parametrize("path", ["../out", "/etc/x", "a/../../b", "a//b", "a/./b", ""])
def test_a_path_that_leads_out_is_refused(tmp_path: Path, path: str) -> None:
    with open_folder(tmp_path / "site") as copy, pytest.raises(PageError):
        copy.put(path, b"")


def test_two_files_with_one_path_are_refused(tmp_path: Path) -> None:
    with open_folder(tmp_path) as copy:
        copy.put("a", b"1")
        with pytest.raises(PageError, match="same path"):
            copy.put("a", b"1")


def test_nothing_changes_when_making_a_page_fails(tmp_path: Path) -> None:
    export(tmp_path, index="old", gone="g")

    def fail() -> None:
        with open_folder(tmp_path) as copy:
            copy.put("index", b"new")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert read(tmp_path) == {"index": "old", "gone": "g"}


def test_an_interrupted_export_is_taken_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export(tmp_path, one="old", two="old", gone="g")
    with monkeypatch.context() as patched:
        patched.setattr("pso_graph.web.export.folder.ExportFolder._remove", _pull_the_plug)
        with pytest.raises(KeyboardInterrupt):
            export(tmp_path, one="new", two="new", three="new")
    (tmp_path / ".pso-graph-new-left").mkdir()  # what a power cut leaves
    assert export(tmp_path, one="new").removed == 3  # also "three", which was never written
    assert read(tmp_path) == {"one": "new"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [MANIFEST, "one"]


def _pull_the_plug(*_: object) -> None:
    raise KeyboardInterrupt
