"""Reading files as a git revision has them, without touching the work tree.

Only git's plumbing is asked, by a list of words and never by a shell: it gives the bytes that are stored,
runs no filter, hook or pager that a repository may name, and gets nothing that could be read as an option.
"""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pso_graph.core.errors import RevisionError
from pso_graph.rdf.parsing import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ENVIRONMENT = {
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_FILE_MODES = ("100644", "100755")  # neither links, which lead elsewhere, nor submodules


def find_repository(place: Path) -> Path:
    """Return the top folder of the work tree that a file or folder lies in.

    Args:
        place: need not exist itself.

    Raises:
        RevisionError: if it lies in none.
    """
    folder = place.resolve()
    while not folder.is_dir():
        folder = folder.parent
    return Path(os.fsdecode(_run(folder, "rev-parse", "--show-toplevel").rstrip(b"\n")))


def resolve_revision(repository: Path, revision: str) -> str:
    """Return the object name of the commit that a revision means.

    Args:
        repository: a folder of a work tree.
        revision: as in gitrevisions(7), such as ``HEAD~1`` or ``v0.1.0``.

    Raises:
        RevisionError: if there is no such commit.
    """
    if not revision or revision.startswith("-") or "\0" in revision:
        raise _refuse_revision(revision)
    words = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    try:
        return _run(repository, *words).decode().strip()
    except RevisionError as error:
        raise _refuse_revision(revision) from error


@contextmanager
def check_out(repository: Path, revision: str) -> Iterator[Path]:
    """Give a folder with all RDF files of a revision, as they lie below the top of the work tree.

    The folder is removed afterwards.

    Args:
        repository: the top folder of a work tree.
        revision: as in gitrevisions(7).

    Raises:
        RevisionError: if there is no such commit, or a path in it leads out of the tree.
    """
    commit = resolve_revision(repository, revision)
    with TemporaryDirectory(prefix="pso-graph-") as name:
        folder = Path(name).resolve()
        blobs = dict(_list_blobs(repository, commit))
        for path, content in zip(blobs, _read_blobs(repository, list(blobs.values())), strict=True):
            target = folder.joinpath(*path.parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        yield folder


def list_work_files(repository: Path) -> list[Path]:
    """Return the RDF files of a work tree that git knows or would know: not those it ignores.

    Args:
        repository: the top folder of the work tree.

    Raises:
        RevisionError: if it is none.
    """
    words = ("ls-files", "-z", "--cached", "--others", "--exclude-standard")
    names = {os.fsdecode(name) for name in _run(repository, *words).split(b"\0") if name}
    paths = sorted(repository / name for name in names if _is_rdf(name))
    return [path for path in paths if path.is_file() and not path.is_symlink()]


def _is_rdf(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in FORMATS


def _list_blobs(repository: Path, commit: str) -> Iterator[tuple[PurePosixPath, str]]:
    """Yield path and object name of each RDF file of a commit."""
    listing = _run(repository, "ls-tree", "-r", "-z", "--full-tree", commit)
    for entry in listing.split(b"\0"):
        facts, _, name = entry.partition(b"\t")
        path = PurePosixPath(os.fsdecode(name))
        if not _is_rdf(path.name):
            continue
        if path.is_absolute() or ".." in path.parts:
            raise RevisionError(
                f"The path {str(path)!r} leads out of its tree.", where=commit, fix="Take another revision."
            )
        mode, _, blob = facts.decode().split()
        if mode in _FILE_MODES:
            yield path, blob


def _read_blobs(repository: Path, names: Sequence[str]) -> Iterator[bytes]:
    """Yield the content of objects, in order."""
    output = _run(repository, "cat-file", "--batch", data="".join(f"{name}\n" for name in names).encode())
    start = 0
    for _ in names:
        head_end = output.index(b"\n", start)
        name, kind, *size_word = output[start:head_end].split()
        if not size_word:
            raise RevisionError(
                f"An object is not in this clone ({kind.decode()}).", where=name.decode(), fix="Fetch it."
            )
        size = int(size_word[0])
        start = head_end + 1
        yield output[start : start + size]
        start += size + 1


def _run(folder: Path, *words: str, data: bytes = b"") -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - a list of words, no shell
            ["git", "-C", folder, *words],  # noqa: S607 - whichever git the user has
            input=data,
            capture_output=True,
            check=False,
            env={**os.environ, **_ENVIRONMENT},
        )
    except OSError as error:
        raise RevisionError("Git cannot be run.", where=str(folder), fix="Install git.") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2] or "no reason given"
        raise RevisionError(
            f"Git cannot read this repository ({said}).",
            where=str(folder),
            fix="Name files or folders, or work in a clone.",
        )
    return done.stdout


def _refuse_revision(revision: str) -> RevisionError:
    return RevisionError(
        f"There is no git revision {revision!r} here.",
        fix="Check its name; a clone that CI makes may lack it (set fetch-depth: 0).",
    )
